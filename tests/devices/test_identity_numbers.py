# SPDX-License-Identifier: Apache-2.0
"""Numbers of persons: structure, check characters, and what each tells about its holder."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.identity.numbers import (
    CitizenNumber,
    FormerResidenceNumber,
    IdentityNumber,
    PermanentResidenceNumber,
    icao_check_digit,
    identity_number_from,
)
from devices.identity.record import Sex

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
PUBLISHED = ("932682198501010017", "911124198108030024", "931586198001010028")
"""Samples of permanent-residence numbers that the rules of 2023 and their readers print."""


@pytest.mark.parametrize("value", ["11010519491231002X", "440524188001010014"])
def test_sample_numbers_of_the_standard_hold(value: str) -> None:
    number = CitizenNumber(value)
    assert number.value == value
    assert number.division == value[:6]
    assert number.birth.strftime("%Y%m%d") == value[6:14]


def test_a_number_is_masked_between_its_first_and_last_four() -> None:
    assert CitizenNumber("440524188001010014").masked == "4405**********0014"


def test_lower_case_x_is_raised() -> None:
    assert CitizenNumber("11010519491231002x") == CitizenNumber("11010519491231002X")


def test_an_odd_sequence_is_a_man() -> None:
    assert CitizenNumber("440524188001010014").sex is Sex.MALE
    assert CitizenNumber("11010519491231002X").sex is Sex.FEMALE


@pytest.mark.parametrize(
    "value",
    [
        "",
        "1101051949123100",
        "110105194912310021",
        "11010519491231002Ⅹ",
        "１１０１０５１９４９１２３１００２Ｘ",
        "11010519491331002X",
        " 11010519491231002X",
        "11010519491231002X\n",
    ],
)
def test_what_is_no_citizen_number_is_refused_without_repeating_it(value: str) -> None:
    with pytest.raises(ValueError, match="citizen number") as caught:
        CitizenNumber(value)
    assert not value or value not in str(caught.value)


def test_a_birth_date_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="does not exist"):
        CitizenNumber(with_check_character("43990019900230001"))


def with_check_character(digits: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True))
    return digits + "10X98765432"[total % 11]


@given(
    birth=st.dates(date(1800, 1, 1), date(2199, 12, 31)),
    sequence=st.integers(0, 999),
    position=st.integers(0, 16),
    step=st.integers(1, 9),
)
def test_one_wrong_digit_never_passes(
    birth: date, sequence: int, position: int, step: int
) -> None:
    value = with_check_character(f"439900{birth:%Y%m%d}{sequence:03d}")
    assert CitizenNumber(value).birth == birth
    wrong = str((int(value[position]) + step) % 10)
    with pytest.raises(ValueError, match="citizen number"):
        CitizenNumber(value[:position] + wrong + value[position + 1 :])


@pytest.mark.parametrize(
    ("division", "region"),
    [("810000", "HKG"), ("820000", "MAC"), ("830000", "TWN"), ("439900", ""), ("810001", "")],
)
def test_the_division_of_a_residence_permit_tells_the_region(
    division: str, region: str
) -> None:
    number = CitizenNumber(with_check_character(f"{division}19900101998"))
    assert number.home_region == region
    assert number.sex is Sex.FEMALE


@pytest.mark.parametrize("value", PUBLISHED)
def test_published_permanent_residence_numbers_hold(value: str) -> None:
    number = PermanentResidenceNumber(value)
    assert number.value == value
    assert number.birth == date(int(value[6:10]), int(value[10:12]), int(value[12:14]))
    assert number.sex is None
    assert number.masked == f"{value[:4]}**********{value[-4:]}"
    assert value[4:10] not in repr(number)


def test_a_permanent_residence_number_may_end_in_a_small_x() -> None:
    body = next(
        body
        for sequence in range(1000)
        if (body := f"94399919900101{sequence:03d}")
        and with_check_character(body).endswith("X")
    )
    assert PermanentResidenceNumber(f"{body}x").value == f"{body}X"


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("", "begins with 9"),
        ("11010519491231002X", "begins with 9"),
        ("93268219850101001", "17 digits"),
        ("932682198501010018", "check character"),
        ("94399919901301001", "birth date"),
    ],
)
def test_what_is_no_permanent_residence_number_is_refused(value: str, why: str) -> None:
    if why == "birth date":
        value = with_check_character(value)
    with pytest.raises(ValueError, match=why) as caught:
        PermanentResidenceNumber(value)
    assert not value or value not in str(caught.value)


def test_the_number_of_the_older_card_is_derived_as_published() -> None:
    number = PermanentResidenceNumber("931586198001010028").former("PAK", "000")
    assert number == FormerResidenceNumber("PAK310080010103")
    assert number.nationality == "PAK"


@pytest.mark.parametrize(
    ("nationality", "link"), [("PK", "000"), ("PAK", "00"), ("pak", "000"), ("PAK", "0A0")]
)
def test_no_older_number_is_derived_from_an_odd_link(nationality: str, link: str) -> None:
    with pytest.raises(ValueError, match="three letters"):
        PermanentResidenceNumber(PUBLISHED[2]).former(nationality, link)


def test_a_former_number_tells_no_century_and_no_sex() -> None:
    number = FormerResidenceNumber("pak310080010103")
    assert number.value == "PAK310080010103"
    assert (number.birth, number.sex) == (None, None)
    assert number.agrees_with_birth(date(1980, 1, 1))
    assert number.agrees_with_birth(date(2080, 1, 1))
    assert not number.agrees_with_birth(date(1980, 1, 2))
    assert number.masked == "PAK3*******0103"
    assert "3100" not in repr(number)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("", "three letters"),
        ("PAK31008001010", "three letters"),
        ("PA1310080010103", "three letters"),
        ("PAK310080010104", "check digit"),
        ("PAK310080130100", "birth date"),
    ],
)
def test_what_is_no_former_number_is_refused(value: str, why: str) -> None:
    if why == "birth date":
        value = value[:14] + icao_check_digit(value[:14])
    with pytest.raises(ValueError, match=why) as caught:
        FormerResidenceNumber(value)
    assert not value or value not in str(caught.value)


@given(birth=st.dates(date(1900, 1, 1), date(2099, 12, 31)), sequence=st.integers(0, 9))
def test_a_former_number_of_any_birth_holds(birth: date, sequence: int) -> None:
    body = f"UTO4399{birth:%y%m%d}{sequence}"
    assert FormerResidenceNumber(body + icao_check_digit(body)).agrees_with_birth(birth)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("11010519491231002x", CitizenNumber),
        (PUBLISHED[0], PermanentResidenceNumber),
        ("PAK310080010103", FormerResidenceNumber),
    ],
)
def test_a_number_is_known_by_its_form(text: str, kind: type[IdentityNumber]) -> None:
    assert type(identity_number_from(text)) is kind


@pytest.mark.parametrize("text", ["", "9", "A", "1", "１１０"])
def test_what_has_no_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"number|digit"):
        identity_number_from(text)
