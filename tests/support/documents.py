# SPDX-License-Identifier: Apache-2.0
"""Documents of fictitious persons for tests: fonts, templates, values, foreign readers."""

import fcntl
import math
import subprocess
import tempfile
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path

import pypdfium2
import yaml
from PIL import Image

from certificates.elements import Template, Values
from certificates.rendering.font_build import build_fonts
from certificates.rendering.render import Renderer
from certificates.settings import FontSettings
from certificates.strokes import StrokePoint, Strokes
from certificates.template import template_from

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "config" / "catalogue"
LICENCE = CATALOGUE / "hygiene-permit" / "faces" / "licence.yaml"
LETTER = CATALOGUE / "_documents" / "promise_letter.yaml"
RECEIPT = CATALOGUE / "_documents" / "receipt.yaml"
SLIP = CATALOGUE / "_documents" / "acceptance_slip.yaml"
CREATED = datetime(2026, 11, 22, 9, 30, tzinfo=timezone(timedelta(hours=8)))
CASE = "4399002026112200017"
QR_TEXT = "https://permit.example/v#J1:" + "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U" * 8
AUTHORITY = "虚构市样例区行政审批服务局"

LICENCE_VALUES: Values = {
    "number": "湘卫公证字〔2026〕第439900000123号",
    "unit_name": "和风理发店",
    "holder_name": "张𠮷祥",
    "address": "虚构市样例区梧桐街道百花路18号",
    "licensed_item": "理发店",
    "valid_from_to": "2026年11月22日至2030年11月21日",
    "issuing_authority": AUTHORITY,
    "issued_on": "2026年11月22日",
}
LONG_VALUES: Values = {
    **LICENCE_VALUES,
    "unit_name": "虚构市样例区梧桐街道百花路𬭚兴美容美发养生会所连锁管理有限公司第十二分店",
    "holder_name": "买买提·阿卜杜热合曼·吐尔逊",
    "address": "虚构省虚构市样例区梧桐街道百花路社区第三网格和平里小区北区17号楼2单元"
    "负一层至三层0106号、0107号、0108号商铺（原百货大楼东侧）",
    "licensed_item": "理发店、美容店、公共浴室、游泳场（馆）",
}
PROMISED = (
    "总平面图、卫生设施布局图",
    "卫生管理制度，以及卫生管理人员的任命文件",
    "从业人员名单和有效健康合格证明",
)
TOLD = (
    "（一）办理依据",
    "《公共场所卫生管理条例》第四条、第八条：经营公共场所，应当取得卫生许可证。",
    "（二）应当达到的条件和补交的材料",
    "请在领证之日起60日内（最晚2027年1月21日）备齐下列材料，交到窗口，现场核查时出示：",
    *PROMISED,
    "（三）领证后还不能马上营业",
    "达到下列条件之前，不得营业：卫生检测合格；清洗、消毒、保洁、防虫防鼠和垃圾存放的设施"
    "能正常使用；用集中空调的，集中空调检测也合格。",
    "（四）没有做到承诺的后果",
    "逾期不改或者整改后仍不合格的，撤销卫生许可证并公告，从重处罚，通报市场监管部门，记入"
    "信用档案。",
) * 2
LETTER_VALUES: Values = {
    "title": "公共场所卫生许可告知承诺书",
    "case_number": CASE,
    "told_version": "2026-01",
    "told": TOLD,
    "promised": (
        "本人自愿作出以下承诺：",
        "（一）我已经看过、看懂行政机关告知的全部内容；",
        "（二）我填写和提供的内容真实、合法、有效；",
        "（三）以上承诺是我真实的意思。",
    ),
    "applicant": "张𠮷祥",
    "applicant_number": "439900198807150012",
    "unit_name": "和风理发店",
    "address": "虚构市样例区梧桐街道百花路18号",
    "copies": "本书打印一份交承诺人，电子件由行政机关存档。",
    "issuing_authority": AUTHORITY,
    "signed_on": "2026年11月22日",
}
RECEIPT_VALUES: Values = {
    "service": "公共场所卫生许可（新办）",
    "case_number": CASE,
    "applicant": "买买提·阿卜杜热合曼·吐尔逊",
    "headline": "现在领证；请于2027年1月21日前补交承诺的3项材料",
    "headline_en": "You receive the permit now. Hand in 3 promised papers by 21 January 2027.",
    "licence_number": "湘卫公证字〔2026〕第439900000123号",
    "handled_on": "2026年11月22日",
    "issuing_authority": AUTHORITY,
    "machine": "K-0001",
    "promised": PROMISED,
    "due": "2027年1月21日",
    "hand_in": "交到：政务大厅卫生健康窗口",
    "not_open_yet": "您已拿到许可证，但还不能马上营业。做到承诺书第（三）条的各项，才能开门。",
}
SLIP_VALUES: Values = {
    "service": "公共场所卫生许可（新办）",
    "case_number": CASE,
    "applicant": "李𬭚",
    "headline": "已受理；请于2026年12月10日前补齐2项材料，补齐后才发证",
    "headline_en": "Accepted. Hand in 2 papers by 10 December 2026.",
    "handled_on": "2026年11月22日",
    "issuing_authority": AUTHORITY,
    "machine": "K-0001",
    "gaps": PROMISED[:2],
    "due": "2026年12月10日",
    "overdue": "到期没有补齐的，视为撤回申请，材料退回。",
}
STROKES: Strokes = tuple(
    tuple(
        StrokePoint(12 * k + 6 * math.cos(a / 5), 10 + 7 * math.sin(a / 4 + k), a / 50)
        for a in range(24)
    )
    for k in range(4)
)


@lru_cache(maxsize=1)
def font_settings() -> FontSettings:
    """The fonts of documents; built once for all test processes, if they are not there."""
    built = ROOT / "build" / "fonts"
    built.mkdir(parents=True, exist_ok=True)
    with (built.parent / "fonts.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        build_fonts(built)
    return FontSettings(built=built)


@lru_cache(maxsize=1)
def renderer() -> Renderer:
    """One renderer for a whole test process."""
    return Renderer(font_settings())


@lru_cache(maxsize=16)
def shipped(path: Path) -> Template:
    """A template of the catalogue."""
    return template_from(yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader))


def rendered(
    path: Path,
    values: Values,
    *,
    qr_text: str = QR_TEXT,
    strokes: Strokes = STROKES,
    sample: bool = False,
) -> bytes:
    """A document of the shipped template at ``path``, without a seal."""
    return renderer().render(
        shipped(path),
        values,
        created=CREATED,
        document_id=CASE,
        qr_text=qr_text,
        strokes=strokes,
        sample=sample,
    )


def read_text(pdf: bytes, *, layout: bool = False) -> str:
    """The text of a PDF as poppler reads it, without blanks and line ends."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        options = ["-layout"] if layout else []
        done = subprocess.run(
            ["pdftotext", *options, file.name, "-"], capture_output=True, check=True, timeout=30
        )
    return done.stdout.decode("utf-8")


def unspaced(text: str) -> str:
    """A text without blanks and line ends."""
    return "".join(text.split())


def pictures(pdf: bytes, *, dots_per_inch: int) -> list[Image.Image]:
    """The pages of a PDF as PDFium draws them, in grey."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            page.render(scale=dots_per_inch / 72, grayscale=True).to_pil().copy()
            for page in document
        ]
    finally:
        document.close()
