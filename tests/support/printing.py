# SPDX-License-Identifier: Apache-2.0
"""What the tests of printing share: a ledger in memory, documents, quick limits."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Event
from uuid import uuid4

from pypdf import PdfWriter

from devices.printing.attempt import AttemptState, PrintLimits
from devices.printing.cups_queue import CupsQueue
from devices.printing.ipp_direct import IppDirect
from devices.printing.ipp_http import IppTimes
from devices.printing.ledger import AttemptRecord, Evidence
from devices.printing.port import PrinterPort, PrintJob
from devices.printing.press import PrintOutcome, PrintProgress, print_once
from devices.settings import PrinterSettings

QUICK_TIMES = IppTimes(connect_s=0.5, answer_s=0.4, total_s=1.0)
QUICK = PrintLimits(
    poll_s=0.02,
    settle_s=0.5,
    absent_s=0.1,
    progress_s=3.0,
    operator_s=5.0,
    confirm_s=0.5,
    up_time_slack_s=2.0,
)


@dataclass
class MemoryLedger:
    """A ``PrintLedger`` that forgets at the end of the test and keeps every step until then."""

    records: dict[str, AttemptRecord] = field(default_factory=dict)
    history: list[tuple[AttemptState, Evidence]] = field(default_factory=list)
    on_commit: Callable[[AttemptState], None] = field(default=lambda _state: None)

    def begin(self, attempt: AttemptRecord) -> None:
        assert attempt.attempt_id not in self.records
        self.on_commit(attempt.state)
        self.records[attempt.attempt_id] = attempt
        self.history.append((attempt.state, attempt.evidence))

    def advance(self, attempt_id: str, state: AttemptState, evidence: Evidence) -> None:
        self.on_commit(state)
        record = self.records[attempt_id]
        assert not record.state.is_final
        self.records[attempt_id] = replace(record, state=state, evidence=evidence)
        self.history.append((state, evidence))

    def open_attempts(self) -> tuple[AttemptRecord, ...]:
        return tuple(r for r in self.records.values() if not r.state.is_final)

    @property
    def states(self) -> list[AttemptState]:
        """Every state that was committed, in order."""
        return [state for state, _evidence in self.history]


def pdf(pages: int = 1) -> bytes:
    """Make a PDF of blank A4 landscape pages."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=841.89, height=595.28)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def a_job(sheets: int = 1) -> PrintJob:
    """Make a job of A4 landscape pages with a new attempt id."""
    return PrintJob(str(uuid4()), pdf(sheets), 297.0, 210.0, sheets)


def direct(address: str) -> IppDirect:
    """Make the driver with short time-outs."""
    return IppDirect(PrinterSettings(uri=address), QUICK_TIMES)


@dataclass
class Run:
    """One printed job with all that was shown and kept."""

    outcome: PrintOutcome
    ledger: MemoryLedger
    shown: list[PrintProgress]

    @property
    def phases(self) -> list[str]:
        """Phases that the screen showed, each change once."""
        values = [progress.phase.value for progress in self.shown]
        return [v for i, v in enumerate(values) if i == 0 or values[i - 1] != v]

    @property
    def codes(self) -> set[str]:
        """Fault codes that the screen showed."""
        return {progress.code for progress in self.shown} - {""}


def through_cups(queue: str, witness: str = "") -> CupsQueue:
    """Make the driver for a queue (``ipp://HOST:PORT/printers/NAME``) with short time-outs."""
    server, _, name = queue.removeprefix("ipp://").partition("/printers/")
    settings = PrinterSettings(uri=f"cups://{server}/{name}", witness_uri=witness)
    return CupsQueue(settings, QUICK_TIMES)


def run(
    address: str | PrinterPort,
    job: PrintJob,
    *,
    on_progress: Callable[[PrintProgress], None] = lambda _progress: None,
    cancelled: Event | None = None,
    limits: PrintLimits = QUICK,
    ledger: MemoryLedger | None = None,
) -> Run:
    """Print one job; ``on_progress`` is where a test's staff mends things."""
    ledger = ledger or MemoryLedger()
    shown: list[PrintProgress] = []

    def show(progress: PrintProgress) -> None:
        shown.append(progress)
        on_progress(progress)

    outcome = print_once(
        direct(address) if isinstance(address, str) else address,
        ledger,
        job,
        on_progress=show,
        cancelled=cancelled or Event(),
        limits=limits,
    )
    return Run(outcome, ledger, shown)
