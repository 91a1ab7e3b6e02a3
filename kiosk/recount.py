# SPDX-License-Identifier: Apache-2.0
"""Counts last days again at the start: a year's holidays may have been published since."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from forms.catalogue import Catalogue
from forms.deadlines import recompute
from forms.working_days import WorkCalendar, load_years
from kiosk.store.store import Store

SITE_YEARS: Final = "calendar"
"""Folder beneath the data folder for years published after this program was shipped."""


def with_site_years(catalogue: Catalogue, data_dir: Path, *, schema_in: Path) -> Catalogue:
    """Return the catalogue with the years that the site has added; they go before shipped ones.

    Raises:
        CatalogueError: one of them is no year's table.

    """
    years = load_years(data_dir / SITE_YEARS, schema_in=schema_in)
    return replace(catalogue, calendar=catalogue.calendar.with_years(years))


def recount_deadlines(store: Store, calendar: WorkCalendar, today: date) -> int:
    """Bring every last day that the calendar moves up to date; each leaves a journal line.

    May be stopped at any instant and called again: each move is a transaction of its own, and
    counting again with the same calendar changes nothing.

    Returns:
        How many were moved or became final.

    Raises:
        StoreError: it could not be written.
        CalendarError: a period cannot be counted with this calendar.

    """
    moved = recompute(store.deadlines.to_count_again(today), calendar)
    for key, deadline in moved.items():
        store.deadlines.move(key, deadline)
    return len(moved)
