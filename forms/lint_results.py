# SPDX-License-Identifier: Apache-2.0
"""Catalogue checks of what a situation yields: face, number, days, level, delivery, regions."""

from collections.abc import Iterator
from typing import Final

from certificates.certificate_types import type_by_key
from forms.lint_finding import Trouble
from forms.lint_rules import has_field
from forms.service_item import (
    LicenceFace,
    NumberFrom,
    ResultKind,
    Route,
    ServiceItem,
    SituationResult,
    ValidTo,
)

_DIVISION_DIGITS: Final = 6


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
    if not result.routes:
        yield "no route leads through it; name one under routes"
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
    across = rules.cross_region
    if across is not None and not all(map(_is_division, across.partners)):
        yield "handling.cross_region", "a partner is a division of six digits; mend it"


def _is_division(code: str) -> bool:
    """Whether a text has the form of a division code (GB/T 2260)."""
    return len(code) == _DIVISION_DIGITS and code.isascii() and code.isdigit()
