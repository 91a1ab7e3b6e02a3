# SPDX-License-Identifier: Apache-2.0
"""A printer that staff must mend before a paper is sent; a kiosk that closes meanwhile."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event

import pytest

from devices.errors import DeviceAbsentError, JobRefusedError
from devices.printing.attempt import AttemptState
from devices.printing.port import PrinterStatus
from devices.printing.press import PrintOutcome, PrintPhase, PrintProgress
from kiosk.pressroom import Pressroom
from kiosk.store.print_ledger import PrintAttempts
from kiosk.store.records import PaperState
from kiosk.store.store import Store
from kiosk.stored_paper import StoredPaper
from kiosk.workers import LeftError
from tests.support.printing import pdf
from tests.support.scripted_printer import OUT, PRINTING, READY, ScriptedPrinter
from tests.support.store_samples import numbered_case, opened

CASE = "K-0001-20261123-0001"
EMPTY, JAMMED, OPEN = (replace(READY, code=f"PRINTER-040{n}") for n in (2, 3, 4))
AWAY = DeviceAbsentError("PRINTER-0401", "printer", "nobody listens")
TWO_OUT = replace(OUT, sheets_completed=2, impressions_completed=2)


@dataclass
class Drawer:
    """What a pressroom asks of a desk: the ledger, and the one paper of the one case."""

    prints: PrintAttempts

    def stationery(self, _case_number: str, _name: str) -> str:
        return ""

    def paper(self, _case_number: str, _name: str) -> StoredPaper:
        return StoredPaper(pdf(2), 297.0, 210.0, 2)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as store:
        store.submit_case(numbered_case(store, CASE))
        store.documents.put(CASE, "licence.pdf", pdf(2))
        yield store


@dataclass
class Visit:
    """One paper printed in a pressroom; ``leaves_at`` is when the citizen calls it off."""

    room: Pressroom
    leaves_at: PrintPhase | None = None
    closes_at: PrintPhase | None = None

    def __post_init__(self) -> None:
        self.shown: list[PrintProgress] = []
        self._cancelled = Event()

    def printed(self) -> PrintOutcome:
        return self.room.print_paper(
            CASE, "licence", on_progress=self._told, cancelled=self._cancelled
        )

    def _told(self, progress: PrintProgress) -> None:
        self.shown.append(progress)
        if progress.phase is self.leaves_at:
            self._cancelled.set()
        if progress.phase is self.closes_at:
            self.room.leave()


def room_with(printer: ScriptedPrinter, store: Store) -> Pressroom:
    """A pressroom on this printer and the real ledger."""
    return Pressroom(printer, Drawer(store.prints))  # type: ignore[arg-type]


def waiting(code: str) -> PrintProgress:
    """What the screen shows while staff is needed."""
    return PrintProgress(PrintPhase.WAITING_OPERATOR, 0, 2, code)


@pytest.mark.parametrize("hindered", [EMPTY, JAMMED, OPEN])
def test_what_staff_mends_is_waited_for_and_then_printed_once(
    store: Store, hindered: PrinterStatus
) -> None:
    printer = ScriptedPrinter(statuses=[hindered, READY], seen=[TWO_OUT])
    visit = Visit(room_with(printer, store))
    assert visit.printed().state is AttemptState.DEVICE_DONE
    assert len(printer.sent) == 1
    assert visit.shown == [
        PrintProgress(PrintPhase.QUEUED, 0, 2),
        waiting(hindered.code),
        PrintProgress(PrintPhase.SENDING, 0, 2),
        PrintProgress(PrintPhase.DONE, 2, 2),
    ]
    (paper,) = store.prints.papers_of(CASE)
    assert paper.state is PaperState.OUT


def test_an_empty_tray_behind_an_open_cover_is_told_when_the_cover_is_closed(
    store: Store,
) -> None:
    printer = ScriptedPrinter(statuses=[OPEN, OPEN, EMPTY, READY], seen=[TWO_OUT])
    visit = Visit(room_with(printer, store))
    assert visit.printed().state is AttemptState.DEVICE_DONE
    assert [told for told in visit.shown if told.code] == [
        waiting("PRINTER-0404"),
        waiting("PRINTER-0402"),
    ]


def test_a_citizen_who_does_not_wait_for_staff_gets_no_sheet(store: Store) -> None:
    printer = ScriptedPrinter(statuses=[EMPTY])
    outcome = Visit(room_with(printer, store), PrintPhase.WAITING_OPERATOR).printed()
    assert (outcome.state, outcome.code) == (AttemptState.NOT_STARTED, "PRINTER-0402")
    assert printer.sent == []
    (paper,) = store.prints.papers_of(CASE)
    assert paper.state is PaperState.UNPRINTED


def test_a_printer_that_goes_away_while_staff_is_awaited_ends_the_wait(store: Store) -> None:
    printer = ScriptedPrinter(statuses=[OPEN, AWAY])
    outcome = Visit(room_with(printer, store)).printed()
    assert (outcome.state, outcome.code) == (AttemptState.NOT_STARTED, "PRINTER-0401")
    assert printer.sent == []


def test_what_nobody_in_the_hall_can_mend_is_not_waited_for(store: Store) -> None:
    no = JobRefusedError("PRINTER-0405", "printer", "will not print this")
    printer = ScriptedPrinter(refusals=[no])
    visit = Visit(room_with(printer, store))
    outcome = visit.printed()
    assert (outcome.state, outcome.code) == (AttemptState.NOT_STARTED, "PRINTER-0405")
    assert printer.sent == []
    assert waiting("PRINTER-0405") not in visit.shown


def test_a_kiosk_that_closes_leaves_the_sheet_to_the_printer_and_asks_at_the_next_start(
    store: Store,
) -> None:
    printer = ScriptedPrinter(seen=[PRINTING, TWO_OUT])
    with pytest.raises(LeftError):
        Visit(room_with(printer, store), closes_at=PrintPhase.PRINTING).printed()
    assert printer.cancelled == []
    (paper,) = store.prints.papers_of(CASE)
    assert paper.state is PaperState.OPEN
    room_with(printer, store).settle()
    (paper,) = store.prints.papers_of(CASE)
    assert paper.state is PaperState.OUT
    assert len(printer.sent) == 1


def test_a_kiosk_that_closes_while_staff_is_awaited_sends_nothing(store: Store) -> None:
    printer = ScriptedPrinter(statuses=[EMPTY])
    visit = Visit(room_with(printer, store), closes_at=PrintPhase.WAITING_OPERATOR)
    with pytest.raises(LeftError):
        visit.printed()
    assert printer.sent == []
    assert store.prints.open_attempts() == ()
