# SPDX-License-Identifier: Apache-2.0
"""A wrong PIN too often: the door waits, says so with its code, and the journal has it once."""

from pathlib import Path

from argon2 import PasswordHasher

from kiosk.screens.present import present
from kiosk.screens.views_staff import StaffPinView
from kiosk.session.effects import JudgePin, Note
from kiosk.staff.access import StaffAccess
from kiosk.staff.door import judged
from kiosk.store.records import StaffRole
from tests.kiosk.test_present import words
from tests.support.fixed_clock import FixedClock
from tests.support.store_samples import opened
from tests.support.visits import Visit

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
WANG = "1024"
TRIES = 7


def test_the_lock_has_a_code_at_the_door_and_in_the_journal(tmp_path: Path) -> None:
    clock = FixedClock()
    with opened(tmp_path, clock) as store:
        access = StaffAccess(store.staff, clock, CHEAP)
        access.add(WANG, StaffRole.CLERK, "135790")
        visit = Visit().touch("staff_door").type(WANG).touch("forward")
        for _ in range(TRIES):
            visit.type("000000").touch("forward")
            asked = next(one for one in reversed(visit.effects) if isinstance(one, JudgePin))
            visit.take(judged(access, asked))
    told = [one for one in visit.effects if isinstance(one, Note)]
    assert [one.code for one in told if one.event == "fault-raised"] == ["STAFF-0902"]
    for language in ("zh_CN", "en"):
        view = present(visit.session, words(language)).view
        assert isinstance(view, StaffPinView)
        assert "STAFF-0902" in view.message
