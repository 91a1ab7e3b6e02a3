# SPDX-License-Identifier: Apache-2.0
"""Legal periods: calendar days and working days with Chinese holidays and make-up days.

The day of the event is excluded and the last day counts; a period in calendar days that ends
on a day off ends on the next working day (民法典 arts. 201, 203; 行政许可法 art. 82).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final, assert_never

from forms.errors import CalendarError, CatalogueError
from forms.terms import DayUnit, Limit, Provenance
from forms.yaml_file import read_checked

YEARS_FOLDER: Final = "_calendar"
_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_LONGEST_DAYS: Final = 3660


@dataclass(frozen=True)
class DueDate:
    """The last day of a period; provisional when it reaches a year not published yet."""

    day: date
    is_provisional: bool


@dataclass(frozen=True)
class Holiday:
    """Days off in a row (放假), both ends included."""

    name: str
    first: date
    last: date


@dataclass(frozen=True)
class YearTable:
    """One year's published arrangement: days off and make-up working days (调休上班).

    ``statutory_days`` is set where days were moved over the year's end, so that this year takes
    another number of weekdays from work than the law says.
    """

    year: int
    source: str
    holidays: tuple[Holiday, ...]
    make_up_days: tuple[date, ...]
    statutory_days: int | None = None


@dataclass(frozen=True)
class FixedHoliday:
    """A day off on the same date every year, for years that are not published yet."""

    name: str
    month: int
    day: int


@dataclass(frozen=True)
class WorkCalendar:
    """Which days are working days (工作日).

    A year without a table counts Monday to Friday less ``fixed_holidays``; every date counted
    into such a year is provisional, to be counted again when the year is published.
    """

    years: tuple[YearTable, ...]
    fixed_holidays: tuple[FixedHoliday, ...]

    def is_working_day(self, day: date) -> bool:
        """Tell whether offices work that day."""
        table = self._table(day.year)
        if table is None:
            fixed = {(one.month, one.day) for one in self.fixed_holidays}
            return day.weekday() < _SATURDAY and (day.month, day.day) not in fixed
        if day in table.make_up_days:
            return True
        off = any(holiday.first <= day <= holiday.last for holiday in table.holidays)
        return day.weekday() < _SATURDAY and not off

    def add_working_days(self, event: date, days: int) -> DueDate:
        """Count ``days`` working days after the event.

        Raises:
            CalendarError: fewer than one or more than 3660 days, or no working day is found.

        """
        _check_days(days)
        left = days
        for day in _days_after(event):
            left -= self.is_working_day(day)
            if left == 0:
                return self._due(event, day)
        raise CalendarError(f"no {days} working days after {event:%Y-%m-%d}")

    def add_calendar_days(self, event: date, days: int) -> DueDate:
        """Count ``days`` calendar days after the event, then on to a working day.

        Raises:
            CalendarError: fewer than one or more than 3660 days, or no working day is found.

        """
        _check_days(days)
        for day in _days_after(event + (days - 1) * _DAY):
            if self.is_working_day(day):
                return self._due(event, day)
        raise CalendarError(f"no working day after {event:%Y-%m-%d}")

    def add(self, event: date, limit: Limit) -> DueDate:
        """Count a limit in its own unit."""
        match limit.unit:
            case DayUnit.CALENDAR:
                return self.add_calendar_days(event, limit.days)
            case DayUnit.WORKING:
                return self.add_working_days(event, limit.days)
            case _:
                assert_never(limit.unit)

    def next_working_day(self, event: date) -> DueDate:
        """Return the day itself where it is worked, else the next that is.

        Raises:
            CalendarError: no working day is found.

        """
        return self.add_calendar_days(event - _DAY, 1)

    def with_years(self, tables: Iterable[YearTable]) -> "WorkCalendar":
        """Return the calendar with these tables; one for a known year takes its place."""
        years = {table.year: table for table in (*self.years, *tables)}
        return replace(self, years=tuple(years[year] for year in sorted(years)))

    def _due(self, event: date, day: date) -> DueDate:
        years = range(event.year, day.year + 1)
        return DueDate(day, is_provisional=any(self._table(year) is None for year in years))

    def _table(self, year: int) -> YearTable | None:
        return next((table for table in self.years if table.year == year), None)


def add_working_days(event: date, days: int, calendar: WorkCalendar) -> DueDate:
    """Count working days; see ``WorkCalendar.add_working_days``."""
    return calendar.add_working_days(event, days)


def add_calendar_days(event: date, days: int, calendar: WorkCalendar) -> DueDate:
    """Count calendar days; see ``WorkCalendar.add_calendar_days``."""
    return calendar.add_calendar_days(event, days)


@dataclass(frozen=True)
class CalendarRules:
    """What holds in every year: ``calendar.yaml``; the years have a file each.

    ``feasts`` are the holidays that every table must name; ``statutory_days`` is how many
    weekdays a table takes from work: days off at a weekend are made up for elsewhere.
    """

    feasts: tuple[str, ...]
    fixed_holidays: tuple[FixedHoliday, ...]
    statutory_days: int
    provenance: Provenance


def load_calendar(file: Path) -> WorkCalendar:
    """Read ``calendar.yaml`` and the years in ``_calendar/`` beside it.

    Raises:
        CatalogueError: a file is missing or not what the schema asks for, or a year's table is
            named otherwise or holds a date of another year.

    """
    rules = read_checked(file, CalendarRules)
    calendar = WorkCalendar((), rules.fixed_holidays)
    return calendar.with_years(load_years(file.parent / YEARS_FOLDER, schema_in=file.parent))


def load_years(folder: Path, *, schema_in: Path) -> tuple[YearTable, ...]:
    """Read every ``<year>.yaml`` of a folder; none where there is no folder.

    Raises:
        CatalogueError: as ``load_year``.

    """
    return tuple(load_year(file, schema_in=schema_in) for file in sorted(folder.glob("*.yaml")))


def load_year(file: Path, *, schema_in: Path) -> YearTable:
    """Read one year's table; ``schema_in`` is the folder of ``schema.json``.

    Raises:
        CatalogueError: it is not what the schema asks for, its name is not its year, or it
            holds a date of another year.

    """
    table = read_checked(file, YearTable, schema_in=schema_in)
    if file.stem != str(table.year):
        raise CatalogueError(f"{file.name}: the file is not named as the year {table.year}")
    days = [*table.make_up_days]
    for holiday in table.holidays:
        days += [holiday.first, holiday.last]
    if strays := [day for day in days if day.year != table.year]:
        raise CatalogueError(
            f"{file.name}: {strays[0]} stands under {table.year}:"
            f" put it into {strays[0].year}.yaml"
        )
    return table


def _check_days(days: int) -> None:
    if not 1 <= days <= _LONGEST_DAYS:
        raise CalendarError(f"a period has 1 to {_LONGEST_DAYS} days, not {days}")


def _days_after(event: date) -> Iterator[date]:
    return (event + count * _DAY for count in range(1, 3 * _LONGEST_DAYS))
