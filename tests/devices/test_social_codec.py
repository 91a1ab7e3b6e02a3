# SPDX-License-Identifier: Apache-2.0
"""Records of a social-security card: published bytes, round trips, and rubbish refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.card_reader.pcsc.social_codec import (
    Record,
    RecordError,
    decode_chinese,
    decode_digits,
    decode_text,
    parse_record,
    strip_filler,
)

FILLER = st.sampled_from([b"\0", b"\xff", b" "])
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
RARE = st.characters(min_codepoint=0x20000, max_codepoint=0x2A6D6)


def test_published_records_decode() -> None:
    version = parse_record(bytes.fromhex("03 04 33 2E 30 30"))
    assert version == Record(0x03, b"3.00")
    assert decode_text(version.value) == "3.00"
    card_id = parse_record(bytes.fromhex("01 10 43 99 00") + b"\xff" * 13)
    assert decode_digits(card_id.value) == "439900"


@given(field=st.integers(0, 255), value=st.binary(max_size=127), filler=FILLER)
def test_every_record_survives(field: int, value: bytes, filler: bytes) -> None:
    octets = bytes((field, len(value))) + value
    assert parse_record(octets + filler * 3) == Record(field, value)


@given(st.binary(max_size=140))
def test_rubbish_is_refused_or_a_record_and_nothing_else(octets: bytes) -> None:
    try:
        record = parse_record(octets)
    except RecordError:
        return
    assert octets.startswith(bytes((record.field, len(record.value))) + record.value)


@pytest.mark.parametrize(
    "octets", ["", "08", "08 02 31", "08 7F 31", "08 80" + "31" * 128, "08 01 31 32"]
)
def test_a_record_that_contradicts_itself_is_refused(octets: str) -> None:
    with pytest.raises(RecordError):
        parse_record(bytes.fromhex(octets))


@given(st.text("0123456789", max_size=32))
def test_digits_survive(digits: str) -> None:
    even = digits + "f" * (len(digits) % 2)
    assert decode_digits(bytes.fromhex(even) + b"\xff\xff") == digits


@given(st.binary(max_size=16))
def test_digits_are_digits_or_refused(value: bytes) -> None:
    try:
        digits = decode_digits(value)
    except RecordError:
        assert not value.hex().rstrip("f").isdecimal()
        return
    assert value.hex() == digits.ljust(2 * len(value), "f")


@pytest.mark.parametrize("value", ["1A", "FF 19", "F1"])
def test_what_is_no_digit_is_refused(value: str) -> None:
    with pytest.raises(RecordError):
        decode_digits(bytes.fromhex(value))


@given(text=st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E)), filler=FILLER)
def test_letters_survive(text: str, filler: bytes) -> None:
    assert decode_text(text.encode() + filler * 4) == text


@pytest.mark.parametrize("value", [b"\x01", b"1\x002", b"\xb3\xc2", b"1\x7f"])
def test_what_is_no_letter_is_refused(value: bytes) -> None:
    with pytest.raises(RecordError):
        decode_text(value)


@given(name=st.text(HAN | RARE | st.just("·"), max_size=15), filler=FILLER)
def test_names_survive_whatever_fills_them_up(name: str, filler: bytes) -> None:
    assert decode_chinese(name.encode("gb18030") + filler * 5) == name


@given(st.binary(max_size=50))
def test_a_broken_name_is_marked_and_never_refused(value: bytes) -> None:
    text = decode_chinese(value)
    text.encode("utf-16-le")
    assert text or not strip_filler(value)
