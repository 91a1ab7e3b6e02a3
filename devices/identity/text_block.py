# SPDX-License-Identifier: Apache-2.0
"""The text block of a card (机读文字信息), decoded; the type flag is looked at first.

Sources: GA 490-2013 (resident identity card); the National Immigration Administration's rules
of 2023 for reading permanent-residence cards; vendors' tables for the card of 2017 and for
residence permits, as restated by public implementations that agree.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from devices.identity.characters import decode_column, has_private_use, has_unreadable
from devices.identity.codes import date_from
from devices.identity.nations import nation_name
from devices.identity.numbers import (
    CitizenNumber,
    FormerResidenceNumber,
    IdentityNumber,
    PermanentResidenceNumber,
)
from devices.identity.record import CardKind, IdentityRecord, RecordWarning, Sex, Validity

TEXT_BLOCK_BYTES: Final = 256
ADDRESS_BYTES: Final = 70

_LONG_TERM: Final = "长期"
_FLAG: Final = slice(248, 250)  # character 124
_SEX_CODES: Final = frozenset(sex.value for sex in Sex)


class TextBlockError(ValueError):
    """The text block is not laid out as its flag says; the message holds no personal data."""


@dataclass(frozen=True)
class _Layout:
    """Where a kind of card keeps what; a column in two pieces is joined before it is read."""

    kind: CardKind
    number: Callable[[str], IdentityNumber]
    columns: Mapping[str, tuple[slice, ...]]


_RESIDENT: Final = _Layout(
    CardKind.RESIDENT,
    CitizenNumber,
    {
        "name": (slice(0, 30),),
        "sex": (slice(30, 32),),
        "nation_code": (slice(32, 36),),
        "birth": (slice(36, 52),),
        "address": (slice(52, 122),),
        "number": (slice(122, 158),),
        "issuing_authority": (slice(158, 188),),
        "start": (slice(188, 204),),
        "end": (slice(204, 220),),
    },
)
"""居民身份证."""

_FOREIGN_2017: Final = _Layout(
    CardKind.FOREIGN_2017,
    FormerResidenceNumber,
    {
        "english_name": (slice(0, 120),),
        "sex": (slice(120, 122),),
        "number": (slice(122, 152),),
        "nationality": (slice(152, 158),),
        "name": (slice(158, 188),),
        "start": (slice(188, 204),),
        "end": (slice(204, 220),),
        "birth": (slice(220, 236),),
    },
)
"""外国人永久居留身份证 of 2017; behind: card version, code of the accepting authority."""

_FOREIGN_2023: Final = _Layout(
    CardKind.FOREIGN_2023,
    PermanentResidenceNumber,
    {
        "name": (slice(0, 30),),
        "sex": (slice(30, 32),),
        "issue_count": (slice(32, 36),),
        "birth": (slice(36, 52),),
        "english_name": (slice(52, 122), slice(220, 242)),
        "number": (slice(122, 158),),
        "start": (slice(188, 204),),
        "end": (slice(204, 220),),
        "nationality": (slice(242, 248),),
        "former_link": (slice(250, 256),),
    },
)
"""外国人永久居留身份证 of 2023; ``former_link`` is 既往版本号码关联项."""

_HMT: Final = _Layout(
    CardKind.HMT,
    CitizenNumber,
    {
        **{key: value for key, value in _RESIDENT.columns.items() if key != "nation_code"},
        "travel_permit": (slice(220, 238),),
        "issue_count": (slice(238, 242),),
    },
)
"""港澳台居民居住证."""

_LAYOUTS: Final = {"I": _FOREIGN_2017, "Y": _FOREIGN_2023, "J": _HMT}


def decode_text_block(block: bytes) -> IdentityRecord:
    """Decode the text block of any card that a SAM reads.

    Args:
        block: exactly 256 bytes, UTF-16LE, fixed columns padded with U+0020 at their end. A
            flag outside the table is a resident card's: residents' cards leave it blank.

    Returns:
        The record without photo and added address. Characters that GB 18030-2022 moved out
        of the private-use area are standardised; whatever else is odd becomes a warning.

    Raises:
        TextBlockError: another length, a number that does not hold, a date that is neither
            YYYYMMDD nor blank, or a birth that neither card nor number tells.

    """
    if len(block) != TEXT_BLOCK_BYTES:
        message = f"a text block has {TEXT_BLOCK_BYTES} bytes, not {len(block)}"
        raise TextBlockError(message)
    layout = _LAYOUTS.get(decode_column(block[_FLAG]), _RESIDENT)
    units = {
        key: b"".join(block[piece] for piece in pieces)
        for key, pieces in layout.columns.items()
    }
    return _record_from(layout, units)


def decode_added_address(addresses: bytes) -> str:
    """Newest of the addresses written to the card after issue (追加住址).

    Args:
        addresses: up to four columns of 70 bytes UTF-16LE; taken to be in the order of
            writing, so that the last one that is not blank is the newest.

    """
    columns = [
        decode_column(addresses[start : start + ADDRESS_BYTES])
        for start in range(0, len(addresses), ADDRESS_BYTES)
    ]
    return next((column for column in reversed(columns) if column), "")


def _record_from(layout: _Layout, units: Mapping[str, bytes]) -> IdentityRecord:
    texts = {key: decode_column(column) for key, column in units.items()}
    number = _number_from(layout, texts["number"])
    birth = _card_date(texts["birth"]) or number.birth
    if birth is None:
        message = "the card states no birth, and its number leaves the century out"
        raise TextBlockError(message)
    name, english_name = texts["name"], texts.get("english_name", "")
    nation_code, nationality = texts.get("nation_code"), texts.get("nationality", "")
    record = IdentityRecord(
        kind=layout.kind,
        name=name or english_name,
        sex=Sex(texts["sex"]) if texts["sex"] in _SEX_CODES else Sex.UNKNOWN,
        nation_code=nation_code or "",
        nation="" if nation_code is None else nation_name(nation_code),
        birth=birth,
        address=texts.get("address", ""),
        number=number,
        issuing_authority=texts.get("issuing_authority", ""),
        validity=_validity_from(texts["start"], texts["end"]),
        name_units=units["name" if name or not english_name else "english_name"],
        english_name=english_name,
        nationality=nationality,
        travel_permit=texts.get("travel_permit", ""),
        issue_count=texts.get("issue_count", ""),
        former_number=_former_number(number, nationality, texts.get("former_link", "")),
    )
    return replace(record, warnings=_warnings_about(record, texts))


def _warnings_about(
    record: IdentityRecord, texts: Mapping[str, str]
) -> tuple[RecordWarning, ...]:
    """Say what is odd; a corrected card may contradict its number, so that is no refusal."""
    number, validity, link = record.number, record.validity, texts.get("former_link")
    shown = texts["name"] + record.english_name
    is_unlinked = bool(link) and record.former_number is None
    is_bounded = validity.is_stated and validity.start > date.min
    found = (
        (not shown.strip(), RecordWarning.NAME_BLANK),
        (has_private_use(shown), RecordWarning.NAME_PRIVATE_USE),
        (has_unreadable(shown), RecordWarning.NAME_UNREADABLE),
        (has_private_use(record.address), RecordWarning.ADDRESS_PRIVATE_USE),
        (has_unreadable(record.address), RecordWarning.ADDRESS_UNREADABLE),
        (texts["sex"] not in _SEX_CODES, RecordWarning.SEX_UNREADABLE),
        (not texts["birth"], RecordWarning.BIRTH_MISSING),
        (not number.agrees_with_birth(record.birth), RecordWarning.NUMBER_CONTRADICTS_BIRTH),
        (_contradicts_sex(number, record.sex), RecordWarning.NUMBER_CONTRADICTS_SEX),
        (_contradicts_kind(number, record.kind), RecordWarning.NUMBER_CONTRADICTS_KIND),
        (_contradicts_nationality(record), RecordWarning.NUMBER_CONTRADICTS_NATIONALITY),
        (is_unlinked, RecordWarning.FORMER_NUMBER_UNREADABLE),
        (not is_bounded, RecordWarning.VALIDITY_MISSING),
    )
    return tuple(warning for is_found, warning in found if is_found)


def _number_from(layout: _Layout, text: str) -> IdentityNumber:
    try:
        return layout.number(text)
    except ValueError as error:
        raise TextBlockError(str(error)) from None  # the chain would show the card's text


def _former_number(
    number: IdentityNumber, nationality: str, link: str
) -> FormerResidenceNumber | None:
    if not isinstance(number, PermanentResidenceNumber) or not link:
        return None
    try:
        return number.former(nationality, link)
    except ValueError:
        return None


def _contradicts_sex(number: IdentityNumber, sex: Sex) -> bool:
    is_told = number.sex is not None and sex in {Sex.MALE, Sex.FEMALE}
    return is_told and sex is not number.sex


def _contradicts_kind(number: IdentityNumber, kind: CardKind) -> bool:
    """Whether a citizen's number is of the other side of the boundary than the card."""
    if not isinstance(number, CitizenNumber):
        return False
    return bool(number.home_region) is not (kind is CardKind.HMT)


def _contradicts_nationality(record: IdentityRecord) -> bool:
    number = record.number
    if not isinstance(number, FormerResidenceNumber):
        return False
    return number.nationality != record.nationality


def _validity_from(start: str, end: str) -> Validity:
    first = _card_date(start) or date.min
    if end == _LONG_TERM:
        return Validity(first, None)
    last = _card_date(end)
    return Validity(first, last, is_stated=last is not None)


def _card_date(text: str) -> date | None:
    """Read a card's date; None when it is blank, an error when it is no date."""
    if not text:
        return None
    day = date_from(text)
    if day is None:
        message = "a date on the card is neither YYYYMMDD nor blank"
        raise TextBlockError(message)
    return day
