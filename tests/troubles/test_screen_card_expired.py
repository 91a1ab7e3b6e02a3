# SPDX-License-Identifier: Apache-2.0
"""Whole kiosk: the identity card has run out; another one may be laid."""

from pathlib import Path
from typing import cast

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
from tests.support.whole import quick_world

pytestmark = [pytest.mark.daemon, pytest.mark.slow]


def purposes_asked(world: SimulatedWorld) -> set[str]:
    calls = cast("list[dict[str, str]]", world.platform.tell("state")["calls"])
    return {call["purpose"] for call in calls}


def test_an_expired_card_is_told_and_a_valid_one_is_taken(tmp_path: Path) -> None:
    with quick_world(tmp_path) as world, hurried_kiosk(world) as whole:
        walk_to(whole, "Notice")
        whole.tap("forward")
        lay(world, "xiang-shan")
        whole.wait_for(State.TROUBLE)
        check_told(whole, "CARD-0205")
        check_noted(whole, "fault-raised", code="CARD-0205")
        assert whole.session.record is None
        assert purposes_asked(world) == {"终端自检"}
        whole.tap("forward")
        whole.wait_for(State.CARD)
        lay(world, "chen-qiumei")
        whole.wait_for(State.LOOKUPS)
        leave(whole)
        check_wiped(whole)
        check_lawful(open_work(whole))
