# SPDX-License-Identifier: Apache-2.0
"""Whole kiosk: nobody lays a card. It is asked for once more, or the visit ends."""

from pathlib import Path

import pytest

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


def test_no_card_in_time_is_told_and_may_be_laid_after_all(tmp_path: Path) -> None:
    with quick_world(tmp_path) as world, hurried_kiosk(world) as whole:
        walk_to(whole, "Notice")
        whole.tap("forward")
        whole.wait_for(State.TROUBLE)
        check_told(whole, "CARD-0201")
        check_noted(whole, "fault-raised", code="CARD-0201")
        whole.tap("forward")
        whole.wait_for(State.CARD)
        lay(world, "chen-qiumei")
        whole.wait_for(State.LOOKUPS)
        leave(whole)
        check_wiped(whole)
        check_lawful(open_work(whole))
