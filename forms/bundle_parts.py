# SPDX-License-Identifier: Apache-2.0
"""What the catalogue says about a bundle (一件事): members, materials, forms, questions.

Read from ``config/catalogue/_bundles/<id>.yaml``; no bundle is named in code. The words are
those of 国办发〔2025〕24号: one notice, one form, one set of papers, one counter, one net.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TypeVar

from forms.field import Field
from forms.handling import Handling
from forms.material_rules import SupplyWay, ToleranceTerm
from forms.question import Fact, Gate, Question
from forms.terms import Limit, Provenance
from forms.text import Text


class Audience(Enum):
    """Whose matter it is (服务对象)."""

    PERSON = "person"
    ENTERPRISE = "enterprise"


@dataclass(frozen=True)
class Office:
    """One office that takes part (部门)."""

    id: str
    title: Text


@dataclass(frozen=True)
class BundleMaterial:
    """One kind of material (材料种类) that members may share.

    ``is_made_inside``: it comes into being in the bundle and nowhere else, as the number of a
    new-born child; nobody could bring it, so it is in no sum.
    """

    id: str
    title: Text
    plain: Text
    provenance: Provenance
    supplies: tuple[SupplyWay, ...] = ()
    condition: str = ""
    excuse: Text | None = None
    tolerance: ToleranceTerm | None = None
    is_made_inside: bool = False


@dataclass(frozen=True)
class JointForm:
    """A form that the citizen sees, in place of the members' own (一表申请)."""

    id: str
    title: Text


@dataclass(frozen=True)
class MemberForm:
    """A member's own form (表单): which fields it wants, and the joint form that holds them."""

    id: str
    title: Text
    fields: tuple[str, ...]
    joint: str
    provenance: Provenance


@dataclass(frozen=True)
class Member:
    """One matter (事项) of a bundle at one office.

    Attributes:
        id: within the bundle.
        title: its name.
        office: id of the office.
        provenance: of its membership, with its materials.
        materials: kinds handed to this office. One that a chosen member makes comes from there.
        forms: ids of its own forms.
        results: kinds that come out of it; later members use them.
        condition: CEL over the facts; empty is always.
        excuse: why it falls away, where a condition stands.
        promised_limit: how long this office takes.
        service: id of the item service that stands alone, or empty.
        is_extra: beyond the matters that the source counts; not in the figures.

    """

    id: str
    title: Text
    office: str
    provenance: Provenance
    materials: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    condition: str = ""
    excuse: Text | None = None
    promised_limit: Limit | None = None
    service: str = ""
    is_extra: bool = False


@dataclass(frozen=True)
class Figures:
    """What the source says that merging saves (精简成效); the engine must come to the same."""

    members: int
    offices: int
    materials_before: int
    materials_after: int
    forms_before: int
    forms_after: int
    provenance: Provenance


@dataclass(frozen=True)
class Bundle:
    """One bundle (一件事) exactly as its file states it.

    ``checksum`` is the SHA-256 of the file's canonical form, in hex. ``where`` is the window
    that helps with the whole.
    """

    id: str
    version: str
    checksum: str
    effective_from: date
    order: int
    picture: str
    audience: Audience
    title: Text
    summary: Text
    authority: Text
    where: Text
    promised_limit: Limit
    fee: Text
    handling: Handling
    sources: tuple[str, ...]
    facts: tuple[Fact, ...]
    conditions: Mapping[str, str]
    questions: tuple[Question, ...]
    gates: tuple[Gate, ...]
    offices: tuple[Office, ...]
    fields: tuple[Field, ...]
    joint_forms: tuple[JointForm, ...]
    forms: tuple[MemberForm, ...]
    materials: tuple[BundleMaterial, ...]
    members: tuple[Member, ...]
    figures: Figures
    provenance: Provenance

    def office(self, id_: str) -> Office:
        """Return the office of that id; KeyError when there is none."""
        return by_id(self.offices, id_)

    def material(self, id_: str) -> BundleMaterial:
        """Return the kind of material of that id; KeyError when there is none."""
        return by_id(self.materials, id_)

    def form(self, id_: str) -> MemberForm:
        """Return the member's form of that id; KeyError when there is none."""
        return by_id(self.forms, id_)

    def member(self, id_: str) -> Member:
        """Return the member of that id; KeyError when there is none."""
        return by_id(self.members, id_)


_Row = TypeVar("_Row", Office, BundleMaterial, MemberForm, Member)


def by_id(rows: tuple[_Row, ...], id_: str) -> _Row:
    """Return the row of that id; KeyError when there is none."""
    for row in rows:
        if row.id == id_:
            return row
    raise KeyError(id_)
