# SPDX-License-Identifier: Apache-2.0
"""What staff finds at the kiosk, and how it opens and closes by its devices."""

from kiosk.session import finish
from kiosk.session.effects import (
    CloseApp,
    JudgePin,
    Note,
    PrintPapers,
    ProbeDevices,
    Restart,
)
from kiosk.session.events import (
    CountersRead,
    PinJudged,
    Probed,
    TimedOut,
)
from kiosk.session.session import Machine
from kiosk.session.states import State
from tests.support.visits import NOON, Visit, bad


def test_the_staff_door_opens_at_rest_only() -> None:
    assert Visit().touch("staff_door").at(State.STAFF_PIN)
    assert Visit().touch("start", "staff_door").at(State.HOME)


def test_the_pin_is_asked_once_and_forgotten() -> None:
    visit = Visit().touch("staff_door").type("471199").touch("forward")
    assert visit.effects[-1] == JudgePin(1, "471199")
    assert "471199" not in repr(visit.effects[-1])
    assert visit.session.entry == ""
    visit.take(PinJudged(1, "", "locked", 15))
    assert (visit.session.staff.message, visit.session.staff.wait_s) == ("locked", 15)


def test_restart_and_close_want_a_second_touch() -> None:
    visit = Visit().touch("staff_door").take(PinJudged(1, "technician"))
    assert ProbeDevices() in visit.effects
    visit.take(CountersRead({"cases": 3}))
    visit.touch("restart")
    assert Restart() not in visit.effects
    visit.touch("cancel", "confirm")
    assert Restart() not in visit.effects
    visit.touch("restart", "confirm")
    assert Restart() in visit.effects
    visit.touch("close", "confirm", "probe", "back")
    assert CloseApp() in visit.effects
    assert visit.at(State.ATTRACT)


def test_a_pin_of_somebody_else_opens_nothing_for_the_next() -> None:
    visit = Visit().touch("staff_door").type("1357").touch("forward", "back", "staff_door")
    visit.take(PinJudged(1, "technician"))
    assert visit.at(State.STAFF_PIN)


def test_a_pin_that_is_judged_late_opens_nothing() -> None:
    visit = Visit().touch("staff_door", "back").take(PinJudged(1, "clerk"))
    assert visit.at(State.ATTRACT)


def test_the_kiosk_closes_when_a_device_fails_and_opens_when_it_is_mended() -> None:
    visit = Visit().take(Probed(bad("printer", "PRINTER-0402"), NOON))
    assert visit.at(State.OUT_OF_SERVICE)
    assert visit.session.machine.fault_code == "PRINTER-0402"
    since = visit.session.machine.out_since
    visit.take(Probed(bad("printer", "PRINTER-0402"), NOON.replace(hour=13)))
    assert visit.session.machine.out_since == since
    visit.touch("staff_door")
    assert visit.at(State.STAFF_PIN)
    visit.touch("back")
    from tests.support.visits import GOOD  # noqa: PLC0415

    visit.take(Probed(GOOD, NOON))
    assert visit.at(State.ATTRACT)
    assert Note("fault-cleared", code="PRINTER-0402") in visit.effects


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
