# SPDX-License-Identifier: Apache-2.0
"""The staff door: a PIN is tried, and what came of it is an event of the session."""

from kiosk.session.events import PinJudged
from kiosk.staff.access import Locked, NotSet, StaffAccess, Wrong
from kiosk.store.records import StaffRole


def judged(staff: StaffAccess, visit: int, pin: str) -> PinJudged:
    """Try a PIN."""
    match staff.try_pin(pin):
        case StaffRole() as role:
            return PinJudged(visit, role.value)
        case Locked(wait_s):
            return PinJudged(visit, "", "locked", round(wait_s))
        case Wrong():
            return PinJudged(visit, "", "wrong")
        case NotSet():
            return PinJudged(visit, "", "not_set")
