# SPDX-License-Identifier: Apache-2.0
"""A road to a printer that answers from a script: what no simulator can be made to say."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Event
from typing import TypeVar

from devices.errors import DeviceError
from devices.printing.attempt import PrintLimits
from devices.printing.ipp import JobState, PrinterState
from devices.printing.port import (
    Capabilities,
    JobObservation,
    PrinterStatus,
    PrintJob,
    SubmittedJob,
)
from devices.printing.press import PrintOutcome, PrintProgress, print_once
from devices.states import DeviceState
from tests.support.printing import QUICK, MemoryLedger, Run

Answer = TypeVar("Answer")

ABLE = Capabilities(
    reports_state=True, reports_sheets=True, has_job_history=True, detects_reboot=True
)

PATIENT = replace(QUICK, up_time_slack_s=60.0)
"""The script's seconds since start stand still; that is held against no slow machine."""

READY = PrinterStatus(PrinterState.IDLE, DeviceState.ONLINE, up_time_s=1000, accepting=True)
PRINTING = JobObservation(known=True, printer=READY, state=JobState.PROCESSING, up_time_s=1000)
OUT = replace(PRINTING, state=JobState.COMPLETED, sheets_completed=1, impressions_completed=1)
CANCELED = replace(PRINTING, state=JobState.CANCELED, reasons=("job-canceled-by-user",))


@dataclass
class ScriptedPrinter:
    """Answers each kind of question from its list; the last answer is given again and again.

    Attributes:
        sent: the jobs that were sent.
        asked_about: whom ``observe`` was asked about.
        cancelled: the jobs that were called off.

    """

    statuses: list[PrinterStatus | DeviceError] = field(default_factory=lambda: [READY])
    refusals: list[DeviceError | None] = field(default_factory=lambda: [None])
    replies: list[SubmittedJob | DeviceError] = field(
        default_factory=lambda: [SubmittedJob("", 7, "urn:uuid:7")]
    )
    found: list[SubmittedJob | DeviceError | None] = field(default_factory=lambda: [None])
    seen: list[JobObservation | DeviceError] = field(default_factory=lambda: [OUT])
    ends: list[JobObservation | DeviceError] = field(default_factory=lambda: [CANCELED])
    capabilities: Capabilities = ABLE
    address: str = "ipp://127.0.0.1/script"
    sent: list[PrintJob] = field(default_factory=list)
    asked_about: list[SubmittedJob] = field(default_factory=list)
    cancelled: list[SubmittedJob] = field(default_factory=list)

    def status(self) -> PrinterStatus:
        return _next(self.statuses)

    def validate(self, job: PrintJob) -> None:  # noqa: ARG002
        _next(self.refusals)

    def submit(self, job: PrintJob) -> SubmittedJob:
        self.sent.append(job)
        return replace(_next(self.replies), attempt_id=job.attempt_id)

    def observe(self, submitted: SubmittedJob) -> JobObservation:
        self.asked_about.append(submitted)
        return _next(self.seen)

    def find(self, attempt_id: str) -> SubmittedJob | None:  # noqa: ARG002
        return _next(self.found)

    def cancel(
        self,
        submitted: SubmittedJob,
        *,
        deadline_s: float,  # noqa: ARG002
    ) -> JobObservation:
        self.cancelled.append(submitted)
        return _next(self.ends)

    def print(
        self,
        job: PrintJob,
        *,
        ledger: MemoryLedger | None = None,
        on_progress: Callable[[PrintProgress], None] = lambda _progress: None,
        cancelled: Event | None = None,
        limits: PrintLimits = PATIENT,
    ) -> Run:
        """Print one job here."""
        shown: list[PrintProgress] = []

        def show(progress: PrintProgress) -> None:
            shown.append(progress)
            on_progress(progress)

        ledger = ledger or MemoryLedger()
        outcome: PrintOutcome = print_once(
            self,
            ledger,
            job,
            on_progress=show,
            cancelled=cancelled or Event(),
            limits=limits,
        )
        return Run(outcome, ledger, shown)


def _next(script: list[Answer | DeviceError]) -> Answer:
    answer = script.pop(0) if len(script) > 1 else script[0]
    if isinstance(answer, DeviceError):
        raise answer
    return answer
