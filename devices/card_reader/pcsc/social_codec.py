# SPDX-License-Identifier: Apache-2.0
"""Records of a social-security card (社会保障卡), from bytes to texts. Pure.

    record    id (1) | length (1) | value
    an        characters, left aligned, filled with 00 (also FF or spaces)
    cn        two digits a byte, left aligned, filled with F

Source: 人社信息函[2012]37号, LD/T 32-2015.
"""

from dataclasses import dataclass
from typing import Final

_FILLERS: Final = b"\0\xff "
_LONGEST_VALUE: Final = 0x7F


class RecordError(ValueError):
    """A record is not laid out as it should be; the message holds no personal data."""


@dataclass(frozen=True, repr=False)
class Record:
    """One record: the id of its field, and its value as it stands."""

    field: int
    value: bytes


def parse_record(octets: bytes) -> Record:
    """Take a record apart; what follows it must be filler.

    Raises:
        RecordError: too short, or its length says something else.

    >>> parse_record(bytes.fromhex("03 04 32 2E 30 30 FF")).value
    b'2.00'
    """
    if len(octets) < len(b"TL"):
        message = "a record has an id and a length"
        raise RecordError(message)
    field, length = octets[0], octets[1]
    value, rest = octets[2 : 2 + length], octets[2 + length :]
    if length > _LONGEST_VALUE or len(value) < length:
        message = f"record {field:02X} says {length} bytes and has {len(octets) - 2}"
        raise RecordError(message)
    if rest.strip(_FILLERS):
        message = f"record {field:02X} is followed by {len(rest)} bytes that are no filler"
        raise RecordError(message)
    return Record(field, value)


def decode_digits(value: bytes) -> str:
    """Read a value of form cn.

    Raises:
        RecordError: something other than digits, or digits behind the filler.

    >>> decode_digits(bytes.fromhex("43 99 0F"))
    '43990'
    """
    digits = value.hex().rstrip("f")
    if digits.isdecimal() or not digits:
        return digits
    message = "a value of digits has something else in it"
    raise RecordError(message)


def decode_text(value: bytes) -> str:
    """Read a value of form an that holds plain letters and digits.

    Raises:
        RecordError: something else than printable ASCII.

    """
    text = strip_filler(value).decode("ascii", "replace")
    if text.isprintable() and text.isascii():
        return text
    message = "a value of letters and digits has something else in it"
    raise RecordError(message)


def decode_chinese(value: bytes) -> str:
    """Read a value of form an in GB 18030; U+FFFD where bytes form no character.

    This is the only place where a name passes through GB 18030, because the card stores it so.
    The codec makes private-use points of some standard characters: standardise them after.

    >>> decode_chinese(bytes.fromhex("B3 C2 C7 EF C3 C0 00 00"))
    '陈秋美'
    """
    return strip_filler(value).decode("gb18030", "replace")


def strip_filler(value: bytes) -> bytes:
    """Take filler off the end; no character of GB 18030 ends in one of these bytes."""
    return value.rstrip(_FILLERS)
