# SPDX-License-Identifier: Apache-2.0
"""Absent, not found, timed out, refused and broken: on the screen, in the decision, noted.

Each row goes over real HTTP to the simulated platform in its own process, in either dialect.
"""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace

import pytest
from PySide6.QtGui import QGuiApplication

from config.faults import load_faults
from devices.identity.numbers import identity_number_from
from devices.identity.record import IdentityRecord
from forms.decision import Accepted
from forms.material import SuppliedMaterial, supply_materials
from forms.service_item import Supply
from kiosk.filing import kept_from
from kiosk.screens.texts import Texts
from kiosk.screens.views import BoardView, LookupsView
from kiosk.session import forming, identify
from kiosk.session.events import KeyTouched, Signed
from kiosk.session.states import State
from tests.support.applying import card
from tests.support.citizen_at_lookups import AtLookups, at_lookups
from tests.support.dialects import DIALECTS
from tests.support.simulators import RunningSimulator, running_simulator
from tests.support.visits import STROKES

pytestmark = [pytest.mark.daemon]

SERVICE = "individual-business"
"""Setting up a business: it needs no licence yet, so that it goes on without the library."""

ROLES = ("DEED", "COMMUNITY", "BL")
ANSWERS = ("new", "no", "retail", "person", "shop", "no")
PREMISES = "G3"


@dataclass(frozen=True)
class Row:
    """One way to fail: what the platform does, and by what word and code it is known."""

    fault: str
    outcome: str
    code: str


ROWS = (
    Row("down", "unreachable", "PLATFORM-0301"),
    Row("close", "unreachable", "PLATFORM-0301"),
    Row("cut_short", "unreachable", "PLATFORM-0301"),
    Row("hang", "timed_out", "PLATFORM-0302"),
    Row("slow_drip", "timed_out", "PLATFORM-0302"),
    Row("refuse", "refused", "PLATFORM-0303"),
    Row("status_99", "refused", "PLATFORM-0303"),
    Row("http_500", "broken", "PLATFORM-0304"),
    Row("rubbish", "broken", "PLATFORM-0304"),
    Row("half_json", "broken", "PLATFORM-0304"),
    Row("huge", "broken", "PLATFORM-0304"),
    Row("no_http", "broken", "PLATFORM-0304"),
    Row("", "not_found", ""),
)


@pytest.fixture(scope="module")
def platform() -> Iterator[RunningSimulator]:
    with running_simulator("platform") as process:
        yield process


@pytest.fixture(scope="module")
def kiosks(
    platform: RunningSimulator,
    tmp_path_factory: pytest.TempPathFactory,
    qapp: QGuiApplication,
) -> Iterator[dict[str, AtLookups]]:
    """One kiosk for each dialect, for all rows: none of them may leave anything behind."""
    with ExitStack() as stack:
        yield {
            dialect: stack.enter_context(
                at_lookups(dialect, platform.address, tmp_path_factory.mktemp(dialect))
            )
            for dialect in DIALECTS
        }


def somebody(row: Row) -> IdentityRecord:
    """The citizen of the card; for the row without a fault, one of whom nothing is known."""
    if row.fault:
        return card()
    return replace(card(), number=identity_number_from("439900197002280122"))


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.fault or row.outcome)
def test_each_failure_is_told_decided_and_noted_as_what_it_is(
    kiosks: dict[str, AtLookups], platform: RunningSimulator, row: Row, dialect: str
) -> None:
    kiosk = kiosks[dialect]
    noted = len(kiosk.journal())
    if row.fault:
        platform.send("fault", kind=row.fault)
    try:
        kiosk.arrive(SERVICE, somebody(row))
    finally:
        platform.send("clear")
    assert kiosk.outcomes() == dict.fromkeys(ROLES, row.outcome)
    check_lookups_screen(kiosk, row)
    check_journal(kiosk, row, noted)
    check_decision(kiosk, row)
    if row.fault:
        check_asked_again(kiosk)


def check_lookups_screen(kiosk: AtLookups, row: Row) -> None:
    """Each source says its own word, the note the catalogue's sentence; the way on is open."""
    for language in ("zh_CN", "en"):
        screen, words = kiosk.screen(language), Texts(language)
        assert isinstance(screen.view, LookupsView)
        told = {line.id: (line.state, line.detail) for line in screen.view.lines}
        state = "failed" if row.fault else "none"
        for role in ROLES:
            assert told[role] == (state, words(f"lookups.{row.outcome}"))
        assert screen.forward is not None
        assert screen.forward.enabled
        if not row.fault:
            assert (screen.view.note, screen.view.code) == (words("lookups.note"), "")
            assert screen.extra is None
            continue
        happened = load_faults().fault(row.code).citizen[language].happened
        assert screen.view.note.startswith(happened)
        assert screen.view.code == row.code
        assert screen.extra is not None
        assert (screen.extra.label, screen.extra.act) == (words("lookups.again"), "again")


def check_journal(kiosk: AtLookups, row: Row, noted: int) -> None:
    """Each look-up has its purpose and its end in the journal, and nobody's data."""
    records = kiosk.journal()[noted:]
    for role in ROLES:
        facts = {"source": role.lower(), "purpose": SERVICE}
        started = [
            one
            for one in records
            if one["event"] == "look-up-started" and json.loads(one["facts"]) == facts
        ]
        ended = [
            one
            for one in records
            if one["event"] == "look-up-ended" and json.loads(one["facts"]) == facts
        ]
        assert len(started) == len(ended) == 1
        assert (ended[0]["disposition"], ended[0]["code"]) == (row.outcome, row.code)
        assert started[0]["seq"] < ended[0]["seq"]
    written = json.dumps(records, ensure_ascii=False)
    record = somebody(row)
    for private in (record.name, record.number.value, "92439900MA0TEXT04R", "秋美"):
        assert private not in written


def check_decision(kiosk: AtLookups, row: Row) -> None:
    """The kiosk guides and accepts as far as the rules allow; it says what waits, and why."""
    known = identify.facts_of(kiosk.session, kiosk.session.chosen_item())
    if row.fault:
        assert "licence_found" not in known, (
            "who gave no answer has not said that there is none"
        )
    else:
        assert known["licence_found"] is False
    looked_up = kiosk.session
    answer_questions(kiosk)
    (premises,) = [row for row in supplied(kiosk) if row.material.id == PREMISES]
    assert (premises.supply, premises.is_missing) == (Supply.HANDED_IN, True)
    assert premises.sought == row.outcome
    assert kiosk.session.begun().sought == dict.fromkeys(ROLES, row.outcome)
    for language in ("zh_CN", "en"):
        check_board(kiosk, row, language)
    kiosk.touch("forward")
    fill_form(kiosk)
    kiosk.touch("route", "ordinary")
    kiosk.touch("route", "handed_in")
    kiosk.handle(Signed(STROKES))
    kiosk.touch("forward")
    assert isinstance(kiosk.session.decision, Accepted)
    kept = json.loads(kept_from(kiosk.session.begun(), (), ()))
    assert kept["look_ups"] == dict.fromkeys(ROLES, row.outcome)
    kiosk.session = looked_up


def answer_questions(kiosk: AtLookups) -> None:
    """From the look-ups to the board."""
    kiosk.touch("forward")
    for value in ANSWERS:
        assert kiosk.session.state is State.GUIDE
        kiosk.touch("answer", value)
    assert kiosk.session.state is State.BOARD


def supplied(kiosk: AtLookups) -> tuple[SuppliedMaterial, ...]:
    return supply_materials(kiosk.session.chosen_item(), kiosk.session.begun())


def check_board(kiosk: AtLookups, row: Row, language: str) -> None:
    """The tag tells why; the note names what waits, and only where somebody did not answer."""
    words, view = Texts(language), kiosk.screen(language).view
    assert isinstance(view, BoardView)
    (shown,) = [one for one in view.rows if one.id == PREMISES]
    assert shown.chip.explanation.startswith(words(f"sought.{row.outcome}"))
    if row.fault:
        assert view.note == words("board.waits", names=shown.title)
    else:
        assert view.note == words("board.note")


def fill_form(kiosk: AtLookups) -> None:
    """Type what no certificate told."""
    values = {"f_addr": "湖南省虚构市示例区秋水路18号", "f_tel": "13800000000"}
    while (field := forming.asked_field(kiosk.session)) is not None:
        for key in values.pop(field.id):
            kiosk.handle(KeyTouched(key))
        kiosk.touch("forward")
    kiosk.touch("forward")
    assert kiosk.session.state is State.ROUTE


def check_asked_again(kiosk: AtLookups) -> None:
    """The platform works again: one touch asks the sources that failed."""
    kiosk.touch("again")
    assert kiosk.outcomes() == dict.fromkeys(ROLES, "")
    kiosk.settle()
    assert kiosk.outcomes() == {"DEED": "found", "COMMUNITY": "not_found", "BL": "found"}
    assert kiosk.screen().extra is None


def test_all_five_are_told_in_different_words() -> None:
    """Of each outcome one sentence on the screen and one on the board, and no two alike."""
    outcomes = sorted({row.outcome for row in ROWS})
    assert len(outcomes) == 5
    for language in ("zh_CN", "en"):
        words = Texts(language)
        for place in ("lookups", "sought"):
            assert len({words(f"{place}.{outcome}") for outcome in outcomes}) == 5
