# SPDX-License-Identifier: Apache-2.0
"""A whole kiosk in a process of its own that is told to close while its disk hangs.

``python -m tests.support.closing_visit HOME READER PRINTER DISK`` plays the shipped visit; at
the last look it stops the process DISK that is its disk, and once it has handed the application
in it sends itself the signal by which a service manager closes it.
"""

import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QTimer

from config.loader import load_settings
from kiosk.app import build_kiosk
from kiosk.clock import SystemClock
from kiosk.loop import exec_kiosk
from kiosk.robot.citizen import RobotCitizen
from kiosk.screens.window import make_application, open_window
from kiosk.session.session import Session
from kiosk.session.states import State
from tests.support.doomed_visit import DistantHand
from tests.support.whole import QUICK_GLASS, script


def main(home: str, reader: str, printer: str, disk: str) -> int:
    """Play, and close as ``kiosk run`` does."""
    application = make_application()
    settings = load_settings(Path(home) / "kiosk.toml", {}).settings
    kiosk = build_kiosk(settings, clock=SystemClock())
    window = open_window(kiosk.controller.model, kiosk.controller.sheet, QUICK_GLASS)

    def look(session: Session, _event: object) -> None:
        if session.state is State.REVIEW:
            os.kill(int(disk), signal.SIGSTOP)
        if session.state is State.ISSUING:
            os.kill(os.getpid(), signal.SIGTERM)

    kiosk.controller.stepped.connect(look)
    hand = DistantHand(reader, printer)
    robot = RobotCitizen(script(), kiosk.controller, window, hand=hand, settle_s=0.02)
    QTimer.singleShot(0, robot.start)
    return exec_kiosk(application, kiosk, window)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
