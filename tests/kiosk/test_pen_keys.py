# SPDX-License-Identifier: Apache-2.0
"""A signature by keys: the same strokes as by finger, seen, told, and never a trap."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QMetaObject, QPoint, Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.screens.focus_order import name_of
from kiosk.screens.gallery import GLASSES, Stage
from kiosk.screens.samples import samples
from kiosk.session.pad import MIN_INK_MM, ink_mm
from tests.support.key_hands import PEN_WAY, KeyHands

Key = Qt.Key
BY_NAME = {sample.name: sample for sample in samples()}
Strokes = tuple[tuple[tuple[float, float, float], ...], ...]


class Told:
    """What the session hears of the pad."""

    def __init__(self) -> None:
        self.strokes: list[Strokes] = []
        self.acts: list[str] = []
        self.names: list[str] = []

    def act(self, name: str, _value: str) -> None:
        self.acts.append(name)


@pytest.fixture
def told(stage: Stage) -> Iterator[Told]:
    """The empty pad in the middle of its page, and what comes of it."""
    told = Told()
    stage.take(GLASSES[0])
    stage.show(BY_NAME["home-usual"])
    stage.show(BY_NAME["sign-empty"])
    session = stage.session
    links = (
        (session.signed, told.strokes.append),
        (session.acted, told.act),
        (session.reached, told.names.append),
    )
    for signal, heard in links:
        signal.connect(heard)
    yield told
    for signal, heard in links:
        signal.disconnect(heard)


@pytest.fixture
def hands(stage: Stage, told: Told) -> KeyHands:
    hands = KeyHands(stage.window)
    hands.press(Key.Key_Down)
    assert hands.ring() == "pen"
    return hands


def pen(hands: KeyHands) -> QQuickItem:
    assert hands.focused is not None
    return hands.focused


def test_arrows_draw_between_two_enters(hands: KeyHands, told: Told) -> None:
    hands.press(Key.Key_Return, Key.Key_Right, Key.Key_Right, Key.Key_Down, Key.Key_Return)
    ((stroke,),) = told.strokes
    steps = [(round(b[0] - a[0]), round(b[1] - a[1])) for a, b in pairwise(stroke)]
    assert steps == [(4, 0), (4, 0), (0, 4)]
    assert [point[2] for point in stroke] == sorted(point[2] for point in stroke)


def test_digits_slant_as_they_lie_on_a_telephone(hands: KeyHands, told: Told) -> None:
    hands.press(Key.Key_Return, Key.Key_9, Key.Key_7, Key.Key_1, Key.Key_3, Key.Key_Return)
    ((stroke,),) = told.strokes
    first = stroke[0]
    ways = [(round(x - first[0]), round(y - first[1])) for x, y, _ in stroke[1:]]
    assert ways == [(4, 4), (0, 8), (-4, 4), (0, 0)]


def test_a_mark_of_eight_keys_is_long_enough(hands: KeyHands, told: Told) -> None:
    hands.press(Key.Key_Return, *PEN_WAY, Key.Key_Return)
    assert ink_mm(told.strokes[-1]) >= MIN_INK_MM


def test_between_strokes_the_pen_moves_without_ink(hands: KeyHands, told: Told) -> None:
    hands.press(Key.Key_Return, Key.Key_Right, Key.Key_Return)
    hands.press(Key.Key_Down, Key.Key_Down)
    hands.press(Key.Key_Return, Key.Key_Right, Key.Key_Return)
    first, second = told.strokes[-1]
    assert len(first) == len(second) == 2
    assert round(second[0][1] - first[-1][1]) == 8


def test_the_pen_stays_on_the_pad(hands: KeyHands, told: Told) -> None:
    hands.press(Key.Key_Return, *[Key.Key_Left] * 30, *[Key.Key_Up] * 40, Key.Key_Return)
    ((*_, last),) = told.strokes[-1]
    assert last[:2] == (0, 0)
    hands.press(Key.Key_Right, Key.Key_Return, Key.Key_Down, Key.Key_Return)
    assert [round(at) for at in told.strokes[-1][-1][0][:2]] == [4, 0]  # it did not wander off


def test_enter_without_moving_leaves_nothing(hands: KeyHands, told: Told) -> None:
    hands.press(Key.Key_Return, Key.Key_Return)
    assert (told.strokes, told.acts) == ([], ["clear_signature"])


@pytest.mark.parametrize(
    ("keys", "to"),
    [
        ([Key.Key_Tab], "undo"),
        ([Key.Key_Backtab], "help"),
        ([Key.Key_Escape, Key.Key_Down], "undo"),
        ([Key.Key_Return, Key.Key_Return, Key.Key_Down], "undo"),
    ],
    ids=["tab", "backtab", "escape", "enter where it was lifted"],
)
def test_nobody_is_held_on_the_pad(
    hands: KeyHands, told: Told, keys: list[Qt.Key], to: str
) -> None:
    hands.press(Key.Key_Return, Key.Key_Right, *keys)
    assert hands.ring() == to
    assert len(told.strokes[-1]) == 1  # what was drawn stays
    assert "back" not in told.acts


def test_what_the_keys_do_now_is_said(hands: KeyHands, told: Told) -> None:
    names = [name_of(pen(hands))]
    hands.press(Key.Key_Return)
    names.append(name_of(pen(hands)))
    hands.press(Key.Key_Right, Key.Key_Return)
    names.append(name_of(pen(hands)))
    assert len(set(names)) == 3
    assert told.names == names


def test_undo_takes_a_stroke_of_the_keys_back(hands: KeyHands, told: Told) -> None:
    hands.press(Key.Key_Return, Key.Key_Right, Key.Key_Return)
    hands.press(Key.Key_Down, Key.Key_Return, Key.Key_Right, Key.Key_Return)
    assert hands.tap("undo")
    assert len(told.strokes[-1]) == 1


def test_a_stroke_begins_anew_where_the_pad_was_wiped_under_it(
    stage: Stage, hands: KeyHands, told: Told
) -> None:
    """A second finger on "clear" while the first still draws."""
    pad = hands.find("pad")
    assert pad is not None
    at, to = hands.centre(pad), hands.centre(pad) + QPoint(40, 0)
    button, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(stage.window, button, plain, at)
    QMetaObject.invokeMethod(pad, "clear")
    QTest.mouseMove(stage.window, to)
    QTest.mouseMove(stage.window, to + QPoint(40, 0))
    QTest.mouseRelease(stage.window, button, plain, to)
    ((stroke,),) = told.strokes
    assert len(stroke) >= 2
