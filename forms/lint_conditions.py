# SPDX-License-Identifier: Apache-2.0
"""Checks one condition of the catalogue: CEL, known names, a bool for facts of their types."""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Final

from forms.conditions import evaluate, facts_used
from forms.errors import CatalogueError
from forms.question import FactType, FactValue

_SAMPLES: Final[Mapping[FactType, tuple[FactValue, ...]]] = {
    FactType.BOOL: (True, False),
    FactType.INT: (0, 1),
    FactType.TEXT: ("", "x"),
}


def condition_troubles(
    text: str, types: Mapping[str, FactType], named: Mapping[str, str]
) -> Iterator[str]:
    """Say what is wrong with a condition and how to mend it; nothing when it is good.

    Args:
        text: the condition.
        types: facts it may use, by id.
        named: conditions it may use by name.

    """
    try:
        unknown = sorted(facts_used(text) - types.keys() - named.keys())
        if unknown:
            yield f"there is no fact or condition {unknown[0]}; add it under facts"
            return
        names = sorted(facts_used(text) & types.keys())
        for values in product(*(_SAMPLES[types[name]] for name in names)):
            evaluate(text, dict(zip(names, values, strict=True)), named)
    except CatalogueError as error:
        yield f"{error}; write a CEL condition over facts, such as area > 300"
