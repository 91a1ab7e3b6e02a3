# SPDX-License-Identifier: Apache-2.0
"""The bridge from the session to the glass: one frozen ``Screen`` in, touches out.

Created once in Python and handed to the window: an object that QML creates for itself is never
freed. It decides nothing; what a touch means is the session's business.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot

from kiosk.screens.views import FormView, GuideView, Screen, StaffTaskView

Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]
"""What QML understands without a type of its own."""

_MAP: Any = "QVariantMap"
_ANY: Any = "QVariant"
"""Qt's names of types; the stubs know only Python classes."""

Stroke = tuple[tuple[float, float, int], ...]
"""One stroke of a signature: (x, y) in millimetres from the pad's upper left, t in ms."""


def plain(value: object) -> Plain:
    """Turn a view into maps and lists, field by field.

    Raises:
        TypeError: for a value that is neither a dataclass, a tuple, an Enum nor a scalar.

    """
    match value:
        case Enum():
            return plain(value.value)
        case None | str() | bool() | int() | float():
            return value
        case tuple() | list():
            return [plain(part) for part in value]
        case Mapping():
            return {str(key): plain(part) for key, part in value.items()}
        case _ if is_dataclass(value):
            return {part.name: plain(getattr(value, part.name)) for part in fields(value)}
        case _:
            message = f"a screen cannot show a {type(value).__name__}"
            raise TypeError(message)


class SessionModel(QObject):
    """What the glass shows now, as properties; what is touched, as signals.

    ``entry`` and ``secondsLeft`` have notify signals of their own, so typing and counting down
    rebuild nothing. ``presented`` comes last, when all properties hold the new screen.
    """

    frameChanged = Signal()
    viewChanged = Signal()
    entryChanged = Signal()
    secondsLeftChanged = Signal()
    buttonsChanged = Signal()
    helpChanged = Signal()
    languageChanged = Signal()
    looksChanged = Signal()
    easeChanged = Signal()
    trainingChanged = Signal()
    presented = Signal()
    visitEnded = Signal()
    """The screen went from a step of a visit to one that belongs to no visit."""

    reached = Signal(str)
    """Name of the place to which the keypad has led."""
    acted = Signal(str, str)
    """An intent and its value, such as ``("answer", "hotel")``."""
    keyed = Signal(str)
    """A touched key: a digit, ``X``, ``⌫``, ``清空``, or text of the keyboard."""
    signed = Signal(object)
    """All strokes so far, ``tuple[Stroke, ...]``."""

    def __init__(
        self, texts: Mapping[str, Mapping[str, str]], parent: QObject | None = None
    ) -> None:
        """Take the UI texts as language → key → text (``texts.tables()``)."""
        super().__init__(parent)
        self._tables = texts
        self._screen: Screen | None = None
        self._view: Plain = {}

    def present(self, screen: Screen) -> None:
        """Show ``screen``; the same screen twice changes nothing and emits nothing."""
        before = self._screen
        if screen == before:
            return
        self._screen = screen
        if before is None or screen.view != before.view or screen.name != before.name:
            self._view = plain(screen.view)
        for signal, parts in _PARTS:
            if before is None or any(getattr(screen, p) != getattr(before, p) for p in parts):
                getattr(self, signal).emit()
        if before is not None and before.step > 0 and screen.step == 0:
            self.visitEnded.emit()
        self.presented.emit()

    def _plain(self, part: str, absent: Plain = None) -> Plain:
        return absent if self._screen is None else plain(getattr(self._screen, part))

    def _name(self) -> str:
        return str(self._plain("name", ""))

    def _page(self) -> str:
        """Name of the page: another question is another page and slides in."""
        match self._screen:
            case None:
                return ""
            case Screen(name=name, view=GuideView(id=question)):
                return f"{name}/{question}"
            case Screen(name=name, view=FormView(asked_id=field, trail="")):
                return f"{name}/{field}"
            case Screen(name=name, view=FormView() as form):
                return f"{name}/{form.asked_id}/{form.trail}/{form.asked_kind}"
            case Screen(name=name, view=StaffTaskView(title=title)):
                return f"{name}/{title}"
            case Screen(name=name):
                return name

    def _language(self) -> str:
        return str(self._plain("language", "zh_CN"))

    def _texts(self) -> Plain:
        return plain(self._tables[self._language()])

    name = Property(str, _name, notify=frameChanged)
    page = Property(str, _page, notify=viewChanged)
    step = Property(int, lambda self: self._plain("step", 0), notify=frameChanged)
    service = Property(str, lambda self: self._plain("service", ""), notify=frameChanged)
    sample = Property(bool, lambda self: self._plain("sample", False), notify=frameChanged)  # noqa: FBT003
    view = Property(_MAP, lambda self: self._view, notify=viewChanged)
    entry = Property(str, lambda self: self._plain("entry", ""), notify=entryChanged)
    secondsLeft = Property(
        int, lambda self: self._plain("seconds_left", -1), notify=secondsLeftChanged
    )
    back = Property(_ANY, lambda self: self._plain("back"), notify=buttonsChanged)
    forward = Property(_ANY, lambda self: self._plain("forward"), notify=buttonsChanged)
    extra = Property(_ANY, lambda self: self._plain("extra"), notify=buttonsChanged)
    offer = Property(_ANY, lambda self: self._plain("offer"), notify=buttonsChanged)
    assist = Property(_ANY, lambda self: self._plain("assist"), notify=buttonsChanged)
    help = Property(_ANY, lambda self: self._plain("help"), notify=helpChanged)
    training = Property(_ANY, lambda self: self._plain("training"), notify=trainingChanged)
    language = Property(str, _language, notify=languageChanged)
    texts = Property(_MAP, _texts, notify=languageChanged)
    elder = Property(bool, lambda self: self._plain("elder", False), notify=looksChanged)  # noqa: FBT003
    ease = Property(_MAP, lambda self: self._plain("ease", {}), notify=easeChanged)
    contrast = Property(bool, lambda self: self._plain("contrast", False), notify=looksChanged)  # noqa: FBT003

    @Slot(str, str)
    def act(self, name: str, value: str) -> None:
        """Report a touch of something that does ``name``."""
        self.acted.emit(name, value)

    @Slot(str)
    def key(self, text: str) -> None:
        """Report a touched key."""
        self.keyed.emit(text)

    @Slot(list)
    def sign(self, strokes: list[list[list[float]]]) -> None:
        """Report the signature after each finished stroke, always the whole of it."""
        self.signed.emit(
            tuple(tuple((float(x), float(y), int(t)) for x, y, t in line) for line in strokes)
        )


_PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("languageChanged", ("language",)),
    ("looksChanged", ("elder", "contrast")),
    ("easeChanged", ("ease",)),
    ("trainingChanged", ("training",)),
    ("frameChanged", ("name", "step", "service", "sample")),
    ("viewChanged", ("view", "name")),
    ("entryChanged", ("entry",)),
    ("buttonsChanged", ("back", "forward", "extra", "offer", "assist")),
    ("helpChanged", ("help",)),
    ("secondsLeftChanged", ("seconds_left",)),
)
"""Which fields of the screen each notify signal stands for, in the order of telling."""
