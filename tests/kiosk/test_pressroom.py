# SPDX-License-Identifier: Apache-2.0
"""The pressroom on a real ledger and printer: what a store fault left open blocks nobody."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from devices.printing.attempt import AttemptState
from devices.printing.ledger import AttemptRecord, Evidence
from devices.printing.progress import PrintOutcome
from kiosk.app import CATALOGUE, templates_of
from kiosk.clock import SystemClock
from kiosk.desk import Desk, DeskSettings
from kiosk.documents.process import DocumentProcess
from kiosk.journal import Journal
from kiosk.pressroom import Pressroom
from kiosk.store.errors import StoreNotWritableError
from kiosk.store.store import Store
from tests.support.applying import shipped
from tests.support.document_process import setup_in
from tests.support.printer_process import PrinterProcess
from tests.support.printing import direct, pdf
from tests.support.store_samples import new_attempt, numbered_case

pytestmark = pytest.mark.slow

CLOCK = SystemClock()
FIRST, SECOND = "K-0001-20261123-0001", "K-0001-20261123-0002"


class FullDisk:
    """A ledger whose disk is full at the first advance, and has room again afterwards."""

    def __init__(self, store: Store) -> None:
        self._prints = store.prints
        self._is_full = True
        self.open_attempts = store.prints.open_attempts

    def begin(self, attempt: AttemptRecord) -> None:
        self._prints.begin(attempt)

    def advance(self, attempt_id: str, state: AttemptState, evidence: Evidence) -> None:
        if self._is_full:
            self._is_full = False
            raise StoreNotWritableError("STORE-0501", "disk full")
        self._prints.advance(attempt_id, state, evidence)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with two cases, each with its licence."""
    store = Store.open(tmp_path / "data", clock=CLOCK)
    journal = Journal.open(store, clock=CLOCK)
    for case_id, sheets in ((FIRST, 1), (SECOND, 2)):
        store.submit_case(numbered_case(store, case_id))
        store.documents.put(case_id, "licence.pdf", pdf(sheets))
    catalogue = shipped()
    yield Desk(
        DeskSettings("K-0001", "439900", "示例局", "", templates_of(CATALOGUE, catalogue)),
        catalogue=catalogue,
        store=store,
        journal=journal,
        documents=DocumentProcess(setup_in(tmp_path), clock=CLOCK),
        clock=CLOCK,
    )
    store.close()


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[PrinterProcess]:
    """A simulated printer in another process."""
    folder = tmp_path / "printed"
    folder.mkdir()
    with PrinterProcess(folder) as running:
        yield running


def printed(room: Pressroom, case_number: str) -> PrintOutcome:
    """Print the licence of this case."""
    return room.print_paper(
        case_number, "licence", on_progress=lambda _progress: None, cancelled=Event()
    )


def test_a_store_fault_in_mid_print_does_not_block_the_next_paper(
    desk: Desk, printer: PrinterProcess
) -> None:
    desk.prints = FullDisk(desk.store)  # type: ignore[assignment]
    room = Pressroom(direct(printer.address), desk)
    with pytest.raises(StoreNotWritableError):
        printed(room, FIRST)
    assert len(desk.prints.open_attempts()) == 1
    assert printed(room, SECOND).state is AttemptState.DEVICE_DONE
    assert desk.prints.open_attempts() == ()
    assert len(printer.documents()) == 2


def test_what_staff_prints_beside_the_kiosk_is_not_touched(
    desk: Desk, printer: PrinterProcess
) -> None:
    room = Pressroom(direct(printer.address), desk)
    document = desk.store.documents.get(FIRST, "licence.pdf")
    assert document is not None
    theirs = new_attempt(document.sha256, printer.address)
    desk.store.prints.begin(theirs)
    outcome = printed(room, SECOND)
    assert (outcome.state, outcome.code) == (AttemptState.NOT_STARTED, "PRINTER-0406")
    assert desk.prints.open_attempts() == (theirs,)
    assert printer.documents() == []


def test_what_the_last_run_left_is_asked_of_the_device(
    desk: Desk, printer: PrinterProcess
) -> None:
    document = desk.store.documents.get(FIRST, "licence.pdf")
    assert document is not None
    left = new_attempt(document.sha256, printer.address)
    desk.store.prints.begin(left)
    desk.store.prints.advance(left.attempt_id, AttemptState.SENT, Evidence())
    Pressroom(direct(printer.address), desk).settle()
    assert desk.prints.open_attempts() == ()
    assert desk.store.open_work().unsettled == (left.attempt_id,)


def test_what_has_ended_is_not_remembered_for_ever(desk: Desk, printer: PrinterProcess) -> None:
    """A kiosk prints for months between two starts."""
    room = Pressroom(direct(printer.address), desk)
    for case_number in (FIRST, SECOND):
        printed(room, case_number)
    room.settle()
    assert room._ours == set()
