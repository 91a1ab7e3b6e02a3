# SPDX-License-Identifier: Apache-2.0
"""The staff door: a PIN is tried, and what came of it is an event of the session."""

from kiosk.session.effects import JudgePin
from kiosk.session.events import PinJudged
from kiosk.staff.access import CardMissing, Entered, Locked, NotSet, StaffAccess, Wrong


def judged(staff: StaffAccess, asked: JudgePin) -> PinJudged:
    """Try a PIN."""
    card_for = frozenset() if asked.is_carded else frozenset(asked.readable)
    match staff.try_pin(asked.number, asked.pin, card_for=card_for):
        case Entered(number, role):
            return PinJudged(asked.visit, role.value, number=number)
        case Locked(wait_s):
            return PinJudged(asked.visit, "", "locked", round(wait_s))
        case CardMissing():
            return PinJudged(asked.visit, "", "card_missing")
        case Wrong():
            return PinJudged(asked.visit, "", "wrong")
        case NotSet():
            return PinJudged(asked.visit, "", "not_set")
