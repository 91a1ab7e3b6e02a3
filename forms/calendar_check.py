# SPDX-License-Identifier: Apache-2.0
"""Checks of a year's table of holidays (放假安排体检): a mistyped day moves legal periods."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from forms.lint_finding import Finding
from forms.working_days import (
    YEARS_FOLDER,
    CalendarRules,
    WorkCalendar,
    YearTable,
    load_years,
)
from forms.yaml_file import read_checked
from forms.yaml_lines import line_of

_SATURDAY: Final = 5


def calendar_rules(folder: Path) -> CalendarRules:
    """Read ``calendar.yaml`` of a catalogue; raises CatalogueError."""
    return read_checked(folder / "calendar.yaml", CalendarRules)


def check_calendar(folder: Path) -> Iterator[Finding]:
    """Check every year's table of a catalogue that can be loaded."""
    rules = calendar_rules(folder)
    for table in load_years(folder / YEARS_FOLDER, schema_in=folder):
        file = f"{YEARS_FOLDER}/{table.year}.yaml"
        for where, message in year_troubles(table, rules):
            line = line_of(folder / file, where)
            yield Finding("calendar", str(table.year), where, message, file, line)


def year_troubles(table: YearTable, rules: CalendarRules) -> Iterator[tuple[str, str]]:
    """Say what is wrong with a table, and where."""
    if not table.source.strip():
        yield "source", "name the notice of the State Council"
    named = "、".join(holiday.name for holiday in table.holidays)
    for feast in rules.feasts:
        if feast not in named:
            yield "holidays", f"{feast} is missing"
    yield from _days(table)
    wanted = rules.statutory_days if table.statutory_days is None else table.statutory_days
    year = _days_of(table.year)
    calendar = WorkCalendar((table,), ())
    weekdays = sum(day.weekday() < _SATURDAY for day in year)
    taken = weekdays - sum(calendar.is_working_day(day) for day in year)
    if taken != wanted:
        yield "holidays", f"{taken} weekdays are taken from work, not {wanted}: look for a slip"


def _days(table: YearTable) -> Iterator[tuple[str, str]]:
    off: set[date] = set()
    for holiday in table.holidays:
        if holiday.last < holiday.first:
            yield f"holidays.{holiday.name}", "ends before it begins; swap first and last"
        days = {day for day in _days_of(table.year) if holiday.first <= day <= holiday.last}
        if days & off:
            yield f"holidays.{holiday.name}", f"{min(days & off)} is in two holidays"
        off |= days
    for day in sorted({*table.make_up_days}):
        if table.make_up_days.count(day) > 1:
            yield "make_up_days", f"{day} is there twice"
        if day.weekday() < _SATURDAY:
            yield "make_up_days", f"{day} is no Saturday or Sunday"
        if day in off:
            yield "make_up_days", f"{day} is a holiday too"


def _days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    count = (date(year + 1, 1, 1) - first).days
    return [first + timedelta(days=number) for number in range(count)]
