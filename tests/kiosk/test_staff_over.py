# SPDX-License-Identifier: Apache-2.0
"""Staff enters over a visit: nothing of it is shown or lost; restarted at once or after it."""

from dataclasses import replace

import pytest

from kiosk.session.effects import CloseApp, Forget, Note, Restart, WaitCardTaken
from kiosk.session.events import IssueAdvanced, PinJudged, TimedOut, Touched
from kiosk.session.session import Session
from kiosk.session.staff import readable_cards
from kiosk.session.staff_acts import RebootMachine, StaffActed, StaffLimit
from kiosk.session.staff_over import NEVER
from kiosk.session.states import State
from kiosk.session.transitions import step
from kiosk.store.records import StaffRole
from tests.support.visits import Visit, sessions

BY_STATE = [pytest.param(s, id=f"{i:02d}-{s.state.value}") for i, s in enumerate(sessions())]


def entered(visit: Visit, role: str = "clerk") -> Visit:
    """Staff at the home page over this visit."""
    visit.touch("staff_door").type("7").touch("forward").type("135790").touch("forward")
    return visit.take(PinJudged(visit.session.visit, role, number="7"))


@pytest.mark.parametrize("session", BY_STATE)
def test_the_door_shows_nothing_of_the_visit_and_leads_back_to_it(session: Session) -> None:
    if session.state in NEVER or session.behind is not None:
        return
    door, _ = step(session, Touched("staff_door"))
    assert door.state is State.STAFF_PIN
    assert (door.record, door.application, door.case_number, door.entry) == (None, None, "", "")
    assert readable_cards(door) == ()
    back, effects = step(door, Touched("back"))
    assert back == session
    awaited = (WaitCardTaken(session.visit),) if session.state is State.TAKE else ()
    assert effects == awaited
    assert step(door, TimedOut())[0] == session


def test_what_the_world_tells_the_visit_reaches_it_behind_the_pages() -> None:
    visit = entered(Visit().until_issuing())
    visit.take(IssueAdvanced(1, "committed", "K-0001-20261123-0001"))
    assert visit.session.state is State.STAFF
    assert visit.session.behind is not None
    assert visit.session.behind.case_number == "K-0001-20261123-0001"
    visit.touch("back")
    assert visit.at(State.ISSUING)
    assert visit.session.case_number == "K-0001-20261123-0001"
    assert visit.session.behind is None


def test_time_up_leads_back_to_the_visit_and_not_to_its_end() -> None:
    visit = entered(Visit().until_form())
    visit.take(StaffLimit(1))
    assert visit.session.state is State.FORM
    assert Note("staff-left", "limit", facts=(("staff", "7"), ("role", "clerk"))) in (
        visit.effects
    )


def restarting(visit: Visit, what: str) -> Visit:
    return entered(visit).touch("restart", f"choose:{what}", "forward")


def test_restarted_at_once_the_visit_is_told_and_forgotten_first() -> None:
    visit = restarting(Visit().until_printing(), "program")
    ended, forgotten, asked, restart = visit.effects[-4:]
    assert isinstance(ended, Note)
    assert (ended.event, ended.disposition) == ("session-ended", "issued")
    assert ended.case_number
    assert (forgotten, restart) == (Forget(1), Restart())
    assert asked == Note("app-restart-asked", "now", facts=(("staff", "7"), ("role", "clerk")))
    assert visit.session.behind is None


def test_restarted_after_it_the_visit_goes_on_to_its_end() -> None:
    visit = restarting(Visit().until_rating(), "program_after")
    assert Restart() not in visit.effects
    assert visit.session.staff.told == "done"
    visit.touch("forward", "back")
    assert visit.session.state is State.RATING
    visit.touch("skip")
    assert visit.at(State.FAREWELL)
    assert Restart() not in visit.effects
    visit.take(TimedOut())
    assert visit.effects[-1] == Restart()
    assert not visit.session.machine.is_restart_due


def test_after_the_visit_is_offered_only_where_there_is_one() -> None:
    visit = Visit().touch("staff_door").type("7").touch("forward").type("1").touch("forward")
    visit.take(PinJudged(1, "clerk", number="7")).touch("restart", "choose:program_after")
    assert visit.session.staff.pending is None


def test_the_computer_is_restarted_only_where_a_command_is_configured() -> None:
    visit = entered(Visit().until_form(), StaffRole.TECHNICIAN.value).touch("restart")
    visit.touch("choose:machine")
    assert visit.session.staff.pending is None
    machine = replace(visit.session.machine, can_reboot=True)
    ready = replace(visit.session, machine=machine)
    sure, _ = step(ready, Touched("choose", "machine"))
    done, effects = step(sure, Touched("forward"))
    assert effects[-1] == RebootMachine(1)
    assert Forget(1) in effects
    assert done.behind is None
    told, _ = step(done, StaffActed(1, "failed", "STAFF-0904"))
    assert (told.staff.told, told.staff.told_code) == ("failed", "STAFF-0904")


def test_the_computer_waits_for_the_end_of_the_visit_where_that_was_asked() -> None:
    visit = entered(Visit().until_rating())
    visit.session = replace(
        visit.session, machine=replace(visit.session.machine, can_reboot=True)
    )
    visit.touch("restart", "choose:machine_after", "forward")
    who = (("staff", "7"), ("role", "clerk"))
    assert Note("app-restart-asked", "computer_after", facts=who) in visit.effects
    assert RebootMachine(visit.session.visit) not in visit.effects
    visit.touch("forward", "back", "skip").take(TimedOut())
    assert visit.effects[-1] == RebootMachine(visit.session.visit)
    assert Restart() not in visit.effects
    machine = visit.session.machine
    assert (machine.is_restart_due, machine.is_reboot_due) == (False, False)
    visit.take(StaffActed(visit.session.visit, "failed", "STAFF-0904"))
    assert Note("fault-raised", code="STAFF-0904") in visit.effects


def test_closing_the_program_tells_the_visit_too() -> None:
    visit = entered(Visit().until_form(), "technician")
    visit.touch("restart", "choose:close", "forward")
    assert visit.effects[-1] == CloseApp()
    assert Forget(1) in visit.effects


def test_helping_this_citizen_goes_back_to_the_page_with_staff_beside() -> None:
    visit = entered(Visit().until_form()).touch("assist_begin")
    assert visit.session.state is State.FORM
    assert visit.session.assist is not None
    assert visit.session.assist.number == "7"
    assert visit.session.assist.is_typing


def test_on_a_page_that_is_the_persons_alone_the_citizen_keeps_the_glass() -> None:
    visit = entered(Visit().touch("start", "service:hygiene-permit")).touch("assist_begin")
    assert visit.session.state is State.NOTICE
    assert visit.session.assist is not None
    assert not visit.session.assist.is_typing
