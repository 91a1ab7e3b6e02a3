# SPDX-License-Identifier: Apache-2.0
"""Messages to the case desk: in their order, each ended once and by its own word only."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.store.records import OutboxMessage, OutboxState
from kiosk.store.store import Store
from tests.support.fixed_clock import FixedClock
from tests.support.store_samples import opened


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    with opened(tmp_path, clock) as store:
        yield store


def queue(store: Store, *keys: str) -> None:
    for key in keys:
        store.outbox.queue(OutboxMessage(key, "case-submitted", f"of {key}".encode()))


def kept(store: Store, key: str) -> tuple[object, ...]:
    """State and number of tries of a message."""
    (row,) = store._database.execute(
        "SELECT state, attempts FROM outbox WHERE idempotency_key = ?", (key,)
    )
    return row


def test_what_was_queued_first_goes_first_also_within_one_moment(
    store: Store, clock: FixedClock
) -> None:
    queue(store, "c", "b")
    clock.advance(1)
    queue(store, "a")
    assert [message.idempotency_key for message in store.outbox.waiting()] == ["c", "b", "a"]
    assert store.outbox.waiting(1) == (OutboxMessage("c", "case-submitted", b"of c"),)


def test_a_message_that_is_queued_again_keeps_its_first_words(store: Store) -> None:
    queue(store, "a")
    store.outbox.queue(OutboxMessage("a", "case-submitted", b"other words"))
    assert store.outbox.waiting() == (OutboxMessage("a", "case-submitted", b"of a"),)


def test_the_receipt_of_one_message_ends_no_other(store: Store) -> None:
    queue(store, "a", "b")
    store.outbox.end("a", OutboxState.SENT)
    assert [message.idempotency_key for message in store.outbox.waiting()] == ["b"]
    assert store.outbox.depth() == 1
    assert (kept(store, "a"), kept(store, "b")) == (("sent", 1), ("queued", 0))


def test_what_is_receipted_is_not_refused_by_a_late_answer(store: Store) -> None:
    queue(store, "a")
    store.outbox.end("a", OutboxState.SENT)
    store.outbox.end("a", OutboxState.REFUSED)
    assert kept(store, "a") == ("sent", 1)


def test_a_try_without_a_receipt_is_counted_for_its_message_alone(store: Store) -> None:
    queue(store, "a", "b")
    for _ in range(2):
        store.outbox.put_off("a", until=FixedClock().now(), code="DESK-1502")
    assert (kept(store, "a"), kept(store, "b")) == (("queued", 2), ("queued", 0))
    assert store.outbox.depth() == 2


def test_what_the_other_side_has_leaves_no_second_copy_here(store: Store) -> None:
    queue(store, "a", "b", "c")
    store.outbox.end("a", OutboxState.SENT)
    store.outbox.end("b", OutboxState.REFUSED)
    rows = store._database.execute("SELECT body FROM outbox ORDER BY idempotency_key")
    assert [body for (body,) in rows] == [b"", b"of b", b"of c"]


def test_of_a_long_queue_the_oldest_that_may_go_are_read(
    store: Store, clock: FixedClock
) -> None:
    for turn in range(6):
        queue(store, f"case/K-{turn}")
        clock.advance(1)
    store.outbox.put_off("case/K-0", until=clock.now(), code="DESK-1502")
    until = clock.now() + timedelta(seconds=60)
    store.outbox.put_off("case/K-1", until=until, code="DESK-1502")
    due = store.outbox.due(3)
    assert [one.key for one in due] == ["case/K-0", "case/K-2", "case/K-3"]
    assert [one.attempts for one in due] == [1, 0, 0]
    assert due[1].message.body == b"of case/K-2"
    assert store.outbox.due(at_base=True) == ()
    assert store.outbox.next_due(at_base=True) is None
    assert store.outbox.next_due() == clock.now()
