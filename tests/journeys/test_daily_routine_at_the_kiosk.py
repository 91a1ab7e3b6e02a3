# SPDX-License-Identifier: Apache-2.0
"""The daily routine on the glass: the day's sheet, the readiness report, the self-test."""

import base64
from collections.abc import Iterator

import pytest

from devices.printing.blanks import BlankEntry, BlankMove, BlankRange
from kiosk.screens.views_staff import StaffTaskView
from kiosk.session.bench_desk import Phase, Printing
from kiosk.session.staff_desk import Page
from kiosk.session.states import State
from kiosk.store.records import StaffRole
from kiosk.store.self_tests import StepResult
from kiosk.store.staff import StaffListError
from kiosk.technician.steps import SELFTEST
from tests.support.staff_hand import LIU, PINS, WANG, ZHAO, Clerk
from tests.support.troubled import check_noted, hurried_kiosk
from tests.support.whole import WholeKiosk, quick_world

pytestmark = [pytest.mark.daemon, pytest.mark.slow]

SERIES = "hyg-2026b"
PNG = "data:image/png;base64,"


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WholeKiosk]:
    folder = tmp_path_factory.mktemp("daily")
    with quick_world(folder, has_scanner=True) as world, hurried_kiosk(world) as whole:
        for number, role in ((WANG, StaffRole.CLERK), (LIU, StaffRole.TECHNICIAN)):
            try:
                whole.kiosk.staff.access.add(number, role, PINS[number])
            except StaffListError:  # the world is lent with its folder
                whole.kiosk.staff.access.set_pin(number, PINS[number])
        whole.wait_for(State.ATTRACT)
        yield whole


@pytest.fixture
def clerk(kiosk: WholeKiosk) -> Clerk:
    kiosk.rest_now()
    return Clerk(kiosk)


def view_of(whole: WholeKiosk) -> StaffTaskView:
    view = whole.screen.view
    assert isinstance(view, StaffTaskView)
    return view


def printing(whole: WholeKiosk) -> Printing:
    return whole.session.staff.report.printing


def seen(whole: WholeKiosk) -> None:
    """Wait until the sheet lies on the glass."""
    whole.wait(lambda: bool(view_of(whole).pages), why="the sheet")
    assert all(page.startswith(PNG) for page in view_of(whole).pages)
    first = base64.b64decode(view_of(whole).pages[0].removeprefix(PNG))
    assert first.startswith(b"\x89PNG")


def test_the_days_sheet_is_seen_printed_and_counted(kiosk: WholeKiosk, clerk: Clerk) -> None:
    store, before = kiosk.kiosk.store, len(kiosk.printed())
    sheets = BlankRange(SERIES, 1, 50)
    store.stock.book(BlankEntry(BlankMove.RECEIVE, sheets, WANG, ZHAO, batch="L-8"))
    clerk.enters(WANG)
    clerk.tap("others", "option-reports", "option-stock")
    seen(kiosk)
    clerk.tap("forward")
    kiosk.wait(lambda: printing(kiosk) is Printing.DONE, why="the paper")
    assert len(kiosk.printed()) == before + 1
    assert not store.prints.open_attempts()
    clerk.tap("forward", "option-readiness")
    seen(kiosk)
    clerk.tap("option-larger", "back", "back", "back", "back", "back")
    kiosk.wait_for(State.ATTRACT)
    clerk.tells("the day's sheet seen and printed, the readiness report seen")
    check_noted(kiosk, "report-printed", disposition="came_out")


def test_an_ill_printer_is_told_with_its_code_and_the_next_step(
    kiosk: WholeKiosk, clerk: Clerk
) -> None:
    printer, before = kiosk.world.printer, len(kiosk.printed())
    clerk.enters(WANG)
    clerk.tap("others", "option-reports", "option-stock")
    seen(kiosk)
    printer.tell("set", paper=0)
    clerk.tap("forward")
    kiosk.wait(lambda: view_of(kiosk).code == "PRINTER-0402", why="the printer's word")
    assert printing(kiosk) is Printing.WORKING
    assert any("纸" in row.text for row in view_of(kiosk).rows)
    clerk.tap("back")  # nobody waits for it any more, and so nothing comes out later
    printer.tell("lay")
    clerk.tap("option-stock")
    seen(kiosk)
    clerk.tap("forward")
    kiosk.wait(lambda: printing(kiosk) is Printing.DONE, why="the one sheet")
    assert len(kiosk.printed()) == before + 1
    clerk.tap("back", "back", "back", "back")
    kiosk.wait_for(State.ATTRACT)
    clerk.tells("a report while the printer is out of paper")


def phase(whole: WholeKiosk) -> Phase:
    return whole.session.staff.checks.phase


def shown_to_the_scanner(whole: WholeKiosk) -> None:
    """Hold the sheet's code before the scanner until it is looked at, as a hand does."""
    whole.hold_up(
        whole.session.staff.checks.sheet_code,
        lambda: phase(whole) is not Phase.WORKING,
        why="the code of the sheet",
        seconds=60.0,
    )
    assert phase(whole) is Phase.PASSED


def test_a_technician_goes_through_the_self_test_on_the_glass(
    kiosk: WholeKiosk, clerk: Clerk
) -> None:
    before = len(kiosk.printed())
    clerk.enters(LIU)
    clerk.tap("others", "option-selftest")
    kiosk.wait(lambda: bool(kiosk.session.staff.checks.steps), why="the steps")
    clerk.tap("forward", "forward")
    kiosk.wait(lambda: phase(kiosk) is Phase.ASKING, why="the test sheet")
    assert len(kiosk.printed()) == before + 1
    clerk.tap("option-yes", "forward")  # the next step: its code
    shown_to_the_scanner(kiosk)
    clerk.tap("forward", "forward")  # the sound
    kiosk.wait(lambda: phase(kiosk) is Phase.ASKING, why="the sound", seconds=60.0)
    clerk.tap("option-no")
    kiosk.wait(
        lambda: kiosk.session.staff.page is Page.TOUCHED, why="the grid's end", seconds=60.0
    )
    clerk.tap("forward", "option-skip")  # the guide lights
    kiosk.wait(lambda: kiosk.session.staff.page is Page.CHECKS, why="the list")
    kiosk.wait(lambda: kept(kiosk) == ENDED, why="every result, with its name")
    kiosk.wait(lambda: all(LIU in act.detail for act in view_of(kiosk).acts), why="history")
    clerk.tap("back", "back", "back")
    kiosk.wait_for(State.ATTRACT)
    clerk.tells("the self-test's steps for a person")
    check_noted(kiosk, "test-sheet-printed", disposition="came_out")
    check_noted(kiosk, "step-confirmed", disposition="denied")


ENDED = {
    "test_sheet": StepResult.CONFIRMED,
    "scan_back": StepResult.PASSED,
    "sound": StepResult.DENIED,
    "touch_grid": StepResult.FAILED,
    "light_labels": StepResult.SKIPPED,
}


def kept(whole: WholeKiosk) -> dict[str, StepResult]:
    """What this technician said, by step."""
    last = whole.kiosk.store.self_tests.last_steps(SELFTEST)
    return {one.step: one.result for one in last if one.who == LIU}
