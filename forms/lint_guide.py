# SPDX-License-Identifier: Apache-2.0
"""Catalogue checks of the guide: answers settle facts, every path ends, nothing is idle."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from forms.conditions import facts_used, names_needed, remembering
from forms.guide import Guided, GuideDone, Place, answered, resume
from forms.lint_finding import Trouble
from forms.renewal import RENEWAL_PARTS, RenewalState
from forms.service_item import (
    Fact,
    FactOrigin,
    FactPart,
    FactType,
    FactValue,
    GateEffect,
    Question,
    QuestionKind,
    ServiceItem,
    Stop,
)

FEWEST_OPTIONS: Final = 2
MOST_OPTIONS: Final = 7
MOST_QUESTIONS: Final = 9
"""The longest way through a guide."""

TO_THE_FORM: Final = "to the form"
"""Where a path ends that settles no situation, as those of bundles do."""

_NUMBER: Final = re.compile(r"(?<![\w.\"])[0-9]+(?![\w.\"])")

_PYTHON_TYPES: Final = {FactType.BOOL: bool, FactType.INT: int, FactType.TEXT: str}


def questions(item: Guided) -> Iterator[Trouble]:
    """Every question settles its own fact with values of the fact's type."""
    facts = {fact.id: fact for fact in item.facts}
    field_ids = {field.id for field in item.fields}
    for question in item.questions:
        where = f"questions.{question.id}"
        if question.field_id and question.field_id not in field_ids:
            yield where, f"there is no field {question.field_id}; add it under fields"
        if question.fact not in facts:
            yield where, f"there is no fact {question.fact}; add it under facts"
        elif question.kind is QuestionKind.NUMBER:
            yield from _check_number(question, facts[question.fact])
        else:
            yield from _check_options(question, facts)


def _check_number(question: Question, fact: Fact) -> Iterator[Trouble]:
    where = f"questions.{question.id}"
    if fact.type is not FactType.INT:
        yield where, f"{fact.id} is no number; give the fact type int, or ask a choice"
    if question.minimum >= question.maximum or question.unit is None or question.options:
        yield where, "a number needs a range and a unit, and no options"


def _check_options(question: Question, facts: Mapping[str, Fact]) -> Iterator[Trouble]:
    where = f"questions.{question.id}"
    if not FEWEST_OPTIONS <= len(question.options) <= MOST_OPTIONS:
        yield (
            where,
            f"{FEWEST_OPTIONS} to {MOST_OPTIONS} answers fit a page; split the question",
        )
    for option in question.options:
        if question.fact not in option.facts:
            message = f"does not settle {question.fact}; add it to the facts of this answer"
            yield f"{where}.options.{option.id}", message
        for name, value in option.facts.items():
            if name not in facts or type(value) is not _PYTHON_TYPES[facts[name].type]:
                message = f"{name} is no fact of that type; mend the value or the fact"
                yield f"{where}.options.{option.id}", message


def outcomes(item: ServiceItem) -> Iterator[Trouble]:
    """Walk every path of the guide under every state of what other sources tell.

    Every path ends in a stop or in an offered situation, no path is longer than a citizen's
    patience, and every question is asked on some path; local switches are tried both ways.
    """
    walked = walk(item)
    offered = {one.id for one in item.situations if one.is_offered}
    for situation in sorted(walked.situations - offered):
        yield (
            "questions",
            f"a path ends in {situation!r}, not offered; offer or stop it",
        )
    for situation in sorted(offered - walked.situations):
        yield f"situations.{situation}", "no path of the guide leads to it; add an answer"
    if walked.longest > MOST_QUESTIONS:
        yield (
            "questions",
            f"a path asks {walked.longest} questions, {MOST_QUESTIONS} are the most",
        )
    for question in item.questions:
        if question.id not in walked.asked:
            yield f"questions.{question.id}", "is asked on no path; mend its condition"


@dataclass(frozen=True)
class GuideWalk:
    """What an exhaustive walk of a guide found.

    ``outcomes`` counts the paths by where they end: the id of a situation, or ``stop`` with the
    id of the gate, or of question and option, that stops. ``repeated`` names questions whose
    fact was known before they were asked; there must be none.
    """

    surroundings: int
    paths: int
    longest: int
    outcomes: Mapping[str, int]
    situations: frozenset[str]
    asked: frozenset[str]
    repeated: frozenset[str]


@dataclass(frozen=True)
class _Onward:
    """All paths from one place on: where they end, how long they are, what they ask."""

    outcomes: Counter[str]
    longest: int
    situations: frozenset[str]
    asked: frozenset[str]


@remembering()
def walk(item: Guided) -> GuideWalk:
    """Walk every path under every state of certificates and local switches.

    Each path counts, but places from which the same facts decide are walked on from once.
    """
    on = _Walker(item)
    ways: list[_Onward] = []
    repeated: set[str] = set()
    for known in surroundings(item):
        way = on.from_place(resume(item, 0, known))
        ways.append(way)
        repeated |= way.asked & {one.id for one in item.questions if one.fact in known}
    every = _joined(ways)
    return GuideWalk(
        surroundings=len(ways),
        paths=every.outcomes.total(),
        longest=every.longest,
        outcomes=dict(sorted(every.outcomes.items())),
        situations=every.situations,
        asked=every.asked,
        repeated=frozenset(repeated),
    )


class _Walker:
    """Remembers what lies behind each place of one guide."""

    def __init__(self, item: Guided) -> None:
        self._item = item
        self._behind: dict[tuple[object, ...], _Onward] = {}
        stops = {one.condition for one in item.gates if one.effect is GateEffect.STOP}
        always = {"situation"}.union(*(names_needed(one, item.conditions) for one in stops))
        self._deciding = [tuple(sorted(always))]
        for question in reversed(item.questions):
            always |= {question.fact, *names_needed(question.condition, item.conditions)}
            self._deciding.insert(0, tuple(sorted(always)))

    def from_place(self, place: Place) -> _Onward:
        """Walk every path that begins here; those behind a like place are known."""
        if not isinstance(place.end, Question):
            done = {place.end.situation} if isinstance(place.end, GuideDone) else set[str]()
            named = Counter([_outcome(self._item, place.end)])
            return _Onward(named, 0, frozenset(done), frozenset())
        values = [place.known.get(name) for name in self._deciding[place.position]]
        key = (place.position, *values, *map(type, values))  # 1 is not True
        if key not in self._behind:
            ways = [
                self.from_place(answered(self._item, place, answer))
                for answer in _answers(self._item, place.end)
            ]
            way = _joined(ways)
            asked = way.asked | {place.end.id}
            self._behind[key] = replace(way, longest=way.longest + 1, asked=asked)
        return self._behind[key]


def _joined(ways: Collection[_Onward]) -> _Onward:
    return _Onward(
        sum((way.outcomes for way in ways), Counter[str]()),
        max((way.longest for way in ways), default=0),
        frozenset[str]().union(*(way.situations for way in ways)),
        frozenset[str]().union(*(way.asked for way in ways)),
    )


def _outcome(item: Guided, end: Stop | GuideDone) -> str:
    if isinstance(end, GuideDone):
        return end.situation or TO_THE_FORM
    named = [(gate.id, gate.stop) for gate in item.gates]
    named += [
        (f"{question.id}={option.id}", option.stop)
        for question in item.questions
        for option in question.options
        if option.stop is not None
    ]
    return next(f"stop {name}" for name, stop in named if stop is end)


def paths(
    item: Guided, known: Mapping[str, FactValue]
) -> Iterator[tuple[dict[str, str], Stop | GuideDone]]:
    """Every way through the guide: the answers given and where they lead.

    Numbers are tried at both ends of their range, and on both sides of every number that a
    condition compares with.
    """
    left: list[tuple[dict[str, str], Place]] = [({}, resume(item, 0, known))]
    while left:
        answers, place = left.pop()
        if isinstance(place.end, Question):
            left += [
                ({**answers, place.end.id: answer}, answered(item, place, answer))
                for answer in _answers(item, place.end)
            ]
        else:
            yield answers, place.end


def _answers(item: Guided, question: Question) -> tuple[str, ...]:
    if question.kind is not QuestionKind.NUMBER:
        return tuple(option.id for option in question.options)
    limits = _limits(item, question.fact)
    inside = (one for one in limits if question.minimum < one < question.maximum)
    return tuple(str(one) for one in (question.minimum, *inside, question.maximum))


def _limits(item: Guided, fact: str) -> tuple[int, ...]:
    """Numbers that conditions on a fact compare with, each with its neighbours."""
    numbers = {
        int(number)
        for text in _conditions(item)
        if text and fact in facts_used(text)
        for number in _NUMBER.findall(text)
        if int(number) >= FEWEST_OPTIONS  # 0 and 1 are no thresholds worth their paths
    }
    return tuple(sorted({number + step for number in numbers for step in (-1, 0, 1)}))


def _conditions(item: Guided) -> list[str]:
    """Every condition that decides about the way through the guide."""
    asked = [one.condition for one in item.questions]
    return asked + [one.condition for one in item.gates] + [*item.conditions.values()]


def surroundings(item: Guided) -> Iterator[dict[str, FactValue]]:
    """Every combination of certificates (found, not, unknown) and of switches that matter.

    Days left are tried around every limit, and only where their certificate is found; a number
    that the card tells, on either side of its limits.
    """
    used = frozenset[str]().union(*(facts_used(text) for text in _conditions(item) if text))
    fixed: dict[str, FactValue] = {}
    choices: dict[str, tuple[FactValue | None, ...]] = {}
    for fact in item.facts:
        if values_of := _values_to_try(item, fact, used):
            choices[fact.id] = values_of
        elif fact.value is not None:
            fixed[fact.id] = fact.value
    for values in product(*choices.values()):
        pairs = dict(zip(choices, values, strict=True))
        if not _contradicts(item, pairs):
            told = {name: one for name, one in pairs.items() if one is not None}
            yield {**fixed, **told, **_answered_by(item, pairs)}


def _values_to_try(
    item: Guided, fact: Fact, used: Collection[str]
) -> tuple[FactValue | None, ...]:
    """What a fact may be before the first question; nothing where that does not matter."""
    limits = _limits(item, fact.id)
    if fact.part is FactPart.DAYS_LEFT:
        return (*limits, None)
    if fact.part is FactPart.RENEWAL:
        return (*(state.value for state in RenewalState), None)
    if fact.part in RENEWAL_PARTS or fact.part is FactPart.ANSWERED:
        return ()
    if fact.origin is FactOrigin.CERTIFICATE:
        return (True, False, None)
    if fact.origin is FactOrigin.CARD:
        return (limits[0], limits[-1]) if limits else ()
    return (True, False) if type(fact.value) is bool and fact.id in used else ()


def _found_of(
    item: Guided, chosen: Mapping[str, FactValue | None]
) -> dict[str, FactValue | None]:
    """For each certificate whether it is found; None where its source gave no answer."""
    return {
        fact.reference: chosen[fact.id]
        for fact in item.facts
        if fact.origin is FactOrigin.CERTIFICATE and fact.part is FactPart.FOUND
    }


def _answered_by(item: Guided, chosen: Mapping[str, FactValue | None]) -> dict[str, FactValue]:
    """Which sources answered follows from what they told."""
    found = _found_of(item, chosen)
    return {
        fact.id: found.get(fact.reference) is not None
        for fact in item.facts
        if fact.part is FactPart.ANSWERED
    }


def _contradicts(item: Guided, chosen: Mapping[str, FactValue | None]) -> bool:
    """Whether anything more is told of a certificate that was not found."""
    found = _found_of(item, chosen)
    return any(
        chosen[fact.id] is not None and found.get(fact.reference) is not True
        for fact in item.facts
        if fact.part in {FactPart.DAYS_LEFT, FactPart.RENEWAL}
    )
