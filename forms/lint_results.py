# SPDX-License-Identifier: Apache-2.0
"""Catalogue checks of what a situation yields: face, number, days, level, delivery, regions."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from certificates.certificate_types import type_by_key
from forms.conditions import facts_used
from forms.errors import CatalogueError
from forms.lint_finding import Trouble
from forms.lint_rules import has_field
from forms.question import FactOrigin, FactPart, FactType
from forms.renewal import RENEWAL_PARTS, RenewalWindow
from forms.service_item import (
    CrossRegion,
    CrossRegionMode,
    DayUnit,
    LicenceFace,
    Limit,
    NumberFrom,
    ResultKind,
    Route,
    ServiceItem,
    SituationResult,
    ValidTo,
)
from forms.wording import placeholders

_DIVISION_DIGITS: Final = 6
_CALENDAR_DAYS: Final = 1.4
"""Calendar days in a working day, seven by five."""


def licence(item: ServiceItem) -> Iterator[Trouble]:
    """What an offered situation makes has a face, a number and days; the face is filled."""
    for one in item.situations:
        if one.is_offered:
            where = f"situations.{one.id}.result"
            yield from ((where, message) for message in _check_result(item, one.result))
    if item.licence is not None:
        yield from _check_face(item, item.licence)
    rule = item.validity
    if rule is not None and (rule.years < 1 or rule.minus_days not in {0, 1}):
        yield "validity", "whole years, less no day or one; mend years or minus_days"
    try:
        if item.numbering is not None:
            item.numbering.number_rule()
    except ValueError as error:
        yield "numbering", str(error)


def _check_face(item: ServiceItem, face: LicenceFace) -> Iterator[Trouble]:
    required = {field.id for field in item.fields if field.is_required}
    for id_ in face.field_ids:
        if id_ not in required:
            yield "licence", f"{id_} is no required field; take one that is always filled"
    if face.role and type_by_key(face.role) is None:
        yield (
            "licence.role",
            f"there is no certificate {face.role}; mend the role",
        )


def _check_result(item: ServiceItem, result: SituationResult) -> Iterator[str]:
    """A licence has a face, a number and days by rules that are there; a receipt has none."""
    is_copy = result.kind is ResultKind.COPY
    if not result.routes and not is_copy:
        yield "no route leads through it; name one under routes"
    if result.routes and is_copy:
        yield "no route leads to a copy; leave routes empty"
    is_licence = result.kind is ResultKind.LICENCE
    if is_licence == (result.number is NumberFrom.NONE):
        yield "a licence has a number, a receipt has none; mend kind or number"
    if is_licence:
        yield from _check_licence(item, result)
    elif result.end is not ValidTo.NONE:
        yield "a receipt does not run out; state end: none"
    if result.needs_old_licence and not (item.licence is not None and item.licence.role):
        yield "the earlier licence is known by no certificate; state licence.role"


def _check_licence(item: ServiceItem, result: SituationResult) -> Iterator[str]:
    is_given_here = result.decided_here or Route.PROMISE in result.routes
    if is_given_here and item.licence is None:
        yield "a licence that is given here needs its face; add licence"
    if is_given_here and result.number is NumberFrom.NEW and item.numbering is None:
        yield "a number that is given here needs its rule; add numbering"
    if result.end is ValidTo.FULL and item.validity is None:
        yield "a full period needs the rule of its length; add validity"


def renewal(item: ServiceItem) -> Iterator[Trouble]:
    """The window is one, and every fact and stop that speaks of it has a window to speak of."""
    told = {fact.id: fact for fact in item.facts if fact.part in RENEWAL_PARTS}
    for fact in told.values():
        if (fact.origin, fact.type) != (FactOrigin.CERTIFICATE, FactType.TEXT):
            yield (
                f"facts.{fact.id}",
                "days to renew are a text that a certificate tells; use text",
            )
        if item.renewal is None:
            yield f"facts.{fact.id}", "there are no days to renew; add renewal to the item"
    if item.renewal is not None:
        yield from (("renewal", message) for message in _check_window(item, item.renewal))
    days = {id_ for id_, fact in told.items() if fact.part is not FactPart.RENEWAL}
    for gate in item.gates:
        parts = (gate.stop.reason, gate.stop.next_step, gate.stop.where)
        for name in sorted(frozenset[str]().union(*map(placeholders, parts)) - days):
            yield f"gates.{gate.id}", f"nobody fills in {name}; name a day to renew"


def _check_window(item: ServiceItem, window: RenewalWindow) -> Iterator[str]:
    if all(window.situation != one.id for one in item.situations):
        yield f"there is no situation {window.situation}; mend it"
    if window.closes.days < 1 or (window.opens is not None and window.opens.days < 1):
        yield "a day before the last one is counted from 1; mend opens or closes"
    opens, closes = (_at_least(limit) for limit in (window.opens, window.closes))
    if window.opens is not None and opens <= closes:
        yield "it opens after it has closed; more days in opens than in closes"
    used = frozenset[str]().union(*map(facts_used, _conditions_of(item)))
    if not any(one.part is FactPart.RENEWAL and one.id in used for one in item.facts):
        yield "no gate asks for it; add a fact of part renewal and a gate"


def _at_least(limit: Limit | None) -> float:
    """Calendar days of a limit, a working day taken for 1.4 of them."""
    if limit is None:
        return 0.0
    return limit.days * (_CALENDAR_DAYS if limit.unit is DayUnit.WORKING else 1.0)


def _conditions_of(item: ServiceItem) -> Iterator[str]:
    """Conditions of the gates and those with a name, as far as they can be read."""
    for text in (*(gate.condition for gate in item.gates), *item.conditions.values()):
        with suppress(CatalogueError):
            facts_used(text)
            yield text


def handling(item: ServiceItem) -> Iterator[Trouble]:
    """Somebody offers it, the result can be had, and what the form offers is what there is."""
    rules = item.handling
    if not rules.levels or not rules.deliveries:
        yield "handling", "a service needs a level of kiosk and a way to deliver; name them"
    if rules.trips < 0:
        yield "handling.trips", "trips are counted from 0; mend it"
    if rules.delivery_field and not has_field(item, rules.delivery_field):
        yield "handling", f"there is no field {rules.delivery_field}; add it under fields"
    elif rules.delivery_field:
        offered = {choice.id for choice in item.field(rules.delivery_field).choices}
        if offered != {way.value for way in rules.deliveries}:
            yield (
                "handling.deliveries",
                "the form offers other ways of delivery; offer the same",
            )
    if rules.cross_region is not None:
        yield from (
            ("handling.cross_region", message)
            for message in _check_across(item, rules.cross_region)
        )


def _check_across(item: ServiceItem, across: CrossRegion) -> Iterator[str]:
    """Partners are divisions, a certificate tells the region, which decides its own cases."""
    if across.mode is not CrossRegionMode.ONLINE and item.has_promise_route:
        yield "what is forwarded is decided there; close the route promise"
    if type_by_key(across.role) is None:
        yield f"there is no certificate {across.role}; mend the role"
    if not all(map(_is_division, across.partners)):
        yield "a partner is a division of six digits; mend it"


def _is_division(code: str) -> bool:
    """Whether a text has the form of a division code (GB/T 2260)."""
    return len(code) == _DIVISION_DIGITS and code.isascii() and code.isdigit()
