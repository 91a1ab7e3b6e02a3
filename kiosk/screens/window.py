# SPDX-License-Identifier: Apache-2.0
"""The one window: software renderer, fixed fonts, full screen, and no way out by keyboard.

``make_application`` must run before anything of Qt Quick is created.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtQml import QQmlComponent, QQmlEngine, QQmlError, qmlRegisterSingletonType
from PySide6.QtQuick import QQuickView

from kiosk.screens.application import PAPER, bare_application
from kiosk.screens.drawings import provide
from kiosk.screens.handwriting import HandwritingInput
from kiosk.screens.keypad import Keypad
from kiosk.screens.pinyin import PinyinInput
from kiosk.screens.repeat_guard import REPEAT_MS, RepeatGuard
from kiosk.screens.session_model import SessionModel
from kiosk.screens.sheet_model import SheetModel
from kiosk.screens.touch_keeper import TouchKeeper

logger = logging.getLogger(__name__)

QML_FOLDER = Path(__file__).with_name("qml")

_PRESSES = {QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.KeyPress}
_SYSTEM_KEYS = (
    Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.MetaModifier
)
_MODELS = {
    "Session": SessionModel,
    "SheetElements": SheetModel,
    "Pinyin": PinyinInput,
    "Handwriting": HandwritingInput,
}


@dataclass(frozen=True)
class ScreenSettings:
    """The glass (``[screen]``).

    Attributes:
        width_mm: visible width; characters are sized in millimetres from it.
        height_mm: visible height.
        full_screen: frameless over the whole display; otherwise a window of the next two.
        width_px: width of the window when not full screen.
        height_px: height of the window when not full screen.
        reduced_motion: pages are cut, not slid, and nothing writes itself in.
        repeat_ms: so long after a page has turned the same place is not heard; 0 for a hand
            that never touches twice.

    """

    width_mm: float = 476.0
    height_mm: float = 268.0
    full_screen: bool = True
    width_px: int = 1920
    height_px: int = 1080
    reduced_motion: bool = False
    repeat_ms: int = REPEAT_MS


class Doorkeeper(QObject):
    """Application event filter: stays open, swallows system keys, tells of every press."""

    pressed = Signal()
    """Finger or key went down; movements do not count as a sign of life."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.may_close = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return True for an event that nobody else shall see."""
        kind = event.type()
        if kind in _PRESSES and watched.isWindowType():
            self.pressed.emit()
        if kind == QEvent.Type.Close and watched.isWindowType() and not self.may_close:
            event.ignore()
            return True
        return isinstance(event, QKeyEvent) and is_system_key(event)


def is_system_key(event: QKeyEvent) -> bool:
    """Whether a key press could lead out of the kiosk: Alt, Ctrl, Meta or a function key."""
    is_function = Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35
    return is_function or bool(event.modifiers() & _SYSTEM_KEYS)


def make_application(arguments: list[str] | None = None) -> QGuiApplication:
    """Create the Qt application, or return the one that exists, with our renderer and fonts."""
    application = bare_application(arguments)
    _register_models()  # before any engine: Qt mistakes its own types for others after that
    return application


def open_window(
    session: SessionModel, sheet: SheetModel, settings: ScreenSettings
) -> QQuickView:
    """Open the window over the two models; it shows ``Attract`` once a screen is presented.

    The models stay the caller's. The view must be deleted before them.

    Raises:
        RuntimeError: when the QML cannot be loaded; the log has Qt's own words.

    """
    _register_models()
    view = QQuickView()
    engine = view.engine()
    engine.warnings.connect(_log_warnings)
    provide(engine)
    pinyin = PinyinInput(view)
    session.visitEnded.connect(pinyin.forget)
    hand = HandwritingInput(view)
    session.visitEnded.connect(hand.clear)
    models = {"Session": session, "SheetElements": sheet, "Pinyin": pinyin, "Handwriting": hand}
    for name, model in models.items():
        QQmlEngine.setObjectOwnership(model, QQmlEngine.ObjectOwnership.CppOwnership)
        engine.setProperty(f"jiban{name}", model)
    view.setColor(PAPER)
    view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
    view.setInitialProperties(
        {
            "widthMm": settings.width_mm,
            "heightMm": settings.height_mm,
            "reducedMotion": settings.reduced_motion,
        }
    )
    view.resize(settings.width_px, settings.height_px)
    view.setSource(QUrl.fromLocalFile(str(QML_FOLDER / "Main.qml")))
    if view.status() != QQuickView.Status.Ready:
        raise RuntimeError("; ".join(error.toString() for error in view.errors()))
    _load_pages(view)
    _attend(view, session, settings)
    if settings.full_screen:
        view.setFlag(Qt.WindowType.FramelessWindowHint)
        view.setGeometry(view.screen().geometry())
        view.showFullScreen()
    else:
        view.show()
    return view


def _attend(view: QQuickView, session: SessionModel, settings: ScreenSettings) -> None:
    """Look after its touches and keys; what is installed last hears of them first."""
    TouchKeeper(view, session)
    if settings.repeat_ms:
        RepeatGuard(view, settings.repeat_ms)
    Keypad(view, session.act).reached.connect(session.reached)


def end_window(view: QQuickView) -> None:
    """Delete a window here and now, before its models.

    Left to the collector, the wrapper of its content may go first, and the window's own end
    then walks over freed memory; left to the event loop, the models may go first.
    """
    view.hide()
    view.setSource(QUrl())
    view.deleteLater()
    QCoreApplication.sendPostedEvents(view, QEvent.Type.DeferredDelete)


def _load_pages(view: QQuickView) -> None:
    """Compile every page now, not when the first citizen comes to it.

    Raises:
        RuntimeError: a page cannot be loaded.

    """
    for path in sorted(QML_FOLDER.glob("*Screen.qml")):
        page = QQmlComponent(view.engine(), QUrl.fromLocalFile(str(path)), view)
        if not page.isReady():
            raise RuntimeError(page.errorString().strip())


def _register_models() -> None:
    """Make the models singletons of the QML module ``Jiban``, one set per engine."""
    for name, kind in _MODELS.items():
        if name not in _registered:
            _register(kind, "Jiban", 1, 0, name, _of_engine(name))
            _registered.add(name)


_registered: set[str] = set()
_register: Any = qmlRegisterSingletonType
"""The stubs want bytes where the function takes only str."""


def _of_engine(name: str) -> Callable[[QQmlEngine], QObject]:
    def find(engine: QQmlEngine) -> QObject:
        model: QObject = engine.property(f"jiban{name}")
        return model

    return find


def _log_warnings(warnings: list[QQmlError]) -> None:
    for warning in warnings:
        logger.warning("qml: %s", warning.toString())
