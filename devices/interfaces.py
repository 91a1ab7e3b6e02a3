# SPDX-License-Identifier: Apache-2.0
"""Capabilities that the kiosk asks of its devices, each of one to five methods.

Everything here blocks, has a deadline and a cancel event, and starts no thread.
"""

from collections.abc import Mapping
from threading import Event
from typing import Protocol

from devices.identity.record import IdentityRecord, SourceKind
from devices.states import FlashRate, LightPosition, ProbeReport


class IdentitySource(Protocol):
    """Tells who stands there, by whatever the person lays down or shows."""

    @property
    def kind(self) -> SourceKind:
        """What kind of source this is; ``kind.assurance`` says what its records are worth."""
        ...

    def read(self, *, deadline_s: float, cancelled: Event) -> IdentityRecord | None:
        """Wait for a card and read it; None when none came or the wait was cancelled.

        Raises:
            DeviceError: see ``devices.errors``; the code names the fault.

        """
        ...

    def wait_removed(self, *, deadline_s: float, cancelled: Event) -> bool:
        """Wait until the card that was read has left; False when it still lies there."""
        ...

    def probe(self) -> ProbeReport:
        """Test the reader without a card (status, SAM id); device faults are its report."""
        ...

    def close(self) -> None:
        """Give the line back; the next call opens it again."""
        ...


class GuideLights(Protocol):
    """Shows where something is to be done (指示灯)."""

    def show(self, wanted: Mapping[LightPosition, FlashRate]) -> None:
        """Show this; a light that is not named is put off.

        Raises:
            DeviceError: the first fault, after every light was tried.

        """
        ...

    def probe(self) -> ProbeReport:
        """Test every light without changing what it shows; faults are its report."""
        ...
