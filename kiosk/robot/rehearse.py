# SPDX-License-Identifier: Apache-2.0
"""A rehearsal on the configured devices: the card is laid by whoever stands there."""

import sys
from pathlib import Path

from config.loader import LoadedSettings
from kiosk.app import build_kiosk
from kiosk.clock import SystemClock
from kiosk.robot.script import Script
from kiosk.robot.stage import clear, play
from kiosk.screens.window import ScreenSettings, end_window, make_application, open_window


class SomebodysHand:
    """Nobody of ours: says on the console what the person at the kiosk has to do."""

    def lay_card(self) -> None:
        """Ask for the card."""
        sys.stderr.write("please lay the card on the reader\n")

    def show_code(self) -> None:
        """Ask for the code on the telephone."""
        sys.stderr.write("please hold the identity code to the scanner\n")

    def show_licence(self, code: str) -> None:  # noqa: ARG002  # a person holds a real one
        """Ask for a licence."""
        sys.stderr.write("please hold the code of a licence to the scanner\n")

    def insert_social_card(self) -> None:
        """Ask for the social-security card."""
        sys.stderr.write("please put the social-security card into the slot\n")

    def phone_code(self) -> str:
        """Ask whoever has the telephone to type its code."""
        sys.stderr.write("please type the code from the telephone\n")
        return ""

    def lift_card(self) -> None:
        """Ask to take it back."""
        sys.stderr.write("please take the card\n")

    def take_paper(self) -> None:
        """Ask to take the papers."""
        sys.stderr.write("please take the papers\n")


def rehearse(script: Script, loaded: LoadedSettings, out: Path | None) -> int:
    """Play ``script`` on the configured kiosk; 0 only if its outcome was reached."""
    make_application()
    kiosk = build_kiosk(loaded.settings, clock=SystemClock(), checksum=loaded.checksum)
    screen = loaded.settings.screen
    window = open_window(
        kiosk.controller.model,
        kiosk.controller.sheet,
        ScreenSettings(width_mm=screen.width_mm, height_mm=screen.height_mm, full_screen=False),
    )
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        clear(out)
    try:
        result = play(script, kiosk, window, hand=SomebodysHand(), out=out)
    finally:
        end_window(window)
        kiosk.close()
    sys.stdout.write(f"{result.outcome}: {result.licence_number or result.stop_reason}\n")
    return 0 if result.outcome == script.outcome else 1
