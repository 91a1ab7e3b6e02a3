# SPDX-License-Identifier: Apache-2.0
"""Catalogue checks of delivery: what is offered can be done, what is issued can be printed."""

from collections.abc import Iterator
from typing import Final

from forms.conditions import Truth, evaluate
from forms.delivery import deliveries_of
from forms.field import FieldKind, SourceKind
from forms.handling import Delivery, PostalFields
from forms.lint_finding import Trouble
from forms.lint_rules import has_field
from forms.service_item import ResultKind, Route, ServiceItem, Situation

_KINDS: Final = {
    "recipient": (FieldKind.NAME, FieldKind.TEXT),
    "address": (FieldKind.ADDRESS, FieldKind.TEXT),
    "phone": (FieldKind.PHONE,),
}


def delivery(item: ServiceItem) -> Iterator[Trouble]:
    """The citizen can choose, the post has an address, a licence given here can be printed."""
    rules = item.handling
    if len(rules.deliveries) > 1 and not rules.delivery_field and _makes_licences(item):
        yield "handling.deliveries", "nobody asks which; name the delivery_field"
    if (Delivery.POST in rules.deliveries) != (rules.postal is not None):
        yield "handling", "the post needs an address, and only the post; add or remove postal"
    if rules.postal is not None:
        yield from _check_postal(item, rules.postal)
    for one in item.situations:
        if one.is_offered:
            where = f"situations.{one.id}.result"
            yield from ((where, message) for message in _check_situation(item, one))


def _makes_licences(item: ServiceItem) -> bool:
    return any(one.result.kind is ResultKind.LICENCE for one in item.situations)


def _check_postal(item: ServiceItem, postal: PostalFields) -> Iterator[Trouble]:
    named = {
        "recipient": (postal.recipient,),
        "address": postal.address,
        "phone": (postal.phone,),
    }
    for part, ids in named.items():
        if not ids:
            yield "handling.postal", f"no field holds the {part}; name one"
        for id_ in ids:
            if not has_field(item, id_):
                yield "handling.postal", f"there is no field {id_}; add it under fields"
            elif item.field(id_).kind not in _KINDS[part]:
                words = " or ".join(kind.value for kind in _KINDS[part])
                yield f"fields.{id_}", f"the {part} of a letter is of kind {words}; mend kind"


def _check_situation(item: ServiceItem, situation: Situation) -> Iterator[str]:
    result = situation.result
    if result.kind is not ResultKind.LICENCE:
        if result.deliveries:
            yield "only a licence is delivered; remove deliveries"
        return
    if not set(result.deliveries) <= set(item.handling.deliveries):
        yield "the service knows no such delivery; add it under handling"
    ways = deliveries_of(item, situation.id)
    is_given_here = result.decided_here or Route.PROMISE in result.routes
    if is_given_here != (Delivery.PRINT in ways):
        yield "what is issued here is printed here, and nothing else; mend deliveries"
    usual = _usual(item, situation)
    if usual and usual not in {way.value for way in ways}:
        yield f"{usual} is filled in and not offered; mend the sources of the delivery field"


def _usual(item: ServiceItem, situation: Situation) -> str:
    """What the delivery field is filled with in a situation; empty where nothing fills it."""
    if not has_field(item, item.handling.delivery_field):
        return ""
    facts = {"situation": situation.id}
    field = item.field(item.handling.delivery_field)
    return next(
        (
            rule.reference
            for rule in field.sources
            if rule.kind is SourceKind.CONSTANT
            and evaluate(rule.condition, facts, item.conditions) is Truth.TRUE
        ),
        "",
    )
