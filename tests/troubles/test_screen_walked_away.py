# SPDX-License-Identifier: Apache-2.0
"""Whole kiosk: the citizen walks away. Each page ends by itself and nothing of them stays."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.demo.world import SimulatedWorld
from kiosk.session.deadlines import FAREWELL_S, READING_FACTOR
from kiosk.session.states import State
from tests.support.troubled import (
    check_kept,
    check_lawful,
    check_nothing_twice,
    check_wiped,
    hurried_kiosk,
    open_work,
    records,
    skip,
    walk_to,
)
from tests.support.whole import WholeKiosk, quick_world

pytestmark = [pytest.mark.daemon, pytest.mark.slow]

IDLE_S, WARNING_S = 60.0, 20.0
"""The shipped waiting times: until the kiosk asks, and from there to the end."""

LITTLE_S = 1.0
LONG_S = IDLE_S + WARNING_S + LITTLE_S
UNCOMMITTED = (
    "Home",
    "Notice",
    "Lookups-done",
    "Guide-situation",
    "Board",
    "Form-f_tel",
    "Form-check",
    "Route-promise",
    "Letter",
    "Sign-signed",
    "Review",
)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimulatedWorld]:
    with quick_world(tmp_path_factory.mktemp("world")) as world:
        yield world


@pytest.fixture(scope="module")
def whole(world: SimulatedWorld) -> Iterator[WholeKiosk]:
    """One kiosk for all who walk away: none may leave anything for the next."""
    with hurried_kiosk(world) as whole:
        yield whole


def last_ending(whole: WholeKiosk) -> tuple[str, str]:
    """Disposition and case number of the last visit; waits until it is written."""
    whole.rest(0.2)
    ended = [one for one in records(whole) if one["event"] == "session-ended"]
    return ended[-1]["disposition"], ended[-1]["case_id"]


@pytest.mark.parametrize("page", UNCOMMITTED)
def test_nobody_touches_a_page_and_it_is_wiped(
    whole: WholeKiosk, world: SimulatedWorld, page: str
) -> None:
    whole.wait_for(State.ATTRACT)
    walk_to(whole, page)
    world.lift_card()
    skip(whole, IDLE_S * (READING_FACTOR if page == "Letter" else 1.0) + LITTLE_S)
    whole.wait(lambda: whole.screen.seconds_left > 0)
    skip(whole, WARNING_S)
    whole.wait_for(State.ATTRACT)
    check_wiped(whole)
    assert last_ending(whole) == ("timeout", "")
    assert whole.kiosk.store.cases.newest() == ()
    check_lawful(open_work(whole))


def test_a_warning_is_answered_by_a_touch(whole: WholeKiosk, world: SimulatedWorld) -> None:
    whole.wait_for(State.ATTRACT)
    walk_to(whole, "Home")
    skip(whole, IDLE_S + LITTLE_S)
    whole.wait(lambda: whole.screen.seconds_left > 0)
    whole.tap("more-time")
    whole.wait(lambda: whole.screen.seconds_left == -1)
    assert whole.session.state is State.HOME
    skip(whole, LONG_S)
    whole.wait_for(State.ATTRACT)


def test_who_asked_for_large_type_is_given_twice_as_long(whole: WholeKiosk) -> None:
    whole.wait_for(State.ATTRACT)
    walk_to(whole, "Home")
    whole.tap("elder")
    whole.wait(lambda: whole.session.elder)
    skip(whole, 2 * IDLE_S - 5.0)
    whole.rest(1.0)
    assert whole.screen.seconds_left == -1
    skip(whole, 5.0)
    whole.wait(lambda: whole.screen.seconds_left > 0)
    assert whole.screen.seconds_left > WARNING_S + LITTLE_S
    skip(whole, 2 * WARNING_S)
    whole.wait_for(State.ATTRACT)


@pytest.mark.parametrize("page", ["Take", "Rating"])
def test_who_leaves_after_the_papers_has_them_and_is_forgotten(
    tmp_path: Path, page: str
) -> None:
    with quick_world(tmp_path) as world, hurried_kiosk(world) as whole:
        walk_to(whole, page)
        case = whole.session.case_number
        skip(whole, LONG_S)
        whole.wait_for(State.FAREWELL)
        check_wiped(whole)
        skip(whole, FAREWELL_S)
        whole.wait_for(State.ATTRACT)
        assert last_ending(whole) == ("issued", case)
        check_kept(whole, case)
        check_nothing_twice(whole)
        assert open_work(whole).is_empty


@pytest.mark.parametrize("state", [State.CARD, State.TROUBLE])
def test_who_leaves_before_a_card_is_read_leaves_nothing(
    whole: WholeKiosk, world: SimulatedWorld, state: State
) -> None:
    whole.wait_for(State.ATTRACT)
    walk_to(whole, "Notice")
    whole.tap("forward")
    if state is State.TROUBLE:
        whole.wait_for(State.CARD)
        world.reader.tell("lay", card="xiang-shan")
    whole.wait_for(state)
    world.lift_card()
    skip(whole, LONG_S)
    if state is State.TROUBLE:
        whole.wait_for(State.FAREWELL)
        skip(whole, FAREWELL_S)
    whole.wait_for(State.ATTRACT)
    check_wiped(whole)


def test_a_pin_that_is_not_finished_is_wiped(whole: WholeKiosk) -> None:
    whole.wait_for(State.ATTRACT)
    for _ in range(5):
        whole.tap("machine")
    whole.wait_for(State.STAFF_PIN)
    whole.tap("key-7")
    assert whole.session.entry == "7"
    skip(whole, LONG_S)
    whole.wait_for(State.ATTRACT)
    check_wiped(whole)
