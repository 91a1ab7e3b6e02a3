# SPDX-License-Identifier: Apache-2.0
"""Trouble: application, printer or both die (kill -9) at any instant of a print.

After every death the next start asks the device, staff looks into the tray and says what lies
there, and what did not come out is printed again: in the end each licence is on one sheet,
counted at the device, and every numbered blank is accounted for. ``make test`` kills 25 times,
``make prove`` 500 times.
"""

import json
import os
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from devices.printing.attempt import AttemptState
from devices.printing.blanks import BlankEntry, BlankMove, BlankRange, BlankState, replayed
from devices.printing.press import reconcile
from kiosk.clock import SystemClock
from kiosk.journal import Journal
from kiosk.store.records import PaperState
from kiosk.store.store import Store
from tests.support.licence_printer import LIMITS, PAPER, SERIES, TRAY, print_licence
from tests.support.printer_process import IDLE, PrinterProcess
from tests.support.printing import direct, pdf
from tests.support.proof import announce, proof_count, proof_seed
from tests.support.store_samples import LOST_SHEET, SHEET_FOUND, numbered_case, opened

pytestmark = [pytest.mark.daemon, pytest.mark.slow]

KILLS = proof_count(25)
SEED = proof_seed()
VICTIMS = ("application", "printer", "both")
HINDRANCES: dict[str, dict[str, object]] = {
    "intent": {},
    "sent": {},
    "printing": {},
    "wait_operator": {"kind": "jam", "after_sheets": 0},
    "device_done": {},
    "device_failed": {"kind": "abort", "after_sheets": 0},
    "unknown": {"kind": "zero_impressions"},
    "not_started": {"kind": "http_500", "operation": 2},
}
"""What leads to each state of the ledger."""
COMMITS = [f"{when} {state}" for state in HINDRANCES for when in ("before", "after")]
BLANKS = KILLS + 4 * len(COMMITS)
"""One for each licence and some to be spoiled: one that is lost on the way would be missed."""
WHO, WITNESS = "0107", "0112"


@dataclass
class Hall:
    """One kiosk's folder, its printer, and the process that prints and dies."""

    folder: Path
    printer: PrinterProcess
    forker: subprocess.Popen[str]
    table: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    licences: int = 0

    def opened(self) -> Store:
        """The store, as the next start opens it."""
        return opened(self.folder, SystemClock())

    def new_licence(self) -> str:
        """Commit a case with its licence; its number."""
        self.licences += 1
        case_id = f"K-0001-20261123-{self.licences:05}"
        with self.opened() as store:
            store.submit_case(numbered_case(store, case_id))
            store.documents.put(case_id, PAPER, pdf() + f"\n%{case_id}\n".encode())
        return case_id

    def begin(self, case_id: str, die: str = "") -> int:
        """Start to print in another process; its process id."""
        said = {
            "folder": str(self.folder),
            "address": self.printer.address,
            "case": case_id,
            "die": die,
        }
        assert self.forker.stdin is not None
        self.forker.stdin.write(json.dumps(said) + "\n")
        self.forker.stdin.flush()
        return int(self._said().removeprefix("pid "))

    def wait_until_dead(self) -> None:
        """Wait until the process that prints is gone."""
        assert self._said() == "dead"

    def _said(self) -> str:
        assert self.forker.stdout is not None
        return self.forker.stdout.readline().strip()

    def wait_until_idle(self) -> None:
        """Wait until the printer has done what it had begun."""
        while self.printer.control("state")["state"] != IDLE:
            threading.Event().wait(0.02)

    def sheets_of(self, store: Store, case_id: str) -> int:
        """Sheets of this licence that lie in the printer's tray, whatever anybody says."""
        document = store.documents.get(case_id, PAPER)
        assert document is not None
        rows = store._database.execute(
            "SELECT attempt_id FROM print_attempt WHERE document_sha256 = ?",
            (document.sha256,),
        )
        lines = self.printer.sheets()
        return sum(attempt_id in line for (attempt_id,) in rows for line in lines)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """A kiosk with blanks in the tray and a printer that takes 0.1 s for a sheet."""
    tmp_path = tmp_path_factory.mktemp("hall")
    folder, printed = tmp_path / "data", tmp_path / "printed"
    printed.mkdir()
    with opened(folder, SystemClock()) as store:
        blanks = BlankRange(SERIES, 1, BLANKS)
        store.stock.book(BlankEntry(BlankMove.RECEIVE, blanks, WHO, WITNESS, batch="B1"))
        store.stock.book(BlankEntry(BlankMove.LOAD, blanks, WHO, WITNESS, tray=TRAY))
    command = [sys.executable, "-m", "tests.support.licence_printer"]
    with (
        PrinterProcess(printed, sheet_s=0.1) as printer,
        subprocess.Popen(
            command,
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as forker,
    ):
        yield Hall(folder, printer, forker)
        assert forker.stdin is not None
        forker.stdin.close()


def settled(hall: Hall, case_id: str) -> tuple[str, int]:
    """What the next start finds of the print: its end, and the sheets at the device."""
    hall.wait_until_idle()
    with hall.opened() as store:
        reconcile(direct(hall.printer.address), store.prints, limits=LIMITS)
        assert store.prints.open_attempts() == ()
        hall.wait_until_idle()
        sheets = hall.sheets_of(store, case_id)
        (paper,) = store.prints.papers_of(case_id)
        check_claim(store, paper.state, sheets)
        check_books(store)
        return paper.state.value, sheets


def check_claim(store: Store, state: PaperState, sheets: int) -> None:
    """What the kiosk claims is true, and where it knows nothing it prints nothing."""
    assert sheets <= 1
    if state is PaperState.OUT:
        assert sheets == 1
    if state is PaperState.UNPRINTED:
        assert sheets == 0
    waiting = store.prints.unsettled_prints()
    assert (state is PaperState.UNSETTLED) == bool(waiting)
    assert store.prints.is_closed() == any(one.is_closing for one in waiting)


def check_books(store: Store) -> None:
    """Every blank is in one state, the file is what its lines say, the journal holds."""
    counted = store.stock.balance_of(SERIES)
    assert counted.ever_received == BLANKS
    entries = [booked.entry for booked in store.stock.entries(SERIES)]
    assert replayed(entries)[SERIES] == store.stock.sheets_of(SERIES)
    reserved = len(store.prints.unsettled_prints())
    assert counted.of(BlankState.RESERVED) == reserved
    assert Journal.open(store, clock=SystemClock()).verify().is_good


def finish(hall: Hall, case_id: str) -> None:
    """Staff looks and says what lies there; what did not come out is printed again."""
    with hall.opened() as store:
        for waiting in store.prints.unsettled_prints():
            found = SHEET_FOUND if hall.sheets_of(store, case_id) else LOST_SHEET
            store.prints.settle(waiting.attempt_id, found)
        (paper,) = store.prints.papers_of(case_id)
        if paper.state is PaperState.UNPRINTED:
            outcome = print_licence(store, hall.printer.address, case_id)
            assert outcome.state is AttemptState.DEVICE_DONE, outcome
        assert hall.sheets_of(store, case_id) == 1
        assert store.open_work().unprinted == ()
        check_books(store)


def hinder(hall: Hall, commit: str) -> None:
    """Let the printer do what leads to this commit."""
    hindrance = HINDRANCES[commit.split()[1]]
    if hindrance:
        hall.printer.control("fault", **hindrance)


@pytest.mark.parametrize("commit", COMMITS)
def test_killed_at_a_commit_no_licence_is_lost_and_none_comes_twice(
    hall: Hall, commit: str
) -> None:
    case_id = hall.new_licence()
    hinder(hall, commit)
    pid = hall.begin(case_id, commit)
    hall.wait_until_dead()
    assert not Path(f"/proc/{pid}").exists()
    hall.printer.control("clear")
    settled(hall, case_id)
    finish(hall, case_id)


@pytest.mark.parametrize("commit", COMMITS)
def test_a_printer_that_dies_at_a_commit_loses_no_licence_and_doubles_none(
    hall: Hall, commit: str
) -> None:
    happened = threading.Event()

    def die() -> None:
        hall.printer.power_cut()
        hall.printer.power_on()
        happened.set()

    case_id = hall.new_licence()
    hinder(hall, commit)
    with hall.opened() as store:
        print_licence(store, hall.printer.address, case_id, when=commit, act=die)
    assert happened.is_set()
    hall.printer.control("clear")
    settled(hall, case_id)
    finish(hall, case_id)


def test_killed_at_any_instant_every_licence_is_on_one_sheet_and_every_blank_known(
    hall: Hall, capsys: pytest.CaptureFixture[str]
) -> None:
    announce(capsys, f"{KILLS} kills of application and printer in mid-print", SEED)
    chance = random.Random(SEED)
    for _ in range(KILLS):
        victim = chance.choice(VICTIMS)
        case_id = hall.new_licence()
        pid = hall.begin(case_id)
        threading.Event().wait(chance.uniform(0.0, 0.5))
        if victim != "application":
            hall.printer.power_cut()
        if victim != "printer":
            with suppress(ProcessLookupError):  # it was quicker than this test
                os.kill(pid, signal.SIGKILL)
        if victim != "application":
            hall.printer.power_on()
        hall.wait_until_dead()
        state, sheets = settled(hall, case_id)
        hall.table[victim, state, sheets] += 1
        finish(hall, case_id)
    with hall.opened() as store:
        used = store.stock.balance_of(SERIES).of(BlankState.USED)
        assert used == hall.licences == len(hall.printer.sheets())
        store.check()
    tell(hall, capsys)


def tell(hall: Hall, capsys: pytest.CaptureFixture[str]) -> None:
    """Print what was found at the next start, by who had died."""
    with capsys.disabled():
        sys.stdout.write("died         found at the next start   sheets   times\n")
        for (victim, state, sheets), times in sorted(hall.table.items()):
            sys.stdout.write(f"{victim:<12} {state:<25} {sheets:6d} {times:7d}\n")
