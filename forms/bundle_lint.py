# SPDX-License-Identifier: Apache-2.0
"""Checks of bundles beyond their schema (一件事体检): what would mislead a citizen."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from certificates.certificate_types import type_by_key
from forms.bundle import makers_of, parallel_groups, select_members, whole_plan
from forms.bundle_file import bundle_files, load_bundle
from forms.bundle_parts import Bundle, BundleMaterial
from forms.conditions import remembering
from forms.errors import CatalogueError
from forms.guide import GuideDone
from forms.lint_conditions import condition_troubles
from forms.lint_finding import Finding, Trouble
from forms.lint_guide import paths, questions, surroundings
from forms.lint_place import load_findings, placed
from forms.lint_texts import found, texts
from forms.material_rules import Supply
from forms.question import GateEffect
from forms.terms import Provenance

MOST_QUESTIONS: Final = 9


def unique_ids(bundle: Bundle) -> Iterator[Trouble]:
    """No id stands twice in its list, and no condition is called like a fact."""
    lists: dict[str, list[str]] = {
        "facts": [*(one.id for one in bundle.facts), *bundle.conditions],
        "questions": [one.id for one in bundle.questions],
        "gates": [one.id for one in bundle.gates],
        "offices": [one.id for one in bundle.offices],
        "fields": [one.id for one in bundle.fields],
        "joint_forms": [one.id for one in bundle.joint_forms],
        "forms": [one.id for one in bundle.forms],
        "materials": [one.id for one in bundle.materials],
        "members": [one.id for one in bundle.members],
    }
    lists |= {f"questions.{one.id}": [o.id for o in one.options] for one in bundle.questions}
    lists |= {f"members.{one.id}": list(one.materials) for one in bundle.members}
    for where, ids in lists.items():
        for id_ in (id_ for id_, count in Counter(ids).items() if count > 1):
            yield where, f"{id_} is there twice; rename or remove one"


def references(bundle: Bundle) -> Iterator[Trouble]:
    """Everything that is pointed at exists, and everything that exists is pointed at."""
    kinds = [one.id for one in bundle.materials]
    forms = [one.id for one in bundle.forms]
    wanted: list[tuple[str, str, Collection[str], Collection[str]]] = []
    for member in bundle.members:
        where = f"members.{member.id}"
        offices = [one.id for one in bundle.offices]
        wanted.append((f"{where}.office", "office", (member.office,), offices))
        wanted.append((f"{where}.materials", "material", member.materials, kinds))
        wanted.append((f"{where}.results", "material", member.results, kinds))
        wanted.append((f"{where}.forms", "form", member.forms, forms))
    for form in bundle.forms:
        where, joint = f"forms.{form.id}", [one.id for one in bundle.joint_forms]
        fields = [one.id for one in bundle.fields]
        wanted.append((f"{where}.fields", "field", form.fields, fields))
        wanted.append((f"{where}.joint", "joint form", (form.joint,), joint))
    used: set[tuple[str, str]] = set()
    for where, what, ids, known in wanted:
        used |= {(what, id_) for id_ in ids}
        for id_ in ids:
            if id_ not in known:
                yield where, f"there is no {what} {id_}; known are {', '.join(known)}"
    yield from _unused(bundle, used)


def _unused(bundle: Bundle, used: set[tuple[str, str]]) -> Iterator[Trouble]:
    lists = {
        "offices": ("office", [one.id for one in bundle.offices]),
        "materials": ("material", [one.id for one in bundle.materials]),
        "forms": ("form", [one.id for one in bundle.forms]),
        "fields": ("field", [one.id for one in bundle.fields]),
        "joint_forms": ("joint form", [one.id for one in bundle.joint_forms]),
    }
    for name, (what, ids) in lists.items():
        for id_ in ids:
            if (what, id_) not in used:
                yield f"{name}.{id_}", f"no member uses this {what}; remove it"


def conditions(bundle: Bundle) -> Iterator[Trouble]:
    """Every condition compiles, knows its names and yields a bool."""
    places = [(f"conditions.{name}", text) for name, text in bundle.conditions.items()]
    for where, rows in (
        ("questions", bundle.questions),
        ("gates", bundle.gates),
        ("fields", bundle.fields),
        ("materials", bundle.materials),
        ("members", bundle.members),
    ):
        places += [(f"{where}.{one.id}", one.condition) for one in rows]
    places += [
        (f"materials.{one.id}.supplies", way.condition)
        for one in bundle.materials
        for way in one.supplies
    ]
    types = {fact.id: fact.type for fact in bundle.facts}
    for where, text in places:
        if text:
            for message in condition_troubles(text, types, bundle.conditions):
                yield where, message
    for gate in bundle.gates:
        if gate.effect is not GateEffect.STOP:
            yield f"gates.{gate.id}", "a bundle has no promise route to close; use effect: stop"


def materials(bundle: Bundle) -> Iterator[Trouble]:
    """No kind without a source, and what may fall away says why."""
    makers = makers_of(bundle.members)
    for kind in bundle.materials:
        where = f"materials.{kind.id}"
        if kind.is_made_inside and kind.id not in makers:
            yield where, "no member makes it; list it under the results of one"
        if not kind.is_made_inside and not kind.supplies:
            yield where, "no way to supply it; add supplies, such as handed_in"
        yield from ((where, message) for message in _check_kind(kind))
    for member in bundle.members:
        if bool(member.condition) != (member.excuse is not None):
            yield f"members.{member.id}", "a condition and its excuse belong together"


def _check_kind(kind: BundleMaterial) -> Iterator[str]:
    if bool(kind.condition) != (kind.excuse is not None):
        yield "a condition and its excuse belong together"
    for way in kind.supplies:
        if (way.supply is Supply.CALLED) != bool(way.role):
            yield "a role belongs to called certificates, and only to them"
        if way.role and type_by_key(way.role) is None:
            yield f"there is no certificate {way.role}; add it to the certificate types"


def cycles(bundle: Bundle) -> Iterator[Trouble]:
    """No members wait for each other."""
    try:
        parallel_groups(bundle.members)
    except CatalogueError as error:
        yield "members", f"{error}; take one of these results out of the materials"


def order(bundle: Bundle) -> Iterator[Trouble]:
    """A result is used only by members that stand after its maker, as they can be done."""
    makers = makers_of(bundle.members)
    ids = [one.id for one in bundle.members]
    for member in bundle.members:
        for kind in member.materials:
            maker = makers.get(kind)
            if maker is not None and ids.index(maker.id) > ids.index(member.id):
                yield (
                    f"members.{member.id}.materials",
                    f"{kind} is the result of {maker.id}, which stands later; "
                    f"move {maker.id} above {member.id}",
                )


def figures(bundle: Bundle) -> Iterator[Trouble]:
    """The stated figures are those that the engine comes to."""
    whole, stated = whole_plan(bundle), bundle.figures
    computed = {
        "members": len(whole.members),
        "offices": len(whole.offices),
        "materials_before": whole.materials.total,
        "materials_after": whole.materials.count,
        "forms_before": whole.forms.total,
        "forms_after": whole.forms.count,
    }
    for name, value in computed.items():
        if getattr(stated, name) != value:
            yield (
                f"figures.{name}",
                f"{getattr(stated, name)} is stated and the members give {value}; "
                f"mend the members or the figure",
            )


@dataclass
class _Walked:
    """What the exhaustive walk of a bundle's guide came across."""

    asked: set[str] = field(default_factory=set)
    chosen: set[str] = field(default_factory=set)
    undecided: set[str] = field(default_factory=set)
    longest: int = 0


@remembering()
def _walked(bundle: Bundle) -> _Walked:
    walked = _Walked()
    for known in surroundings(bundle):
        for answers, end in paths(bundle, known):
            walked.asked |= answers.keys()
            walked.longest = max(walked.longest, len(answers))
            if isinstance(end, GuideDone):
                selection = select_members(bundle, end.facts)
                walked.chosen |= {member.id for member in selection.chosen}
                walked.undecided |= {member.id for member in selection.open}
    return walked


def reachable(bundle: Bundle) -> Iterator[Trouble]:
    """Every question is asked and every member chosen on some path, and all paths decide.

    No path asks more than nine questions.
    """
    walked = _walked(bundle)
    for question in bundle.questions:
        if question.id not in walked.asked:
            yield f"questions.{question.id}", "is asked on no path; mend its condition"
    for member in bundle.members:
        where = f"members.{member.id}"
        if member.id in walked.undecided:
            yield where, "stays undecided at the end of a path; ask for its facts"
        elif member.id not in walked.chosen:
            yield where, "no path of the guide reaches it; mend its condition or the questions"
    if walked.longest > MOST_QUESTIONS:
        yield (
            "questions",
            f"{walked.longest} questions on a path; ask at most {MOST_QUESTIONS}",
        )


def sources(bundle: Bundle) -> Iterator[Trouble]:
    """Every statement says where it comes from."""
    for where, provenance in found(Provenance, bundle):
        if not provenance.source.strip():
            yield where, "no source; name the statute or why it is assumed"
    if not bundle.sources:
        yield "sources", "no source of the bundle; name one"


RULES: Final[dict[str, Callable[[Bundle], Iterator[Trouble]]]] = {
    "unique-ids": unique_ids,
    "references": references,
    "conditions": conditions,
    "questions": questions,
    "materials": materials,
    "order": order,
    "cycles": cycles,
    "texts": texts,
    "sources": sources,
}
"""Rules that hold one by one."""

DEEP_RULES: Final[dict[str, Callable[[Bundle], Iterator[Trouble]]]] = {
    "figures": figures,
    "reachable": reachable,
}
"""Rules that run the engine; asked only where the others are silent."""


def check_bundles(catalogue: Path, services: Collection[str]) -> tuple[Finding, ...]:
    """Check every bundle of the folder; ``services`` are the ids of the item services.

    A file that cannot be loaded yields one finding of rule ``load``.
    """
    findings: list[Finding] = []
    ids = {file: _check_file(file, findings, services) for file in bundle_files(catalogue)}
    orders = Counter(order for order in ids.values() if order is not None)
    findings += [
        _at(file, "unique-ids", "order", "two bundles stand at one place; change one")
        for file, place in ids.items()
        if place is not None and orders[place] > 1
    ]
    return tuple(findings)


def _check_file(file: Path, findings: list[Finding], services: Collection[str]) -> int | None:
    """Add what is wrong with one file; return the bundle's place, None when it is unread."""
    try:
        bundle = load_bundle(file)
    except CatalogueError as error:
        findings += load_findings(file.stem, error, [file])
        return None
    troubles = [(name, *trouble) for name, rule in RULES.items() for trouble in rule(bundle)]
    if not troubles:
        deep = DEEP_RULES.items()
        troubles = [(name, *trouble) for name, rule in deep for trouble in rule(bundle)]
    for member in bundle.members:
        if member.service and member.service not in services:
            where = f"members.{member.id}.service"
            message = f"there is no service {member.service}; leave it out or mend it"
            troubles.append(("references", where, message))
    if bundle.id in services:
        troubles.append(
            ("unique-ids", "id", f"{bundle.id} is a service too; rename the bundle")
        )
    findings += [_at(file, rule, where, message) for rule, where, message in troubles]
    return bundle.order


def _at(file: Path, rule: str, where: str, message: str) -> Finding:
    return placed(rule, file.stem, (where, message), [file])
