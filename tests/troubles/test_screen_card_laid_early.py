# SPDX-License-Identifier: Apache-2.0
"""Whole kiosk: a card lies there before it is asked for, laid early or left behind."""

from pathlib import Path

import pytest

from kiosk.session.states import State
from tests.support.troubled import check_wiped, hurried_kiosk, lay, leave, walk_to
from tests.support.whole import quick_world

pytestmark = [pytest.mark.daemon, pytest.mark.slow]


def test_a_card_laid_early_is_read_again_and_one_left_behind_is_not(tmp_path: Path) -> None:
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
        leave(whole)
        walk_to(whole, "Notice")
        whole.tap("forward")
        whole.wait_for(State.CARD)
        whole.rest(2.0)
        assert whole.session.state is State.CARD
        assert whole.session.record is None
