# SPDX-License-Identifier: Apache-2.0
"""The module's end of the SAM-V wire: takes requests apart, puts answers together.

Written apart from the driver's codec on purpose: an error in one of the two shows as a
disagreement. Both are held to the same published frames.
"""

import struct
from dataclasses import dataclass
from typing import Final

HEAD: Final = b"\xaa\xaa\xaa\x96\x69"
LENGTH: Final = struct.Struct(">H")
GAVE_UP_FRAME: Final = HEAD + b"\x00\x05\x05\x05\x05"
"""What some modules send instead of an answer; its check byte does not fit."""

BAD_CHECKSUM: Final = 0x10
BAD_LENGTH: Final = 0x11
LENGTHS: Final = range(3, 17)
"""Of a request: CMD, PARA and CHK at least."""


@dataclass(frozen=True)
class Request:
    """One request: CMD and PARA as one number (find is 0x2001), and what follows them."""

    words: int
    parameters: bytes = b""

    @property
    def wire_bytes(self) -> int:
        """How many bytes it took on the wire: head, length, CMD, PARA and CHK at least."""
        return len(HEAD) + LENGTH.size + 3 + len(self.parameters)


class RequestReader:
    """Gathers the bytes that the host sends until they make requests."""

    def __init__(self) -> None:
        self._held = b""

    @property
    def is_waiting_for_rest(self) -> bool:
        """Whether a request has begun and not ended."""
        return bool(self._held)

    def give_up(self) -> None:
        """Forget a request whose rest did not come."""
        self._held = b""

    def take(self, octets: bytes) -> list[Request | int]:
        """Return requests in order, and for a damaged one the SW3 to answer it with."""
        self._held += octets
        found: list[Request | int] = []
        while True:
            _, head, rest = self._held.partition(HEAD)
            if not head:
                self._held = _possible_beginning(self._held)
                return found
            if len(rest) < LENGTH.size:
                self._held = head + rest
                return found
            (length,) = LENGTH.unpack_from(rest)
            if length not in LENGTHS:
                found.append(BAD_LENGTH)
                self._held = rest[LENGTH.size :]
            elif len(rest) < LENGTH.size + length:
                self._held = head + rest
                return found
            else:
                found.append(_request_in(rest[: LENGTH.size + length]))
                self._held = rest[LENGTH.size + length :]


def answer_frame(sw3: int, payload: bytes = b"", *, card_status: int = 0) -> bytes:
    """Put one answer together.

    >>> answer_frame(0x41, card_status=0x6985).hex(" ")
    'aa aa aa 96 69 00 04 69 85 41 a9'
    """
    counted = struct.pack(">HHB", 4 + len(payload), card_status, sw3) + payload
    return HEAD + counted + bytes([_xor(counted)])


def _request_in(counted: bytes) -> Request | int:
    if _xor(counted) != 0:
        return BAD_CHECKSUM
    return Request(struct.unpack_from(">H", counted, 2)[0], counted[4:-1])


def _xor(octets: bytes) -> int:
    check = 0
    for octet in octets:
        check ^= octet
    return check


def _possible_beginning(octets: bytes) -> bytes:
    """Keep what at the end of ``octets`` could become a head."""
    for size in range(len(HEAD) - 1, 0, -1):
        if octets[-size:] == HEAD[:size]:
            return HEAD[:size]
    return b""
