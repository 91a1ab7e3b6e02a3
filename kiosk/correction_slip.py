# SPDX-License-Identifier: Apache-2.0
"""The correction slip (纠错单): what a citizen says is wrong, and who is asked to check it.

It is a record and no decision: the case goes on without the disputed values, and the office
that issued the document or keeps the record decides whether it is mended.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from forms.application import Application
from forms.dispute import CARD_ROLE, Dispute
from forms.field_values import Source
from forms.identity_need import DocumentKind
from forms.masking import masked
from forms.prefill import blank_by_dispute, fields_shown, fields_waiting
from forms.service_item import ServiceItem
from kiosk.slip_lines import LOOKED_UP_LATER

CORRECTION_SLIP: Final = "correction_slip"
BLANK: Final = "（申请人称信息有误，留待核对）"
UNNAMED: Final = "（身份信息待核对）"
"""Stands for a name whose holder says that it is wrong."""

_NUMERALS: Final = "一二三四五六七八九十"
_DOCUMENTS: Final[Mapping[DocumentKind, str]] = {
    DocumentKind.RESIDENT: "居民身份证",
    DocumentKind.FOREIGN_2023: "外国人永久居留身份证",
    DocumentKind.FOREIGN_2017: "外国人永久居留身份证",
    DocumentKind.HMT: "港澳台居民居住证",
    DocumentKind.SOCIAL_SECURITY: "社会保障卡",
}


@dataclass(frozen=True)
class _Words:
    """How a slip speaks of a kind of source."""

    number: str
    stands: str
    unused: str
    nobody: str


_OF_CERTIFICATE: Final = _Words(
    "证照编号", "证照上的", "整张证照这次没有使用。", "发证机关（证照上没有写明）"
)
_WORDS: Final[Mapping[Source, _Words]] = {
    Source.BASE_DATA: _Words(
        "编号", "登记的", "这个库里登记的信息这次都没有使用。", "登记机关（没有写明）"
    ),
    Source.MATERIAL: _Words(
        "材料编号", "材料上的", "这份材料这次没有使用。", "收存材料的机关（没有写明）"
    ),
}
_PARTS: Final[Mapping[str, str]] = {
    "name": "姓名",
    "number": "证件号码",
    "address": "住址",
    "sex": "性别",
    "birth": "出生日期",
}
_NEXT: Final = (
    "本单随办件一起送出，由上面写明的机关核对。核对结果由核对的机关告知申请人。",
    "信息没有更正之前，以后办事可能还会调出同样的内容，请保留本单。",
)


def applicant_named(application: Application) -> str:
    """The applicant's name for a paper; none that its holder disputes."""
    return UNNAMED if application.is_identity_disputed else application.applicant.name


def filled_rows(
    item: ServiceItem, application: Application, *, unsaid: Collection[str] = ()
) -> tuple[str, ...]:
    """The rows of a filled form; what waits for its certificate says so in its place.

    What a dispute has emptied stands last and says so, too. Fields in ``unsaid`` are left out.
    """
    shown, waiting = fields_shown(item, application), fields_waiting(item, application)
    return (
        *(
            f"{one.label.zh_CN}：{LOOKED_UP_LATER}"
            if one in waiting
            else f"{one.label.zh_CN}：{one.shown(application.fields[one.id].value, 'zh_CN')}"
            f"{one.unit.zh_CN if one.unit is not None else ''}"
            for one in shown
            if (one.id in application.fields or one in waiting) and one.id not in unsaid
        ),
        *(
            f"{one.label.zh_CN}：{BLANK}"
            for one in shown
            if one.id not in application.fields and blank_by_dispute(item, application, one)
        ),
    )


def slip_values(
    item: ServiceItem, application: Application
) -> Mapping[str, str | tuple[str, ...]]:
    """What the slip says beside the heading that all slips have."""
    entries: list[str] = []
    for place, one in enumerate(application.disputes):
        entries += _entry(item, application, one, numeral(place + 1))
    return {
        "count": str(len(application.disputes)),
        "entries": tuple(entries),
        "next_steps": _NEXT,
    }


def numeral(number: int) -> str:
    """Write a number up to 99 as Chinese headings do.

    >>> numeral(3), numeral(10), numeral(21)
    ('三', '十', '二十一')
    """
    tens, ones = divmod(number, 10)
    lead = _NUMERALS[tens - 1] if tens > 1 else ""
    return lead + ("十" if tens else "") + (_NUMERALS[ones - 1] if ones else "")


def _entry(
    item: ServiceItem, application: Application, one: Dispute, place: str
) -> tuple[str, ...]:
    words = _WORDS.get(one.source, _OF_CERTIFICATE)
    # A paper is found again by its identifier alone, which tells nothing of anybody.
    shown_number = one.number if one.source is Source.MATERIAL else masked(one.number)
    number = f"（{words.number}{shown_number}）" if one.number else ""
    lines = [f"（{place}）{document_of(application, one)}{number}"]
    if one.label:
        shown = masked(one.shown) if _is_private(item, one) else one.shown
        lines.append(f"{words.stands}“{_label(item, one)}”：{shown}")
    lines.append(f"申请人说：{one.said.zh_CN}。" + (words.unused if one.is_whole else ""))
    if one.subject != one.role:
        lines.append(_right(item, application, one))
    return (*lines, f"请核对的机关：{one.authority or words.nobody}")


def _label(item: ServiceItem, one: Dispute) -> str:
    """What the value is called where it stands; a base's fact goes by the form's label."""
    if one.source is Source.BASE_DATA:
        return item.field(one.subject).label.zh_CN
    return _PARTS.get(one.label, one.label)


def document_of(application: Application, one: Dispute) -> str:
    """The printed name of the disputed document."""
    if one.role != CARD_ROLE:
        return one.document
    proof = application.proof
    return _DOCUMENTS[proof.document] if proof is not None else "身份证件"


def _is_private(item: ServiceItem, one: Dispute) -> bool:
    """Whether the value is a number that screens hide, wherever it stands."""
    return one.label == "number" or item.field(one.subject).is_private


def _right(item: ServiceItem, application: Application, one: Dispute) -> str:
    """What the citizen says stands there rightly."""
    answer = application.fields.get(one.subject)
    shown = [field for field in fields_shown(item, application) if field.id == one.subject]
    if answer is None or answer.source not in {Source.TYPED, Source.CHOSEN} or not shown:
        return "正确的内容：申请人没有填。"
    return f"申请人填的正确内容：{shown[0].shown(answer.value, 'zh_CN')}"
