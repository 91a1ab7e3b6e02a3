# SPDX-License-Identifier: Apache-2.0
"""One attempt to print one document, as a pure function: state x event -> state + effects.

It ends where the device's word ends (DEVICE_DONE); that a person took a good sheet is known
only further up. After INTENT nothing leads back to a first try: only NOT_STARTED, which needs
proof, allows the caller to try again, and it is then a new attempt.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Final


class AttemptState(Enum):
    """Where an attempt stands."""

    PLANNED = "planned"
    INTENT = "intent"
    SENT = "sent"
    PRINTING = "printing"
    WAIT_OPERATOR = "wait_operator"
    DEVICE_DONE = "device_done"
    NOT_STARTED = "not_started"
    DEVICE_FAILED = "device_failed"
    UNKNOWN = "unknown"

    @property
    def is_final(self) -> bool:
        """Whether the machine can learn nothing more; what follows is up to people."""
        return self in FINAL


FINAL: Final = frozenset(
    {
        AttemptState.DEVICE_DONE,
        AttemptState.NOT_STARTED,
        AttemptState.DEVICE_FAILED,
        AttemptState.UNKNOWN,
    }
)

# States in which the device holds the job.
AT_DEVICE: Final = frozenset(
    {AttemptState.SENT, AttemptState.PRINTING, AttemptState.WAIT_OPERATOR}
)


class AttemptEvent(Enum):
    """What can be learnt while an attempt runs."""

    PREFLIGHT_PASSED = "pre-flight passed"
    PREFLIGHT_FAILED = "pre-flight failed"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    REPLY_LOST = "reply lost"
    NOT_FOUND = "provably not there"
    WORKING = "working"
    NEEDS_OPERATOR = "needs operator"
    COMPLETED = "completed, proven"
    COMPLETED_UNPROVEN = "completed, unproven"
    GIVEN_UP = "cancelled or aborted"
    TIMED_OUT = "timed out"
    EVIDENCE_LOST = "evidence lost"
    RESTARTED = "kiosk restarted"


class AttemptEffect(Enum):
    """What the driver must do before it may learn more."""

    COMMIT = "commit"  # the new state to the ledger, before any other effect
    SEND = "send"
    FIND = "find"  # the job by its name, never send again
    WATCH = "watch"
    CANCEL = "cancel"  # and have it confirmed


@dataclass(frozen=True)
class PrintLimits:
    """How long a print may take before a person is needed, in seconds.

    Attributes:
        poll_s: between two questions about a job. VxSuite polls as often; a sheet takes
            one to two seconds, so the screen never lags by a sheet.
        settle_s: how long a job whose reply was lost is looked for at most; long enough for
            a device to come back from a short break.
        absent_s: for how long on end the device must answer that it has no such job. A request
            that still lies in its network buffer becomes a job within a second or two.
        history_s: after so long since the pre-flight "not there" proves nothing, because
            devices may forget jobs that are over.
        progress_s: without a change of state or sheet count. Office lasers may warm up for a
            minute after deep sleep.
        operator_s: for hall staff to fill paper or clear a jam; then the job is cancelled.
        confirm_s: for the device to confirm that a cancelled job is over; a sheet already in
            the path is finished first.
        up_time_slack_s: by how much the device's seconds since start may lag behind ours.
            Less than any printer needs to start, so a restart always shows.

    """

    poll_s: float = 0.5
    settle_s: float = 30.0
    absent_s: float = 10.0
    history_s: float = 60.0
    progress_s: float = 120.0
    operator_s: float = 600.0
    confirm_s: float = 20.0
    up_time_slack_s: float = 5.0


DEFAULT_LIMITS: Final = PrintLimits()

Step = tuple[AttemptState, tuple[AttemptEffect, ...]]

_COMMIT: Final = (AttemptEffect.COMMIT,)
_COMMIT_WATCH: Final = (AttemptEffect.COMMIT, AttemptEffect.WATCH)

_AT_DEVICE: Final[dict[AttemptEvent, Step]] = {
    AttemptEvent.WORKING: (AttemptState.PRINTING, _COMMIT_WATCH),
    AttemptEvent.NEEDS_OPERATOR: (AttemptState.WAIT_OPERATOR, _COMMIT_WATCH),
    AttemptEvent.COMPLETED: (AttemptState.DEVICE_DONE, _COMMIT),
    AttemptEvent.COMPLETED_UNPROVEN: (AttemptState.UNKNOWN, _COMMIT),
    AttemptEvent.GIVEN_UP: (AttemptState.DEVICE_FAILED, _COMMIT),
    AttemptEvent.EVIDENCE_LOST: (AttemptState.UNKNOWN, _COMMIT),
}

TABLE: Final[dict[AttemptState, dict[AttemptEvent, Step]]] = {
    AttemptState.PLANNED: {
        AttemptEvent.PREFLIGHT_PASSED: (
            AttemptState.INTENT,
            (AttemptEffect.COMMIT, AttemptEffect.SEND),
        ),
        AttemptEvent.PREFLIGHT_FAILED: (AttemptState.NOT_STARTED, ()),  # not in the ledger yet
        AttemptEvent.RESTARTED: (AttemptState.NOT_STARTED, _COMMIT),
    },
    AttemptState.INTENT: {
        AttemptEvent.ACCEPTED: (AttemptState.SENT, _COMMIT_WATCH),
        AttemptEvent.REFUSED: (AttemptState.NOT_STARTED, _COMMIT),
        AttemptEvent.REPLY_LOST: (AttemptState.INTENT, (AttemptEffect.FIND,)),
        AttemptEvent.RESTARTED: (AttemptState.INTENT, (AttemptEffect.FIND,)),
        AttemptEvent.NOT_FOUND: (AttemptState.NOT_STARTED, _COMMIT),
        AttemptEvent.EVIDENCE_LOST: (AttemptState.UNKNOWN, _COMMIT),
    },
    **{
        state: _AT_DEVICE
        | {
            AttemptEvent.TIMED_OUT: (state, (AttemptEffect.CANCEL,)),
            AttemptEvent.RESTARTED: (state, (AttemptEffect.WATCH,)),
        }
        for state in AT_DEVICE
    },
}


def step(state: AttemptState, event: AttemptEvent) -> Step:
    """Answer ``event``; an event that the state does not expect changes nothing.

    Returns:
        The next state and what to do, in order; a state that stays is not committed again.

    """
    following, effects = TABLE.get(state, {}).get(event, (state, ()))
    if following is state:
        effects = tuple(e for e in effects if e is not AttemptEffect.COMMIT)
    return following, effects
