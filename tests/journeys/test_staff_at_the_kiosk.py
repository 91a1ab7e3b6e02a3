# SPDX-License-Identifier: Apache-2.0
"""Hall staff at a whole kiosk: locked out and in again, two persons, blanks, restart."""

import json
from collections.abc import Iterator
from threading import Event
from time import monotonic

import pytest

from devices.identity.record import SourceKind
from devices.printing.attempt import AttemptState
from devices.printing.blanks import BlankEntry, BlankMove, BlankRange, BlankState
from devices.printing.ledger import Evidence
from kiosk.controller import Controller
from kiosk.screens.views import OutOfServiceView, StaffPinView, StaffView
from kiosk.screens.views_cases import CaseRow
from kiosk.screens.views_staff import StaffTaskView
from kiosk.session.events import TimedOut, Touched
from kiosk.session.session import Session
from kiosk.session.staff_guides import GUIDES
from kiosk.session.states import State
from kiosk.store.records import Disposition, Found, StaffRole
from kiosk.store.staff import StaffListError
from tests.support.staff_hand import LIU, PINS, WANG, ZHAO, Clerk
from tests.support.store_samples import new_attempt, sample_case
from tests.support.troubled import check_noted, hurried_kiosk, records, skip, walk_to
from tests.support.whole import WholeKiosk, quick_world

pytestmark = [pytest.mark.daemon, pytest.mark.slow]

SERIES = "hyg-2026a"


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WholeKiosk]:
    with quick_world(tmp_path_factory.mktemp("staff")) as world, hurried_kiosk(world) as whole:
        roles = {WANG: StaffRole.CLERK, ZHAO: StaffRole.CLERK, LIU: StaffRole.TECHNICIAN}
        for number, role in roles.items():
            try:
                whole.kiosk.staff.access.add(number, role, PINS[number])
            except StaffListError:  # the world is lent with its folder
                whole.kiosk.staff.access.set_pin(number, PINS[number])
        whole.wait_for(State.ATTRACT)
        yield whole


@pytest.fixture
def clerk(kiosk: WholeKiosk) -> Clerk:
    kiosk.rest_now()
    return Clerk(kiosk)


def test_a_locked_out_clerk_waits_or_is_let_in_from_the_console(
    kiosk: WholeKiosk, clerk: Clerk
) -> None:
    clerk.tap(*["machine"] * 5)
    clerk.types(WANG)
    clerk.tap("forward")
    for _ in range(5):
        clerk.types("1")
        clerk.tap("forward")
        kiosk.wait(lambda: bool(kiosk.session.staff.message), why="the door's word")
    kiosk.wait(lambda: kiosk.session.staff.message == "locked", why="the lock")
    view = kiosk.screen.view
    assert isinstance(view, StaffPinView)
    assert "15" in view.message
    clerk.types(PINS[WANG])
    clerk.tap("forward")
    kiosk.wait(lambda: kiosk.session.staff.message == "locked", why="still locked")
    clerk.tap("back", "back")
    clerk.enters(ZHAO)  # nobody else is locked out
    clerk.tap("back")
    kiosk.kiosk.staff.access.unlock(WANG)  # what kiosk staff unlock does
    clerk.enters(WANG)
    clerk.tap("back")
    clerk.tells("lock-out and recovery")
    check_noted(kiosk, "staff-entry-ended", disposition="locked")
    text = json.dumps(records(kiosk))
    assert all(pin not in text for pin in PINS.values())


def unknown_print(whole: WholeKiosk) -> str:
    """A print of a licence of which the printer lost track; its attempt."""
    store = whole.kiosk.store
    number = f"K-0001-20261123-9{len(store.cases.newest(1000)):03d}"
    store.submit_case(sample_case(number, decision="accepted", papers=("receipt.pdf",)))
    made = store.documents.put(number, "receipt.pdf", f"receipt {number}".encode())
    attempt = new_attempt(made.sha256)
    store.prints.begin(attempt)
    lost = Evidence(code="PRINTER-0406")
    store.prints.advance(attempt.attempt_id, AttemptState.UNKNOWN, lost)
    return attempt.attempt_id


def test_that_nothing_came_out_is_settled_by_two_persons_in_a_minute(
    kiosk: WholeKiosk, clerk: Clerk
) -> None:
    attempt = unknown_print(kiosk)
    clerk.enters(WANG)
    clerk.tap("prints", f"option-{attempt}", "option-nothing_came_out", "forward")
    kiosk.wait_for(State.STAFF_PIN)
    clerk.names(WANG)  # the same person is no second one
    kiosk.wait(lambda: kiosk.session.staff.message == "same_person", why="the objection")
    assert kiosk.kiosk.store.prints.is_closed()
    clerk.names(ZHAO)
    assert clerk.told() == "done"
    store = kiosk.kiosk.store
    said = Disposition(Found.NOTHING_CAME_OUT, WANG, ZHAO)
    assert store.prints.disposition_of(attempt) == said
    assert not store.prints.is_closed()
    kiosk.wait(lambda: not kiosk.session.staff.prints, why="an empty list")
    clerk.leaves()
    clerk.tells("UNKNOWN settled by two")
    check_noted(kiosk, "staff-witnessed")
    assert clerk.taps <= 60
    assert monotonic() - clerk.began < 60


def test_blanks_are_loaded_by_two_and_stand_in_todays_book(
    kiosk: WholeKiosk, clerk: Clerk
) -> None:
    stock = kiosk.kiosk.store.stock
    sheets = BlankRange(SERIES, 1001, 1100)
    stock.book(BlankEntry(BlankMove.RECEIVE, sheets, WANG, ZHAO, batch="L-7"))
    clerk.enters(WANG)
    clerk.tap("others", "option-blanks", f"option-{SERIES}", "forward")
    clerk.tap(*["key-⌫"] * 4)
    clerk.types("1050")
    clerk.tap("forward", "option-tray-2", "forward")
    clerk.names(LIU)  # a technician touches no ledger
    kiosk.wait(lambda: kiosk.session.staff.message == "no_right", why="the objection")
    assert stock.balance_of(SERIES).of(BlankState.LOADED) == 0
    clerk.names(ZHAO)
    assert clerk.told() == "done"
    assert stock.balance_of(SERIES).of(BlankState.LOADED) == 50
    booked = stock.entries(SERIES)[-1].entry
    assert (booked.who, booked.witness, booked.tray) == (WANG, ZHAO, "tray-2")
    clerk.tap("forward", "others", "option-blanks")
    kiosk.wait(lambda: any("1001-1050" in row.text for row in rows(kiosk)), why="today's book")
    clerk.tap("back", "back", "back")
    clerk.tells("blanks loaded by two, today's book read")


def rows(whole: WholeKiosk) -> tuple[CaseRow, ...]:
    view = whole.screen.view
    return view.rows if isinstance(view, StaffTaskView) else ()


def test_a_notice_closes_the_kiosk_and_is_taken_down(kiosk: WholeKiosk, clerk: Clerk) -> None:
    clerk.enters(LIU)
    clerk.tap("others", "option-notice", "option-part", "forward")
    assert clerk.told() == "done"
    clerk.leaves()
    assert kiosk.session.state is State.OUT_OF_SERVICE
    view = kiosk.screen.view
    assert isinstance(view, OutOfServiceView)
    assert (view.message, view.code) == ("在等零件，修好就开。", "STAFF-0903")
    skip(kiosk, 120.0)
    kiosk.rest(0.3)
    assert kiosk.session.state is State.OUT_OF_SERVICE
    clerk.enters(LIU)
    clerk.tap("others", "option-notice", "option-off", "forward")
    assert clerk.told() == "done"
    clerk.leaves()
    kiosk.wait_for(State.ATTRACT)
    assert kiosk.kiosk.store.staff.notice() is None


def test_a_device_and_the_program_are_restarted_between_visits(
    kiosk: WholeKiosk, clerk: Clerk
) -> None:
    asked: list[int] = []
    kiosk.kiosk.controller.closing.connect(asked.append)
    clerk.enters(WANG)
    view = kiosk.screen.view
    assert isinstance(view, StaffView)
    offered = {act.id for act in view.acts}
    assert offered == {"probe", "prints", "mend", "others", "assist_begin"}
    clerk.tap("others", "option-restart", "option-reader", "forward")
    assert clerk.told() == "done"
    kiosk.wait(lambda: not kiosk.session.staff.is_probing, why="the test")
    assert kiosk.session.machine.code_of("reader") == ""
    clerk.tap("forward", "others", "option-restart", "option-program")
    assert asked == []
    clerk.tap("forward")
    assert asked == [Controller.RESTART_STATUS]
    clerk.tap("back", "back")
    clerk.tells("restart of a device and the program")
    check_noted(kiosk, "app-restart-asked")
    check_noted(kiosk, "device-restart-asked")
    assert monotonic() - clerk.began < 60


def test_staff_that_walks_away_is_shown_out(kiosk: WholeKiosk, clerk: Clerk) -> None:
    clerk.enters(WANG)
    clerk.tap("prints")
    skip(kiosk, 181.0)
    kiosk.wait_for(State.ATTRACT)
    assert kiosk.session == at_rest(kiosk.session)
    check_noted(kiosk, "staff-left", disposition="idle")


def at_rest(now: Session) -> Session:
    return Session(
        catalogue=now.catalogue, machine=now.machine, visit=now.visit, state=now.state
    )


TROUBLES: dict[str, dict[str, object]] = {"refill": {"paper": 0}, "jam": {"kind": "jam"}}


def is_reported(whole: WholeKiosk, code: str) -> bool:
    """Whether the printer says this of itself; empty: that it is well."""
    return whole.session.machine.code_of("printer") == code


@pytest.mark.parametrize(
    ("guide", "code"), [("refill", "PRINTER-0402"), ("jam", "PRINTER-0403")]
)
def test_a_guide_leads_from_the_fault_to_the_printers_own_word(
    kiosk: WholeKiosk, clerk: Clerk, guide: str, code: str
) -> None:
    printer = kiosk.world.printer
    printer.tell("set" if guide == "refill" else "fault", **TROUBLES[guide])
    clerk.enters(WANG)
    kiosk.wait(lambda: is_reported(kiosk, code), why=code)
    clerk.tap("mend", f"option-{guide}")
    clerk.tap(*["forward"] * len(GUIDES[guide].pictures))  # all on the glass, nothing in hand
    kiosk.wait(lambda: not kiosk.session.staff.is_probing, why="the test")
    assert is_reported(kiosk, code)
    printer.tell("lay" if guide == "refill" else "clear")
    clerk.tap("option-again")
    kiosk.wait(lambda: is_reported(kiosk, ""), why="the printer's own word")
    clerk.leaves()
    check_noted(kiosk, "guide-ended", disposition="not_mended")
    check_noted(kiosk, "guide-ended", disposition="mended")
    clerk.tells(guide)


def guides_ended(whole: WholeKiosk) -> list[tuple[str, str]]:
    """Guides that were gone through, and what their devices said."""
    notes = (note for note in records(whole) if note["event"] == "guide-ended")
    return [(json.loads(note["facts"])["guide"], note["disposition"]) for note in notes]


def test_toner_is_changed_when_the_printer_says_so_and_not_before(
    kiosk: WholeKiosk, clerk: Clerk
) -> None:
    printer = kiosk.world.printer
    printer.tell("set", toner=0)
    clerk.enters(WANG)
    kiosk.wait(lambda: is_reported(kiosk, "PRINTER-0412"), why="no toner")
    clerk.tap("mend", "option-toner")
    printer.tell("set", toner=4)  # a cartridge that is nearly used up itself
    clerk.tap(*["forward"] * len(GUIDES["toner"].pictures))
    kiosk.wait(lambda: not kiosk.session.staff.is_probing, why="the test")
    assert is_reported(kiosk, "")
    (row,) = rows(kiosk)
    assert (row.text, row.tone) == ("机器自己说：能用，可是快用完了，还没有换好。", "owed")
    printer.tell("set", toner=100)
    clerk.tap("option-again")
    kiosk.wait(lambda: not kiosk.session.staff.is_probing, why="the test")
    assert rows(kiosk)[0].tone == "done"
    clerk.leaves()
    words = [("toner", "not_mended"), ("toner", "mended")]
    kiosk.wait(lambda: guides_ended(kiosk)[-2:] == words, why="the printer's words, noted")
    clerk.tells("toner")
    assert clerk.taps <= 32


def test_a_clerk_enters_by_the_identity_card_that_is_listed(
    kiosk: WholeKiosk, clerk: Clerk
) -> None:
    cards = kiosk.kiosk.runtime._equipment.cards
    assert cards is not None
    store, card = kiosk.kiosk.store.staff, "chen-qiumei"
    kiosk.world.reader.tell("lay", card=card)
    laid = cards.ways[SourceKind.SAM_SERIAL](5.0, Event())
    assert laid
    store.set_card(LIU, laid)
    kiosk.world.reader.tell("lift")
    try:
        clerk.tap(*["machine"] * 5)
        kiosk.wait_for(State.STAFF_PIN)
        clerk.names(LIU)  # the number without the card
        kiosk.wait(lambda: kiosk.session.staff.message == "card_missing", why="the objection")
        clerk.tap("back")
        kiosk.world.reader.tell("lay", card=card)
        kiosk.wait(lambda: kiosk.session.staff.asked == LIU, why="the card's holder")
        clerk.types(PINS[LIU])
        clerk.tap("forward")
        kiosk.wait_for(State.STAFF)
        kiosk.world.reader.tell("lift")
        clerk.tap("back")
    finally:
        store.set_card(LIU, "")
    assert card not in json.dumps(records(kiosk))
    clerk.tells("entry by card")


def test_a_clerk_helps_types_hands_over_and_restarts_after_the_visit(
    kiosk: WholeKiosk, clerk: Clerk
) -> None:
    asked: list[int] = []
    kiosk.kiosk.controller.closing.connect(asked.append)
    walk_to(kiosk, "Guide-situation")
    clerk.tap(*["knock"] * 5)
    kiosk.wait_for(State.STAFF_PIN)
    clerk.names(WANG)
    kiosk.wait_for(State.STAFF)
    clerk.tap("others", "option-restart", "option-program_after", "forward")
    assert clerk.told() == "done"
    clerk.tap("forward", "assist_begin")
    kiosk.wait_for(State.GUIDE)
    assert kiosk.session.assist is not None
    assert WANG in str(kiosk.screen.assist)
    clerk.tap("assist-turn")
    assert not kiosk.session.assist.is_typing
    check_noted(kiosk, "assist-changed", disposition="handed_over")
    assert asked == []
    kiosk.kiosk.controller.handle(Touched("leave"))
    kiosk.kiosk.controller.handle(TimedOut())
    kiosk.wait_for(State.ATTRACT)
    assert asked == [Controller.RESTART_STATUS]
    assert kiosk.screen.assist is None
    clerk.tells("help and restart after the visit")
