# SPDX-License-Identifier: Apache-2.0
"""Catalogue checks of earlier papers that are used again, and of proofs issued online."""

from collections.abc import Iterator
from typing import Final

from certificates.credit_code import is_credit_code
from forms.lint_finding import Trouble
from forms.service_item import Material, OnlineTerm, ReuseTerm, ServiceItem, Supply

LONGEST_WAIT_S: Final = 1800
"""Nobody is in a visit for longer than half an hour."""


def reuse(item: ServiceItem) -> Iterator[Trouble]:
    """An earlier paper has a type, a version and a greatest age, and its way stands first."""
    for material in item.materials:
        where = f"materials.{material.id}"
        if (material.reuse is not None) != _has_way(material, Supply.REUSED):
            yield where, "a reuse term and the way reused belong together; add the other"
        if material.reuse is not None:
            yield from ((where, message) for message in _check_reuse(material.reuse))
        yield from ((where, message) for message in _check_order(material))


def online(item: ServiceItem) -> Iterator[Trouble]:
    """A proof issued online names office and kind, and something holds until it is there."""
    for material in item.materials:
        where = f"materials.{material.id}"
        if (material.online is not None) != _has_way(material, Supply.ISSUED_ONLINE):
            yield (
                where,
                "issued_online needs a role or an online term, and the term its way; add it",
            )
        if material.online is None:
            continue
        yield from ((where, message) for message in _check_online(material.online))
        if not _has_way(material, Supply.HANDED_IN):
            yield where, "nothing holds while the office is silent; add the way handed_in"


def _has_way(material: Material, supply: Supply) -> bool:
    return any(way.supply is supply and not way.role for way in material.supplies)


def _check_reuse(term: ReuseTerm) -> Iterator[str]:
    if not term.type_code.strip() or not term.version.strip():
        yield "a reuse term names type_code and version; fill in both"
    if term.max_age_days < 1:
        yield "an earlier paper needs a greatest age of at least a day; mend max_age_days"


def _check_order(material: Material) -> Iterator[str]:
    """What is sure comes last, or no other way is ever looked at."""
    supplies = [way.supply for way in material.supplies]
    if Supply.HANDED_IN in supplies[:-1]:
        yield "handed_in is the last way, for it hides those after it; move it to the end"


def _check_online(term: OnlineTerm) -> Iterator[str]:
    if not is_credit_code(term.office_code):
        yield f"{term.office_code} is no credit code of an office; mend office_code"
    if not term.request_type.strip():
        yield "an office issues more than one proof; name which under request_type"
    if not 1 <= term.wait_s <= LONGEST_WAIT_S:
        yield f"a visit waits from 1 to {LONGEST_WAIT_S} seconds; mend wait_s"
