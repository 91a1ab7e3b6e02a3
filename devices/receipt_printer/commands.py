# SPDX-License-Identifier: Apache-2.0
"""What is sent to a receipt printer, as bytes; pure.

Source: Epson ESC/POS command reference (ESC @, GS a, GS v 0, GS V, GS r, GS ( H function 48,
DLE EOT, DLE DC4 function 8). A slip is one picture: no code page, no font of the device.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

INITIALISE: Final = b"\x1b@"
REPORT_CHANGES: Final = b"\x1da\x0e"
"""From now on tell by yourself: offline, errors, roll paper (automatic status back)."""

FEED_AND_CUT: Final = b"\x1dVB\x00"
"""Feed to the cutter, then cut but for one point, so that the slip does not fall."""

ASK_IN_ORDER: Final = b"\x1dr\x01"
"""Paper sensors, answered when everything before it has been processed."""

CLEAR_BUFFERS: Final = bytes.fromhex("10 14 08 01 03 14 01 06 02 08")
"""Throw away, at once, what is received and not printed."""

BAND_ROWS: Final = 128
_DLE: Final = 0x10
_REAL_TIME: Final = frozenset({0x04, 0x05, 0x14})
_TOKEN_BYTES: Final = 4
_PRINTABLE: Final = range(0x20, 0x7F)


@dataclass(frozen=True)
class Bitmap:
    """A slip as dots.

    Attributes:
        width_dots: dots in a row, a multiple of eight.
        dots: rows from the top, eight dots a byte, the highest bit left, 1 is black.

    Raises:
        ValueError: there is no row, or a part of one.

    """

    width_dots: int
    dots: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if self.width_dots < 1 or self.width_dots % 8:
            raise ValueError(f"{self.width_dots} dots are not a row of whole bytes")
        if not self.dots or len(self.dots) % self.row_bytes:
            raise ValueError(f"{len(self.dots)} bytes are not whole rows")

    @property
    def row_bytes(self) -> int:
        """Bytes in a row."""
        return self.width_dots // 8

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.dots) // self.row_bytes


def ask_now(kind: int) -> bytes:
    """Ask for one of the four real-time statuses (DLE EOT), answered even when it is offline.

    Raises:
        ValueError: ``kind`` is not 1 (printer), 2 (offline), 3 (error) or 4 (roll paper).

    """
    if kind not in range(1, 5):
        raise ValueError(f"there is no status {kind}")
    return bytes((_DLE, 0x04, kind))


def tell_when_printed(token: bytes) -> bytes:
    """Ask for ``token`` back once everything before it is on paper (process ID response).

    Raises:
        ValueError: a token is four printable ASCII characters.

    """
    if len(token) != _TOKEN_BYTES or any(octet not in _PRINTABLE for octet in token):
        raise ValueError("a token is four printable characters")
    return b"\x1d(H\x06\x0000" + token


def raster(picture: Bitmap) -> Iterator[bytes]:
    """Write a picture as bands of at most ``BAND_ROWS`` rows (GS v 0, one dot for one dot)."""
    size = picture.row_bytes * BAND_ROWS
    for start in range(0, len(picture.dots), size):
        band = picture.dots[start : start + size]
        rows = len(band) // picture.row_bytes
        lengths = picture.row_bytes.to_bytes(2, "little") + rows.to_bytes(2, "little")
        yield b"\x1dv0\x00" + lengths + without_commands(band)


def without_commands(dots: bytes) -> bytes:
    """Take one dot away wherever the dots would read as a real-time command.

    Printers look for DLE EOT, DLE ENQ and DLE DC4 in everything that arrives, pictures too.

    >>> without_commands(bytes.fromhex("ff 10 04 01 10")).hex(" ")
    'ff 00 04 01 10'
    """
    pairs = zip(dots, (*dots[1:], 0), strict=True)
    return bytes(
        0 if octet == _DLE and following in _REAL_TIME else octet for octet, following in pairs
    )
