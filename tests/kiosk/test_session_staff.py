# SPDX-License-Identifier: Apache-2.0
"""What staff finds at the kiosk: the door, the home page, limits, the notice."""

import pytest

from kiosk.session import finish
from kiosk.session.effects import JudgePin, Note, PrintPapers, ProbeDevices, ReadCounters
from kiosk.session.events import CountersRead, PinJudged, Probed, TimedOut
from kiosk.session.machine import Machine
from kiosk.session.staff_acts import LimitStaff, NoticeTold, ReadStaffDesk, StaffLimit
from kiosk.session.states import State
from tests.support.staff_visits import AT, at_desk
from tests.support.visits import GOOD, NOON, Visit, bad


def notes(visit: Visit, event: str) -> list[Note]:
    return [one for one in visit.effects if isinstance(one, Note) and one.event == event]


def test_the_staff_door_opens_at_rest_and_never_while_a_card_is_waited_for() -> None:
    assert Visit().touch("staff_door").at(State.STAFF_PIN)
    assert Visit().until_card().touch("staff_door").at(State.CARD)


def test_number_and_pin_are_asked_once_and_the_pin_is_forgotten() -> None:
    visit = Visit().touch("staff_door", "forward").type("1024").touch("forward", "forward")
    assert not [one for one in visit.effects if isinstance(one, JudgePin)]
    visit.type("471199").touch("forward")
    asked = visit.effects[-1]
    assert asked == JudgePin(1, "1024", "471199", readable=("document",))
    assert not {"471199", "1024"} & set(repr(asked).split("'"))
    assert visit.session.entry == ""
    visit.take(PinJudged(1, "", "locked", 15))
    assert (visit.session.staff.message, visit.session.staff.wait_s) == ("locked", 15)
    assert visit.session.staff.asked == "1024"


def test_back_on_the_pad_leads_to_the_number_and_then_away() -> None:
    visit = Visit().touch("staff_door").type("1024").touch("forward", "back")
    assert visit.at(State.STAFF_PIN)
    assert visit.session.staff.asked == ""
    assert visit.touch("back").at(State.ATTRACT)
    assert notes(visit, "staff-left") == []


def test_whoever_enters_finds_everything_looked_at_anew() -> None:
    visit = at_desk("supervisor")
    assert visit.at(State.STAFF)
    wanted = {ProbeDevices(), ReadCounters(), ReadStaffDesk(1), LimitStaff(1)}
    assert wanted <= set(visit.effects)
    visit.take(CountersRead({"cases": 3}))
    assert visit.session.staff.counters == (("cases", 3),)
    assert (visit.session.staff.role, visit.session.staff.number) == ("supervisor", "7")


def test_a_pin_of_somebody_else_opens_nothing_for_the_next() -> None:
    visit = Visit().touch("staff_door").type("7").touch("forward").type("1357")
    visit.touch("forward", "back", "back", "staff_door").take(PinJudged(1, "technician"))
    assert visit.at(State.STAFF_PIN)


def test_a_pin_that_is_judged_late_opens_nothing() -> None:
    visit = Visit().touch("staff_door").type("7").touch("forward", "back")
    visit.take(PinJudged(1, "clerk", number="7"))
    assert visit.at(State.STAFF_PIN)
    assert visit.touch("back").take(PinJudged(1, "clerk", number="7")).at(State.ATTRACT)


@pytest.mark.parametrize("page", ["", "prints", "blanks", "notice", "restart"])
def test_staff_leaves_for_want_of_a_touch_and_at_the_limit(page: str) -> None:
    for event, how in ((TimedOut(), "idle"), (StaffLimit(1), "limit")):
        visit = at_desk("supervisor")
        visit = visit.touch(page) if page else visit
        assert visit.take(event).at(State.ATTRACT)
        facts = (("staff", "7"), ("role", "supervisor"))
        assert notes(visit, "staff-left") == [Note("staff-left", how, facts=facts)]
        assert visit.session.staff.role == ""


def test_the_limit_of_an_earlier_session_ends_no_later_one() -> None:
    visit = at_desk().touch("back", "staff_door").type("8").touch("forward").type("246802")
    visit.touch("forward").take(PinJudged(2, "clerk", number="8"), StaffLimit(1))
    assert visit.at(State.STAFF)
    assert visit.take(StaffLimit(2)).at(State.ATTRACT)


def test_the_limit_finds_nobody_at_the_door() -> None:
    visit = Visit().touch("staff_door").take(StaffLimit(1))
    assert visit.at(State.STAFF_PIN)


def test_an_auditor_looks_and_touches_nothing() -> None:
    visit = at_desk("auditor")
    before = len(visit.effects)
    visit.touch("probe", "notice", "restart")
    assert visit.at(State.STAFF)
    assert visit.effects[before:] == []
    assert visit.touch("prints").at(State.STAFF_TASK)


def test_the_kiosk_closes_when_a_device_fails_and_opens_when_it_is_mended() -> None:
    visit = Visit().take(Probed(bad("printer", "PRINTER-0402"), NOON))
    assert visit.at(State.OUT_OF_SERVICE)
    assert visit.session.machine.fault_code == "PRINTER-0402"
    since = visit.session.machine.out_since
    visit.take(Probed(bad("printer", "PRINTER-0402"), NOON.replace(hour=13)))
    assert visit.session.machine.out_since == since
    visit.touch("staff_door")
    assert visit.at(State.STAFF_PIN)
    visit.touch("back").take(Probed(GOOD, NOON))
    assert visit.at(State.ATTRACT)
    assert Note("fault-cleared", code="PRINTER-0402") in visit.effects


def test_a_notice_closes_a_kiosk_that_is_well_until_it_is_taken_down() -> None:
    visit = Visit().take(NoticeTold("part", "", AT))
    assert visit.at(State.OUT_OF_SERVICE)
    assert visit.session.machine.fault_code == "STAFF-0903"
    assert visit.session.machine.out_since == AT
    visit.take(Probed(GOOD, NOON.replace(hour=15)))
    assert visit.at(State.OUT_OF_SERVICE)
    assert visit.session.machine.out_since == AT
    assert notes(visit, "fault-raised") == []
    assert visit.take(NoticeTold("", "", AT)).at(State.ATTRACT)


def test_a_device_that_fails_behind_a_notice_is_noted_all_the_same() -> None:
    visit = Visit().take(NoticeTold("part", "", AT))
    visit.take(Probed(bad("printer", "PRINTER-0402"), NOON))
    assert Note("fault-raised", code="PRINTER-0402") in visit.effects
    visit.take(Probed(GOOD, NOON))
    assert Note("fault-cleared", code="PRINTER-0402") in visit.effects


def test_a_notice_does_not_disturb_a_visit() -> None:
    assert Visit().until_board().take(NoticeTold("part", "", AT)).at(State.BOARD)


def test_a_platform_that_is_down_does_not_close_the_kiosk() -> None:
    visit = Visit().take(Probed(bad("platform", "PLATFORM-0301"), NOON))
    assert visit.at(State.ATTRACT)


def test_unknown_is_never_good() -> None:
    assert Machine().fault_code == "APP-1002"


def test_a_probe_does_not_disturb_a_visit() -> None:
    visit = Visit().until_board().take(Probed(bad("reader", "READER-0101"), NOON))
    assert visit.at(State.BOARD)


def test_a_print_is_asked_for_once_with_the_case_number() -> None:
    visit = Visit().until_printing()
    asked = [effect for effect in visit.effects if isinstance(effect, PrintPapers)]
    papers = ("licence", "promise_letter", "receipt")
    assert asked == [PrintPapers(1, "K-0001-20261123-0001", papers)]
    assert finish.at_farewell(visit.session, TimedOut())[0].case_number == ""
