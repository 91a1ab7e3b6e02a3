# SPDX-License-Identifier: Apache-2.0
"""Whole kiosk: the reader's cable is out. It says so, and opens again once it is in."""

import sys
from pathlib import Path
from time import monotonic

import pytest

from kiosk.session.states import State
from tests.support.troubled import (
    check_lawful,
    check_noted,
    check_told,
    hurried_kiosk,
    lay,
    leave,
    open_work,
    walk_to,
)
from tests.support.whole import quick_world

pytestmark = [pytest.mark.daemon, pytest.mark.slow]

BACK_S = 2.0
"""What issue and technicians ask for: from the cable to a kiosk that is open."""

SHIPPED_PAUSES = """[timing]
card_wait_s = 5.0
look_up_s = 2.0
"""


def test_a_reader_unplugged_in_mid_visit_closes_the_kiosk_until_it_is_back(
    tmp_path: Path,
) -> None:
    with quick_world(tmp_path) as world, hurried_kiosk(world) as whole:
        walk_to(whole, "Notice")
        world.reader.tell("set", plugged=False)
        whole.tap("forward")
        whole.wait_for(State.TROUBLE)
        check_told(whole, "READER-0101")
        check_noted(whole, "fault-raised", code="READER-0101")
        leave(whole, State.OUT_OF_SERVICE)
        check_told(whole, "READER-0101")
        world.reader.tell("set", plugged=True)
        whole.wait_for(State.ATTRACT)
        check_noted(whole, "fault-cleared", code="READER-0101")
        walk_to(whole, "Notice")
        whole.tap("forward")
        whole.wait_for(State.CARD)
        lay(world, "chen-qiumei")
        whole.wait_for(State.LOOKUPS)
        check_lawful(open_work(whole))


def test_a_kiosk_that_starts_without_its_reader_says_so(tmp_path: Path) -> None:
    with quick_world(tmp_path) as world:
        world.reader.tell("set", plugged=False)
        with hurried_kiosk(world) as whole:
            assert whole.session.state is State.OUT_OF_SERVICE
            assert whole.session.machine.fault_code == "APP-1002"
            whole.wait(lambda: whole.session.machine.checked_at is not None)
            assert State.ATTRACT not in whole.visited
            check_told(whole, "READER-0101")
            world.reader.tell("set", plugged=True)
            whole.wait_for(State.ATTRACT)


@pytest.mark.alone
def test_a_reader_that_is_plugged_in_again_opens_the_kiosk_within_two_seconds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (
        quick_world(tmp_path) as world,
        hurried_kiosk(world, more=SHIPPED_PAUSES) as whole,
    ):
        walk_to(whole, "Notice")
        world.reader.tell("set", plugged=False)
        whole.tap("forward")
        whole.wait_for(State.TROUBLE)
        leave(whole, State.OUT_OF_SERVICE)
        whole.rest(3.0)
        begun = monotonic()
        world.reader.tell("set", plugged=True)
        whole.wait_for(State.ATTRACT)
        took_s = monotonic() - begun
    with capsys.disabled():
        sys.stdout.write(f"\nreader back, kiosk open after {took_s:.2f} s\n")
    assert took_s <= BACK_S
