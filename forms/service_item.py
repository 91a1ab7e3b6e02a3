# SPDX-License-Identifier: Apache-2.0
"""What the catalogue says about one service: questions, fields, materials, promises.

Everything here is data read from ``config/catalogue/<service-id>/``; no service is named in
code. The model follows the item attributes of GB/T 39554.1-2020 (政务服务事项).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeVar

from certificates.numbering import NumberRule, Restart
from forms.authority import AuthorityKind
from forms.copy_rules import CopyRules
from forms.field import (
    Choice,
    Field,
    FieldKind,
    SourceKind,
    SourceRule,
)
from forms.handling import (
    CrossRegion,
    CrossRegionMode,
    Delivery,
    Handling,
    KioskLevel,
    PostalFields,
)
from forms.identity_need import IdentityNeed
from forms.material_rules import (
    LetterPart,
    Material,
    PromiseRules,
    PromiseTerm,
    Supply,
    SupplyWay,
    ToleranceTerm,
)
from forms.needs import ServiceNeeds
from forms.question import (
    Fact,
    FactOrigin,
    FactPart,
    FactType,
    FactValue,
    Gate,
    GateEffect,
    Option,
    Question,
    QuestionKind,
    Stop,
)
from forms.renewal import RenewalWindow
from forms.reuse_rules import OnlineTerm, ReuseTerm
from forms.situation import (
    NumberFrom,
    ResultKind,
    Route,
    Situation,
    SituationResult,
    ValidFrom,
    ValidTo,
)
from forms.terms import (
    DayUnit,
    Limit,
    Mark,
    Provenance,
)
from forms.text import Text

__all__ = [
    "AuthorityKind",
    "Choice",
    "CrossRegion",
    "CrossRegionMode",
    "DayUnit",
    "Delivery",
    "Fact",
    "FactOrigin",
    "FactPart",
    "FactType",
    "FactValue",
    "Field",
    "FieldKind",
    "Gate",
    "GateEffect",
    "Handling",
    "IdentityNeed",
    "KioskLevel",
    "LetterPart",
    "LicenceFace",
    "Limit",
    "Mark",
    "Material",
    "NumberFormat",
    "NumberFrom",
    "OnlineTerm",
    "Option",
    "Paper",
    "PostalFields",
    "PromiseRules",
    "PromiseTerm",
    "Provenance",
    "Question",
    "QuestionKind",
    "ResultKind",
    "ReuseTerm",
    "Route",
    "ServiceItem",
    "ServiceNeeds",
    "Situation",
    "SituationResult",
    "SourceKind",
    "SourceRule",
    "Stop",
    "Supply",
    "SupplyWay",
    "ToleranceTerm",
    "ValidFrom",
    "ValidTo",
    "ValidityRule",
]


@dataclass(frozen=True)
class NumberFormat:
    """How licences are numbered (证号格式).

    ``template`` holds ``{prefix}`` (province, 湘) and ``{place}`` (short name of the city or
    county, 永) beside the placeholders of ``certificates.numbering``; ``series`` names the
    counter that services may share.
    """

    template: str
    prefix: str
    series: str
    reset: Literal["yearly", "never"]
    provenance: Provenance
    place: str = ""

    def number_rule(self) -> NumberRule:
        """Return the rule with the province filled in; ValueError when it is none."""
        template = self.template.replace("{prefix}", self.prefix).replace("{place}", self.place)
        return NumberRule(self.series, template, Restart(self.reset))


@dataclass(frozen=True)
class ValidityRule:
    """How long a licence runs: start + years - minus_days, inclusive."""

    years: int
    minus_days: int
    provenance: Provenance


@dataclass(frozen=True)
class LicenceFace:
    """Which field stands where on the licence (证面); the values are field ids.

    ``role`` is the certificate by which the library knows an earlier licence of the service;
    ``more`` maps further values of the template to fields.
    """

    face_id: str
    title: Text
    unit_name: str
    holder_name: str
    address: str
    item_text: str
    blank_stock: str = ""
    role: str = ""
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def field_ids(self) -> tuple[str, ...]:
        """The fields that stand on the face."""
        return (
            self.unit_name,
            self.holder_name,
            self.address,
            self.item_text,
            *self.more.values(),
        )


@dataclass(frozen=True)
class Paper:
    """A paper that may be printed (纸质文书), in how many copies, with its texts by id."""

    id: str
    title: Text
    copies: int
    texts: Mapping[str, Text]
    provenance: Provenance

    def text(self, id_: str) -> Text:
        """Return the paper's text of that id; KeyError when the catalogue lacks it."""
        return self.texts[id_]


@dataclass(frozen=True)
class ServiceItem:
    """One service (政务服务事项) exactly as its catalogue files state it.

    A service that issues on no promise has no ``promise``, one that makes no licence has no
    ``licence``; ``numbering`` and ``validity`` are there where a situation needs them.

    ``copies`` makes it one that prints the citizen's own certificates and decides nothing.

    ``checksum`` is the SHA-256 of the item's canonical files, in hex; with ``version`` it says
    under which rules a case was decided.
    """

    id: str
    version: str
    checksum: str
    effective_from: date
    order: int
    picture: str
    title: Text
    summary: Text
    authority: Text
    where: Text
    basic_code: str
    implementing_code: str
    legal_limit: Limit
    promised_limit: Limit
    identity: IdentityNeed
    needs: ServiceNeeds
    sources: tuple[str, ...]
    facts: tuple[Fact, ...]
    conditions: Mapping[str, str]
    situations: tuple[Situation, ...]
    questions: tuple[Question, ...]
    gates: tuple[Gate, ...]
    fields: tuple[Field, ...]
    materials: tuple[Material, ...]
    papers: tuple[Paper, ...]
    headlines: Mapping[str, Text]
    handling: Handling
    promise: PromiseRules | None = None
    numbering: NumberFormat | None = None
    validity: ValidityRule | None = None
    licence: LicenceFace | None = None
    effective_to: date | None = None
    copies: CopyRules | None = None
    authority_kind: AuthorityKind | None = None
    renewal: RenewalWindow | None = None

    def is_in_force(self, day: date) -> bool:
        """Whether its rules hold on a day; the first and the last day count."""
        return self.effective_from <= day <= (self.effective_to or date.max)

    @property
    def has_promise_route(self) -> bool:
        """Whether any situation is handled on a promise."""
        return any(Route.PROMISE in one.result.routes for one in self.situations)

    def question(self, id_: str) -> Question:
        """Return the question of that id; KeyError when there is none."""
        return _by_id(self.questions, id_)

    def field(self, id_: str) -> Field:
        """Return the form field of that id; KeyError when there is none."""
        return _by_id(self.fields, id_)

    def material(self, id_: str) -> Material:
        """Return the material of that id; KeyError when there is none."""
        return _by_id(self.materials, id_)

    def situation(self, id_: str) -> Situation:
        """Return the situation of that id; KeyError when there is none."""
        return _by_id(self.situations, id_)

    def paper(self, id_: str) -> Paper:
        """Return the paper of that id; KeyError when there is none."""
        return _by_id(self.papers, id_)


_Row = TypeVar("_Row", Question, Field, Material, Situation, Paper)


def _by_id(rows: tuple[_Row, ...], id_: str) -> _Row:
    for row in rows:
        if row.id == id_:
            return row
    raise KeyError(id_)
