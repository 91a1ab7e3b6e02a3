# SPDX-License-Identifier: Apache-2.0
"""A case of another machine: what is only said can be said here, if the desk says so now."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from forms.case_standing import CaseAct, CaseFile, Standing, acts_of, standing_of
from kiosk.desk import Desk
from kiosk.documents.process import DocumentProcess
from kiosk.session.case_visit import CaseActed, PaperReady
from tests.kiosk.test_case_room import counter, desk, desk_process, there
from tests.kiosk.test_desk import documents, opened
from tests.support.applying import card
from tests.support.case_rooms import CLOCK, OTHER, Counter, handed_in
from tests.support.simulators import RunningSimulator

pytestmark = pytest.mark.slow
__all__ = ["counter", "desk", "desk_process", "documents", "there"]
TURN = count(400, 10)


@pytest.fixture
def away(
    tmp_path: Path, documents: DocumentProcess, there: RunningSimulator
) -> Iterator[Counter]:
    """Another machine at the same desk."""
    made: Desk = opened(tmp_path / "other", documents)
    for _ in range(next(TURN)):  # so that both machines use different numbers
        made.store.new_case_id("K-0001")
    yield Counter(made, there.address)
    made.store.close()


def listed(here: Counter, number: str) -> CaseFile:
    """The case as this machine tells it."""
    return next(one for one in here.ask().files if one.number == number)


def acted(told: CaseActed | PaperReady) -> CaseActed:
    assert isinstance(told, CaseActed)
    return told


def test_its_papers_come_out_there_and_nowhere_else(counter: Counter, away: Counter) -> None:
    number = handed_in(away)
    case = listed(counter, number)
    assert not case.is_ours
    assert standing_of(case) is Standing.RESULT_READY
    assert acts_of(case) == ()
    assert acted(counter.do(CaseAct.FETCH, case, "JG-1")).outcome == "closed"
    assert acted(counter.do(CaseAct.RECEIPT, case)).outcome == "closed"


def test_its_correction_is_answered_here_and_known_there(
    counter: Counter, away: Counter, there: RunningSimulator
) -> None:
    there.send("set", office="*", answer="correct")
    number = handed_in(away)
    case = listed(counter, number)
    (notice,) = case.open_notices
    told = acted(counter.do(CaseAct.ANSWER, case, notice.reference, "电话 13800000000"))
    assert told.outcome == "kept"
    assert told.file is not None
    assert dict(told.file.answers) == {notice.reference: "queued"}
    assert counter.woken == 1
    assert dict(listed(counter, number).answers) == {notice.reference: "queued"}
    counter.send()
    case = listed(counter, number)
    assert standing_of(case) is not Standing.CORRECTION
    assert counter.desk.store.desk_book.tasks() == ()
    (there_too,) = (one for one in away.ask().files if one.number == number)
    assert there_too.open_notices == ()


def test_answered_at_both_machines_counts_once_and_staff_is_told(
    counter: Counter, away: Counter, there: RunningSimulator
) -> None:
    there.send("set", office="*", answer="correct")
    number = handed_in(away)
    case = listed(counter, number)
    (notice,) = case.open_notices
    counter.do(CaseAct.ANSWER, case, notice.reference, "电话 13800000000")
    (ours,) = (one for one in away.ask().files if one.number == number)
    away.do(CaseAct.ANSWER, ours, notice.reference, "电话 13900000000")
    away.send()
    counter.send()
    (task,) = counter.desk.store.desk_book.tasks()
    assert task.case_id == number
    assert listed(counter, number).is_answer_refused


def test_it_is_withdrawn_here_before_the_decision_and_not_after_it(
    counter: Counter, away: Counter, there: RunningSimulator
) -> None:
    there.send("set", office="*", answer="outage")
    number, late = handed_in(away), handed_in(away)
    case = listed(counter, number)
    assert acted(counter.do(CaseAct.WITHDRAW, case)).outcome == "kept"
    assert standing_of(listed(counter, number)) is Standing.WITHDRAWING
    counter.send()
    assert standing_of(listed(counter, number)) is Standing.WITHDRAWN
    other = listed(counter, late)
    there.send("set", office="*", answer="grant")
    told = acted(counter.do(CaseAct.WITHDRAW, other))
    assert told.outcome == "closed"
    assert told.file is not None
    assert standing_of(told.file) is Standing.RESULT_READY


def test_a_word_that_came_too_late_is_told_to_staff(
    counter: Counter, away: Counter, there: RunningSimulator
) -> None:
    there.send("set", office="*", answer="outage")
    number = handed_in(away)
    counter.do(CaseAct.WITHDRAW, listed(counter, number))
    there.send("set", office="*", answer="grant")
    counter.send()
    assert listed(counter, number).withdrawal == "refused"
    assert [task.case_id for task in counter.desk.store.desk_book.tasks()] == [number]


def test_nobody_elses_case_is_touched_and_none_without_the_desk(
    counter: Counter, away: Counter, there: RunningSimulator
) -> None:
    there.send("set", office="*", answer="outage")
    number = handed_in(away)
    case = listed(counter, number)
    told = acted(counter.do(CaseAct.WITHDRAW, case, record=OTHER))
    assert (told.outcome, told.file) == ("closed", None)
    there.send("set", busy=1)
    told = acted(counter.do(CaseAct.WITHDRAW, case))
    assert (told.outcome, told.code) == ("away", "DESK-1501")
    unknown = CaseFile("K-9-20261101-0001", "x", CLOCK.now())
    assert acted(counter.do(CaseAct.WITHDRAW, unknown)).outcome == "closed"
    assert counter.desk.store.outbox.depth() == 0


def test_without_a_desk_nothing_can_be_said_of_it(desk: Desk) -> None:
    alone = Counter(desk, "")
    unknown = CaseFile("K-9-20261101-0001", "x", CLOCK.now())
    told = acted(alone.do(CaseAct.WITHDRAW, unknown, record=card()))
    assert told.outcome == "closed"
    alone.room.close()
