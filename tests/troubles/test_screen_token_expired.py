# SPDX-License-Identifier: Apache-2.0
"""Whole kiosk: an identity code that has run out. It says so, and a fresh one works."""

from pathlib import Path

import pytest

from kiosk.session.states import State
from tests.support.troubled import (
    check_lawful,
    check_noted,
    check_told,
    check_wiped,
    hurried_kiosk,
    leave,
    open_work,
    walk_to,
)
from tests.support.whole import quick_world

pytestmark = [pytest.mark.daemon, pytest.mark.slow]


def test_a_code_that_has_run_out_is_told_and_a_fresh_one_is_taken(tmp_path: Path) -> None:
    with (
        quick_world(tmp_path, has_scanner=True) as world,
        hurried_kiosk(world) as whole,
    ):
        world.platform.tell("set", token_s=0)
        walk_to(whole, "Notice")
        whole.tap("forward")
        whole.wait_for(State.CARD)
        whole.rest(0.5)
        world.show_code()
        whole.wait_for(State.TROUBLE)
        check_told(whole, "TOKEN-1201")
        check_noted(whole, "fault-raised", code="TOKEN-1201")
        assert whole.session.record is None
        world.platform.tell("set", token_s=60)
        whole.tap("forward")
        whole.wait_for(State.CARD)
        whole.rest(0.5)
        world.show_code()
        whole.wait_for(State.LOOKUPS)
        leave(whole)
        check_wiped(whole)
        check_lawful(open_work(whole))


def test_after_a_code_that_was_refused_a_card_does(tmp_path: Path) -> None:
    with (
        quick_world(tmp_path, has_scanner=True) as world,
        hurried_kiosk(world) as whole,
    ):
        walk_to(whole, "Notice")
        whole.tap("forward")
        whole.wait_for(State.CARD)
        whole.hold_up("https://pay.invalid/q?x=1", lambda: whole.session.state is State.TROUBLE)
        check_told(whole, "TOKEN-1203")
        whole.tap("forward")
        whole.wait_for(State.CARD)
        world.lay_card()
        whole.wait_for(State.LOOKUPS)
