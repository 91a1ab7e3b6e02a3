# SPDX-License-Identifier: Apache-2.0
"""Hands that never touch the glass: a robot citizen with eight keys and ten digits.

The eyes see where the ring is and where the thing is that is wanted, and the keys lead the ring
there, one stop after the other; nothing here sets the focus. What a person would miss is kept
in ``troubles``: no ring, a thing that keys do not reach, a page that does not begin at its
sentence, an order that is not that of reading.
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtQuick import QQuickItem, QQuickView
from PySide6.QtTest import QTest

from kiosk.robot.hands import Hands
from kiosk.screens.focus_order import stops

Key = Qt.Key

MOST = 90
"""No page has so many stops: whoever pressed so often goes in a circle."""
DIGITS = {f"key-{n}": Qt.Key(Key.Key_0 + n) for n in range(10)}
PEN_WAY = (*[Key.Key_Right] * 3, *[Key.Key_Down] * 3, Key.Key_7, Key.Key_3)
"""One stroke of the pen led by keys: longer than a slip of the finger."""


class KeyHands(Hands):
    """Works the window by real key events alone.

    Args:
        window: what is worked.
        knows_way_on: whether they use ``#``, which leads to the way forward.

    Attributes:
        presses: every key that went down.
        led: of them, those that only lead the focus.
        troubles: what somebody who works by keys would have stumbled over.

    """

    def __init__(self, window: QQuickView, *, knows_way_on: bool = False) -> None:
        super().__init__(window)
        self._knows_way_on = knows_way_on
        self.presses = 0
        self.led = 0
        self.troubles: list[str] = []

    def press(self, *keys: Qt.Key) -> None:
        """Press and release keys, as the window gets them from a keypad."""
        for key in keys:
            QTest.keyClick(self._window, key)
            self.presses += 1

    @property
    def focused(self) -> QQuickItem | None:
        """What has the focus now."""
        return self._window.activeFocusItem()

    def ring(self) -> str:
        """Name of what is seen to have the focus; empty when nothing is."""
        item = self.focused
        if item is None or not item.isVisible():
            return ""
        seen = item.property("told") or item.property("visualFocus")
        return item.objectName() if seen else ""

    def tap(self, name: str) -> bool:
        """Lead the focus there and press Enter; False when it is not there to be pressed."""
        if self.find(name) is None:
            return False
        if name in DIGITS:
            self.press(DIGITS[name])
        elif not self.lead_to(name):
            return False
        else:
            self.press(Key.Key_Return)
        if name.startswith(("key-", "candidate-")):
            self.typed += 1
        else:
            self.taps += 1
        return True

    def lead_to(self, name: str) -> bool:
        """Press Tab or its opposite until the ring is at ``name``, the shorter way round."""
        before = self.presses
        if self.presses and not self.ring():
            self.troubles.append(f"{self._where()}: nothing shows where the focus is")
        while self.ring() != name:
            if self.presses - before > MOST:
                self.troubles.append(f"{self._where()}: keys do not lead to {name}")
                return False
            self.press(self._next_key(name))
            if not self.ring():
                self.troubles.append(f"{self._where()}: no ring on the way to {name}")
                return False
        self.led += self.presses - before
        return True

    def _next_key(self, name: str) -> Qt.Key:
        """What somebody presses who sees the ring and the thing."""
        names = [one.objectName() for one in stops(self._window)]
        if name not in names:
            return Key.Key_Tab
        if name == "forward" and self._knows_way_on:
            return Key.Key_NumberSign
        there, at = names.index(name), self.ring()
        here = names.index(at) if at in names else -1
        if here >= 0 and at.startswith("key-") and name.startswith("key-"):
            rise = self._middle(name) - self._middle(at)
            if abs(rise) > 12:  # another row of keys
                return Key.Key_Down if rise > 0 else Key.Key_Up
        onward = there + 1 if here < 0 else (there - here) % len(names)
        backward = len(names) - there if here < 0 else (here - there) % len(names)
        return Key.Key_Tab if onward <= backward else Key.Key_Backtab

    def _middle(self, name: str) -> float:
        item = self.find(name)
        return self.centre(item).y() if item is not None else 0.0

    def _where(self) -> str:
        return str(self._window.rootObject().property("shownPage"))

    def draw(
        self,
        name: str,  # noqa: ARG002  # the pad and the pen over it are one
        strokes: tuple[tuple[tuple[float, float], ...], ...],  # noqa: ARG002  # by keys it is a mark
    ) -> Iterator[float]:
        """Sign with the pen that keys lead, and put it away; yields seconds to wait."""
        if not self.lead_to("pen"):
            return
        for _ in range(2):
            self.press(Key.Key_Return, *PEN_WAY, Key.Key_Return)
            self.strokes += 1
            yield 0.02
            self.press(Key.Key_Right, Key.Key_Right)
        self.press(Key.Key_Tab)
        yield 0.02
