# SPDX-License-Identifier: Apache-2.0
"""How long each state may last without the citizen, as data."""

from dataclasses import dataclass

from kiosk.session import cases
from kiosk.session.session import CheckStage, Session
from kiosk.session.states import State

WAITS_FOR_MACHINE = frozenset({State.LOOKUPS, State.ISSUING, State.PRINTING})
"""States in which the machine works and the citizen need not touch anything."""

RESTING = frozenset({State.ATTRACT, State.OUT_OF_SERVICE})
"""States without anybody's data, which last as long as they like."""

MACHINE_S: dict[State, float] = {
    State.PERSON_CHECK: 120.0,
    State.LOOKUPS: 30.0,
    State.ISSUING: 60.0,
    State.PRINTING: 300.0,
    State.CASES: 30.0,
    State.CASE: 90.0,
}
"""Seconds that the machine may take before the citizen is told that something is wrong."""

RESEND_S = 60.0
"""From one code by telephone to the time at which another may be asked for."""

CARD_GRACE_S = 15.0
"""Beyond the reader's own wait, so that the reader's answer comes first."""

READING_FACTOR = 3.0
"""A letter of six pages takes longer to read than a question."""

FAREWELL_S = 6.0

PAUSE_S = 180.0
"""From the wish to go away for a moment to the end of the visit; no touch makes it longer."""


@dataclass(frozen=True)
class Patience:
    """Waiting times of the settings, in seconds; elder mode waits ``elder_factor`` as long.

    Attributes:
        idle_s: a page that wants an answer, until the kiosk asks whether somebody is there.
        warning_s: from that question to the end of the visit.
        elder_factor: for everything that waits for the citizen.
        card_s: the reader's wait for a card.
        message_s: a page that only tells something, to its end.
        take_s: papers and card to be taken.
        rating_s: a rating to be given.
        staff_s: staff pages without a touch.
        staff_limit_s: the longest staff session, whatever is touched.

    """

    idle_s: float = 60.0
    warning_s: float = 20.0
    elder_factor: float = 2.0
    card_s: float = 30.0
    message_s: float = 60.0
    take_s: float = 60.0
    rating_s: float = 30.0
    staff_s: float = 300.0
    staff_limit_s: float = 3600.0


def machine_works(session: Session) -> bool:
    """Whether the citizen waits for the machine, and not the machine for the citizen.

    Once every source has answered, the list of look-ups is a page to be read like any other.
    """
    if session.state is State.PERSON_CHECK:
        return session.running_check().stage is not CheckStage.ASKING
    if session.state in {State.CASES, State.CASE}:
        return cases.is_working(session)
    if session.state is State.LOOKUPS:
        return not session.are_lookups_settled
    return session.state in WAITS_FOR_MACHINE


def deadline_s(
    state: State, patience: Patience, *, elder: bool, is_working: bool = True
) -> float | None:
    """Seconds that ``state`` may last without a touch; None for a resting state.

    Args:
        state: of the session.
        patience: waiting times of the settings.
        elder: whether everything that waits for the citizen waits longer.
        is_working: ``machine_works``, for the states in which the machine may be working.

    """
    if state in RESTING:
        return None
    if state in MACHINE_S and is_working:
        return MACHINE_S[state]
    if state is State.CARD:
        return patience.card_s + CARD_GRACE_S
    return _citizens_s(state, patience) * (patience.elder_factor if elder else 1.0)


def _citizens_s(state: State, patience: Patience) -> float:
    """Seconds for a state in which the citizen is asked or told something."""
    match state:
        case State.LETTER:
            return patience.idle_s * READING_FACTOR + patience.warning_s
        case State.STOPPED | State.TROUBLE:
            return patience.message_s
        case State.TAKE:
            return patience.take_s
        case State.RATING:
            return patience.rating_s
        case State.STAFF | State.STAFF_TASK:
            return patience.staff_s
        case State.FAREWELL:
            return FAREWELL_S
        case State.PAUSE:
            return PAUSE_S
        case _:
            return patience.idle_s + patience.warning_s
