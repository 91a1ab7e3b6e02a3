# SPDX-License-Identifier: Apache-2.0
"""The engine of bundles (一件事联办): which members, in what order, what falls together.

Pure: facts in, plan out. Members are chosen in Kleene's logic; a member whose condition is
unknown is *open*, neither promised nor dropped, until the guide has asked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from forms.bundle_parts import Bundle, BundleMaterial, Member
from forms.conditions import Truth, evaluate
from forms.errors import CatalogueError
from forms.field import Field
from forms.material_rules import Supply
from forms.question import FactOrigin, FactValue


@dataclass(frozen=True)
class Selection:
    """The members by what the facts say of them, each in the order of the catalogue."""

    chosen: tuple[Member, ...]
    open: tuple[Member, ...]
    left_out: tuple[Member, ...]

    @property
    def is_settled(self) -> bool:
        """Whether the facts decide about every member."""
        return not self.open


@dataclass(frozen=True)
class Merged:
    """What is wanted ``total`` times in all and falls together into ``ids`` (合并)."""

    total: int
    ids: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many are left after merging."""
        return len(self.ids)


@dataclass(frozen=True)
class Plan:
    """Some members of a bundle, ready to be applied for together.

    ``groups`` are the members in the order of handling: all of a group run side by side (并联),
    and each group needs results of earlier ones only.
    """

    groups: tuple[tuple[Member, ...], ...]
    offices: tuple[str, ...]
    materials: Merged
    forms: Merged
    fields: Merged

    @property
    def members(self) -> tuple[Member, ...]:
        """All members, in an order in which every result is there when it is needed."""
        return tuple(member for group in self.groups for member in group)


@dataclass(frozen=True)
class SuppliedKind:
    """One row of the bundle's board.

    ``members`` want it; ``maker`` is the member whose result it is (ISSUED_ONLINE). With
    ``is_missing`` it must be handed in and is not there yet.
    """

    material: BundleMaterial
    supply: Supply
    members: tuple[str, ...]
    maker: str = ""
    is_missing: bool = False


@dataclass(frozen=True)
class Spared:
    """You did not have to bring ``spared`` of ``needed`` papers (免于提交)."""

    spared: int
    needed: int


def local_facts(bundle: Bundle) -> dict[str, FactValue]:
    """The switches of the place that the bundle states."""
    return {
        fact.id: fact.value
        for fact in bundle.facts
        if fact.origin is FactOrigin.LOCAL and fact.value is not None
    }


def select_members(bundle: Bundle, facts: Mapping[str, FactValue]) -> Selection:
    """Choose members by facts; switches of the place count unless ``facts`` states them."""
    known = {**local_facts(bundle), **facts}
    found: dict[Truth, list[Member]] = {truth: [] for truth in Truth}
    for member in bundle.members:
        found[evaluate(member.condition, known, bundle.conditions)].append(member)
    return Selection(
        tuple(found[Truth.TRUE]), tuple(found[Truth.UNKNOWN]), tuple(found[Truth.FALSE])
    )


def makers_of(members: Iterable[Member]) -> dict[str, Member]:
    """Which of these members makes which kind of material; the first that does."""
    makers: dict[str, Member] = {}
    for member in members:
        for kind in member.results:
            makers.setdefault(kind, member)
    return makers


def waits_for(members: Iterable[Member]) -> dict[str, tuple[str, ...]]:
    """By member id: the ids of those members whose results it takes, in catalogue order."""
    listed = tuple(members)
    makers = makers_of(listed)
    return {
        member.id: tuple(
            dict.fromkeys(makers[kind].id for kind in member.materials if kind in makers)
        )
        for member in listed
    }


def parallel_groups(members: Iterable[Member]) -> tuple[tuple[Member, ...], ...]:
    """Sort members into groups that can run side by side, each after what it waits for.

    Raises:
        CatalogueError: members wait for each other; the text names the circle.

    """
    listed = {member.id: member for member in members}
    sorter = TopologicalSorter(waits_for(listed.values()))
    try:
        sorter.prepare()
    except CycleError as error:
        circle = " → ".join(reversed(error.args[1]))
        raise CatalogueError(f"members wait for each other: {circle}") from error
    groups = []
    while sorter.is_active():
        ready = set(sorter.get_ready())
        groups.append(tuple(listed[id_] for id_ in listed if id_ in ready))
        sorter.done(*ready)
    return tuple(groups)


def plan(bundle: Bundle, members: Iterable[Member]) -> Plan:
    """Put members together: order, and what falls together of papers, forms and fields.

    Raises:
        CatalogueError: as ``parallel_groups``.

    """
    listed = tuple(members)
    forms = [bundle.form(id_) for member in listed for id_ in member.forms]
    kinds = [
        kind
        for member in listed
        for kind in member.materials
        if not bundle.material(kind).is_made_inside
    ]
    return Plan(
        groups=parallel_groups(listed),
        offices=tuple(dict.fromkeys(member.office for member in listed)),
        materials=_merged(kinds, order=(one.id for one in bundle.materials)),
        forms=_merged([form.joint for form in forms], order=(f.id for f in bundle.joint_forms)),
        fields=_merged(
            [id_ for form in forms for id_ in form.fields], order=(f.id for f in bundle.fields)
        ),
    )


def whole_plan(bundle: Bundle) -> Plan:
    """The plan of every member that the source counts, whatever the facts."""
    return plan(bundle, (member for member in bundle.members if not member.is_extra))


def joint_fields(bundle: Bundle, made: Plan) -> tuple[Field, ...]:
    """The fields of the one form, each once, in the order of the catalogue."""
    return tuple(field for field in bundle.fields if field.id in made.fields.ids)


def supply(
    bundle: Bundle,
    made: Plan,
    facts: Mapping[str, FactValue],
    *,
    roles: frozenset[str] = frozenset(),
    handed_in: frozenset[str] = frozenset(),
) -> tuple[SuppliedKind, ...]:
    """Say for every kind that the plan wants how it is supplied, in catalogue order.

    Args:
        bundle: the bundle.
        made: the plan.
        facts: known facts; an absent fact is unknown and excuses nothing.
        roles: certificates that were called and may be used.
        handed_in: kinds that were handed in at the window.

    """
    known = {**local_facts(bundle), **facts}
    board = _Board(bundle, makers_of(made.members), known, roles, handed_in)
    rows = []
    for kind in bundle.materials:
        wanting = tuple(one.id for one in made.members if kind.id in one.materials)
        if wanting and (not kind.is_made_inside or kind.id in board.makers):
            rows.append(board.row(kind, wanting))
    return tuple(rows)


def spared(rows: Iterable[SuppliedKind]) -> Spared:
    """Count what need not be brought; what is not needed, or made inside, is not counted."""
    needed = [
        row
        for row in rows
        if row.supply is not Supply.NOT_NEEDED and not row.material.is_made_inside
    ]
    late = {Supply.HANDED_IN, Supply.TOLERATED, Supply.PROMISED}
    return Spared(sum(1 for row in needed if row.supply not in late), len(needed))


@dataclass(frozen=True)
class _Board:
    """What the rows of one board are judged by."""

    bundle: Bundle
    makers: Mapping[str, Member]
    facts: Mapping[str, FactValue]
    roles: frozenset[str]
    handed_in: frozenset[str]

    def row(self, kind: BundleMaterial, wanting: tuple[str, ...]) -> SuppliedKind:
        if self._truth(kind.condition) is Truth.FALSE:
            return SuppliedKind(kind, Supply.NOT_NEEDED, wanting)
        maker = self.makers.get(kind.id)
        if maker is not None:
            return SuppliedKind(kind, Supply.ISSUED_ONLINE, wanting, maker=maker.id)
        for way in kind.supplies:
            if self._truth(way.condition) is not Truth.TRUE or way.supply is Supply.HANDED_IN:
                continue
            if way.supply is not Supply.CALLED or way.role in self.roles:
                return SuppliedKind(kind, way.supply, wanting)
        if kind.id in self.handed_in:
            return SuppliedKind(kind, Supply.HANDED_IN, wanting)
        if kind.tolerance is not None:
            return SuppliedKind(kind, Supply.TOLERATED, wanting)
        return SuppliedKind(kind, Supply.HANDED_IN, wanting, is_missing=True)

    def _truth(self, condition: str) -> Truth:
        return evaluate(condition, self.facts, self.bundle.conditions)


def _merged(wanted: list[str], *, order: Iterable[str]) -> Merged:
    return Merged(len(wanted), tuple(id_ for id_ in order if id_ in wanted))
