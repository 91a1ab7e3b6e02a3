# SPDX-License-Identifier: Apache-2.0
"""Catalogue checks of the papers' own texts: what is printed is there, and nothing else."""

from collections.abc import Iterator, Mapping
from typing import Final

from forms.lint_finding import Trouble
from forms.service_item import ResultKind, Route, ServiceItem

PRINTED: Final[Mapping[str, frozenset[str]]] = {
    "promise_letter": frozenset({"copies"}),
    "receipt": frozenset({"where", "not_open_yet"}),
    "gaps_notice": frozenset({"overdue"}),
    "cancellation_receipt": frozenset({"statement"}),
    "licence_duplicate": frozenset(),
    "filled_form": frozenset({"not_accepted"}),
}
"""The texts of a service that its papers print; all others stand in ``_documents``."""


def papers(item: ServiceItem) -> Iterator[Trouble]:
    """Each paper that a situation comes to has its texts; none is written for nothing."""
    own = {paper.id: paper.texts for paper in item.papers}
    for id_, text in sorted(_wanted(item)):
        if text not in own.get(id_, {}):
            yield "papers", f"{id_} lacks its text {text}; write it"
    for paper in item.papers:
        where = f"papers.{paper.id}"
        if paper.id not in PRINTED:
            names = ", ".join(PRINTED)
            yield where, f"no paper of this kind has texts of its own; keep to {names}"
            continue
        for text in sorted(paper.texts.keys() - PRINTED[paper.id]):
            yield f"{where}.texts.{text}", "this text is printed nowhere; remove it"


def _wanted(item: ServiceItem) -> set[tuple[str, str]]:
    wanted: set[tuple[str, str]] = set()
    has_gaps = any(material.tolerance is not None for material in item.materials)
    for one in (one.result for one in item.situations if one.is_offered):
        if Route.PROMISE in one.routes:
            wanted |= {("promise_letter", "copies"), ("receipt", "where")}
        if Route.ORDINARY in one.routes and has_gaps:
            wanted.add(("gaps_notice", "overdue"))
        if Route.WINDOW in one.routes:
            wanted.add(("filled_form", "not_accepted"))
        if one.kind is ResultKind.RECEIPT:
            wanted.add(("cancellation_receipt", "statement"))
    return wanted
