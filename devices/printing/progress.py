# SPDX-License-Identifier: Apache-2.0
"""How far a print is, for the screen, and how it ended, for the session."""

from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Final

from devices.printing.attempt import AttemptState
from devices.printing.ledger import Evidence


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


PHASES: Final = MappingProxyType(
    {
        AttemptState.SENT: PrintPhase.QUEUED,
        AttemptState.PRINTING: PrintPhase.PRINTING,
        AttemptState.WAIT_OPERATOR: PrintPhase.WAITING_OPERATOR,
        AttemptState.DEVICE_DONE: PrintPhase.DONE,
    }
)
