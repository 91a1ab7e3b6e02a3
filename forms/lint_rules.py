# SPDX-License-Identifier: Apache-2.0
"""Catalogue checks of ids, conditions, fields, materials and the licence face."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from certificates.certificate_types import KNOWN, type_by_key
from forms.calculations import CALCULATIONS
from forms.conditions import facts_used
from forms.copy_rules import PICKED
from forms.errors import CatalogueError
from forms.lint_conditions import condition_troubles
from forms.lint_finding import Trouble
from forms.service_item import (
    FactOrigin,
    FactPart,
    FactType,
    Field,
    FieldKind,
    Material,
    ServiceItem,
    SourceKind,
    SourceRule,
    Supply,
    SupplyWay,
)

_CARD_PARTS = frozenset({"name", "number", "address", "sex", "birth"})
_WAYS = frozenset(
    {
        Supply.CARD,
        Supply.CALLED,
        Supply.REUSED,
        Supply.ISSUED_ONLINE,
        Supply.GENERATED,
        Supply.HANDED_IN,
    }
)
_BY_ROLE = frozenset({Supply.CALLED, Supply.ISSUED_ONLINE})


def unique_ids(item: ServiceItem) -> Iterator[Trouble]:
    """No id stands twice in its list, and no condition is called like a fact."""
    lists: dict[str, Iterable[str]] = {
        "facts": [*(fact.id for fact in item.facts), *item.conditions],
        "situations": [one.id for one in item.situations],
        "questions": [one.id for one in item.questions],
        "gates": [one.id for one in item.gates],
        "fields": [one.id for one in item.fields],
        "materials": [one.id for one in item.materials],
        "papers": [one.id for one in item.papers],
    }
    for question in item.questions:
        lists[f"questions.{question.id}"] = [option.id for option in question.options]
    for field in item.fields:
        lists[f"fields.{field.id}"] = [choice.id for choice in field.choices]
    for where, ids in lists.items():
        seen: set[str] = set()
        for id_ in ids:
            if id_ in seen:
                yield where, f"{id_} is there twice; rename or remove one"
            seen.add(id_)


def all_conditions(item: ServiceItem) -> Iterator[tuple[str, str]]:
    """Every condition of the service with its place; empty ones are left out."""
    places = [(f"conditions.{name}", text) for name, text in item.conditions.items()]
    places += [(f"questions.{one.id}", one.condition) for one in item.questions]
    places += [(f"gates.{one.id}", one.condition) for one in item.gates]
    places += [(f"fields.{one.id}", one.condition) for one in item.fields]
    places += [(f"fields.{one.id}", one.waits_when) for one in item.fields]
    for field in item.fields:
        where = f"fields.{field.id}.sources"
        places += [(where, rule.condition) for rule in field.sources]
    for one in item.materials:
        places.append((f"materials.{one.id}", one.condition))
        places += [(f"materials.{one.id}.supplies", way.condition) for way in one.supplies]
        if one.promise is not None:
            places.append((f"materials.{one.id}.promise", one.promise.condition))
    return (place for place in places if place[1])


def conditions(item: ServiceItem) -> Iterator[Trouble]:
    """Every condition compiles, knows its names, and yields a bool for facts of their types."""
    types = {fact.id: fact.type for fact in item.facts}
    for where, text in all_conditions(item):
        yield from ((where, one) for one in condition_troubles(text, types, item.conditions))
    for name in item.conditions:
        if name in _needed_by(item, name):
            yield f"conditions.{name}", "needs itself; write it without"


def _needed_by(item: ServiceItem, name: str) -> set[str]:
    found: set[str] = set()
    left = [name]
    while left:
        try:
            used = facts_used(item.conditions[left.pop()]) & item.conditions.keys()
        except CatalogueError:
            continue
        left += used - found
        found |= used
    return found


def fields(item: ServiceItem) -> Iterator[Trouble]:
    """Every source exists, choices are there, and no locked field is left without a source."""
    for field in item.fields:
        where = f"fields.{field.id}"
        if (field.kind is FieldKind.CHOICE) != bool(field.choices):
            yield (
                where,
                "choices belong to choice fields, and only to them; mend kind",
            )
        if field.is_locked and not field.sources:
            yield where, "a locked field needs a source; add one under sources"
        yield from ((where, message) for message in _check_wait(field))
        if field.maximum_field and not has_field(item, field.maximum_field):
            yield where, f"there is no field {field.maximum_field}; mend maximum_field"
        for rule in field.sources:
            if not _is_known(item, rule):
                yield (
                    where,
                    f"no {rule.kind.value} {rule.reference}, or it lacks its labels",
                )
            if stray := _stray_results(field, rule):
                yield where, f"{min(stray)} is none of the choices; add it to them"


def _check_wait(field: Field) -> Iterator[str]:
    kinds = {rule.kind for rule in field.sources}
    if not (field.is_required or field.is_locked or field.hint):
        yield "nobody is asked for it; add a hint that says who may fill it in"
    if field.waits_when and SourceKind.CERTIFICATE not in kinds:
        yield "it waits for no certificate; add one under sources"


def facts(item: ServiceItem) -> Iterator[Trouble]:
    """Every fact names what tells it; only local switches have a value."""
    for fact in item.facts:
        where = f"facts.{fact.id}"
        if fact.origin is FactOrigin.FIELD and not has_field(item, fact.reference):
            yield where, f"there is no field {fact.reference}; add it under fields"
        if fact.origin is FactOrigin.CERTIFICATE and type_by_key(fact.reference) is None:
            yield where, f"there is no certificate {fact.reference}; mend reference"
        is_answered = fact.part is FactPart.ANSWERED
        if is_answered and (fact.origin, fact.type) != (FactOrigin.CERTIFICATE, FactType.BOOL):
            yield where, "whether a source answered is true or false of a certificate; use bool"
        is_days = fact.part is FactPart.DAYS_LEFT
        if is_days and (fact.origin, fact.type) != (FactOrigin.CERTIFICATE, FactType.INT):
            yield (
                where,
                "days left are a number that a certificate tells; use int",
            )
        if (fact.origin is FactOrigin.LOCAL) != (fact.value is not None):
            yield where, "a value belongs to local switches, and only to them; add or remove it"


def _roles_of(item: ServiceItem) -> list[str]:
    """Certificates that a field may be filled from; the one that is copied has its own word."""
    return [*(known.key for known in KNOWN), *([PICKED] if item.copies is not None else [])]


def _is_known(item: ServiceItem, rule: SourceRule) -> bool:
    names: Mapping[SourceKind, Collection[str]] = {
        SourceKind.CARD: _CARD_PARTS,
        SourceKind.CERTIFICATE: _roles_of(item),
        SourceKind.BASE_DATA: [
            fact.id for fact in item.facts if fact.origin is FactOrigin.BASE_DATA
        ],
        SourceKind.FACT: [fact.id for fact in item.facts],
        SourceKind.FIELD: [field.id for field in item.fields],
        SourceKind.CALCULATION: CALCULATIONS,
        SourceKind.CONSTANT: [rule.reference],
    }
    needs_labels = rule.kind in {SourceKind.CERTIFICATE, SourceKind.CALCULATION}
    return rule.reference in names[rule.kind] and needs_labels == bool(rule.labels)


def _stray_results(field: Field, rule: SourceRule) -> set[str]:
    """What the rule may yield that a choice field does not offer."""
    ids = {choice.id for choice in field.choices}
    constant = {rule.reference} if rule.kind is SourceKind.CONSTANT else set()
    return (set(rule.table.values()) | constant) - ids if ids else set()


def materials(item: ServiceItem) -> Iterator[Trouble]:
    """Every material can be supplied, and what may be left out says why."""
    for material in item.materials:
        where = f"materials.{material.id}"
        if not material.supplies:
            yield where, "no way to supply it; add supplies, such as handed_in"
        known = {one.id for one in item.situations}
        if stray := sorted(set(material.situations) - known):
            yield where, f"there is no situation {stray[0]}; mend situations"
        if bool(material.condition) != (material.excuse is not None):
            yield (
                where,
                "a condition and its excuse belong together; add the other",
            )
        for way in material.supplies:
            yield from ((where, message) for message in _check_way(item, way))
        yield from ((where, message) for message in _check_terms(item, material))


def _check_way(item: ServiceItem, way: SupplyWay) -> Iterator[str]:
    if way.supply not in _WAYS:
        yield f"{way.supply.value} follows from the terms and is no way of its own; remove it"
    if (way.supply is Supply.CALLED and not way.role) or (
        way.role and way.supply not in _BY_ROLE
    ):
        yield "a role belongs to called certificates, and only to them; add or remove it"
    if way.role and type_by_key(way.role) is None:
        yield f"there is no certificate {way.role}; add it to the certificate types"
    if bool(way.face_label) != bool(way.equals_field):
        yield "a label of the face and a field belong together; state both or neither"
    if way.equals_field and not has_field(item, way.equals_field):
        yield f"there is no field {way.equals_field}; add it under fields"


def _check_terms(item: ServiceItem, material: Material) -> Iterator[str]:
    """Limits are periods, and tolerance ends within the item's own handling time."""
    if material.promise is not None and material.promise.limit.days < 1:
        yield "a promise needs a limit of at least a day; mend limit"
    if material.tolerance is None:
        return
    limit, longest = material.tolerance.limit, item.promised_limit
    if limit.unit is not longest.unit or not 1 <= limit.days <= longest.days:
        yield "a tolerated material must come within the promised handling time; shorten limit"


def has_field(item: ServiceItem, id_: str) -> bool:
    """Whether the form has this field."""
    return any(field.id == id_ for field in item.fields)
