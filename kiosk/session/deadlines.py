# SPDX-License-Identifier: Apache-2.0
"""How long each state may last without the citizen, as data."""

from dataclasses import dataclass

from kiosk.session.states import State

WAITS_FOR_MACHINE = frozenset({State.LOOKUPS, State.ISSUING, State.PRINTING})
"""States in which the machine works and the citizen need not touch anything."""

RESTING = frozenset({State.ATTRACT, State.OUT_OF_SERVICE})
"""States without anybody's data, which last as long as they like."""

FIXED_S: dict[State, float] = {
    State.CARD: 45.0,
    State.LOOKUPS: 30.0,
    State.ISSUING: 60.0,
    State.PRINTING: 300.0,
    State.TAKE: 60.0,
    State.RATING: 30.0,
    State.FAREWELL: 6.0,
    State.STOPPED: 60.0,
    State.TROUBLE: 40.0,
    State.STAFF_PIN: 40.0,
    State.STAFF: 300.0,
    State.LETTER: 180.0,
}
"""Seconds after which the state ends by itself, where the idle time does not fit."""


@dataclass(frozen=True)
class Patience:
    """Idle times of the settings, in seconds; elder mode waits ``elder_factor`` as long."""

    idle_s: float = 60.0
    warning_s: float = 20.0
    elder_factor: float = 2.0


def deadline_s(state: State, patience: Patience, *, elder: bool) -> float | None:
    """Seconds that ``state`` may last without a touch; None for a resting state."""
    if state in RESTING:
        return None
    seconds = FIXED_S.get(state, patience.idle_s)
    if elder and state not in WAITS_FOR_MACHINE and state is not State.FAREWELL:
        return seconds * patience.elder_factor
    return seconds
