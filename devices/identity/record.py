# SPDX-License-Identifier: Apache-2.0
"""What is known of the person at the kiosk, whichever source it came from."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import assert_never

from devices.identity.codes import Sex
from devices.identity.numbers import FormerResidenceNumber, IdentityNumber

__all__ = [
    "Assurance",
    "CardKind",
    "IdentityRecord",
    "RecordWarning",
    "Sex",
    "SourceKind",
    "Validity",
]


class CardKind(StrEnum):
    """Kinds of document that a person is known by, by the word that configuration uses."""

    RESIDENT = "resident"
    FOREIGN_2017 = "foreign-2017"
    FOREIGN_2023 = "foreign-2023"
    HMT = "hmt"
    SOCIAL_SECURITY = "social-security"


class Assurance(StrEnum):
    """How sure it is that the record speaks of its document's holder, and how that is known."""

    CHIP_VERIFIED = "chip_verified"
    PLATFORM_VERIFIED = "platform_verified"
    STORED_DATA = "stored_data"
    STAFF = "staff"


class SourceKind(StrEnum):
    """Where a record came from."""

    SAM_SERIAL = "sam_serial"
    SSCARD_PCSC = "sscard_pcsc"
    QR_TOKEN = "qr_token"  # noqa: S105  # a kind of source, no secret
    REMOTE_LOGIN = "remote_login"
    STAFF = "staff"

    @property
    def assurance(self) -> Assurance:
        """What a record of this source is worth at best."""
        match self:
            case SourceKind.SAM_SERIAL:
                return Assurance.CHIP_VERIFIED
            case SourceKind.SSCARD_PCSC:
                return Assurance.STORED_DATA
            case SourceKind.QR_TOKEN | SourceKind.REMOTE_LOGIN:
                return Assurance.PLATFORM_VERIFIED
            case SourceKind.STAFF:
                return Assurance.STAFF
            case _:
                assert_never(self)


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
    NUMBER_CONTRADICTS_KIND = "number-contradicts-kind"
    NUMBER_CONTRADICTS_NATIONALITY = "number-contradicts-nationality"
    FORMER_NUMBER_UNREADABLE = "former-number-unreadable"
    ADDED_ADDRESS_UNREAD = "added-address-unread"


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
    """What the document says, padding stripped and standardised code points applied.

    What a kind of document does not hold is empty: a permanent-residence card has neither
    address nor nation, a residence permit no nation.

    Attributes:
        name: Chinese name; the English one where a foreigner has no Chinese name.
        nation_code: GB/T 3304 code as read; ``nation`` is its display text without 族.
        photo: the WLT picture as read, 1024 opaque bytes; empty when there is none.
        picture: the same as a BMP where a decoder is configured, 102 × 126; else empty.
        address_added: newest address written after issue; empty when there is none.
        name_units: the name's bytes UTF-16LE as they are on the card.
        warnings: what a person should look at, in the order it was found.
        english_name: in capitals, as a permanent-residence card prints it.
        nationality: three letters (ISO 3166-1), of permanent-residence cards.
        travel_permit: number of the travel permit (通行证号码), of residence permits.
        issue_count: 换证次数 or 签发次数, two characters as read.
        former_number: number of the holder's card of 2017, derived from that of 2023.

    """

    kind: CardKind
    name: str
    sex: Sex
    nation_code: str
    nation: str
    birth: date
    address: str
    number: IdentityNumber
    issuing_authority: str
    validity: Validity
    photo: bytes = b""
    address_added: str = ""
    name_units: bytes = b""
    warnings: tuple[RecordWarning, ...] = ()
    source: SourceKind = SourceKind.SAM_SERIAL
    english_name: str = ""
    nationality: str = ""
    travel_permit: str = ""
    issue_count: str = ""
    former_number: FormerResidenceNumber | None = None
    picture: bytes = b""

    def __repr__(self) -> str:
        warnings = ", ".join(self.warnings)
        return f"IdentityRecord({self.kind.name}, …, warnings=({warnings}))"

    @property
    def assurance(self) -> Assurance:
        """What the record is worth by its source."""
        return self.source.assurance

    @property
    def current_address(self) -> str:
        """Where the holder lives by the card: the added address if there is one."""
        return self.address_added or self.address
