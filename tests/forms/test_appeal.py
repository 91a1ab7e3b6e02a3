# SPDX-License-Identifier: Apache-2.0
"""Appeals: the questions find the class, the calendar the day, the number is of one kind."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from forms.appeal import (
    AppealClass,
    AppealQuestion,
    AppealRules,
    answer_due,
    load_appeals,
    next_step,
    receipt,
    ticket_number,
)
from forms.errors import CatalogueError
from tests.support.applying import CATALOGUE_FOLDER, shipped

CALENDAR = shipped().calendar
MONDAY = date(2026, 11, 23)
SUNDAY = date(2026, 11, 22)


@cache
def rules() -> AppealRules:
    """The appeals as they are shipped."""
    found = load_appeals(CATALOGUE_FOLDER)
    assert found is not None
    return found


def test_a_catalogue_without_the_folder_takes_no_appeals(tmp_path: Path) -> None:
    assert load_appeals(tmp_path) is None


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ({"what": "ask"}, "simple"),
        ({"what": "told_no", "why": "rules"}, "cannot"),
        ({"what": "told_no", "why": "no_reason"}, "refused"),
        ({"what": "told_no", "why": "elsewhere"}, "coordinate"),
        ({"what": "stuck", "stuck_at": "papers"}, "hard"),
        ({"what": "stuck", "stuck_at": "offices"}, "coordinate"),
        ({"what": "stuck", "stuck_at": "waiting"}, "refused"),
    ],
)
def test_everyday_answers_find_the_class(answers: dict[str, str], found: str) -> None:
    step = next_step(rules(), answers)
    assert isinstance(step, AppealClass)
    assert step.id == found


@pytest.mark.parametrize(
    ("answers", "asked"),
    [({}, "what"), ({"what": "nonsense"}, "what"), ({"what": "told_no"}, "why")],
)
def test_what_is_not_answered_is_asked(answers: dict[str, str], asked: str) -> None:
    step = next_step(rules(), answers)
    assert isinstance(step, AppealQuestion)
    assert step.id == asked


@pytest.mark.parametrize(
    ("id_", "taken", "due"),
    [
        ("simple", MONDAY, MONDAY),
        ("simple", SUNDAY, MONDAY),  # nobody is there before
        ("cannot", MONDAY, date(2026, 11, 30)),
        ("refused", MONDAY, date(2026, 11, 30)),
        ("hard", MONDAY, date(2026, 12, 7)),
        ("hard", date(2026, 9, 18), date(2026, 10, 9)),  # two holidays, two make-up days
        ("coordinate", MONDAY, MONDAY),
    ],
)
def test_an_answer_is_due_by_the_calendar(id_: str, taken: date, due: date) -> None:
    found = answer_due(rules().appeal_class(id_), taken, CALENDAR)
    assert (found.day, found.is_provisional) == (due, False)


def test_a_period_without_its_limit_is_a_fault_of_the_catalogue() -> None:
    broken = replace(rules().appeal_class("hard"), limit=None)
    with pytest.raises(CatalogueError, match="hard has no limit"):
        answer_due(broken, MONDAY, CALENDAR)


def test_a_receipt_says_when_the_answer_comes() -> None:
    ticket = ticket_number(rules(), kiosk="K-0001", day=MONDAY, serial=7)
    assert ticket == "SQ-K-0001-20261123-0007"
    taken = receipt(
        rules().appeal_class("cannot"), ticket=ticket, taken=MONDAY, calendar=CALENDAR
    )
    assert "2026年11月30日" in taken.told.zh_CN
    assert "30 November 2026" in taken.told.en
    assert "放假安排" not in taken.told.zh_CN
    late = receipt(
        rules().appeal_class("hard"),
        ticket=ticket,
        taken=date(2026, 12, 25),
        calendar=CALENDAR,
    )
    assert late.due.is_provisional
    assert late.told.zh_CN.endswith("日期以国家公布的放假安排为准。")


@pytest.mark.parametrize("serial", [0, 10_000])
def test_serials_have_four_digits(serial: int) -> None:
    with pytest.raises(ValueError, match="serials of a day"):
        ticket_number(rules(), kiosk="K-0001", day=MONDAY, serial=serial)


def test_ids_that_are_not_there_are_a_bug() -> None:
    with pytest.raises(KeyError):
        rules().appeal_class("angry")
    with pytest.raises(KeyError):
        rules().question("angry")
