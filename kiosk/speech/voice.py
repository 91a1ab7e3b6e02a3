# SPDX-License-Identifier: Apache-2.0
"""The application's side of the voice: what is to be said of each screen, and the worker.

The engine is tried once at the start, silently: without it, or without a device that plays,
speech is not offered. The worker, which knows the readings of characters, starts with the first
citizen who wants to listen, and again after it died.
"""

import json
import logging
import shutil
import sys
from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QObject, QProcess, Signal

from kiosk.screens.parts import Ease
from kiosk.screens.spoken import Texts, news, sentences
from kiosk.screens.views import Screen

log = logging.getLogger(__name__)

TRIAL: Final = ("-a", "0", "-v", "cmn-latn-pinyin")
"""Says one silent vowel in the voice that is needed: engine, voice and sound device in one."""
END_MS: Final = 1000
"""Longest wait for a process that was told to end."""


class Voice(QObject):
    """Says what is shown, to one who asked for it; lives on the Qt thread."""

    tried = Signal(bool)
    """Whether there is a voice: after the trial, and False when it stops working."""
    spoke = Signal()
    """A sentence was said: a sign of life as good as a touch."""

    def __init__(
        self,
        engine: str,
        *,
        volume: float,
        texts: Mapping[str, Texts],
        parent: QObject | None = None,
    ) -> None:
        """Take the engine's program, the hall's volume 0.0 to 1.0, and the frame's words."""
        super().__init__(parent)
        self._engine = engine
        self._volume = volume
        self._texts = texts
        self._said: tuple[str, ...] = ()
        self._page: tuple[object, ...] = ()
        self._ease = Ease()
        self._trial: QProcess | None = None
        self._worker: QProcess | None = None

    def try_out(self) -> None:
        """Find out whether there is a voice; ``tried`` answers."""
        program = shutil.which(self._engine) if self._engine else None
        if program is None:
            self.tried.emit(False)  # noqa: FBT003  (a signal takes no names)
            return
        self._trial = QProcess(self)
        self._trial.finished.connect(self._trial_ended)
        self._trial.start(program, list(TRIAL))
        self._trial.write(b"a")
        self._trial.closeWriteChannel()

    def _trial_ended(self, status: int) -> None:
        if self._trial is None:
            return
        errors = self._trial.readAllStandardError().data()
        is_good = status == 0 and b"rror" not in bytes(errors)
        log.info("speech: %s", "there" if is_good else "no engine or no sound device")
        self.tried.emit(is_good)

    def show(self, screen: Screen) -> None:
        """Say what is new on ``screen``; fall silent where nobody listens."""
        before, self._ease = self._ease, screen.ease
        if not screen.ease.is_spoken:
            if before.is_spoken:
                self._forget()
            return
        page = _page_of(screen)
        now = sentences(screen, self._texts[screen.language])
        is_whole = page != self._page or screen.ease.said_again != before.said_again
        fresh = now if is_whole or not before.is_spoken else news(self._said, now)
        self._page, self._said = page, now
        if fresh:
            self._say(fresh, screen.language)
        elif screen.ease.is_paused != before.is_paused:
            self._order({"pause": screen.ease.is_paused})

    def place(self, name: str, language: str) -> None:
        """Say at which place the keypad is."""
        if self._ease.is_spoken:
            self._say((name,), language)

    def close(self) -> None:
        """End the processes."""
        for process in (self._trial, self._worker):
            if process is not None and process.state() != QProcess.ProcessState.NotRunning:
                process.blockSignals(True)  # noqa: FBT003
                process.kill()
                process.waitForFinished(END_MS)
        self._trial = self._worker = None

    def _forget(self) -> None:
        """Nothing of a visit stays, neither here nor in the worker's memory."""
        self._said, self._page = (), ()
        if self._worker is not None:
            self._order({"say": []})

    def _say(self, said: tuple[str, ...], language: str) -> None:
        manner = {"pace": self._ease.pace, "loudness": self._ease.loudness}
        self._order({"say": said, "language": language, **manner})

    def _order(self, order: Mapping[str, object]) -> None:
        worker = self._worker or self._started()
        worker.write((json.dumps(order) + "\n").encode())

    def _started(self) -> QProcess:
        worker = QProcess(self)
        worker.readyReadStandardOutput.connect(self._answered)
        worker.finished.connect(self._ended)
        module = "kiosk.speech.worker"
        worker.start(sys.executable, ["-m", module, self._engine, str(self._volume)])
        self._worker = worker
        return worker

    def _answered(self) -> None:
        while self._worker is not None and self._worker.canReadLine():
            answer = json.loads(bytes(self._worker.readLine().data()))
            if "said" in answer:
                self.spoke.emit()
            elif "failed" in answer:
                log.warning("speech: %s", answer["failed"])
                self.tried.emit(False)  # noqa: FBT003

    def _ended(self) -> None:
        """Take note that the worker died; the next order starts another."""
        self._worker = None
        self.tried.emit(False)  # noqa: FBT003


def _page_of(screen: Screen) -> tuple[object, ...]:
    """What makes it another page: another question is one, another line of a list is not."""
    view = screen.view
    layer = screen.ease.is_open, screen.help is not None, screen.seconds_left >= 0
    part = getattr(view, "id", ""), getattr(view, "asked_id", ""), getattr(view, "title", "")
    return screen.name, screen.language, *layer, *part
