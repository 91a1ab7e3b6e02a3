# SPDX-License-Identifier: Apache-2.0
"""The audit journal: its words, its chain, and what tampering shows."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.journal import Journal, check_export
from kiosk.journal_chain import Anchor
from kiosk.journal_events import FactKind, JournalEntryError, load_events
from kiosk.store.errors import ClockBehindError, StoreDamagedError
from kiosk.store.keys import JOURNAL_KEY, key_path
from kiosk.store.store import Store
from tests.support.fixed_clock import FixedClock

EVENTS = load_events()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    with Store.open(tmp_path, clock=clock) as store:
        yield store


@pytest.fixture
def journal(store: Store, clock: FixedClock) -> Journal:
    """A journal with ten records, of which eight are signed."""
    journal = Journal.open(store, clock=clock)
    for number in range(10):
        journal.record("session-ended", disposition="issued", seconds=60.5, taps=number)
        clock.advance(1)
        if number == 7:
            journal.checkpoint()
    return journal


def test_a_whole_journal_holds(journal: Journal) -> None:
    report = journal.verify()
    assert report.is_good
    assert (report.records, report.signed) == (10, 8)


def test_a_mark_is_signed_each_hundred_records_and_not_twice(store: Store) -> None:
    journal = Journal.open(store, clock=FixedClock())
    journal.checkpoint()
    for _ in range(201):
        journal.record("session-started")
    journal.checkpoint()
    journal.checkpoint()
    assert [mark.seq for mark in store.journal.checkpoints()] == [100, 200, 201]


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE journal SET facts = '{}' WHERE seq = 4", "record 4 was changed"),
        ("UPDATE journal SET at = '2020-01-01' WHERE seq = 10", "record 10 was changed"),
        ("UPDATE journal SET disposition = 'fault' WHERE seq = 2", "record 2 was changed"),
        ("UPDATE journal SET case_id = 'x' WHERE seq = 2", "record 2 was changed"),
        ("UPDATE journal SET code = 'x' WHERE seq = 2", "record 2 was changed"),
        ("UPDATE journal SET event = 'x' WHERE seq = 2", "record 2 was changed"),
        ("UPDATE journal SET previous = 'x' WHERE seq = 2", "record 2 does not follow"),
        ("UPDATE journal SET hash = 'x' WHERE seq = 2", "record 3 does not follow"),
        ("DELETE FROM journal WHERE seq = 5", "record 5 is missing"),
        ("DELETE FROM journal WHERE seq = 1", "record 1 is missing"),
        ("DELETE FROM journal WHERE seq >= 8", "record 8 was signed and is gone"),
        ("UPDATE checkpoint SET hash = 'x'", "signature of the mark at record 8"),
        ("UPDATE checkpoint SET at = 'x'", "signature of the mark at record 8"),
        ("UPDATE checkpoint SET key_id = 'x'", "signed with another key"),
        ("UPDATE checkpoint SET signature = x'00'", "signature of the mark at record 8"),
    ],
)
def test_tampering_is_found_and_named(
    store: Store, journal: Journal, statement: str, problem: str
) -> None:
    store._database.execute(statement)
    assert problem in "\n".join(journal.verify().problems)


def test_two_records_that_change_places_are_found(store: Store, journal: Journal) -> None:
    for before, after in ((4, 99), (5, 4), (99, 5)):
        store._database.execute("UPDATE journal SET seq = ? WHERE seq = ?", (after, before))
    assert "record 4 does not follow the one before it" in journal.verify().problems


def test_a_chain_written_anew_is_found_by_its_marks(store: Store, journal: Journal) -> None:
    store._database.execute("DELETE FROM journal")
    for _ in range(10):
        journal.record("session-started")
    assert journal.verify().problems == ("record 8 is not the one that was signed",)


def test_a_tail_cut_together_with_its_marks_needs_an_anchor_from_elsewhere(
    store: Store, journal: Journal
) -> None:
    last = store.journal.last()
    assert last is not None
    anchor = Anchor(last.seq, last.hash)
    assert journal.verify(anchor).is_good
    store._database.execute("DELETE FROM journal WHERE seq >= 8")
    store._database.execute("DELETE FROM checkpoint")
    assert journal.verify().is_good
    assert journal.verify(anchor).problems == (
        "the mark kept elsewhere at record 10 is not met",
    )


@pytest.mark.parametrize(
    "act",
    [
        lambda journal: journal.record("nothing-known"),
        lambda journal: journal.record("session-ended"),
        lambda journal: journal.record("session-ended", disposition="happy"),
        lambda journal: journal.record("session-started", disposition="issued"),
        lambda journal: journal.record("session-started", name="x"),
        lambda journal: journal.record("session-started", language="测试甲"),
        lambda journal: journal.record("rating-given", score=True),
        lambda journal: journal.record("rating-given", score="5"),
        lambda journal: journal.record("session-ended", disposition="issued", seconds=-1.0),
        lambda journal: journal.record("session-started", case_id="439900198503150013"),
        lambda journal: journal.record("session-started", case_id="测试甲"),
        lambda journal: journal.record("fault-raised", code="broken"),
    ],
)
def test_what_the_vocabulary_does_not_have_cannot_be_recorded(
    journal: Journal, act: Callable[[Journal], None]
) -> None:
    with pytest.raises(JournalEntryError) as caught:
        act(journal)
    assert "测试甲" not in str(caught.value)
    assert "439900198503150013" not in str(caught.value)
    assert journal.verify().records == 10


@given(
    number=st.from_regex(r"4399001[0-9]{10}[0-9X]", fullmatch=True),
    event=st.sampled_from([event for event in EVENTS.values() if event.facts]),
)
def test_no_fact_of_any_event_takes_a_citizen_number_or_a_name(
    number: str, event: object
) -> None:
    known = EVENTS[event.id]  # type: ignore[attr-defined]
    disposition = known.dispositions[0] if known.dispositions else ""
    for fact in known.facts:
        for value in (number, f"n{number}".lower(), "欧阳测试", "Zhang San", "13800000000"):
            with pytest.raises(JournalEntryError):
                known.check(disposition, {fact: value})
        if number.isdigit():
            with pytest.raises(JournalEntryError):
                known.check(disposition, {fact: int(number)})


def test_the_vocabulary_is_well_formed() -> None:
    kinds = {"app", "staff", "session", "case", "print", "device"}
    for event in EVENTS.values():
        assert event.kind in kinds, event.id
        assert event.sentence.endswith("."), event.id
        assert bool(event.dispositions) or not event.id.endswith("-ended"), event.id
        assert all(isinstance(kind, FactKind) for kind in event.facts.values())


def test_settings_of_a_run_are_noted_by_their_checksum(journal: Journal, store: Store) -> None:
    journal.record_configuration("a" * 64)
    last = store.journal.last()
    assert last is not None
    assert json.loads(last.facts) == {"sha256": "a" * 64}


def test_an_export_is_checked_without_the_kiosk(journal: Journal) -> None:
    lines = list(journal.export())
    key = journal.public_key.public_bytes_raw().hex()
    assert check_export(lines).is_good
    assert check_export(lines, public_key=key).signed == 8
    changed = [line.replace('\\"taps\\":3', '\\"taps\\":4') for line in lines]
    assert check_export(changed).problems == ("record 4 was changed",)
    foreign = check_export(
        lines, public_key="d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    )
    assert foreign.problems == ("the mark at record 8 is signed with another key",)


@pytest.mark.parametrize("lines", [[], ["x"], ["{}"], ['{"format": "other"}'], ["[]"]])
def test_what_is_no_export_is_refused(lines: list[str]) -> None:
    with pytest.raises(ValueError, match="no exported journal"):
        check_export(lines)


def test_a_journal_whose_key_is_gone_does_not_start_anew(
    store: Store, journal: Journal, clock: FixedClock
) -> None:
    key_path(store.data_dir, JOURNAL_KEY).unlink()
    with pytest.raises(StoreDamagedError, match=r"journal\.key is missing"):
        Journal.open(store, clock=clock)


def test_a_clock_behind_the_last_record_is_refused(
    store: Store, journal: Journal, clock: FixedClock
) -> None:
    store.check_clock()
    clock.advance(-30)
    store.check_clock()
    clock.advance(-3600)
    with pytest.raises(ClockBehindError, match="CLOCK-0801"):
        store.check_clock()
