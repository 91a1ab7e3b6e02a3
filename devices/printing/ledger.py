# SPDX-License-Identifier: Apache-2.0
"""The print ledger (打印台账) that this package needs and ``kiosk/store`` keeps."""

from dataclasses import dataclass, field
from typing import Final, Protocol

from devices.printing.attempt import AttemptState

NOT_AS_SEALED: Final = "PRINTER-0411"
"""The document is not, or not any more, the one that was sealed and kept."""


@dataclass(frozen=True)
class Evidence:
    """What the device bore witness to; holds nothing about a person and is safe to journal.

    Attributes:
        code: fault code, or empty.
        detail: for the technician, in English.
        job_id: the device's number of the job, once it accepted it.
        job_uuid: the device's URN of the job.
        job_state: ``job-state`` as last seen (RFC 8011, 5.3.7).
        reasons: state reasons of job and printer as last seen.
        sheets_completed: sheets that the device says are in the output bin.
        impressions_completed: sides that the device says are printed.
        up_time_at_send_s: the device's seconds since start before the first byte was sent.
        up_time_s: the device's seconds since start as last seen.

    """

    code: str = ""
    detail: str = ""
    job_id: int | None = None
    job_uuid: str = ""
    job_state: int | None = None
    reasons: tuple[str, ...] = ()
    sheets_completed: int | None = None
    impressions_completed: int | None = None
    up_time_at_send_s: int | None = None
    up_time_s: int | None = None


@dataclass(frozen=True)
class AttemptRecord:
    """One attempt to print one document, as the ledger keeps it.

    Attributes:
        attempt_id: UUID; also the job's name at the device, behind ``LIC-``.
        device: address of the printer.
        document_sha256: of the bytes that are sent, 64 hexadecimal digits.
        sheets: sheets that must come out.
        state: where the attempt stands.
        evidence: what the device last bore witness to.
        stationery: series of numbered blanks that it takes one sheet of; empty on plain paper.
            Said at the beginning; the ledger keeps the sheet itself.

    """

    attempt_id: str
    device: str
    document_sha256: str
    sheets: int
    state: AttemptState
    evidence: Evidence = field(default_factory=Evidence)
    stationery: str = ""


class PrintLedger(Protocol):
    """Remembers print attempts across a power cut.

    Each method returns only when the record is on disk, and raises its own error when it
    cannot be put there. What it raises is not caught here: without a ledger nothing is sent.
    """

    def begin(self, attempt: AttemptRecord) -> None:
        """Commit a new attempt in state INTENT, before the first byte goes to the device.

        A document that the ledger's side keeps is read from the disk once more, and refused
        (``NOT_AS_SEALED``) when it has another digest than when it was kept.
        """
        ...

    def advance(self, attempt_id: str, state: AttemptState, evidence: Evidence) -> None:
        """Commit a later state of an attempt with the evidence for it."""
        ...

    def open_attempts(self) -> tuple[AttemptRecord, ...]:
        """Give every attempt that has reached no end (``AttemptState.is_final``)."""
        ...
