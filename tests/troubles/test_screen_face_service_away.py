# SPDX-License-Identifier: Apache-2.0
"""Whole kiosk: the face service is away. It says so, claims nothing, and goes on when back."""

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
from tests.support.whole import catalogue_asking, quick_world

pytestmark = [pytest.mark.daemon, pytest.mark.slow]


def test_a_face_service_that_is_away_is_told_and_may_be_tried_again(tmp_path: Path) -> None:
    catalogue = catalogue_asking(tmp_path, person_check="face_service")
    with (
        quick_world(tmp_path, person_check="face_service") as world,
        hurried_kiosk(world, catalogue=catalogue) as whole,
    ):
        assert world.face is not None
        walk_to(whole, "Notice")
        world.face.tell("fault", kind="down", count=100)
        whole.tap("forward")
        whole.wait_for(State.CARD)
        world.lay_card()
        whole.wait_for(State.TROUBLE, seconds=30.0)
        check_told(whole, "CHECK-1301")
        check_noted(whole, "person-check-ended", disposition="unavailable")
        assert whole.session.confirmed is None
        assert State.LOOKUPS not in whole.visited
        world.face.tell("clear")
        whole.tap("forward")
        whole.wait_for(State.LOOKUPS, seconds=30.0)
        check_noted(whole, "person-check-ended", disposition="confirmed")
        leave(whole)
        check_wiped(whole)
        check_lawful(open_work(whole))


def test_leaving_while_the_face_is_waited_for_confirms_nobody(tmp_path: Path) -> None:
    catalogue = catalogue_asking(tmp_path, person_check="face_service")
    with (
        quick_world(tmp_path, person_check="face_service") as world,
        hurried_kiosk(world, catalogue=catalogue) as whole,
    ):
        assert world.face is not None
        world.face.tell("set", result="none")
        walk_to(whole, "Notice")
        whole.tap("forward")
        whole.wait_for(State.CARD)
        world.lay_card()
        whole.wait_for(State.PERSON_CHECK)
        leave(whole)
        check_noted(whole, "person-check-ended", disposition="cancelled")
        check_wiped(whole)
