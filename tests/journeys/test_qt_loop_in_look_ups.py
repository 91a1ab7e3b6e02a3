# SPDX-License-Identifier: Apache-2.0
"""Six sources answer one after the other, and the glass answers at any moment meanwhile."""

import sys
from collections.abc import Iterator

import pytest

from kiosk.demo.world import SimulatedWorld
from kiosk.screens.views import LookupsView
from kiosk.session.events import Touched
from kiosk.session.states import State
from tests.support.heartbeat import Heartbeat
from tests.support.whole import WholeKiosk, quick_world, whole_kiosk

pytestmark = [pytest.mark.daemon, pytest.mark.slow, pytest.mark.alone]

SERVICE = "road-freight-licence"
CARD = "qin-dayong"
LATENCIES_MS = "50,120,190,260,330,400"
P99_MS = 16.0
"""One frame at 60 Hz."""

VISITS = 3
"""A neighbour on the machine may spoil a visit; a loop that is held spoils every one."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimulatedWorld]:
    with quick_world(tmp_path_factory.mktemp("loop")) as world:
        yield world


@pytest.fixture(scope="module")
def moving(world: SimulatedWorld) -> Iterator[WholeKiosk]:
    with whole_kiosk(world, reduced_motion=False) as whole:
        yield whole


def test_the_loop_is_free_while_six_sources_answer(
    moving: WholeKiosk, world: SimulatedWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    world.platform.tell("set", latencies_ms=LATENCIES_MS)
    p99 = 0.0
    for _ in range(VISITS):
        heart = looked_up(moving)
        p50, p99, worst = (heart.quantile(share) for share in (0.5, 0.99, 1.0))
        with capsys.disabled():
            sys.stdout.write(
                f"\nsix sources: {len(heart.delays)} beats, p50 {p50:.1f} ms, "
                f"p99 {p99:.1f} ms, worst {worst:.1f} ms\n"
            )
        if p99 <= P99_MS:
            break
    world.platform.tell("clear")
    assert p99 <= P99_MS


def looked_up(moving: WholeKiosk) -> Heartbeat:
    """Walk to the card; the heart beats from the card's reading to the page at rest."""
    moving.rest_now()
    moving.world.card = CARD
    controller = moving.kiosk.controller
    for touched in (Touched("start"), Touched("service", SERVICE), Touched("agree")):
        controller.handle(touched)
    moving.wait_for(State.CARD)
    moving.rest(1.0)  # the page is at rest, and the last citizen's card has left
    heart = Heartbeat(moving.window)
    with heart.beating():
        moving.world.lay_card()
        moving.wait_for(State.LOOKUPS)
        moving.wait(lambda: moving.session.are_lookups_settled, why="six answers")
        moving.rest(0.5)
    view = moving.screen.view
    assert isinstance(view, LookupsView)
    assert len(moving.session.sources) == 6
    assert len(view.lines) == 7, "the card, and six sources"
    assert len(heart.delays) > 800
    return heart
