# SPDX-License-Identifier: Apache-2.0
"""Facts that the government has already (基础数据): which are asked, of which base, why.

A service asks the facts of origin ``base_data`` that its own rules use, and no others; benefits
ask those of theirs. What a base does not tell is unknown, never false.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from forms.benefit import BenefitFact, Benefits
from forms.benefit_values import BadValueError, Occasion, age_at_month_end, value_of
from forms.conditions import facts_used
from forms.question import FactOrigin, FactType, FactValue
from forms.service_item import ServiceItem
from forms.text import Text

AGE_OF_THE_MONTH: Final = "age_at_month_end"


class Base(StrEnum):
    """The bases that can be asked (七大基础数据库 among them); words of the wire."""

    POPULATION = "population"
    LEGAL_PERSON = "legal_person"
    DISABILITY = "disability"
    LOW_INCOME = "low_income"
    HOUSING = "housing"
    NOTICES = "notices"

    @property
    def is_of_business(self) -> bool:
        """Whether its holders are businesses, found by their credit code."""
        return self is Base.LEGAL_PERSON


@dataclass(frozen=True)
class WantedFact:
    """One fact to ask for: its name on the wire, and what a value of it may be.

    ``domain`` lists the values that it may have; empty when they cannot be listed.
    """

    name: str
    type: FactType
    domain: tuple[FactValue, ...] = ()

    def takes(self, value: object) -> bool:
        """Whether this is a value of the fact; a bool is no number."""
        kinds = {FactType.BOOL: bool, FactType.INT: int, FactType.TEXT: str}
        if type(value) is not kinds[self.type]:
            return False
        return not self.domain or value in self.domain


@dataclass(frozen=True)
class BaseFact:
    """A fact that a base told, with the day on which it held; its value hides in logs."""

    name: str
    value: FactValue = field(repr=False)
    base: Base
    as_of: date


@dataclass(frozen=True, repr=False)
class PushedNotice:
    """What the authority's matching found for this person (主动推送).

    Attributes:
        id: what the base calls it.
        as_of: day of the matching.

    """

    id: str
    title: Text
    text: Text
    authority: Text
    as_of: date


Wanted = Mapping[Base, tuple[WantedFact, ...]]


def wanted_by_service(item: ServiceItem) -> Wanted:
    """The facts that a service's rules need, by base."""
    return _by_base(
        (Base(fact.reference), WantedFact(fact.id, fact.type))
        for fact in item.facts
        if fact.origin is FactOrigin.BASE_DATA
    )


def facts_told(item: ServiceItem, told: Mapping[str, BaseFact]) -> dict[str, FactValue]:
    """The service's facts that a base told, by id; every other one stays unknown."""
    mine = [fact.id for fact in item.facts if fact.origin is FactOrigin.BASE_DATA]
    return {id_: told[id_].value for id_ in mine if id_ in told}


def wanted_by_benefits(benefits: Benefits) -> Wanted:
    """The facts that the benefits' conditions need, by base; none that no condition names."""
    used = frozenset[str]().union(
        *(facts_used(text) for one in benefits.benefits for text in one.expressions)
    )
    return _by_base(
        (Base(fact.reference), _wanted(fact))
        for fact in benefits.facts.values()
        if fact.origin is FactOrigin.BASE_DATA and fact.id in used
    )


def _wanted(fact: BenefitFact) -> WantedFact:
    """A fact that is calculated comes as the text that it is calculated from."""
    if fact.calculation:
        return WantedFact(fact.heading, FactType.TEXT)
    return WantedFact(fact.heading, fact.type, tuple(one.value for one in fact.choices))


def _by_base(pairs: Iterable[tuple[Base, WantedFact]]) -> Wanted:
    found: dict[Base, tuple[WantedFact, ...]] = {}
    for base, wanted in pairs:
        found[base] = (*found.get(base, ()), wanted)
    return found


def benefit_facts(
    benefits: Benefits, told: Iterable[BaseFact], *, birth: date, occasion: Occasion
) -> dict[str, FactValue]:
    """What is known about a person for her benefits; an absent name is unknown.

    Args:
        benefits: whose facts are meant.
        told: what the bases told, under the names of ``wanted_by_benefits``.
        birth: from the document; the age is that of the month's end.
        occasion: today, and the division of the place.

    """
    by_name = {one.name: one for one in told}
    known: dict[str, FactValue] = {}
    for fact in benefits.facts.values():
        if fact.origin is FactOrigin.CARD and fact.calculation == AGE_OF_THE_MONTH:
            known[fact.id] = age_at_month_end(birth.isoformat(), occasion)
        elif fact.heading in by_name and fact.origin is FactOrigin.BASE_DATA:
            value = _value_of(fact, by_name[fact.heading].value, occasion)
            if value is not None:
                known[fact.id] = value
    return known


def _value_of(fact: BenefitFact, value: FactValue, occasion: Occasion) -> FactValue | None:
    """The fact's value; a text that it cannot be calculated from tells nothing."""
    if not fact.calculation:
        return value
    try:
        return value_of(fact, str(value), occasion)
    except BadValueError:
        return None
