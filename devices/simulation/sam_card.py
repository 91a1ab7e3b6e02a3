# SPDX-License-Identifier: Apache-2.0
"""A fictitious card of any kind as the files that a module reads from it.

Sources: GA 490-2013 (columns of a resident's text block, files of photo, fingers, addresses),
the National Immigration Administration's rules of 2023, vendors' tables for the other two.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

PHOTO: Final = b"WLf\0" + bytes(1020)
"""Has the head of the real format and no picture in it: no decoder is open."""

FINGERPRINTS: Final = b"C" + bytes(1023)
MANAGEMENT_NUMBER: Final = bytes(28)

_BLOCK_UNITS: Final = 128
_ADDRESS_UNITS: Final = 35
_ADDRESSES: Final = 4


class _Column(NamedTuple):
    """Key of a person, first unit and width of its place, in UTF-16 units.

    A text longer than ``units`` goes on in the column called ``rest``.
    """

    key: str
    at: int
    units: int
    rest: str = ""
    is_optional: bool = False


_RESIDENT: Final = (
    _Column("name", 0, 15),
    _Column("sex", 15, 1),
    _Column("nation", 16, 2),
    _Column("birth", 18, 8),
    _Column("address", 26, 35),
    _Column("number", 61, 18),
    _Column("issuing_authority", 79, 15),
    _Column("valid_from", 94, 8),
    _Column("valid_to", 102, 8),
)

_FOREIGN_2017: Final = (
    _Column("english_name", 0, 60),
    _Column("sex", 60, 1),
    _Column("number", 61, 15),
    _Column("nationality", 76, 3),
    _Column("name", 79, 15),
    _Column("valid_from", 94, 8),
    _Column("valid_to", 102, 8),
    _Column("birth", 110, 8),
    _Column("card_version", 118, 2, is_optional=True),
    _Column("accepting_authority", 120, 4, is_optional=True),
)

_FOREIGN_2023: Final = (
    _Column("name", 0, 15),
    _Column("sex", 15, 1),
    _Column("issue_count", 16, 2),
    _Column("birth", 18, 8),
    _Column("english_name", 26, 35, rest="english_name_rest"),
    _Column("number", 61, 18),
    _Column("valid_from", 94, 8),
    _Column("valid_to", 102, 8),
    _Column("english_name_rest", 110, 11, is_optional=True),
    _Column("nationality", 121, 3),
    _Column("former_link", 125, 3, is_optional=True),
)

_HMT: Final = (
    *(column for column in _RESIDENT if column.key != "nation"),
    _Column("travel_permit", 110, 9, is_optional=True),
    _Column("issue_count", 119, 2, is_optional=True),
)

_FLAG_UNIT: Final = 124

KINDS: Final[Mapping[str, tuple[str, tuple[_Column, ...]]]] = {
    "resident": (" ", _RESIDENT),
    "foreign-2017": ("I", _FOREIGN_2017),
    "foreign-2023": ("Y", _FOREIGN_2023),
    "hmt": ("J", _HMT),
}
"""Kind of card -> flag at character 124, and columns."""


@dataclass(frozen=True, repr=False)
class Card:
    """One card: the slug of its holder and its files; ``addresses`` is empty or 280 bytes."""

    holder: str
    text: bytes
    addresses: bytes
    photo: bytes = PHOTO
    fingerprints: bytes = FINGERPRINTS


def card_from(
    holder: str, person: Mapping[str, str], *, kind: str = "", added: Sequence[str] = ()
) -> Card:
    """Make the card of ``person``.

    Args:
        holder: slug of the person.
        person: texts by the keys of ``config/simulation/persons.yaml``.
        kind: one of ``KINDS``; left out, the person's own ``kind``, else a resident's card.
        added: up to four addresses written after issue, oldest first.

    Raises:
        ValueError: a key is missing, a text is wider than its column, an unknown kind.

    """
    kind = kind or person.get("kind", "resident")
    if kind not in KINDS:
        message = f"no kind of card is called {kind}; there are: {', '.join(KINDS)}"
        raise ValueError(message)
    if len(added) > _ADDRESSES:
        message = f"a card holds {_ADDRESSES} added addresses, not {len(added)}"
        raise ValueError(message)
    flag, columns = KINDS[kind]
    return Card(holder, _text_block(person, flag, columns), _join_addresses(added))


def _text_block(person: Mapping[str, str], flag: str, columns: tuple[_Column, ...]) -> bytes:
    missing = [
        column.key for column in columns if not column.is_optional and column.key not in person
    ]
    if missing:
        message = f"the person has no {', '.join(missing)}"
        raise ValueError(message)
    units = {key: text.encode("utf-16-le", "surrogatepass") for key, text in person.items()}
    block = bytearray(b" \0" * _BLOCK_UNITS)
    for column in columns:
        octets = units.get(column.key, b"")
        if column.rest:
            units[column.rest] = octets[2 * column.units :]
            octets = octets[: 2 * column.units]
        place = slice(2 * column.at, 2 * (column.at + column.units))
        block[place] = _padded(column.key, octets, column.units)
    block[2 * _FLAG_UNIT : 2 * _FLAG_UNIT + 2] = flag.encode("utf-16-le")
    return bytes(block)


def _padded(name: str, octets: bytes, units: int) -> bytes:
    if len(octets) > 2 * units:
        message = f"{name} has {len(octets) // 2} UTF-16 units, its column {units}"
        raise ValueError(message)
    return octets + b" \0" * (units - len(octets) // 2)


def _join_addresses(added: Sequence[str]) -> bytes:
    if not added:
        return b""
    blank = [""] * (_ADDRESSES - len(added))
    return b"".join(
        _padded("added address", text.encode("utf-16-le", "surrogatepass"), _ADDRESS_UNITS)
        for text in (*added, *blank)
    )
