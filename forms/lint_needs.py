# SPDX-License-Identifier: Apache-2.0
"""Catalogue checks of what a service says it needs: against what it does and a kiosk can."""

from collections.abc import Iterator

from forms.lint_finding import Trouble
from forms.needs import DECLARED, Need, Without
from forms.service_item import ServiceItem, Supply

_CALLS = {Supply.CALLED, Supply.ISSUED_ONLINE}


def needs(item: ServiceItem) -> Iterator[Trouble]:
    """What is declared can happen: a service that prints, seals or looks up needs that."""
    for need in DECLARED:
        told, possible = item.needs.without(need), _possible(item)[need]
        if told not in possible:
            words = " or ".join(one.value for one in possible)
            yield f"needs.{need.value}", f"{told.value} cannot be here; write {words}"


def _possible(item: ServiceItem) -> dict[Need, tuple[Without, ...]]:
    """What a kiosk can do for such a service without each thing.

    A copy is nothing but paper of the library's, unsigned and unsealed, and no office hears of
    it. Everything else is signed on the glass, seals at least a slip, and prints it.
    """
    closed, unneeded = (Without.CLOSED,), (Without.UNNEEDED,)
    is_copy = item.copies is not None
    return {
        Need.PRINTER: closed,
        Need.PRINTING: closed if is_copy else (Without.WITHOUT_PAPER, Without.CLOSED),
        Need.SIGNATURE: unneeded if is_copy else closed,
        Need.SEAL: unneeded if is_copy else closed,
        Need.PLATFORM: _platform(item, is_copy=is_copy),
        Need.DESK: unneeded if is_copy else (Without.QUEUED,),
    }


def _platform(item: ServiceItem, *, is_copy: bool) -> tuple[Without, ...]:
    if is_copy:
        return (Without.CLOSED,)
    ways = (way.supply for material in item.materials for way in material.supplies)
    if _CALLS.isdisjoint(ways):
        return (Without.UNNEEDED,)
    return (Without.UNCALLED, Without.CLOSED)
