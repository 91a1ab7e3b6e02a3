# SPDX-License-Identifier: Apache-2.0
"""Conditions of the catalogue: CEL expressions over facts, in three-valued logic.

A fact that is not in the mapping is unknown. CEL's own rule that ``&&`` and ``||`` absorb an
error of one side (Common Expression Language specification, "Logical operators") is Kleene's
strong logic, so a condition is settled as soon as the known facts settle it and UNKNOWN else.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from forms.cel_engine import CEL
from forms.errors import CatalogueError
from forms.service_item import FactValue

if TYPE_CHECKING:
    import cel

_TEXTS: Final = re.compile(r'"[^"]*"')
_SLIPS: Final[Mapping[str, str]] = {
    r"=[<>]": "at least is written >=, at most <=",
    r"(?<![=!<>])=(?!=)": "equality is written ==",
    r"[\u201c\u201d\u2018\u2019]": 'quotation marks are straight: "',
    r"[\uff08\uff09\uff01\uff1d\uff1c\uff1e\uff0c]": "signs are not full-width",
    r"(?<![&])&(?!&)|\b[Aa][Nn][Dd]\b": "and is written &&",
    r"(?<![|])\|(?!\|)|\b[Oo][Rr]\b": "or is written ||",
    r"\b[Nn][Oo][Tt]\b": "not is written !",
    r"\b(?:True|False|TRUE|FALSE)\b": "it is true or false, in small letters",
}
"""What clerks write by habit, and what CEL wants."""


class Truth(Enum):
    """Kleene's three values (三值逻辑); no bool of its own, so ``if truth:`` fails."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        """Refuse to be taken for a bool: unknown is never good and never bad."""
        raise TypeError("compare a Truth with `is Truth.TRUE`")

    def __and__(self, other: "Truth") -> "Truth":
        """Return FALSE when one side is, else UNKNOWN when one side is, else TRUE."""
        if self is Truth.FALSE or other is Truth.FALSE:
            return Truth.FALSE
        return Truth.UNKNOWN if Truth.UNKNOWN in (self, other) else Truth.TRUE

    def __or__(self, other: "Truth") -> "Truth":
        """Return TRUE when one side is, else UNKNOWN when one side is, else FALSE."""
        return ~(~self & ~other)

    def __invert__(self) -> "Truth":
        """Swap TRUE and FALSE; UNKNOWN stays."""
        match self:
            case Truth.TRUE:
                return Truth.FALSE
            case Truth.FALSE:
                return Truth.TRUE
            case _:
                return Truth.UNKNOWN


@lru_cache(maxsize=512)
def compile_condition(expression: str) -> "cel.Program":
    """Compile a CEL condition; kept for the life of the process.

    Raises:
        CatalogueError: the text is no CEL expression.

    """
    try:
        program: cel.Program = CEL.compile(expression)
    except ValueError as error:
        raise CatalogueError(f"no CEL expression: {expression}{_slip(expression)}") from error
    return program


def _slip(expression: str) -> str:
    """What most often makes a text no CEL, as the end of a sentence; else empty.

    >>> _slip('kind = "bath"')
    ' (equality is written ==)'
    """
    for pattern, word in _SLIPS.items():
        if re.search(pattern, _TEXTS.sub('""', expression)):
            return f" ({word})"
    if expression.count("(") != expression.count(")"):
        return " (a bracket is not closed)"
    return ""


@lru_cache(maxsize=512)
def facts_used(expression: str) -> frozenset[str]:
    """Return the names of facts and named conditions that a condition mentions."""
    return frozenset(compile_condition(expression).variables())


def evaluate(
    expression: str,
    facts: Mapping[str, FactValue],
    named: Mapping[str, str] | None = None,
) -> Truth:
    """Evaluate a condition over the known facts; an empty condition is TRUE.

    Args:
        expression: a CEL expression that yields a bool.
        facts: known facts only; an absent name is unknown.
        named: conditions of the item that the expression may use by name; one that needs
            itself stays unknown.

    Raises:
        CatalogueError: the expression is not CEL, yields no bool or mixes types.

    """
    memory = _MEMORY.get()
    conditions = _NONE if named is None else named
    if memory is not None:
        return memory.of(conditions).truth(expression, facts)
    return _evaluate(expression, facts, conditions)


def _evaluate(
    expression: str, facts: Mapping[str, FactValue], conditions: Mapping[str, str]
) -> Truth:
    if not expression:
        return Truth.TRUE
    used = facts_used(expression)
    known = {name: facts[name] for name in used if name in facts}  # CEL converts each it gets
    for name in used & conditions.keys():
        others = {key: conditions[key] for key in conditions if key != name}
        truth = _evaluate(conditions[name], facts, others)
        if truth is not Truth.UNKNOWN:
            known[name] = truth is Truth.TRUE
    return _run(expression, known)


class _Memory:
    """Truths found so far, of each item's conditions under the facts that they need."""

    def __init__(self) -> None:
        self._items: dict[int, _ItemMemory] = {}

    def of(self, conditions: Mapping[str, str]) -> "_ItemMemory":
        """Give what is known of the item with these named conditions."""
        found = self._items.get(id(conditions))
        if found is None:
            found = self._items[id(conditions)] = _ItemMemory(conditions)
        return found


class _ItemMemory:
    """Holds the named conditions, so that no other mapping can come to have their ``id``."""

    def __init__(self, conditions: Mapping[str, str]) -> None:
        self._conditions = conditions
        self._needs: dict[str, tuple[str, ...]] = {}
        self._truths: dict[tuple[object, ...], Truth] = {}

    def truth(self, expression: str, facts: Mapping[str, FactValue]) -> Truth:
        """Evaluate what was not evaluated under these facts before."""
        needs = self._needs.get(expression)
        if needs is None:
            needs = tuple(names_needed(expression, self._conditions))
            self._needs[expression] = needs
        values = tuple([facts.get(name) for name in needs])
        key = (expression, values, *map(type, values))
        truth = self._truths.get(key)
        if truth is None:
            truth = self._truths[key] = _evaluate(expression, facts, self._conditions)
        return truth


def names_needed(expression: str, conditions: Mapping[str, str]) -> frozenset[str]:
    """Return the names that a condition uses, with those that the conditions it names use.

    Facts of other names cannot change what it yields.

    Raises:
        CatalogueError: one of them is no CEL.

    """
    found = frozenset[str]()
    left = [expression] if expression else []
    while left:
        new = facts_used(left.pop()) - found
        found |= new
        left += [conditions[name] for name in new & conditions.keys()]
    return found


_NONE: Final[Mapping[str, str]] = MappingProxyType({})
_MEMORY: Final[ContextVar[_Memory | None]] = ContextVar("_MEMORY", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Evaluate no condition twice under the same facts until the block ends.

    For walks over thousands of made-up facts; those of a citizen are never kept. The named
    conditions must not change meanwhile.
    """
    token = _MEMORY.set(_Memory())
    try:
        yield
    finally:
        _MEMORY.reset(token)


def _run(expression: str, known: dict[str, FactValue]) -> Truth:
    program = compile_condition(expression)
    try:
        result = program.execute(known)
    except RuntimeError as error:
        if facts_used(expression) <= known.keys():
            raise CatalogueError(f"condition fails: {expression}") from error
        return Truth.UNKNOWN
    except (TypeError, ValueError, ArithmeticError) as error:
        raise CatalogueError(
            f"condition mixes types or divides by zero: {expression}"
        ) from error
    if not isinstance(result, bool):
        raise CatalogueError(f"condition yields no bool: {expression}")
    return Truth.TRUE if result else Truth.FALSE
