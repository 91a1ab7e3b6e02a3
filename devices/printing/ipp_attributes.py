# SPDX-License-Identifier: Apache-2.0
"""IPP attributes and their values as bytes and back, nested collections included.

Every length is bounded by the message and every nesting by ``MAX_DEPTH``; what is too short,
too long or out of place is a ``FrameError``, never an index error.

Source: RFC 8010, 3.1 (encoding), 3.5 (tags), 3.9 (values); RFC 8011, 5.1 (syntaxes).
"""

import struct
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, TypeGuard

from devices.errors import FrameError

MAX_DEPTH: Final = 8  # media-col-database, the deepest in use, needs 3
MAX_LENGTH: Final = 0x7FFF  # name and value lengths are signed shorts
INT32: Final = range(-(2**31), 2**31)


class ValueTag(IntEnum):
    """Value tags (RFC 8010, 3.5.2); any other number is kept as bytes."""

    UNSUPPORTED = 0x10
    UNKNOWN = 0x12
    NO_VALUE = 0x13
    INTEGER = 0x21
    BOOLEAN = 0x22
    ENUM = 0x23
    OCTETS = 0x30
    DATE_TIME = 0x31
    RESOLUTION = 0x32
    RANGE = 0x33
    COLLECTION = 0x34
    TEXT_WITH_LANGUAGE = 0x35
    NAME_WITH_LANGUAGE = 0x36
    END_COLLECTION = 0x37
    TEXT = 0x41
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    URI_SCHEME = 0x46
    CHARSET = 0x47
    LANGUAGE = 0x48
    MIME_TYPE = 0x49
    MEMBER_NAME = 0x4A


OUT_OF_BAND: Final = range(0x10, 0x20)
STRINGS: Final = frozenset(
    {
        ValueTag.TEXT,
        ValueTag.NAME,
        ValueTag.KEYWORD,
        ValueTag.URI,
        ValueTag.URI_SCHEME,
        ValueTag.CHARSET,
        ValueTag.LANGUAGE,
        ValueTag.MIME_TYPE,
    }
)
LOCALISED: Final = frozenset({ValueTag.TEXT_WITH_LANGUAGE, ValueTag.NAME_WITH_LANGUAGE})


@dataclass(frozen=True)
class Resolution:
    """A resolution; ``units`` is 3 for dots per inch, 4 for dots per centimetre."""

    cross_feed: int
    feed: int
    units: int = 3


@dataclass(frozen=True)
class IntegerRange:
    """A range of integers, both ends included."""

    lower: int
    upper: int


@dataclass(frozen=True)
class LocalisedText:
    """A text or name with its own natural language, such as ``zh-cn``."""

    language: str
    text: str


@dataclass(frozen=True)
class Value:
    """One value with the tag that says how to read it.

    Attributes:
        tag: a ``ValueTag``, or another number whose content is then bytes.
        content: None for out-of-band tags, int, bool, str, bytes (octets, the eleven bytes
            of a dateTime, and unknown tags), one of the structures above, or the members of
            a collection.

    """

    tag: int
    content: "Content"


@dataclass(frozen=True)
class Attribute:
    """A named attribute with one value or more."""

    name: str
    values: tuple[Value, ...]


Members = tuple[Attribute, ...]
Content = None | bool | int | str | bytes | Resolution | IntegerRange | LocalisedText | Members


def garbled(detail: str) -> FrameError:
    """Make the error for bytes that form no IPP message."""
    return FrameError("PRINTER-0408", "printer", f"IPP: {detail}")


class Cursor:
    """Reads a byte string from front to back and never past its end."""

    def __init__(self, octets: bytes) -> None:
        self._octets = octets
        self._at = 0

    @property
    def rest(self) -> bytes:
        """What has not been read."""
        return self._octets[self._at :]

    def take(self, length: int) -> bytes:
        """Read exactly ``length`` bytes, or raise FrameError."""
        end = self._at + length
        if end > len(self._octets):
            raise garbled(f"cut off: {length} bytes wanted at byte {self._at}")
        taken = self._octets[self._at : end]
        self._at = end
        return taken

    def unsigned(self, length: int) -> int:
        """Read a big-endian number of ``length`` bytes."""
        return int.from_bytes(self.take(length), "big")

    def counted(self) -> bytes:
        """Read a signed-short length and as many bytes (RFC 8010, 3.1.4)."""
        length = self.unsigned(2)
        if length > MAX_LENGTH:
            raise garbled(f"negative length before byte {self._at}")
        return self.take(length)


def encode_attribute(attribute: Attribute) -> bytes:
    """Encode an attribute with all its values.

    >>> encode_attribute(Attribute("copies", (Value(ValueTag.INTEGER, 1),))).hex(" ")
    '21 00 06 63 6f 70 69 65 73 00 04 00 00 00 01'

    Raises:
        ValueError: it has no value, or one that does not fit its tag or is too long.

    """
    if not attribute.name or not attribute.values:
        msg = f"attribute {attribute.name!r} needs a name and a value"
        raise ValueError(msg)
    first, *others = attribute.values
    return _encode_value(attribute.name, first) + b"".join(
        _encode_value("", value) for value in others
    )


def decode_attribute(cursor: Cursor, tag: int) -> tuple[str, Value]:
    """Decode one name and value behind ``tag``; the name is empty for a further value."""
    name = _text(cursor.counted())
    return name, _decode_value(cursor, tag, depth=0)


def _encode_value(name: str, value: Value) -> bytes:
    head = bytes([value.tag]) + _counted(name.encode())
    if value.tag == ValueTag.COLLECTION:
        if not _is_members(value.content):
            raise _misfit(value)
        return head + _counted(b"") + _encode_members(value.content)
    return head + _counted(_encode_content(value))


def _encode_members(members: Members) -> bytes:
    """Encode the members of a collection and its end (RFC 8010, 3.1.6)."""
    encoded = bytearray()
    for member in members:
        encoded += bytes([ValueTag.MEMBER_NAME]) + _counted(b"")
        encoded += _counted(member.name.encode())
        for value in member.values:
            encoded += _encode_value("", value)
    return bytes(encoded) + bytes([ValueTag.END_COLLECTION]) + _counted(b"") * 2


def _encode_content(value: Value) -> bytes:
    match value.content:
        case LocalisedText(language, text) if value.tag in LOCALISED:
            return _counted(language.encode()) + _counted(text.encode())
        case Resolution(cross, feed, units) if value.tag == ValueTag.RESOLUTION:
            return struct.pack(">iib", cross, feed, units)
        case IntegerRange(lower, upper) if value.tag == ValueTag.RANGE:
            return struct.pack(">ii", lower, upper)
        case _:
            return _encode_simple(value)


def _encode_simple(value: Value) -> bytes:
    match value.content:
        case None if value.tag in OUT_OF_BAND:
            return b""
        case bool(flag) if value.tag == ValueTag.BOOLEAN:
            return bytes([flag])
        case int(number) if value.tag in {ValueTag.INTEGER, ValueTag.ENUM} and number in INT32:
            return struct.pack(">i", number)
        case str(text) if value.tag in STRINGS:
            return text.encode()
        case bytes(octets) if _is_bytes_tag(value.tag):
            return octets
        case _:
            raise _misfit(value)


def _decode_value(cursor: Cursor, tag: int, *, depth: int) -> Value:
    octets = cursor.counted()
    if tag == ValueTag.COLLECTION:
        return Value(tag, _decode_members(cursor, depth=depth + 1))
    if tag in {ValueTag.END_COLLECTION, ValueTag.MEMBER_NAME}:
        raise garbled(f"tag 0x{tag:02x} outside a collection")
    try:
        return Value(tag, _decode_content(tag, octets))
    except struct.error as error:
        raise garbled(f"{len(octets)} bytes are no value of tag 0x{tag:02x}") from error


def _decode_members(cursor: Cursor, *, depth: int) -> Members:
    if depth > MAX_DEPTH:
        raise garbled(f"collections nested more than {MAX_DEPTH} deep")
    members: list[tuple[str, list[Value]]] = []
    while True:
        tag = cursor.unsigned(1)
        if cursor.counted():
            raise garbled("a name inside a collection")
        if tag == ValueTag.END_COLLECTION:
            cursor.counted()
            break
        if tag == ValueTag.MEMBER_NAME:
            members.append((_text(cursor.counted()), []))
        elif not members:
            raise garbled("a value before the first member of a collection")
        else:
            members[-1][1].append(_decode_value(cursor, tag, depth=depth))
    if not all(name and values for name, values in members):
        raise garbled("a member of a collection without name or value")
    return tuple(Attribute(name, tuple(values)) for name, values in members)


def _decode_content(tag: int, octets: bytes) -> Content:
    if tag in OUT_OF_BAND:
        return None
    if tag in STRINGS:
        return _text(octets)
    if tag in LOCALISED:
        inner = Cursor(octets)
        return LocalisedText(_text(inner.counted()), _text(inner.counted()))
    match tag:
        case ValueTag.BOOLEAN:
            return bool(struct.unpack(">?", octets)[0])
        case ValueTag.INTEGER | ValueTag.ENUM:
            return int(struct.unpack(">i", octets)[0])
        case ValueTag.RESOLUTION:
            return Resolution(*struct.unpack(">iib", octets))
        case ValueTag.RANGE:
            return IntegerRange(*struct.unpack(">ii", octets))
        case _:
            return octets


def _text(octets: bytes) -> str:
    """Decode UTF-8; a printer whose free text is in another charset still prints."""
    return octets.decode("utf-8", errors="replace")


def _counted(octets: bytes) -> bytes:
    if len(octets) > MAX_LENGTH:
        msg = f"{len(octets)} bytes do not fit into one IPP name or value"
        raise ValueError(msg)
    return struct.pack(">H", len(octets)) + octets


def _is_members(content: Content) -> TypeGuard[Members]:
    return isinstance(content, tuple) and all(m.name and m.values for m in content)


def _is_bytes_tag(tag: int) -> bool:
    known = tag in ValueTag.__members__.values()
    return tag in {ValueTag.OCTETS, ValueTag.DATE_TIME} or not (known or tag in OUT_OF_BAND)


def _misfit(value: Value) -> ValueError:
    return ValueError(f"no {type(value.content).__name__} under tag 0x{value.tag:02x}")
