# SPDX-License-Identifier: Apache-2.0
"""Services spoiled in what is used again and what other offices issue, for the linter."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from forms.service_item import Material, OnlineTerm, ReuseTerm, ServiceItem, Supply, SupplyWay
from tests.support.applying import permit

REUSED: Final = next(one.id for one in permit().materials if one.reuse)
ISSUED: Final = next(one.id for one in permit().materials if one.online)
BY_HAND: Final = SupplyWay(Supply.HANDED_IN)


def _with(id_: str, change: Callable[[Material], Material]) -> ServiceItem:
    materials = tuple(change(one) if one.id == id_ else one for one in permit().materials)
    return replace(permit(), materials=materials)


def _without(material: Material, supply: Supply) -> Material:
    return replace(
        material, supplies=tuple(way for way in material.supplies if way.supply is not supply)
    )


def with_reuse(**changes: object) -> ServiceItem:
    """The permit whose earlier paper counts by another term."""
    (term,) = (one.reuse for one in permit().materials if one.id == REUSED)
    assert isinstance(term, ReuseTerm)
    changed = replace(term, **changes)  # type: ignore[arg-type]
    return _with(REUSED, lambda one: replace(one, reuse=changed))


def with_online(**changes: object) -> ServiceItem:
    """The permit whose proof another office issues by another term."""
    (term,) = (one.online for one in permit().materials if one.id == ISSUED)
    assert isinstance(term, OnlineTerm)
    changed = replace(term, **changes)  # type: ignore[arg-type]
    return _with(ISSUED, lambda one: replace(one, online=changed))


SPOILED_REUSE: Final[dict[str, tuple[str, str, Callable[[], ServiceItem]]]] = {
    "a way reused without its term": (
        "reuse", "belong together", lambda: _with(REUSED, lambda one: replace(one, reuse=None)),
    ),
    "a reuse term without its way": (
        "reuse", "belong together",
        lambda: _with(REUSED, lambda one: _without(one, Supply.REUSED)),
    ),
    "an earlier paper of no type": (
        "reuse", "type_code and version", lambda: with_reuse(type_code=" "),
    ),
    "an earlier paper of no version": (
        "reuse", "type_code and version", lambda: with_reuse(version=""),
    ),
    "an earlier paper of no age": (
        "reuse", "at least a day", lambda: with_reuse(max_age_days=0),
    ),
    "a paper in the hand hides the earlier one": (
        "reuse", "handed_in is the last way",
        lambda: _with(REUSED, lambda one: replace(
            one, supplies=(BY_HAND, *_without(one, Supply.HANDED_IN).supplies))),
    ),
    "a way issued online without its term": (
        "online", "the term its way",
        lambda: _with(ISSUED, lambda one: replace(one, online=None)),
    ),
    "an online term without its way": (
        "online", "the term its way",
        lambda: _with(ISSUED, lambda one: _without(one, Supply.ISSUED_ONLINE)),
    ),
    "an office without a credit code": (
        "online", "no credit code", lambda: with_online(office_code="12439900MB0TEXT322"),
    ),
    "a proof without a name": (
        "online", "name which", lambda: with_online(request_type=" "),
    ),
    "a proof that is not waited for": ("online", "1 to 1800", lambda: with_online(wait_s=0)),
    "a proof waited for too long": ("online", "1 to 1800", lambda: with_online(wait_s=1801)),
    "nothing while the office is silent": (
        "online", "while the office is silent",
        lambda: _with(ISSUED, lambda one: _without(one, Supply.HANDED_IN)),
    ),
}  # fmt: skip
"""Name of the trouble to rule, part of the message, and the spoiled service."""
