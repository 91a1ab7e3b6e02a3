# SPDX-License-Identifier: Apache-2.0
"""Whole kiosk: the code is wrong too often, or the face is another. Nobody is confirmed."""

from pathlib import Path

import pytest

from kiosk.screens.views import PersonCheckView
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
from tests.support.whole import WholeKiosk, catalogue_asking, quick_world

pytestmark = [pytest.mark.daemon, pytest.mark.slow]


def to_the_check(whole: WholeKiosk) -> None:
    walk_to(whole, "Notice")
    whole.tap("forward")
    whole.wait_for(State.CARD)
    whole.world.lay_card()
    whole.wait_for(State.PERSON_CHECK)


def check_page(whole: WholeKiosk) -> PersonCheckView:
    view = whole.screen.view
    assert isinstance(view, PersonCheckView)
    return view


def type_code(whole: WholeKiosk, code: str) -> None:
    for digit in code:
        whole.tap(f"key-{digit}")
    whole.tap("forward")


def test_a_code_that_is_wrong_too_often_confirms_nobody(tmp_path: Path) -> None:
    catalogue = catalogue_asking(tmp_path, person_check="phone_code")
    with (
        quick_world(tmp_path, person_check="phone_code") as world,
        hurried_kiosk(world, catalogue=catalogue) as whole,
    ):
        to_the_check(whole)
        whole.wait(lambda: check_page(whole).kind == "code", why="the code")
        assert "****" in check_page(whole).hint
        right = world.phone_code()
        wrong = "000000" if right != "000000" else "000001"
        for left in ("2", "1"):
            type_code(whole, wrong)
            whole.wait(lambda left=left: left in check_page(whole).error, why="tries left")  # type: ignore[misc]
        type_code(whole, wrong)
        whole.wait_for(State.TROUBLE)
        check_told(whole, "CHECK-1304")
        check_noted(whole, "person-check-ended", disposition="failed")
        assert State.LOOKUPS not in whole.visited
        whole.tap("forward")
        whole.wait_for(State.PERSON_CHECK)
        whole.wait(lambda: check_page(whole).kind == "code", why="a new code")
        type_code(whole, world.phone_code())
        whole.wait_for(State.LOOKUPS)
        check_noted(whole, "person-check-ended", disposition="confirmed")
        leave(whole)
        check_wiped(whole)
        check_lawful(open_work(whole))


def test_another_face_confirms_nobody(tmp_path: Path) -> None:
    catalogue = catalogue_asking(tmp_path, person_check="face_service")
    with (
        quick_world(tmp_path, person_check="face_service") as world,
        hurried_kiosk(world, catalogue=catalogue) as whole,
    ):
        assert world.face is not None
        world.face.tell("set", result="fail")
        to_the_check(whole)
        whole.wait_for(State.TROUBLE)
        check_told(whole, "CHECK-1304")
        check_noted(whole, "person-check-ended", disposition="failed")
        assert whole.session.confirmed is None
        assert State.LOOKUPS not in whole.visited
        leave(whole)
        check_wiped(whole)


def test_nothing_came_says_what_to_do_and_keeps_the_code_open(tmp_path: Path) -> None:
    catalogue = catalogue_asking(tmp_path, person_check="phone_code")
    with (
        quick_world(tmp_path, person_check="phone_code") as world,
        hurried_kiosk(world, catalogue=catalogue) as whole,
    ):
        to_the_check(whole)
        whole.wait(lambda: check_page(whole).kind == "code", why="the code")
        whole.tap("extra")
        whole.wait_for(State.TROUBLE)
        check_told(whole, "CHECK-1306")
        whole.tap("forward")
        whole.wait_for(State.PERSON_CHECK)
        type_code(whole, world.phone_code())
        whole.wait_for(State.LOOKUPS)
