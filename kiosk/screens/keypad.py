# SPDX-License-Identifier: Apache-2.0
"""A kiosk worked by keys alone: what each key does.

Tab, left and right go from one thing that can be touched to the next, round and round; up and
down do the same, and among the keys of a keyboard go from row to row. ``#`` leads to the way
forward. Enter and space touch, Escape closes or goes back, digits and letters press the pad's
keys. A thing that draws with the
arrows (``holdsKeys``) has all keys but Tab, which always leads away.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtQuick import QQuickItem, QQuickView

from kiosk.screens.focus_keeper import FocusKeeper
from kiosk.screens.focus_order import beside, is_key, is_mirrored, name_of, stops

Key = Qt.Key

TABS: Final = {Key.Key_Tab: 1, Key.Key_Backtab: -1}
ROWS: Final = {Key.Key_Down: 1, Key.Key_Up: -1}
ALONG: Final = {Key.Key_Right: 1, Key.Key_Left: -1}
"""On and back along a line that is read from left to right."""

ACTS: Final = {
    Key.Key_Asterisk: ("again_spoken", ""),
    Key.Key_Plus: ("loudness", "up"),
    Key.Key_Minus: ("loudness", "down"),
    Key.Key_Slash: ("pause_speech", "turn"),
}
"""Keys of a number block that act from anywhere."""

WAY_ON: Final = frozenset({Key.Key_NumberSign, Key.Key_End})
"""Lead to the way forward from anywhere; it is touched like everything else."""

_TOUCHES: Final = {QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin}


class Keypad(QObject):
    """Event filter of the window; a key that it knows goes no further."""

    reached = Signal(str)
    """Name of the place to which a key has led."""

    def __init__(self, view: QQuickView, act: Callable[[str, str], None]) -> None:
        """Watch the keys of ``view``; ``act`` takes an intent and its value."""
        super().__init__(view)
        self._view = view
        self._act = act
        self._keeper = FocusKeeper(view)
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return True for a key that was answered here."""
        if watched is not self._view:
            return False
        if event.type() in _TOUCHES:
            self._keeper.rested()
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        self._keeper.woken()
        return self._answered(event)

    def _answered(self, event: QKeyEvent) -> bool:
        key = Key(event.key())
        if key not in TABS and _holds_keys(self._view.activeFocusItem()):
            return False
        if key in TABS or key in ROWS or key in ALONG:
            self._move(key)
        elif key in ACTS:
            self._act(*ACTS[key])
        elif key in WAY_ON:
            self._lead_to("forward")
        elif key == Key.Key_Escape:
            self._leave()
        elif key == Key.Key_Backspace:
            self._press("⌫")
        elif event.text().isalnum():
            self._press(event.text(), event.text().swapcase())
        else:
            return False
        return True

    def _move(self, key: Qt.Key) -> None:
        places = stops(self._view)
        if not places:
            return
        by = TABS.get(key) or ROWS.get(key) or ALONG[key]
        if key in ALONG and is_mirrored(self._view):
            by = -by
        at = self._view.activeFocusItem()
        here = next((n for n, one in enumerate(places) if one is at), None)
        if here is None:
            there = min(by, 0) % len(places)
        elif key in ROWS and is_key(places[here]):
            there = beside(places, here, by)
        else:
            there = (here + by) % len(places)
        self._stand_at(places, there)

    def _lead_to(self, name: str) -> None:
        places = stops(self._view)
        for n, place in enumerate(places):
            if place.objectName() == name:
                self._stand_at(places, n)

    def _stand_at(self, places: list[QQuickItem], there: int) -> None:
        places[there].forceActiveFocus(Qt.FocusReason.TabFocusReason)
        self._keeper.reached(places[there], there)
        self.reached.emit(name_of(places[there]))

    def _leave(self) -> None:
        """Close the sheet over the page, or go back."""
        names = {one.objectName(): one for one in stops(self._view)}
        closers = (*(n for n in names if n.startswith("close-")), "more-time", "still-taking")
        for name in (*closers, "back"):
            if name in names:
                self._click(names[name])
                return

    def _press(self, *keys: str) -> None:
        """Press the first of these keys that the pad has, whatever the shift key said."""
        names = {one.objectName(): one for one in stops(self._view)}
        for key in keys:
            if f"key-{key}" in names:
                self._click(names[f"key-{key}"])
                return

    def _click(self, item: QQuickItem) -> None:
        item.metaObject().invokeMethod(item, "click")


def _holds_keys(item: QQuickItem | None) -> bool:
    """Whether the keys belong to this item; None is where another window is in front."""
    return item is not None and bool(item.property("holdsKeys"))
