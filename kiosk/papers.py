# SPDX-License-Identifier: Apache-2.0
"""What stands on each paper of a case: values by name, ready for the templates; pure.

Papers are in Chinese, the language of the proceedings; receipt and slip carry a small English
line. The values are kept with the case, so that a paper lost to a power cut is made again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from certificates.elements import Values
from certificates.licence import Licence
from certificates.qr import LicenceClaims
from forms.application import Application
from forms.decision import Accepted, AcceptedWithGaps, Decision, Issued, IssuedUnderPromise
from forms.headlines import headline
from forms.promise import LetterSection, promise_letter
from forms.service_item import Material, ServiceItem
from forms.working_days import WorkCalendar

LICENCE: Final = "licence"
PROMISE_LETTER: Final = "promise_letter"
RECEIPT: Final = "receipt"
ACCEPTANCE_SLIP: Final = "acceptance_slip"
GAPS_NOTICE: Final = "gaps_notice"
"""The catalogue's name of the acceptance slip of a case with gaps, for its fixed texts."""
PAPERS: Final = (LICENCE, PROMISE_LETTER, RECEIPT, ACCEPTANCE_SLIP)


@dataclass(frozen=True)
class Paper:
    """One paper to make: which template, with which values.

    Attributes:
        name: ``licence``, ``promise_letter``, ``receipt`` or ``acceptance_slip``.
        values: texts by name of the template.
        claims: what its QR code says; None without one.
        is_signed_by_hand: the citizen's strokes stand on it.
        must_show: texts that must be readable in the finished file.

    """

    name: str
    values: Values = field(repr=False)
    claims: LicenceClaims | None = field(default=None, repr=False)
    is_signed_by_hand: bool = False
    must_show: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Filing:
    """A decided application on its way to paper; nothing here is numbered by itself."""

    item: ServiceItem
    application: Application = field(repr=False)
    decision: Decision
    case_number: str
    today: date
    authority: str
    machine: str
    licence: Licence | None = None


def chinese_day(value: date) -> str:
    """Write a date as official papers do.

    >>> chinese_day(date(2026, 11, 22))
    '2026年11月22日'
    """
    return f"{value.year}年{value.month}月{value.day}日"


def licence_values(
    item: ServiceItem, application: Application, *, authority: str
) -> Mapping[str, str]:
    """Values of the licence face that the application already gives."""
    face = item.licence

    def shown(field_id: str) -> str:
        answer = application.fields.get(field_id)
        return item.field(field_id).shown(answer.value, "zh_CN") if answer else ""

    return {
        "unit_name": shown(face.unit_name),
        "holder_name": shown(face.holder_name),
        "address": shown(face.address),
        "licensed_item": shown(face.item_text),
        "issuing_authority": authority,
    }


def issued_values(licence: Licence) -> Mapping[str, str]:
    """Values of the licence face that exist only once it is numbered."""
    return {
        "number": licence.number.value,
        "valid_from_to": f"{chinese_day(licence.valid_from)}至{chinese_day(licence.valid_to)}",
        "issued_on": chinese_day(licence.issued_on),
    }


def papers_of(filing: Filing, calendar: WorkCalendar) -> tuple[Paper, ...]:
    """The papers of a decided application, in the order in which they are printed."""
    match filing.decision:
        case IssuedUnderPromise():
            return (
                licence_paper(filing),
                letter_paper(filing, calendar),
                receipt_paper(filing),
            )
        case Issued():
            return (licence_paper(filing), receipt_paper(filing))
        case AcceptedWithGaps() | Accepted():
            return (slip_paper(filing),)
        case _:
            return ()


def licence_paper(filing: Filing) -> Paper:
    """The licence (许可证).

    Raises:
        ValueError: the filing has no licence: by type only an issued decision makes one.

    """
    licence = filing.licence
    if licence is None:
        raise ValueError("there is no licence to draw")
    values = {
        **licence_values(filing.item, filing.application, authority=filing.authority),
        **issued_values(licence),
    }
    claims = LicenceClaims(
        number=licence.number.value,
        unit=licence.unit_name,
        representative=licence.holder_name,
        item_codes=(filing.item.basic_code,),
        issued_on=licence.issued_on,
        expires_on=licence.valid_to,
    )
    must_show = (licence.number.value, licence.holder_name, licence.address)
    return Paper(LICENCE, values, claims, must_show=must_show)


def _paragraphs(sections: tuple[LetterSection, ...]) -> tuple[str, ...]:
    lines: list[str] = []
    for section in sections:
        lines.append(section.heading.zh_CN)
        lines += [text.zh_CN for text in section.paragraphs]
    return tuple(lines)


def letter_paper(filing: Filing, calendar: WorkCalendar) -> Paper:
    """The promise letter (告知承诺书), both parts, signed by hand."""
    content = promise_letter(
        filing.item, filing.application, today=filing.today, calendar=calendar
    )
    applicant = filing.application.applicant
    place = licence_values(filing.item, filing.application, authority=filing.authority)
    values: dict[str, str | tuple[str, ...]] = {
        "title": content.title.zh_CN,
        "case_number": filing.case_number,
        "told_version": content.told_version,
        "told": _paragraphs(content.told),
        "promised": _paragraphs(content.promised),
        "applicant": applicant.name,
        "applicant_number": applicant.number,
        "unit_name": place["unit_name"],
        "address": place["address"],
        "copies": filing.item.paper(PROMISE_LETTER).text("copies").zh_CN,
        "issuing_authority": filing.authority,
        "signed_on": chinese_day(filing.today),
    }
    must_show = (applicant.name, applicant.number, filing.case_number)
    return Paper(PROMISE_LETTER, values, is_signed_by_hand=True, must_show=must_show)


def _titles(materials: tuple[Material, ...]) -> tuple[str, ...]:
    return tuple(material.title.zh_CN for material in materials)


def receipt_paper(filing: Filing) -> Paper:
    """The receipt (办件凭证): what was issued, what is owed until when."""
    decision, item = filing.decision, filing.item
    sentence = headline(item, decision)
    values: dict[str, str | tuple[str, ...]] = {
        "service": item.title.zh_CN,
        "case_number": filing.case_number,
        "applicant": filing.application.applicant.name,
        "headline": sentence.zh_CN,
        "headline_en": sentence.en,
        "licence_number": filing.licence.number.value if filing.licence else "",
        "handled_on": chinese_day(filing.today),
        "issuing_authority": filing.authority,
        "machine": filing.machine,
    }
    if isinstance(decision, IssuedUnderPromise):
        paper = item.paper(RECEIPT)
        values["promised"] = _titles(decision.promised)
        values["due"] = chinese_day(decision.due_on)
        values["hand_in"] = paper.text("where").zh_CN
        values["not_open_yet"] = paper.text("not_open_yet").zh_CN
    return Paper(RECEIPT, values, must_show=(filing.case_number,))


def slip_paper(filing: Filing) -> Paper:
    """The acceptance slip (受理凭证 or 容缺受理通知书); it is no licence and says so."""
    decision, item = filing.decision, filing.item
    sentence = headline(item, decision)
    values: dict[str, str | tuple[str, ...]] = {
        "service": item.title.zh_CN,
        "case_number": filing.case_number,
        "applicant": filing.application.applicant.name,
        "headline": sentence.zh_CN,
        "headline_en": sentence.en,
        "handled_on": chinese_day(filing.today),
        "issuing_authority": filing.authority,
        "machine": filing.machine,
    }
    received = tuple(
        material for material in item.materials if material.id in filing.application.handed_in
    )
    if received:
        values["received"] = _titles(received)
    if isinstance(decision, AcceptedWithGaps):
        values["gaps"] = _titles(decision.gaps)
        values["due"] = chinese_day(decision.due_on)
        values["overdue"] = item.paper(GAPS_NOTICE).text("overdue").zh_CN
    return Paper(
        ACCEPTANCE_SLIP, values, is_signed_by_hand=True, must_show=(filing.case_number,)
    )
