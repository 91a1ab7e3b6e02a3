# SPDX-License-Identifier: Apache-2.0
"""What the simulated module asks of the line that it is plugged into."""

from typing import Protocol


class ReaderLine(Protocol):
    """The module's end of a line; one thread uses it, only ``wake`` is called from others."""

    @property
    def address(self) -> str:
        """What the host opens: the path of a port, or a URL; known once it is plugged."""
        ...

    @property
    def is_plugged(self) -> bool:
        """Whether the line exists."""
        ...

    @property
    def speed(self) -> int | None:
        """Bits per second that the host has set; None where the line has no speed."""
        ...

    def plug(self, *, baud: int) -> None:
        """Make the line appear; ``baud`` is its speed until a host sets one."""
        ...

    def unplug(self) -> None:
        """Make it vanish, also under a host that uses it."""
        ...

    def close(self) -> None:
        """Unplug for good."""
        ...

    def wake(self) -> None:
        """Let a waiting ``read`` return."""
        ...

    def read(self, wait_s: float) -> bytes:
        """Whatever the host sent, at the latest after ``wait_s`` or a ``wake``."""
        ...

    def write(self, octets: bytes) -> None:
        """Send ``octets``; what a host does not fetch in time is lost."""
        ...
