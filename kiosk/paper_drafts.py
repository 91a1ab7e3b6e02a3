# SPDX-License-Identifier: Apache-2.0
"""The paper to be had, as far as it is known: which one, and what stands on it already; pure.

From the decision on it is the very paper that is printed, with the values of ``kiosk.papers``.
Before it is what situation and route lead to: the licence where one comes of it, a receipt
where that is all that comes, else the filled form. No service is named here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from certificates.elements import Value
from certificates.placing import QR
from forms.application import Application, Route
from forms.decision import (
    Accepted,
    AcceptedWithGaps,
    Answered,
    Concluded,
    Decision,
    FilledIn,
    Issued,
    IssuedUnderPromise,
    Refused,
)
from forms.delivery import delivery_fields
from forms.field import Field
from forms.licensing import old_licence
from forms.material import supply_materials
from forms.prefill import fields_shown, fields_waiting
from forms.service_item import ResultKind, ServiceItem
from kiosk.correction_slip import applicant_named
from kiosk.papers import (
    ACCEPTANCE_SLIP,
    CANCELLATION_RECEIPT,
    FILLED_FORM,
    LICENCE,
    Filing,
    cancellation_paper,
    chinese_day,
    fixed_text,
    form_paper,
    licence_values,
    slip_paper,
)
from kiosk.slip_lines import LOOKED_UP_LATER

ROWS: Final = "rows"
"""Value of the filled form that has one entry for each field."""
COLON: Final = "："
"""Stands in an entry between its label and what was filled in."""
DRAWN: Final = (ACCEPTANCE_SLIP, CANCELLATION_RECEIPT, FILLED_FORM)
"""Papers beside the licence that are shown on the stage while they fill."""
_UNNUMBERED: Final = frozenset({"handled_on", "case_number"})
"""What exists only once the case is on disk."""


@dataclass(frozen=True)
class Draft:
    """One paper as far as it is known.

    Attributes:
        name: of the template, one of ``kiosk.papers.PAPERS``.
        values: texts by name; what is not known is not there.
        open_rows: entries of ``ROWS`` that nobody has filled yet, from 1.

    """

    name: str
    values: Mapping[str, Value]
    open_rows: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Hall:
    """Where and when a paper is made; number empty until the case is on disk."""

    authority: str
    machine: str
    today: date | None
    case_number: str = ""


def paper_to_come(
    item: ServiceItem, application: Application | None, decision: Decision | None
) -> str:
    """Name the paper that comes of this visit, as far as can be said now."""
    match decision:
        case IssuedUnderPromise() | Issued() | Answered():
            return LICENCE
        case Accepted() | AcceptedWithGaps():
            return ACCEPTANCE_SLIP
        case Concluded():
            return CANCELLATION_RECEIPT
        case FilledIn():
            return FILLED_FORM
        case Refused() | None:
            return _expected(item, application)


def _expected(item: ServiceItem, application: Application | None) -> str:
    """Name the paper that situation and route lead to; both may be open still."""
    chosen = application.situation if application is not None else ""
    result = next((one.result for one in item.situations if one.id == chosen), None)
    if application is not None and application.route is Route.WINDOW:
        return FILLED_FORM
    is_receipt = result is not None and result.kind is ResultKind.RECEIPT
    if is_receipt and result is not None and result.decided_here:
        return CANCELLATION_RECEIPT
    makes_licence = item.licence is not None or item.copies is not None
    return LICENCE if makes_licence and not is_receipt else FILLED_FORM


def draft_of(
    item: ServiceItem, application: Application | None, decision: Decision | None, hall: Hall
) -> Draft:
    """Say what stands on a paper that is no licence.

    Args:
        item: the service.
        application: as far as it has come; None before anybody is known.
        decision: None until it is made.
        hall: where and when, and by which number.

    """
    name = paper_to_come(item, application, decision)
    values = _decided(item, application, decision, hall)
    open_rows: frozenset[int] = frozenset()
    if values is None and name == FILLED_FORM:
        values, open_rows = _form(item, application)
    elif values is None:
        values = _cancellation(item, application)
    values = {
        "service": item.title.zh_CN,
        "issuing_authority": hall.authority,
        "machine": hall.machine,
        **({"applicant": applicant_named(application)} if application is not None else {}),
        **values,
    }
    later = () if hall.case_number else _UNNUMBERED
    known = {key: text for key, text in values.items() if text and key not in later}
    return Draft(name, known, open_rows)


def _decided(
    item: ServiceItem, application: Application | None, decision: Decision | None, hall: Hall
) -> Mapping[str, Value] | None:
    """The values of the paper as it is printed; None before the decision."""
    if application is None or decision is None or hall.today is None:
        return None
    filing = Filing(
        item,
        application,
        decision,
        hall.case_number,
        hall.today,
        hall.authority,
        hall.machine,
    )
    match decision:
        case Accepted() | AcceptedWithGaps():
            return {**slip_paper(filing).values, QR: "1"}
        case FilledIn():
            return form_paper(filing).values
        case Concluded() if item.licence is None or old_licence(item, application) is not None:
            return cancellation_paper(filing).values
        case _:
            return None


def _form(
    item: ServiceItem, application: Application | None
) -> tuple[Mapping[str, Value], frozenset[int]]:
    """The form with an entry for every field that applies, filled or to be filled."""
    waiting = fields_waiting(item, application) if application is not None else ()
    if application is None:
        shown = tuple(one for one in item.fields if not one.condition)
    else:
        shown = fields_shown(item, application)
    unsaid = delivery_fields(item)
    rows = [
        (f"{one.label.zh_CN}{COLON}{told}", bool(told))
        for one in shown
        if one.id not in unsaid
        and ((told := _told(one, application, waiting)) or one.is_required)
    ]
    title = next((one.title.zh_CN for one in item.papers if one.id == FILLED_FORM), "")
    values: dict[str, Value] = {
        "title": title or item.title.zh_CN,
        ROWS: tuple(text for text, _ in rows),
        "not_accepted": fixed_text(item, FILLED_FORM, "not_accepted"),
    }
    if application is not None and application.situation:
        values["situation"] = item.situation(application.situation).title.zh_CN
        by_window = replace(application, route=Route.WINDOW)
        missing = (row for row in supply_materials(item, by_window) if row.is_missing)
        values["to_bring"] = tuple(row.material.title.zh_CN for row in missing)
    is_open = frozenset(part for part, (_, is_told) in enumerate(rows, 1) if not is_told)
    return values, is_open


def _told(one: Field, application: Application | None, waiting: tuple[Field, ...]) -> str:
    if one in waiting:
        return LOOKED_UP_LATER
    answer = application.fields.get(one.id) if application is not None else None
    if answer is None:
        return ""
    return one.shown(answer.value, "zh_CN") + (one.unit.zh_CN if one.unit is not None else "")


def _cancellation(item: ServiceItem, application: Application | None) -> Mapping[str, Value]:
    """The receipt of a cancellation: which licence is going to be void."""
    old = old_licence(item, application) if application is not None else None
    values: dict[str, Value] = {
        "statement": fixed_text(item, CANCELLATION_RECEIPT, "statement"),
    }
    if item.licence is not None:
        values["licence"] = item.licence.title.zh_CN
    if application is not None:
        values["unit_name"] = licence_values(item, application, authority="").get(
            "unit_name", ""
        )
    if old is not None:
        values["old_number"] = old.number
        values["old_expiry"] = chinese_day(old.expires_on) if old.expires_on else "长期"
    return values
