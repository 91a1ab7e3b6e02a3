# SPDX-License-Identifier: Apache-2.0
"""Slips that a citizen takes to the window; pure.

转窗口办理单: a character that no font here draws. Nothing was committed and no number reserved.
The character stands as its code point, so that nobody reads another one for it; the name around
it is the citizen's own. 取件凭条: a paper that did not come out; it bears the code alone, no
name, for who finds it must not learn whose it is.
"""

from collections.abc import Iterator
from typing import Final

from forms.application import Application
from forms.prefill import fields_shown
from forms.service_item import ServiceItem
from kiosk.papers import Paper

WINDOW_SLIP: Final = "window_slip"
CODE_SLIP: Final = "code_slip"
_APPLICANT: Final = "申请人姓名"
_DISPUTED: Final = "证照上的“{label}”"
_STEPS: Final = (
    "核对身份证，按上面的代码确认这个字，不要用别的字代替。",
    "在窗口办理这件事；这台机器没有收下任何内容。",
    "告诉技术人员字的代码，加上字体以后这台机器就能打印。",
)
_FETCHING: Final = (
    "您的事已经收下，没打出来的纸不会丢，不用再办一次。",
    "带上身份证，到人工窗口说这个取件码或办件编号。",
    "工作人员核对以后，把没打出来的纸给您。",
)


def code_slip(case_number: str, code: str) -> Paper:
    """What stands on the slip with a pick-up code but machine and time; code as six digits."""
    values: dict[str, str | tuple[str, ...]] = {
        "code": f"{code[:3]} {code[3:]}",
        "case_number": case_number,
        "steps": _FETCHING,
    }
    return Paper(CODE_SLIP, values)


def window_slip(
    item: ServiceItem, application: Application, code_points: tuple[str, ...]
) -> Paper:
    """What stands on the slip but machine and time.

    Args:
        item: the service.
        application: the form, as far as it was filled in.
        code_points: of the characters without a glyph, such as ``U+2CE2A``.

    """
    values: dict[str, str | tuple[str, ...]] = {
        "service": item.title.zh_CN,
        "applicant": spelt(application.applicant.name, code_points),
        "count": str(len(code_points)),
        "characters": tuple(f"代码 {code_point}" for code_point in code_points),
        "places": tuple(_places(item, application, code_points)),
        "steps": _STEPS,
        "where": f"请到{item.where.zh_CN}。",
    }
    return Paper(WINDOW_SLIP, values, must_show=code_points)


def spelt(text: str, code_points: tuple[str, ...]) -> str:
    r"""Write each of these characters as its code point.

    >>> spelt("王\ue000", ("U+E000",))
    '王〔U+E000〕'
    """
    for code_point in code_points:
        character = chr(int(code_point.removeprefix("U+"), 16))
        text = text.replace(character, f"〔{code_point}〕")
    return text


def _places(
    item: ServiceItem, application: Application, code_points: tuple[str, ...]
) -> Iterator[str]:
    """Each field with such a character, spelt; a private one by its label alone."""
    name = application.applicant.name
    if spelt(name, code_points) != name:
        yield f"{_APPLICANT}：{spelt(name, code_points)}"
    for one in fields_shown(item, application):
        answer = application.fields.get(one.id)
        value = answer.value if answer is not None else ""
        if spelt(value, code_points) != value:
            shown = "" if one.is_private else f"：{spelt(value, code_points)}"
            yield f"{one.label.zh_CN}{shown}"
    for dispute in application.disputes:
        if spelt(dispute.shown, code_points) != dispute.shown:
            yield _DISPUTED.format(label=dispute.label or dispute.document)
