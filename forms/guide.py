# SPDX-License-Identifier: Apache-2.0
"""The guide (智能导办): one everyday question per page, nothing asked that is known already."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from forms.conditions import Truth, evaluate
from forms.field import ISO_DATE
from forms.service_item import (
    Fact,
    FactValue,
    Field,
    Gate,
    GateEffect,
    Question,
    QuestionKind,
    Stop,
)
from forms.text import Text
from forms.wording import dated, filled, placeholders


class Guided(Protocol):
    """What the guide needs of a service, or of a bundle."""

    @property
    def id(self) -> str:
        """By which it is known."""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Names that conditions may use."""

    @property
    def conditions(self) -> Mapping[str, str]:
        """Named conditions."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """Questions in the order of asking."""

    @property
    def gates(self) -> tuple[Gate, ...]:
        """Eligibility rules."""

    @property
    def fields(self) -> tuple[Field, ...]:
        """Fields of the form."""


@dataclass(frozen=True)
class GuideDone:
    """Every question is answered: the situation and all facts, given and found."""

    situation: str
    facts: Mapping[str, FactValue] = field(repr=False)


@dataclass(frozen=True)
class _Walk:
    """The questions answered so far, and where they lead."""

    path: tuple[Question, ...]
    end: Question | Stop | GuideDone


def next_step(
    item: Guided,
    answers: Mapping[str, str],
    facts: Mapping[str, FactValue],
) -> Question | Stop | GuideDone:
    """Find what the guide does next.

    Args:
        item: the service.
        answers: question id to option id, or to digits for a number; answers to questions that
            are no longer on the path are ignored.
        facts: what card, certificates and base data tell; an absent fact is unknown.

    Returns:
        the next question, the reason to stop, or the end with all facts.

    Raises:
        ValueError: an answer is no option of its question or no number in its range.

    """
    return _walk(item, answers, facts).end


def guide_path(
    item: Guided, answers: Mapping[str, str], facts: Mapping[str, FactValue]
) -> tuple[Question, ...]:
    """List the questions answered so far, in order; the last is where "back" leads.

    Raises:
        ValueError: as ``next_step``.

    """
    return _walk(item, answers, facts).path


def number_error(question: Question, text: str) -> bool:
    """Tell whether a typed number is outside the question's range or no number."""
    if not (text.isascii() and text.isdigit()):
        return True
    return not question.minimum <= int(text) <= question.maximum


def _walk(item: Guided, answers: Mapping[str, str], facts: Mapping[str, FactValue]) -> _Walk:
    path: list[Question] = []
    place = resume(item, 0, facts)
    while isinstance(place.end, Question) and place.end.id in answers:
        path.append(place.end)
        place = answered(item, place, answers[place.end.id])
    return _Walk(tuple(path), place.end)


@dataclass(frozen=True)
class Place:
    """Where somebody stands in a guide: what comes now, at which position, knowing what."""

    end: Question | Stop | GuideDone
    position: int
    known: Mapping[str, FactValue] = field(repr=False)


def resume(item: Guided, position: int, known: Mapping[str, FactValue]) -> Place:
    """Find the first question from ``position`` on that is still open, or where it ends."""
    if stop := gate_stop(item, known):
        return Place(stop, position, known)
    for index in range(position, len(item.questions)):
        question = item.questions[index]
        if question.fact not in known and _applies(item, question, known):
            return Place(question, index, known)
    done = GuideDone(str(known.get("situation", "")), known)
    return Place(done, len(item.questions), known)


def answered(item: Guided, place: Place, answer: str) -> Place:
    """Go on from a question with its answer.

    Raises:
        ValueError: as ``next_step``; or the place is no question.

    """
    if not isinstance(place.end, Question):
        raise ValueError("nothing is asked here")  # noqa: TRY004  # a wrong value of ours
    known = dict(place.known)
    stop = _settle(place.end, answer, known)
    if stop is not None:
        return Place(stop, place.position, known)
    return resume(item, place.position + 1, known)


def gate_stop(item: Guided, facts: Mapping[str, FactValue]) -> Stop | None:
    """Return the first gate that these facts close for good; an unknown fact closes nothing."""
    for gate in item.gates:
        if gate.effect is GateEffect.STOP:
            truth = evaluate(gate.condition, facts, item.conditions)
            if truth is Truth.TRUE:
                return told(gate.stop, facts)
    return None


def told(stop: Stop, values: Mapping[str, FactValue | Text]) -> Stop:
    """Fill in the facts that a stop names in braces, days in words; others stay as they are."""
    parts = (stop.reason, stop.next_step, stop.where)
    names = frozenset[str]().union(*map(placeholders, parts))
    if not names or not names <= values.keys():
        return stop
    words = {name: _in_words(values[name]) for name in names}
    return Stop(*(filled(part, words) for part in parts))


def _in_words(value: FactValue | Text) -> Text:
    if isinstance(value, Text):
        return value
    text = str(value)
    return dated(date.fromisoformat(text)) if ISO_DATE.fullmatch(text) else Text(text, text)


def promise_closings(item: Guided, facts: Mapping[str, FactValue]) -> tuple[Stop, ...]:
    """List the gates that close the promise route.

    An unknown credit fact does not close it: the citizen declares in the letter to have no
    bad record (湖南省公共场所卫生许可告知承诺书, part two), and answers for an untrue promise.
    """
    return tuple(
        gate.stop
        for gate in item.gates
        if gate.effect is GateEffect.CLOSE_PROMISE
        and evaluate(gate.condition, facts, item.conditions) is Truth.TRUE
    )


def _applies(item: Guided, question: Question, known: Mapping[str, FactValue]) -> bool:
    """Unknown asks: a question is left out only when the facts rule it out."""
    return evaluate(question.condition, known, item.conditions) is not Truth.FALSE


def _settle(question: Question, answer: str, known: dict[str, FactValue]) -> Stop | None:
    """Add what the answer settles to the known facts; return its stop, if it has one."""
    if question.kind is QuestionKind.NUMBER:
        if number_error(question, answer):
            raise ValueError(f"answer to {question.id} is no number in its range")
        known[question.fact] = int(answer)
        return None
    option = question.option(answer)
    if option is None:
        raise ValueError(f"question {question.id} has no option {answer!r}")
    known.update(option.facts)
    return option.stop
