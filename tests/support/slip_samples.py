# SPDX-License-Identifier: Apache-2.0
"""What stands on each slip for the roll, of fictitious persons; long where it may be long."""

from typing import Final

from certificates.elements import Values
from kiosk.window_slip import code_slip
from tests.support.documents import AUTHORITY, CASE, RECEIPT_VALUES

RARE: Final = "张𠮷祥䶮𬭊"
RECEIPT: Final[Values] = {
    **RECEIPT_VALUES,
    "applicant": RARE,
    "notes": ("您有4份材料不用带：身份证、营业执照等由系统调取。",),
    "slip_code": f"JC1:{CASE}:MFRGGZDFMZTWQ2LK",
}
PICKUP_SLIP: Final[Values] = {
    "service": "公共场所卫生许可（新办）",
    "case_number": CASE,
    "applicant": "买买提·阿卜杜热合曼·吐尔逊",
    "handled_on": "2026年11月22日",
    "issuing_authority": AUTHORITY,
    "machine": "K-0001",
    "code": "012 345",
    "contents": "公共场所卫生许可证　1份",
    "where": "政务大厅卫生健康窗口",
    "steps": (
        "带上这张单和您的身份证，到上面写的窗口。",
        "告诉工作人员领取码，核对身份证，当场领走。",
        "请人代领的，带上您的身份证、代领人的身份证和您签字的委托书。",
    ),
}
WINDOW_SLIP: Final[Values] = {
    "service": "公共场所卫生许可（新办）",
    "applicant": "王〔U+2CE2A〕",
    "printed_at": "2026年11月22日 09:30",
    "machine": "K-0001",
    "count": "1",
    "characters": ("代码 U+2CE2A",),
    "places": ("申请人姓名：王〔U+2CE2A〕",),
    "steps": (
        "核对身份证，按上面的代码确认这个字，不要用别的字代替。",
        "在窗口办理这件事；这台机器没有收下任何内容。",
        "告诉技术人员字的代码，加上字体以后这台机器就能打印。",
    ),
    "where": "请到政务大厅卫生健康窗口。",
}
CODE_SLIP: Final[Values] = {
    **code_slip(CASE, "012345").values,
    "printed_at": "2026年11月22日 09:30",
    "machine": "K-0001",
}
SAMPLES: Final = {
    "receipt": RECEIPT,
    "pickup_slip": PICKUP_SLIP,
    "window_slip": WINDOW_SLIP,
    "code_slip": CODE_SLIP,
}
