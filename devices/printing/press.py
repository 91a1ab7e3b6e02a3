# SPDX-License-Identifier: Apache-2.0
"""Prints one document once: drives an attempt from pre-flight to the device's last word."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from threading import Event

from devices.printing.attempt import AttemptState, PrintLimits
from devices.printing.ledger import Evidence, PrintLedger
from devices.printing.port import PrinterPort, PrintJob


class PrintPhase(Enum):
    """What the screen says about a print."""

    QUEUED = "queued"
    SENDING = "sending"
    PRINTING = "printing"
    WAITING_OPERATOR = "waiting_operator"
    DONE = "done"


@dataclass(frozen=True)
class PrintProgress:
    """How far a print is, for the screen.

    Attributes:
        phase: what is going on.
        sheets_done: sheets that the device says are out.
        sheets_total: sheets of the job.
        code: fault code to show while hall staff is needed, else empty.

    """

    phase: PrintPhase
    sheets_done: int
    sheets_total: int
    code: str = ""


@dataclass(frozen=True)
class PrintOutcome:
    """How an attempt ended.

    Attributes:
        attempt_id: UUID of the attempt.
        state: DEVICE_DONE, NOT_STARTED (a new attempt is allowed), DEVICE_FAILED or UNKNOWN
            (both: a person must look at the paper first).
        evidence: what the device bore witness to; its ``code`` is the fault, if any.

    """

    attempt_id: str
    state: AttemptState
    evidence: Evidence

    @property
    def code(self) -> str:
        """Fault code of the outcome; empty when every sheet is proven to be out."""
        return self.evidence.code


def print_once(  # noqa: PLR0913 - the three parts, the job, and how to watch and stop it
    port: PrinterPort,
    ledger: PrintLedger,
    job: PrintJob,
    *,
    on_progress: Callable[[PrintProgress], None],
    cancelled: Event,
    limits: PrintLimits,
) -> PrintOutcome:
    """Print ``job``, at most once, and follow it to the paper.

    Blocks for minutes when staff is needed. Never sends a second time.
    """
    raise NotImplementedError


def reconcile(
    port: PrinterPort,
    ledger: PrintLedger,
    *,
    cancelled: Event,
    limits: PrintLimits,
) -> tuple[PrintOutcome, ...]:
    """Settle every attempt that the last run left open; nothing is sent."""
    raise NotImplementedError
