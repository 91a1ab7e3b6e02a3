# SPDX-License-Identifier: Apache-2.0
"""From the start of a process to its first frame: the kiosk, and a bare one-screen program.

``python -m tests.support.first_frame bare`` and ``… kiosk SITE_FILE`` print one line with the
first frame; the kiosk goes on, and logs when the attract page can be touched.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

ROOT = Path(__file__).resolve().parents[2]
BARE = b"""import QtQuick
Rectangle { color: "#F8F6F1"; Text { anchors.centerIn: parent; text: "Jiban" } }
"""


@dataclass(frozen=True)
class Start:
    """Seconds from the start of the process; all but ``frame_s`` only of a kiosk.

    Attributes:
        frame_s: the first frame.
        loaded_s: all code is there.
        built_s: store reconciled, document process ready, kiosk built.
        open_s: every device's state is known, and the attract page can be touched.

    """

    frame_s: float
    loaded_s: float = 0.0
    built_s: float = 0.0
    open_s: float = 0.0


def measured(*words: str, marks: Sequence[str], limit_s: float = 60.0) -> list[float]:
    """Start this module as a process; the seconds after which a line had each mark, in turn."""
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.support.first_frame", *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        found: list[float] = []
        said: list[str] = []
        watchdog = Timer(limit_s, process.kill)
        watchdog.start()
        for line in process.stdout:
            said.append(line)
            if marks[len(found)] in line:
                found.append(time.perf_counter() - began)
            if len(found) == len(marks):
                break
        watchdog.cancel()
        process.kill()
    assert len(found) == len(marks), "".join(said)
    return found


def bare_start() -> Start:
    """The least that anybody can show with the same renderer."""
    return Start(*measured("bare", marks=("frame",)))


def kiosk_start(site: Path) -> Start:
    """``kiosk run`` to its first frame, and until it can be used."""
    marks = ("frame", "start: loaded", "start: built", "state Attract")
    return Start(*measured("kiosk", str(site), marks=marks))


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def _once(word: str) -> Callable[[], None]:
    said: list[str] = []

    def say() -> None:
        if not said:
            said.append(word)
            _say(word)

    return say


def _bare() -> int:
    from PySide6.QtCore import QUrl  # noqa: PLC0415  # what is imported is what is measured
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415
    from PySide6.QtQuick import QQuickView  # noqa: PLC0415

    os.environ["QT_QUICK_BACKEND"] = "software"
    os.environ["QSG_RENDER_LOOP"] = "basic"
    application = QGuiApplication(["bare"])
    with tempfile.NamedTemporaryFile(suffix=".qml") as file:
        file.write(BARE)
        file.flush()
        view = QQuickView()
        view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        view.setSource(QUrl.fromLocalFile(file.name))
        view.frameSwapped.connect(_once("frame"))
        view.showFullScreen()
        return application.exec()


def _kiosk(site: str) -> int:
    """``kiosk run``, watched for its first window's first frame."""
    from kiosk.__main__ import main  # noqa: PLC0415
    from kiosk.commands import run  # noqa: PLC0415
    from kiosk.screens import starting  # noqa: PLC0415

    first = _once("frame")
    shown = starting.open_starting

    def watched() -> starting.StartingWindow:
        """Returns when the first frame is there."""
        view = shown()
        first()
        return view

    run.open_starting = watched  # type: ignore[attr-defined]
    return main(["run", "--config", site])


if __name__ == "__main__":
    sys.exit(_bare() if sys.argv[1] == "bare" else _kiosk(sys.argv[2]))
