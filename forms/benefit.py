# SPDX-License-Identifier: Apache-2.0
"""Benefits without application (免申即享), as ``config/catalogue/_benefits`` states them.

Facts stand once in ``_facts.yaml``; each benefit has a file of its own. No benefit is named in
code. Sources: 国发〔2015〕52号; 老年人权益保障法.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final, Literal

from forms.errors import CatalogueError
from forms.question import FactOrigin, FactType, FactValue
from forms.terms import Provenance
from forms.text import Text
from forms.yaml_file import read_checked

BENEFITS_FOLDER: Final = "_benefits"
FACTS_FILE: Final = "_facts.yaml"


@dataclass(frozen=True)
class FactChoice:
    """One value that a fact may have, and how people say it (取值)."""

    value: FactValue
    text: Text


@dataclass(frozen=True)
class BenefitFact:
    """A fact about a person, or a switch of the place, that benefits turn on (事实).

    ``column`` is its heading in a file of persons (the id, when empty). ``reference`` is the
    base that can tell it. ``calculation`` names a function of ``benefit_values`` that makes the
    value out of the column's text. ``value`` is set for local switches only. ``question`` asks
    the person; without one only a base can tell. ``is_common`` marks what is true of most
    people: it speaks for no benefit in particular.
    """

    id: str
    type: FactType
    origin: FactOrigin
    label: Text
    provenance: Provenance
    column: str = ""
    reference: str = ""
    calculation: str = ""
    value: FactValue | None = None
    question: Text | None = None
    choices: tuple[FactChoice, ...] = ()
    is_common: bool = False

    @property
    def heading(self) -> str:
        """The heading of its column."""
        return self.column or self.id

    @property
    def domain(self) -> tuple[FactValue, ...]:
        """All values that it may have; empty when they cannot be listed."""
        if self.type is FactType.BOOL:
            return (True, False)
        return tuple(choice.value for choice in self.choices)


@dataclass(frozen=True)
class BenefitFacts:
    """The file of facts: all that any benefit may ask about."""

    version: str
    facts: tuple[BenefitFact, ...]


@dataclass(frozen=True)
class BenefitCondition:
    """A named condition that must hold (条件); ``reason`` is told when it does not."""

    id: str
    condition: str
    reason: Text
    provenance: Provenance


@dataclass(frozen=True)
class SameKind:
    """A benefit of the same kind is drawn already: the higher one is paid (就高)."""

    condition: str
    text: Text
    provenance: Provenance


@dataclass(frozen=True)
class MonthlyAmount:
    """What the place pays a month, in fen, where ``condition`` (CEL, empty = all) holds."""

    fen: int
    condition: str
    provenance: Provenance


@dataclass(frozen=True)
class PaymentRule:
    """From which month it is paid (发放起始), how, and when it ends."""

    start: Literal["month_of_application"]
    text: Text
    ends: Text
    provenance: Provenance


@dataclass(frozen=True)
class ToAdd:
    """What a person adds when she registers (待补充信息); ``condition`` empty = always."""

    id: str
    label: Text
    provenance: Provenance
    condition: str = ""


@dataclass(frozen=True)
class Benefit:
    """One benefit: who gets it, from when, how much here.

    ``drawing`` is the fact that says that it is drawn already. All ``conditions`` must hold.
    ``amounts`` are the place's own; the first whose condition holds is meant.
    """

    id: str
    version: str
    effective_from: date
    order: int
    title: Text
    summary: Text
    authority: Text
    where: Text
    sources: tuple[str, ...]
    drawing: str
    conditions: tuple[BenefitCondition, ...]
    payment: PaymentRule
    amounts: tuple[MonthlyAmount, ...]
    to_add: tuple[ToAdd, ...]
    same_kind: SameKind | None = None

    @cached_property
    def expressions(self) -> tuple[str, ...]:
        """All that is judged, in fixed order: drawing, conditions, same kind, amounts."""
        same_kind = self.same_kind.condition if self.same_kind else "false"
        conditions = [one.condition for one in self.conditions]
        amounts = [one.condition or "true" for one in self.amounts]
        return (self.drawing, *conditions, same_kind, *amounts)

    def reason(self, id_: str) -> Text:
        """Why a condition that does not hold keeps the person out; KeyError without it."""
        return {one.id: one.reason for one in self.conditions}[id_]


@dataclass(frozen=True)
class Benefits:
    """All benefits in order, the facts they turn on, by id, and the switches of the place."""

    benefits: tuple[Benefit, ...]
    facts: Mapping[str, BenefitFact] = field(default_factory=dict)

    def in_force(self, day: date) -> "Benefits":
        """The benefits that are paid on a day, by the same facts."""
        paid = tuple(one for one in self.benefits if one.effective_from <= day)
        return replace(self, benefits=paid)

    @cached_property
    def switches(self) -> Mapping[str, FactValue]:
        """The local switches and their values."""
        return {fact.id: fact.value for fact in self.facts.values() if fact.value is not None}


def load_benefits(folder: Path) -> Benefits:
    """Read ``_benefits/`` of a catalogue; one without that folder has no benefits.

    Raises:
        CatalogueError: a file is not what the schema asks for; the text names file and key.

    """
    home = folder / BENEFITS_FOLDER
    if not home.is_dir():
        return Benefits(())
    facts = read_checked(home / FACTS_FILE, BenefitFacts, schema_in=folder).facts
    found = {}
    for file in sorted(home.glob("[!_]*.yaml")):
        found[file.stem] = benefit = read_checked(file, Benefit, schema_in=folder)
        if benefit.id != file.stem:
            raise CatalogueError(f"{file.name}: the file is not named as the id {benefit.id}")
    known = {fact.id: fact for fact in facts}
    if len(known) < len(facts):
        raise CatalogueError(f"{BENEFITS_FOLDER}/{FACTS_FILE}: a fact is there twice")
    return Benefits(tuple(sorted(found.values(), key=lambda one: one.order)), known)
