# SPDX-License-Identifier: Apache-2.0
"""What a serial port hears of bytes that were sent at another speed than its own.

A pseudo-terminal carries bytes whole, whatever speeds its two ends are set to; a real line
carries levels. Here bytes become levels of 8N1 at the sender's speed and are sampled in the
middle of each bit at the listener's, beginning at every falling edge.
"""

from typing import Final

_DATA_BITS: Final = 8
_FRAME_BITS: Final = 10  # start, eight, stop
_IDLE_TAIL_BITS: Final = 12


def as_heard(octets: bytes, *, sent_baud: int, heard_baud: int) -> bytes:
    """Return the bytes that come out at the other end.

    A byte whose stop bit is not there comes out as zero, as a tty reports it.

    >>> as_heard(b"find", sent_baud=9600, heard_baud=9600)
    b'find'
    >>> as_heard(b"find", sent_baud=9600, heard_baud=19200) == b"find"
    False
    """
    levels = _levels(octets)
    heard = bytearray()
    bit_s = sent_baud / heard_baud  # one bit of the listener, in bits of the sender
    at = 0.0
    while (start := _next_start(levels, at)) is not None:
        bits = [_level(levels, start + bit_s * (n + 1.5)) for n in range(_DATA_BITS)]
        has_stop = _level(levels, start + bit_s * (_FRAME_BITS - 0.5))
        value = sum(bit << place for place, bit in enumerate(bits))
        heard.append(value if has_stop else 0)
        at = start + bit_s * (_FRAME_BITS - 0.5)
    return bytes(heard)


def _levels(octets: bytes) -> list[int]:
    """One level for each bit of the sender: start 0, data from the lowest bit, stop 1."""
    levels = []
    for octet in octets:
        levels += [0, *((octet >> place) & 1 for place in range(_DATA_BITS)), 1]
    return levels + [1] * _IDLE_TAIL_BITS


def _level(levels: list[int], at: float) -> int:
    return levels[int(at)] if int(at) < len(levels) else 1


def _next_start(levels: list[int], at: float) -> float | None:
    """Where the line next goes from 1 to 0 after ``at``; also at the very beginning."""
    place = int(at)
    if at == 0.0 and levels[0] == 0:
        return 0.0
    for later in range(place + 1, len(levels)):
        if levels[later] == 0 and levels[later - 1] == 1:
            return float(later)
    return None
