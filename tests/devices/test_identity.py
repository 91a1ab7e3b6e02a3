# SPDX-License-Identifier: Apache-2.0
"""What a resident's text block says, and what no block may make the kiosk say or crash on."""

import traceback
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.identity.characters import comparable_name
from devices.identity.numbers import CitizenNumber
from devices.identity.record import CardKind, RecordWarning, Sex, Validity
from devices.identity.text_block import (
    TextBlockError,
    decode_added_address,
    decode_text_block,
)
from tests.devices.published_frames import TEXT_BLOCK


def block_with(offset: int, text: str, *, length: int) -> bytes:
    """The published block with one column replaced, padded as cards are."""
    return block_with_bytes(offset, text.encode("utf-16-le", "surrogatepass"), length=length)


def block_with_bytes(offset: int, octets: bytes, *, length: int) -> bytes:
    column = octets + b" \0" * ((length - len(octets)) // 2)
    assert len(column) == length
    return TEXT_BLOCK[:offset] + column + TEXT_BLOCK[offset + length :]


def test_published_block_decodes_to_its_person() -> None:
    record = decode_text_block(TEXT_BLOCK)
    assert record.kind is CardKind.RESIDENT
    assert record.name == "李春晓"
    assert (record.sex, record.sex.label) == (Sex.FEMALE, "女")
    assert (record.nation_code, record.nation) == ("01", "汉")
    assert record.birth == date(1949, 12, 31)
    assert record.address == record.current_address == "湖南省永州市冷水滩区珊瑚路1号"
    assert record.number == CitizenNumber("11010519491231002X")
    assert record.issuing_authority == "永州市公安局冷水滩分局"
    assert record.validity == Validity(date(2020, 1, 1), None)
    assert record.name_units == TEXT_BLOCK[:30]
    assert record.warnings == ()


def test_a_record_hides_the_person_in_logs() -> None:
    record = decode_text_block(TEXT_BLOCK)
    for text in (repr(record), str(record), f"{record.number}", repr(record.number)):
        for personal in ("李春晓", "110105", "002X", "1949", "珊瑚", "冷水滩"):
            assert personal not in text


@pytest.mark.parametrize(
    ("code", "sex", "label"),
    [
        ("0", Sex.UNKNOWN, "未知"),
        ("1", Sex.MALE, "男"),
        ("2", Sex.FEMALE, "女"),
        ("9", Sex.UNSTATED, "未说明"),
    ],
)
def test_each_of_the_four_sex_codes_keeps_its_meaning(code: str, sex: Sex, label: str) -> None:
    record = decode_text_block(block_with(30, code, length=2))
    assert record.sex is sex
    assert record.sex.label == label
    is_contradiction = RecordWarning.NUMBER_CONTRADICTS_SEX in record.warnings
    assert is_contradiction is (sex is Sex.MALE)


@pytest.mark.parametrize("code", ["7", " ", "女"])
def test_an_unreadable_sex_is_unknown_and_never_a_woman(code: str) -> None:
    record = decode_text_block(block_with(30, code, length=2))
    assert record.sex is Sex.UNKNOWN
    assert record.warnings == (RecordWarning.SEX_UNREADABLE,)


def test_an_unknown_nation_shows_its_code() -> None:
    record = decode_text_block(block_with(32, "99", length=4))
    assert (record.nation_code, record.nation) == ("99", "其他(代码99)")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("阿依古丽\u00b7买买提", "阿依古丽\u00b7买买提"),
        ("JOHN  SMITH", "JOHN  SMITH"),
        (" 李", " 李"),
        ("李\u3000\u3000", "李"),
        ("李\0\0 \u3000", "李"),
        ("𠮷野", "𠮷野"),
        ("\ue81e\ue816", "\u9fb4\U00020087"),
        ("㐂㛃䶮", "㐂㛃䶮"),
    ],
)
def test_names_lose_their_padding_and_nothing_else(written: str, read: str) -> None:
    block = block_with(0, written, length=30)
    record = decode_text_block(block)
    assert record.name == read
    assert record.name_units == block[:30]
    assert record.warnings == ()


@pytest.mark.parametrize(
    ("name", "warning"),
    [
        ("王\ue000", RecordWarning.NAME_PRIVATE_USE),
        ("王\U000f0001", RecordWarning.NAME_PRIVATE_USE),
        ("王\ud842", RecordWarning.NAME_UNREADABLE),
        ("", RecordWarning.NAME_BLANK),
    ],
)
def test_a_name_that_cannot_be_shown_is_marked(name: str, warning: RecordWarning) -> None:
    record = decode_text_block(block_with(0, name, length=30))
    assert record.warnings == (warning,)
    record.name.encode("utf-8")  # whatever it is, it can be stored


@pytest.mark.parametrize(
    ("address", "warning"),
    [
        ("湖南省\uf000村", RecordWarning.ADDRESS_PRIVATE_USE),
        ("湖南省\udc00村", RecordWarning.ADDRESS_UNREADABLE),
    ],
)
def test_an_address_that_cannot_be_shown_is_marked(
    address: str, warning: RecordWarning
) -> None:
    record = decode_text_block(block_with(52, address, length=70))
    assert record.warnings == (warning,)


@given(st.binary(min_size=30, max_size=30))
def test_no_name_makes_the_decoder_fail(octets: bytes) -> None:
    record = decode_text_block(block_with_bytes(0, octets, length=30))
    record.name.encode("utf-8")
    assert record.name_units == octets


@given(st.binary(min_size=256, max_size=256))
def test_any_block_gives_a_record_or_one_clear_error(block: bytes) -> None:
    with pytest.raises(TextBlockError):
        decode_text_block(block)


def test_full_width_digits_of_an_address_stay() -> None:
    record = decode_text_block(block_with(52, "秋水路１８号", length=70))
    assert record.address == "秋水路１８号"


@pytest.mark.parametrize("flag", ["\0", "Q", "\u3000"])
def test_any_other_flag_is_a_resident_card(flag: str) -> None:
    assert decode_text_block(block_with(248, flag, length=2)).kind is CardKind.RESIDENT


@pytest.mark.parametrize("length", [0, 255, 257])
def test_a_block_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(TextBlockError, match="256 bytes"):
        decode_text_block(bytes(length))


def test_a_number_that_does_not_hold_is_refused_without_a_trace_of_it() -> None:
    wrong_number = "11010519491231002X"[::-1]
    with pytest.raises(TextBlockError) as caught:
        decode_text_block(block_with(122, wrong_number, length=36))
    shown = "".join(traceback.format_exception(caught.value))
    assert wrong_number not in shown


def test_blank_birth_is_taken_from_the_number_and_marked() -> None:
    record = decode_text_block(block_with(36, "", length=16))
    assert record.birth == date(1949, 12, 31)
    assert record.warnings == (RecordWarning.BIRTH_MISSING,)


def test_a_birth_that_contradicts_the_number_is_marked_and_kept() -> None:
    record = decode_text_block(block_with(36, "19491230", length=16))
    assert record.birth == date(1949, 12, 30)
    assert record.warnings == (RecordWarning.NUMBER_CONTRADICTS_BIRTH,)


@pytest.mark.parametrize("text", ["19490231", "1949-2-1", "长期", "１９４９１２３１"])
def test_a_birth_that_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(TextBlockError, match="YYYYMMDD"):
        decode_text_block(block_with(36, text, length=16))


def test_long_term_has_no_end() -> None:
    assert decode_text_block(TEXT_BLOCK).validity.covers(date(2999, 1, 1))


def test_a_blank_end_is_not_long_term() -> None:
    record = decode_text_block(block_with(204, "", length=16))
    assert not record.validity.covers(date(2026, 11, 22))
    assert record.warnings == (RecordWarning.VALIDITY_MISSING,)


def test_a_blank_start_is_marked_and_the_end_still_counts() -> None:
    block = block_with(188, "", length=16)
    record = decode_text_block(block[:204] + "20301231".encode("utf-16-le") + block[220:])
    assert record.validity == Validity(date.min, date(2030, 12, 31))
    assert record.warnings == (RecordWarning.VALIDITY_MISSING,)


@pytest.mark.parametrize(
    ("day", "is_valid"),
    [
        (date(2019, 12, 31), False),
        (date(2020, 1, 1), True),
        (date(2040, 1, 1), True),
        (date(2040, 1, 2), False),
    ],
)
def test_both_ends_of_a_validity_are_included(day: date, is_valid: bool) -> None:
    assert Validity(date(2020, 1, 1), date(2040, 1, 1)).covers(day) is is_valid


def address_columns(*addresses: str) -> bytes:
    return b"".join(address.ljust(35).encode("utf-16-le") for address in addresses)


@pytest.mark.parametrize(
    ("columns", "newest"),
    [
        (address_columns("甲路1号", "乙路2号", "", ""), "乙路2号"),
        (address_columns("甲路1号"), "甲路1号"),
        (address_columns("", "", "", ""), ""),
        (b"", ""),
    ],
)
def test_the_last_added_address_is_the_newest(columns: bytes, newest: str) -> None:
    assert decode_added_address(columns) == newest


def test_the_dots_of_minority_names_compare_equal() -> None:
    names = {comparable_name(f"买买提{dot}阿不都") for dot in "\u00b7\u2022\u30fb\uff0e\uff65"}
    assert names == {"买买提\u00b7阿不都"}
