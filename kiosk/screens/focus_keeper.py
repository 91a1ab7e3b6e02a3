# SPDX-License-Identifier: Apache-2.0
"""Keeps the focus of a keypad in sight: whoever works by keys always sees where they are.

A page begins at its sentence, with a ring round it, so that a key pressed twice touches nothing
of the new page. A sheet over the page begins at its own sentence, and gives the focus back when
it goes. What was focused and is gone, or cannot be touched any more, is followed by what bears
its name, among keys by what has taken its place, else by the sentence.

Nothing of this is seen by somebody who touches.
"""

from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtQuick import QQuickItem, QQuickView
from shiboken6 import isValid

from kiosk.screens.focus_order import KEYS, LAYERS, beginning, is_key, is_kind, stops


@dataclass(frozen=True)
class Place:
    """A stop by its name, how many come before it, and the page on which it was."""

    name: str
    before: int
    page: str

    @property
    def is_key(self) -> bool:
        """Whether it is a key of a pad or keyboard, or one of its candidates."""
        return self.name.startswith(KEYS)


class FocusKeeper(QObject):
    """Watches one window; the keypad tells it of keys, touches and places."""

    def __init__(self, view: QQuickView) -> None:
        super().__init__(view)
        self._view = view
        self._root = cast(Any, view.rootObject())  # its own signals are no part of the stubs
        self._layers = [one for one in self._root.childItems() if is_kind(one, LAYERS)]
        self._nowhere: QQuickItem = next(
            one for one in self._root.childItems() if one.objectName() == "nowhere"
        )
        self._is_used = False
        self._at: Place | None = None
        self._back_to: Place | None = None
        self._under: dict[QQuickItem, Place | None] = {}
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._mend)
        view.activeFocusItemChanged.connect(self._later)
        self._root.settledChanged.connect(self._later)
        self._root.shownPageChanged.connect(self._later)
        for layer in self._layers:
            layer.visibleChanged.connect(self._layered)

    def woken(self) -> None:
        """A key was pressed."""
        self._is_used = True
        self._soon.start()

    def rested(self) -> None:
        """The glass was touched: whoever does that sees no ring at the sentence."""
        self._is_used = False
        self._ring(is_shown=False)

    def reached(self, place: QQuickItem, before: int) -> None:
        """A key has led to this stop, ``before`` stops after the first."""
        self._soon.stop()
        self._at = Place(place.objectName(), before, self._page())
        self._ring(is_shown=False)

    def _ring(self, *, is_shown: bool) -> None:
        self._nowhere.setProperty("told", is_shown)

    def _page(self) -> str:
        return str(self._root.property("shownPage"))

    def _later(self) -> None:
        """Look after the focus when everything that changes now has changed."""
        if self._is_used:
            self._soon.start()

    def _layered(self) -> None:
        """A sheet came over the page, or went."""
        if not isValid(self._view) or self._view.source().isEmpty():
            return  # the window ends
        for layer in self._layers:
            if layer.isVisible() and layer not in self._under:
                self._under[layer] = self._at or self._back_to
                self._back_to = None
            elif not layer.isVisible() and layer in self._under:
                self._back_to = self._under.pop(layer)
        self._at = None
        self._nowhere.forceActiveFocus()
        self._later()

    def _mend(self) -> None:
        """Follow what is gone; begin where a page or a sheet has come."""
        places = stops(self._view)
        now = self._view.activeFocusItem()
        if any(one is now for one in places):
            return
        wanted = self._back_to if now is self._nowhere else self._at
        self._at = self._back_to = None
        place = self._follower(wanted, places) if wanted is not None else None
        if place is None:
            self._begin()
            return
        place.forceActiveFocus(Qt.FocusReason.TabFocusReason)
        self.reached(place, places.index(place))

    def _follower(self, wanted: Place, places: list[QQuickItem]) -> QQuickItem | None:
        if wanted.page != self._page():
            return None
        for one in places:
            if one.objectName() == wanted.name:
                return one
        if wanted.before < len(places) and wanted.is_key and is_key(places[wanted.before]):
            return places[wanted.before]
        return None

    def _begin(self) -> None:
        """Stand at the sentence; the idle pages of the hall show no ring before a key."""
        self._ring(is_shown=False)
        self._nowhere.forceActiveFocus()
        if not self._root.property("settled"):
            return  # it slides; the end of that is told, too
        if not self._root.property("framed"):
            return
        self._nowhere.setProperty("at", beginning(self._view))
        self._ring(is_shown=True)
