# SPDX-License-Identifier: Apache-2.0
"""Services spoiled in what their situations yield and how they are handled, for the linter."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from forms.service_item import (
    CrossRegion,
    CrossRegionMode,
    Delivery,
    FactPart,
    Mark,
    NumberFrom,
    Provenance,
    ServiceItem,
    SourceKind,
    SourceRule,
    ValidTo,
)
from forms.text import Text
from tests.support.applying import face, permit

WORDS: Final = Text("字", "word")


def with_one(part: str, id_: str, /, **changes: object) -> ServiceItem:
    """The permit with one row of a list changed."""
    rows = tuple(
        replace(one, **changes) if one.id == id_ else one for one in getattr(permit(), part)
    )
    return replace(permit(), **{part: rows})  # type: ignore[arg-type]


def with_situation(id_: str, **changes: object) -> ServiceItem:
    """The permit with one situation changed."""
    return with_one("situations", id_, **changes)


def with_result(id_: str, **changes: object) -> ServiceItem:
    """The permit with what one situation yields changed."""
    result = permit().situation(id_).result
    return with_situation(id_, result=replace(result, **changes))  # type: ignore[arg-type]


def with_handling(**changes: object) -> ServiceItem:
    """The permit handled otherwise."""
    rules = replace(permit().handling, **changes)  # type: ignore[arg-type]
    return replace(permit(), handling=rules)


SPOILED_RESULTS: Final[dict[str, tuple[str, str, Callable[[], ServiceItem]]]] = {
    "a path into what is not offered": (
        "outcomes", "not offered; offer or stop it",
        lambda: with_situation("renew", is_offered=False),
    ),
    "a material of no situation": (
        "materials", "no situation nowhere",
        lambda: with_one("materials", "M5", situations=("nowhere",)),
    ),
    "days of a question": (
        "facts", "days left are a number",
        lambda: with_one("facts", "kind", part=FactPart.DAYS_LEFT),
    ),
    "days to renew of a question": (
        "renewal", "days to renew are a text",
        lambda: with_one("facts", "kind", part=FactPart.OPENS_ON),
    ),
    "a source with a condition of nothing": (
        "conditions", "no fact or condition colour",
        lambda: with_one("fields", "f_legal", sources=(
            SourceRule(SourceKind.CARD, "name", condition="colour"),)),
    ),
    "promised papers without a letter": (
        "promise", "go together", lambda: replace(permit(), promise=None),
    ),
    "a headline of no decision": (
        "placeholders", "no decision is called granted",
        lambda: replace(permit(), headlines={**permit().headlines, "granted": WORDS}),
    ),
    "a situation without a route": (
        "licence", "no route leads", lambda: with_result("new", routes=()),
    ),
    "a licence without a number": (
        "licence", "a licence has a number", lambda: with_result("new", number=NumberFrom.NONE),
    ),
    "a receipt that runs out": (
        "licence", "does not run out", lambda: with_result("cancel", end=ValidTo.FULL),
    ),
    "a kept number of no certificate": (
        "licence", "known by no certificate",
        lambda: replace(permit(), licence=replace(face(), role="")),
    ),
    "a certificate nobody knows": (
        "licence", "no certificate XYZ",
        lambda: replace(permit(), licence=replace(face(), role="XYZ")),
    ),
    "a licence without a face": (
        "licence", "needs its face", lambda: replace(permit(), licence=None),
    ),
    "a number without a rule": (
        "licence", "number that is given here needs its rule",
        lambda: replace(permit(), numbering=None),
    ),
    "a period without a length": (
        "licence", "needs the rule of its length", lambda: replace(permit(), validity=None),
    ),
    "a service at no kiosk": (
        "handling", "needs a level", lambda: with_handling(levels=()),
    ),
    "trips below none": ("handling", "counted from 0", lambda: with_handling(trips=-1)),
    "a post without an address": (
        "delivery", "the post needs an address", lambda: with_handling(postal=None),
    ),
    "a delivery field that is not there": (
        "handling", "no field f_none", lambda: with_handling(delivery_field="f_none"),
    ),
    "a delivery that the form does not offer": (
        "handling", "other ways of delivery",
        lambda: with_handling(deliveries=(Delivery.PRINT, Delivery.POST)),
    ),
    "a partner that is no division": (
        "handling", "six digits",
        lambda: with_handling(cross_region=CrossRegion(
            CrossRegionMode.JOINT, ("4399",), Provenance(Mark.ASSUMED, "x"))),
    ),
}  # fmt: skip
"""Name of the trouble to rule, part of the message, and the spoiled service."""
