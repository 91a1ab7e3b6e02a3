# SPDX-License-Identifier: Apache-2.0
"""The three layouts beside the resident's: each column, each warning, each refusal."""

from datetime import date

import pytest

from devices.identity.numbers import (
    CitizenNumber,
    FormerResidenceNumber,
    PermanentResidenceNumber,
)
from devices.identity.record import (
    Assurance,
    CardKind,
    IdentityRecord,
    RecordWarning,
    Sex,
    SourceKind,
    Validity,
)
from devices.identity.text_block import TextBlockError, decode_text_block
from tests.devices.published_frames import TEXT_BLOCK


def block(flag: str, columns: dict[int, str]) -> bytes:
    """A block of spaces with texts at their byte offsets, as the vendors' tables give them."""
    octets = bytearray(b" \0" * 128)
    for offset, text in {**columns, 248: flag}.items():
        units = text.encode("utf-16-le", "surrogatepass")
        octets[offset : offset + len(units)] = units
    assert len(octets) == 256
    return bytes(octets)


OF_2017 = {
    0: "SPECIMEN, JOHN UTOPIAN",
    120: "1",
    122: "UTO439976030527",
    152: "UTO",
    158: "约翰",
    188: "20180320",
    204: "20280320",
    220: "19760305",
    236: "01",
    240: "4399",
}
OF_2023 = {
    0: "安娜",
    30: "2",
    32: "01",
    36: "19800101",
    52: "SPECIMEN-UTOPIANA, ANNA MARIA KATE ",  # 35 characters, the last a space
    122: "931586198001010028",
    188: "20240115",
    204: "20340115",
    220: "VICTORIA",
    242: "PAK",
    250: "000",
}
PERMIT = {
    0: "陈小慧",
    30: "2",
    36: "19850612",
    52: "湖南省虚构市示例区滨江路100号",
    122: "810000198506129985",
    158: "虚构市公安局示例分局",
    188: "20230508",
    204: "20280508",
    220: "H00000001",
    238: "02",
}
LAYOUTS = {"I": OF_2017, "Y": OF_2023, "J": PERMIT}


def decoded(flag: str, **changes: str) -> IdentityRecord:
    """Decode the layout of ``flag`` with columns changed, named ``at_OFFSET``."""
    changed = {int(name.removeprefix("at_")): text for name, text in changes.items()}
    return decode_text_block(block(flag, {**LAYOUTS[flag], **changed}))


def test_a_permanent_residence_card_of_2017_is_read_whole() -> None:
    record = decoded("I")
    assert record == IdentityRecord(
        kind=CardKind.FOREIGN_2017,
        name="约翰",
        sex=Sex.MALE,
        nation_code="",
        nation="",
        birth=date(1976, 3, 5),
        address="",
        number=FormerResidenceNumber("UTO439976030527"),
        issuing_authority="",
        validity=Validity(date(2018, 3, 20), date(2028, 3, 20)),
        name_units="约翰".ljust(15).encode("utf-16-le"),
        english_name="SPECIMEN, JOHN UTOPIAN",
        nationality="UTO",
    )


def test_a_permanent_residence_card_of_2023_is_read_whole() -> None:
    record = decoded("Y")
    assert record == IdentityRecord(
        kind=CardKind.FOREIGN_2023,
        name="安娜",
        sex=Sex.FEMALE,
        nation_code="",
        nation="",
        birth=date(1980, 1, 1),
        address="",
        number=PermanentResidenceNumber("931586198001010028"),
        issuing_authority="",
        validity=Validity(date(2024, 1, 15), date(2034, 1, 15)),
        name_units="安娜".ljust(15).encode("utf-16-le"),
        english_name="SPECIMEN-UTOPIANA, ANNA MARIA KATE VICTORIA",
        nationality="PAK",
        issue_count="01",
        former_number=FormerResidenceNumber("PAK310080010103"),
    )


def test_a_residence_permit_is_read_whole() -> None:
    record = decoded("J")
    assert record == IdentityRecord(
        kind=CardKind.HMT,
        name="陈小慧",
        sex=Sex.FEMALE,
        nation_code="",
        nation="",
        birth=date(1985, 6, 12),
        address="湖南省虚构市示例区滨江路100号",
        number=CitizenNumber(PERMIT[122]),
        issuing_authority="虚构市公安局示例分局",
        validity=Validity(date(2023, 5, 8), date(2028, 5, 8)),
        name_units="陈小慧".ljust(15).encode("utf-16-le"),
        travel_permit="H00000001",
        issue_count="02",
    )


@pytest.mark.parametrize(("flag", "at"), [("I", "at_158"), ("Y", "at_0")])
def test_a_foreigner_without_a_chinese_name_goes_by_the_english_one(flag: str, at: str) -> None:
    record = decoded(flag, **{at: "      "})
    assert record.name == record.english_name != ""
    assert record.name_units.decode("utf-16-le").rstrip() == record.english_name
    assert record.warnings == ()


def test_a_card_of_2023_may_say_nothing_of_an_older_one() -> None:
    record = decoded("Y", at_250="   ")
    assert record.former_number is None
    assert record.warnings == ()


@pytest.mark.parametrize(
    ("flag", "changes", "warnings"),
    [
        ("I", {"at_0": " " * 60, "at_158": " " * 15}, "NAME_BLANK"),
        ("I", {"at_0": "\ue000"}, "NAME_PRIVATE_USE"),
        ("Y", {"at_52": "\ud842"}, "NAME_UNREADABLE"),
        ("J", {"at_0": "陈\uf8ff"}, "NAME_PRIVATE_USE"),
        ("J", {"at_52": "\ue000"}, "ADDRESS_PRIVATE_USE"),
        ("J", {"at_52": "\ud842"}, "ADDRESS_UNREADABLE"),
        ("I", {"at_120": "7"}, "SEX_UNREADABLE"),
        ("Y", {"at_30": " "}, "SEX_UNREADABLE"),
        ("Y", {"at_36": " " * 8}, "BIRTH_MISSING"),
        ("J", {"at_36": " " * 8}, "BIRTH_MISSING"),
        ("I", {"at_220": "19760306"}, "NUMBER_CONTRADICTS_BIRTH"),
        ("Y", {"at_36": "19800102"}, "NUMBER_CONTRADICTS_BIRTH"),
        ("J", {"at_36": "19850613"}, "NUMBER_CONTRADICTS_BIRTH"),
        ("J", {"at_30": "1"}, "NUMBER_CONTRADICTS_SEX"),
        ("J", {"at_122": "11010519491231002X", "at_36": "19491231"}, "NUMBER_CONTRADICTS_KIND"),
        ("I", {"at_152": "PAK"}, "NUMBER_CONTRADICTS_NATIONALITY"),
        ("I", {"at_152": "   "}, "NUMBER_CONTRADICTS_NATIONALITY"),
        ("Y", {"at_250": "0 0"}, "FORMER_NUMBER_UNREADABLE"),
        ("Y", {"at_242": "   "}, "FORMER_NUMBER_UNREADABLE"),
        ("I", {"at_204": " " * 8}, "VALIDITY_MISSING"),
        ("Y", {"at_188": " " * 8}, "VALIDITY_MISSING"),
    ],
)
def test_what_is_odd_becomes_one_warning(
    flag: str, changes: dict[str, str], warnings: str
) -> None:
    record = decoded(flag, **changes)
    assert [warning.name for warning in record.warnings] == [warnings]
    record.name.encode("utf-8")  # whatever it is, it can be stored


def test_a_residents_card_with_a_number_of_the_other_side_is_marked() -> None:
    columns = {**PERMIT, 32: "01", 220: " " * 18}
    record = decode_text_block(block(" ", columns))
    assert record.kind is CardKind.RESIDENT
    assert record.warnings == (RecordWarning.NUMBER_CONTRADICTS_KIND,)


@pytest.mark.parametrize("code", ["0", "9"])
def test_an_unstated_sex_contradicts_nothing(code: str) -> None:
    assert decoded("J", at_30=code).warnings == ()


def test_without_a_birth_the_card_of_2017_is_refused() -> None:
    with pytest.raises(TextBlockError, match="century"):
        decoded("I", at_220=" " * 8)


@pytest.mark.parametrize(
    ("flag", "changes"),
    [
        ("I", {"at_122": "UTO439976030520"}),
        ("I", {"at_122": "11010519491231002X"[:15]}),
        ("Y", {"at_122": "11010519491231002X"}),
        ("J", {"at_122": "931586198001010029"}),
        ("Y", {"at_188": "2024-1-1"}),
        ("J", {"at_204": "永久有效"}),
    ],
)
def test_what_does_not_hold_is_refused_without_a_trace(
    flag: str, changes: dict[str, str]
) -> None:
    with pytest.raises(TextBlockError) as caught:
        decoded(flag, **changes)
    assert not any(text in str(caught.value) for text in changes.values())
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("flag", LAYOUTS)
def test_a_record_of_any_kind_hides_the_person_in_logs(flag: str) -> None:
    record = decoded(flag)
    shown = repr(record) + repr(record.number) + repr(record.former_number)
    for text in LAYOUTS[flag].values():
        assert len(text) < 3 or text not in shown


@pytest.mark.parametrize(
    ("source", "assurance"),
    [
        (SourceKind.SAM_SERIAL, Assurance.CHIP_VERIFIED),
        (SourceKind.SSCARD_PCSC, Assurance.STORED_DATA),
        (SourceKind.QR_TOKEN, Assurance.PLATFORM_VERIFIED),
        (SourceKind.REMOTE_LOGIN, Assurance.PLATFORM_VERIFIED),
        (SourceKind.STAFF, Assurance.STAFF),
    ],
)
def test_a_record_is_worth_what_its_source_is(source: SourceKind, assurance: Assurance) -> None:
    assert source.assurance is assurance


def test_what_a_module_has_verified_is_chip_verified() -> None:
    assert decode_text_block(TEXT_BLOCK).assurance is Assurance.CHIP_VERIFIED
