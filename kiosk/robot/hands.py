# SPDX-License-Identifier: Apache-2.0
"""The robot's finger: finds what is visible by its name and touches it, counting each touch."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtQuick import QQuickItem, QQuickView
from PySide6.QtTest import QTest

_KEY_PREFIXES = ("key-", "candidate-")


class Hands:
    """Real mouse events on the real window; never a property, a slot or an input method.

    Attributes:
        taps: presses and releases outside keyboards and pads.
        typed: touched keys of keyboards and pads.
        strokes: strokes drawn on a signature pad.

    """

    def __init__(self, window: QQuickView) -> None:
        self._window = window
        self.taps = 0
        self.typed = 0
        self.strokes = 0

    @property
    def is_settled(self) -> bool:
        """Whether no page slides now."""
        return bool(self._window.rootObject().property("settled"))

    def find(self, name: str) -> QQuickItem | None:
        """The visible, enabled item of that name, topmost first; None when there is none."""
        for item in reversed(list(self._items(self._window.contentItem()))):
            if item.objectName() == name and item.isEnabled() and self._is_whole(item):
                return item
        return None

    def _items(self, item: QQuickItem) -> Iterator[QQuickItem]:
        """Walk what is visible, in painting order."""
        for child in sorted(item.childItems(), key=lambda one: one.z()):
            if child.isVisible() and child.opacity() > 0:
                yield child
                yield from self._items(child)

    def centre(self, item: QQuickItem) -> QPoint:
        """Middle of an item on the glass."""
        middle = QPointF(item.width() / 2, item.height() / 2)
        return item.mapToScene(middle).toPoint()

    def _is_whole(self, item: QQuickItem) -> bool:
        """Whether its middle is on the glass, where a finger could reach it."""
        if item.width() <= 0 or item.height() <= 0:
            return False
        point = self.centre(item)
        return 0 <= point.x() < self._window.width() and 0 <= point.y() < self._window.height()

    def tap(self, name: str) -> bool:
        """Touch the item; False when it is not there to be touched."""
        item = self.find(name)
        if item is None:
            return False
        QTest.mouseClick(
            self._window,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            self.centre(item),
        )
        if name.startswith(_KEY_PREFIXES):
            self.typed += 1
        else:
            self.taps += 1
        return True

    def draw(
        self, name: str, strokes: tuple[tuple[tuple[float, float], ...], ...]
    ) -> Iterator[float]:
        """Draw strokes on a pad; yields the seconds to wait between two movements.

        Args:
            name: the pad's name.
            strokes: points in fractions of the pad's width and height.

        """
        pad = self.find(name)
        if pad is None:
            return
        button = Qt.MouseButton.LeftButton
        plain = Qt.KeyboardModifier.NoModifier
        for stroke in strokes:
            points = [
                pad.mapToScene(QPointF(x * pad.width(), y * pad.height())).toPoint()
                for x, y in stroke
            ]
            QTest.mousePress(self._window, button, plain, points[0])
            for point in points[1:]:
                yield 0.012
                QTest.mouseMove(self._window, point)
            yield 0.012
            QTest.mouseRelease(self._window, button, plain, points[-1])
            self.strokes += 1
            yield 0.05
