# SPDX-License-Identifier: Apache-2.0
"""Lines of a visit that the disk refused for a while are written later, in their order."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.journal import Journal
from kiosk.journal_events import JournalEntryError
from kiosk.notes import KEPT, Notes
from kiosk.session.effects import Note
from kiosk.store.errors import StoreNotWritableError
from kiosk.store.store import Store
from tests.support.fixed_clock import FixedClock


class MoodyJournal(Journal):
    """A journal whose disk takes nothing while ``is_full``."""

    is_full = False

    def record(
        self,
        event_id: str,
        *,
        disposition: str = "",
        case_id: str = "",
        code: str = "",
        **facts: str | float,
    ) -> None:
        if self.is_full:
            raise StoreNotWritableError("STORE-0501", "disk full")
        super().record(event_id, disposition=disposition, case_id=case_id, code=code, **facts)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path, clock=FixedClock()) as store:
        yield store


@pytest.fixture
def journal(store: Store) -> MoodyJournal:
    journal = MoodyJournal.open(store, clock=FixedClock())
    assert isinstance(journal, MoodyJournal)
    return journal


def case(number: int) -> Note:
    """A line that its case number tells apart."""
    return Note("fault-raised", case_number=f"K-0001-20261123-{number:04}", code="READER-0101")


def cases(store: Store) -> list[int]:
    return [int(row.case_id[-4:]) for row in store.journal.all()]


def test_lines_that_a_full_disk_refused_come_before_the_next_one(
    store: Store, journal: MoodyJournal
) -> None:
    notes = Notes(journal)
    notes.write(case(1))
    journal.is_full = True
    for number in (2, 3):
        with pytest.raises(StoreNotWritableError):
            notes.write(case(number))
    journal.is_full = False
    notes.write(case(4))
    notes.write(case(5))
    assert cases(store) == [1, 2, 3, 4, 5]
    assert {row.code for row in store.journal.all()} == {"READER-0101"}


def test_of_more_lines_than_may_wait_the_oldest_are_lost(
    store: Store, journal: MoodyJournal
) -> None:
    notes = Notes(journal)
    journal.is_full = True
    for number in range(1, KEPT + 2):
        with pytest.raises(StoreNotWritableError):
            notes.write(case(number))
    journal.is_full = False
    notes.write(case(KEPT + 2))
    assert cases(store) == list(range(3, KEPT + 3))


def test_a_line_that_the_vocabulary_does_not_know_is_dropped_and_blocks_nothing(
    store: Store, journal: MoodyJournal
) -> None:
    notes = Notes(journal)
    with pytest.raises(JournalEntryError):
        notes.write(Note("no-such-event"))
    notes.write(case(1))
    assert cases(store) == [1]
