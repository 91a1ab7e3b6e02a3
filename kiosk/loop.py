# SPDX-License-Identifier: Apache-2.0
"""The Qt loop of a kiosk: turned until staff or a signal asks to close; then all closes."""

import logging
import os
import signal
import socket
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Final, NoReturn

from PySide6.QtCore import QSocketNotifier, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickView

from config.errors import ConfigError
from config.places import Problem
from kiosk.app import Kiosk
from kiosk.controller import Controller
from kiosk.screens.present.unconfigured import NO_CONFIGURATION, unconfigured
from kiosk.screens.session_model import SessionModel
from kiosk.screens.sheet_model import SheetModel
from kiosk.screens.texts import LANGUAGES, tables
from kiosk.screens.window import Doorkeeper, ScreenSettings, end_window, open_window
from kiosk.workers import UNEXPECTED, places_of

log = logging.getLogger(__name__)

NO_ANSWER: Final = "STORE-0501"
LOOK_AGAIN_MS: Final = 2000
"""How often a kiosk without a configuration looks whether it was mended."""


def exec_kiosk(application: QGuiApplication, kiosk: Kiosk, window: QQuickView) -> int:
    """Turn the loop until the session or a signal asks to close; return the exit status.

    A bug that shows on this thread closes it, too, with the status that asks to start anew.
    """
    doorkeeper = Doorkeeper()
    application.installEventFilter(doorkeeper)
    kiosk.controller.closing.connect(application.exit)
    QTimer.singleShot(0, kiosk.controller.start)  # in the loop, where LastResort hears of a bug
    with Signals(application), LastResort(application):
        status = application.exec()
    doorkeeper.may_close = True
    application.removeEventFilter(doorkeeper)
    end_window(window)
    is_restart = status in {Controller.RESTART_STATUS, Controller.TRAINING_STATUS}
    if not kiosk.close(disposition="restarted" if is_restart else "closed"):
        leave_behind(status)
    return status


def leave_behind(status: int) -> NoReturn:
    """End this process at once, beside a thread that the disk does not give back.

    Python would wait for that thread, and so would whoever has sent the signal. What was said
    to be done is on the disk; the rest is undone by the next start, as after a kill.
    """
    log.error("%s: the disk does not answer; ended without closing the store", NO_ANSWER)
    for handler in logging.getLogger().handlers:
        if type(handler) is logging.StreamHandler:  # a file would wait for the disk, too
            handler.flush()
    os._exit(status)


def exec_unconfigured(
    application: QGuiApplication, error: ConfigError, is_mended: Callable[[], bool]
) -> int:
    """Show what has to be mended until it is, or a signal ends it; return the exit status.

    A kiosk that has no configuration is not blank: citizens read where to go, staff reads key,
    file, line and remedy. When it is mended the status asks to start anew.
    """
    model, sheet = SessionModel(tables()), SheetModel()
    found = error.found or tuple(Problem("", one) for one in error.problems)
    model.present(unconfigured(found, LANGUAGES[0]))
    window = open_window(model, sheet, ScreenSettings())
    log.info("%s: nothing holds, the screen says what to mend", NO_CONFIGURATION)
    doorkeeper = Doorkeeper()
    application.installEventFilter(doorkeeper)
    looking = QTimer(application, interval=LOOK_AGAIN_MS)
    looking.timeout.connect(
        lambda: application.exit(Controller.RESTART_STATUS) if is_mended() else None
    )
    looking.start()
    with Signals(application), LastResort(application):
        status = application.exec()
    looking.stop()
    doorkeeper.may_close = True
    application.removeEventFilter(doorkeeper)
    end_window(window)
    return status


class Signals:
    """Ends the Qt loop on SIGTERM and SIGINT; Python's own handlers sleep while Qt is idle."""

    def __init__(self, application: QGuiApplication) -> None:
        self._ours, self._theirs = socket.socketpair()
        self._theirs.setblocking(False)  # noqa: FBT003  # the socket API
        self._notifier = QSocketNotifier(
            self._ours.fileno(), QSocketNotifier.Type.Read, application
        )
        self._notifier.activated.connect(lambda: application.exit(0))

    def __enter__(self) -> None:
        self._old_fd = signal.set_wakeup_fd(self._theirs.fileno())
        self._old = {
            number: signal.signal(number, lambda *_: None)
            for number in (signal.SIGTERM, signal.SIGINT)
        }

    def __exit__(self, *_: object) -> None:
        signal.set_wakeup_fd(self._old_fd)
        for number, handler in self._old.items():
            signal.signal(number, handler)
        self._notifier.setEnabled(False)  # the Qt API
        self._ours.close()
        self._theirs.close()


class LastResort:
    """Owns what nobody caught on the Qt thread: logged without its text, then started anew.

    Qt goes on after an exception in a slot, on a page that no longer tells the truth. Its
    text could hold personal data; its type and places cannot.
    """

    def __init__(self, application: QGuiApplication) -> None:
        self._application = application

    def __enter__(self) -> None:
        self._old = sys.excepthook
        sys.excepthook = self._take

    def __exit__(self, *_: object) -> None:
        sys.excepthook = self._old

    def _take(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        places = places_of(error.with_traceback(trace))
        log.error("%s: unexpected %s at %s", UNEXPECTED, kind.__name__, places)
        self._application.exit(Controller.RESTART_STATUS)
