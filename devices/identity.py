# SPDX-License-Identifier: Apache-2.0
"""What an identity card says about its holder (居民身份证机读信息): values and their decoder.

Sources: GA 490-2013 (layout of the text block), GB 11643-1999 (citizen number), GB/T 2261.1
(sex), GB/T 3304 (nationality), GB 18030-2022 (code points that left the private-use area).
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from typing import Final, assert_never

from devices.nations import nation_name

TEXT_BLOCK_BYTES: Final = 256
ADDRESS_BYTES: Final = 70

_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS: Final = "10X98765432"
_LONG_TERM: Final = "长期"
_PADDING: Final = "\u0020\u3000\u0000"
_FLAG: Final = slice(248, 250)  # character 124
_PRIVATE_USE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_UNREADABLE_MARK: Final = "\ufffd"

_STANDARD_CHARACTERS: Final = dict(
    zip(
        (
            *range(0xE78D, 0xE797),
            *(0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE832, 0xE843, 0xE854, 0xE864),
            *(0xE816, 0xE817, 0xE818, 0xE831, 0xE83B, 0xE855),
        ),
        (
            *(0xFE10, 0xFE12, 0xFE11, 0xFE13, 0xFE14, 0xFE15, 0xFE16, 0xFE17, 0xFE18, 0xFE19),
            *range(0x9FB4, 0x9FBC),
            *(0x20087, 0x20089, 0x200CC, 0x215D7, 0x2298F, 0x241FE),
        ),
        strict=True,
    )
)
"""GB 18030-2005 private-use code point -> the standard one."""

_MIDDLE_DOTS: Final = dict.fromkeys(map(ord, "\u2022\u30fb\uff0e\uff65\u2027"), "\u00b7")


class Sex(Enum):
    """Sex (性别) by its code in GB/T 2261.1; there are four, and none is a default."""

    UNKNOWN = "0"
    MALE = "1"
    FEMALE = "2"
    UNSTATED = "9"

    @property
    def label(self) -> str:
        """The word that cards and certificates print."""
        match self:
            case Sex.UNKNOWN:
                return "未知"
            case Sex.MALE:
                return "男"
            case Sex.FEMALE:
                return "女"
            case Sex.UNSTATED:
                return "未说明"
            case _:
                assert_never(self)


class CardKind(Enum):
    """Kinds of card that a SAM reads, by the flag at character 124 of the text block."""

    RESIDENT = ""
    FOREIGN_2017 = "I"
    FOREIGN_2023 = "Y"
    HMT = "J"


class RecordWarning(StrEnum):
    """What a person should look at before a record is relied on."""

    NAME_BLANK = "name-blank"
    NAME_PRIVATE_USE = "name-private-use"
    NAME_UNREADABLE = "name-unreadable"
    ADDRESS_PRIVATE_USE = "address-private-use"
    ADDRESS_UNREADABLE = "address-unreadable"
    SEX_UNREADABLE = "sex-unreadable"
    BIRTH_MISSING = "birth-missing"
    VALIDITY_MISSING = "validity-missing"
    NUMBER_CONTRADICTS_BIRTH = "number-contradicts-birth"
    NUMBER_CONTRADICTS_SEX = "number-contradicts-sex"
    ADDED_ADDRESS_UNREAD = "added-address-unread"


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


@dataclass(frozen=True, repr=False)
class CitizenNumber:
    """A citizen identity number (公民身份号码) whose check character and birth date hold.

    Source: GB 11643-1999, check character by ISO 7064 MOD 11-2. A lower-case x is raised.

    Raises:
        ValueError: not 17 digits and a check character, or one of the two does not hold; the
            message does not repeat the value.

    >>> CitizenNumber("11010519491231002x").masked
    '1101**********002X'
    """

    value: str

    def __post_init__(self) -> None:
        value = self.value.upper()
        if not re.fullmatch(r"[0-9]{17}[0-9X]", value):
            message = "a citizen number is 17 digits and a check character"
            raise ValueError(message)
        total = sum(
            int(digit) * weight for digit, weight in zip(value[:17], _WEIGHTS, strict=True)
        )
        if value[17] != _CHECK_CHARACTERS[total % 11]:
            message = "the check character of the citizen number does not hold"
            raise ValueError(message)
        if _date_from(value[6:14]) is None:
            message = "the birth date in the citizen number does not exist"
            raise ValueError(message)
        object.__setattr__(self, "value", value)

    def __repr__(self) -> str:
        return "CitizenNumber(…)"

    @property
    def birth(self) -> date:
        """Date of birth, digits 7 to 14."""
        return date(int(self.value[6:10]), int(self.value[10:12]), int(self.value[12:14]))

    @property
    def sex(self) -> Sex:
        """Sex by the parity of the sequence number: odd male, even female."""
        return Sex.MALE if int(self.value[16]) % 2 else Sex.FEMALE

    @property
    def division(self) -> str:
        """Code of the division (行政区划代码) that gave the number, six digits."""
        return self.value[:6]

    @property
    def masked(self) -> str:
        """Form for screens and slips: the first and last four, ten stars between."""
        return f"{self.value[:4]}{'*' * 10}{self.value[-4:]}"


@dataclass(frozen=True)
class Validity:
    """Period of validity (有效期限), both days included.

    Attributes:
        start: first day; ``date.min`` when the card leaves it blank.
        end: last day; None for 长期 (no expiry), and when ``is_stated`` is False.
        is_stated: whether the card says when it ends; a blank is not 长期.

    """

    start: date
    end: date | None
    is_stated: bool = True

    def covers(self, day: date) -> bool:
        """Whether the card is known to be valid on ``day``.

        >>> Validity(date(2020, 1, 1), None).covers(date(2099, 1, 1))
        True
        """
        return self.is_stated and self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, repr=False)
class IdentityRecord:
    """What the card says, padding stripped and standardised code points applied.

    Attributes:
        nation_code: GB/T 3304 code as read; ``nation`` is its display text without 族.
        photo: the WLT picture as read, 1024 opaque bytes; empty when there is none.
        address_added: newest address written after issue; empty when there is none.
        name_units: the name's 30 bytes UTF-16LE as they are on the card.
        warnings: what a person should look at, in the order it was found.

    """

    kind: CardKind
    name: str
    sex: Sex
    nation_code: str
    nation: str
    birth: date
    address: str
    number: CitizenNumber
    issuing_authority: str
    validity: Validity
    photo: bytes = b""
    address_added: str = ""
    name_units: bytes = b""
    warnings: tuple[RecordWarning, ...] = ()

    def __repr__(self) -> str:
        warnings = ", ".join(self.warnings)
        return f"IdentityRecord({self.kind.name}, …, warnings=({warnings}))"

    @property
    def current_address(self) -> str:
        """Where the holder lives by the card: the added address if there is one."""
        return self.address_added or self.address


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
        case CardKind.FOREIGN_2017 | CardKind.FOREIGN_2023 | CardKind.HMT:
            raise UnservedCardKindError(kind)
        case _:
            assert_never(kind)


def decode_added_address(addresses: bytes) -> str:
    """Newest of the addresses written to the card after issue (追加住址).

    Args:
        addresses: up to four columns of 70 bytes UTF-16LE; taken to be in the order of
            writing, so that the last one that is not blank is the newest.

    """
    columns = [
        _text(addresses[start : start + ADDRESS_BYTES])
        for start in range(0, len(addresses), ADDRESS_BYTES)
    ]
    return next((column for column in reversed(columns) if column), "")


def comparable_name(name: str) -> str:
    """Form of a name for comparing, never for printing: one middle dot, no private use.

    The dot of minority names is fixed as U+00B7, but cards and registers write others.

    >>> comparable_name("阿依古丽\u2022买买提") == comparable_name("阿依古丽\u00b7买买提")
    True
    """
    return name.rstrip(_PADDING).translate(_STANDARD_CHARACTERS).translate(_MIDDLE_DOTS)


def _decode_resident(block: bytes) -> IdentityRecord:
    name, address, nation_code = _text(block[0:30]), _text(block[52:122]), _text(block[32:36])
    sex, sex_warnings = _sex_from(_text(block[30:32]))
    try:
        number = CitizenNumber(_text(block[122:158]))
    except ValueError as error:
        raise TextBlockError(str(error)) from None  # the chain would show the card's text
    birth = _card_date(_text(block[36:52]))
    validity = _validity_from(_text(block[188:204]), _text(block[204:220]))
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
        issuing_authority=_text(block[158:188]),
        validity=validity,
        name_units=block[0:30],
        warnings=warnings,
    )


_VALIDITY_MISSING: Final = (RecordWarning.VALIDITY_MISSING,)


def _kind_of(block: bytes) -> CardKind:
    flag = _text(block[_FLAG])
    return next((kind for kind in CardKind if kind.value == flag), CardKind.RESIDENT)


def _text(column: bytes) -> str:
    """Decode one column: padding off its end only, lone surrogates marked as U+FFFD."""
    text = column.decode("utf-16-le", "surrogatepass").rstrip(_PADDING)
    return _LONE_SURROGATE.sub(_UNREADABLE_MARK, text.translate(_STANDARD_CHARACTERS))


def _text_warnings(name: str, address: str) -> tuple[RecordWarning, ...]:
    found = (
        (not name.strip(), RecordWarning.NAME_BLANK),
        (_PRIVATE_USE.search(name), RecordWarning.NAME_PRIVATE_USE),
        (_UNREADABLE_MARK in name, RecordWarning.NAME_UNREADABLE),
        (_PRIVATE_USE.search(address), RecordWarning.ADDRESS_PRIVATE_USE),
        (_UNREADABLE_MARK in address, RecordWarning.ADDRESS_UNREADABLE),
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
    day = _date_from(text)
    if day is None:
        message = "a date on the card is neither YYYYMMDD nor blank"
        raise TextBlockError(message)
    return day


def _date_from(text: str) -> date | None:
    if not re.fullmatch(r"[0-9]{8}", text):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None
