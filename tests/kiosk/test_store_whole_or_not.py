# SPDX-License-Identifier: Apache-2.0
"""A write whose journal line finds no room did not happen, whichever write it was."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from devices.printing.attempt import AttemptState
from devices.printing.ledger import Evidence
from kiosk.store.errors import StoreDamagedError, StoreNotWritableError
from kiosk.store.records import NumberUse, RatingRecord, SeriesNumber, StaffRole
from kiosk.store.store import STORE_FILE, Store
from tests.support.fixed_clock import FixedClock
from tests.support.store_samples import (
    LOST_SHEET,
    PERIOD,
    SERIES,
    new_attempt,
    opened,
    sample_case,
)

CASE, NEXT_CASE = "K-0001-20261123-0001", "K-0001-20261123-0002"
OPEN = new_attempt("a" * 64, "ipp://127.0.0.1/open")
LOST = new_attempt("b" * 64)
FREE = SeriesNumber(SERIES, PERIOD, 2)


class FullJournal:
    """Takes no line: the disk is full."""

    def record(self, event_id: str, **_words: str | float) -> None:
        raise StoreNotWritableError("STORE-0501", f"no room for {event_id}")


WRITES: dict[str, Callable[[Store], object]] = {
    "submit a case": lambda store: store.submit_case(sample_case(NEXT_CASE)),
    "reserve a number": lambda store: store.numbers.reserve(SERIES, PERIOD),
    "use a number": lambda store: store.cases.number(
        CASE, NumberUse(SERIES, PERIOD, 2, "第0002号")
    ),
    "make a number void": lambda store: store.numbers.void(FREE, reason="spoiled"),
    "keep a document": lambda store: store.documents.put(CASE, "slip.pdf", b"sealed"),
    "begin a print": lambda store: store.prints.begin(new_attempt("c" * 64)),
    "advance a print": lambda store: store.prints.advance(
        OPEN.attempt_id, AttemptState.SENT, Evidence()
    ),
    "end a print": lambda store: store.prints.advance(
        OPEN.attempt_id, AttemptState.UNKNOWN, Evidence()
    ),
    "settle a print": lambda store: store.prints.settle(LOST.attempt_id, LOST_SHEET),
    "give a rating": lambda store: store.ratings.put(RatingRecord(CASE, 5)),
    "set a PIN": lambda store: store.staff.set_hash("7", "$argon2id$new"),
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with one of each: an unnumbered case, a free number, an open and a lost print."""
    with opened(tmp_path) as store:
        first = store.numbers.reserve(SERIES, PERIOD)
        assert (first, store.numbers.reserve(SERIES, PERIOD)) == (1, FREE.value)
        store.submit_case(sample_case(CASE))
        licence = store.documents.put(CASE, "licence.pdf", b"sealed licence")
        lost = replace(LOST, document_sha256=licence.sha256)
        for attempt in (lost, OPEN):
            store.prints.begin(attempt)
        store.prints.advance(lost.attempt_id, AttemptState.UNKNOWN, Evidence())
        store.staff.add("7", StaffRole.CLERK, "$argon2id$old")
        yield store


def content(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    ask = store._database.execute
    names = ask("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    return {name: ask(f"SELECT * FROM {name}") for (name,) in names}  # noqa: S608


@pytest.mark.parametrize("write", WRITES)
def test_without_room_for_its_journal_line_nothing_is_written(store: Store, write: str) -> None:
    before = content(store)
    store.audit.attach(FullJournal())
    with pytest.raises(StoreNotWritableError, match="no room"):
        WRITES[write](store)
    assert content(store) == before


@pytest.mark.parametrize("write", WRITES)
def test_each_of_these_writes_has_a_line_of_its_own(store: Store, write: str) -> None:
    before = len(store.journal.all())
    WRITES[write](store)
    assert len(store.journal.all()) > before


def test_a_store_that_did_not_open_is_not_held_against_the_next_try(tmp_path: Path) -> None:
    """A technician puts the file back and tries again, without ending the program."""
    opened(tmp_path).close()
    file = tmp_path / STORE_FILE
    good = file.read_bytes()
    file.write_bytes(b"\0" * len(good))
    with pytest.raises(StoreDamagedError):
        Store.open(tmp_path, clock=FixedClock())
    file.write_bytes(good)
    with Store.open(tmp_path, clock=FixedClock()) as store:
        assert store.open_work().is_empty
