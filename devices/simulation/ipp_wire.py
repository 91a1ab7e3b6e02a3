# SPDX-License-Identifier: Apache-2.0
"""The printer's side of the IPP encoding, written apart from the client's on purpose.

Two programs that share a codec agree about their common mistakes. Here everything is lists
and dicts, since a simulator must also be able to answer what a sane client would not send.

Source: RFC 8010, section 3.
"""

import struct
from typing import Final

INTEGER: Final = 0x21
BOOLEAN: Final = 0x22
ENUM: Final = 0x23
RESOLUTION: Final = 0x32
RANGE: Final = 0x33
COLLECTION: Final = 0x34
END_COLLECTION: Final = 0x37
TEXT: Final = 0x41
NAME: Final = 0x42
KEYWORD: Final = 0x44
URI: Final = 0x45
CHARSET: Final = 0x47
LANGUAGE: Final = 0x48
MIME: Final = 0x49
MEMBER: Final = 0x4A
DATE_TIME: Final = 0x31

OPERATION_GROUP: Final = 1
JOB_GROUP: Final = 2
END_GROUPS: Final = 3
PRINTER_GROUP: Final = 4
UNSUPPORTED_GROUP: Final = 5

FIRST_STRING: Final = 0x40
FIRST_VALUE: Final = 0x10

Scalar = int | bool | str | bytes | tuple[int, ...] | None
Tagged = tuple[int, "Scalar | Attributes"]
Attributes = dict[str, list[Tagged]]
Groups = list[tuple[int, Attributes]]

YES: Final[list[Tagged]] = [(BOOLEAN, True)]
NO: Final[list[Tagged]] = [(BOOLEAN, False)]


def one(tag: int, *contents: "Scalar | Attributes") -> list[Tagged]:
    """Tag each content alike: the values of one attribute."""
    return [(tag, content) for content in contents]


def encode(
    code: int, request_id: int, groups: Groups, *, version: tuple[int, int] = (2, 0)
) -> bytes:
    """Encode a response: head, groups, end."""
    octets = bytearray(struct.pack(">BBHI", *version, code, request_id))
    for group_tag, attributes in groups:
        octets.append(group_tag)
        for name, values in attributes.items():
            for position, value in enumerate(values):
                octets += _value(name if position == 0 else "", value)
    octets.append(END_GROUPS)
    return bytes(octets)


def decode(octets: bytes) -> tuple[tuple[int, int], int, int, Groups, bytes]:
    """Decode a request into (version, operation, request id, groups, document).

    Raises:
        ValueError: it is cut off or garbled.

    """
    try:
        major, minor, operation, request_id = struct.unpack_from(">BBHI", octets)
        groups, at = _groups(octets, 8)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        msg = f"not an IPP request: {error}"
        raise ValueError(msg) from error
    return (major, minor), operation, request_id, groups, octets[at:]


def first(groups: Groups, group_tag: int, name: str) -> "Scalar | Attributes":
    """Give the first value of an attribute of the first such group; None when there is none."""
    for tag, attributes in groups:
        if tag == group_tag:
            values = attributes.get(name)
            return values[0][1] if values else None
    return None


def _counted(octets: bytes) -> bytes:
    return struct.pack(">H", len(octets)) + octets


def _value(name: str, tagged: Tagged) -> bytes:
    tag, content = tagged
    head = bytes([tag]) + _counted(name.encode())
    if not isinstance(content, dict):
        return head + _counted(_scalar(tag, content))
    octets = bytearray(head + _counted(b""))
    for member, values in content.items():
        octets += bytes([MEMBER]) + _counted(b"") + _counted(member.encode())
        for value in values:
            octets += _value("", value)
    return bytes(octets) + bytes([END_COLLECTION]) + _counted(b"") * 2


def _scalar(tag: int, content: Scalar) -> bytes:
    if content is None:
        return b""
    if isinstance(content, bytes):
        return content
    if isinstance(content, str):
        return content.encode()
    if isinstance(content, tuple):
        return struct.pack(">iib" if tag == RESOLUTION else ">ii", *content)
    return struct.pack(">?" if tag == BOOLEAN else ">i", content)


def _groups(octets: bytes, at: int) -> tuple[Groups, int]:
    groups: Groups = []
    values: list[Tagged] = []
    while (tag := octets[at]) != END_GROUPS:
        at += 1
        if tag < FIRST_VALUE:
            groups.append((tag, {}))
            continue
        name, at = _piece(octets, at)
        if name:
            values = groups[-1][1].setdefault(name.decode(), [])
        value, at = _content(octets, at, tag)
        values.append((tag, value))
    return groups, at + 1


def _piece(octets: bytes, at: int) -> tuple[bytes, int]:
    (length,) = struct.unpack_from(">H", octets, at)
    end = at + 2 + length
    if end > len(octets):
        msg = "cut off"
        raise IndexError(msg)
    return octets[at + 2 : end], end


def _content(octets: bytes, at: int, tag: int) -> tuple["Scalar | Attributes", int]:
    raw, at = _piece(octets, at)
    if tag == COLLECTION:
        return _collection(octets, at)
    if tag in {INTEGER, ENUM}:
        return int(struct.unpack(">i", raw)[0]), at
    if tag == BOOLEAN:
        return raw != b"\0", at
    if tag in {RANGE, RESOLUTION}:
        return struct.unpack(">ii" if tag == RANGE else ">iib", raw), at
    return (raw.decode() if tag >= FIRST_STRING else raw), at


def _collection(octets: bytes, at: int) -> tuple[Attributes, int]:
    members: Attributes = {}
    values: list[Tagged] = []
    while True:
        tag = octets[at]
        _, at = _piece(octets, at + 1)
        if tag == END_COLLECTION:
            return members, _piece(octets, at)[1]
        if tag == MEMBER:
            name, at = _piece(octets, at)
            values = members.setdefault(name.decode(), [])
            continue
        value, at = _content(octets, at, tag)
        values.append((tag, value))
