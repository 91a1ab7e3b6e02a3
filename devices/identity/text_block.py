# SPDX-License-Identifier: Apache-2.0
"""The text block of a card (机读文字信息), decoded.

Source: GA 490-2013 (columns of the resident identity card).
"""

from datetime import date
from typing import Final

from devices.identity.characters import decode_column, has_private_use, has_unreadable
from devices.identity.codes import date_from
from devices.identity.nations import nation_name
from devices.identity.numbers import CitizenNumber
from devices.identity.record import CardKind, IdentityRecord, RecordWarning, Sex, Validity

TEXT_BLOCK_BYTES: Final = 256
ADDRESS_BYTES: Final = 70

_LONG_TERM: Final = "长期"
_FLAG: Final = slice(248, 250)  # character 124
_FLAGS: Final = {"I": CardKind.FOREIGN_2017, "Y": CardKind.FOREIGN_2023, "J": CardKind.HMT}


class TextBlockError(ValueError):
    """The text block is not laid out as GA 490 says; the message holds no personal data."""


class UnservedCardKindError(TextBlockError):
    """The block belongs to a kind of card whose decoding is not offered.

    Attributes:
        kind: the kind that the block's flag names.

    """

    def __init__(self, kind: CardKind) -> None:
        super().__init__(f"cards of kind {kind.name} are not served")
        self.kind = kind


def decode_text_block(block: bytes) -> IdentityRecord:
    """Decode the text block of a resident identity card.

    Args:
        block: exactly 256 bytes, UTF-16LE, fixed columns padded with U+0020 at their end.

    Returns:
        The record without photo and added address. Characters that GB 18030-2022 moved out
        of the private-use area are standardised; whatever else is odd becomes a warning.

    Raises:
        UnservedCardKindError: the flag names another kind of card.
        TextBlockError: another length, a number that does not hold, or a date that is
            neither YYYYMMDD nor blank.

    """
    if len(block) != TEXT_BLOCK_BYTES:
        message = f"a text block has {TEXT_BLOCK_BYTES} bytes, not {len(block)}"
        raise TextBlockError(message)
    kind = _kind_of(block)
    match kind:
        case CardKind.RESIDENT:
            return _decode_resident(block)
        case _:
            raise UnservedCardKindError(kind)


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


def _decode_resident(block: bytes) -> IdentityRecord:
    name, address, nation_code = (
        decode_column(block[0:30]),
        decode_column(block[52:122]),
        decode_column(block[32:36]),
    )
    sex, sex_warnings = _sex_from(decode_column(block[30:32]))
    try:
        number = CitizenNumber(decode_column(block[122:158]))
    except ValueError as error:
        raise TextBlockError(str(error)) from None  # the chain would show the card's text
    birth = _card_date(decode_column(block[36:52]))
    validity = _validity_from(decode_column(block[188:204]), decode_column(block[204:220]))
    warnings = (
        *_text_warnings(name, address),
        *sex_warnings,
        *_contradictions(number, birth, sex),
        *(() if validity.is_stated and validity.start > date.min else _VALIDITY_MISSING),
    )
    return IdentityRecord(
        kind=CardKind.RESIDENT,
        name=name,
        sex=sex,
        nation_code=nation_code,
        nation=nation_name(nation_code),
        birth=birth or number.birth,
        address=address,
        number=number,
        issuing_authority=decode_column(block[158:188]),
        validity=validity,
        name_units=block[0:30],
        warnings=warnings,
    )


_VALIDITY_MISSING: Final = (RecordWarning.VALIDITY_MISSING,)


def _kind_of(block: bytes) -> CardKind:
    return _FLAGS.get(decode_column(block[_FLAG]), CardKind.RESIDENT)


def _text_warnings(name: str, address: str) -> tuple[RecordWarning, ...]:
    found = (
        (not name.strip(), RecordWarning.NAME_BLANK),
        (has_private_use(name), RecordWarning.NAME_PRIVATE_USE),
        (has_unreadable(name), RecordWarning.NAME_UNREADABLE),
        (has_private_use(address), RecordWarning.ADDRESS_PRIVATE_USE),
        (has_unreadable(address), RecordWarning.ADDRESS_UNREADABLE),
    )
    return tuple(warning for is_found, warning in found if is_found)


def _sex_from(code: str) -> tuple[Sex, tuple[RecordWarning, ...]]:
    try:
        return Sex(code), ()
    except ValueError:
        return Sex.UNKNOWN, (RecordWarning.SEX_UNREADABLE,)


def _contradictions(
    number: CitizenNumber, birth: date | None, sex: Sex
) -> tuple[RecordWarning, ...]:
    """Say where number and card differ; a corrected card may, so it is no refusal."""
    found: list[RecordWarning] = []
    if birth is None:
        found.append(RecordWarning.BIRTH_MISSING)
    elif birth != number.birth:
        found.append(RecordWarning.NUMBER_CONTRADICTS_BIRTH)
    if sex in {Sex.MALE, Sex.FEMALE} and sex is not number.sex:
        found.append(RecordWarning.NUMBER_CONTRADICTS_SEX)
    return tuple(found)


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
