# SPDX-License-Identifier: Apache-2.0
"""A serial port made of a pseudo-terminal that can be pulled out and plugged in again."""

import os
import select
import termios
import tty
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_CHUNK_BYTES: Final = 4096

SPEEDS: Final[Mapping[int, int]] = {
    getattr(termios, f"B{baud}"): baud
    for baud in (1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200, 230_400)
}
"""Number of a speed in ``termios`` -> bits per second."""

_ISPEED, _OSPEED = 4, 5


class PtyLine:
    """The module's end of the line; the host opens ``link``, which is there while plugged in.

    One thread uses it; only ``wake`` may be called from another.
    """

    def __init__(self, link: Path) -> None:
        self.link = link
        self._module_end = -1
        self._host_end = -1
        self._wake_reader, self._wake_writer = os.pipe()
        os.set_blocking(self._wake_reader, False)

    @property
    def address(self) -> str:
        """Path of the port, the same after every replug."""
        return str(self.link)

    @property
    def is_plugged(self) -> bool:
        """Whether the port exists."""
        return self._module_end >= 0

    @property
    def speed(self) -> int | None:
        """Bits per second that the host has set; 0 for one that no module speaks."""
        return SPEEDS.get(termios.tcgetattr(self._host_end)[_OSPEED], 0)

    def plug(self, *, baud: int) -> None:
        """Make the port appear at ``link``, in place of whatever a dead simulator left."""
        if self.is_plugged:
            return
        self._module_end, self._host_end = os.openpty()
        tty.setraw(self._host_end)  # held open, so that the line stays up between two hosts
        self._set_speed(baud)
        os.set_blocking(self._module_end, False)
        if self.link.is_symlink():
            self.link.unlink()
        self.link.symlink_to(os.ttyname(self._host_end))

    def unplug(self) -> None:
        """Make the port vanish: the host's open end reports an input/output error."""
        if not self.is_plugged:
            return
        self.link.unlink(missing_ok=True)
        os.close(self._host_end)
        os.close(self._module_end)
        self._module_end = self._host_end = -1

    def close(self) -> None:
        """Unplug for good."""
        self.unplug()
        os.close(self._wake_reader)
        os.close(self._wake_writer)

    def wake(self) -> None:
        """Let a waiting ``read`` return."""
        os.write(self._wake_writer, b"w")

    def read(self, wait_s: float) -> bytes:
        """Whatever the host sent, at the latest after ``wait_s`` or a ``wake``."""
        ends = [self._wake_reader] + ([self._module_end] if self.is_plugged else [])
        ready, _, _ = select.select(ends, [], [], wait_s)
        if self._wake_reader in ready:
            os.read(self._wake_reader, _CHUNK_BYTES)
        if self._module_end not in ready:
            return b""
        return os.read(self._module_end, _CHUNK_BYTES)

    def _set_speed(self, baud: int) -> None:
        """Begin at ``baud``, where that is a speed that a tty knows."""
        numbers = {known: number for number, known in SPEEDS.items()}
        attributes = termios.tcgetattr(self._host_end)
        number = numbers.get(baud, attributes[_OSPEED])
        attributes[_ISPEED] = attributes[_OSPEED] = number
        termios.tcsetattr(self._host_end, termios.TCSANOW, attributes)

    def write(self, octets: bytes) -> None:
        """Send ``octets``; what a host does not fetch in time is lost, as on a real line."""
        try:
            os.write(self._module_end, octets)
        except BlockingIOError:
            return
