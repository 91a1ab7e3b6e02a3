# SPDX-License-Identifier: Apache-2.0
"""Catalogue checks of what conditions compare: words that some answer tells, of its type."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from forms.lint_finding import Trouble
from forms.lint_rules import all_conditions
from forms.service_item import FactOrigin, FactType, ServiceItem
from forms.structure import nearest

SITUATION: Final = "situation"
"""The fact that every guide settles (情形)."""
_TEXT: Final = re.compile(r'([a-z_][A-Za-z0-9_]*)\s*[!=]=\s*"([^"]*)"')
_LIST: Final = re.compile(r"([a-z_][A-Za-z0-9_]*)\s+in\s+\[([^\]]*)\]")
_NUMBER: Final = re.compile(r"([a-z_][A-Za-z0-9_]*)\s*(?:[!=]=|[<>]=?)\s*-?[0-9]")
_WORD: Final = re.compile(r'"([^"]*)"')
_TOLD: Final = frozenset({FactOrigin.GUIDE, FactOrigin.FIELD})
"""Facts whose values stand in the catalogue: in the answers, or in the choices of a field."""


def compared(item: ServiceItem) -> Iterator[Trouble]:
    """A word that a condition asks for is one that an answer tells; numbers are of numbers."""
    types = {fact.id: fact.type for fact in item.facts}
    told = _words_told(item)
    yield from _situations(item)
    for where, text in all_conditions(item):
        for name, word in _comparisons(text):
            if types.get(name) not in {None, FactType.TEXT}:
                yield where, f"{name} is no text; write {word} without quotes"
            elif name in told and word not in told[name]:
                meant = nearest(word, told[name])
                yield where, f"no answer makes {name} {word!r}{meant}; mend the condition"
        for name in _NUMBER.findall(text):
            if types.get(name, FactType.INT) is not FactType.INT:
                yield where, f"{name} is no number; compare it with true, false or a text"


def _situations(item: ServiceItem) -> Iterator[Trouble]:
    """An answer that chooses the situation chooses one that there is."""
    known = [one.id for one in item.situations]
    for question in item.questions:
        for option in question.options:
            chosen = option.facts.get(SITUATION)
            if chosen is not None and chosen not in known:
                where = f"questions.{question.id}.options.{option.id}"
                yield where, f"there is no situation {chosen}{nearest(chosen, known)}; mend it"


def _comparisons(text: str) -> Iterator[tuple[str, str]]:
    yield from _TEXT.findall(text)
    for name, words in _LIST.findall(text):
        yield from ((name, word) for word in _WORD.findall(words))


def _words_told(item: ServiceItem) -> Mapping[str, set[str]]:
    """Which texts the facts can take, for those of which the catalogue tells all."""
    told: defaultdict[str, set[str]] = defaultdict(set)
    told[SITUATION] = {one.id for one in item.situations}
    for question in item.questions:
        for option in question.options:
            for name, value in option.facts.items():
                told[name].add(str(value))
    fields = {one.id: one for one in item.fields}
    for fact in item.facts:
        if fact.type is not FactType.TEXT or fact.origin not in _TOLD:
            told.pop(fact.id, None)
        elif fact.origin is FactOrigin.FIELD:
            told.pop(fact.id, None)
            field = fields.get(fact.reference)
            if field is not None and field.choices:
                told[fact.id] = {one.id for one in field.choices}
    return told
