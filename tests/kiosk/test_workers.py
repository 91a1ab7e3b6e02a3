# SPDX-License-Identifier: Apache-2.0
"""Workers: one thing at a time, a failure as a code, no personal data in a log."""

import logging
import threading
from collections.abc import Callable

import pytest

from certificates.errors import DocumentError
from devices.errors import DeviceAbsentError
from kiosk.store.errors import StoreError
from kiosk.workers import UNEXPECTED, Cancel, LeftError, Pool, Worker, perform, places_of

NAME = "张𠮷祥"
LONG_S = 5.0


def raising(error: BaseException) -> Callable[[], None]:
    """A job that fails with ``error``."""

    def job() -> None:
        raise error

    return job


def test_jobs_are_done_in_their_order_and_beside_the_caller() -> None:
    worker, done, ended = Worker("reader"), [], threading.Event()
    for number in range(5):
        worker.do(lambda n=number: done.append((n, threading.current_thread().name)), print)  # type: ignore[misc]
    worker.do(ended.set, print)
    assert ended.wait(LONG_S)
    assert done == [(number, "reader") for number in range(5)]
    worker.finish()
    worker.join(timeout_s=LONG_S)


def test_a_failed_job_is_told_by_its_code_and_the_next_is_done() -> None:
    worker, ended = Worker("desk"), threading.Event()
    codes: list[str] = []
    worker.do(raising(DocumentError("DOCUMENT-0602", "made up")), codes.append)
    worker.do(ended.set, codes.append)
    assert ended.wait(LONG_S)
    assert codes == ["DOCUMENT-0602"]
    worker.finish()
    worker.join(timeout_s=LONG_S)


def test_finish_does_what_is_queued_and_drop_does_not() -> None:
    for end, expected in ((Worker.finish, ["first", "second"]), (Worker.drop, ["first"])):
        worker, done = Worker("w"), list[str]()
        began, go_on = threading.Event(), threading.Event()

        def first(
            began: threading.Event = began,
            go_on: threading.Event = go_on,
            done: list[str] = done,
        ) -> None:
            began.set()
            go_on.wait(LONG_S)
            done.append("first")

        worker.do(first, print)
        worker.do(lambda done=done: done.append("second"), print)  # type: ignore[misc]
        assert began.wait(LONG_S)
        end(worker)
        go_on.set()
        worker.join(timeout_s=LONG_S)
        assert done == expected


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (DeviceAbsentError("READER-0101", "reader", "gone"), "READER-0101"),
        (DocumentError("DOCUMENT-0601", "no glyph"), "DOCUMENT-0601"),
        (StoreError("STORE-0501", "full"), "STORE-0501"),
    ],
)
def test_expected_failures_carry_their_code(error: Exception, code: str) -> None:
    codes: list[str] = []
    perform(raising(error), codes.append, worker="w")
    assert codes == [code]


def test_an_unexpected_error_is_logged_by_its_place_without_its_text(
    caplog: pytest.LogCaptureFixture,
) -> None:
    codes: list[str] = []
    perform(raising(KeyError(NAME)), codes.append, worker="desk")
    assert codes == [UNEXPECTED]
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert "unexpected KeyError at test_workers.py:" in record.getMessage()
    assert NAME not in caplog.text


def test_what_a_job_meets_after_the_house_is_closed_is_no_news(
    caplog: pytest.LogCaptureFixture,
) -> None:
    codes: list[str] = []
    for error in (ValueError(NAME), StoreError("STORE-0501", "closed"), LeftError()):
        perform(raising(error), codes.append, worker="w", is_left=lambda: True)
    assert codes == []
    assert NAME not in caplog.text
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


def test_a_job_that_outlives_the_closing_of_the_house_bothers_nobody() -> None:
    """Store and devices are closed under it, and the screen that it would tell is gone."""
    worker, go_on = Worker("desk"), threading.Event()
    codes: list[str] = []

    def late() -> None:
        go_on.wait(LONG_S)
        raise StoreError("STORE-0501", "closed")

    worker.do(late, codes.append)
    worker.finish()
    worker.join(timeout_s=0.01)
    go_on.set()
    worker.join(timeout_s=LONG_S)
    assert codes == []


def test_a_look_up_that_hangs_neither_holds_the_next_nor_the_end_of_the_program() -> None:
    pool, go_on, ended = Pool("look-ups"), threading.Event(), threading.Event()
    seen: list[threading.Thread] = []

    def hang() -> None:
        seen.append(threading.current_thread())
        go_on.wait(LONG_S)

    pool.do(hang, print)
    pool.do(ended.set, print)
    assert ended.wait(LONG_S)
    assert [(thread.name, thread.daemon) for thread in seen] == [("look-ups", True)]
    go_on.set()
    seen[0].join(LONG_S)


def test_places_tell_the_last_calls_innermost_first() -> None:
    with pytest.raises(ValueError, match=NAME) as caught:
        raising(ValueError(NAME))()
    told = places_of(caught.value)
    assert told.count("test_workers.py:") == 2
    assert NAME not in told


def test_a_pool_asks_all_at_once() -> None:
    together = threading.Barrier(3)
    codes: list[str] = []
    ended = threading.Semaphore(0)

    def job() -> None:
        together.wait(LONG_S)
        ended.release()

    pool = Pool("library")
    for _ in range(3):
        pool.do(job, codes.append)
    assert all(ended.acquire(timeout=LONG_S) for _ in range(3))
    assert codes == []


def test_a_new_wait_cancels_the_one_before() -> None:
    cancel = Cancel()
    first = cancel.fresh()
    second = cancel.fresh()
    assert (first.is_set(), second.is_set()) == (True, False)
    cancel.set()
    assert second.is_set()
