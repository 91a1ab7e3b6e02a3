# SPDX-License-Identifier: Apache-2.0
"""What an observation of the device proves, as a pure function: observation -> event + code.

A sheet counts as out only when the device itself says so of this very job: job-state 9, the
UUID and the name that were sent, as many sides as expected, no error among the reasons, and
seconds since start that never went back. "Completed" without these is UNKNOWN: devices have
been seen to report it after a power cut with no sheet printed.
"""

from dataclasses import dataclass
from typing import Final

from devices.printing.attempt import AttemptEvent
from devices.printing.ipp import STOPPED, JobState
from devices.printing.ledger import Evidence
from devices.printing.port import JobObservation, SubmittedJob

OUTCOME_UNKNOWN: Final = "PRINTER-0406"
GIVEN_UP: Final = "PRINTER-0407"

# Job state reasons (RFC 8011, 5.3.8) that contradict "completed".
ERROR_REASONS: Final = frozenset(
    {
        "aborted-by-system",
        "compression-error",
        "document-access-error",
        "document-format-error",
        "job-canceled-at-device",
        "job-canceled-by-operator",
        "job-canceled-by-user",
        "job-completed-with-errors",
        "job-data-insufficient",
        "submission-interrupted",
        "unsupported-compression",
        "unsupported-document-format",
    }
)


@dataclass(frozen=True)
class Expectation:
    """What an observation is held against.

    Attributes:
        sheets: sheets that must come out; as many sides, since printing is one-sided.
        up_time_s: what the device's seconds since start must have reached by now if it never
            restarted; None when it told none before the job was sent.

    """

    sheets: int
    up_time_s: float | None


@dataclass(frozen=True)
class Judgement:
    """What was learnt; no event means that nothing has changed."""

    event: AttemptEvent | None
    code: str = ""
    detail: str = ""


def judge(seen: JobObservation, expected: Expectation) -> Judgement:
    """Say what ``seen`` proves about the job."""
    if has_restarted(seen.up_time_s, expected.up_time_s):
        detail = f"the device restarted: up {seen.up_time_s} s, {expected.up_time_s} expected"
        return Judgement(AttemptEvent.EVIDENCE_LOST, OUTCOME_UNKNOWN, detail)
    if not seen.known:
        detail = "the device has no job of this id, UUID and name"
        return Judgement(AttemptEvent.EVIDENCE_LOST, OUTCOME_UNKNOWN, detail)
    match seen.state:
        case JobState.COMPLETED:
            return _judge_completed(seen, expected)
        case JobState.CANCELED | JobState.ABORTED:
            return Judgement(AttemptEvent.GIVEN_UP, GIVEN_UP, ", ".join(seen.reasons))
        case _:
            return _judge_running(seen)


def has_restarted(up_time_s: int | None, expected_s: float | None) -> bool:
    """Whether the device's seconds since start are fewer than they must be by now."""
    return up_time_s is not None and expected_s is not None and up_time_s < expected_s


def evidence_from(
    seen: JobObservation, submitted: SubmittedJob, judgement: Judgement
) -> Evidence:
    """Put what was seen and judged into the form that the ledger keeps."""
    return Evidence(
        code=judgement.code,
        detail=judgement.detail,
        job_id=submitted.job_id,
        job_uuid=submitted.job_uuid,
        job_state=None if seen.state is None else int(seen.state),
        reasons=(*seen.reasons, *seen.printer.reasons),
        sheets_completed=seen.sheets_completed,
        impressions_completed=seen.impressions_completed,
        up_time_at_send_s=submitted.up_time_s,
        up_time_s=seen.up_time_s,
    )


def sheets_done(seen: JobObservation, sheets: int) -> int:
    """Give the sheets that the device says are out, never more than were asked for."""
    counts = (seen.sheets_completed, seen.impressions_completed)
    return min(max((c for c in counts if c is not None), default=0), sheets)


def _judge_completed(seen: JobObservation, expected: Expectation) -> Judgement:
    printed = seen.impressions_completed
    if printed is None:
        printed = seen.sheets_completed
    doubts = [
        doubt
        for doubt, holds in (
            ("the device counted nothing", printed is None),
            (f"{printed} of {expected.sheets} sides", (printed or 0) < expected.sheets),
            ("no up-time", seen.up_time_s is None or expected.up_time_s is None),
            (", ".join(seen.reasons), bool(ERROR_REASONS.intersection(seen.reasons))),
        )
        if holds
    ]
    if doubts:
        detail = f"completed, but {'; '.join(doubts)}"
        return Judgement(AttemptEvent.COMPLETED_UNPROVEN, OUTCOME_UNKNOWN, detail)
    return Judgement(AttemptEvent.COMPLETED)


def _judge_running(seen: JobObservation) -> Judgement:
    """Name what stops the job; a mere warning does not, unless the job stands still.

    A device warns of an empty tray while the last sheet of it is still on its way.
    """
    printer = seen.printer
    fault = printer.code
    if not fault and seen.state is JobState.PROCESSING_STOPPED:
        fault = printer.hint or STOPPED
    if fault:
        return Judgement(AttemptEvent.NEEDS_OPERATOR, fault, printer.detail)
    is_printing = seen.state is JobState.PROCESSING
    return Judgement(AttemptEvent.WORKING if is_printing else None)
