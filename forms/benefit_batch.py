# SPDX-License-Identifier: Apache-2.0
"""Matching many persons (批量匹配): rows of texts in, matches out, at the speed of a file.

Rules and texts are the same as for one person. What makes it fast is remembering: a condition
is judged once for each combination of the texts it uses, and verdicts are combined once for
each combination of verdicts. Both are pure, and their memories are bounded.
"""

from collections.abc import Callable, Sequence
from functools import partial
from operator import itemgetter
from typing import Any, Final, TypeVar

from forms.benefit import Benefit, Benefits
from forms.benefit_match import Match, Verdict, combined, judged
from forms.benefit_values import Occasion, value_of
from forms.conditions import facts_used
from forms.question import FactValue

PERSON: Final = "person"
"""Heading of the column that names the person."""
REMEMBERED: Final = 1 << 15
"""How many answers each memory holds: all birth dates of the living fit."""
_LONGEST_PERSON: Final = 64

Row = Sequence[str]
_Getter = Callable[[Row], Any]


class BadHeaderError(ValueError):
    """The first line of a file does not say what its columns are; the text says why."""


class BadRowError(ValueError):
    """A line that cannot be matched; the text names the column, never what it holds."""


class PersonMatcher:
    """Matches the rows of one file; made from its heading line.

    Attributes:
        absent: headings of facts that the file does not have; they are unknown for everybody.

    """

    def __init__(self, benefits: Benefits, header: Row, occasion: Occasion) -> None:
        """Compile everything; raises BadHeaderError."""
        headings = [heading.strip() for heading in header]
        if PERSON not in headings:
            raise BadHeaderError(f"no column is called {PERSON}")
        named = [heading for heading in headings if heading]
        if twice := [one for one in named if named.count(one) > 1]:
            raise BadHeaderError(f"two columns are called {twice[0]}")
        asked = [fact for fact in benefits.facts.values() if fact.value is None]
        self.absent = tuple(fact.heading for fact in asked if fact.heading not in headings)
        self._width = len(headings)
        self._person = headings.index(PERSON)
        self._occasion = occasion
        self._rules = benefits
        self._places = {
            fact.id: headings.index(fact.heading) for fact in asked if fact.heading in headings
        }
        self._values = _Memory(self._value)
        self._verdicts: list[Verdict] = []
        self._numbers: dict[Verdict, int] = {}
        texts = {text for one in benefits.benefits for text in one.expressions}
        order = {text: place for place, text in enumerate(sorted(texts))}
        self._judges = [self._judge(text) for text in order]
        self._benefits = [
            (
                _Memory(partial(self._combined, one)),
                itemgetter(*(order[text] for text in one.expressions)),
            )
            for one in benefits.benefits
        ]

    def person(self, row: Row) -> str:
        """Check a row and return whom it is about.

        Raises:
            BadRowError: another number of columns, or no usable name of a person.

        """
        if len(row) != self._width:
            raise BadRowError(f"{len(row)} columns instead of {self._width}")
        person = row[self._person]
        if not 0 < len(person) <= _LONGEST_PERSON or not person.replace("-", "x").isalnum():
            raise BadRowError(f"column {PERSON} names nobody")
        return person

    def match(self, row: Row) -> list[Match]:
        """Match a row that ``person`` has checked, in the order of the benefits.

        Raises:
            BadValueError: a column holds what is no value of its fact.

        """
        numbers = [memory[texts_of(row)] for memory, texts_of in self._judges]
        return [memory[numbers_of(numbers)] for memory, numbers_of in self._benefits]

    def _judge(self, expression: str) -> tuple["_Memory[str | tuple[str, ...], int]", _Getter]:
        """Remember a condition's verdicts, by number, for the texts it uses.

        Many texts are one value (birth dates of a month are one age), so that a text which was
        not seen before is read, and judged only if its value was not seen either.
        """
        used = [id_ for id_ in self._places if id_ in facts_used(expression)]
        by_values = _Memory(partial(self._judged, expression, tuple(used)))
        if not used:
            number = by_values[()]
            return _Memory(lambda _: number), lambda _: ""
        facts = [self._rules.facts[id_] for id_ in used]

        def judge(texts: str | tuple[str, ...]) -> int:
            told = (texts,) if isinstance(texts, str) else texts
            pairs = zip(facts, told, strict=True)
            return by_values[tuple([self._values[fact.id, text] for fact, text in pairs])]

        return _Memory(judge), itemgetter(*(self._places[id_] for id_ in used))

    def _value(self, key: tuple[str, str]) -> FactValue | None:
        id_, text = key
        return value_of(self._rules.facts[id_], text, self._occasion)

    def _judged(
        self, expression: str, ids: tuple[str, ...], values: tuple[FactValue | None, ...]
    ) -> int:
        told = zip(ids, values, strict=True)
        known = {id_: value for id_, value in told if value is not None}
        verdict = judged(expression, {**self._rules.switches, **known}, self._rules.facts)
        number = self._numbers.setdefault(verdict, len(self._verdicts))
        if number == len(self._verdicts):
            self._verdicts.append(verdict)
        return number

    def _combined(self, benefit: Benefit, numbers: tuple[int, ...]) -> Match:
        verdicts = [self._verdicts[number] for number in numbers]
        return combined(benefit, verdicts, today=self._occasion.day)


_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class _Memory(dict[_Key, _Value]):
    """Answers of a pure function, as many as fit; full, it begins anew."""

    def __init__(self, function: Callable[[_Key], _Value]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, key: _Key) -> _Value:
        if len(self) >= REMEMBERED:
            self.clear()
        answer = self[key] = self._function(key)
        return answer
