# SPDX-License-Identifier: Apache-2.0
"""A year's holidays are published: what the store owes is counted again, and told why."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from config.loader import load_settings
from forms.deadlines import Bearer, Deadline, new_deadline
from forms.errors import CatalogueError
from forms.service_item import DayUnit, Limit
from kiosk.app import build_kiosk
from kiosk.journal import Journal
from kiosk.recount import SITE_YEARS, recount_deadlines, with_site_years
from kiosk.store.deadlines import DeadlineKey
from kiosk.store.engine import IntegrityError
from kiosk.store.records import PromiseRecord
from kiosk.store.store import Store
from tests.support.applying import CATALOGUE_FOLDER, shipped
from tests.support.fixed_clock import FixedClock
from tests.support.published import TABLE_2027, year_2027
from tests.support.store_samples import opened, sample_case

ROOT = Path(__file__).parents[2]
CASE = "K-0042-20261123-0001"
EVENT = date(2026, 11, 23)
TOLD = date(2027, 1, 5)
LONGER = ("first: 2027-01-01, last: 2027-01-03", "first: 2027-01-01, last: 2027-01-05")
THIRTY = (Limit(30, DayUnit.WORKING), Limit(90, DayUnit.CALENDAR))


def counted(bearer: Bearer = Bearer.CITIZEN) -> Deadline:
    return new_deadline(bearer, EVENT, THIRTY, shipped().calendar)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with one case whose days reach into 2027, and one that knows no periods."""
    with opened(tmp_path / "data") as found:
        deadline = counted()
        case = sample_case(
            CASE,
            due_on=deadline.due,
            deadline=deadline,
            promises=(
                PromiseRecord("M4", deadline.due, deadline),
                PromiseRecord("M5", date(2026, 12, 1)),
            ),
        )
        found.submit_case(case)
        yield found


def test_thirty_working_days_are_kept_with_what_they_were_counted_from(store: Store) -> None:
    assert store.deadlines.get(DeadlineKey(CASE)) == counted()
    assert store.deadlines.get(DeadlineKey(CASE, "M5")) is None
    early, late = store.cases.promises_of(CASE)
    assert (early.material_id, early.deadline) == ("M5", None)
    assert (late.material_id, late.due_on, late.deadline) == ("M4", TOLD, counted())
    assert late.deadline is not None
    assert late.deadline.is_provisional


def test_a_published_year_makes_the_days_final_and_leaves_its_lines(
    store: Store, tmp_path: Path
) -> None:
    calendar = shipped().calendar.with_years([year_2027(tmp_path / "y", changed=LONGER)])
    assert recount_deadlines(store, shipped().calendar, EVENT) == 0
    assert recount_deadlines(store, calendar, EVENT) == 2
    assert recount_deadlines(store, calendar, EVENT) == 0
    after = store.deadlines.get(DeadlineKey(CASE))
    assert after is not None
    assert (after.told, after.due, after.is_provisional) == (TOLD, date(2027, 1, 7), False)
    summary = store.cases.summary(CASE)
    assert summary is not None
    assert summary.due_on == date(2027, 1, 7)
    assert [one.due_on for one in store.cases.promises_of(CASE)][1] == date(2027, 1, 7)
    lines = [row for row in store.journal.all() if row.event == "deadline-counted-again"]
    assert [(row.case_id, row.disposition) for row in lines] == [(CASE, "final")] * 2
    assert [json.loads(row.facts)["material"] for row in lines] == ["case", "M4"]
    assert json.loads(lines[0].facts)["due_on"] == "2027-01-07"


def test_days_that_are_over_and_final_are_left_alone(store: Store, tmp_path: Path) -> None:
    calendar = shipped().calendar.with_years([year_2027(tmp_path / "y")])
    recount_deadlines(store, calendar, EVENT)
    assert store.deadlines.to_count_again(TOLD)
    assert not store.deadlines.to_count_again(date(2027, 1, 6))


def test_a_citizens_day_cannot_be_brought_forward_even_by_hand(store: Store) -> None:
    deadline = counted()
    early = replace(deadline, due=date(2027, 1, 4), is_provisional=False)
    with pytest.raises(ValueError, match="only ever moves on"):
        store.deadlines.move(DeadlineKey(CASE), early)
    assert store.deadlines.get(DeadlineKey(CASE)) == deadline


def test_what_was_told_is_never_changed_or_deleted(store: Store) -> None:
    execute = store._database.execute
    for statement in (
        "UPDATE deadline SET told_on = '2027-02-01'",
        "DELETE FROM deadline",
        "UPDATE deadline_limit SET days = 1",
    ):
        with pytest.raises(IntegrityError):
            execute(statement)


def test_the_days_of_the_authority_may_come_forward(tmp_path: Path) -> None:
    with opened(tmp_path / "data") as store:
        deadline = counted(Bearer.AUTHORITY)
        store.submit_case(
            sample_case(
                CASE,
                decision="accepted",
                due_on=deadline.due,
                deadline=deadline,
                promises=(),
            )
        )
        earlier = ("first: 2027-01-01, last: 2027-01-03", "first: 2027-01-03, last: 2027-01-03")
        calendar = shipped().calendar.with_years([year_2027(tmp_path / "y", changed=earlier)])
        assert recount_deadlines(store, calendar, EVENT) == 1
        summary = store.cases.summary(CASE)
        assert summary is not None
        assert summary.due_on == date(2027, 1, 4)


def test_a_site_adds_a_year_and_the_next_start_reads_it(tmp_path: Path) -> None:
    site = tmp_path / "kiosk.toml"
    data = tmp_path / "data"
    site.write_text(f'[kiosk]\nid = "K-0042"\ndata_dir = "{data}"\n', "utf-8")
    table = tmp_path / "2027.yaml"

    def kiosk(verb: str) -> subprocess.CompletedProcess[str]:
        words = ["catalogue", "calendar", verb, str(table), "--config", str(site)]
        return subprocess.run(
            [sys.executable, "-m", "kiosk", *words],
            cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    table.write_text(TABLE_2027.replace(", 2027-10-10]", "]"), "utf-8")
    refused = kiosk("add")
    assert refused.returncode == 1
    assert "CONFIG-0701 2027.yaml: holidays: 14 weekdays" in refused.stderr
    table.write_text("year: [", "utf-8")
    assert "2027.yaml: cannot be read" in kiosk("check").stderr
    table.write_text(TABLE_2027, "utf-8")
    assert kiosk("check").stdout.startswith("2027: 元旦、春节")
    assert with_site_years(shipped(), data, schema_in=CATALOGUE_FOLDER) == shipped()
    assert kiosk("add").returncode == 0
    found = with_site_years(shipped(), data, schema_in=CATALOGUE_FOLDER).calendar
    due = found.add_working_days(EVENT, 30)
    assert (due.day, due.is_provisional) == (TOLD, False)


@pytest.mark.slow
def test_the_start_counts_again_before_the_first_citizen(
    tmp_path: Path, qapp: QGuiApplication
) -> None:
    site = tmp_path / "kiosk.toml"
    site.write_text('[kiosk]\nid = "K-0042"\ndata_dir = "data"\n', "utf-8")
    settings = load_settings(site, {}).settings
    data_dir = settings.kiosk.data_dir
    deadline = counted()
    with opened(data_dir) as store:
        store.submit_case(
            sample_case(CASE, due_on=deadline.due, deadline=deadline, promises=(), papers=())
        )
    year_2027(data_dir / SITE_YEARS, changed=LONGER)
    kiosk = build_kiosk(settings, clock=FixedClock())
    try:
        summary = kiosk.store.cases.summary(CASE)
        assert summary is not None
        assert summary.due_on == date(2027, 1, 7)
    finally:
        kiosk.close()


def test_a_broken_year_of_the_site_is_named_at_the_start(tmp_path: Path) -> None:
    home = tmp_path / SITE_YEARS
    home.mkdir()
    (home / "2027.yaml").write_text("year: 2028\n", "utf-8")
    with pytest.raises(CatalogueError, match=r"2027\.yaml"):
        with_site_years(shipped(), tmp_path, schema_in=CATALOGUE_FOLDER)


def test_a_store_of_before_goes_on_with_the_days_it_has(tmp_path: Path) -> None:
    """Cases of before the third script have days and no periods: they stand as told."""
    clock = FixedClock()
    with opened(tmp_path / "data") as store:
        store.submit_case(sample_case(CASE))
    with Store.open(tmp_path / "data", clock=clock) as store:
        Journal.open(store, clock=clock)
        assert recount_deadlines(store, shipped().calendar, EVENT) == 0
        (promise,) = store.cases.promises_of(CASE)
        assert (promise.due_on, promise.deadline) == (date(2027, 1, 22), None)
