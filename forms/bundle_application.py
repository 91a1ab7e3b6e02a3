# SPDX-License-Identifier: Apache-2.0
"""A bundle (一件事) applied for at the window: what was filled in, judged as a whole; pure.

Everything that is wrong or missing is said at once (一次告知), in the words of the catalogue.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from devices.identity.numbers import identity_number_from
from forms.bundle import Plan, SuppliedKind, joint_fields, local_facts, plan, select_members
from forms.bundle import supply as supplied_by
from forms.bundle_parts import Bundle, BundleMaterial
from forms.errors import FormsError
from forms.field import Field, SourceKind
from forms.field_check import check_value
from forms.field_values import Source
from forms.guide import next_step
from forms.material_rules import Supply
from forms.question import FactValue, Question, Stop

_OF_CARD: Final = frozenset({"name", "number", "address"})


@dataclass(frozen=True, repr=False)
class JointForm:
    """What was filled in for a bundle, as a clerk has typed it.

    Attributes:
        name, number, address: the applicant's, as on the identity card.
        answers: option by question (digits for a number), as the guide asks them.
        fields: values of the one form by field.
        handed_in: ids of the kinds of material that lie on the counter.

    """

    name: str
    number: str
    address: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    handed_in: frozenset[str] = frozenset()


@dataclass(frozen=True, repr=False)
class JointApplication:
    """A bundle that can be accepted.

    Attributes:
        plan: the members, in the order of handling.
        fields: value and source of every field of the one form.
        received: kinds that were handed in.
        gaps: kinds that may follow (容缺受理).

    """

    bundle: Bundle
    form: JointForm
    plan: Plan
    facts: Mapping[str, FactValue]
    fields: Mapping[str, tuple[str, Source]]
    received: tuple[BundleMaterial, ...] = ()
    gaps: tuple[BundleMaterial, ...] = ()


class IncompleteError(FormsError):
    """The bundle cannot be accepted; ``lines`` say everything that is wrong, in Chinese."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__("；".join(lines))
        self.lines = lines


def judged(bundle: Bundle, form: JointForm, *, today: date) -> JointApplication:
    """Judge a filled form as a whole.

    Raises:
        IncompleteError: with everything that is wrong or missing.

    """
    facts = _guided(bundle, form)
    made = plan(bundle, select_members(bundle, facts).chosen)
    known = _Known(form, facts)
    fields, lines = _filled(joint_fields(bundle, made), known, today)
    lines = [*_applicant_faults(form), *lines]
    rows = supplied_by(bundle, made, facts, handed_in=form.handed_in)
    stray = form.handed_in - {one.id for one in bundle.materials}
    lines += [f"没有这种材料：{one}" for one in sorted(stray)]
    lines += [f"缺少材料：{row.material.title.zh_CN}" for row in rows if row.is_missing]
    if lines:
        raise IncompleteError(tuple(lines))
    return JointApplication(
        bundle,
        form,
        made,
        facts,
        fields,
        received=_kinds(rows, Supply.HANDED_IN),
        gaps=_kinds(rows, Supply.TOLERATED),
    )


def _kinds(rows: tuple[SuppliedKind, ...], supply: Supply) -> tuple[BundleMaterial, ...]:
    return tuple(row.material for row in rows if row.supply is supply)


def _guided(bundle: Bundle, form: JointForm) -> Mapping[str, FactValue]:
    """Walk the bundle's guide with the answers; all facts at its end."""
    try:
        end = next_step(bundle, form.answers, local_facts(bundle))
    except ValueError as error:
        raise IncompleteError((f"回答不在选项里：{error}",)) from error
    if isinstance(end, Stop):
        raise IncompleteError((end.reason.zh_CN, end.next_step.zh_CN))
    if isinstance(end, Question):
        options = "、".join(f"{one.id}＝{one.text.zh_CN}" for one in end.options)
        told = f"（{options}）" if options else ""
        raise IncompleteError((f"还要回答 {end.id}：{end.text.zh_CN}{told}",))
    return end.facts


def _applicant_faults(form: JointForm) -> list[str]:
    lines = [] if form.name.strip() else ["没有写申请人姓名"]
    try:
        identity_number_from(form.number)
    except ValueError:
        lines.append("申请人的证件号码不对，请对照身份证件再看一看")
    return lines


@dataclass(frozen=True, repr=False)
class _Known:
    """What a field may be filled from."""

    form: JointForm
    facts: Mapping[str, FactValue]

    def value_of(self, wanted: Field) -> tuple[str, Source]:
        """What was typed, else what the card or an answer of the guide says to a field."""
        if typed := self.form.fields.get(wanted.id, ""):
            return typed, Source.TYPED
        for rule in wanted.sources:
            if rule.condition or rule.table:
                continue
            if rule.kind is SourceKind.CARD and rule.reference in _OF_CARD:
                return str(getattr(self.form, rule.reference)), Source.CARD
            if rule.kind is SourceKind.FACT and rule.reference in self.facts:
                return str(self.facts[rule.reference]), Source.CHOSEN
        return "", Source.TYPED


def _filled(
    fields: tuple[Field, ...], known: _Known, today: date
) -> tuple[dict[str, tuple[str, Source]], list[str]]:
    """Values of the one form with their sources, and what is wrong with them."""
    values: dict[str, tuple[str, Source]] = {}
    stray = known.form.fields.keys() - {one.id for one in fields}
    lines = [f"表上没有这一项：{one}" for one in sorted(stray)]
    for one in fields:
        value, source = known.value_of(one)
        may_be_empty = not (value or one.is_required)
        fault = None if may_be_empty else check_value(one, value, today=today)
        if fault is not None:
            lines.append(f"{one.label.zh_CN}（{one.id}）：{fault.zh_CN}")
        values[one.id] = value, source
    return values, lines
