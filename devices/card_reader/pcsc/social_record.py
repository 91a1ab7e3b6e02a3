# SPDX-License-Identifier: Apache-2.0
"""From what a social-security card stores to an identity record. Pure."""

from dataclasses import replace
from datetime import date

from devices.card_reader.pcsc.social_card import SocialCard
from devices.card_reader.pcsc.social_codec import RecordError, decode_chinese
from devices.identity.characters import decode_column, has_private_use, has_unreadable
from devices.identity.codes import Sex, date_from
from devices.identity.nations import nation_name
from devices.identity.numbers import (
    CitizenNumber,
    FormerResidenceNumber,
    IdentityNumber,
    PermanentResidenceNumber,
)
from devices.identity.record import (
    CardKind,
    IdentityRecord,
    RecordWarning,
    SourceKind,
    Validity,
)

_FORMS = (PermanentResidenceNumber, CitizenNumber, FormerResidenceNumber)
"""In this order: no division begins with 9, so that a number that does is a foreigner's."""


def record_from(card: SocialCard) -> IdentityRecord:
    """Make the record; it holds no address, for the card has none.

    The number must hold, and so must the birth where the number leaves it open. Whatever else
    is odd becomes a warning.

    Raises:
        RecordError: the number does not hold, or nothing tells the birth.

    """
    number = _number_from(card.number)
    written = date_from(card.birth)
    birth = written or number.birth
    if birth is None:
        message = "neither the card nor its number tells the birth"
        raise RecordError(message)
    units = decode_chinese(card.name).encode("utf-16-le")
    record = IdentityRecord(
        kind=CardKind.SOCIAL_SECURITY,
        name=decode_column(units),
        sex=Sex(card.sex) if card.sex in {sex.value for sex in Sex} else Sex.UNKNOWN,
        nation_code=card.nation,
        nation=nation_name(card.nation),
        birth=birth,
        address="",
        number=number,
        issuing_authority="",
        validity=_validity_from(card),
        name_units=units,
        source=SourceKind.SSCARD_PCSC,
    )
    return replace(record, warnings=_warnings_about(record, card, written))


def _number_from(text: str) -> IdentityNumber:
    """Whichever kind of number the text is."""
    for form in _FORMS:
        try:
            return form(text)
        except ValueError:
            continue
    message = "the number on the card is no identity number that holds"
    raise RecordError(message)


def _validity_from(card: SocialCard) -> Validity:
    last = date_from(card.expires)
    first = date_from(card.issued) or date.min
    return Validity(first, last, is_stated=last is not None)


def _warnings_about(
    record: IdentityRecord, card: SocialCard, written: date | None
) -> tuple[RecordWarning, ...]:
    number = record.number
    is_known_sex = record.sex in {Sex.MALE, Sex.FEMALE}
    found = (
        (has_private_use(record.name), RecordWarning.NAME_PRIVATE_USE),
        (has_unreadable(record.name), RecordWarning.NAME_UNREADABLE),
        (record.sex.value != card.sex, RecordWarning.SEX_UNREADABLE),
        (written is None, RecordWarning.BIRTH_MISSING),
        (not number.agrees_with_birth(record.birth), RecordWarning.NUMBER_CONTRADICTS_BIRTH),
        (
            is_known_sex and number.sex not in {None, record.sex},
            RecordWarning.NUMBER_CONTRADICTS_SEX,
        ),
        (not record.validity.is_stated, RecordWarning.VALIDITY_MISSING),
    )
    return tuple(warning for is_found, warning in found if is_found)
