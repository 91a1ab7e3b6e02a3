# SPDX-License-Identifier: Apache-2.0
"""What makes it easier: elder mode (长者模式) offered from 60, reach, contrast, speech."""

from typing import Final

from kiosk.screens.parts import Button, Ease
from kiosk.screens.present.words import Words
from kiosk.session.session import Session
from kiosk.session.states import State

ELDER_AGE: Final = 60
"""From this age on the card, elder mode is offered; it is never forced."""

_OFFERED_AT: Final = frozenset({State.LOOKUPS, State.CASES})
"""The first page on which the person is known; whoever goes on is not asked again."""


def offer(session: Session, words: Words) -> Button | None:
    """One large button for somebody old enough; None where nothing is to be offered."""
    if session.elder or session.state not in _OFFERED_AT or _age(session) < ELDER_AGE:
        return None
    return Button(words("ease.offer"), "elder", "on")


def ease(session: Session) -> Ease:
    """Tell what was chosen, and whether speech is to be offered at all."""
    chosen = session.comfort
    return Ease(
        is_open=chosen.is_open,
        is_low=chosen.is_low,
        can_speak=session.machine.can_speak,
        is_spoken=chosen.is_spoken,
        is_paused=chosen.is_paused,
        said_again=chosen.said_again,
        loudness=chosen.loudness,
        pace=chosen.pace,
    )


def _age(session: Session) -> int:
    """Full years of age today; 0 while the card is not read."""
    record, today = session.record, session.today
    if record is None or today is None:
        return 0
    birth = record.birth
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))
