# SPDX-License-Identifier: Apache-2.0
"""A mistyped table of holidays is found before a citizen counts on it."""

import shutil
from pathlib import Path

import pytest

from forms.calendar_check import calendar_rules, check_calendar, year_troubles
from forms.catalogue_lint import check_catalogue
from tests.support.applying import CATALOGUE_FOLDER
from tests.support.published import year_2027

RULES = calendar_rules(CATALOGUE_FOLDER)


def test_nothing_is_found_in_the_published_years() -> None:
    assert not [*check_calendar(CATALOGUE_FOLDER)]


@pytest.mark.parametrize(
    ("old", "new", "where", "message"),
    [
        ("source: made up for tests", 'source: " "', "source", "name the notice"),
        ("端午节", "泼水节", "holidays", "端午节 is missing"),
        ("last: 2027-10-07", "last: 2027-10-06", "holidays", "12 weekdays are taken"),
        (", 2027-10-10]", "]", "holidays", "14 weekdays are taken from work, not 13"),
        (
            "first: 2027-06-09, last: 2027-06-09", "first: 2027-06-09, last: 2027-06-08",
            "holidays.端午节", "ends before it begins",
        ),
        ("first: 2027-04-03", "first: 2027-01-03", "holidays.清明节", "in two holidays"),
        ("2027-10-10]", "2027-10-09]", "make_up_days", "2027-10-09 is there twice"),
        ("2027-10-10]", "2027-10-11]", "make_up_days", "2027-10-11 is no Saturday or Sunday"),
        ("2027-02-14", "2027-02-07", "make_up_days", "2027-02-07 is a holiday too"),
    ],
)  # fmt: skip
def test_a_slip_is_found(tmp_path: Path, old: str, new: str, where: str, message: str) -> None:  # noqa: PLR0917  # the columns of the table
    table = year_2027(tmp_path, changed=(old, new))
    troubles = [*year_troubles(table, RULES)]
    assert any(place == where and message in found for place, found in troubles), troubles


def test_a_year_that_moved_days_over_its_end_states_its_own_sum(tmp_path: Path) -> None:
    moved = ("made up for tests", "made up for tests\nstatutory_days: 14")
    found = [message for _, message in year_troubles(year_2027(tmp_path, changed=moved), RULES)]
    assert found == ["13 weekdays are taken from work, not 14: look for a slip"]


def test_the_check_of_the_catalogue_names_file_and_line(tmp_path: Path) -> None:
    folder = tmp_path / "catalogue"
    shutil.copytree(CATALOGUE_FOLDER, folder)
    file = folder / "_calendar" / "2026.yaml"
    file.write_text(file.read_text("utf-8").replace("2026-10-10]", "2026-10-11]"), "utf-8")
    found = [one for one in check_catalogue(folder) if one.rule == "calendar"]
    assert not found  # another Sunday: nothing says that it is the wrong one
    file.write_text(file.read_text("utf-8").replace(", 2026-10-11]", "]"), "utf-8")
    (finding,) = [one for one in check_catalogue(folder) if one.rule == "calendar"]
    assert str(finding).startswith("_calendar/2026.yaml:8: holidays: 14 weekdays")
