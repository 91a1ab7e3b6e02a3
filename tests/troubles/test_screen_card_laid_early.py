# SPDX-License-Identifier: Apache-2.0
"""Whole kiosk: the same person comes again and lays the card before it is asked for."""

from pathlib import Path

import pytest

from kiosk.session.states import State
from tests.support.troubled import check_wiped, hurried_kiosk, lay, leave, walk_to
from tests.support.whole import quick_world

pytestmark = [pytest.mark.daemon, pytest.mark.slow]


def test_a_card_that_lies_there_early_is_read_in_a_second_visit(tmp_path: Path) -> None:
    with quick_world(tmp_path) as world, hurried_kiosk(world) as whole:
        walk_to(whole, "Lookups-done")
        world.lift_card()
        leave(whole)
        check_wiped(whole)
        whole.rest(1.5)
        walk_to(whole, "Notice")
        lay(world, "chen-qiumei")
        whole.rest(0.5)
        whole.tap("forward")
        whole.wait_for(State.LOOKUPS, seconds=4.0)


def test_a_card_left_behind_is_not_the_next_visits_identity(tmp_path: Path) -> None:
    with quick_world(tmp_path) as world, hurried_kiosk(world) as whole:
        walk_to(whole, "Lookups")
        leave(whole)
        walk_to(whole, "Notice")
        whole.tap("forward")
        whole.wait_for(State.CARD)
        whole.rest(2.0)
        assert whole.session.state is State.CARD
        assert whole.session.record is None
