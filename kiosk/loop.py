# SPDX-License-Identifier: Apache-2.0
"""The Qt loop of a kiosk: turned until staff or a signal asks to close; then all closes."""

import logging
import signal
import socket
import sys
from types import TracebackType

from PySide6.QtCore import QSocketNotifier, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickView

from kiosk.app import Kiosk
from kiosk.controller import Controller
from kiosk.screens.window import Doorkeeper
from kiosk.workers import UNEXPECTED, places_of

log = logging.getLogger(__name__)


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
    window.close()
    window.deleteLater()
    is_restart = status == Controller.RESTART_STATUS
    kiosk.close(disposition="restarted" if is_restart else "closed")
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
