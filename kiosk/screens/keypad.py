# SPDX-License-Identifier: Apache-2.0
"""A kiosk worked by keys alone: where the focus goes, and what is said of the place it is at.

Arrows and Tab go from one thing that can be touched to the next, round and round: the page, the
licence, the footer, the header. A sheet over the page keeps the focus. Enter and space touch.
The order is reckoned from what is visible at that moment, so no page has to declare one.
"""

from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtQuick import QQuickItem, QQuickView

Key = Qt.Key

ONWARD: Final = frozenset({Key.Key_Tab, Key.Key_Down})
BACKWARD: Final = frozenset({Key.Key_Backtab, Key.Key_Up})
ALONG: Final = (Key.Key_Left, Key.Key_Right)
"""Back and on along a line that is read from left to right."""

ACTS: Final = {
    Key.Key_Asterisk: ("again_spoken", ""),
    Key.Key_Plus: ("loudness", "up"),
    Key.Key_Minus: ("loudness", "down"),
    Key.Key_Slash: ("pause_speech", "turn"),
}
"""Keys of a number block that act from anywhere."""

_LAYERS: Final = (
    *("HelpSheet", "EaseSheet", "IdleWarning", "ExplainSheet", "SheetLarge"),
    "TrainingDesk",
)
_ORDER: Final = ("StackView", "SheetPanel", "Footer", "Header", "TrainingBand")
"""Parts of the frame in the order in which the focus visits them."""
_ROW_PX: Final = 12.0
"""Things whose middles differ by less stand in one row."""


def stops(view: QQuickView) -> list[QQuickItem]:
    """Everything that the keypad can go to now, in its order."""
    return [item for part in parts(view) for item in _part_stops(part)]


def parts(view: QQuickView) -> list[QQuickItem]:
    """The frame's parts that can be worked now: the sheet that lies over the page, or all."""
    shown = [item for item in view.rootObject().childItems() if item.isVisible()]
    if layers := [item for item in shown if _is_kind(item, _LAYERS)]:
        return [max(layers, key=QQuickItem.z)]
    return [part for kind in _ORDER for part in shown if _is_kind(part, (kind,))]


def _is_kind(item: QQuickItem, kinds: tuple[str, ...]) -> bool:
    return item.metaObject().className().split("_")[0] in kinds


def _part_stops(part: QQuickItem) -> list[QQuickItem]:
    """What a part holds; the footer says itself what comes first, the way forward."""
    found = _touchable(part)
    if _is_kind(part, ("Footer",)):
        return found
    return [part, *found] if _is_touch(part) else _in_rows(found, part)


def _touchable(item: QQuickItem) -> list[QQuickItem]:
    return [child for child in _below(item) if _is_touch(child)]


def _below(item: QQuickItem) -> Iterator[QQuickItem]:
    for child in item.childItems():
        if child.isVisible() and child.opacity() > 0:
            yield child
            yield from _below(child)


def _is_touch(item: QQuickItem) -> bool:
    meta = item.metaObject()
    shows = meta.indexOfSignal("clicked()") >= 0 and meta.indexOfProperty("visualFocus") >= 0
    return shows and item.isEnabled()


def _in_rows(items: list[QQuickItem], part: QQuickItem) -> list[QQuickItem]:
    """Line after line as one reads; what stands in one line from its beginning."""
    rows: list[tuple[float, list[tuple[float, QQuickItem]]]] = []
    for item in sorted(items, key=lambda one: _middle(one, part).y()):
        middle = _middle(item, part)
        if rows and middle.y() - rows[-1][0] < _ROW_PX:
            rows[-1][1].append((middle.x(), item))
        else:
            rows.append((middle.y(), [(middle.x(), item)]))
    return [item for _, row in rows for _, item in sorted(row, key=lambda pair: pair[0])]


def _middle(item: QQuickItem, part: QQuickItem) -> QPointF:
    """Where an item stands in its part as that is written, however the glass is turned."""
    return item.mapToItem(part, QPointF(item.width() / 2, item.height() / 2))


def is_mirrored(view: QQuickView) -> bool:
    """Whether the page is read from right to left."""
    return bool(view.rootObject().property("mirrored"))


def name_of(item: QQuickItem) -> str:
    """What the place is called: the name that a screen reader is told."""
    return QAccessible.queryAccessibleInterface(item).text(QAccessible.Text.Name)


class Keypad(QObject):
    """Event filter of the window; a key that it knows goes no further."""

    reached = Signal(str)
    """Name of the place to which a key has led."""

    def __init__(self, view: QQuickView, act: Callable[[str, str], None]) -> None:
        """Watch the keys of ``view``; ``act`` takes an intent and its value."""
        super().__init__(view)
        self._view = view
        self._act = act
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return True for a key that was answered here."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        return watched is self._view and self._answered(event)

    def _answered(self, event: QKeyEvent) -> bool:
        key = Key(event.key())
        back = ALONG[is_mirrored(self._view)]
        if key in ONWARD or key in BACKWARD or key in ALONG:
            self._move(-1 if key in BACKWARD or key == back else 1)
        elif key in ACTS:
            self._act(*ACTS[key])
        elif key == Key.Key_Escape:
            self._leave()
        elif event.text().isdigit() or key == Key.Key_Backspace:
            self._press("key-" + (event.text() if event.text().isdigit() else "⌫"))
        else:
            return False
        return True

    def _move(self, by: int) -> None:
        places = stops(self._view)
        if not places:
            return
        at = self._view.activeFocusItem()
        here = next((n for n, one in enumerate(places) if one is at), None)
        place = places[(here + by) % len(places) if here is not None else min(by, 0)]
        place.forceActiveFocus(Qt.FocusReason.TabFocusReason)
        self.reached.emit(name_of(place))

    def _leave(self) -> None:
        """Close the sheet over the page, or go back."""
        names = {one.objectName(): one for one in stops(self._view)}
        for name in (*(n for n in names if n.startswith("close-")), "more-time", "back"):
            if name in names:
                self._click(names[name])
                return

    def _press(self, name: str) -> None:
        for one in stops(self._view):
            if one.objectName() == name:
                self._click(one)
                return

    def _click(self, item: QQuickItem) -> None:
        item.metaObject().invokeMethod(item, "click")
