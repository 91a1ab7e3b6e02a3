# SPDX-License-Identifier: Apache-2.0
"""The glass answers at any moment: nothing that the kiosk does keeps the Qt loop for long.

Measured as ``tests/support/heartbeat.py`` says, in whole visits on the real window with its
movements, while the simulators, the document process and the robot share the machine.
"""

import gc
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QTimer

from kiosk.housekeeping import REST_S, SWITCH_INTERVAL_S, Housekeeping
from kiosk.session.states import State
from tests.support.heartbeat import PERIOD_S, Heartbeat
from tests.support.whole import WholeKiosk, quick_world, script, whole_kiosk

pytestmark = [pytest.mark.daemon, pytest.mark.slow, pytest.mark.alone]

P99_MS = 16.0
"""One frame at 60 Hz."""
VISITS = 8
PACE_S = 0.45
"""The robot looks this long at a page, as in the demo; no citizen is quicker."""


@pytest.fixture(scope="module")
def moving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WholeKiosk]:
    folder = tmp_path_factory.mktemp("loop")
    with (
        quick_world(folder) as world,
        whole_kiosk(world, reduced_motion=False) as whole,
    ):
        yield whole


@pytest.mark.parametrize("name", ["hygiene-permit-new", "hygiene-permit-ordinary"])
def test_the_loop_is_free_all_through_a_visit(
    moving: WholeKiosk, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A neighbour on the machine may spoil a visit; a loop that is held spoils every one."""
    p99 = worst_of = 0.0
    for _ in range(VISITS):
        heart = _visited(moving, name)
        p50, p99, worst_of = (heart.quantile(share) for share in (0.5, 0.99, 1.0))
        with capsys.disabled():
            sys.stdout.write(
                f"\n{name}: {len(heart.delays)} beats, p50 {p50:.1f} ms, "
                f"p99 {p99:.1f} ms, worst {worst_of:.1f} ms\n"
            )
        if p99 <= P99_MS:
            break
    assert p99 <= P99_MS, f"worst {worst_of:.1f} ms"


def _visited(moving: WholeKiosk, name: str) -> Heartbeat:
    """Play a visit under the heartbeat."""
    moving.rest_now()
    heart = Heartbeat(moving.window)
    with heart.beating():
        result = moving.play(script(name), settle_s=PACE_S, watch=heart.watch)
    assert result.outcome == script(name).outcome, result.stop_reason
    assert len(heart.delays) > 5_000
    return heart


def test_the_heartbeat_feels_a_loop_that_is_held(moving: WholeKiosk) -> None:
    """The measure itself: a slot that computes for 60 ms is found, with its length."""
    moving.rest_now()
    heart = Heartbeat(moving.window)
    loop = QEventLoop()

    def hold() -> None:
        until = heart.clock() + 0.06
        while heart.clock() < until:
            pass

    QTimer.singleShot(150, hold)
    QTimer.singleShot(400, loop.quit)
    with heart.beating():
        loop.exec()
    assert 55 <= heart.quantile(1.0) <= 250
    held = sum(delay.seconds > PERIOD_S * 20 for delay in heart.delays)
    assert held >= 30, "every beat that was due meanwhile counts"


def test_rubbish_is_collected_while_nobody_is_there(moving: WholeKiosk) -> None:
    moving.rest_now()
    assert not gc.isenabled()
    assert gc.get_freeze_count() > 10_000
    assert sys.getswitchinterval() == pytest.approx(SWITCH_INTERVAL_S)
    moving.rest(0.7)  # what the test before has left is swept
    before = _sweeps()
    moving.tap("start")
    moving.wait_for(State.HOME)
    moving.rest(1.2)
    assert _sweeps() == before, "not while somebody is there"
    moving.rest_now()
    moving.wait(lambda: _sweeps() == before + 1, seconds=3.0, why="the sweep after the visit")
    moving.rest(1.2)
    assert _sweeps() == before + 1, "once is enough"


def _sweeps() -> int:
    """Full collections of this process so far."""
    return int(gc.get_stats()[2]["collections"])


def test_a_closed_kiosk_gives_the_interpreter_back(tmp_path: Path) -> None:
    gc_was, interval_was = gc.isenabled(), sys.getswitchinterval()
    keeping = Housekeeping()
    keeping.end()  # before it began: nothing happens
    keeping.begin(0.0)
    keeping.begin(1.0)
    assert not gc.isenabled()
    keeping.rest(REST_S - 1)
    keeping.busy()
    keeping.rest(REST_S - 1)
    keeping.end()
    assert gc.isenabled()
    assert sys.getswitchinterval() == pytest.approx(interval_was)
    if not gc_was:
        gc.disable()
