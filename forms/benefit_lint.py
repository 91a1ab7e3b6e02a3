# SPDX-License-Identifier: Apache-2.0
"""Checks of the benefits beyond their schema (待遇目录体检): what would mislead a person."""

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from math import prod
from pathlib import Path
from typing import Final, TypeVar

from forms.benefit import (
    BENEFITS_FOLDER,
    FACTS_FILE,
    Benefit,
    BenefitFact,
    Benefits,
    load_benefits,
)
from forms.benefit_values import CALCULATIONS
from forms.conditions import Truth, evaluate, facts_used
from forms.errors import CatalogueError
from forms.lint_finding import Finding, Trouble
from forms.lint_place import load_findings
from forms.lint_texts import found, texts
from forms.question import FactOrigin, FactType, FactValue
from forms.terms import Mark, Provenance
from forms.yaml_lines import line_of

BASES: Final = frozenset(
    {"population", "legal_person", "disability", "low_income", "housing", "notices"}
)
"""The bases that base data can be asked of (the wire of base data)."""
_TYPES: Final[Mapping[FactType, type]] = {
    FactType.BOOL: bool,
    FactType.INT: int,
    FactType.TEXT: str,
}
_WHEN_UNLISTED: Final[Mapping[FactType, tuple[FactValue, ...]]] = {
    FactType.BOOL: (True, False),
    FactType.INT: (0, 1_000_000),
    FactType.TEXT: ("", "x"),
}
_ORIGINS: Final = frozenset({FactOrigin.CARD, FactOrigin.BASE_DATA, FactOrigin.LOCAL})
_MOST_TRIALS: Final = 20_000

_T = TypeVar("_T")


def ids(benefits: Benefits) -> Iterator[Trouble]:
    """No place, heading or id stands twice."""
    lists = {
        "order": [str(one.order) for one in benefits.benefits],
        "facts.column": [one.heading for one in benefits.facts.values() if one.value is None],
    }
    for one in benefits.benefits:
        lists[f"{one.id}.conditions"] = [condition.id for condition in one.conditions]
        lists[f"{one.id}.to_add"] = [field.id for field in one.to_add]
    for where, names in lists.items():
        yield from ((where, f"{name} is there twice") for name in _twice(names))


def facts(benefits: Benefits) -> Iterator[Trouble]:
    """Each fact has a value, a base or a card to come from, can be asked, and is used."""
    used = {
        name
        for one in benefits.benefits
        for text in _conditions(one).values()
        for name in _names(text)
    }
    for fact in benefits.facts.values():
        yield from ((f"facts.{fact.id}", message) for message in _fact_troubles(fact))
        if fact.id not in used:
            yield f"facts.{fact.id}", "no benefit uses it: use it or take it out"


def conditions(benefits: Benefits) -> Iterator[Trouble]:
    """Each condition compiles, knows its facts, is a bool, and may be true and false."""
    for one in benefits.benefits:
        for where, text in _conditions(one).items():
            may_be_fixed = not where.startswith("conditions.")
            for message in _condition_troubles(text, benefits, may_be_fixed=may_be_fixed):
                yield f"{one.id}.{where}", message
        fact = benefits.facts.get(one.drawing)
        if fact is None or fact.type is not FactType.BOOL or fact.value is not None:
            yield f"{one.id}.drawing", f"{one.drawing} is no fact that says yes or no"


def amounts(benefits: Benefits) -> Iterator[Trouble]:
    """Amounts are the place's own: more than nothing, marked assumed, none out of reach."""
    for one in benefits.benefits:
        for count, amount in enumerate(one.amounts):
            where = f"{one.id}.amounts.{count}"
            if amount.fen <= 0:
                yield where, "an amount of nothing"
            if amount.provenance.mark is not Mark.ASSUMED:
                yield where, "amounts are local: mark it asm and name the place's document"
            if not amount.condition and count + 1 < len(one.amounts):
                yield where, "it always holds, so those after it never do: put it last"


def sources(benefits: Benefits) -> Iterator[Trouble]:
    """Every statement says where it comes from."""
    for one in benefits.benefits:
        if not one.sources:
            yield f"{one.id}.sources", "no legal source"
        if not one.conditions:
            yield f"{one.id}.conditions", "without a condition everybody would get it"
    for where, provenance in _all(Provenance, benefits):
        if not provenance.source.strip():
            yield where, "no source"


def both_languages(benefits: Benefits) -> Iterator[Trouble]:
    """Every text is there in Chinese and in English."""
    for one in benefits.benefits:
        yield from ((f"{one.id}.{where}", message) for where, message in texts(one))
    for id_, fact in benefits.facts.items():
        yield from ((f"facts.{id_}.{where}", message) for where, message in texts(fact))


RULES: Final[dict[str, Callable[[Benefits], Iterator[Trouble]]]] = {
    "benefit-ids": ids,
    "benefit-facts": facts,
    "benefit-conditions": conditions,
    "benefit-amounts": amounts,
    "benefit-sources": sources,
    "benefit-texts": both_languages,
}


def check_benefits(folder: Path) -> Iterator[Finding]:
    """Check the benefits of a catalogue by all rules; one that cannot be read is a finding."""
    try:
        benefits = load_benefits(folder)
    except CatalogueError as error:
        files = sorted((folder / BENEFITS_FOLDER).glob("*.yaml"))
        yield from load_findings("benefits", error, files)
        return
    for rule, check in RULES.items():
        for place, message in check(benefits):
            yield _finding(folder, rule, place, message)


def _finding(folder: Path, rule: str, place: str, message: str) -> Finding:
    """A finding with file and line; places begin with ``facts`` or the benefit's id."""
    id_, _, where = place.partition(".")
    file = f"{BENEFITS_FOLDER}/{id_}.yaml"
    if not (folder / file).is_file():
        id_, where, file = "benefits", place, f"{BENEFITS_FOLDER}/{FACTS_FILE}"
    return Finding(rule, id_, where, message, file, line_of(folder / file, where))


def _all(kind: type[_T], benefits: Benefits) -> Iterator[tuple[str, _T]]:
    """Every value of a type in benefits and facts, with its place."""
    for one in benefits.benefits:
        yield from found(kind, one, one.id)
    for id_, fact in benefits.facts.items():
        yield from found(kind, fact, f"facts.{id_}")


def _twice(names: list[str]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})


def _conditions(one: Benefit) -> dict[str, str]:
    """All conditions of a benefit by their place; empty ones are left out."""
    places = {"drawing": one.drawing}
    places |= {f"conditions.{each.id}": each.condition for each in one.conditions}
    if one.same_kind is not None:
        places["same_kind"] = one.same_kind.condition
    places |= {f"amounts.{count}": each.condition for count, each in enumerate(one.amounts)}
    places |= {f"to_add.{each.id}": each.condition for each in one.to_add}
    return {where: text for where, text in places.items() if text}


def _names(text: str) -> frozenset[str]:
    try:
        return facts_used(text)
    except CatalogueError:
        return frozenset()


def _fact_troubles(fact: BenefitFact) -> Iterator[str]:
    wanted = _TYPES[fact.type]
    if fact.origin not in _ORIGINS:
        yield "a fact comes from card, base_data or local"
    if (fact.origin is FactOrigin.LOCAL) != (type(fact.value) is wanted):
        yield "a value of its type belongs to local switches, and to them alone"
    if (fact.origin is FactOrigin.BASE_DATA) != (fact.reference in BASES):
        yield f"reference names the base: one of {', '.join(sorted(BASES))}"
    if fact.calculation and fact.calculation not in CALCULATIONS:
        yield f"there is no calculation {fact.calculation}: {', '.join(CALCULATIONS)}"
    if any(type(choice.value) is not wanted for choice in fact.choices):
        yield "a choice is not of its type"
    if fact.question is not None and not fact.domain:
        yield "a question needs choices to tap"


def _condition_troubles(text: str, benefits: Benefits, *, may_be_fixed: bool) -> Iterator[str]:
    names = _names(text)
    if unknown := sorted(names - benefits.facts.keys()):
        yield f"there is no fact {unknown[0]}; add it to _facts.yaml or mend it"
        return
    asked = sorted(name for name in names if benefits.facts[name].value is None)
    domains = [_samples(benefits.facts[name]) for name in asked]
    if prod(map(len, domains)) > _MOST_TRIALS:
        yield "uses too many facts at once: write two conditions"
        return
    try:
        seen = {
            evaluate(text, {**benefits.switches, **dict(zip(asked, values, strict=True))})
            for values in product(*domains)
        }
    except CatalogueError as error:
        yield str(error)
        return
    if not may_be_fixed and seen != {Truth.TRUE, Truth.FALSE}:
        yield "is the same whatever the facts are"


def _samples(fact: BenefitFact) -> tuple[FactValue, ...]:
    return fact.domain or _WHEN_UNLISTED[fact.type]
