# SPDX-License-Identifier: Apache-2.0
"""Periods as the law counts them, over published years and years not published yet."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.errors import CalendarError, CatalogueError
from forms.service_item import DayUnit, Limit
from forms.working_days import (
    Holiday,
    WorkCalendar,
    YearTable,
    add_calendar_days,
    add_working_days,
    load_years,
)
from tests.support.applying import CATALOGUE_FOLDER, shipped
from tests.support.published import year_2027

CALENDAR = shipped().calendar
DAY = timedelta(days=1)
EVENTS = st.dates(date(2025, 1, 1), date(2028, 12, 31))
COUNTS = st.integers(1, 90)


@pytest.mark.parametrize(
    ("event", "days", "due"),
    [
        (date(2026, 9, 18), 5, date(2026, 9, 24)),  # Sunday 20 September is worked
        (date(2026, 9, 24), 1, date(2026, 9, 28)),  # Mid-Autumn lies between
        (date(2026, 2, 13), 3, date(2026, 2, 25)),  # Spring Festival, 14 February is worked
        (date(2026, 11, 23), 20, date(2026, 12, 21)),
        (date(2025, 9, 30), 1, date(2025, 10, 9)),
    ],
)
def test_working_days_follow_the_published_table(event: date, days: int, due: date) -> None:
    found = add_working_days(event, days, CALENDAR)
    assert (found.day, found.is_provisional) == (due, False)


def test_a_period_into_an_unpublished_year_is_counted_and_marked() -> None:
    found = add_working_days(date(2026, 11, 23), 30, CALENDAR)
    assert (found.day, found.is_provisional) == (date(2027, 1, 5), True)  # 1 January is off


def test_sixty_calendar_days_include_the_last_day_and_not_the_first() -> None:
    found = add_calendar_days(date(2026, 6, 1), 60, CALENDAR)
    assert (found.day, found.is_provisional) == (date(2026, 7, 31), False)


@pytest.mark.parametrize(
    ("event", "days", "due"),
    [
        (date(2026, 9, 1), 30, date(2026, 10, 8)),  # 1 October: whole week off
        (date(2026, 11, 1), 6, date(2026, 11, 9)),  # a Saturday
        (date(2026, 1, 5), 40, date(2026, 2, 14)),  # a Saturday that is worked
    ],
)
def test_a_last_day_off_moves_to_the_next_working_day(
    event: date, days: int, due: date
) -> None:
    assert add_calendar_days(event, days, CALENDAR).day == due


@given(EVENTS, COUNTS)
def test_working_days_between_event_and_due_are_as_many_as_asked(
    event: date, days: int
) -> None:
    due = CALENDAR.add_working_days(event, days).day
    between = [event + count * DAY for count in range(1, (due - event).days + 1)]
    assert sum(CALENDAR.is_working_day(day) for day in between) == days
    assert CALENDAR.is_working_day(due)


@given(EVENTS, COUNTS)
def test_calendar_days_end_on_the_first_working_day_not_before_the_period(
    event: date, days: int
) -> None:
    due = CALENDAR.add_calendar_days(event, days).day
    last = event + days * DAY
    assert due >= last
    assert CALENDAR.is_working_day(due)
    assert not any(
        CALENDAR.is_working_day(last + count * DAY) for count in range((due - last).days)
    )


@given(EVENTS, COUNTS)
def test_a_date_is_provisional_exactly_when_it_reaches_an_unpublished_year(
    event: date, days: int
) -> None:
    due = CALENDAR.add_working_days(event, days)
    assert due.is_provisional == (due.day.year > 2026)


def test_a_limit_is_counted_in_its_own_unit() -> None:
    event = date(2026, 11, 20)
    assert CALENDAR.add(event, Limit(3, DayUnit.CALENDAR)).day == date(2026, 11, 23)
    assert CALENDAR.add(event, Limit(3, DayUnit.WORKING)).day == date(2026, 11, 25)


@pytest.mark.parametrize("days", [0, -1, 3661])
def test_a_period_of_no_days_or_of_decades_is_refused(days: int) -> None:
    with pytest.raises(CalendarError, match="a period has"):
        CALENDAR.add_working_days(date(2026, 1, 1), days)
    with pytest.raises(CalendarError, match="a period has"):
        CALENDAR.add_calendar_days(date(2026, 1, 1), days)


def test_a_calendar_without_any_working_day_says_so() -> None:
    everything = WorkCalendar(
        years=tuple(YearTable(year, "", (_whole(year),), ()) for year in range(2026, 2060)),
        fixed_holidays=(),
    )
    with pytest.raises(CalendarError, match="no working day"):
        everything.add_calendar_days(date(2026, 1, 1), 1)
    with pytest.raises(CalendarError, match="no 1 working days"):
        everything.add_working_days(date(2026, 1, 1), 1)


def _whole(year: int) -> Holiday:
    return Holiday("all", date(year, 1, 1), date(year, 12, 31))


@pytest.mark.parametrize("year", [2025, 2026])
def test_the_published_years_have_the_days_off_that_the_notices_say(year: int) -> None:
    days = [date(year, 1, 1) + count * DAY for count in range(365)]
    worked = sum(CALENDAR.is_working_day(day) for day in days)
    assert worked == {2025: 248, 2026: 248}[year]


@given(EVENTS)
def test_the_next_working_day_is_the_day_itself_where_it_is_worked(event: date) -> None:
    found = CALENDAR.next_working_day(event).day
    assert found >= event
    assert CALENDAR.is_working_day(found)
    assert not any(
        CALENDAR.is_working_day(event + count * DAY) for count in range((found - event).days)
    )


@given(EVENTS, COUNTS)
def test_a_longer_period_or_a_later_event_never_ends_earlier(event: date, days: int) -> None:
    for add in (CALENDAR.add_working_days, CALENDAR.add_calendar_days):
        assert add(event, days).day <= add(event, days + 1).day
        assert add(event, days).day <= add(event + DAY, days).day
        assert add(event, days).day > event  # the day of the event does not count


def test_each_year_has_a_file_and_a_new_one_takes_the_place_of_the_old(tmp_path: Path) -> None:
    published = CALENDAR.with_years([year_2027(tmp_path)])
    assert [table.year for table in published.years] == [2025, 2026, 2027]
    again = published.with_years([year_2027(tmp_path, changed=("2027-01-03", "2027-01-04"))])
    assert [table.year for table in again.years] == [2025, 2026, 2027]
    assert published.is_working_day(date(2027, 1, 4))
    assert not again.is_working_day(date(2027, 1, 4))


def test_no_folder_of_years_is_no_years(tmp_path: Path) -> None:
    assert load_years(tmp_path / "none", schema_in=CATALOGUE_FOLDER) == ()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("first: 2027-04-03", "first: 2026-04-03", "put it into 2026.yaml"),
        ("[2027-01-30", "[2028-01-30", "2028-01-30 stands under 2027"),
        ("year: 2027", "year: 2026", "not named as the year 2026"),
        ("make_up_days", "make_up_day", "make_up_day"),
    ],
)
def test_a_table_that_is_not_of_its_year_is_refused(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    with pytest.raises(CatalogueError, match=message):
        year_2027(tmp_path, changed=(old, new))
