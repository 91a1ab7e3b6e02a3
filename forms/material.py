# SPDX-License-Identifier: Apache-2.0
"""The material board (材料清单): how each material of a case is supplied.

A material is promised only on the promise route and tolerated only on the ordinary route; the
two regimes meet nowhere else than in this file and never in one case.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from forms.application import NO_ANSWER, Application, CalledCertificate, Route
from forms.conditions import Truth, evaluate
from forms.facts import facts_now
from forms.guide import promise_closings
from forms.service_item import FactValue, Limit, Material, ServiceItem, Supply, SupplyWay

__all__ = [
    "SuppliedMaterial",
    "Supply",
    "count_by_supply",
    "materials_to_fetch",
    "supply_materials",
]


@dataclass(frozen=True)
class SuppliedMaterial:
    """One row of the board: the material and how it is supplied.

    ``certificate_name`` is set for CALLED; ``limit`` for PROMISED and TOLERATED. ``is_missing``
    is true when the paper would have to be handed in and is not there yet; ``is_waiting`` when
    another office may still issue it, which changes nothing about the supply until it has.
    ``sought`` is why it was not called, in the words of ``Application.sought``, where it could
    have been: that it is not there is another thing than that nobody answered.
    """

    material: Material
    supply: Supply
    certificate_name: str = ""
    limit: Limit | None = None
    is_missing: bool = False
    is_waiting: bool = False
    sought: str = ""

    @property
    def is_unanswered(self) -> bool:
        """Whether nobody knows if there is one: its source gave no answer."""
        return self.sought in NO_ANSWER

    @property
    def is_to_check(self) -> bool:
        """Whether a promise is taken with the paper, and the licence follows its check."""
        is_paper = self.supply is Supply.HANDED_IN and self.is_unanswered
        return is_paper and self.material.after_check is not None


def supply_materials(
    item: ServiceItem, application: Application
) -> tuple[SuppliedMaterial, ...]:
    """Say for every material of the situation how it is supplied, in the catalogue's order.

    Before a route is chosen the board shows what the promise route would give, where the
    situation has it and no gate closes it. A condition that the known facts do not settle
    never excuses a material.
    """
    case = _case(item, application)
    return tuple(
        _supplied(case, material)
        for material in item.materials
        if material.belongs_to(application.situation)
    )


def materials_to_fetch(
    item: ServiceItem, application: Application, supply: Supply
) -> tuple[Material, ...]:
    """List what ``supply`` may supply in this case: earlier papers, or proofs of other offices.

    Nobody else is asked: not for a material that is on the list of another situation or that a
    condition rules out, nor where the way is not surely open or an earlier way supplies it.
    """
    case = _case(item, application)
    return tuple(
        material
        for material in item.materials
        if material.belongs_to(application.situation) and _is_reached(case, material, supply)
    )


def _is_reached(case: "_Case", material: Material, supply: Supply) -> bool:
    ways = [way for way in material.supplies if way.supply is supply and not way.role]
    if not ways or case.truth(material.condition) is Truth.FALSE:
        return False
    before = material.supplies[: material.supplies.index(ways[0])]
    is_open = any(case.truth(way.condition) is Truth.TRUE for way in ways)
    return is_open and not any(_counts(case, material, way) for way in before)


def _case(item: ServiceItem, application: Application) -> "_Case":
    facts = facts_now(item, application)
    route = application.route
    if route is None:
        is_free = _has_promise(item, application) and not application.is_promise_withdrawn
        closed = not is_free or promise_closings(item, facts)
        route = Route.ORDINARY if closed else Route.PROMISE
    return _Case(item, application, facts, route)


def _has_promise(item: ServiceItem, application: Application) -> bool:
    return any(
        one.id == application.situation and Route.PROMISE in one.result.routes
        for one in item.situations
    )


def count_by_supply(rows: tuple[SuppliedMaterial, ...]) -> dict[str, int]:
    """Count the rows per supply; all nine words are keys (``materials_by_supply``)."""
    counts = dict.fromkeys((supply.value for supply in Supply), 0)
    for row in rows:
        counts[row.supply.value] += 1
    return counts


@dataclass(frozen=True)
class _Case:
    """What the rows of one board are judged by."""

    item: ServiceItem
    application: Application
    facts: Mapping[str, FactValue]
    route: Route

    def truth(self, condition: str) -> Truth:
        return evaluate(condition, self.facts, self.item.conditions)


def _supplied(case: _Case, material: Material) -> SuppliedMaterial:
    if case.truth(material.condition) is Truth.FALSE:
        return SuppliedMaterial(material, Supply.NOT_NEEDED)
    for way in material.supplies:
        if _counts(case, material, way):
            certificate = case.application.certificates.get(way.role)
            name = certificate.name if certificate is not None else ""
            return SuppliedMaterial(material, way.supply, name)
    is_waiting = material.id in case.application.waiting
    sought = _why_not_called(case, material)
    if material.id in case.application.handed_in:
        handed_in = SuppliedMaterial(material, Supply.HANDED_IN)
        return replace(handed_in, is_waiting=is_waiting, sought=sought)
    later = _later(case, material) or SuppliedMaterial(
        material, Supply.HANDED_IN, is_missing=True
    )
    return replace(later, is_waiting=is_waiting, sought=sought)


def _why_not_called(case: _Case, material: Material) -> str:
    """Why the first certificate that would supply it is not there; empty where none would."""
    words = (case.application.sought.get(way.role, "") for way in material.supplies if way.role)
    return next((word for word in words if word), "")


def _counts(case: _Case, material: Material, way: SupplyWay) -> bool:
    if case.truth(way.condition) is not Truth.TRUE:
        return False
    match way.supply:
        case Supply.CARD:
            return not case.application.is_identity_disputed
        case Supply.GENERATED:
            return True
        case Supply.REUSED:
            return material.id in case.application.reused
        case Supply.ISSUED_ONLINE if not way.role:
            return material.id in case.application.issued
        case Supply.CALLED | Supply.ISSUED_ONLINE:
            certificate = case.application.certificates.get(way.role)
            return certificate is not None and _face_fits(way, certificate, case.application)
        case _:
            return False


def _face_fits(
    way: SupplyWay, certificate: CalledCertificate, application: Application
) -> bool:
    """Tell whether the certificate speaks of this case, such as a deed of these premises."""
    if not way.face_label:
        return True
    wanted = application.fields.get(way.equals_field)
    shown = _without_spaces(certificate.face.get(way.face_label, ""))
    return wanted is not None and shown == _without_spaces(wanted.value)


def _without_spaces(text: str) -> str:
    return "".join(text.split())


def _later(case: _Case, material: Material) -> SuppliedMaterial | None:
    """Promised on the promise route, tolerated on the ordinary one, else neither.

    What is filled in for the window is judged there.
    """
    match case.route:
        case Route.PROMISE:
            term = material.promise
            if term is not None and case.truth(term.condition) is Truth.TRUE:
                return SuppliedMaterial(material, Supply.PROMISED, limit=term.limit)
        case Route.ORDINARY:
            if material.tolerance is not None:
                limit = material.tolerance.limit
                return SuppliedMaterial(material, Supply.TOLERATED, limit=limit)
        case Route.WINDOW:
            pass
        case _:
            assert_never(case.route)
    return None
