# SPDX-License-Identifier: Apache-2.0
"""``kiosk cases print|settle|…`` with a printer in another process: never twice, never lost."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from devices.printing.attempt import AttemptState
from devices.printing.ledger import Evidence
from kiosk.store.store import Store
from tests.support.console_in_process import run_main
from tests.support.printer_process import PrinterProcess
from tests.support.printing import pdf
from tests.support.store_samples import new_attempt, numbered_case, opened

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
CASE = "K-0042-20261123-0001"


@pytest.fixture(scope="module")
def device(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrinterProcess]:
    """One simulated printer for the whole file."""
    with PrinterProcess(tmp_path_factory.mktemp("printed")) as running:
        yield running


@dataclass
class Hall:
    """A site with one case of two papers, and its printer."""

    folder: Path
    printer: PrinterProcess

    def opened(self) -> Store:
        """The store as the running kiosk holds it."""
        return opened(self.folder / "data")

    def kiosk(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run ``kiosk cases …`` in this process."""
        return run_main("cases", *words, "--config", str(self.folder / "kiosk.toml"))

    def kiosk_apart(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run ``kiosk cases …`` as staff does, in another process."""
        site = str(self.folder / "kiosk.toml")
        return subprocess.run(
            [sys.executable, "-m", "kiosk", "cases", *words, "--config", site],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def attempted(self, end: AttemptState, *, address: str = "") -> str:
        """An attempt at the licence that ended so, or is still open; its id."""
        with self.opened() as store:
            return attempt_in(store, end, address or self.printer.address)


def nothing(attempt_id: str) -> tuple[str, ...]:
    """What two persons say who have found no sheet."""
    return ("settle", attempt_id, "nothing-came-out", "--by", "0107", "--witness", "0112")


def attempt_in(store: Store, end: AttemptState, address: str) -> str:
    """Keep an attempt at the licence in this ledger; its id."""
    document = store.documents.get(CASE, "licence.pdf")
    assert document is not None
    attempt = new_attempt(document.sha256, address)
    store.prints.begin(attempt)
    if end is not AttemptState.INTENT:
        store.prints.advance(attempt.attempt_id, end, Evidence())
    return attempt.attempt_id


@pytest.fixture
def hall(tmp_path: Path, device: PrinterProcess) -> Hall:
    """A site whose last visit printed nothing."""
    device.reset()
    made = Hall(tmp_path, device)
    (tmp_path / "kiosk.toml").write_text(
        f'[kiosk]\nid = "K-0042"\ndata_dir = "data"\n[printer]\nuri = "{device.address}"\n',
        "utf-8",
    )
    with made.opened() as store:
        papers = ("licence.pdf", "receipt.pdf")
        store.submit_case(numbered_case(store, CASE, papers=papers))
        for sheets, name in enumerate(papers, start=1):
            store.documents.put(CASE, name, pdf(sheets))
    return made


def test_what_did_not_print_is_printed_once_from_the_stored_bytes(hall: Hall) -> None:
    assert "unprinted: licence  unprinted: receipt" in hall.kiosk("list").stdout
    ended = hall.kiosk_apart("print", CASE)
    assert (ended.returncode, ended.stdout) == (0, "licence is out.\nreceipt is out.\n")
    assert len(hall.printer.sheets()) == 3
    assert [path.read_bytes() for path in hall.printer.documents()] == [pdf(1), pdf(2)]
    assert "unprinted" not in hall.kiosk("list").stdout
    again = hall.kiosk("print", CASE)
    assert (again.returncode, again.stderr) == (1, f"nothing of {CASE} is left to print\n")
    named = hall.kiosk("print", CASE, "--paper", "licence")
    assert named.returncode == 1
    assert named.stderr == f"licence of {CASE} is out of the printer; it is not printed twice\n"
    assert len(hall.printer.sheets()) == 3
    with hall.opened() as store:
        events = [row.event for row in store.journal.all()]
    assert events.count("print-started") == 2


def test_what_is_kept_for_the_post_is_printed_once_where_it_is_packed(hall: Hall) -> None:
    with hall.opened() as store:
        store.documents.put(CASE, "postal_slip.pdf", pdf(3), to_print=False)
    assert "postal_slip" not in hall.kiosk("list").stdout
    ended = hall.kiosk("print", CASE, "--kept")
    assert (ended.returncode, ended.stdout) == (0, "postal_slip is out.\n")
    assert len(hall.printer.sheets()) == 3
    assert hall.kiosk("print", CASE, "--kept").returncode == 1
    assert "unprinted: licence  unprinted: receipt" in hall.kiosk("list").stdout


def test_a_paper_that_may_be_out_waits_for_a_person(hall: Hall) -> None:
    attempt_id = hall.attempted(AttemptState.UNKNOWN)
    assert f"unsettled: licence {attempt_id}" in hall.kiosk("list").stdout
    papers = json.loads(hall.kiosk("list", "--json").stdout)["papers"]
    assert papers[0] == {"paper": "licence", "print": "unsettled", "attempt": attempt_id}
    refused = hall.kiosk("print", CASE, "--paper", "licence")
    assert refused.returncode == 1
    assert f"kiosk cases settle {attempt_id} came-out|" in refused.stderr
    assert "PRINTER-0409 printing is closed" in hall.kiosk("print", CASE).stderr
    assert hall.printer.sheets() == []
    alone = hall.kiosk("settle", attempt_id, "nothing-came-out", "--by", "0107")
    assert (alone.returncode, "needs two persons" in alone.stderr) == (1, True)
    assert hall.kiosk(*nothing(attempt_id)).returncode == 0
    assert hall.kiosk("print", CASE).stdout == "licence is out.\nreceipt is out.\n"
    with hall.opened() as store:
        assert "print-settled" in [row.event for row in store.journal.all()]


def test_a_paper_that_a_person_has_seen_is_not_printed(hall: Hall) -> None:
    attempt_id = hall.attempted(AttemptState.DEVICE_FAILED)
    assert hall.kiosk("settle", attempt_id, "came-out", "--by", "0107").returncode == 0
    assert hall.kiosk("print", CASE, "--paper", "licence").returncode == 1
    otherwise = hall.kiosk(*nothing(attempt_id))
    assert otherwise.returncode == 1
    assert otherwise.stderr.startswith(f"PRINTER-0406 attempt {attempt_id} cannot be settled")
    assert hall.printer.sheets() == []


def test_beside_a_kiosk_that_prints_it_is_told_and_left_alone(hall: Hall) -> None:
    with hall.opened() as store:
        attempt_id = attempt_in(store, AttemptState.INTENT, hall.printer.address)
        busy = hall.kiosk_apart("print", CASE)
        assert busy.returncode == 1
        assert "the running kiosk prints" in busy.stderr
        (standing,) = store.prints.open_attempts()
        store.prints.advance(attempt_id, AttemptState.NOT_STARTED, Evidence())
        assert standing.state is AttemptState.INTENT
        receipt = hall.kiosk_apart("print", CASE, "--paper", "receipt")
        assert receipt.stdout == "receipt is out.\n"
    assert len(hall.printer.sheets()) == 2


def test_what_an_ended_run_left_open_is_asked_of_the_device_first(hall: Hall) -> None:
    hall.attempted(AttemptState.SENT)
    ended = hall.kiosk("print", CASE)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "PRINTER-0409 printing is closed: licence.pdf" in ended.stderr
    assert "cases settle" in ended.stderr


def test_staff_is_told_what_to_look_for_and_opens_printing_by_saying_it(hall: Hall) -> None:
    attempt_id = hall.attempted(AttemptState.UNKNOWN)
    told = hall.kiosk("print-attempts").stdout
    assert attempt_id in told
    assert f"{CASE}  licence.pdf  1 sheets" in told
    assert told.endswith("Printing is closed.\n")
    line = json.loads(hall.kiosk("print-attempts", "--json").stdout)
    assert (line["attempt"], line["closes_printing"], line["blank"]) == (attempt_id, True, None)
    with hall.opened() as store:
        code = store.prints.pickup_code(CASE)
    assert len(code) == 6
    fetched = hall.kiosk("pickup", f"{code[:3]} {code[3:]}").stdout
    assert fetched == f"{CASE}  licence unsettled  receipt unprinted\n"
    assert hall.kiosk("pickup", "x").returncode == 1
    assert hall.kiosk("settle", attempt_id, "destroyed", "--by", "0107").returncode == 0
    assert hall.kiosk("print-attempts").stdout == "Printing is open.\n"


def test_a_paper_on_plain_stock_has_no_serial(hall: Hall) -> None:
    attempt_id = hall.attempted(AttemptState.UNKNOWN)
    two = ("--by", "0107", "--witness", "0112", "--serial", "7")
    refused = hall.kiosk("settle", attempt_id, "came-out", *two)
    assert (refused.returncode, "STOCK-1602" in refused.stderr) == (1, True)


def test_a_printer_without_paper_or_case_is_a_sentence(hall: Hall, tmp_path: Path) -> None:
    assert hall.kiosk("print", "K-1").stderr == "there is no case K-1\n"
    assert hall.kiosk("print", CASE, "--paper", "x").stderr == "nothing of x is left to print\n"
    hall.printer.control("set", paper=0)
    empty = hall.kiosk("print", CASE)
    assert empty.returncode == 1
    assert "PRINTER-0402 licence" in empty.stderr
    assert "it may be tried again" in empty.stderr
    (tmp_path / "kiosk.toml").write_text('[kiosk]\ndata_dir = "data"\n', "utf-8")
    assert hall.kiosk("print", CASE).stderr.startswith("CONFIG-0701 [printer]")


def test_a_print_that_is_broken_off_is_cancelled_at_the_device(hall: Hall) -> None:
    hall.printer.control("set", speed=30.0)
    site = str(hall.folder / "kiosk.toml")
    words = [sys.executable, "-m", "kiosk", "cases", "print", CASE, "--config", site]
    with subprocess.Popen(words, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if "licence: printing" in line:
                break
        process.send_signal(signal.SIGINT)
        told = process.stderr.read()
        assert process.wait(60) == 1
    assert "cases settle" in told
    with hall.opened() as store:
        assert store.prints.open_attempts() == ()
