# SPDX-License-Identifier: Apache-2.0
"""A technician draws a finger over the real glass; the corner that was left out is told."""

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kiosk.screens.views_staff import StaffTaskView
from kiosk.session.staff_desk import Page
from kiosk.session.states import State
from kiosk.session.touch_grid import CELLS, COLUMNS, ROWS
from kiosk.staff.touch_result import DEVICE, SHARE, STEP
from kiosk.store.records import StaffRole
from kiosk.store.self_tests import StepResult
from kiosk.store.staff import StaffListError
from kiosk.technician.steps import SELFTEST
from tests.support.troubled import hurried_kiosk
from tests.support.whole import WholeKiosk, quick_world

pytestmark = [pytest.mark.daemon, pytest.mark.slow]


LIU, PIN = "3072", "975310"


@pytest.fixture
def kiosk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WholeKiosk]:
    with quick_world(tmp_path_factory.mktemp("touch")) as world, hurried_kiosk(world) as whole:
        try:
            whole.kiosk.staff.access.add(LIU, StaffRole.TECHNICIAN, PIN)
        except StaffListError:  # the world is lent with its folder
            whole.kiosk.staff.access.set_pin(LIU, PIN)
        whole.wait_for(State.ATTRACT)
        yield whole


def middle_of(whole: WholeKiosk, cell: int) -> QPoint:
    """The middle of a cell, in the window."""
    row, column = divmod(cell, COLUMNS)
    size = whole.window.size()
    return QPoint(
        round((column + 0.5) * size.width() / COLUMNS),
        round((row + 0.5) * size.height() / ROWS),
    )


def is_touched(whole: WholeKiosk, cell: int) -> bool:
    return cell in whole.session.staff.touched


def enter(whole: WholeKiosk) -> None:
    """Number and PIN at the resting glass."""
    for name in ("machine",) * 5:
        whole.tap(name)
    whole.wait_for(State.STAFF_PIN)
    for digits in (LIU, PIN):
        for digit in digits:
            whole.tap(f"key-{digit}")
        whole.tap("forward")
    whole.wait_for(State.STAFF)
    whole.wait(lambda: not whole.session.staff.is_probing, why="the test")


def swept(whole: WholeKiosk, cells: range) -> None:
    """One finger that stays on the glass, from cell to cell."""
    left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(whole.window, left, plain, middle_of(whole, cells[0]))
    for cell in cells:
        QTest.mouseMove(whole.window, middle_of(whole, cell))
        whole.wait(partial(is_touched, whole, cell), why=f"cell {cell}")
    QTest.mouseRelease(whole.window, left, plain, middle_of(whole, cells[-1]))


def test_the_whole_glass_is_tried_and_what_is_dead_is_told(kiosk: WholeKiosk) -> None:
    kiosk.rest_now()
    enter(kiosk)
    kiosk.tap("others")
    kiosk.wait(lambda: kiosk.session.staff.page is Page.OTHERS, why="the list")
    find = kiosk.hands.find
    for name in ("option-selftest", f"option-{STEP}"):
        kiosk.wait(lambda: bool(find(name) or find("more")), why="its lines")  # noqa: B023
        if find(name) is None:  # on its second page
            kiosk.tap("more")
        kiosk.tap(name)
    kiosk.wait(lambda: kiosk.session.staff.page is Page.TOUCH, why="the grid")
    swept(kiosk, range(CELLS - 1))  # the last corner is dead, so no touch ends it
    kiosk.wait(lambda: kiosk.session.staff.page is Page.TOUCHED, why="ten seconds without one")
    view = kiosk.screen.view
    assert isinstance(view, StaffTaskView)
    assert view.rows[0].label.startswith("98.4")
    assert view.picture == "1" * (CELLS - 1) + "0"
    kept = kiosk.kiosk.store.self_tests
    kiosk.wait(lambda: bool(kept.last_steps(SELFTEST)), why="the result is kept")
    (step,) = kept.last_steps(SELFTEST)
    assert (step.step, step.result, step.who) == (STEP, StepResult.FAILED, LIU)
    (test,) = kept.tests_of(DEVICE, newest=5)
    assert test.facts[SHARE] == "98.4"
    for name in ("back", "back", "back"):
        kiosk.tap(name)
