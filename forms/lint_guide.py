# SPDX-License-Identifier: Apache-2.0
"""Catalogue checks of the guide: answers settle facts, every path ends, nothing is idle."""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Final

from forms.conditions import facts_used
from forms.guide import Guided, GuideDone, next_step
from forms.lint_finding import Trouble
from forms.service_item import (
    Fact,
    FactOrigin,
    FactType,
    FactValue,
    Question,
    QuestionKind,
    ServiceItem,
    Stop,
)

FEWEST_OPTIONS: Final = 2
MOST_OPTIONS: Final = 7

_PYTHON_TYPES: Final = {FactType.BOOL: bool, FactType.INT: int, FactType.TEXT: str}


def questions(item: Guided) -> Iterator[Trouble]:
    """Every question settles its own fact with values of the fact's type."""
    facts = {fact.id: fact for fact in item.facts}
    field_ids = {field.id for field in item.fields}
    for question in item.questions:
        where = f"questions.{question.id}"
        if question.field_id and question.field_id not in field_ids:
            yield where, f"there is no field {question.field_id}"
        if question.fact not in facts:
            yield where, f"there is no fact {question.fact}"
        elif question.kind is QuestionKind.NUMBER:
            yield from _check_number(question, facts[question.fact])
        else:
            yield from _check_options(question, facts)


def _check_number(question: Question, fact: Fact) -> Iterator[Trouble]:
    where = f"questions.{question.id}"
    if fact.type is not FactType.INT:
        yield where, f"{fact.id} is no number"
    if question.minimum >= question.maximum or question.unit is None or question.options:
        yield where, "a number needs a range and a unit, and no options"


def _check_options(question: Question, facts: Mapping[str, Fact]) -> Iterator[Trouble]:
    where = f"questions.{question.id}"
    if not FEWEST_OPTIONS <= len(question.options) <= MOST_OPTIONS:
        yield where, f"{FEWEST_OPTIONS} to {MOST_OPTIONS} answers fit a page"
    for option in question.options:
        if question.fact not in option.facts:
            yield f"{where}.{option.id}", f"does not settle {question.fact}"
        for name, value in option.facts.items():
            if name not in facts or type(value) is not _PYTHON_TYPES[facts[name].type]:
                yield f"{where}.{option.id}", f"{name} is no fact of that type"


def outcomes(item: ServiceItem) -> Iterator[Trouble]:
    """Walk every path of the guide under every state of what other sources tell.

    Every path ends in a stop or in an offered situation, and every question is asked on some
    path; local switches are tried both ways for that.
    """
    asked: set[str] = set()
    offered = {one.id for one in item.situations if one.is_offered}
    wrong: set[str] = set()
    for known in surroundings(item):
        for answers, end in paths(item, known):
            asked |= answers.keys()
            if isinstance(end, GuideDone) and end.situation not in offered:
                wrong.add(end.situation)
    for situation in sorted(wrong):
        yield "questions", f"a path ends in {situation!r}, which is not offered"
    for question in item.questions:
        if question.id not in asked:
            yield f"questions.{question.id}", "is asked on no path"


def paths(
    item: Guided, known: Mapping[str, FactValue]
) -> Iterator[tuple[dict[str, str], Stop | GuideDone]]:
    """Every way through the guide: the answers given and where they lead.

    Numbers are tried at both ends of their range.
    """
    left: list[dict[str, str]] = [{}]
    while left:
        answers = left.pop()
        step = next_step(item, answers, known)
        if isinstance(step, Question):
            left += [{**answers, step.id: answer} for answer in _answers(step)]
        else:
            yield answers, step


def _answers(question: Question) -> tuple[str, ...]:
    if question.kind is QuestionKind.NUMBER:
        return (str(question.minimum), str(question.maximum))
    return tuple(option.id for option in question.options)


def surroundings(item: Guided) -> Iterator[dict[str, FactValue]]:
    """Every combination of certificates (found, not, unknown) and of switches that matter."""
    conditions = [one.condition for one in item.questions] + [*item.conditions.values()]
    used = frozenset[str]().union(*(facts_used(text) for text in conditions if text))
    fixed: dict[str, FactValue] = {}
    choices: dict[str, tuple[FactValue | None, ...]] = {}
    for fact in item.facts:
        if fact.origin is FactOrigin.CERTIFICATE:
            choices[fact.id] = (True, False, None)
        elif type(fact.value) is bool and fact.id in used:
            choices[fact.id] = (True, False)
        elif fact.value is not None:
            fixed[fact.id] = fact.value
    for values in product(*choices.values()):
        pairs = zip(choices, values, strict=True)
        yield {**fixed, **{name: value for name, value in pairs if value is not None}}
