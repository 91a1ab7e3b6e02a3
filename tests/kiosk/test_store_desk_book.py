# SPDX-License-Identifier: Apache-2.0
"""What the desk said, as the store keeps it: once, for good, and what of it needs a person."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from forms.case_news import DeskNews, NewsKind, Outcome, Verdict
from forms.case_progress import Stage
from kiosk.case_file import progress_in, rows_of, take_news
from kiosk.store.desk_book import TaskKind
from kiosk.store.engine import Database, IntegrityError
from kiosk.store.keys import STORE_KEY, read_or_make_key
from kiosk.store.migrate import migrate, shipped_scripts
from kiosk.store.outbox import LONGEST_WAIT
from kiosk.store.records import OutboxMessage, OutboxState
from kiosk.store.store import Store
from tests.support.case_desks import kept_case
from tests.support.fixed_clock import FixedClock
from tests.support.store_samples import opened

T0 = FixedClock().now()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    with opened(tmp_path, clock) as store:
        yield store


def receipt() -> DeskNews:
    return DeskNews(1, NewsKind.RECEIVED, T0)


def test_the_same_news_twice_is_kept_once_and_a_contradiction_is_a_task(store: Store) -> None:
    case = kept_case(store).case_id
    assert store.desk_book.take(case, rows_of((receipt(),))) == ("received",)
    assert store.desk_book.take(case, rows_of((receipt(), receipt()))) == ()
    other = DeskNews(1, NewsKind.RECEIVED, T0 + timedelta(seconds=1))
    progress = take_news(store, case, (other,))
    assert (progress.stage, progress.odd) == (Stage.WAITING, (1,))
    (task,) = store.desk_book.tasks()
    assert task.kind is TaskKind.CONTRADICTION
    assert store.desk_book.cases_with_news() == (case,)


def test_news_survive_the_way_through_the_store(store: Store) -> None:
    case = kept_case(store).case_id
    outcome = Outcome("m", Verdict.REFUSED, "事项", "示例局", ("理由",), ("复议",))
    asked = DeskNews(
        2, NewsKind.CORRECTION_ASKED, T0, "BZ-1", "m", ("补电话",), T0.date(), outcomes=()
    )
    decided = DeskNews(3, NewsKind.DECIDED, T0, outcomes=(outcome,))
    take_news(store, case, (decided, receipt(), asked))
    progress = progress_in(store, case)
    assert progress.outcomes == (outcome,)
    assert progress.receipt == receipt()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE desk_news SET kind = 'decided'",
        "DELETE FROM desk_news",
        "UPDATE outbox SET state = 'queued' WHERE state = 'sent'",
        "DELETE FROM outbox",
        "DELETE FROM task",
        "UPDATE task SET reason = 'x'",
    ],
)
def test_what_was_said_and_told_is_never_changed_or_deleted(
    store: Store, statement: str
) -> None:
    case = kept_case(store).case_id
    store.desk_book.take(case, rows_of((receipt(),)), ends=f"case/{case}")
    store.desk_book.raise_task(TaskKind.CONTRADICTION, case, "", "x")
    with pytest.raises(IntegrityError):
        store._database.execute(statement)


def test_a_task_is_settled_once_and_only_what_was_refused_is_sent_again(store: Store) -> None:
    case = kept_case(store).case_id
    store.desk_book.raise_task(TaskKind.CONTRADICTION, case, "", "x")
    store.desk_book.raise_task(TaskKind.CONTRADICTION, case, "", "another time")
    (task,) = store.desk_book.tasks()
    with pytest.raises(ValueError, match="no message"):
        store.desk_book.settle(task.task_id, again=True)
    assert store.desk_book.settle(task.task_id, again=False) == ""
    with pytest.raises(ValueError, match="no open task"):
        store.desk_book.settle(task.task_id, again=False)


def test_a_message_sent_again_and_again_counts_on(store: Store) -> None:
    case = kept_case(store).case_id
    key = f"case/{case}"
    for turn in (2, 3):
        store.outbox.end(key, OutboxState.REFUSED)
        key = store.outbox.again(key)
        assert key == f"case/{case}/again-{turn}"
    assert store.outbox.states_of([case, "none"]) == {case: OutboxState.QUEUED}


def test_a_time_that_a_wrong_clock_has_set_is_not_waited_for(
    store: Store, clock: FixedClock
) -> None:
    store.outbox.queue(OutboxMessage("a", "x", b"{}"))
    soon, never = T0 + timedelta(minutes=5), T0 + LONGEST_WAIT + timedelta(seconds=1)
    store.outbox.put_off("a", until=soon, code="DESK-1502")
    assert store.outbox.due() == ()
    assert store.outbox.next_due() == soon
    store.outbox.put_off("a", until=never, code="DESK-1502")
    (due,) = store.outbox.due()
    assert (due.attempts, due.case_id) == (2, "")
    assert store.outbox.next_due() == clock.now()


def test_cases_of_before_the_desk_are_sent_like_new_ones(
    tmp_path: Path, clock: FixedClock
) -> None:
    """A store of script 3, whose messages know no case of their own."""
    scripts = shipped_scripts()
    key = read_or_make_key(tmp_path, STORE_KEY, may_make=True)
    with Database(tmp_path / "kiosk.db", key) as database:
        migrate(database, scripts[:3])
        database.execute(
            "INSERT INTO outbox (idempotency_key, kind, body, state, queued_at)"
            " VALUES ('case/K-0001-20261123-0001', 'case-submitted', x'7b7d', 'queued', ?)",
            (clock.now().isoformat(),),
        )
    with opened(tmp_path, clock) as store:
        (due,) = store.outbox.due()
        assert (due.case_id, due.attempts) == ("K-0001-20261123-0001", 0)


def test_what_a_settled_task_did_not_say_is_a_new_task(store: Store) -> None:
    raised = (TaskKind.CONTRADICTION, "K-1", "")
    for reason in ("步骤 1", "步骤 1", "步骤 1、2"):
        store.desk_book.raise_task(*raised, reason)
    (task,) = store.desk_book.tasks()
    store.desk_book.settle(task.task_id, again=False)
    store.desk_book.raise_task(*raised, "步骤 1")
    assert store.desk_book.tasks() == (), "what was settled is not asked for again"
    store.desk_book.raise_task(*raised, "步骤 1、2")
    (newer,) = store.desk_book.tasks()
    assert (newer.task_id, newer.reason) == ("contradiction/K-1/2", "步骤 1、2")


def test_tasks_and_messages_of_the_version_before_are_all_there(tmp_path: Path) -> None:
    """The list is made anew with the same rows and rules."""
    path = tmp_path / "old.db"
    with Database(path, b"k" * 32) as database:
        migrate(database, shipped_scripts()[:6])
        for task, settled in (("a", None), ("b", "2026-11-23T10:00:00+08:00")):
            database.execute(
                "INSERT INTO task VALUES (?, 'contradiction', 'K-1', '', '步骤', '2026', ?, ?)",
                (task, settled, "done" if settled else ""),
            )
        before = database.execute("SELECT * FROM task ORDER BY task_id")
        migrate(database, shipped_scripts())
        assert database.execute("SELECT * FROM task ORDER BY task_id") == before
        for statement in (
            "DELETE FROM task",
            "UPDATE task SET reason = ''",
            "UPDATE task SET settlement = 'done' WHERE task_id = 'b'",
        ):
            with pytest.raises(IntegrityError):
                database.execute(statement)
