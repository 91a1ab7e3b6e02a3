# SPDX-License-Identifier: Apache-2.0
"""A number is what its template says, or there is none."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.errors import NumberError
from certificates.licence import LicenceNumber
from certificates.numbering import NumberRule, Restart, format_number, licence_number

TEMPLATE = "{division}卫公证字〔{year}〕第{serial:04}号"
TODAY = date(2026, 11, 22)


class CountingSeries:
    """A series in memory: counts for each name and period, never backwards."""

    def __init__(self) -> None:
        self.last: Counter[tuple[str, str]] = Counter()

    def reserve(self, series_id: str, period: str) -> int:
        self.last[series_id, period] += 1
        return self.last[series_id, period]


class EmptySeries:
    """A series whose block is used up."""

    def reserve(self, series_id: str, period: str) -> int:
        raise NumberError("NUMBER-0651", f"{series_id} {period}: block used up")


def test_template_is_filled_in() -> None:
    number = format_number(TEMPLATE, year=2026, division="439900", serial=385)
    assert number == "439900卫公证字〔2026〕第0385号"


def test_serial_without_width_is_not_padded() -> None:
    assert format_number("第{serial}号", year=2026, division="439900", serial=7) == "第7号"


@pytest.mark.parametrize(
    "template",
    [
        "",
        "第{year}号",
        "{serial}{serial}",
        "{serial}{",
        "{serial}}",
        "{{serial}}",
        "{Serial}",
        "{serial:4}",
        "{serial:00}",
        "{serial:012}",
        "{year:04}{serial}",
        "{region}{serial}",
        "{serial.real}",
        "{serial!r}",
        "{}{serial}",
    ],
)
def test_template_that_is_none_is_refused(template: str) -> None:
    with pytest.raises(ValueError, match=r"serial|brace|placeholder"):
        format_number(template, year=2026, division="439900", serial=1)
    with pytest.raises(ValueError, match=r"serial|brace|placeholder"):
        NumberRule("s", template, Restart.NEVER)


@pytest.mark.parametrize(
    ("year", "division", "serial"),
    [
        (26, "439900", 1),
        (10_000, "439900", 1),
        (2026, "43990", 1),
        (2026, "43990A", 1),
        (2026, "４３９９００", 1),
        (2026, "439900", 0),
        (2026, "439900", -3),
    ],
)
def test_value_of_another_shape_is_refused(year: int, division: str, serial: int) -> None:
    with pytest.raises(ValueError, match=r"digits|starts"):
        format_number(TEMPLATE, year=year, division=division, serial=serial)


def test_serial_that_outgrows_its_width_is_an_end_not_a_longer_number() -> None:
    assert "9999" in format_number(TEMPLATE, year=2026, division="439900", serial=9999)
    with pytest.raises(NumberError) as caught:
        format_number(TEMPLATE, year=2026, division="439900", serial=10_000)
    assert caught.value.code == "NUMBER-0651"


@given(st.integers(1, 9999), st.integers(1, 9999), st.sampled_from([2026, 2027]))
def test_two_serials_never_give_one_number(first: int, second: int, year: int) -> None:
    one = format_number(TEMPLATE, year=2026, division="439900", serial=first)
    other = format_number(TEMPLATE, year=year, division="439900", serial=second)
    assert (one == other) == ((first, 2026) == (second, year))


def test_yearly_rule_must_show_the_year() -> None:
    with pytest.raises(ValueError, match="restarts yearly"):
        NumberRule("hygiene-permit", "第{serial:04}号", Restart.YEARLY)


def test_each_licence_takes_the_next_number() -> None:
    rule, series = NumberRule("hygiene-permit", TEMPLATE), CountingSeries()
    numbers = [licence_number(rule, series, division="439900", today=TODAY) for _ in range(3)]
    assert numbers[0] == LicenceNumber("439900卫公证字〔2026〕第0001号")
    assert len(set(numbers)) == 3


def test_serial_starts_again_with_the_year() -> None:
    rule, series = NumberRule("hygiene-permit", TEMPLATE), CountingSeries()
    licence_number(rule, series, division="439900", today=date(2026, 12, 31))
    new_year = licence_number(rule, series, division="439900", today=date(2027, 1, 1))
    assert new_year == LicenceNumber("439900卫公证字〔2027〕第0001号")


def test_series_that_never_restarts_has_one_period() -> None:
    rule = NumberRule("freight", "{division}{serial:06}", Restart.NEVER)
    series = CountingSeries()
    licence_number(rule, series, division="439900", today=date(2026, 12, 31))
    later = licence_number(rule, series, division="439900", today=date(2027, 1, 1))
    assert later == LicenceNumber("439900000002")
    assert set(series.last) == {("freight", "")}


def test_series_that_is_used_up_gives_no_number() -> None:
    with pytest.raises(NumberError, match="NUMBER-0651"):
        licence_number(
            NumberRule("hygiene-permit", TEMPLATE),
            EmptySeries(),
            division="439900",
            today=TODAY,
        )
