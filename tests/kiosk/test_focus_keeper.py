# SPDX-License-Identifier: Apache-2.0
"""Whoever works by keys always sees where they are; whoever touches sees nothing of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest

from kiosk.screens.gallery import GLASSES, Stage
from kiosk.screens.samples import samples
from kiosk.screens.views import Button
from tests.support.key_hands import KeyHands
from tests.support.waiting import wait_until

Key = Qt.Key
BY_NAME = {sample.name: sample for sample in samples()}


@pytest.fixture
def hands(stage: Stage) -> Iterator[KeyHands]:
    """Hands at the first page, on which nothing has the focus."""
    stage.take(GLASSES[0])
    stage.show(BY_NAME["attract-usual"])
    yield KeyHands(stage.window)
    touch(stage)


def touch(stage: Stage) -> None:
    """Touch a place where nothing is."""
    QTest.mouseClick(stage.window, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))


def show(stage: Stage, name: str, **changes: object) -> None:
    sample = BY_NAME[name]
    stage.show(replace(sample, screen=replace(sample.screen, **changes)))  # type: ignore[arg-type]


def wait(is_true: Callable[[], bool]) -> None:
    wait_until(is_true, 10.0)
    assert is_true()


def ring_is_round(hands: KeyHands, name: str) -> bool:
    return hands.ring() == name


def test_enter_on_the_sentence_touches_nothing(stage: Stage, hands: KeyHands) -> None:
    acts: list[str] = []
    stage.session.acted.connect(lambda name, _value: acts.append(name))
    show(stage, "home-usual")
    hands.press(Key.Key_Return)
    show(stage, "form-choice")
    hands.press(Key.Key_Return, Key.Key_Space)
    assert acts == []


def test_whoever_touches_sees_no_ring(stage: Stage, hands: KeyHands) -> None:
    show(stage, "home-usual")
    hands.press(Key.Key_Shift)
    wait(lambda: ring_is_round(hands, "nowhere"))
    touch(stage)
    assert hands.ring() == ""
    show(stage, "form-choice")
    assert hands.ring() == ""


def test_a_sheet_begins_at_its_sentence_and_gives_the_focus_back(
    stage: Stage, hands: KeyHands
) -> None:
    show(stage, "form-choice")
    hands.press(Key.Key_Down, Key.Key_Down)
    was = hands.ring()
    show(stage, "form-choice", help=BY_NAME["overlay-help"].screen.help)
    wait(lambda: ring_is_round(hands, "nowhere"))
    hands.press(Key.Key_Tab)
    assert hands.ring() != was
    show(stage, "form-choice")
    wait(lambda: ring_is_round(hands, was))


def test_sheet_upon_sheet_gives_back_one_after_the_other(stage: Stage, hands: KeyHands) -> None:
    told = BY_NAME["overlay-help"].screen.help
    show(stage, "form-choice")
    hands.press(Key.Key_Down)
    was = hands.ring()
    show(stage, "form-choice", help=told)
    hands.press(Key.Key_Tab)
    in_help = hands.ring()
    show(stage, "form-choice", help=told, seconds_left=9)
    wait(lambda: ring_is_round(hands, "nowhere"))
    show(stage, "form-choice", help=told)
    wait(lambda: ring_is_round(hands, in_help))
    show(stage, "form-choice")
    wait(lambda: ring_is_round(hands, was))


def test_after_a_sheet_another_page_begins_at_its_sentence(
    stage: Stage, hands: KeyHands
) -> None:
    show(stage, "form-choice")
    hands.press(Key.Key_Backtab)
    assert hands.ring() == "help"  # which the next page has, too
    show(stage, "form-choice", seconds_left=9)
    show(stage, "route-usual")
    wait(lambda: ring_is_round(hands, "nowhere"))


def test_what_cannot_be_touched_any_more_leaves_the_ring_at_the_sentence(
    stage: Stage, hands: KeyHands
) -> None:
    show(stage, "form-choice")
    forward = BY_NAME["form-choice"].screen.forward
    assert isinstance(forward, Button)
    hands.press(Key.Key_NumberSign)
    show(stage, "form-choice", forward=replace(forward, enabled=False))
    wait(lambda: ring_is_round(hands, "nowhere"))


def test_a_line_that_is_drawn_anew_keeps_the_ring(stage: Stage, hands: KeyHands) -> None:
    show(stage, "form-check")
    hands.press(Key.Key_Down, Key.Key_Down)
    was = hands.ring()
    view = BY_NAME["form-check"].screen.view
    show(stage, "form-check", view=replace(view, title="再看一眼"))
    wait(lambda: ring_is_round(hands, was))
    assert was.startswith("row-")


def test_a_key_in_a_window_that_has_lost_the_focus_breaks_nothing(
    stage: Stage, hands: KeyHands
) -> None:
    """Another window was in front for a moment; the key was on its way already."""
    show(stage, "home-usual")
    for kind in (QEvent.Type.FocusOut, QEvent.Type.FocusIn):
        QCoreApplication.sendEvent(stage.window, QFocusEvent(kind))
        if kind is QEvent.Type.FocusOut:
            assert stage.window.activeFocusItem() is None
        QTest.keyClick(stage.window, Key.Key_Right)
        QTest.keyClick(stage.window, Key.Key_5)
    hands.press(Key.Key_Tab)
    wait(lambda: hands.ring() != "")
