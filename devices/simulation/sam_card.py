# SPDX-License-Identifier: Apache-2.0
"""A fictitious resident identity card as the files that a module reads from it.

Source: GA 490-2013 (columns of the text block, files of photo, fingers and addresses).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

PHOTO: Final = b"WLf\0" + bytes(1020)
"""Has the head of the real format and no picture in it: no decoder is open."""

FINGERPRINTS: Final = b"C" + bytes(1023)
MANAGEMENT_NUMBER: Final = bytes(28)

KINDS: Final[Mapping[str, str]] = {
    "resident": " ",
    "foreign-2017": "I",
    "foreign-2023": "Y",
    "hmt": "J",
}
"""Kind of card -> flag at character 124; other columns keep the resident layout."""

_COLUMNS: Final = (
    ("name", 15),
    ("sex", 1),
    ("nation", 2),
    ("birth", 8),
    ("address", 35),
    ("number", 18),
    ("issuing_authority", 15),
    ("valid_from", 8),
    ("valid_to", 8),
)
"""Key of a person and width of its column in UTF-16 units, in the order of the block."""

_FLAG_UNIT: Final = 124
_BLOCK_UNITS: Final = 128
_ADDRESS_UNITS: Final = 35
_ADDRESSES: Final = 4


@dataclass(frozen=True, repr=False)
class Card:
    """One card: the slug of its holder and its files; ``addresses`` is empty or 280 bytes."""

    holder: str
    text: bytes
    addresses: bytes
    photo: bytes = PHOTO
    fingerprints: bytes = FINGERPRINTS


def card_from(
    holder: str, person: Mapping[str, str], *, kind: str = "resident", added: Sequence[str] = ()
) -> Card:
    """Make the card of ``person``.

    Args:
        holder: slug of the person.
        person: texts by the keys of ``config/simulation/persons.yaml``.
        kind: one of ``KINDS``.
        added: up to four addresses written after issue, oldest first.

    Raises:
        ValueError: a key is missing, a text is wider than its column, an unknown kind.

    """
    if kind not in KINDS:
        message = f"no kind of card is called {kind}; there are: {', '.join(KINDS)}"
        raise ValueError(message)
    if len(added) > _ADDRESSES:
        message = f"a card holds {_ADDRESSES} added addresses, not {len(added)}"
        raise ValueError(message)
    return Card(holder, _text_block(person, KINDS[kind]), _join_addresses(added))


def _text_block(person: Mapping[str, str], flag: str) -> bytes:
    missing = [key for key, _ in _COLUMNS if key not in person]
    if missing:
        message = f"the person has no {', '.join(missing)}"
        raise ValueError(message)
    block = bytearray(" ".encode("utf-16-le") * _BLOCK_UNITS)
    columns = b"".join(_column(key, person[key], width) for key, width in _COLUMNS)
    block[: len(columns)] = columns
    block[2 * _FLAG_UNIT : 2 * _FLAG_UNIT + 2] = flag.encode("utf-16-le")
    return bytes(block)


def _column(name: str, text: str, units: int) -> bytes:
    octets = text.encode("utf-16-le", "surrogatepass")
    if len(octets) > 2 * units:
        message = f"{name} has {len(octets) // 2} UTF-16 units, its column {units}"
        raise ValueError(message)
    return octets + b" \0" * (units - len(octets) // 2)


def _join_addresses(added: Sequence[str]) -> bytes:
    if not added:
        return b""
    blank = [""] * (_ADDRESSES - len(added))
    return b"".join(_column("added address", text, _ADDRESS_UNITS) for text in (*added, *blank))
