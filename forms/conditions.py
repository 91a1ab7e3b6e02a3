# SPDX-License-Identifier: Apache-2.0
"""Conditions of the catalogue: CEL expressions over facts, in three-valued logic.

A fact that is not in the mapping is unknown. CEL's own rule that ``&&`` and ``||`` absorb an
error of one side (Common Expression Language specification, "Logical operators") is Kleene's
strong logic, so a condition is settled as soon as the known facts settle it and UNKNOWN else.
"""

from collections.abc import Mapping
from enum import Enum
from functools import lru_cache

import cel

from forms.errors import CatalogueError
from forms.service_item import FactValue


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
def compile_condition(expression: str) -> cel.Program:
    """Compile a CEL condition; kept for the life of the process.

    Raises:
        CatalogueError: the text is no CEL expression.

    """
    try:
        return cel.compile(expression)
    except ValueError as error:
        raise CatalogueError(f"no CEL expression: {expression}") from error


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
    if not expression:
        return Truth.TRUE
    used = facts_used(expression)
    known = {name: facts[name] for name in used if name in facts}  # CEL converts each it gets
    conditions = named or {}
    for name in used & conditions.keys():
        others = {key: conditions[key] for key in conditions if key != name}
        truth = evaluate(conditions[name], facts, others)
        if truth is not Truth.UNKNOWN:
            known[name] = truth is Truth.TRUE
    return _run(expression, known)


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
