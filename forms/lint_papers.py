# SPDX-License-Identifier: Apache-2.0
"""Catalogue checks of the papers' own texts: what is printed is there, and nothing else."""

from collections.abc import Iterator, Mapping
from typing import Final

from forms.lint_finding import Trouble
from forms.service_item import Paper, ResultKind, Route, ServiceItem

LETTER: Final = "promise_letter"
DUPLICATE: Final = "licence_duplicate"
COPIES: Final[Mapping[str, tuple[int, int]]] = {LETTER: (1, 3), DUPLICATE: (0, 5)}
"""Fewest and most sheets of a paper that may come more than once; of others one comes."""
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
        yield from _copies(item, paper)
    if item.promise is not None:
        yield from _letters(item, item.promise.copies)


def _copies(item: ServiceItem, paper: Paper) -> Iterator[Trouble]:
    """Only duplicates and promise letters come in a number; a kiosk has few sheets."""
    least, most = COPIES.get(paper.id, (1, 1))
    if not least <= paper.copies <= most:
        wanted = f"write {least}" if least == most else f"write {least} to {most}"
        yield f"papers.{paper.id}.copies", f"{paper.copies} are never printed; {wanted}"
    if paper.id == DUPLICATE and paper.copies > 0 and item.licence is None:
        yield f"papers.{paper.id}.copies", "there is no licence to double; write 0"


def _letters(item: ServiceItem, said: int) -> Iterator[Trouble]:
    """The letter's own rules and its paper say the same number."""
    for paper in item.papers:
        if paper.id == LETTER and paper.copies != said:
            message = f"promise.copies says {said}; write the same number in both"
            yield f"papers.{LETTER}.copies", message


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
