# SPDX-License-Identifier: Apache-2.0
"""From stored texts to an identity record: what must hold, and what is only warned of."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from devices.card_reader.pcsc.social_card import SocialCard
from devices.card_reader.pcsc.social_codec import RecordError
from devices.card_reader.pcsc.social_record import record_from
from devices.identity.numbers import (
    CitizenNumber,
    FormerResidenceNumber,
    PermanentResidenceNumber,
)
from devices.identity.record import (
    Assurance,
    CardKind,
    RecordWarning,
    Sex,
    SourceKind,
    Validity,
)

CARD = SocialCard(
    version="2.00",
    issued="20190408",
    expires="20390408",
    number="439900199203170068",
    name="陈秋美".encode("gb18030"),
    sex="2",
    nation="15",
    birth="19920317",
)


def test_a_record_says_what_the_card_stores_and_no_more() -> None:
    record = record_from(CARD)
    assert (record.kind, record.source) == (CardKind.SOCIAL_SECURITY, SourceKind.SSCARD_PCSC)
    assert record.assurance is Assurance.STORED_DATA
    assert (record.name, record.nation, record.sex) == ("陈秋美", "土家", Sex.FEMALE)
    assert record.name_units == "陈秋美".encode("utf-16-le")
    assert record.number == CitizenNumber("439900199203170068")
    assert record.birth == date(1992, 3, 17)
    assert record.validity == Validity(date(2019, 4, 8), date(2039, 4, 8))
    assert (record.address, record.issuing_authority, record.photo) == ("", "", b"")
    assert record.warnings == ()


def test_a_card_that_does_not_say_when_it_ends_is_not_valid_for_ever() -> None:
    record = record_from(replace(CARD, issued="", expires=""))
    assert record.validity == Validity(date.min, None, is_stated=False)
    assert record.warnings == (RecordWarning.VALIDITY_MISSING,)


@pytest.mark.parametrize(
    ("change", "warning"),
    [
        ({"sex": "1"}, RecordWarning.NUMBER_CONTRADICTS_SEX),
        ({"sex": ""}, RecordWarning.SEX_UNREADABLE),
        ({"sex": "7"}, RecordWarning.SEX_UNREADABLE),
        ({"birth": ""}, RecordWarning.BIRTH_MISSING),
        ({"birth": "19920318"}, RecordWarning.NUMBER_CONTRADICTS_BIRTH),
        ({"name": "陈\ue863".encode("gb18030")}, RecordWarning.NAME_PRIVATE_USE),
        ({"name": b"\xb3\xc2\x81"}, RecordWarning.NAME_UNREADABLE),
    ],
)
def test_what_is_odd_is_a_warning(change: dict[str, Any], warning: RecordWarning) -> None:
    assert record_from(replace(CARD, **change)).warnings == (warning,)


def test_code_points_that_gb18030_moved_are_standardised() -> None:
    record = record_from(replace(CARD, name=bytes.fromhex("FE59")))
    assert record.name == "\u9fb4"
    assert record.name_units == "\ue81e".encode("utf-16-le")
    assert record.warnings == ()


def test_residents_from_abroad_are_known_by_their_own_numbers() -> None:
    newer = record_from(replace(CARD, number="931586198001010028", birth="19800101"))
    assert newer.number == PermanentResidenceNumber("931586198001010028")
    older = record_from(replace(CARD, number="PAK310080010103", birth="19800101"))
    assert older.number == FormerResidenceNumber("PAK310080010103")
    assert newer.warnings == older.warnings == ()


def test_a_number_that_does_not_hold_is_refused_without_being_repeated() -> None:
    with pytest.raises(RecordError) as caught:
        record_from(replace(CARD, number="439900199203170067"))
    assert "439900" not in str(caught.value)


def test_somebody_whose_birth_nothing_tells_is_refused() -> None:
    with pytest.raises(RecordError, match="birth"):
        record_from(replace(CARD, number="PAK310080010103", birth="19800199"))
