# SPDX-License-Identifier: Apache-2.0
"""Frames of the identity card reader's security module (SAM-V), from bytes to answers and back.

    request   AA AA AA 96 69 | LenH LenL | CMD PARA    | data | CHK
    answer    AA AA AA 96 69 | LenH LenL | SW1 SW2 SW3 | data | CHK

The length is big-endian and counts what follows it, CHK included; CHK is the XOR of everything
from LenH on. There is no sequence number, and the preamble may occur inside data: frames are
told apart by length, and the preamble is searched for only where no frame stands.

Source: GA 467-2013 as restated by vendors' protocol sheets (公安部身份证阅读器模块SAM通讯协议).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, IntEnum
from functools import reduce
from operator import xor
from typing import Final

PREAMBLE: Final = bytes.fromhex("AA AA AA 96 69")
SHORTEST_ANSWER: Final = 4
"""Value of the length field of an answer without data: three status bytes and CHK."""
LONGEST_ANSWER: Final = 2560
"""More than any answer has (0x090A, base files with two fingerprints)."""

_HEADER_BYTES: Final = len(PREAMBLE) + 2
_LENGTH_BYTES: Final = 4
_GIVING_UP: Final = PREAMBLE + bytes.fromhex("00 05 05 05 05")
"""What some modules send when they gave up: no valid frame, to be passed over."""


class Status(IntEnum):
    """Meaning of SW3, the only status byte that decides; SW1 and SW2 are the card's own."""

    BAD_CHECKSUM = 0x10
    BAD_LENGTH = 0x11
    WRONG_ORDER = 0x21
    NOT_PERMITTED = 0x23
    UNRECOGNISED_ERROR = 0x24
    CARD_DENIES_SAM = 0x31
    SAM_DENIES_CARD = 0x32
    SIGNATURE_WRONG = 0x33
    UNKNOWN_CARD_TYPE = 0x40
    READ_FAILED = 0x41
    RANDOM_FAILED = 0x47
    SELF_TEST_FAILED = 0x60
    NOT_AUTHORISED = 0x66
    NO_CARD = 0x80
    SELECT_FAILED = 0x81
    OK = 0x90
    NOT_ON_CARD = 0x91
    CARD_FOUND = 0x9F


@dataclass(frozen=True)
class Response:
    """One answer of the module; its repr shows status and length, never the data."""

    sw1: int
    sw2: int
    sw3: int
    data: bytes = b""

    def __repr__(self) -> str:
        words = f"{self.sw1:02X} {self.sw2:02X} {self.sw3:02X}"
        return f"Response({words}, {len(self.data)} bytes)"


class Damage(Enum):
    """Why bytes on the line formed no answer."""

    CHECKSUM = "wrong checksum"
    LENGTH = "impossible length"
    NOISE = "bytes outside a frame"
    GAVE_UP = "a module's own sign that it gave up"


class FrameDamagedError(ValueError):
    """Bytes that are no single, whole answer.

    Attributes:
        damage: what is wrong with them.

    """

    def __init__(self, damage: Damage) -> None:
        super().__init__(damage.value)
        self.damage = damage


class Command(Enum):
    """Commands sent to the module; the fingerprint (30 10) is not among them, on purpose.

    The value is CMD, PARA, the SW3 of success, and how many bytes of data come with it: at
    least, and at most. The bounds are as wide as telling the commands apart allows.
    """

    RESET = (0x10, 0xFF, Status.OK, 0, 0)
    STATUS = (0x11, 0xFF, Status.OK, 0, 0)
    SAM_ID = (0x12, 0xFF, Status.OK, 16, 16)
    FIND = (0x20, 0x01, Status.CARD_FOUND, 0, 64)
    SELECT = (0x20, 0x02, Status.OK, 1, 15)
    READ_BASE = (0x30, 0x01, Status.OK, 281, 2308)
    READ_ADDED_ADDRESS = (0x30, 0x03, Status.OK, 70, 280)
    READ_MANAGEMENT_NUMBER = (0x30, 0x05, Status.OK, 28, 28)
    SET_BAUD_115200 = (0x60, 0x00, Status.OK, 0, 0)
    SET_BAUD_57600 = (0x60, 0x01, Status.OK, 0, 0)
    SET_BAUD_38400 = (0x60, 0x02, Status.OK, 0, 0)
    SET_BAUD_19200 = (0x60, 0x03, Status.OK, 0, 0)
    SET_BAUD_9600 = (0x60, 0x04, Status.OK, 0, 0)
    SET_MAX_RF_FRAME = (0x61, 0xFF, Status.OK, 0, 0)

    def is_answered_by(self, response: Response) -> bool:
        """Whether ``response`` can belong to this command and not to an earlier one.

        Frames carry no sequence number: a late answer is known only by not fitting. An error
        without data fits every command that could meet it.

        >>> Command.SELECT.is_answered_by(Response(0, 0, 0x9F, bytes(4)))
        False
        """
        _, _, success, fewest, most = self.value
        match response.sw3:
            case Status.OK | Status.CARD_FOUND:
                return response.sw3 == success and fewest <= len(response.data) <= most
            case Status.NO_CARD:
                return self is Command.FIND
            case Status.NOT_ON_CARD:
                return self is Command.READ_ADDED_ADDRESS
            case _:
                return True


SPEED_COMMANDS: Final[Mapping[int, Command]] = {
    115_200: Command.SET_BAUD_115200,
    57_600: Command.SET_BAUD_57600,
    38_400: Command.SET_BAUD_38400,
    19_200: Command.SET_BAUD_19200,
    9_600: Command.SET_BAUD_9600,
}
"""Every speed in bits per second that a module speaks, and what sets it."""

RF_FRAME_SIZES: Final = range(0x18, 0x59)
"""What ``SET_MAX_RF_FRAME`` takes as its one byte of data; makers use 0x50 or 0x58."""


class FrameParser:
    """Cuts a stream into answers, whatever pieces it arrives in."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    @property
    def is_inside_frame(self) -> bool:
        """Whether the beginning of an answer has come and its end has not."""
        return self._buffer.startswith(PREAMBLE)

    def feed(self, chunk: bytes) -> list[Response | Damage]:
        """Take the next bytes; return what they complete, in order.

        After a wrong checksum the search goes on behind that preamble, since the length may
        have been what was damaged and a good answer may stand inside the span.

        >>> FrameParser().feed(bytes.fromhex("00 AA AA AA 96 69 00 04 00 00 80 84"))
        [<Damage.NOISE: 'bytes outside a frame'>, Response(00 00 80, 0 bytes)]
        """
        self._buffer += chunk
        found: list[Response | Damage] = []
        while (item := self._next()) is not None:
            found.append(item)
        return found

    def reset(self) -> None:
        """Forget what has come so far."""
        self._buffer.clear()

    def _next(self) -> Response | Damage | None:
        if self._skip_to_preamble():
            return Damage.NOISE
        if len(self._buffer) < _HEADER_BYTES:
            return None
        if self._buffer.startswith(_GIVING_UP):
            del self._buffer[: len(_GIVING_UP)]
            return Damage.GAVE_UP
        length = int.from_bytes(self._buffer[len(PREAMBLE) : _HEADER_BYTES], "big")
        if not SHORTEST_ANSWER <= length <= LONGEST_ANSWER:
            del self._buffer[: len(PREAMBLE)]
            return Damage.LENGTH
        end = _HEADER_BYTES + length
        if len(self._buffer) < end:
            return None
        frame = bytes(self._buffer[:end])
        try:
            response = decode_response(frame)
        except FrameDamagedError as error:
            del self._buffer[: len(PREAMBLE)]
            return error.damage
        del self._buffer[:end]
        return response

    def _skip_to_preamble(self) -> bool:
        """Drop what cannot begin a frame; say whether that was anything."""
        start = self._buffer.find(PREAMBLE)
        if start < 0:
            start = len(self._buffer) - _partial_preamble_bytes(self._buffer)
        del self._buffer[:start]
        return start > 0


def encode_request(command: Command, data: bytes = b"") -> bytes:
    """Build one request frame.

    >>> encode_request(Command.FIND).hex(" ")
    'aa aa aa 96 69 00 03 20 01 22'
    """
    code, parameter = command.value[:2]
    body = bytes((code, parameter)) + data
    counted = (len(body) + 1).to_bytes(2, "big") + body
    return PREAMBLE + counted + bytes((_checksum(counted),))


def decode_response(frame: bytes) -> Response:
    """Decode exactly one answer frame.

    Raises:
        FrameDamagedError: no preamble, a length that does not fit, or a wrong checksum.

    >>> decode_response(bytes.fromhex("AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97"))
    Response(00 00 9F, 4 bytes)
    """
    if not frame.startswith(PREAMBLE):
        raise FrameDamagedError(Damage.NOISE)
    counted = frame[len(PREAMBLE) :]
    length = int.from_bytes(counted[:2], "big")
    if length < SHORTEST_ANSWER or length != len(counted) - 2:
        raise FrameDamagedError(Damage.LENGTH)
    if _checksum(counted):
        raise FrameDamagedError(Damage.CHECKSUM)
    return Response(counted[2], counted[3], counted[4], counted[5:-1])


def split_base_files(data: bytes) -> tuple[bytes, bytes]:
    """Cut the answer to ``READ_BASE`` into the text block and the photo.

    Args:
        data: big-endian length of the text, of the photo, then both.

    Raises:
        FrameDamagedError: the two lengths do not add up to what came.

    """
    text_bytes = int.from_bytes(data[:2], "big")
    photo_bytes = int.from_bytes(data[2:4], "big")
    files = data[_LENGTH_BYTES:]
    if len(data) < _LENGTH_BYTES or len(files) != text_bytes + photo_bytes:
        raise FrameDamagedError(Damage.LENGTH)
    return files[:text_bytes], files[text_bytes:]


def decode_sam_id(data: bytes) -> str:
    """Printed form of the module's number (SAM 模块号), by which a reader is registered.

    >>> decode_sam_id(bytes.fromhex("0500 0300 29023301 40E20100 B168DE3A"))
    '05.03-20120105-0000123456-0987654321'
    """
    maker, model = (int.from_bytes(data[at : at + 2], "little") for at in (0, 2))
    day, serial, random = (int.from_bytes(data[at : at + 4], "little") for at in (4, 8, 12))
    return f"{maker:02d}.{model:02d}-{day:08d}-{serial:010d}-{random:010d}"


def _checksum(counted: bytes) -> int:
    return reduce(xor, counted, 0)


def _partial_preamble_bytes(buffer: bytes | bytearray) -> int:
    """Length of the longest beginning of a preamble that ends ``buffer``."""
    return next(
        size
        for size in range(min(len(PREAMBLE) - 1, len(buffer)), -1, -1)
        if buffer.endswith(PREAMBLE[:size])
    )
