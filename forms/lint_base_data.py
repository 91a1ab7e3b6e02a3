# SPDX-License-Identifier: Apache-2.0
"""Catalogue checks of the facts that a service asks of base data."""

from collections.abc import Iterator

from forms.base_data import Base
from forms.conditions import facts_used
from forms.errors import CatalogueError
from forms.lint_finding import Trouble
from forms.lint_rules import all_conditions
from forms.service_item import FactOrigin, ServiceItem, SourceKind

_FACT_BASES = frozenset(Base) - {Base.NOTICES}


def base_data(item: ServiceItem) -> Iterator[Trouble]:
    """Every fact of a base names its base, and some rule needs it: nothing is asked in vain.

    The purpose that is told with the call covers what the rules need and no more
    (个人信息保护法 art. 6: 最小必要).
    """
    used = _used(item)
    for fact in item.facts:
        if fact.origin is not FactOrigin.BASE_DATA:
            continue
        where = f"facts.{fact.id}"
        if fact.reference not in _FACT_BASES:
            bases = ", ".join(sorted(_FACT_BASES))
            yield where, f"reference names the base that tells it: one of {bases}"
        if fact.id not in used:
            yield where, "nobody asks for it; name it in a condition or a source, or remove it"


def _used(item: ServiceItem) -> frozenset[str]:
    """Facts that a condition, a question or a source of a field names."""
    names = {question.fact for question in item.questions}
    names |= {
        rule.reference
        for field in item.fields
        for rule in field.sources
        if rule.kind in {SourceKind.BASE_DATA, SourceKind.FACT}
    }
    for _, text in all_conditions(item):
        try:
            names |= facts_used(text)
        except CatalogueError:
            continue
    return frozenset(names)
