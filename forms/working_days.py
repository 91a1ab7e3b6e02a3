# SPDX-License-Identifier: Apache-2.0
"""Legal periods: calendar days and working days with Chinese holidays and make-up days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from forms.service_item import Limit


@dataclass(frozen=True)
class DueDate:
    """The last day of a period; provisional when a year's holidays are not published yet."""

    day: date
    is_provisional: bool


@dataclass(frozen=True)
class YearTable:
    """One year's published arrangement: days off and make-up working days (调休)."""

    holidays: frozenset[date]
    make_up_days: frozenset[date]
    source: str


@dataclass(frozen=True)
class WorkCalendar:
    """Which days are working days (工作日).

    Years without a table fall back to Monday to Friday less ``fixed_holidays`` (month, day),
    and every date counted through them is marked provisional.
    """

    years: Mapping[int, YearTable]
    fixed_holidays: frozenset[tuple[int, int]]

    def is_working_day(self, day: date) -> bool:
        """Tell whether offices work that day."""
        raise NotImplementedError

    def add_working_days(self, event: date, days: int) -> DueDate:
        """Count working days; the day of the event is excluded, the last day counts."""
        raise NotImplementedError

    def add_calendar_days(self, event: date, days: int) -> DueDate:
        """Count calendar days; a last day that is a holiday moves to the next working day."""
        raise NotImplementedError

    def add(self, event: date, limit: Limit) -> DueDate:
        """Count a limit in its own unit."""
        raise NotImplementedError


def load_calendar(file: Path) -> WorkCalendar:
    """Read ``calendar.yaml``.

    Raises:
        CatalogueError: the file is missing or not what the schema asks for.

    """
    raise NotImplementedError
