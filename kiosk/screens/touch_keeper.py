# SPDX-License-Identifier: Apache-2.0
"""Keeps a touch whose control is made anew between press and release, and lets none stray.

A finger lies on the glass for a tenth of a second, and answers of the world renew pages
whenever they come. A control that is hidden, moved or replaced under the finger would never
hear of the release; one that stays, such as the way forward, would act for a page that the
finger never saw. So what was pressed is remembered by its name and by what it stood for: the
same control of the same page is touched, and a touch meant for another page is called off.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, cast

from PySide6.QtCore import QEvent, QObject, QRectF, QSignalBlocker, QTimer
from PySide6.QtGui import QEventPoint, QPointerEvent
from PySide6.QtQuick import QQuickItem, QQuickView
from shiboken6 import isValid

from kiosk.screens.focus_order import is_kind
from kiosk.screens.session_model import SessionModel

Meaning = tuple[object, ...]

_PRESSES: Final = {QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin}
_RELEASES: Final = {QEvent.Type.MouseButtonRelease, QEvent.Type.TouchEnd}
_MACHINES: Final = ("Header", "TrainingBand")
"""What belongs to the machine and means the same on every page."""
_FOOTER: Final = ("back", "forward", "extra")
_LOOK_MS: Final = 10
_LOOKS: Final = 5
"""A list lays its new lines out in its next turn; what is not there then has gone."""
_ROWS: Final = ("QQuickRow", "QQuickColumn", "QQuickGrid", "QQuickFlow")


@dataclass(frozen=True)
class Held:
    """What a finger lies on.

    Attributes:
        item: it may be gone by now.
        name: its name, or its words where it has none.
        where: its place on the glass when it was pressed.
        meaning: what a touch of it stood for then.

    """

    item: QQuickItem
    name: str
    where: QRectF
    meaning: Meaning


class TouchKeeper(QObject):
    """Event filter of one window: hands presses and releases on, and looks after them."""

    def __init__(self, view: QQuickView, session: SessionModel) -> None:
        super().__init__(view)
        self._view = view
        self._session = session
        self._root = cast(Any, view.rootObject())  # its own signals are no part of the stubs
        self._held: Held | None = None
        self._sought: Held | None = None
        self._looks = 0
        self._soon = QTimer(self, singleShot=True, interval=_LOOK_MS)
        self._soon.timeout.connect(self._seek)
        self._turned = 0
        self._is_laid_out = False
        self._root.shownPageChanged.connect(self._turn)
        session.presented.connect(self._unlay)
        view.afterAnimating.connect(self._lay)
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return True for a press or release, which was handed on here."""
        if watched is not self._view or not isinstance(event, QPointerEvent):
            return False
        if event.type() in _PRESSES:
            self._pressed(event)
            return True
        if event.type() in _RELEASES:
            self._released(event)
            return True
        if event.type() == QEvent.Type.TouchUpdate and any(map(_is_lifted, event.points())):
            self._held = None  # one of several fingers: its control has heard of it
        return False

    def _turn(self) -> None:
        self._turned += 1

    def _unlay(self) -> None:
        self._is_laid_out = False

    def _lay(self) -> None:
        self._is_laid_out = True

    def _pressed(self, event: QPointerEvent) -> None:
        """Hand it on; what is pressed then is what the finger lies on."""
        self._sought = None
        if not self._is_laid_out:
            self._lay_out()
        self._view.event(event)
        self._is_laid_out = False  # a control that is pressed may open or move something
        pressed = event.exclusiveGrabber(event.points()[0])
        is_button = isinstance(pressed, QQuickItem) and _is_button(pressed)
        self._held = self._hold(cast(QQuickItem, pressed)) if is_button else None

    def _lay_out(self) -> None:
        """Move what has come since the last frame to where it will be seen."""
        for item in _shown(self._root):
            if item.metaObject().className() in _ROWS:
                item.ensurePolished()

    def _hold(self, item: QQuickItem) -> Held:
        return Held(item, _name(item), _on_glass(item), self._meaning(item))

    def _released(self, event: QPointerEvent) -> None:
        held, self._held = self._held, None
        self._is_laid_out = False
        if held is None:
            self._view.event(event)
            return
        at = event.points()[0].position()
        is_heard = _is_there(held.item) and self._meaning(held.item) == held.meaning
        is_heard = (
            is_heard and held.item.property("pressed") and _on_glass(held.item).contains(at)
        )
        if is_heard or not isValid(held.item):
            self._view.event(event)
        else:
            self._unheard(held.item, event)
        if not is_heard and held.where.contains(at):
            self._sought, self._looks = held, 0
            self._seek()

    def _unheard(self, item: QQuickItem, event: QPointerEvent) -> None:
        """Hand a release on that this control does not hear.

        A line that is made anew leaves the window first, and still has the finger: nothing can
        take it away there, so it is kept from saying that it was touched.
        """
        if item.isVisible():
            item.ungrabMouse()
            item.ungrabTouchPoints()
            self._view.event(event)
            return
        with QSignalBlocker(item):
            self._view.event(event)

    def _seek(self) -> None:
        """Touch what stands now for what was pressed; a list that is made anew needs a turn."""
        sought = self._sought
        if sought is None:
            return
        for one in _buttons(self._root):
            if _name(one) == sought.name and self._meaning(one) == sought.meaning:
                self._sought = None
                one.metaObject().invokeMethod(one, "click")
                return
        self._looks += 1
        if self._looks < _LOOKS:
            self._soon.start()

    def _meaning(self, item: QQuickItem) -> Meaning:
        """What a touch of it stands for: on another page, or for another act, it is another."""
        if is_kind(_part_of(item, self._root), _MACHINES):
            return ()
        view = cast(dict[str, object], self._session.property("view"))
        page = (self._turned, view.get("kind"), view.get("id"))
        name = item.objectName()
        if name in _FOOTER:
            button = cast(dict[str, object] | None, self._session.property(name))
            return (*page, button)
        return (*page, view.get("title"), item.property("text"))


def _shown(item: QQuickItem) -> Iterator[QQuickItem]:
    for child in item.childItems():
        if child.isVisible():
            yield child
            yield from _shown(child)


def _buttons(root: QQuickItem) -> Iterator[QQuickItem]:
    """What can be touched now, by press and release."""
    return (item for item in _shown(root) if item.isEnabled() and _is_button(item))


def _is_button(item: QQuickItem) -> bool:
    return item.inherits("QQuickAbstractButton")


def _part_of(item: QQuickItem, root: QQuickItem) -> QQuickItem:
    """Return the part of the frame in which it stands: a child of the root."""
    part = item
    while part.parentItem() not in {None, root}:
        part = part.parentItem()
    return part


def _is_lifted(point: QEventPoint) -> bool:
    return point.state() == QEventPoint.State.Released


def _is_there(item: QQuickItem) -> bool:
    """Whether it is still on the glass; a line that is made anew leaves its window first."""
    return isValid(item) and item.isVisible() and item.isEnabled()


def _name(item: QQuickItem) -> str:
    return item.objectName() or str(item.property("text"))


def _on_glass(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0.0, 0.0, item.width(), item.height()))
