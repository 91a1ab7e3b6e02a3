# SPDX-License-Identifier: Apache-2.0
"""Troubles of the simulated module and its line, each for a number of answers."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from devices.simulation.sam_wire import GAVE_UP_FRAME, HEAD

GARBAGE: Final = bytes.fromhex("00 FF AA AA 96 69 00 AA AA")
"""Noise that ends like the beginning of an answer."""


class Trouble(StrEnum):
    """What happens to an answer, by the name that ``fault kind=…`` takes."""

    SILENCE = "silence"
    HALF_FRAME = "half_frame"
    BAD_CHECKSUM = "bad_checksum"
    WRONG_LENGTH = "wrong_length"
    GARBAGE_PREFIX = "garbage_prefix"
    DOUBLED_BYTE = "doubled_byte"
    DUPLICATE = "duplicate"
    LATE = "late"
    GAVE_UP = "gave_up"
    STATUS = "sw3"
    UNPLUG = "unplug"


@dataclass
class Fault:
    """A trouble for the next ``left`` answers.

    Attributes:
        on: four hexadecimal digits of the request that it befalls; empty for all.
        sw3: status to answer, for ``STATUS`` alone.

    """

    trouble: Trouble
    left: int = 1
    on: str = ""
    sw3: int = 0

    def befalls(self, request_digits: str) -> bool:
        """Whether the answer to this request is spoilt."""
        return self.left > 0 and self.on in {"", request_digits}


def spoilt(frame: bytes, trouble: Trouble | None) -> bytes:
    """Return what of ``frame`` goes over the line under ``trouble``."""
    match trouble:
        case Trouble.HALF_FRAME | Trouble.UNPLUG:
            return frame[: len(frame) // 2]
        case Trouble.BAD_CHECKSUM:
            return frame[:-1] + bytes([frame[-1] ^ 0xFF])
        case Trouble.WRONG_LENGTH:
            return _with_another_length(frame)
        case Trouble.SILENCE | Trouble.LATE | Trouble.STATUS | None:
            return frame
        case _:
            return _with_noise(frame, trouble)


def _with_noise(frame: bytes, trouble: Trouble) -> bytes:
    noisy = {
        Trouble.GARBAGE_PREFIX: GARBAGE + frame,
        Trouble.DOUBLED_BYTE: frame[:1] + b"\0" + frame[1:],
        Trouble.DUPLICATE: frame * 2,
        Trouble.GAVE_UP: GAVE_UP_FRAME,
    }
    return noisy[trouble]


def _with_another_length(frame: bytes) -> bytes:
    """Let the frame claim one byte more or less than it has; its check byte fits the claim."""
    claimed = bytearray(frame)
    claimed[len(HEAD) + 1] ^= 1
    claimed[-1] ^= 1
    return bytes(claimed)
