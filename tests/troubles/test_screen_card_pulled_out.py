# SPDX-License-Identifier: Apache-2.0
"""Whole kiosk: the card is taken away while it is read, or it fails and stays where it is."""

from collections.abc import Iterator

import pytest

from kiosk.demo.world import SimulatedWorld
from kiosk.session.states import State
from tests.support.troubled import (
    check_lawful,
    check_noted,
    check_told,
    check_wiped,
    hurried_kiosk,
    lay,
    leave,
    open_work,
    walk_to,
)
from tests.support.whole import WholeKiosk, quick_world

pytestmark = [pytest.mark.daemon, pytest.mark.slow]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimulatedWorld]:
    with quick_world(tmp_path_factory.mktemp("world")) as world:
        yield world


def at_the_card(whole: WholeKiosk, world: SimulatedWorld) -> None:
    walk_to(whole, "Notice")
    world.lift_card()
    world.reader.tell("clear")
    whole.tap("forward")
    whole.wait_for(State.CARD)


def has_record(whole: WholeKiosk) -> bool:
    return whole.session.record is not None


def test_a_card_pulled_half_way_is_asked_for_again_and_read(world: SimulatedWorld) -> None:
    with hurried_kiosk(world) as whole:
        at_the_card(whole, world)
        lay(world, "chen-qiumei")
        world.reader.tell("lift", after_bytes=600)
        whole.wait_for(State.TROUBLE)
        check_told(whole, "CARD-0202")
        check_noted(whole, "fault-raised", code="CARD-0202")
        assert not has_record(whole)
        whole.tap("forward")
        whole.wait_for(State.CARD)
        lay(world, "chen-qiumei")
        whole.wait_for(State.LOOKUPS)
        assert has_record(whole)
        leave(whole)
        check_wiped(whole)
        check_lawful(open_work(whole))


def test_a_card_that_failed_and_stays_is_not_read_again_at_once(
    world: SimulatedWorld,
) -> None:
    """Some readers go on finding it: the second try waits a moment for it to be taken away."""
    with hurried_kiosk(world) as whole:
        at_the_card(whole, world)
        world.reader.tell("set", must_remove=False)
        world.reader.tell("fault", kind="sw3", sw3="41", on="3001", count=4)
        lay(world, "chen-qiumei")
        whole.wait_for(State.TROUBLE)
        check_told(whole, "CARD-0202")
        whole.tap("forward")
        whole.wait_for(State.CARD)
        whole.rest(1.5)
        assert whole.session.state is State.CARD
        world.lift_card()
        world.reader.tell("clear")
        whole.rest(0.8)
        lay(world, "chen-qiumei")
        whole.wait_for(State.LOOKUPS, seconds=4.0)
        leave(whole)
