# SPDX-License-Identifier: Apache-2.0
"""Second documents on the roll: out once, kept account of, and on A4 in every other case."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

import pytest
import zxingcpp

from devices.printing.attempt import AttemptState
from devices.printing.ledger import AttemptRecord
from devices.receipt_printer.commands import Bitmap
from devices.receipt_printer.receipt_printer import ReceiptPrinter, SlipEnd, SlipOutcome
from kiosk.app import CATALOGUE, templates_of
from kiosk.clock import SystemClock
from kiosk.desk import Desk, DeskSettings
from kiosk.documents.process import DocumentProcess
from kiosk.journal import Journal
from kiosk.pressroom import Pressroom
from kiosk.print_room import PrintRoom
from kiosk.session import events
from kiosk.session.effects import Issue, PrintPapers, PrintWindowSlip
from kiosk.slips import Slips, slips_of, token_of
from kiosk.store.print_ledger import slip_sha256
from kiosk.store.records import PaperState
from kiosk.store.store import Store
from kiosk.workers import Worker
from tests.support.applying import shipped
from tests.support.document_process import setup_in
from tests.support.printer_process import PrinterProcess
from tests.support.printing import direct
from tests.support.receipts import receipt_printer_on, running_receipt_printer, slips
from tests.support.simulators import RunningSimulator
from tests.support.visits import STROKES, Visit

pytestmark = pytest.mark.slow

CLOCK = SystemClock()
PAPERS = ("licence", "promise_letter", "receipt")


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DocumentProcess]:
    process = DocumentProcess(setup_in(tmp_path_factory.mktemp("keys")), clock=CLOCK)
    process.wait_ready(deadline_s=60.0)
    yield process
    process.close()


@pytest.fixture(scope="module")
def simulated() -> Iterator[RunningSimulator]:
    with running_receipt_printer() as running:
        yield running


@pytest.fixture
def roll(simulated: RunningSimulator) -> RunningSimulator:
    simulated.reset()
    return simulated


@pytest.fixture
def a4(tmp_path: Path) -> Iterator[PrinterProcess]:
    (tmp_path / "printed").mkdir()
    with PrinterProcess(tmp_path / "printed") as running:
        yield running


@pytest.fixture
def desk(tmp_path: Path, documents: DocumentProcess) -> Iterator[Desk]:
    store = Store.open(tmp_path / "data", clock=CLOCK)
    catalogue = shipped()
    templates = templates_of(CATALOGUE, catalogue)
    yield Desk(
        DeskSettings("K-0001", "439900", "示例局", "", templates),
        catalogue=catalogue,
        store=store,
        journal=Journal.open(store, clock=CLOCK),
        documents=documents,
        clock=CLOCK,
    )
    store.close()


def issued(desk: Desk) -> str:
    """A case with licence, letter and receipt; its number."""
    session = Visit().until_review("promise").session
    assert session.decision is not None
    asked = Issue(
        session.visit, session.day(), session.begun(), session.decision, STROKES, "zh_CN"
    )
    made = desk.issue(asked, lambda _line, _number: None)
    assert made.names == PAPERS
    return made.case_number


def slips_on(desk: Desk, printer: ReceiptPrinter) -> Slips:
    return Slips(printer, desk, machine="K-0001", clock=CLOCK)


@dataclass
class Room:
    """A print room and what it tells the session."""

    desk: Desk
    a4: PrinterProcess
    slips: Slips | None
    told: list[events.Event] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._desk_worker = Worker("desk")
        self.room = PrintRoom(
            Pressroom(direct(self.a4.address), self.desk),
            self.desk,
            self._desk_worker,
            tell=self.told.append,
            doubt=lambda: self.doubts.append("doubt"),
            printed=lambda _case, _name: None,
            slips=self.slips,
        )

    def print(self, case_number: str) -> dict[str, events.PaperEnded]:
        """Print all papers of a case; how each ended."""
        failed: list[str] = []
        self.room.print(PrintPapers(1, case_number, PAPERS), failed.append)
        self.finish()
        assert failed == []
        ended = [one for one in self.told if isinstance(one, events.PaperEnded)]
        return {one.paper: one for one in ended}

    def finish(self) -> None:
        """Wait until both workers have done everything."""
        for worker in (self.room.worker, self._desk_worker, self.room.worker):
            done = Event()
            worker.do(done.set, lambda _code: None)
            assert done.wait(60.0)


def fill_disk(desk: Desk, *, is_full: bool) -> None:
    """Let the store take nothing more, or be well again."""
    desk.store._database.execute(f"PRAGMA query_only = {int(is_full)}")


def states(desk: Desk, case_number: str) -> dict[str, PaperState]:
    return {one.name: one.state for one in desk.store.prints.papers_of(case_number)}


def test_the_receipt_comes_out_on_the_roll_and_the_licence_on_paper(
    desk: Desk, a4: PrinterProcess, roll: RunningSimulator
) -> None:
    case_number = issued(desk)
    room = Room(desk, a4, slips_on(desk, receipt_printer_on(roll)))
    ended = room.print(case_number)
    assert {name: (one.delivered, one.is_slip) for name, one in ended.items()} == {
        "licence": (True, False),
        "promise_letter": (True, False),
        "receipt": (True, True),
    }
    assert len(a4.documents()) == 2
    slip = slips(roll)[-1]
    (code,) = zxingcpp.read_barcodes(slip.convert("L"))
    assert code.text.startswith(f"JC1:{case_number}:")
    assert set(states(desk, case_number).values()) == {PaperState.OUT}
    assert desk.store.open_work().unprinted == (), "the staff page counts no slip as open"
    assert room.doubts == []
    assert desk.prints.open_attempts() == ()


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ({"kind": "paper_end", "after_rows": 400}, "RECEIPT-1702"),
        ({"kind": "power_cut", "after_rows": 400}, "RECEIPT-1701"),
        ({"kind": "hang"}, "RECEIPT-1705"),
    ],
)
def test_a_slip_that_fails_comes_out_on_a4_once_and_is_told(
    desk: Desk,
    a4: PrinterProcess,
    roll: RunningSimulator,
    *,
    fault: dict[str, object],
    code: str,
) -> None:
    case_number = issued(desk)
    roll.send("fault", **fault)
    room = Room(desk, a4, slips_on(desk, receipt_printer_on(roll)))
    ended = room.print(case_number)
    assert (ended["receipt"].delivered, ended["receipt"].is_slip) == (True, False)
    assert len(a4.documents()) == 3
    assert set(states(desk, case_number).values()) == {PaperState.OUT}
    assert room.doubts
    assert any(code in line for line in desk.journal.export())
    assert not desk.prints.is_closed()
    assert desk.prints.unsettled() == ()
    roll.send("clear")


def test_a_licence_that_fails_leaves_the_receipt_to_the_roll(
    desk: Desk, a4: PrinterProcess, roll: RunningSimulator
) -> None:
    case_number = issued(desk)
    a4.control("fault", kind="offline")
    room = Room(desk, a4, slips_on(desk, receipt_printer_on(roll)))
    ended = room.print(case_number)
    assert not ended["licence"].delivered
    assert ended["receipt"].is_slip
    assert "promise_letter" not in ended
    found = states(desk, case_number)
    assert found["receipt"] is PaperState.OUT
    assert found["promise_letter"] is PaperState.UNPRINTED


def test_the_code_for_a_licence_that_did_not_come_out_is_on_the_roll_too(
    desk: Desk, a4: PrinterProcess, roll: RunningSimulator
) -> None:
    case_number = issued(desk)
    a4.control("fault", kind="offline")
    room = Room(desk, a4, slips_on(desk, receipt_printer_on(roll)))
    ended = room.print(case_number)["licence"]
    assert ended.pickup == desk.prints.pickup_code(case_number) != ""
    assert ended.is_pickup_on_slip
    *_, receipt, code_slip = slips(roll)
    assert code_slip.height < receipt.height
    assert room.doubts


def test_a_code_that_no_roll_bears_is_told_on_the_glass_alone(
    desk: Desk, a4: PrinterProcess, roll: RunningSimulator
) -> None:
    case_number = issued(desk)
    a4.control("fault", kind="offline")
    roll.send("fault", kind="cover_open")
    room = Room(desk, a4, slips_on(desk, receipt_printer_on(roll)))
    ended = room.print(case_number)["licence"]
    assert ended.pickup
    assert not ended.is_pickup_on_slip
    assert slips(roll) == []
    roll.send("clear")


def test_without_a_receipt_printer_every_paper_is_a4(desk: Desk, a4: PrinterProcess) -> None:
    case_number = issued(desk)
    assert slips_of(None, desk, machine="K-0001", clock=CLOCK) is None
    ended = Room(desk, a4, None).print(case_number)
    assert not any(one.is_slip for one in ended.values())
    assert len(a4.documents()) == 3


def test_a_slip_that_the_kiosks_stop_left_open_is_no_proof_and_blocks_nothing(
    desk: Desk, a4: PrinterProcess, roll: RunningSimulator
) -> None:
    case_number = issued(desk)
    stored = desk.store.documents.get(case_number, "receipt.pdf")
    assert stored is not None
    left = AttemptRecord(
        "00000000-0000-4000-8000-000000000001",
        roll.address,
        slip_sha256(stored.sha256),
        1,
        AttemptState.INTENT,
    )
    desk.prints.begin(left)
    room = Room(desk, a4, slips_on(desk, receipt_printer_on(roll)))
    room.room.settle()
    assert desk.prints.open_attempts() == ()
    assert states(desk, case_number)["receipt"] is PaperState.UNPRINTED
    assert room.print(case_number)["receipt"].is_slip


def test_a_store_that_takes_nothing_more_hides_no_paper_that_failed(
    desk: Desk, a4: PrinterProcess, roll: RunningSimulator
) -> None:
    case_number = issued(desk)
    a4.control("fault", kind="offline")
    room = Room(desk, a4, slips_on(desk, receipt_printer_on(roll)))
    fill_disk(desk, is_full=True)
    ended = room.print(case_number)
    fill_disk(desk, is_full=False)
    assert not ended["licence"].delivered
    assert slips(roll) == []


@dataclass
class FullOnceItIsOut:
    """The printer, and a disk that is full when a slip of it is out."""

    printer: ReceiptPrinter
    desk: Desk

    @property
    def address(self) -> str:
        return self.printer.address

    def print(
        self, slip: Bitmap, token: bytes, *, sending: Callable[[], None], cancelled: Event
    ) -> SlipOutcome:
        outcome = self.printer.print(slip, token, sending=sending, cancelled=cancelled)
        fill_disk(self.desk, is_full=True)
        return outcome


def test_a_slip_whose_end_could_not_be_kept_does_not_close_the_other_printer(
    desk: Desk, a4: PrinterProcess, roll: RunningSimulator
) -> None:
    case_number, printer = issued(desk), receipt_printer_on(roll)
    held = Slips(FullOnceItIsOut(printer, desk), desk, machine="K-0001", clock=CLOCK)
    room = Room(desk, a4, held)
    assert not room.print(case_number)["receipt"].delivered
    fill_disk(desk, is_full=False)
    assert len(desk.prints.open_attempts()) == 1
    next_one = issued(desk)
    ended = Room(desk, a4, slips_on(desk, printer)).print(next_one)
    assert [ended[name].delivered for name in PAPERS] == [True, True, True]
    assert desk.prints.open_attempts() == ()


def test_a_receipt_made_again_says_so_and_a_licence_is_never_a_slip(
    desk: Desk, roll: RunningSimulator
) -> None:
    case_number = issued(desk)
    held = slips_on(desk, receipt_printer_on(roll))
    assert [held.is_slip(name) for name in (*PAPERS, "receipt-2")] == [
        False,
        False,
        True,
        True,
    ]
    first = held._kept(case_number, "receipt")
    again = held._kept(case_number, "receipt-2")
    assert "reprinted" not in first.values
    assert "补打件" in str(again.values["reprinted"])
    for name in ("receipt-7", "nothing"):
        with pytest.raises(LookupError):
            held.print_paper(case_number, name, cancelled=Event())
    with pytest.raises(LookupError, match="none of the papers"):
        held._kept(case_number, "appeal_slip")


@pytest.mark.parametrize("is_roll_well", [True, False])
def test_the_slip_for_the_window_comes_out_on_the_roll_or_on_a4(
    desk: Desk, a4: PrinterProcess, roll: RunningSimulator, *, is_roll_well: bool
) -> None:
    session = Visit().until_review("promise").session
    if not is_roll_well:
        roll.send("fault", kind="cover_open")
    room = Room(desk, a4, slips_on(desk, receipt_printer_on(roll)))
    effect = PrintWindowSlip(1, session.chosen_item(), session.begun(), ("U+79CB",))
    room.room.send_to_window(effect)
    room.finish()
    assert bool(slips(roll)) is is_roll_well
    assert len(a4.documents()) == (0 if is_roll_well else 1)
    roll.send("clear")


def test_a_character_that_no_font_draws_leaves_the_paper_to_a4(
    desk: Desk, roll: RunningSimulator
) -> None:
    held = slips_on(desk, receipt_printer_on(roll))
    case_number = issued(desk)
    paper = held._kept(case_number, "receipt")
    odd = type(paper)("receipt", {**paper.values, "applicant": "王\ue000"})
    outcome = held.print_loose(odd, cancelled=Event())
    assert (outcome.end, outcome.code) == (SlipEnd.NOT_STARTED, "DOCUMENT-0601")


def test_tokens_are_printable_and_differ() -> None:
    tokens = {token_of(f"attempt {number}") for number in range(200)}
    assert len(tokens) == 200
    assert all(token.isalnum() and len(token) == 4 for token in tokens)
