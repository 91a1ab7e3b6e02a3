# SPDX-License-Identifier: Apache-2.0
"""Somebody of the staff at a whole kiosk, by touch alone; counts touches and seconds."""

import sys
from dataclasses import dataclass, field
from time import monotonic

from kiosk.session.states import State
from tests.support.whole import WholeKiosk

WANG, ZHAO, LIU, SUN = "1024", "2048", "3072", "4096"
PINS = {WANG: "135790", ZHAO: "246802", LIU: "975310", SUN: "864209"}


@dataclass
class Clerk:
    """Somebody of the staff, by touch alone; counts touches and seconds."""

    whole: WholeKiosk
    taps: int = 0
    began: float = field(default_factory=monotonic)

    def tap(self, *names: str) -> None:
        for name in names:
            if name.startswith("option-"):
                self._turns_to(name)
            self.whole.tap(name)
            self.taps += 1

    def _turns_to(self, name: str) -> None:
        """Touch "more" where a low glass shows the rest of a list on another page."""
        hands = self.whole.hands
        self.whole.wait(lambda: bool(hands.find(name) or hands.find("more")), why=name)
        if hands.find(name) is None:
            self.whole.tap("more")
            self.taps += 1

    def types(self, digits: str) -> None:
        self.tap(*(f"key-{digit}" for digit in digits))

    def names(self, number: str, pin: str = "") -> None:
        """Enter number and PIN on the pad."""
        self.types(number)
        self.tap("forward")
        self.types(pin or PINS[number])
        self.tap("forward")

    def enters(self, number: str) -> None:
        """From the resting glass to the home page."""
        self.tap(*["machine"] * 5)
        self.whole.wait_for(State.STAFF_PIN)
        self.names(number)
        self.whole.wait_for(State.STAFF)
        self.whole.wait(lambda: not self.whole.session.staff.is_probing, why="the test")

    def told(self) -> str:
        """What came of the last act, as soon as it is told."""
        self.whole.wait(lambda: bool(self.whole.session.staff.told), why="the outcome")
        return self.whole.session.staff.told

    def tells(self, journey: str) -> None:
        """Print what the journey cost; the robot does not hurry."""
        took_s = monotonic() - self.began
        sys.stdout.write(f"\n{journey}: {self.taps} touches, {took_s:.1f} s\n")

    def leaves(self) -> None:
        self.tap("forward", "back")
        self.whole.wait_for(State.ATTRACT, State.OUT_OF_SERVICE)
