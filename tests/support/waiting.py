# SPDX-License-Identifier: Apache-2.0
"""Waits in the Qt thread: the loop turns on until something is true.

No signal is connected for it. PySide 6.11 keeps some fifty bytes of each connection to a method
of its own (``loop.quit``, ``list.append``), which an endurance run would count as the kiosk's.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QObject, QTimerEvent

POLL_MS = 10


class _Looking(QObject):
    """Ends the loop at ``ends_s``, or when ``is_true`` says so; it is asked every ten ms."""

    def __init__(self, loop: QEventLoop, is_true: Callable[[], bool], ends_s: float) -> None:
        super().__init__()
        self._loop = loop
        self._is_true = is_true
        self._ends_s = ends_s
        self.startTimer(POLL_MS)

    def timerEvent(self, _event: QTimerEvent) -> None:  # noqa: N802  # Qt's name
        if time.monotonic() >= self._ends_s or self._is_true():
            self._loop.quit()


def wait_until(is_true: Callable[[], bool], seconds: float) -> None:
    """Turn the Qt loop until ``is_true``, at most ``seconds``; an inner loop, no spinning."""
    if is_true():
        return
    loop = QEventLoop()
    looking = _Looking(loop, is_true, time.monotonic() + seconds)
    loop.exec()
    del looking  # its timer ends with it
