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
from forms.application import Application, Route
from forms.decision import (
    Accepted,
    AcceptedWithGaps,
    Concluded,
    Decision,
    FilledIn,
    Issued,
    IssuedUnderPromise,
)
from forms.delivery import DeliveryPlan, delivery_fields, delivery_plan
from forms.field import day_in_words
from forms.handling import Delivery
from forms.headlines import headline
from forms.licensing import face_of, old_licence
from forms.promise import LetterSection, promise_letter
from forms.region import forwarded_to
from forms.service_item import Material, ServiceItem
from forms.working_days import WorkCalendar
from kiosk.correction_slip import CORRECTION_SLIP, applicant_named, filled_rows
from kiosk.delivery_papers import (
    PICKUP_SLIP,
    POSTAL_SLIP,
    Subject,
    delivery_line,
    delivery_sheets,
)
from kiosk.slip_lines import UNCHECKED, spared_line, unanswered_lines

LICENCE: Final = "licence"
PROMISE_LETTER: Final = "promise_letter"
RECEIPT: Final = "receipt"
ACCEPTANCE_SLIP: Final = "acceptance_slip"
GAPS_NOTICE: Final = "gaps_notice"
"""The catalogue's name of the acceptance slip of a case with gaps, for its fixed texts."""
CANCELLATION_RECEIPT: Final = "cancellation_receipt"
FILLED_FORM: Final = "filled_form"
CERTIFICATE_COPY: Final = "certificate_copy"
"""The annotated copy (加注件) as the library made it; nothing here draws it."""
FILED: Final = "本机已收下申请，正在送往审批部门；审批部门收到后另有回执，可凭办件编号查询。"
IDENTIFIER: Final = "certificate_identifier"
"""Value that travels in the data of a licence, not on its face (GB/T 36904)."""
SLIP_CODE: Final = "slip_code"
"""Value that the QR code of a receipt or slip holds (``kiosk.slip_code``)."""
PAPERS: Final = (
    LICENCE,
    PROMISE_LETTER,
    RECEIPT,
    ACCEPTANCE_SLIP,
    CANCELLATION_RECEIPT,
    FILLED_FORM,
    POSTAL_SLIP,
    PICKUP_SLIP,
    CERTIFICATE_COPY,
    CORRECTION_SLIP,
)


@dataclass(frozen=True)
class Paper:
    """One paper to make: which template, with which values.

    Attributes:
        name: one of ``PAPERS``.
        values: texts by name of the template.
        claims: what its QR code says; None without one.
        is_signed_by_hand: the citizen's strokes stand on it.
        must_show: texts that must be readable in the finished file.
        is_printed: it comes out here; else it is kept for the window or the post.

    """

    name: str
    values: Values = field(repr=False)
    claims: LicenceClaims | None = field(default=None, repr=False)
    is_signed_by_hand: bool = False
    must_show: tuple[str, ...] = field(default=(), repr=False)
    is_printed: bool = True


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
    pickup_code: str = field(default="", repr=False)
    slip_code: str = ""
    identifier: str = ""

    @property
    def delivery(self) -> DeliveryPlan | None:
        """How the result reaches the citizen; None where nothing is delivered."""
        return delivery_plan(self.item, self.application, self.decision)

    @property
    def delivery_way(self) -> Delivery:
        """The same as one word: what is delivered nowhere else stays here."""
        return self.delivery.way if self.delivery is not None else Delivery.PRINT


def chinese_day(value: date) -> str:
    """Write a date as official papers do.

    >>> chinese_day(date(2026, 11, 22))
    '2026年11月22日'
    """
    return f"{value.year}年{value.month}月{value.day}日"


def licence_values(
    item: ServiceItem, application: Application, *, authority: str
) -> Mapping[str, str]:
    """Values of the licence face that the application already gives; none without a face."""
    face = item.licence
    if face is None:
        return {}

    def shown(field_id: str) -> str:
        answer = application.fields.get(field_id)
        text = item.field(field_id).shown(answer.value, "zh_CN") if answer else ""
        return day_in_words(text, "zh_CN")

    return {
        "unit_name": shown(face.unit_name),
        "holder_name": shown(face.holder_name),
        "address": shown(face.address),
        "licensed_item": shown(face.item_text),
        **{name: shown(field_id) for name, field_id in face.more.items()},
        "issuing_authority": authority,
    }


def issued_values(licence: Licence) -> Mapping[str, str]:
    """Values of the licence face that exist only once it is numbered."""
    return {
        "number": licence.number.value,
        "valid_from_to": validity_text(licence.valid_from, licence.valid_to),
        "issued_on": chinese_day(licence.issued_on),
    }


def validity_text(first: date, last: date | None) -> str:
    """Write from when until when a licence is valid; without a last day it is for good.

    >>> validity_text(date(2026, 11, 22), None)
    '2026年11月22日至长期'
    """
    return f"{chinese_day(first)}至{chinese_day(last) if last is not None else '长期'}"


def papers_of(filing: Filing, calendar: WorkCalendar) -> tuple[Paper, ...]:
    """The papers of a decided application, in the order in which they are printed."""
    match filing.decision:
        case IssuedUnderPromise():
            return (
                licence_paper(filing),
                *delivery_papers(filing),
                letter_paper(filing, calendar),
                receipt_paper(filing),
            )
        case Issued():
            return (licence_paper(filing), *delivery_papers(filing), receipt_paper(filing))
        case AcceptedWithGaps() | Accepted():
            accepted = (slip_paper(filing), *delivery_papers(filing))
            is_promise = filing.application.route is Route.PROMISE
            return (*accepted, letter_paper(filing, calendar)) if is_promise else accepted
        case Concluded():
            return (cancellation_paper(filing),)
        case FilledIn():
            return (form_paper(filing),)
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
        IDENTIFIER: filing.identifier,
    }
    claims = LicenceClaims(
        number=licence.number.value,
        unit=licence.unit_name,
        representative=licence.holder_name,
        item_codes=(_item_code(filing),),
        issued_on=licence.issued_on,
        expires_on=licence.valid_to,
    )
    must_show = (licence.number.value, licence.holder_name, licence.address)
    is_here = filing.delivery_way is Delivery.PRINT
    return Paper(LICENCE, values, claims, must_show=must_show, is_printed=is_here)


def _item_code(filing: Filing) -> str:
    """The code of the situation where it has one of its own, else the service's."""
    situation = filing.item.situation(filing.application.situation)
    return situation.basic_code or filing.item.basic_code


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
        "unit_name": place.get("unit_name") or UNCHECKED,
        "address": place.get("address") or UNCHECKED,
        "copies": filing.item.paper(PROMISE_LETTER).text("copies").zh_CN,
        "issuing_authority": filing.authority,
        "signed_on": chinese_day(filing.today),
    }
    must_show = (applicant.name, applicant.number, filing.case_number)
    return Paper(PROMISE_LETTER, values, is_signed_by_hand=True, must_show=must_show)


def fixed_text(item: ServiceItem, paper: str, text: str) -> str:
    """A fixed text of a paper in Chinese; empty where this service has no such text."""
    found = next((one for one in item.papers if one.id == paper), None)
    return found.texts[text].zh_CN if found is not None and text in found.texts else ""


def _titles(materials: tuple[Material, ...]) -> tuple[str, ...]:
    return tuple(material.title.zh_CN for material in materials)


def receipt_paper(filing: Filing) -> Paper:
    """The receipt (办件凭证): what was issued, what is owed until when."""
    decision, item = filing.decision, filing.item
    values = heading_of(filing)
    values["licence_number"] = filing.licence.number.value if filing.licence else ""
    values[SLIP_CODE] = filing.slip_code
    note = item.situation(filing.application.situation).note
    if isinstance(decision, IssuedUnderPromise):
        values["promised"] = _titles(decision.promised)
        values["due"] = chinese_day(decision.due_on)
        values["hand_in"] = fixed_text(item, RECEIPT, "where")
        if note is None:
            values["not_open_yet"] = fixed_text(item, RECEIPT, "not_open_yet")
    values["notes"] = _notes(filing)
    return Paper(RECEIPT, values, must_show=(filing.case_number,))


def _notes(filing: Filing) -> tuple[str, ...]:
    """What the situation wants said, where the licence is, what did not have to be brought."""
    item, application = filing.item, filing.application
    note = item.situation(application.situation).note
    lines = [note.zh_CN] if note is not None else []
    return (
        *lines,
        *delivery_line(filing.delivery, subject_of(filing)),
        *spared_line(item, application),
    )


def subject_of(filing: Filing) -> Subject:
    """What is delivered of a case, and by which code."""
    item, away = filing.item, forwarded_to(filing.item, filing.application)
    return Subject(item, filing.decision, filing.case_number, filing.pickup_code, away)


def delivery_papers(filing: Filing) -> tuple[Paper, ...]:
    """The postal slip, kept for whoever packs the letter, or the citizen's pick-up slip."""
    if filing.delivery is None:
        return ()
    return tuple(
        Paper(one.name, one.values, must_show=one.must_show, is_printed=one.is_printed)
        for one in delivery_sheets(filing.delivery, subject_of(filing), heading_of(filing))
    )


def heading_of(filing: Filing) -> dict[str, str | tuple[str, ...]]:
    """What stands at the top of every slip."""
    sentence = headline(filing.item, filing.decision, filing.delivery_way)
    return {
        "service": filing.item.title.zh_CN,
        "case_number": filing.case_number,
        "applicant": applicant_named(filing.application),
        "headline": sentence.zh_CN,
        "headline_en": sentence.en,
        "handled_on": chinese_day(filing.today),
        "issuing_authority": filing.authority,
        "machine": filing.machine,
        "registered": filing.application.registered,
    }


def cancellation_paper(filing: Filing) -> Paper:
    """The receipt of a cancellation (注销回执): what is void, a licence by its number.

    Raises:
        ValueError: the licence that is cancelled was not called.

    """
    item, application = filing.item, filing.application
    old, note = old_licence(item, application), item.situation(application.situation).note
    values = {
        **heading_of(filing),
        "statement": fixed_text(item, CANCELLATION_RECEIPT, "statement"),
        "notes": note.zh_CN if note is not None else "",
    }
    if item.licence is not None and old is None:
        raise ValueError("there is no licence to cancel")
    if old is not None:
        ends = chinese_day(old.expires_on) if old.expires_on else "长期"
        unit = licence_values(item, application, authority="")["unit_name"]
        named = {"licence": face_of(item).title.zh_CN, "unit_name": unit}
        values |= {**named, "old_number": old.number, "old_expiry": ends}
    must_show = (filing.case_number, *([old.number] if old is not None else ()))
    return Paper(CANCELLATION_RECEIPT, values, is_signed_by_hand=True, must_show=must_show)


def form_paper(filing: Filing) -> Paper:
    """The filled form (自助填单) for the window, with the papers to bring along.

    How the result is delivered is not on it: that is the window's to agree.
    """
    item, application = filing.item, filing.application
    to_bring = filing.decision.to_bring if isinstance(filing.decision, FilledIn) else ()
    values = {
        **heading_of(filing),
        "title": next(one.title.zh_CN for one in item.papers if one.id == FILLED_FORM),
        "situation": item.situation(application.situation).title.zh_CN,
        "rows": filled_rows(item, application, unsaid=delivery_fields(item)),
        "to_bring": _titles(to_bring),
        "not_accepted": fixed_text(item, FILLED_FORM, "not_accepted"),
    }
    return Paper(FILLED_FORM, values, is_signed_by_hand=True, must_show=(filing.case_number,))


def slip_paper(filing: Filing) -> Paper:
    """The acceptance slip (受理凭证 or 容缺受理通知书); it is no licence and says so."""
    decision, item = filing.decision, filing.item
    values = heading_of(filing)
    received = tuple(
        material for material in item.materials if material.id in filing.application.handed_in
    )
    if received:
        values["received"] = _titles(received)
    if isinstance(decision, AcceptedWithGaps):
        values["gaps"] = _titles(decision.gaps)
        values["due"] = chinese_day(decision.due_on)
        values["overdue"] = fixed_text(item, GAPS_NOTICE, "overdue")
    values["filed"] = FILED
    values[SLIP_CODE] = filing.slip_code
    values["notes"] = (
        *unanswered_lines(item, filing.application),
        *delivery_line(filing.delivery, subject_of(filing)),
        *spared_line(item, filing.application),
    )
    return Paper(
        ACCEPTANCE_SLIP, values, is_signed_by_hand=True, must_show=(filing.case_number,)
    )
