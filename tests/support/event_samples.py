# SPDX-License-Identifier: Apache-2.0
"""A sample of every event and of every touch, for walks over all states."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from kiosk.session.events import (
    CardRead,
    CardTaken,
    CaseReceived,
    CountersRead,
    DayKnown,
    Event,
    Failed,
    GlyphsMissing,
    IssueAdvanced,
    Issued,
    KeyTouched,
    LookupEnded,
    NoCard,
    PaperAdvanced,
    PaperEnded,
    PinJudged,
    Probed,
    SealShown,
    Signed,
    TimedOut,
    Touched,
)
from tests.support.applying import TODAY, card
from tests.support.base_visits import base_events
from tests.support.case_visits import case_events
from tests.support.copy_visits import copy_events
from tests.support.dispute_visits import dispute_events
from tests.support.identities import (
    check_events,
    shown_code,
    social_card,
    way_events,
)
from tests.support.licence_visits import licence_events
from tests.support.materials import material_events
from tests.support.settings_visits import settings_events
from tests.support.staff_visits import staff_events
from tests.support.visits import GOOD, NOON, STROKES, bad, licence

ACTS = tuple(
    word
    for line in (
        "start staff_door service:hygiene-permit service:nothing agree decline forward",
        "back home leave retry answer:new answer:0 answer:food answer:nothing",
        "choose:x edit:f_tel",
        "edit:f_idno route:promise route:ordinary route:handed_in route:not_here",
        "letter_end clear_signature rate:5 rate:9 skip taken more_time help close_help",
        "no_code resend language:en language:fr elder:on contrast:on probe restart prints",
        "assist_begin assist:citizen assist:staff assist:end",
        "blanks notice ease:open ease:close ease:other reach:on speech:on speech:off",
        "pause again_spoken pause_speech:on pause_speech:other loudness:up pace:down",
    )
    for word in line.split()
)


def _card_events(visit: int) -> Iterator[Event]:
    yield CardRead(visit, card())
    yield CardRead(
        visit, replace(card(), validity=replace(card().validity, end=date(2020, 1, 1)))
    )
    yield CardRead(visit, shown_code())
    yield CardRead(visit, social_card())
    yield from way_events(visit)
    yield NoCard(visit)
    yield from check_events(visit)


def _more_events(visit: int) -> Iterator[Event]:
    yield from copy_events(visit)
    yield from settings_events(visit)
    yield from case_events(visit)
    yield from base_events(visit)
    yield from dispute_events()
    yield from licence_events(visit)


def sample_events(visit: int) -> Iterator[Event]:
    """One of every event and of every touch, for the visit of that number."""
    for name in ACTS:
        act, _, value = name.partition(":")
        yield Touched(act, value)
    yield from _more_events(visit)
    yield KeyTouched("7")
    yield KeyTouched("⌫")
    yield Signed(STROKES)
    yield TimedOut()
    yield DayKnown(TODAY)
    yield from _card_events(visit)
    yield LookupEnded(visit, "BL", "found", (licence(),))
    yield LookupEnded(visit, "BL", "unreachable", (), "PLATFORM-0301")
    yield from material_events(visit)
    yield GlyphsMissing(visit, ("U+E000",))
    yield IssueAdvanced(visit, "committed")
    yield Issued(visit, "K-0001-20261123-0001", "N1", ("licence",), (1,))
    yield SealShown(visit)
    yield PaperAdvanced(visit, "licence", "working", 1)
    yield PaperAdvanced(visit, "licence", "working", 0, "PRINTER-0402")
    yield PaperEnded(visit, "licence", delivered=True)
    yield PaperEnded(visit, "licence", delivered=False, code="PRINTER-0406")
    yield CardTaken(visit, is_gone=True)
    yield Failed(visit, "STORE-0501", "desk")
    yield Probed(GOOD, NOON)
    yield Probed(bad("reader", "READER-0101"), NOON)
    yield PinJudged(visit, "clerk")
    yield PinJudged(visit, "", "wrong")
    yield CaseReceived("K-0001-20261123-0001")
    yield CountersRead({"cases": 1})
    yield from staff_events(visit)
