# SPDX-License-Identifier: Apache-2.0
r"""Numbers of persons, each checked when it is made, each hidden in logs.

Sources: GB 11643-1999 (citizen number; check character by ISO 7064 MOD 11-2), the National
Immigration Administration's rules for adapting to the permanent-residence card of 2023 (18
digits, same check), ICAO Doc 9303 part 3 (7-3-1 check of the card of 2017).
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from devices.identity.codes import Sex, date_from

_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS: Final = "10X98765432"
_ICAO_WEIGHTS: Final = (7, 3, 1)
_HMT_REGIONS: Final = {"810000": "HKG", "820000": "MAC", "830000": "TWN"}


@dataclass(frozen=True, repr=False)
class CitizenNumber:
    """A citizen identity number (公民身份号码) whose check character and birth date hold.

    Holders of a residence permit for Hong Kong, Macao and Taiwan have one as well, of division
    810000, 820000 or 830000. A lower-case x is raised.

    Raises:
        ValueError: not 17 digits and a check character, or one of the two does not hold; the
            message does not repeat the value.

    >>> CitizenNumber("11010519491231002x").masked
    '1101**********002X'
    """

    value: str

    def __post_init__(self) -> None:
        value = self.value.upper()
        _check_eighteen(value, "citizen number")
        object.__setattr__(self, "value", value)

    def __repr__(self) -> str:
        return "CitizenNumber(…)"

    @property
    def birth(self) -> date:
        """Date of birth, digits 7 to 14."""
        return _birth_in(self.value)

    def agrees_with_birth(self, birth: date) -> bool:
        """Whether ``birth`` is the day that the number tells."""
        return self.birth == birth

    @property
    def sex(self) -> Sex:
        """Sex by the parity of the sequence number: odd male, even female."""
        return Sex.MALE if int(self.value[16]) % 2 else Sex.FEMALE

    @property
    def division(self) -> str:
        """Code of the division (行政区划代码) that gave the number, six digits."""
        return self.value[:6]

    @property
    def home_region(self) -> str:
        """HKG, MAC or TWN for numbers of residence permits; empty for all others."""
        return _HMT_REGIONS.get(self.division, "")

    @property
    def masked(self) -> str:
        """Form for screens and slips: the first and last four, ten stars between."""
        return _masked(self.value)


@dataclass(frozen=True, repr=False)
class PermanentResidenceNumber:
    """Number of a foreigner's permanent-residence card (外国人永久居留身份证) of 2023.

    18 digits: 9, province (2), country in digits (3), birth (8), sequence (3), check character.
    A lower-case x is raised.

    Raises:
        ValueError: another structure, or check character or birth do not hold; the message does
            not repeat the value.

    >>> PermanentResidenceNumber("931586198001010028").former("PAK", "000").value
    'PAK310080010103'
    """

    value: str

    def __post_init__(self) -> None:
        value = self.value.upper()
        if not value.startswith("9"):
            message = "a permanent-residence number begins with 9"
            raise ValueError(message)
        _check_eighteen(value, "permanent-residence number")
        object.__setattr__(self, "value", value)

    def __repr__(self) -> str:
        return "PermanentResidenceNumber(…)"

    @property
    def birth(self) -> date:
        """Date of birth, digits 7 to 14."""
        return _birth_in(self.value)

    def agrees_with_birth(self, birth: date) -> bool:
        """Whether ``birth`` is the day that the number tells."""
        return self.birth == birth

    @property
    def sex(self) -> None:
        """None: no published rule gives the sequence a meaning."""
        return

    @property
    def masked(self) -> str:
        """Form for screens and slips: the first and last four, ten stars between."""
        return _masked(self.value)

    def former(self, nationality: str, link: str) -> "FormerResidenceNumber":
        """Derive the number of the holder's card of 2017, under which older files lie.

        Args:
            nationality: three letters, as the card states it.
            link: 既往版本号码关联项, three digits at the end of the card's block.

        Raises:
            ValueError: either has another form.

        """
        if not re.fullmatch(r"[A-Z]{3}", nationality) or not re.fullmatch(r"[0-9]{3}", link):
            message = "nationality is three letters, the link to the former number three digits"
            raise ValueError(message)
        body = nationality + self.value[1:3] + link[:2] + self.value[8:14] + link[2]
        return FormerResidenceNumber(body + icao_check_digit(body))


@dataclass(frozen=True, repr=False)
class FormerResidenceNumber:
    """Number of a foreigner's permanent-residence card of 2017: three letters, twelve digits.

    Nationality (3), area (4), birth as YYMMDD (6), sequence (1), check digit. Lower-case
    letters are raised.

    Raises:
        ValueError: another form, or check digit or month and day do not hold; the message does
            not repeat the value.

    """

    value: str

    def __post_init__(self) -> None:
        value = self.value.upper()
        if not re.fullmatch(r"[A-Z]{3}[0-9]{12}", value):
            message = "a former residence number is three letters and twelve digits"
            raise ValueError(message)
        if value[14] != icao_check_digit(value[:14]):
            message = "the check digit of the former residence number does not hold"
            raise ValueError(message)
        if not any(date_from(century + value[7:13]) for century in ("19", "20")):
            message = "the birth date in the former residence number does not exist"
            raise ValueError(message)
        object.__setattr__(self, "value", value)

    def __repr__(self) -> str:
        return "FormerResidenceNumber(…)"

    @property
    def birth(self) -> None:
        """None: the number leaves the century out."""
        return

    @property
    def sex(self) -> None:
        """None: the number does not tell."""
        return

    @property
    def nationality(self) -> str:
        """Three letters (ISO 3166-1) of the nationality that the number was given for."""
        return self.value[:3]

    def agrees_with_birth(self, birth: date) -> bool:
        """Whether the number tells the last two digits of the year, month and day of it."""
        return self.value[7:13] == f"{birth:%y%m%d}"

    @property
    def masked(self) -> str:
        """Form for screens and slips: the first and last four, seven stars between."""
        return _masked(self.value)


IdentityNumber = CitizenNumber | PermanentResidenceNumber | FormerResidenceNumber
"""Whatever number a document is known by."""


def identity_number_from(text: str) -> IdentityNumber:
    """Tell by its form what kind of number ``text`` is, and check it.

    Raises:
        ValueError: it is none, or does not hold; the message does not repeat the value.

    >>> type(identity_number_from("PAK310080010103")).__name__
    'FormerResidenceNumber'
    """
    if text[:1].isalpha():
        return FormerResidenceNumber(text)
    if text.startswith("9"):
        return PermanentResidenceNumber(text)
    return CitizenNumber(text)


def icao_check_digit(body: str) -> str:
    """Check digit by the weights 7, 3, 1; letters count from A = 10.

    >>> icao_check_digit("PAK31008001010")
    '3'
    """
    values = (int(character, 36) for character in body)
    weighted = (value * _ICAO_WEIGHTS[place % 3] for place, value in enumerate(values))
    return str(sum(weighted) % 10)


def _check_eighteen(value: str, name: str) -> None:
    if not re.fullmatch(r"[0-9]{17}[0-9X]", value):
        message = f"a {name} is 17 digits and a check character"
        raise ValueError(message)
    total = sum(int(digit) * weight for digit, weight in zip(value[:17], _WEIGHTS, strict=True))
    if value[17] != _CHECK_CHARACTERS[total % 11]:
        message = f"the check character of the {name} does not hold"
        raise ValueError(message)
    if date_from(value[6:14]) is None:
        message = f"the birth date in the {name} does not exist"
        raise ValueError(message)


def _birth_in(value: str) -> date:
    return date(int(value[6:10]), int(value[10:12]), int(value[12:14]))


def _masked(value: str) -> str:
    return f"{value[:4]}{'*' * (len(value) - 8)}{value[-4:]}"
