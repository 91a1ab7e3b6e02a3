# SPDX-License-Identifier: Apache-2.0
"""The touch test: cells count once, a dead place ends it by time, and its share is kept."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.session.bench_acts import StepsRead
from kiosk.session.bench_desk import StepLine
from kiosk.session.effects import Effect
from kiosk.session.events import Touched
from kiosk.session.staff_acts import KeepGrid
from kiosk.session.staff_desk import Page
from kiosk.session.touch_grid import CELLS, percent
from kiosk.session.transitions import step
from kiosk.staff.touch_result import DEVICE, SHARE, STEP, keep_grid
from kiosk.store.self_tests import StepResult
from kiosk.technician.steps import SELFTEST, load_steps
from kiosk.trend import trend_of
from tests.support.staff_visits import at_desk
from tests.support.store_samples import opened
from tests.support.visits import Visit


def at_grid(role: str = "technician") -> Visit:
    visit = at_desk(role).touch("others", "choose:selftest")
    return visit.take(StepsRead(1, (StepLine(STEP),))).touch(f"choose:{STEP}")


def cells(visit: Visit, which: range) -> Visit:
    return visit.touch(*(f"choose:{cell}" for cell in which))


def test_every_cell_once_ends_it_and_is_kept_with_who_touched() -> None:
    visit = cells(at_grid(), range(CELLS))
    assert visit.session.staff.page is Page.TOUCHED
    assert visit.effects[-1] == KeepGrid(1, frozenset(range(CELLS)), "7")


def test_a_dead_place_ends_it_by_its_time_and_is_not_said_to_answer() -> None:
    visit = cells(at_grid(), range(60))
    assert visit.session.staff.page is Page.TOUCH
    visit.touch("choose:end")
    assert visit.effects[-1] == KeepGrid(1, frozenset(range(60)), "7")
    assert percent(visit.session.staff.touched) == 93.8
    visit.touch("choose:again")
    assert (visit.session.staff.page, visit.session.staff.touched) == (Page.TOUCH, frozenset())
    assert at_grid().touch("choose:end", "back").session.staff.page is Page.CHECKS


@given(st.lists(st.sampled_from(["0", "7", "63", "64", "-1", "x", "", "٣", "again"])))
def test_only_cells_of_the_glass_count(touched: list[str]) -> None:
    session, effects = at_grid().session, list[Effect]()
    for one in touched:
        session, more = step(session, Touched("choose", one))
        effects += more
    assert session.staff.touched == {int(one) for one in touched if one in {"0", "7", "63"}}
    assert not effects


def test_an_auditor_touches_nothing() -> None:
    assert at_grid("auditor").session.staff.page is not Page.TOUCH


@pytest.mark.parametrize(
    ("count", "result"), [(CELLS, StepResult.PASSED), (62, StepResult.FAILED)]
)
def test_the_share_is_a_trend_and_the_step_has_its_name(
    tmp_path: Path, count: int, result: StepResult
) -> None:
    with opened(tmp_path) as store:
        keep_grid(store.self_tests, KeepGrid(1, frozenset(range(CELLS)), "0112"))
        keep_grid(store.self_tests, KeepGrid(1, frozenset(range(count)), "0112"))
        (last,) = store.self_tests.last_steps(SELFTEST)
        assert (last.step, last.result, last.who) == (STEP, result, "0112")
        trend = trend_of(store.self_tests.tests_of(DEVICE, newest=9))
    assert trend is not None
    moved = () if count == CELLS else ((SHARE, 100.0, 96.9),)
    assert trend.counters == moved
    assert STEP in {one.id for one in load_steps()}
