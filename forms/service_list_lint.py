# SPDX-License-Identifier: Apache-2.0
"""Checks of the lists beyond their schema (清单体检)."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Final

from forms.errors import CatalogueError
from forms.lint_finding import Finding, Trouble
from forms.lint_place import load_findings, placed
from forms.lint_texts import found, texts
from forms.service_list import (
    ServiceLists,
    ServiceWay,
    list_files,
    load_list_file,
    load_lists,
)
from forms.terms import Provenance

_DIVISION: Final = re.compile("[1-9][0-9]{5}")


def unique_ids(lists: ServiceLists) -> Iterator[Trouble]:
    """No id stands twice in its list, over all files."""
    keyed: dict[str, list[str]] = {
        "views": [one.way.value for one in lists.views],
        "offers": [one.service for one in lists.offers],
        "windows": [one.id for one in lists.windows],
        "papers": [one.id for one in lists.papers],
        "guides": [one.id for one in lists.guides],
        "cancelled_proofs": [one.id for one in lists.cancelled_proofs],
        "regions": [one.division for one in lists.regions],
        "deliveries": [one.delivery.value for one in lists.deliveries],
        "seals": [one.id for one in lists.seals],
        "points": [one.id for one in lists.points],
    }
    for where, ids in keyed.items():
        for id_ in (id_ for id_, count in Counter(ids).items() if count > 1):
            yield f"{where}.{id_}", f"{id_} is there twice; rename or remove one"


def references(lists: ServiceLists) -> Iterator[Trouble]:
    """Windows, papers and regions that are named exist."""
    known = {
        "window": {one.id for one in lists.windows},
        "paper": {one.id for one in lists.papers},
        "region": {one.division for one in lists.regions},
    }
    wanted: list[tuple[str, str, Collection[str]]] = [
        (f"seals.{seal.id}.replaces", "paper", seal.replaces) for seal in lists.seals
    ]
    for guide in lists.guides:
        where, across = f"guides.{guide.id}", guide.cross_region
        wanted.append((f"{where}.window", "window", (guide.window,)))
        wanted.append((f"{where}.bring", "paper", guide.bring))
        partners = across.partners if across else ()
        wanted.append((f"{where}.cross_region", "region", partners))
    for where, what, ids in wanted:
        for id_ in (id_ for id_ in ids if id_ not in known[what]):
            yield where, f"there is no {what} {id_}; add it to {what}s"


def cancelled(lists: ServiceLists) -> Iterator[Trouble]:
    """Nobody asks for a cancelled proof, or for one that is not on the list (清单外无证明)."""
    gone = {one.id: one.substitute.zh_CN for one in lists.cancelled_proofs}
    for guide in lists.guides:
        for id_ in guide.bring:
            if id_ in gone:
                yield f"guides.{guide.id}.bring", f"{id_} is cancelled; instead: {gone[id_]}"


def phone(lists: ServiceLists) -> Iterator[Trouble]:
    """What goes on on the phone says where, and only over an encrypted line."""
    rows = [(f"offers.{one.service}", one.ways, one.phone_url) for one in lists.offers]
    rows += [(f"guides.{one.id}", one.ways, one.phone_url) for one in lists.guides]
    for where, ways, url in rows:
        if (ServiceWay.PHONE in ways) != bool(url):
            yield where, "the list 掌上办 and a phone_url belong together; add or remove one"
        if url and not url.startswith("https://"):
            yield f"{where}.phone_url", "a phone needs an address that begins with https://"


def places(lists: ServiceLists) -> Iterator[Trouble]:
    """Divisions are six digits, and each of the four lists has its words."""
    divided = [(f"regions.{one.division}", one.division) for one in lists.regions]
    divided += [(f"points.{one.id}", one.division) for one in lists.points]
    for where, division in divided:
        if not _DIVISION.fullmatch(division):
            yield where, f"{division!r} is no division; write six digits (GB/T 2260)"
    there = {view.way for view in lists.views}
    for way in ServiceWay:
        if lists.guides and way not in there:
            yield "views", f"the list {way.value} has no title; add it to views"


def sources(lists: ServiceLists) -> Iterator[Trouble]:
    """Every statement says where it comes from."""
    for where, provenance in found(Provenance, lists):
        if not provenance.source.strip():
            yield where, "no source; name it or say why it is assumed"


RULES: Final[dict[str, Callable[[ServiceLists], Iterator[Trouble]]]] = {
    "unique-ids": unique_ids,
    "references": references,
    "cancelled-proof": cancelled,
    "phone": phone,
    "places": places,
    "texts": texts,
    "sources": sources,
}


def check_lists(catalogue: Path, services: Collection[str]) -> tuple[Finding, ...]:
    """Check the lists; ``services`` are the ids that offers may name, bundles included.

    A file that cannot be loaded yields one finding of rule ``load``, and no other rule is run.
    """
    unread: list[Finding] = []
    for file in list_files(catalogue):
        try:
            load_list_file(file)
        except CatalogueError as error:
            unread += load_findings(file.stem, error, [file])
    if unread:
        return tuple(unread)
    lists = load_lists(catalogue)
    troubles = [(name, *trouble) for name, rule in RULES.items() for trouble in rule(lists)]
    known = {*services}
    for offer in lists.offers:
        if offer.service not in known:
            message = f"there is no service or bundle {offer.service}; remove the offer"
            troubles.append(("references", f"offers.{offer.service}", message))
    for guide in lists.guides:
        if guide.id in known:
            message = f"{guide.id} is a service too; rename the guide-only matter"
            troubles.append(("unique-ids", f"guides.{guide.id}", message))
    files = list_files(catalogue)
    return tuple(placed(rule, "", (where, message), files) for rule, where, message in troubles)
