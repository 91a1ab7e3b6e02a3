# SPDX-License-Identifier: Apache-2.0
"""Plays visit after visit on one running kiosk, until the plan is over."""

import resource
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtQuick import QQuickView

from config.loader import LoadedSettings
from kiosk.app import Kiosk, build_kiosk
from kiosk.clock import SystemClock
from kiosk.loop import Signals
from kiosk.robot.citizen import RobotCitizen
from kiosk.robot.citizens_hand import CitizensHand
from kiosk.robot.result import Result
from kiosk.robot.script import Script
from kiosk.screens.window import ScreenSettings, end_window, make_application, open_window
from kiosk.session.states import State
from kiosk.technician.soak_book import Plan, SoakVisit

LOOK_MS: Final = 100
CLOSED_S: Final = 120.0
"""A kiosk that is not open for so long is a failed visit: nobody could have come."""
HAND_S: Final = 30.0
"""Longest time for the hand to do one thing."""


class HandProgram:
    """A program that does what the robot cannot: ``PROGRAM lay_card``, ``take_paper``.

    Such as a servo with a card, or ``kiosk simulate ctl``. What it prints for ``phone_code`` is
    the code. What it does not do shows as a visit that fails.
    """

    def __init__(self, program: Path) -> None:
        self._program = program

    def _do(self, verb: str) -> str:
        command = [str(self._program), verb]
        try:
            done = subprocess.run(  # noqa: S603 - whoever runs the test names it
                command, capture_output=True, text=True, timeout=HAND_S, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return ""
        return done.stdout.strip()

    def lay_card(self) -> None:
        """Put the card on the reader."""
        self._do("lay_card")

    def show_code(self) -> None:
        """Hold the identity code to the scanner."""
        self._do("show_code")

    def show_licence(self, code: str) -> None:  # noqa: ARG002  # the program has its own
        """Hold a licence to the scanner."""
        self._do("show_licence")

    def insert_social_card(self) -> None:
        """Put the social-security card into the slot."""
        self._do("insert_social_card")

    def phone_code(self) -> str:
        """Say the code that the telephone got last."""
        return self._do("phone_code")

    def lift_card(self) -> None:
        """Take the card back."""
        self._do("lift_card")

    def take_paper(self) -> None:
        """Take the papers."""
        self._do("take_paper")


class Soak(QObject):
    """Plays the scripts in turn; ``over`` when the plan is.

    Args:
        book: visits of earlier runs; this run's are added to it.
        keep: is given each visit as it ends.

    """

    over = Signal()

    def __init__(  # noqa: PLR0913 - what is played, where, by whose hand, and who keeps it
        self,
        plan: Plan,
        scripts: Sequence[tuple[str, Script]],
        kiosk: Kiosk,
        window: QQuickView,
        *,
        hand: CitizensHand,
        book: list[SoakVisit],
        keep: Callable[[SoakVisit], None],
    ) -> None:
        super().__init__()
        self._plan, self._scripts, self._book, self._keep = plan, scripts, book, keep
        self._kiosk, self._window, self._hand = kiosk, window, hand
        self._robot: RobotCitizen | None = None
        self._before_s = book[-1].elapsed_s if book else 0.0
        self._began_s = self._visit_s = time.monotonic()
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._next)

    @property
    def elapsed_s(self) -> float:
        """Of the whole test until now, over all runs."""
        return self._before_s + time.monotonic() - self._began_s

    def start(self) -> None:
        """Begin, or go on."""
        self._visit_s = time.monotonic()
        self._look.start()

    def _next(self) -> None:
        """Begin a visit as soon as the kiosk rests; a closed one is waited for, with an end."""
        if self._plan.is_over(self._book, self.elapsed_s):
            self._look.stop()
            self.over.emit()
        elif self._kiosk.controller.session.state is State.ATTRACT:
            self._look.stop()
            self._visit_s = time.monotonic()
            name, script = self._scripts[len(self._book) % len(self._scripts)]
            self._robot = RobotCitizen(
                script, self._kiosk.controller, self._window, hand=self._hand
            )
            self._robot.finished.connect(lambda result: self._ended(name, script, result))
            self._robot.start()
        elif time.monotonic() - self._visit_s > CLOSED_S:
            name, script = self._scripts[len(self._book) % len(self._scripts)]
            code = self._kiosk.controller.session.machine.fault_code
            reason = f"not open for {CLOSED_S:g} s"
            self._ended(name, script, Result(stop_reason=reason, faults=[code] if code else []))

    def _ended(self, name: str, script: Script, result: Result) -> None:
        visit = SoakVisit(
            number=len(self._book) + 1,
            at=SystemClock().now().isoformat(timespec="seconds"),
            script=name,
            outcome=result.outcome,
            expected=script.outcome,
            seconds=round(time.monotonic() - self._visit_s, 3),
            elapsed_s=round(self.elapsed_s, 3),
            memory_kib=_memory_kib(),
            stop_reason=result.stop_reason,
            faults=tuple(result.faults),
        )
        self._book.append(visit)
        self._keep(visit)
        self._hand.lift_card()
        if self._robot is not None:
            self._robot.deleteLater()
            self._robot = None
        self._visit_s = time.monotonic()
        self._look.start()


def play_all(  # noqa: PLR0913 - as for ``Soak``
    loaded: LoadedSettings,
    plan: Plan,
    scripts: Sequence[tuple[str, Script]],
    *,
    hand: CitizensHand,
    book: list[SoakVisit],
    keep: Callable[[SoakVisit], None],
) -> None:
    """Build the configured kiosk and play on it until the plan is over, or a signal comes."""
    application = make_application()
    screen = loaded.settings.screen
    kiosk = build_kiosk(loaded.settings, clock=SystemClock(), checksum=loaded.checksum)
    size = ScreenSettings(
        width_mm=screen.width_mm, height_mm=screen.height_mm, full_screen=False
    )
    window = open_window(kiosk.controller.model, kiosk.controller.sheet, size)
    soak = Soak(plan, scripts, kiosk, window, hand=hand, book=book, keep=keep)
    soak.over.connect(application.quit)
    try:
        with Signals(application):
            kiosk.controller.start()
            soak.start()
            application.exec()
    finally:
        end_window(window)
        kiosk.close()


def _memory_kib() -> int:
    """Resident memory of this process now."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() // 1024
