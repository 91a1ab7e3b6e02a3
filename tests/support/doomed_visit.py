# SPDX-License-Identifier: Apache-2.0
"""A whole kiosk in a process of its own that kills itself (-9) at one moment of a visit.

``python -m tests.support.doomed_visit MOMENT HOME READER PRINTER`` plays the shipped visit
against a world that another process has started; MOMENT is a key of ``MOMENTS``.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from config.loader import load_settings
from kiosk.app import build_kiosk
from kiosk.clock import SystemClock
from kiosk.robot.citizen import RobotCitizen
from kiosk.screens.window import make_application, open_window
from kiosk.session.events import IssueAdvanced, PaperAdvanced
from kiosk.session.session import Session
from kiosk.simulate.control import send
from tests.support.whole import QUICK_GLASS, script

MOMENTS: dict[str, Callable[[object], bool]] = {
    "committed": lambda event: isinstance(event, IssueAdvanced) and event.line == "committed",
    "sealed": lambda event: isinstance(event, IssueAdvanced) and event.line == "sealed",
    "printing": lambda event: isinstance(event, PaperAdvanced) and event.phase == "working",
}
TIMES = {"printing": 2}
"""How often it must be so: a paper works first when it is sent, then when the device has it."""


class DistantHand:
    """The citizen's hand on simulators of another process."""

    def __init__(self, reader: str, printer: str) -> None:
        self._reader = Path(reader)
        self._printer = Path(printer)

    def lay_card(self) -> None:
        send(self._reader, "lay", card="chen-qiumei")

    def show_code(self) -> None:
        raise NotImplementedError("these visits are played with a card")

    def show_licence(self, code: str) -> None:
        raise NotImplementedError(code)

    def insert_social_card(self) -> None:
        raise NotImplementedError("these visits are played with a card")

    def phone_code(self) -> str:
        return ""

    def lift_card(self) -> None:
        send(self._reader, "lift")

    def take_paper(self) -> None:
        send(self._printer, "lift")


def main(moment: str, home: str, reader: str, printer: str) -> int:
    """Play until the moment; 1 when it never came."""
    application = make_application()
    settings = load_settings(Path(home) / "kiosk.toml", {}).settings
    kiosk = build_kiosk(settings, clock=SystemClock())
    window = open_window(kiosk.controller.model, kiosk.controller.sheet, QUICK_GLASS)

    left = [None] * TIMES.get(moment, 1)

    def look(_session: Session, event: object) -> None:
        if MOMENTS[moment](event):
            left.pop()
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    kiosk.controller.stepped.connect(look)
    kiosk.controller.start()
    hand = DistantHand(reader, printer)
    robot = RobotCitizen(script(), kiosk.controller, window, hand=hand, settle_s=0.02)
    robot.finished.connect(lambda _result: application.exit(1))
    robot.start()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
