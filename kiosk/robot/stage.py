# SPDX-License-Identifier: Apache-2.0
"""Plays one script on a built kiosk and writes down what came of it."""

import hashlib
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickView

from certificates.trust import KEY_LIST_NAME
from kiosk.app import Kiosk
from kiosk.papers import PAPERS
from kiosk.robot.citizen import RobotCitizen
from kiosk.robot.citizens_hand import CitizensHand
from kiosk.robot.result import DocumentResult, Result
from kiosk.robot.script import Script

LEFT_BEHIND: Final = (
    "result.json",
    KEY_LIST_NAME,
    *(f"{name}.pdf" for name in PAPERS),
    "screens/[0-9]*-*.png",
    "printed/[0-9]*-*.pdf",
    "printed/tray.txt",
)
"""What a run leaves in its folder; a later run may delete this and nothing else."""


def clear(folder: Path) -> None:
    """Delete what an earlier run left, so that its papers are not taken for this one's."""
    for pattern in LEFT_BEHIND:
        for path in folder.glob(pattern):
            path.unlink()


class Album:
    """Takes one picture of each page that the robot looks at."""

    def __init__(self, window: QQuickView, folder: Path | None) -> None:
        self._window = window
        self._folder = folder
        self.pictures: list[Path] = []
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)

    def take(self, name: str) -> None:
        """Keep what is on the glass now as ``NN-name.png``."""
        if self._folder is None:
            return
        path = self._folder / f"{len(self.pictures) + 1:02d}-{name}.png"
        self._window.grabWindow().save(str(path))
        self.pictures.append(path)


def play(
    script: Script,
    kiosk: Kiosk,
    window: QQuickView,
    *,
    hand: CitizensHand,
    out: Path | None,
) -> Result:
    """Play ``script`` and turn the Qt loop until it has ended.

    Args:
        script: what the robot wants.
        kiosk: built and not yet started.
        window: its window.
        hand: who lays the card.
        out: folder for ``result.json``, documents and pictures; None writes nothing.

    """
    application = QGuiApplication.instance()
    if application is None:
        raise RuntimeError("there is no Qt application")
    album = Album(window, out / "screens" if out is not None else None)
    robot = RobotCitizen(script, kiosk.controller, window, hand=hand, looked=album.take)
    robot.finished.connect(lambda _result: QTimer.singleShot(0, application.quit))
    kiosk.controller.start()
    robot.start()
    application.exec()
    result = robot.result
    if out is not None:
        keep_documents(kiosk, result, out)
        result.write(out / "result.json")
    return result


def keep_documents(kiosk: Kiosk, result: Result, out: Path) -> None:
    """Copy the sealed documents of the case beside the result."""
    if not result.case_number:
        return
    summary = kiosk.store.cases.summary(result.case_number)
    for name in summary.documents if summary is not None else ():
        stored = kiosk.store.documents.get(result.case_number, name)
        if stored is None:
            continue
        path = out / name
        path.write_bytes(stored.content)
        digest = hashlib.sha256(stored.content).hexdigest()
        result.documents.append(DocumentResult(name, path.name, digest))
