# SPDX-License-Identifier: Apache-2.0
"""A monkey at the glass: real touches, fingers held down, strokes and keys, drawn by a seed."""

from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Final

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtQuick import QQuickItem, QQuickView
from PySide6.QtTest import QTest

from kiosk.screens.layout_audit import controls

LEFT: Final = Qt.MouseButton.LeftButton
PLAIN: Final = Qt.KeyboardModifier.NoModifier
WAYS_OUT: Final = frozenset({"extra", "back", "home", "leave", "confirm"})
"""What ends a visit or a page, and is touched less: who leaves at once sees nothing."""
KEYS: Final = (
    *(Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Up),
    *(Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_F4, Qt.Key.Key_Escape),
    *(Qt.Key.Key_F11, Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_A, Qt.Key.Key_Q),
    *(Qt.Key.Key_0, Qt.Key.Key_5, Qt.Key.Key_9, Qt.Key.Key_Asterisk, Qt.Key.Key_Slash),
    *(Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Menu, Qt.Key.Key_Print, Qt.Key.Key_X),
)
MODIFIERS: Final = (
    *(PLAIN,) * 6,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.MetaModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier,
)
STORM: Final = 12
"""Touches of one storm, without a turn of the loop between them."""


class Monkey:
    """Acts on one window.

    Attributes:
        events: touches and keys sent so far.
        touched: how often each thing was touched by name.

    """

    def __init__(self, window: QQuickView, rng: Random) -> None:
        self._window = window
        self._rng = rng
        self._glass = QTest.createTouchDevice()
        self.events = 0
        self.touched: Counter[str] = Counter()
        self._acts: tuple[tuple[int, Callable[[], None]], ...] = (
            (50, self._touch_something),
            (8, self._finger_somewhere),
            (12, self._point_somewhere),
            (20, self._key),
            (5, self._stroke),
            (3, self._storm),
            (2, self._two_fingers),
        )

    def act(self) -> None:
        """Do one thing, and let the kiosk take it."""
        weights = [weight for weight, _ in self._acts]
        [(_, act)] = self._rng.choices(self._acts, weights)
        act()
        QCoreApplication.processEvents()

    def _touch_something(self) -> None:
        items = controls(self._window)
        weights = [0.1 if item.objectName() in WAYS_OUT else 1.0 for item in items]
        if items:
            [item] = self._rng.choices(items, weights)
            self.touched[item.objectName()] += 1
            self._click(self._within(item))

    def _within(self, item: QQuickItem) -> QPoint:
        """Find a point of an item that a finger can reach: some hang over the glass's edge."""
        x = self._rng.uniform(0.1, 0.9) * item.width()
        y = self._rng.uniform(0.1, 0.9) * item.height()
        point = item.mapToScene(QPointF(x, y)).toPoint()
        return QPoint(
            min(max(point.x(), 0), self._window.width() - 1),
            min(max(point.y(), 0), self._window.height() - 1),
        )

    def _somewhere(self) -> QPoint:
        width, height = self._window.width(), self._window.height()
        return QPoint(self._rng.randrange(width), self._rng.randrange(height))

    def _click(self, point: QPoint) -> None:
        QTest.mouseClick(self._window, LEFT, PLAIN, point)
        self.events += 1

    def _point_somewhere(self) -> None:
        self._click(self._somewhere())

    def _finger_somewhere(self) -> None:
        point = self._somewhere()
        QTest.touchEvent(self._window, self._glass).press(0, point, self._window).commit()
        QCoreApplication.processEvents()
        QTest.touchEvent(self._window, self._glass).release(0, point, self._window).commit()
        self.events += 1

    def _two_fingers(self) -> None:
        """Two fingers go down, wander and leave: no page may be pinched or swiped away."""
        ends = [(self._somewhere(), self._somewhere()) for _ in range(2)]
        self._fingers("press", [start for start, _ in ends])
        self._fingers("move", [end for _, end in ends])
        self._fingers("release", [end for _, end in ends])
        self.events += 2

    def _fingers(self, what: str, points: list[QPoint]) -> None:
        sequence = QTest.touchEvent(self._window, self._glass)
        for number, point in enumerate(points):
            getattr(sequence, what)(number, point, self._window)
        sequence.commit()
        QCoreApplication.processEvents()

    def _stroke(self) -> None:
        """Press, draw over the glass, now and then hold, release."""
        QTest.mousePress(self._window, LEFT, PLAIN, self._somewhere())
        for _ in range(self._rng.randrange(1, 6)):
            QTest.mouseMove(self._window, self._somewhere())
            QCoreApplication.processEvents()
        if self._rng.random() < 0.02:
            QTest.qWait(900)
        QTest.mouseRelease(self._window, LEFT, PLAIN, self._somewhere())
        self.events += 1

    def _storm(self) -> None:
        point = self._somewhere()
        for _ in range(STORM):
            self._click(point)

    def _key(self) -> None:
        modifier = self._rng.choice(MODIFIERS)
        QTest.keyClick(self._window, self._rng.choice(KEYS), modifier)
        self.events += 1
