# SPDX-License-Identifier: Apache-2.0
"""Keeps a finger that touches twice from answering the page that the first touch has brought.

Who trembles, or has learned at a mouse to click twice, touches the same place a second time
before the eyes have seen that the page has turned; the way forward stands there again, or
another answer. So the same place is not heard for a moment after a page has turned. Elsewhere
a touch is heard at once, and so is one that turns no page, as on a keyboard.
"""

from typing import Any, Final, cast

from PySide6.QtCore import QEvent, QLineF, QObject, QPointF, QTimer
from PySide6.QtGui import QPointerEvent
from PySide6.QtQuick import QQuickView

REPEAT_MS: Final = 400
"""Two touches this close are one double click: Qt's own default."""
PLACE_MM: Final = 15.0
"""As far a second touch may lie from the first: the width of a finger."""

_PRESSES: Final = {QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin}
_RELEASES: Final = {
    *(QEvent.Type.MouseButtonRelease, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel)
}


class RepeatGuard(QObject):
    """Event filter of one window; installed before whatever acts on a touch hears of it.

    While it listens to the same place again, the root's ``listening`` is true.
    """

    def __init__(self, view: QQuickView, repeat_ms: int = REPEAT_MS) -> None:
        super().__init__(view)
        self._view = view
        self._root = cast(Any, view.rootObject())  # its own signals are no part of the stubs
        self._left_at: QPointF | None = None
        self._is_unheard = False
        self._soon = QTimer(self, singleShot=True, interval=repeat_ms)
        self._soon.timeout.connect(self._listen)
        self._root.shownPageChanged.connect(self._turned)
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return True for all of a touch that is not heard, from its press to its release."""
        if watched is not self._view or not isinstance(event, QPointerEvent):
            return False
        if event.type() in _PRESSES:
            self._is_unheard = self._is_repeated(event.points()[0].position())
        if event.type() not in _RELEASES:
            return self._is_unheard
        was_unheard, self._is_unheard = self._is_unheard, False
        if event.points():
            self._left_at = event.points()[0].position()
        return was_unheard

    def _is_repeated(self, at: QPointF) -> bool:
        if self._left_at is None or not self._soon.isActive():
            return False
        px_per_mm = self._view.width() / float(self._root.property("widthMm"))
        return QLineF(self._left_at, at).length() <= PLACE_MM * px_per_mm

    def _turned(self) -> None:
        self._root.setProperty("listening", False)  # noqa: FBT003  # Qt's way to set a property
        self._soon.start()

    def _listen(self) -> None:
        self._root.setProperty("listening", True)  # noqa: FBT003
