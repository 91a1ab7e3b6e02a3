# SPDX-License-Identifier: Apache-2.0
"""How long the Qt loop lets something wait: a heartbeat of a thousand a second.

A thread posts one event each millisecond to an object of the GUI thread. What is measured is
the time from the moment at which the event was *due* (so that a beat that could not be posted
because the interpreter was held counts in full) until it is delivered, less what Qt spent of
that time between synchronising the scene and swapping the frame, and less what the robot spent
in looking for its next target: a citizen's eyes do not run in the kiosk.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.robot.hands import Hands

PERIOD_S = 0.001
BEAT = QEvent.Type(QEvent.registerEventType())
Span = tuple[float, float]


class Beat(QEvent):
    """One heartbeat and the moment at which it was due."""

    def __init__(self, due: float) -> None:
        super().__init__(BEAT)
        self.due = due


@dataclass(frozen=True)
class Delay:
    """One beat: when it was due, and how long the loop let it wait, in seconds."""

    due: float
    seconds: float


class Heartbeat(QObject):
    """Beats while its ``beating`` block runs; lives on the GUI thread.

    Attributes:
        delays: every beat, in the order delivered.
        frames: spans from synchronising to the swap of each frame.
        excused: spans of the robot's own looking around.

    """

    def __init__(self, window: QQuickWindow) -> None:
        super().__init__()
        self.clock: Callable[[], float] = time.monotonic
        self.delays: list[Delay] = []
        self.frames: list[Span] = []
        self.excused: list[Span] = []
        self._began = 0.0
        direct = Qt.ConnectionType.DirectConnection
        window.beforeSynchronizing.connect(self._begin_frame, direct)
        window.frameSwapped.connect(self._end_frame, direct)

    def _begin_frame(self) -> None:
        self._began = time.monotonic()

    def _end_frame(self) -> None:
        if self._began:
            self.frames.append((self._began, time.monotonic()))
            self._began = 0.0

    @contextmanager
    def beating(self) -> Iterator["Heartbeat"]:
        """Post beats until the block ends."""
        ended = threading.Event()
        thread = threading.Thread(target=self._post, args=(ended,), name="heartbeat")
        thread.start()
        try:
            yield self
        finally:
            ended.set()
            thread.join()

    def _post(self, ended: threading.Event) -> None:
        due = time.monotonic()
        while not ended.wait(max(0.0, due - time.monotonic())):
            QCoreApplication.postEvent(self, Beat(due))
            due += PERIOD_S

    def customEvent(self, event: QEvent) -> None:  # noqa: N802  # Qt's name
        """Note how late the beat is."""
        if isinstance(event, Beat):
            now = time.monotonic()
            own = _overlap(self.frames, event.due, now) + _overlap(self.excused, event.due, now)
            self.delays.append(Delay(event.due, max(0.0, now - event.due - own)))

    def watch(self, hands: Hands) -> None:
        """Excuse the time that these hands spend in looking for what they will touch."""
        find = hands.find

        def timed(name: str) -> QQuickItem | None:
            began = time.monotonic()
            try:
                return find(name)
            finally:
                self.excused.append((began, time.monotonic()))

        hands.find = timed  # type: ignore[method-assign]

    def quantile(self, share: float) -> float:
        """The delay in milliseconds that this share of all beats stayed below."""
        ordered = sorted(delay.seconds for delay in self.delays)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    def worst(self, count: int) -> list[Delay]:
        """The longest waits, at least 50 ms apart."""
        found: list[Delay] = []
        for delay in sorted(self.delays, key=lambda one: -one.seconds):
            if all(abs(delay.due - other.due) > 0.05 for other in found):
                found.append(delay)
            if len(found) == count:
                break
        return found


def _overlap(spans: list[Span], start: float, end: float) -> float:
    """Seconds of ``start`` to ``end`` that lie in the spans; the newest spans are the last."""
    total = 0.0
    for began, ended in reversed(spans):
        if ended <= start:
            break
        total += max(0.0, min(ended, end) - max(began, start))
    return total
