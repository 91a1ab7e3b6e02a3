# SPDX-License-Identifier: Apache-2.0
"""A fictitious social-security card (社会保障卡) as the records of its two free files.

Source: 人社信息函[2012]37号 (files EF05 and EF06), LD/T 32-2015 (forms cn and an).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

VERSIONS: Final = ("1.00", "2.00", "3.00")
PADDINGS: Final[Mapping[str, bytes]] = {"00": b"\0", "FF": b"\xff", "20": b" "}
ISSUER_FILE: Final = 0xEF05
HOLDER_FILE: Final = 0xEF06

CONTACT_ATR: Final = bytes.fromhex("3B 6D 00 00") + b"JIBAN VIRTUAL"
"""T=0: no interface byte says otherwise, and so no check byte follows."""

CONTACTLESS_ATR: Final = bytes.fromhex("3B 85 80 01") + b"JIBAN" + bytes.fromhex("4A")
"""T=0 and T=1 as readers report contactless CPU cards; the last byte is the check."""

_NAME_BYTES: Final = 30
_EXTENSION_BYTES: Final = 20
_BLANK: Final = "F"


@dataclass(frozen=True, repr=False)
class CardMake:
    """How a card is made, apart from whose it is.

    Attributes:
        version: of the specification that it follows, one of ``VERSIONS``.
        named: whether its application can be selected by the name.
        by_id: whether a record can be asked for by its id, or by its number only.
        contactless: whether it is laid on a field or put into a slot.
        padding: what fills up the name, a key of ``PADDINGS``.
        issued: YYYYMMDD.
        expires: YYYYMMDD, or empty for a card that does not say.

    """

    version: str = "2.00"
    named: bool = True
    by_id: bool = True
    contactless: bool = False
    padding: str = "00"
    issued: str = "20190408"
    expires: str = "20390408"

    def __post_init__(self) -> None:
        if self.version not in VERSIONS:
            message = f"a version is one of {', '.join(VERSIONS)}, not {self.version!r}"
            raise ValueError(message)
        if self.padding not in PADDINGS:
            message = f"a padding is one of {', '.join(PADDINGS)}, not {self.padding!r}"
            raise ValueError(message)


@dataclass(frozen=True, repr=False)
class SocialCard:
    """One card: whose, how made, and file -> records (id, value) in the order of numbers."""

    holder: str
    make: CardMake
    files: Mapping[int, tuple[tuple[int, bytes], ...]]

    @property
    def atr(self) -> bytes:
        """Answer to reset."""
        return CONTACTLESS_ATR if self.make.contactless else CONTACT_ATR

    @property
    def uid(self) -> bytes:
        """What a contactless card says of itself before any selection; four bytes."""
        return sum(self.holder.encode()).to_bytes(4, "big")


def social_card_from(holder: str, person: Mapping[str, str], make: CardMake) -> SocialCard:
    """Make the card of ``person``, whose keys are those of ``persons.yaml``.

    Raises:
        ValueError: a key is missing, or a text is longer than its field.

    """
    missing = [key for key in ("name", "sex", "nation", "birth", "number") if key not in person]
    if missing:
        message = f"the person has no {', '.join(missing)}"
        raise ValueError(message)
    issuer = (
        (0x01, _cn(person["number"][:6] + "0" * 26, 16)),
        (0x02, b"3"),
        (0x03, make.version.encode()),
        (0x04, _cn("439900" + "0" * 18, 12)),
        (0x05, _cn(make.issued, 4)),
        (0x06, _cn(make.expires, 4)),
        (0x07, b"T" + person["number"][6:14].encode()),
    )
    return SocialCard(holder, make, {ISSUER_FILE: issuer, HOLDER_FILE: _holder(person, make)})


def _holder(person: Mapping[str, str], make: CardMake) -> tuple[tuple[int, bytes], ...]:
    filler = PADDINGS[make.padding]
    name, extension = _split_name(person["name"])
    has_extension = make.version != "1.00"
    if extension and not has_extension:
        message = "a name of more than 30 bytes does not fit on a card of version 1.00"
        raise ValueError(message)
    return (
        (0x08, _fill(person["number"].encode(), 18, b"\0")),
        (0x09, _fill(name, _NAME_BYTES, filler)),
        *(((0x4E, _fill(extension, _EXTENSION_BYTES, filler)),) if has_extension else ()),
        (0x0A, person["sex"].encode()),
        (0x0B, _cn(person["nation"], 1)),
        (0x0C, _cn(person["number"][:6], 3)),
        (0x0D, _cn(person["birth"], 4)),
    )


def _split_name(name: str) -> tuple[bytes, bytes]:
    """Cut a long name between two characters."""
    fitting = name
    while len(fitting.encode("gb18030")) > _NAME_BYTES:
        fitting = fitting[:-1]
    return fitting.encode("gb18030"), name[len(fitting) :].encode("gb18030")


def _cn(digits: str, size: int) -> bytes:
    """Two digits a byte, left aligned, F behind."""
    if len(digits) > 2 * size:
        message = f"{len(digits)} digits do not fit into {size} bytes"
        raise ValueError(message)
    return bytes.fromhex(digits.ljust(2 * size, _BLANK))


def _fill(octets: bytes, size: int, filler: bytes) -> bytes:
    if len(octets) > size:
        message = f"{len(octets)} bytes do not fit into {size}"
        raise ValueError(message)
    return octets.ljust(size, filler)
