# SPDX-License-Identifier: Apache-2.0
"""Trouble: cupsd is ended or killed (kill -9) in mid-job, and comes back with an empty spool.

One sheet at most comes out, also of the next job with the same number, and the outcome is what
the device says, or unknown. The spool is emptied by the very line of ``packaging/``.
"""

import os
import re
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event, Thread

import pytest

from devices.printing.attempt import AttemptState
from tests.support.cups import (
    add_queue,
    prepared_cupsd,
    short_folder,
    wait_for,
    wait_until_answering,
)
from tests.support.printer_process import IDLE, PrinterProcess, free_port
from tests.support.printing import QUICK, MemoryLedger, Run, a_job, run, through_cups

pytestmark = [pytest.mark.daemon, pytest.mark.slow]

PATIENT = replace(QUICK, progress_s=4.0, operator_s=4.0, settle_s=4.0, confirm_s=2.0)
DROP_IN = Path(__file__).parents[2] / "packaging" / "cups-jiban.conf"
PHASES: dict[str, Callable[[PrinterProcess], bool]] = {
    "submitted": lambda _printer: True,
    "at the device": lambda printer: bool(printer.control("state")["jobs"]),
    "sheet out": lambda printer: bool(printer.sheets()),
}
"""What has come true when the daemon dies."""


@dataclass
class Daemon:
    """A private cupsd that can be killed and started again."""

    folder: Path
    device: str
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    command: list[str] = field(default_factory=list)

    @property
    def queue(self) -> str:
        """Address of the queue."""
        return f"ipp://127.0.0.1:{self.port}/printers/lic"

    def start(self) -> None:
        """Start it; the queue is made at the first start."""
        is_first = not self.command
        self.command = self.command or prepared_cupsd(self.folder, self.port)
        with (self.folder / "log/stderr").open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        wait_for(self.folder / "run/cups.sock")
        if is_first:
            add_queue(self.folder, f"127.0.0.1:{self.port}", self.device)
        wait_until_answering(self.queue)

    def end(self, number: signal.Signals) -> None:
        """End the daemon; what it had started, its backend, is ended after it."""
        assert self.process is not None
        os.kill(self.process.pid, number)
        self.process.wait(10)
        (self.folder / "run/cups.sock").unlink(missing_ok=True)
        for status in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                pid, _, rest = status.read_text().partition(" (")
                if int(rest.rpartition(") ")[2].split()[3]) == self.process.pid:
                    os.kill(int(pid), signal.SIGTERM)

    def empty_spool(self) -> None:
        """Run the line of the drop-in, on this daemon's folders."""
        (line,) = re.findall(r'ExecStartPre=/bin/sh -c "(.*)"', DROP_IN.read_text("utf-8"))
        line = line.replace("/var/spool/cups", str(self.folder / "spool"))
        line = line.replace("/var/cache/cups", str(self.folder / "cache"))
        subprocess.run(["/bin/sh", "-c", line], check=True, timeout=10)


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[PrinterProcess]:
    with PrinterProcess(tmp_path, sheet_s=1.0) as running:
        yield running


@pytest.fixture
def cupsd(printer: PrinterProcess) -> Iterator[Daemon]:
    with short_folder() as folder:
        daemon = Daemon(folder, printer.address)
        daemon.start()
        yield daemon
        daemon.end(signal.SIGTERM)


def restarted_in_mid_job(
    cupsd: Daemon, printer: PrinterProcess, number: signal.Signals, phase: str
) -> Run:
    """Print one sheet while the daemon dies and comes back."""
    submitted = Event()
    ledger = MemoryLedger()
    ledger.on_commit = lambda state: submitted.set() if state is AttemptState.SENT else None

    def die() -> None:
        while not submitted.wait(0.02) or not PHASES[phase](printer):
            pass
        cupsd.end(number)
        cupsd.empty_spool()
        cupsd.start()

    dying = Thread(target=die)
    dying.start()
    port = through_cups(cupsd.queue, printer.address)
    result = run(port, a_job(), limits=PATIENT, ledger=ledger)
    dying.join()
    return result


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM], ids=["killed", "ended"])
def test_a_daemon_that_dies_in_mid_job_prints_no_second_sheet(
    cupsd: Daemon, printer: PrinterProcess, number: signal.Signals, phase: str
) -> None:
    result = restarted_in_mid_job(cupsd, printer, number, phase)
    Event().wait(1.5)  # what the queue still had would come out now
    while printer.control("state")["state"] != IDLE:
        Event().wait(0.05)
    sheets = len(printer.sheets())
    assert sheets <= 1
    if result.outcome.state is AttemptState.DEVICE_DONE:
        assert sheets == 1
    if result.outcome.state is AttemptState.NOT_STARTED:
        assert sheets == 0
    again = run(through_cups(cupsd.queue, printer.address), a_job(), limits=PATIENT)
    assert again.outcome.state is AttemptState.DEVICE_DONE
    numbers = [one.ledger.history[-1][1].job_id for one in (result, again)]
    assert numbers in ([1, 1], [None, 1])  # the new daemon counts from 1 again
    assert len(printer.sheets()) == sheets + 1
