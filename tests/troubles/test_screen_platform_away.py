# SPDX-License-Identifier: Apache-2.0
"""Whole kiosk: the platform is down, slow, or answers rubbish. The visit goes on."""

from collections.abc import Iterator

import pytest

from config.faults import load_faults
from kiosk.demo.world import SimulatedWorld
from kiosk.screens.texts import Texts
from kiosk.screens.views import LookupsView
from kiosk.session.deadlines import FAREWELL_S
from kiosk.session.states import State
from tests.support.troubled import (
    CODE,
    check_lawful,
    check_noted,
    check_wiped,
    hurried_kiosk,
    leave,
    open_work,
    skip,
    walk_to,
)
from tests.support.whole import WholeKiosk, quick_world, script

pytestmark = [pytest.mark.daemon, pytest.mark.slow]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimulatedWorld]:
    with quick_world(tmp_path_factory.mktemp("world")) as world:
        yield world


@pytest.fixture(scope="module")
def whole(world: SimulatedWorld) -> Iterator[WholeKiosk]:
    """One kiosk for all troubles: none of them may leave anything behind."""
    with hurried_kiosk(world) as whole:
        yield whole


@pytest.mark.parametrize(
    "trouble",
    [
        ("down", "unreachable", "PLATFORM-0301"),
        ("hang", "timed_out", "PLATFORM-0302"),
        ("refuse", "refused", "PLATFORM-0303"),
        ("rubbish", "broken", "PLATFORM-0304"),
        ("half_json", "broken", "PLATFORM-0304"),
    ],
)
def test_the_visit_goes_on_without_the_platform(
    whole: WholeKiosk, world: SimulatedWorld, trouble: tuple[str, str, str]
) -> None:
    kind, outcome, code = trouble
    whole.wait_for(State.ATTRACT)
    walk_to(whole, "Lookups-done", script(platform=kind))  # which asks nobody again
    world.lift_card()
    view = whole.screen.view
    assert isinstance(view, LookupsView)
    words = Texts("zh_CN")
    failed = [line for line in view.lines if line.id != "card"]
    assert {(line.state, line.detail) for line in failed} == {
        ("failed", words(f"lookups.{outcome}"))
    }
    told = load_faults().fault(code).citizen["zh_CN"]
    assert view.note == told.happened + told.now
    assert view.code == code
    assert not CODE.search(view.note)
    check_noted(whole, "look-up-ended", disposition=outcome, code=code)
    whole.tap("forward")
    whole.wait_for(State.GUIDE)
    assert whole.session.trouble is None
    world.platform.tell("clear")
    whole.tap("extra")
    whole.wait_for(State.FAREWELL)
    check_wiped(whole)
    check_lawful(open_work(whole))
    skip(whole, FAREWELL_S)
    whole.wait_for(State.ATTRACT)


def test_a_platform_that_is_back_is_asked_again(
    whole: WholeKiosk, world: SimulatedWorld
) -> None:
    whole.wait_for(State.ATTRACT)
    world.platform.tell("clear")
    walk_to(whole, "Lookups-done")
    view = whole.screen.view
    assert isinstance(view, LookupsView)
    assert view.code == ""
    assert "done" in {line.state for line in view.lines if line.id != "card"}
    leave(whole)
