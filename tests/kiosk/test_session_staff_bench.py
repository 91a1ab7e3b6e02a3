# SPDX-License-Identifier: Apache-2.0
"""Reports and self-test steps on the staff's pages, played on the pure session."""

from dataclasses import replace

import pytest

from devices.states import DeviceState, ProbeReport
from kiosk.session import staff_bench
from kiosk.session.bench_acts import (
    BenchEvent,
    DoStep,
    KeepStep,
    LetGo,
    MakeReport,
    PrintReport,
    ReadSteps,
    ReportMade,
    ReportPrinted,
    StepDone,
    StepNotKept,
    StepsRead,
)
from kiosk.session.bench_desk import Phase, Printing, StepLine
from kiosk.session.effects import ProbeDevices
from kiosk.session.events import Event, TimedOut
from kiosk.session.staff_acts import StaffLimit
from kiosk.session.staff_desk import Page
from kiosk.session.states import State
from tests.support.staff_visits import SHEETS, STEPS, at_desk
from tests.support.visits import Visit

WITHOUT_PRINTER = (StepLine("scan_back", "scan_back", is_measured=True),)


def at_report(role: str = "clerk") -> Visit:
    visit = at_desk(role).touch("others", "choose:reports", "choose:stock")
    return visit.take(ReportMade(1, 1, SHEETS))


def at_checks(steps: tuple[StepLine, ...] = STEPS) -> Visit:
    """A technician at the list of steps."""
    return at_desk("technician").touch("others", "choose:selftest").take(StepsRead(1, steps))


def last(visit: Visit) -> object:
    """The newest effect."""
    return visit.effects[-1]


def page(visit: Visit) -> Page:
    """Which page is open."""
    return visit.session.staff.page


def is_large(visit: Visit) -> bool:
    """Whether the sheet fills the page."""
    return visit.session.staff.report.is_large


def made(visit: Visit) -> tuple[object, ...]:
    """Effects that mean the bench."""
    kinds = (MakeReport, PrintReport, LetGo, ReadSteps, DoStep, KeepStep)
    return tuple(one for one in visit.effects if isinstance(one, kinds))


# -- reports -----------------------------------------------------------------------------


def test_a_report_is_made_in_the_language_of_the_page_with_what_devices_say() -> None:
    visit = at_desk().touch("language:en", "others", "choose:reports", "choose:readiness")
    asked = last(visit)
    assert isinstance(asked, MakeReport)
    assert (asked.report, asked.language) == ("readiness", "en")
    assert asked.reports == visit.session.machine.reports


def test_a_report_is_printed_once_while_it_is_on_its_way() -> None:
    visit = at_report().touch("forward", "forward")
    prints = [one for one in made(visit) if isinstance(one, PrintReport)]
    assert prints == [PrintReport(1, 1, "stock", "7")]
    assert visit.session.staff.report.printing is Printing.WORKING


def test_nothing_is_printed_before_it_is_seen() -> None:
    visit = at_desk().touch("others", "choose:reports", "choose:nothing", "choose:stock")
    visit.touch("forward", "choose:larger")
    assert not [one for one in made(visit) if isinstance(one, PrintReport)]
    visit.take(ReportMade(1, 1, code="STOCK-1602"))
    assert visit.session.staff.report.code == "STOCK-1602"
    visit.touch("forward").take(ReportMade(1, 2, SHEETS))
    assert visit.session.staff.report.pages == SHEETS
    assert not [one for one in made(visit) if isinstance(one, PrintReport)]


def test_where_no_printer_is_a_report_is_only_seen() -> None:
    visit = at_report()
    absent = ProbeReport("printer", DeviceState.NO_DEVICE, "PRINTER-0401")
    machine = visit.session.machine.with_report(absent)
    visit.session = replace(visit.session, machine=machine)
    visit.touch("forward")
    assert not [one for one in made(visit) if isinstance(one, PrintReport)]


def test_an_ill_printer_is_told_and_the_report_may_be_printed_again() -> None:
    visit = at_report().touch("forward").take(ReportPrinted(1, 1, "working", "PRINTER-0402"))
    assert visit.session.staff.report.code == "PRINTER-0402"
    visit.take(ReportPrinted(1, 1, "failed", "PRINTER-0402"))
    assert last(visit) == ProbeDevices()
    visit.touch("forward")
    assert last(visit) == PrintReport(1, 1, "stock", "7")
    assert visit.session.staff.report.code == ""
    visit.take(ReportPrinted(1, 1, "done")).touch("forward")
    assert page(visit) is Page.REPORTS


def test_the_sheet_is_looked_at_closely_and_back() -> None:
    visit = at_report().touch("choose:larger")
    assert is_large(visit)
    visit.touch("back")
    assert is_large(visit) is False
    assert page(visit) is Page.REPORT


def test_what_was_asked_for_before_is_no_news() -> None:
    visit = at_report().touch("back", "choose:readiness").take(ReportMade(1, 1, SHEETS))
    assert visit.session.staff.report.pages == ()
    visit.touch("back").take(ReportMade(1, 2, SHEETS))
    assert visit.session.staff.report.pages == ()


@pytest.mark.parametrize("leaving", ["back", "home", "limit", "idle"])
def test_who_leaves_waits_for_no_paper(leaving: str) -> None:
    visit = at_report().touch("forward")
    ways: dict[str, Event] = {"limit": StaffLimit(1), "idle": TimedOut()}
    if leaving in ways:
        visit.take(ways[leaving])
    else:
        visit.touch(leaving)
    assert [one for one in made(visit) if isinstance(one, LetGo)] == [LetGo(1)]


def test_who_leaves_while_nothing_is_printed_lets_nothing_go() -> None:
    visit = at_report().take(TimedOut())
    assert not [one for one in made(visit) if isinstance(one, LetGo)]


def test_a_limit_without_anybody_in_changes_nothing() -> None:
    visit = Visit().touch("staff_door").take(StaffLimit(0))
    assert visit.session.state is State.STAFF_PIN


def test_an_auditor_sees_reports_and_makes_no_test() -> None:
    assert at_report("auditor").session.staff.report.pages == SHEETS
    visit = at_desk("auditor").touch("others", "choose:selftest")
    assert page(visit) is Page.OTHERS


# -- the self-test's steps -----------------------------------------------------------------


def test_the_steps_are_walked_through_and_each_answer_is_kept_with_its_name() -> None:
    visit = at_checks().touch("forward", "forward")
    assert last(visit) == DoStep(1, 3, "test_sheet", "7", "zh_CN")
    visit.touch("choose:yes", "forward")  # nobody was asked yet
    assert visit.session.staff.checks.phase is Phase.WORKING
    visit.take(StepDone(1, 3, "working", "PRINTER-0402"))
    assert visit.session.staff.checks.code == "PRINTER-0402"
    visit.take(StepDone(1, 3, "ask", sheet_code="JIBAN-TEST/1"))
    visit.touch("forward", "choose:maybe", "choose:yes")
    assert last(visit) == KeepStep(1, "test_sheet", "confirmed", "7")
    visit.touch("forward")
    done = last(visit)
    assert isinstance(done, DoStep)
    assert (done.step, done.sheet_code) == ("scan_back", "JIBAN-TEST/1")
    visit.take(StepDone(1, done.turn, "passed")).touch("forward")
    assert page(visit) is Page.TOUCH
    visit.touch("choose:end", "choose:other", "forward")
    assert visit.session.staff.checks.step == "guide_lights"
    visit.touch("choose:no")
    assert KeepStep(1, "guide_lights", "denied", "7") in visit.effects
    assert page(visit) is Page.CHECKS
    assert last(visit) == ReadSteps(1)


def test_one_step_alone_leads_back_to_the_list() -> None:
    visit = at_checks().touch("choose:none", "choose:guide_lights", "choose:skip")
    assert KeepStep(1, "guide_lights", "skipped", "7") in visit.effects
    assert page(visit) is Page.CHECKS


def test_a_step_that_failed_is_tried_again_or_left() -> None:
    visit = at_checks().touch("choose:test_sheet", "choose:again", "forward")
    turn = visit.session.staff.checks.turn
    visit.take(StepDone(1, turn, "failed", "PRINTER-0401")).touch("choose:again")
    again = last(visit)
    assert isinstance(again, DoStep)
    assert again.turn == turn + 1
    visit.take(StepDone(1, turn, "passed"))  # of the try before
    assert visit.session.staff.checks.phase is Phase.WORKING
    visit.take(StepDone(1, turn + 1, "failed", "PRINTER-0401")).touch("forward")
    assert page(visit) is Page.CHECKS


def test_a_code_is_scanned_only_of_a_sheet_that_was_printed() -> None:
    visit = at_checks().touch("choose:scan_back", "forward")
    assert visit.session.staff.checks.step == "test_sheet"
    alone = at_checks(WITHOUT_PRINTER).touch("choose:scan_back", "forward")
    assert isinstance(last(alone), DoStep)


def test_before_the_steps_are_read_nothing_begins() -> None:
    visit = at_desk("technician").touch("others", "choose:selftest", "forward")
    assert page(visit) is Page.CHECKS
    assert visit.session.staff.checks.steps == ()


def test_what_the_disk_did_not_take_is_told() -> None:
    visit = at_checks().take(StepNotKept(1, "STORE-0501"))
    assert visit.session.staff.checks.code == "STORE-0501"


def test_back_from_a_step_waits_for_nothing_and_reads_the_list() -> None:
    visit = at_checks().touch("choose:test_sheet", "forward", "back")
    assert visit.effects[-2:] == [LetGo(1), ReadSteps(1)]
    visit.touch("choose:touch_grid", "choose:end", "choose:again", "back")
    assert page(visit) is Page.CHECKS
    visit.touch("back", "back")
    assert visit.session.state is State.STAFF


def test_what_nobody_tells_changes_nothing() -> None:
    session = at_checks().session
    assert staff_bench.heard(session, BenchEvent(1)) == (session, ())
