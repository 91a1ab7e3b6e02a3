# SPDX-License-Identifier: Apache-2.0
"""IPP requests and responses as bytes and back: eight bytes of head, groups, then a document.

Source: RFC 8010, 3.1 to 3.5.
"""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from devices.printing.ipp_attributes import (
    INT32,
    Attribute,
    Cursor,
    LocalisedText,
    Members,
    Value,
    ValueTag,
    decode_attribute,
    encode_attribute,
    garbled,
)

VERSION: Final = (2, 0)
MAX_MESSAGE_BYTES: Final = 1 << 20  # an office laser's media-col-database is some 200 KiB
FIRST_VALUE_TAG: Final = 0x10
LAST_VALUE_TAG: Final = 0x7F
CODES: Final = range(0x1_0000)
SUCCESS: Final = range(0x0100)


class GroupTag(IntEnum):
    """Delimiter tags (RFC 8010, 3.5.1); any other number up to 0x0f is a group, too."""

    OPERATION = 0x01
    JOB = 0x02
    END = 0x03
    PRINTER = 0x04
    UNSUPPORTED = 0x05


@dataclass(frozen=True)
class Group:
    """A group of attributes and typed looks into it; a look of the wrong type finds nothing."""

    tag: int
    attributes: Members

    def values(self, name: str) -> tuple[Value, ...]:
        """Give all values of the attribute; none when it is not there."""
        return next((a.values for a in self.attributes if a.name == name), ())

    def integer(self, name: str) -> int | None:
        """Give the first value if it is an integer or enum."""
        return next(iter(self.integers(name)), None)

    def integers(self, name: str) -> tuple[int, ...]:
        """Give the values that are integers or enums."""
        return tuple(
            v.content
            for v in self.values(name)
            if isinstance(v.content, int) and not isinstance(v.content, bool)
        )

    def flag(self, name: str) -> bool | None:
        """Give the first value if it is a boolean."""
        return next((v.content for v in self.values(name) if isinstance(v.content, bool)), None)

    def text(self, name: str) -> str:
        """Give the first value as text, whatever its string syntax; empty when none."""
        return next(iter(self.texts(name)), "")

    def octets(self, name: str) -> tuple[bytes, ...]:
        """Give the values that are octet strings."""
        return tuple(v.content for v in self.values(name) if isinstance(v.content, bytes))

    def texts(self, name: str) -> tuple[str, ...]:
        """Give the values that are strings, with or without a language of their own."""
        return tuple(
            content.text if isinstance(content, LocalisedText) else content
            for content in (v.content for v in self.values(name))
            if isinstance(content, str | LocalisedText)
        )


@dataclass(frozen=True)
class Message:
    """A request or a response.

    Attributes:
        code: operation id of a request, status code of a response.
        request_id: chosen by the client, greater than zero, repeated by the printer.
        groups: attribute groups in the order of the wire.
        document: whatever follows the attributes.
        version: (major, minor).

    """

    code: int
    request_id: int
    groups: tuple[Group, ...]
    document: bytes = b""
    version: tuple[int, int] = VERSION

    @property
    def is_success(self) -> bool:
        """Whether a response reports success (RFC 8011, B.1: 0x0000 to 0x00ff)."""
        return self.code in SUCCESS

    def group(self, tag: GroupTag) -> Group:
        """Give the first group of that kind; an empty one when there is none."""
        return next((g for g in self.groups if g.tag == tag), Group(tag, ()))

    def all_groups(self, tag: GroupTag) -> tuple[Group, ...]:
        """Give every group of that kind: Get-Jobs answers with one per job."""
        return tuple(g for g in self.groups if g.tag == tag)


def attribute(
    name: str, tag: ValueTag, *contents: str | int | bool | bytes | Members
) -> Attribute:
    """Make an attribute whose values all have the same tag."""
    return Attribute(name, tuple(Value(tag, content) for content in contents))


def encode_message(message: Message) -> bytes:
    """Encode a request or response with its document.

    >>> encode_message(Message(0x000B, 1, ())).hex(" ")
    '02 00 00 0b 00 00 00 01 03'

    Raises:
        ValueError: a value does not fit its tag, or a number its field.

    """
    if message.request_id not in INT32 or message.code not in CODES:
        msg = f"request id {message.request_id} or code {message.code} does not fit"
        raise ValueError(msg)
    head = struct.pack(">BBHi", *message.version, message.code, message.request_id)
    body = b"".join(_encode_group(group) for group in message.groups)
    return head + body + bytes([GroupTag.END]) + message.document


def decode_message(octets: bytes) -> Message:
    """Decode a request or response; everything behind its attributes is the document.

    Raises:
        FrameError: cut off, garbled, nested too deep, or longer than ``MAX_MESSAGE_BYTES``
            before the end of its attributes.

    """
    cursor = Cursor(octets[:MAX_MESSAGE_BYTES])
    major, minor, code, request_id = struct.unpack(">BBHi", cursor.take(8))
    if major not in {1, 2}:
        raise garbled(f"version {major}.{minor}")
    groups = tuple(_decode_groups(cursor))
    document = cursor.rest + octets[MAX_MESSAGE_BYTES:]
    return Message(code, request_id, groups, document, (major, minor))


def _encode_group(group: Group) -> bytes:
    if not 0 < group.tag < FIRST_VALUE_TAG or group.tag == GroupTag.END:
        msg = f"0x{group.tag:02x} is no group"
        raise ValueError(msg)
    return bytes([group.tag]) + b"".join(encode_attribute(a) for a in group.attributes)


def _decode_groups(cursor: Cursor) -> Iterable[Group]:
    tag = cursor.unsigned(1)
    while tag != GroupTag.END:
        if not 0 < tag < FIRST_VALUE_TAG:
            raise garbled(f"0x{tag:02x} where a group should begin")
        attributes, following = _decode_attributes(cursor)
        yield Group(tag, attributes)
        tag = following


def _decode_attributes(cursor: Cursor) -> tuple[Members, int]:
    """Decode the attributes of one group and the delimiter that ends it."""
    found: list[tuple[str, list[Value]]] = []
    while (tag := cursor.unsigned(1)) >= FIRST_VALUE_TAG:
        if tag > LAST_VALUE_TAG:
            raise garbled(f"0x{tag:02x} where a value should begin")
        name, value = decode_attribute(cursor, tag)
        if name:
            found.append((name, [value]))
        elif found:
            found[-1][1].append(value)
        else:
            raise garbled("a further value before the first attribute of a group")
    return tuple(Attribute(name, tuple(values)) for name, values in found), tag
