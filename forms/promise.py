# SPDX-License-Identifier: Apache-2.0
"""The promise letter (告知承诺书): what the authority tells, what the citizen promises.

Source: 国办发〔2020〕42号; 湖南省公共场所卫生许可告知承诺书 (湘卫监督发〔2019〕1号).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from forms.application import Application, Route
from forms.dispute_rules import dispute_closings
from forms.errors import IncompleteApplicationError
from forms.facts import facts_now
from forms.guide import promise_closings
from forms.material import SuppliedMaterial, supply_materials
from forms.service_item import LetterPart, Material, PromiseRules, ServiceItem, Supply
from forms.text import Text
from forms.wording import dated, filled
from forms.working_days import DueDate, WorkCalendar

MATERIALS_PART: Final = "materials"

_NO_PROMISE: Final = Text("这种情形不用告知承诺。", "This situation needs no promise.")


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


WITHDRAWN: Final = Text(
    "您已经撤回承诺，这一次不能再用承诺的办法。",
    "You have withdrawn your promise, so this case knows no other.",
)


@dataclass(frozen=True)
class RouteOffer:
    """What the route screen may offer.

    ``hindrances`` say why the promise is closed; ``ordinary_missing`` are the papers that the
    ordinary route would still ask for before it accepts; ``routes`` are those that the
    situation has at all, in the catalogue's order. ``closed`` says why nothing but the window
    is left: what the citizen says is wrong. ``to_check`` are papers that the promise route asks
    for because their source gave no answer: with them it accepts, and issues after the check.
    """

    is_promise_open: bool
    hindrances: tuple[Text, ...]
    ordinary_missing: tuple[Material, ...] = ()
    routes: tuple[Route, ...] = (Route.PROMISE, Route.ORDINARY)
    closed: tuple[Text, ...] = ()
    to_check: tuple[Material, ...] = ()

    def leads(self, route: Route) -> bool:
        """Whether the situation has this route and nothing that is disputed closes it."""
        return route in self.routes and (route is Route.WINDOW or not self.closed)


def route_offer(item: ServiceItem, application: Application) -> RouteOffer:
    """Say which routes the situation has, and whether the promise is open for this case.

    The promise is closed by a situation that has none, by a gate of the catalogue that bites
    (a bad credit record, an earlier promise), by a material that is missing and may not be
    promised, and by a promise that was signed and taken back: who withdraws goes the ordinary
    way and may not promise again in this case (安阳市政务服务条例, art. 26). What could not be
    looked up and may be checked later closes nothing: the case is accepted on the promise.
    """
    routes = item.situation(application.situation).result.routes
    closed = dispute_closings(item, application)
    if Route.PROMISE not in routes:
        return RouteOffer(
            is_promise_open=False,
            hindrances=(*closed, _NO_PROMISE),
            ordinary_missing=_ordinary_missing(item, application),
            routes=routes,
            closed=closed,
        )
    closings = promise_closings(item, facts_now(item, application))
    rows = supply_materials(item, application.with_route(Route.PROMISE))
    missing = [row for row in rows if row.is_missing and not row.is_to_check]
    withdrawn = (WITHDRAWN,) if application.is_promise_withdrawn else ()
    hindrances = (
        closed
        + withdrawn
        + tuple(stop.reason for stop in closings)
        + tuple(_against_promise(row) for row in missing)
    )
    return RouteOffer(
        is_promise_open=not hindrances,
        hindrances=hindrances,
        ordinary_missing=_ordinary_missing(item, application),
        routes=routes,
        closed=closed,
        to_check=tuple(row.material for row in rows if row.is_to_check),
    )


def _against_promise(row: SuppliedMaterial) -> Text:
    title = row.material.title
    if row.is_unanswered:
        return Text(
            f"{title.zh_CN}没有查成，又不能承诺后补。",
            f"This could not be looked up, and cannot be promised: {title.en}.",
        )
    return Text(f"{title.zh_CN}不能承诺后补。", f"This cannot be promised: {title.en}.")


def _ordinary_missing(item: ServiceItem, application: Application) -> tuple[Material, ...]:
    rows = supply_materials(item, application.with_route(Route.ORDINARY))
    return tuple(row.material for row in rows if row.is_missing)


def promise_letter(
    item: ServiceItem, application: Application, *, today: date, calendar: WorkCalendar
) -> PromiseLetter:
    """Compose the letter for the materials that this case promises.

    Args:
        item: the service.
        application: filled in; its route may be chosen or still open.
        today: the day of the decision, from which the period runs.
        calendar: moves last days that fall on days off.

    Raises:
        IncompleteApplicationError: the service has no promise letter.

    """
    rules = rules_of(item)
    items = told_items(item, application, today=today, calendar=calendar)
    due, check_due = promise_clocks(rules, today=today, calendar=calendar)
    last, last_check = rules.period.days, rules.period.days + rules.check_after.days
    is_now = not is_issued_later(item, application)
    values: dict[str, str | Text] = {
        "days": str(rules.period.days),
        "due": dated(due.day) if is_now else _day_after_issue(last),
        "check_days": str(rules.check_after.days),
        "check_due": dated(check_due.day) if is_now else _day_after_issue(last_check),
    }
    return PromiseLetter(
        title=rules.title,
        told_version=rules.told_version,
        told_heading=rules.told_heading,
        told=_sections(rules.told, application.situation, values, items),
        promise_heading=rules.promise_heading,
        promised=_sections(rules.promised, application.situation, values, items),
        items=items,
        due=due,
        check_due=check_due,
        copies=rules.copies,
    )


def is_issued_later(item: ServiceItem, application: Application) -> bool:
    """Whether on a promise the licence follows a check, so that no day can be named yet."""
    rows = supply_materials(item, application.with_route(Route.PROMISE))
    return any(row.is_to_check for row in rows)


def _day_after_issue(count: int) -> Text:
    return Text(f"领证后第{count}天", f"day {count} after the licence is issued")


def rules_of(item: ServiceItem) -> PromiseRules:
    """The rules of the promise.

    Raises:
        IncompleteApplicationError: nothing of this service is handled on a promise.

    """
    if item.promise is None:
        raise IncompleteApplicationError(f"{item.id} is not handled on a promise")
    return item.promise


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
    rules: PromiseRules, *, today: date, calendar: WorkCalendar
) -> tuple[DueDate, DueDate]:
    """Return the end of the promise period and the last day of the check after it."""
    due = calendar.add(today, rules.period)
    check = calendar.add(due.day, rules.check_after)
    return due, DueDate(check.day, is_provisional=due.is_provisional or check.is_provisional)


def _sections(
    parts: tuple[LetterPart, ...],
    situation: str,
    values: Mapping[str, str | Text],
    items: tuple[ToldItem, ...],
) -> tuple[LetterSection, ...]:
    """The parts that stand in this situation's letter."""
    return tuple(
        _section(part, values, items)
        for part in parts
        if not part.situations or situation in part.situations
    )


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
