# SPDX-License-Identifier: Apache-2.0
"""Last days before and after a year's holidays are published (2027 is made up here)."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.deadlines import Bearer, Deadline, deadline_of, new_deadline, recompute
from forms.decision import Accepted, AcceptedWithGaps, Issued, IssuedUnderPromise, Refused
from forms.service_item import DayUnit, Limit, ToleranceTerm
from forms.working_days import Holiday, WorkCalendar, YearTable
from tests.support.applying import permit, shipped
from tests.support.published import year_2027

CALENDAR = shipped().calendar
EVENT = date(2026, 11, 23)
THIRTY = (Limit(30, DayUnit.WORKING),)
TOLD = date(2027, 1, 5)
AS_PUBLISHED = ("", "")
LONGER = ("first: 2027-01-01, last: 2027-01-03", "first: 2027-01-01, last: 2027-01-05")
SHORTER = (
    "first: 2027-01-01, last: 2027-01-03}",
    "first: 2027-01-03, last: 2027-01-03}",
)
"""Friday 1 January is worked: one day less is needed."""


def with_2027(folder: Path, old: str = "", new: str = "") -> WorkCalendar:
    """The shipped calendar with the made-up year."""
    return CALENDAR.with_years([year_2027(folder, changed=(old, new))])


def thirty(bearer: Bearer = Bearer.CITIZEN) -> Deadline:
    """Thirty working days from 23 November 2026, counted before 2027 was published."""
    return new_deadline(bearer, EVENT, THIRTY, CALENDAR)


def test_thirty_working_days_into_an_unpublished_year_are_provisional() -> None:
    assert thirty() == Deadline(Bearer.CITIZEN, EVENT, THIRTY, TOLD, TOLD, is_provisional=True)


@pytest.mark.parametrize(
    ("change", "bearer", "due"),
    [
        (AS_PUBLISHED, Bearer.CITIZEN, TOLD),
        (AS_PUBLISHED, Bearer.AUTHORITY, TOLD),
        (LONGER, Bearer.CITIZEN, date(2027, 1, 7)),  # more holidays give more time
        (LONGER, Bearer.AUTHORITY, date(2027, 1, 7)),
        (SHORTER, Bearer.CITIZEN, TOLD),  # the told day is not brought forward
        (SHORTER, Bearer.AUTHORITY, date(2027, 1, 4)),  # a statutory period is not lengthened
    ],
)
def test_when_the_table_is_there_the_day_is_final(
    tmp_path: Path, change: tuple[str, str], bearer: Bearer, due: date
) -> None:
    published = with_2027(tmp_path, *change)
    before = {"case": thirty(bearer)}
    after = recompute(before, published)
    assert after == {"case": replace(before["case"], due=due, is_provisional=False)}
    assert not recompute(after, published)


def test_the_same_calendar_changes_nothing() -> None:
    assert recompute({"case": thirty()}, CALENDAR) == {}


def test_a_day_that_has_moved_on_does_not_come_back(tmp_path: Path) -> None:
    moved = recompute({"case": thirty()}, with_2027(tmp_path, *LONGER))
    assert moved["case"].due == date(2027, 1, 7)
    assert not recompute(moved, with_2027(tmp_path))


def test_of_several_periods_the_first_to_end_counts() -> None:
    limits = (Limit(60, DayUnit.CALENDAR), Limit(20, DayUnit.WORKING))
    found = new_deadline(Bearer.CITIZEN, EVENT, limits, CALENDAR)
    assert (found.due, found.is_provisional) == (date(2026, 12, 21), False)


DAYS = st.integers(1, 120)
LIMITS = st.lists(st.builds(Limit, DAYS, st.sampled_from(DayUnit)), min_size=1, max_size=3).map(
    tuple
)
TABLES = st.builds(
    lambda start, length, worked: YearTable(
        2027,
        "",
        (Holiday("节", start, min(start + timedelta(length), date(2027, 12, 31))),),
        tuple(worked),
    ),
    st.dates(date(2027, 1, 1), date(2027, 12, 31)),
    st.integers(0, 12),
    st.lists(st.dates(date(2027, 1, 1), date(2027, 12, 31)), max_size=5),
)
EVENTS = st.dates(date(2026, 10, 1), date(2027, 3, 1))


@given(EVENTS, LIMITS, TABLES, st.sampled_from(Bearer))
def test_whatever_is_published_nobody_loses_a_day_that_was_told(
    event: date, limits: tuple[Limit, ...], table: YearTable, bearer: Bearer
) -> None:
    published = CALENDAR.with_years([table])
    before = new_deadline(bearer, event, limits, CALENDAR)
    after = recompute({"case": before}, published).get("case", before)
    counted = new_deadline(bearer, event, limits, published)
    assert after.is_provisional == counted.is_provisional
    assert before.is_provisional or after == before
    if bearer is Bearer.AUTHORITY:
        assert after.due == counted.due
    else:
        assert after.due == max(before.told, counted.due)
    if after.due == counted.due:
        assert published.is_working_day(after.due)
    assert after.due > event
    assert recompute({"case": after}, published) == {}


def test_a_decision_says_what_its_day_was_counted_from() -> None:
    item = permit()
    materials = tuple(one for one in item.materials if one.promise is not None)
    decision = IssuedUnderPromise(materials, EVENT, EVENT, "1")
    found = deadline_of(item, "new", decision, today=EVENT, calendar=CALENDAR)
    assert found is not None
    assert found.bearer is Bearer.CITIZEN
    assert item.promise is not None
    assert item.promise.period in found.limits
    gap = replace(materials[0], tolerance=_tolerance(10))
    gaps = AcceptedWithGaps((gap, materials[1]), EVENT)
    found = deadline_of(item, "new", gaps, today=EVENT, calendar=CALENDAR)
    assert found is not None
    assert found.limits[0] == Limit(10, DayUnit.WORKING)
    accepted = deadline_of(item, "new", Accepted(EVENT), today=EVENT, calendar=CALENDAR)
    assert accepted == new_deadline(Bearer.AUTHORITY, EVENT, (item.promised_limit,), CALENDAR)


def _tolerance(days: int) -> ToleranceTerm:
    term = next(one.tolerance for one in permit().materials if one.tolerance is not None)
    return replace(term, limit=Limit(days, DayUnit.WORKING))


@pytest.mark.parametrize("decision", [Issued(), Refused(())])
def test_a_decision_that_owes_nothing_has_no_day(decision: Issued | Refused) -> None:
    assert deadline_of(permit(), "new", decision, today=EVENT, calendar=CALENDAR) is None
