# SPDX-License-Identifier: Apache-2.0
"""Head, roll and cutter of a simulated receipt printer: reads ESC/POS and keeps the slips.

It knows the bytes by the command reference and nothing of who sends them. What it does not know
it prints as characters, as a real one does: ``strays`` counts them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from PIL import Image

PAPER_DOTS: Final = 576
"""72 mm of an 80 mm roll at 8 dots a millimetre."""

_FEED_TO_CUTTER_ROWS: Final = 96
_LINE_ROWS: Final = 30
_LF: Final = 0x0A
_BEGINNINGS: Final = frozenset({b"\x1b", b"\x1d", b"\x10"})
_PICTURE_HEADER: Final = 8
_FUNCTION_HEADER: Final = 5
_FEEDING_CUTS: Final = frozenset({65, 66})
_LENGTHS: Final = {
    b"\x1b@": 2,  # initialise
    b"\x1da": 3,  # report changes
    b"\x1dr": 3,  # tell sensors, in its turn
    b"\x1dv": _PICTURE_HEADER,
    b"\x1dV": 4,  # feed and cut
    b"\x1d(": _FUNCTION_HEADER,
    b"\x10\x04": 3,  # real-time questions were answered when they came
    b"\x10\x05": 3,
    b"\x10\x14": 10,
}
"""Commands by their first two bytes, and how many bytes must be there to begin with them."""


@dataclass
class Roll:
    """The paper, and what was cut off it.

    Attributes:
        folder: where slips are kept as ``NNN.png``.
        rows: rows of 72 bytes since the last cut.
        slips: files of the slips that nobody has taken, in order.
        cuts: how often was cut.

    """

    folder: Path
    rows: list[bytes] = field(default_factory=list)
    slips: list[str] = field(default_factory=list)
    cuts: int = 0

    def cut(self) -> None:
        """Keep what is printed as a slip."""
        self.cuts += 1
        path = self.folder / f"{self.cuts:03}.png"
        dots = b"".join(self.rows)
        picture = Image.frombytes("1", (PAPER_DOTS, max(1, len(self.rows))), _white(dots))
        picture.save(path)
        self.slips.append(str(path))
        self.rows.clear()


def _white(dots: bytes) -> bytes:
    """Dots as PIL has them: 1 is white."""
    row = PAPER_DOTS // 8
    return bytes(octet ^ 0xFF for octet in dots or bytes(row))


@dataclass
class Head:
    """Takes commands out of a buffer, one at a time.

    Attributes:
        roll: where it prints.
        say: sends an answer to the host.
        knows_process_id: whether it knows GS ( H.
        reports: mask of GS a; 0 is silence.
        strays: characters that were printed for want of a command.
        jams: whether the cutter sticks at its next cut.
        is_stuck: whether it sticks now.
        sensors: answer to GS r.

    """

    roll: Roll
    say: Callable[[bytes], None]
    knows_process_id: bool = True
    reports: int = 0
    strays: int = 0
    jams: bool = False
    is_stuck: bool = False
    sensors: Callable[[], int] = lambda: 0

    def take(self, buffer: bytearray, *, rows_left: int | None) -> bool:
        """Obey the first command of ``buffer`` if all of it is there, and remove it.

        Args:
            buffer: what was received.
            rows_left: rows of paper before the end; None for enough.

        Returns:
            Whether something was done; a picture that meets the end of the paper is printed as
            far as it goes, and the rest stays.

        """
        two = bytes(buffer[:2])
        if not two or two in _BEGINNINGS:
            return False
        if two not in _LENGTHS:
            return self._stray(buffer)
        if len(buffer) < _LENGTHS[two]:
            return False
        if two == b"\x1dv":
            return self._picture(buffer, rows_left)
        return self._command(two, buffer)

    def _command(self, two: bytes, buffer: bytearray) -> bool:
        """Obey a command that is no picture."""
        if two == b"\x1dV":
            return self._cut(buffer)
        if two == b"\x1d(":
            return self._function(buffer)
        if two == b"\x1da":
            self.reports = buffer[2]
        if two == b"\x1dr":
            self.say(bytes((self.sensors(),)))
        return self._done(buffer, _LENGTHS[two])

    def _done(self, buffer: bytearray, count: int) -> bool:
        del buffer[:count]
        return True

    def _stray(self, buffer: bytearray) -> bool:
        if buffer[0] == _LF:
            self.feed(_LINE_ROWS)
        else:
            self.strays += 1
        return self._done(buffer, 1)

    def _picture(self, buffer: bytearray, rows_left: int | None) -> bool:
        """GS v 0 m xL xH yL yH, then rows; printed row by row as they come."""
        header = _PICTURE_HEADER
        width = int.from_bytes(buffer[4:6], "little")
        rows = int.from_bytes(buffer[6:8], "little")
        whole = min(rows, (len(buffer) - header) // width)
        printed = whole if rows_left is None else min(whole, rows_left)
        for row in range(printed):
            dots = bytes(buffer[header + row * width : header + (row + 1) * width])
            self.roll.rows.append(dots[: PAPER_DOTS // 8].ljust(PAPER_DOTS // 8, b"\0"))
        if printed == rows:
            return self._done(buffer, header + rows * width)
        del buffer[header : header + printed * width]
        buffer[6:8] = (rows - printed).to_bytes(2, "little")
        return printed > 0

    def _cut(self, buffer: bytearray) -> bool:
        """GS V m n with modes 65 and 66, which feed first."""
        if buffer[2] not in _FEEDING_CUTS:
            return self._stray(buffer)
        if self.jams:
            self.is_stuck = True
            return False
        self.feed(_FEED_TO_CUTTER_ROWS)
        self.roll.cut()
        return self._done(buffer, 4)

    def _function(self, buffer: bytearray) -> bool:
        """GS ( X pL pH …: whoever does not know the function skips its length."""
        length = _FUNCTION_HEADER + int.from_bytes(buffer[3:5], "little")
        if len(buffer) < length:
            return False
        if buffer[2:3] == b"H" and buffer[5:7] == b"00" and self.knows_process_id:
            self.say(b"\x37\x22" + bytes(buffer[7:11]) + b"\0")
        return self._done(buffer, length)

    def feed(self, rows: int) -> None:
        """Move the paper on."""
        self.roll.rows += [bytes(PAPER_DOTS // 8)] * rows
