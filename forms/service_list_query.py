# SPDX-License-Identifier: Apache-2.0
"""Questions to the lists (清单查询): what is offered here, in which list, under which word."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from forms.bundle_parts import Audience, Bundle
from forms.handling import KioskLevel
from forms.service_item import ServiceItem
from forms.service_list import (
    CancelledProof,
    GuideEntry,
    Offer,
    Region,
    ServiceLists,
    ServiceWay,
)
from forms.terms import Mark
from forms.text import Text

_NEAR: Final = 0.5
"""Share of a word's neighbouring pairs of characters that a text must have to be near it."""


class EntryKind(Enum):
    """What a line of a list leads to."""

    SERVICE = "service"
    BUNDLE = "bundle"
    GUIDE = "guide"


@dataclass(frozen=True)
class Entry:
    """One line of a list (清单条目), whatever kind of file it comes from."""

    id: str
    kind: EntryKind
    title: Text
    audience: Audience
    levels: tuple[KioskLevel, ...]
    ways: tuple[ServiceWay, ...]
    phone_url: str
    words: tuple[str, ...]
    is_assumed: bool


def entries(
    services: Iterable[ServiceItem], bundles: Iterable[Bundle], lists: ServiceLists
) -> tuple[Entry, ...]:
    """All lines of the catalogue: offered services and bundles, then guide-only matters.

    A service without an offer stands in no list.
    """
    offers = {offer.service: offer for offer in lists.offers}
    filed: list[tuple[EntryKind, ServiceItem | Bundle]] = [
        *((EntryKind.SERVICE, service) for service in services),
        *((EntryKind.BUNDLE, bundle) for bundle in bundles),
    ]
    return (
        *(_filed(kind, item, offers[item.id]) for kind, item in filed if item.id in offers),
        *(_told(guide) for guide in lists.guides),
    )


def _filed(kind: EntryKind, item: ServiceItem | Bundle, offer: Offer) -> Entry:
    return Entry(
        id=item.id,
        kind=kind,
        title=item.title,
        audience=offer.audience,
        levels=item.handling.levels,
        ways=offer.ways,
        phone_url=offer.phone_url,
        words=(*offer.words, item.summary.zh_CN),
        is_assumed=offer.provenance.mark is Mark.ASSUMED,
    )


def _told(guide: GuideEntry) -> Entry:
    return Entry(
        id=guide.id,
        kind=EntryKind.GUIDE,
        title=guide.title,
        audience=guide.audience,
        levels=guide.levels,
        ways=guide.ways,
        phone_url=guide.phone_url,
        words=(*guide.words, *(step.zh_CN for step in guide.steps)),
        is_assumed=guide.provenance.mark is Mark.ASSUMED,
    )


def offered_here(found: Iterable[Entry], level: KioskLevel) -> tuple[Entry, ...]:
    """What a kiosk of this level offers or tells about."""
    return tuple(entry for entry in found if level in entry.levels)


def view(found: Iterable[Entry], way: ServiceWay, level: KioskLevel) -> tuple[Entry, ...]:
    """One of the four lists at one level (就近办, 主动办, 掌上办, 帮代办)."""
    return tuple(entry for entry in offered_here(found, level) if way in entry.ways)


def of_audience(found: Iterable[Entry], audience: Audience) -> tuple[Entry, ...]:
    """What is for persons, or for enterprises."""
    return tuple(entry for entry in found if entry.audience is audience)


def search(found: Iterable[Entry], text: str) -> tuple[Entry, ...]:
    """Find lines by words, best first; a blank text finds all.

    Chinese has no spaces between words, so beside whole words (split at blanks) a line counts
    when it has half of the word's neighbouring pairs of characters: 公积金怎么提取 finds
    公积金提取. 开饭店 finds 开餐饮店 only by the other words that its offer lists.
    """
    words = [_plain(word) for word in text.split()]
    scored = []
    for count, entry in enumerate(found):
        points = [_points(entry, word) for word in words]
        if all(point > 0 for point in points):
            scored.append((-sum(points), count, entry))
    return tuple(entry for _, _, entry in sorted(scored, key=lambda row: row[:2]))


def _points(entry: Entry, word: str) -> float:
    """How well a line fits a word: whole or by pairs, the title before other words."""
    title = _plain(f"{entry.title.zh_CN} {entry.title.en}")
    others = [_plain(other) for other in entry.words]
    if word in title:
        return 4.0
    if any(word in other for other in others):
        return 3.0
    in_title = _share_of_pairs(word, title)
    if in_title >= _NEAR:
        return 1.0 + in_title
    near = max((_share_of_pairs(word, other) for other in others), default=0.0)
    return near if near >= _NEAR else 0.0


def _share_of_pairs(word: str, text: str) -> float:
    pairs = {word[i : i + 2] for i in range(len(word) - 1)}
    return sum(1 for pair in pairs if pair in text) / len(pairs) if pairs else 0.0


def _plain(text: str) -> str:
    """Write full-width letters as plain ones, in small letters, letters and digits alone."""
    normal = unicodedata.normalize("NFKC", text).casefold()
    return "".join(one for one in normal if one.isalnum())


def do_i_need(lists: ServiceLists, text: str) -> tuple[CancelledProof, ...]:
    """Cancelled proofs whose name holds the word: what to show who asks "do I need …?"."""
    word = _plain(text)
    return tuple(
        proof
        for proof in lists.cancelled_proofs
        if word in _plain(f"{proof.title.zh_CN} {proof.title.en}")
    )


def replaced_by_seal(lists: ServiceLists, papers: Sequence[str]) -> tuple[str, ...]:
    """Which of these papers the community's seal replaces (一枚印章)."""
    replaced = {id_ for seal in lists.seals for id_ in seal.replaces}
    return tuple(id_ for id_ in papers if id_ in replaced)


def partners_of(lists: ServiceLists, divisions: Iterable[str]) -> tuple[Region, ...]:
    """The partner regions by name, for the divisions that a service names."""
    wanted = set(divisions)
    return tuple(region for region in lists.regions if region.division in wanted)
