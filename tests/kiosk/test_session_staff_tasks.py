# SPDX-License-Identifier: Apache-2.0
"""What staff does at the glass: chosen, shown once more, done; some things by two persons."""

from dataclasses import replace

import pytest

from kiosk.session import staff_tasks
from kiosk.session.effects import CloseApp, Effect, Note, ProbeDevices, Restart
from kiosk.session.events import PinJudged, Probed
from kiosk.session.staff_acts import (
    LoadBlanks,
    NoticeTold,
    PutNotice,
    RestartDevice,
    SettlePrint,
    StaffActed,
    StaffDeskRead,
)
from kiosk.session.staff_desk import Page, Pending, StaffDesk
from kiosk.session.staff_rights import RIGHTS, TWO_PERSONS, Act, may, objection
from kiosk.session.staff_tasks import pending
from kiosk.session.states import State
from kiosk.store.records import StaffRole
from tests.support.staff_visits import (
    AT,
    OPEN,
    PRINT,
    SERIES,
    SHELF,
    at_desk,
    at_print,
    at_tray,
    second,
)
from tests.support.visits import GOOD, NOON, Visit

ACTS = (SettlePrint, LoadBlanks, PutNotice, RestartDevice, Restart, CloseApp)


def done(visit: Visit) -> list[Effect]:
    """What was really done, in order."""
    return [one for one in visit.effects if isinstance(one, ACTS)]


def test_every_role_of_the_store_stands_in_the_table() -> None:
    assert set(RIGHTS) == {role.value for role in StaffRole}


def test_whoever_mends_says_nothing_of_paper_and_whoever_checks_changes_nothing() -> None:
    assert RIGHTS["auditor"] == {Act.LOOK}
    assert not RIGHTS["technician"] & (TWO_PERSONS | {Act.SETTLE, Act.ASSIST})
    assert not may("", Act.LOOK)


@pytest.mark.parametrize("act", [Act.SETTLE_NOTHING, Act.LOAD])
def test_the_second_person_is_another_one_with_the_same_right(act: Act) -> None:
    assert objection(act, first="7", second="8", role="clerk") == ""
    assert objection(act, first="7", second="7", role="clerk") == "same_person"
    assert objection(act, first="7", second="8", role="technician") == "no_right"


def page(visit: Visit) -> Page:
    """The page that is open."""
    return visit.session.staff.page


# -- prints ----------------------------------------------------------------------------------


@pytest.mark.parametrize("found", ["came_out", "destroyed"])
def test_a_print_is_settled_by_one_after_a_last_look(found: str) -> None:
    visit = at_print().touch(f"choose:{found}")
    assert done(visit) == []
    visit.touch("forward")
    assert done(visit) == [SettlePrint(1, PRINT, found, "7")]
    visit.touch("forward")
    assert visit.session.staff.told == ""
    assert visit.at(State.STAFF_TASK)


def test_that_nothing_came_out_is_said_by_two() -> None:
    visit = at_print().touch("choose:nothing_came_out", "forward")
    assert visit.at(State.STAFF_PIN)
    assert done(visit) == []
    second(visit, "8")
    assert done(visit) == [SettlePrint(1, PRINT, "nothing_came_out", "7", "8")]
    facts = (("staff", "7"), ("witness", "8"), ("act", "settle_nothing"))
    assert Note("staff-witnessed", facts=facts) in visit.effects
    assert (visit.session.staff.role, visit.session.staff.number) == ("clerk", "7")


@pytest.mark.parametrize(
    ("number", "role", "message"),
    [
        ("7", "clerk", "same_person"),
        ("9", "technician", "no_right"),
        ("0", "auditor", "no_right"),
    ],
)
def test_the_wrong_second_person_leaves_it_undone(number: str, role: str, message: str) -> None:
    visit = second(at_print().touch("choose:nothing_came_out", "forward"), number, role)
    assert done(visit) == []
    assert visit.at(State.STAFF_PIN)
    assert (visit.session.staff.message, visit.session.staff.asked) == (message, "")
    second(visit, "8")
    assert len(done(visit)) == 1


def test_a_wrong_pin_of_the_second_person_leaves_it_undone() -> None:
    visit = at_print().touch("choose:nothing_came_out", "forward").type("8").touch("forward")
    visit.type("111").touch("forward").take(PinJudged(1, "", "wrong"))
    assert done(visit) == []
    assert visit.session.staff.message == "wrong"


def test_where_no_second_person_comes_the_first_goes_back() -> None:
    visit = at_print().touch("choose:nothing_came_out", "forward").type("8")
    visit.touch("forward", "back", "back")
    assert visit.at(State.STAFF_TASK)
    assert page(visit) is Page.SURE
    visit.touch("back")
    assert page(visit) is Page.PRINT
    assert visit.session.staff.pending is None
    visit.touch("back", "back")
    assert visit.at(State.STAFF)
    assert done(visit) == []


def test_an_auditor_sees_the_print_and_says_nothing() -> None:
    visit = at_print("auditor").touch("choose:came_out", "choose:nothing_came_out")
    assert page(visit) is Page.PRINT


def test_a_print_that_is_not_there_opens_nothing() -> None:
    visit = at_desk().touch("prints", "choose:nobody")
    assert page(visit) is Page.PRINTS
    visit.touch(f"choose:{PRINT}").take(StaffDeskRead(1, (), (SHELF,)))
    visit.touch("choose:came_out")
    assert page(visit) is Page.PRINT
    assert visit.session.staff.print is None


def test_what_came_of_it_is_told_and_everything_is_looked_at_anew() -> None:
    visit = at_print().touch("choose:came_out", "forward")
    before = len(visit.effects)
    visit.take(StaffActed(1, "already", "STORE-0501"))
    desk = visit.session.staff
    assert (desk.told, desk.told_code) == ("already", "STORE-0501")
    assert ProbeDevices() in visit.effects[before:]
    visit.take(Probed(GOOD, NOON)).touch("forward")
    assert visit.at(State.STAFF)
    assert visit.session.staff == StaffDesk(
        role="clerk", number="7", prints=(OPEN,), blanks=(SHELF,), page=Page.TOLD
    )


def test_an_answer_that_nobody_waits_for_changes_nothing() -> None:
    visit = at_desk()
    before = visit.session
    assert visit.take(StaffActed(1, "done")).session == before


# -- blanks ----------------------------------------------------------------------------------


def test_blanks_are_loaded_by_two_with_range_and_tray() -> None:
    visit = at_tray().touch("choose:tray-2", "forward")
    assert done(visit) == []
    second(visit, "8", "supervisor")
    assert done(visit) == [LoadBlanks(1, SERIES, 101, 150, "tray-2", "7", "8")]


def test_the_pad_offers_the_range_of_the_cabinet_and_keeps_what_was_typed() -> None:
    visit = at_desk().touch("blanks", f"choose:{SERIES}")
    assert visit.session.entry == "101"
    visit.type("⌫⌫⌫120").touch("forward")
    assert visit.session.entry == "200"
    visit.touch("back")
    assert (visit.session.entry, visit.session.staff.page) == ("120", Page.LOAD_FIRST)


@pytest.mark.parametrize("typed", ["清空", "清空119", "清空0"])
def test_a_range_that_ends_before_it_begins_goes_nowhere(typed: str) -> None:
    visit = at_desk().touch("blanks", f"choose:{SERIES}").type("⌫⌫⌫120").touch("forward")
    visit.type("⌫⌫⌫").type(typed.removeprefix("清空")).touch("forward")
    assert page(visit) is Page.LOAD_LAST


def test_no_first_number_goes_nowhere() -> None:
    visit = at_desk().touch("blanks", f"choose:{SERIES}").type("⌫⌫⌫").touch("forward")
    assert page(visit) is Page.LOAD_FIRST
    assert page(visit.touch("choose:x")) is Page.LOAD_FIRST


def test_a_series_without_sheets_in_the_cabinet_is_not_loaded() -> None:
    visit = at_desk().touch("blanks", "choose:nobody")
    assert page(visit) is Page.BLANKS
    visit.take(StaffDeskRead(1, (), ())).touch(f"choose:{SERIES}")
    assert page(visit) is Page.BLANKS
    assert at_desk("auditor").touch("blanks", f"choose:{SERIES}").session.staff.picked == ""


def test_only_trays_that_are_offered_are_taken() -> None:
    visit = at_tray().touch("choose:hat", "forward")
    assert page(visit) is Page.LOAD_TRAY
    visit.take(StaffDeskRead(1, (), ())).touch("choose:tray-2")
    assert pending(visit.session).tray == "tray-2"


# -- notice and restart ----------------------------------------------------------------------


def test_a_prepared_notice_hangs_after_a_second_touch() -> None:
    visit = at_desk().touch("notice", "choose:part")
    assert done(visit) == []
    visit.touch("forward")
    assert done(visit) == [PutNotice(1, "part", "", "7")]


def test_a_notice_of_ones_own_is_typed() -> None:
    visit = at_desk().touch("notice", "choose:own", "forward")
    assert page(visit) is Page.NOTICE_TEXT
    visit.type(" 下午来修 ").touch("forward", "forward")
    assert done(visit) == [PutNotice(1, "own", "下午来修", "7")]


def test_the_notice_comes_down_only_where_one_hangs() -> None:
    visit = at_desk().touch("notice", "choose:off")
    assert page(visit) is Page.NOTICE
    visit.take(NoticeTold("part", "", AT)).touch("choose:off", "forward")
    assert done(visit) == [PutNotice(1, "", "", "7")]


def test_the_kiosk_is_closed_when_staff_leaves_a_notice_behind() -> None:
    visit = at_desk().touch("notice", "choose:part", "forward")
    visit.take(NoticeTold("part", "", AT), StaffActed(1, "done")).touch("forward", "back")
    assert visit.at(State.OUT_OF_SERVICE)


def test_the_program_starts_anew_after_a_second_touch() -> None:
    visit = at_desk().touch("restart", "choose:program")
    assert Restart() not in visit.effects
    visit.touch("back", "choose:program", "forward")
    facts = (("staff", "7"), ("role", "clerk"))
    assert Note("app-restart-asked", "now", facts=facts) in visit.effects
    assert Restart() in visit.effects


def test_a_device_is_let_go_of_and_tested() -> None:
    visit = at_desk().take(Probed(GOOD, NOON)).touch("restart", "choose:reader", "forward")
    assert RestartDevice("reader") in visit.effects
    facts = (("staff", "7"), ("device", "reader"))
    assert Note("device-restart-asked", facts=facts) in visit.effects
    assert visit.session.staff.told == "done"
    assert visit.session.staff.is_probing


def test_the_store_is_no_device_to_let_go_of() -> None:
    visit = at_desk().take(Probed(GOOD, NOON)).touch("restart", "choose:store")
    assert page(visit) is Page.RESTART


def test_only_technician_and_supervisor_turn_the_glass_dark() -> None:
    assert at_desk("clerk").touch("restart", "choose:close").session.staff.pending is None
    for role in ("technician", "supervisor"):
        visit = at_desk(role).touch("restart", "choose:close", "forward")
        assert CloseApp() in visit.effects


def test_home_leads_back_from_every_page() -> None:
    for visit in (at_desk().touch("notice"), at_print(), at_tray().touch("choose:tray-2")):
        assert visit.touch("home").at(State.STAFF)
        assert visit.session.staff.pending is None


def test_without_anything_to_do_nothing_is_pending() -> None:
    with pytest.raises(LookupError):
        pending(at_desk().session)


def test_looking_and_testing_are_no_acts_that_are_done() -> None:
    at = at_desk().session
    asked = replace(at, staff=replace(at.staff, pending=Pending(Act.LOOK)))
    assert staff_tasks.done(asked)[1] == ()


def page_of(visit: Visit) -> Page:
    return visit.session.staff.page


def test_what_is_done_now_and_then_stands_on_a_page_of_its_own() -> None:
    visit = at_desk("technician").touch("others", "choose:mend")
    assert page_of(visit) is Page.OTHERS
    visit.touch("choose:blanks")
    assert page_of(visit) is Page.BLANKS
    visit.touch("back")
    assert page_of(visit) is Page.OTHERS
    auditor = at_desk("auditor").touch("others", "choose:notice")
    assert page_of(auditor) is Page.OTHERS
