# SPDX-License-Identifier: Apache-2.0
"""The promise letter (告知承诺书): what the authority tells, what the citizen promises.

Source: 国办发〔2020〕42号; 湖南省公共场所卫生许可告知承诺书 (湘卫监督发〔2019〕1号).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from forms.application import Application, Route
from forms.guide import promise_closings
from forms.material import supply_materials
from forms.prefill import facts_now
from forms.service_item import LetterPart, Material, ServiceItem, Supply
from forms.text import Text
from forms.wording import dated, filled
from forms.working_days import DueDate, WorkCalendar

MATERIALS_PART: Final = "materials"


@dataclass(frozen=True)
class ToldItem:
    """One promised material: what has to be there, by when."""

    material: Material
    told: Text
    consequence: Text
    due_on: date


@dataclass(frozen=True)
class LetterSection:
    """A heading and its paragraphs in reading order, dates filled in."""

    heading: Text
    paragraphs: tuple[Text, ...]


@dataclass(frozen=True)
class PromiseLetter:
    """Both parts of the letter (一 行政机关告知, 二 申请人承诺), ready to show and to print.

    ``told`` and ``promised`` are complete texts in reading order under ``told_heading`` and
    ``promise_heading``; ``due`` is the last day for the papers, ``check_due`` the last day for
    the authority's check. ``told_version`` goes into the record of what was told.
    """

    title: Text
    told_version: str
    told_heading: Text
    told: tuple[LetterSection, ...]
    promise_heading: Text
    promised: tuple[LetterSection, ...]
    items: tuple[ToldItem, ...]
    due: DueDate
    check_due: DueDate
    copies: int


@dataclass(frozen=True)
class RouteOffer:
    """What the route screen may offer.

    ``hindrances`` say why the promise is closed; ``ordinary_missing`` are the papers that the
    ordinary route would still ask for before it accepts.
    """

    is_promise_open: bool
    hindrances: tuple[Text, ...]
    ordinary_missing: tuple[Material, ...] = ()


def route_offer(item: ServiceItem, application: Application) -> RouteOffer:
    """Say whether the promise route is open for this case; the ordinary route always is.

    It is closed by a gate of the catalogue that bites (a bad credit record, an earlier promise)
    and by a material that is missing and may not be promised.
    """
    closings = promise_closings(item, facts_now(item, application))
    missing = [
        row.material.title
        for row in supply_materials(item, application.with_route(Route.PROMISE))
        if row.is_missing
    ]
    hindrances = tuple(stop.reason for stop in closings) + tuple(
        Text(f"{title.zh_CN}不能承诺后补。", f"This cannot be promised: {title.en}.")
        for title in missing
    )
    ordinary = supply_materials(item, application.with_route(Route.ORDINARY))
    return RouteOffer(
        is_promise_open=not hindrances,
        hindrances=hindrances,
        ordinary_missing=tuple(row.material for row in ordinary if row.is_missing),
    )


def promise_letter(
    item: ServiceItem, application: Application, *, today: date, calendar: WorkCalendar
) -> PromiseLetter:
    """Compose the letter for the materials that this case promises.

    Args:
        item: the service.
        application: filled in; its route may be chosen or still open.
        today: the day of the decision, from which the period runs.
        calendar: moves last days that fall on days off.

    """
    rules = item.promise
    items = told_items(item, application, today=today, calendar=calendar)
    due, check_due = promise_clocks(item, today=today, calendar=calendar)
    values: dict[str, str | Text] = {
        "days": str(rules.period.days),
        "due": dated(due.day),
        "check_days": str(rules.check_after.days),
        "check_due": dated(check_due.day),
    }
    return PromiseLetter(
        title=rules.title,
        told_version=rules.told_version,
        told_heading=rules.told_heading,
        told=tuple(_section(part, values, items) for part in rules.told),
        promise_heading=rules.promise_heading,
        promised=tuple(_section(part, values, items) for part in rules.promised),
        items=items,
        due=due,
        check_due=check_due,
        copies=rules.copies,
    )


def told_items(
    item: ServiceItem, application: Application, *, today: date, calendar: WorkCalendar
) -> tuple[ToldItem, ...]:
    """List what this case promises, each with its own last day; may be empty."""
    rows = supply_materials(item, application.with_route(Route.PROMISE))
    return tuple(
        ToldItem(
            material=row.material,
            told=row.material.promise.told,
            consequence=row.material.promise.consequence,
            due_on=calendar.add(today, row.material.promise.limit).day,
        )
        for row in rows
        if row.supply is Supply.PROMISED and row.material.promise is not None
    )


def promise_clocks(
    item: ServiceItem, *, today: date, calendar: WorkCalendar
) -> tuple[DueDate, DueDate]:
    """Return the end of the promise period and the last day of the check after it."""
    due = calendar.add(today, item.promise.period)
    check = calendar.add(due.day, item.promise.check_after)
    return due, DueDate(check.day, is_provisional=due.is_provisional or check.is_provisional)


def _section(
    part: LetterPart, values: Mapping[str, str | Text], items: tuple[ToldItem, ...]
) -> LetterSection:
    paragraphs = [filled(paragraph, values) for paragraph in part.paragraphs]
    if part.id == MATERIALS_PART:
        paragraphs += [
            Text(f"{count}. {one.told.zh_CN}", f"{count}. {one.told.en}")
            for count, one in enumerate(items, start=1)
        ]
    return LetterSection(part.heading, tuple(paragraphs))
