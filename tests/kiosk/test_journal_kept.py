# SPDX-License-Identifier: Apache-2.0
"""Journals that outlive a version: their form is fixed, and a mark kept elsewhere counts."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Barrier, Thread

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.journal import Journal, check_export
from kiosk.journal_chain import FIRST_PREVIOUS, Anchor, check_chain, sealed, sign_mark
from kiosk.journal_events import JournalEntryError, load_events
from kiosk.store.journal_records import JournalRow
from kiosk.store.store import Store
from tests.support.fixed_clock import FixedClock

AT = "2026-11-23T10:00:00.000+08:00"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEPT_HASH = "e9dc1821a5943fffa744a3fc22c4dfdf86fb94502370556d3c5f22d0e64c779e"
KEPT_SIGNATURE = (
    "09f9257278d02a174de2fbf6ac37ed5c5da08cfaf4abd9d28229d39ce4c15476"
    "e08ef70f4f91f60e042bda5248e0359491671908cda1ec06e1467f632c4cc801"
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path, clock=FixedClock()) as store:
        yield store


def first_record() -> JournalRow:
    """A first record as every version has written it."""
    facts = '{"seconds":60.5,"taps":3}'
    row = JournalRow(1, AT, "session-ended", "issued", "", "", facts, FIRST_PREVIOUS, "")
    return sealed(row)


def test_a_journal_of_an_earlier_version_still_holds() -> None:
    """What was hashed and signed once must be hashed and signed so by every later version."""
    row = first_record()
    assert row.hash == KEPT_HASH
    mark = sign_mark(row, at=AT, key=KEY)
    assert mark.key_id == "56475aa75463474c"
    assert mark.signature.hex() == KEPT_SIGNATURE
    report = check_chain((row,), (mark,), KEY.public_key())
    assert (report.records, report.signed, report.problems) == (1, 1, ())


def test_a_journal_without_a_mark_counts_as_not_signed() -> None:
    report = check_chain((first_record(),), (), KEY.public_key())
    assert (report.records, report.signed, report.problems) == (1, 0, ())


def test_a_chain_written_anew_without_its_marks_is_found_by_the_mark_kept_elsewhere(
    store: Store,
) -> None:
    clock = FixedClock()
    journal = Journal.open(store, clock=clock)
    for _ in range(5):
        journal.record("session-started")
    last = store.journal.last()
    assert last is not None
    anchor = Anchor(last.seq, last.hash)
    store._database.execute("DELETE FROM journal")
    store._database.execute("DELETE FROM checkpoint")
    clock.advance(60)
    for _ in range(5):
        journal.record("session-started")
    assert journal.verify().is_good
    assert journal.verify(anchor).problems == (
        "the mark kept elsewhere at record 5 is not met",
    )


def test_times_and_marks_of_a_journal_are_those_of_its_clock(store: Store) -> None:
    journal = Journal.open(store, clock=FixedClock())
    journal.record("session-started")
    journal.checkpoint()
    (row,), (mark,) = store.journal.all(), store.journal.checkpoints()
    assert (row.at, mark.at) == (AT, AT)
    assert (row.previous, mark.hash) == (FIRST_PREVIOUS, row.hash)


def test_a_checksum_or_an_attempt_that_happens_to_be_all_digits_has_its_line(
    store: Store,
) -> None:
    """One UUID in twenty holds nine digits on end; its print must not fail for that."""
    journal = Journal.open(store, clock=FixedClock())
    attempt, digest = "12345678-1234-4123-8123-123456789012", "1234567890" * 6 + "1234"
    journal.record("print-started", attempt=attempt, sha256=digest, sheets=1)
    journal.record("config-loaded", sha256=digest)
    assert [row.event for row in store.journal.all()] == ["print-started", "config-loaded"]


@pytest.mark.parametrize(
    ("case_id", "code"),
    [("", "439900198503150013"), ("", "张三"), ("439900198503150013", ""), ("张三", "")],
)
def test_neither_code_nor_case_number_carries_a_person_into_the_journal(
    store: Store, case_id: str, code: str
) -> None:
    journal = Journal.open(store, clock=FixedClock())
    with pytest.raises(JournalEntryError) as caught:
        journal.record("fault-raised", case_id=case_id, code=code)
    assert (case_id or code) not in str(caught.value)
    assert store.journal.last() is None


def test_workers_that_write_at_once_make_one_whole_chain(store: Store) -> None:
    journal = Journal.open(store, clock=FixedClock())
    together = Barrier(4)

    def write() -> None:
        together.wait(10)
        for _ in range(15):
            journal.record("session-started")

    threads = [Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    report = journal.verify()
    assert (report.records, report.problems) == (60, ())


def test_an_auditor_reads_what_each_record_means_also_of_a_word_given_up_since(
    store: Store,
) -> None:
    journal = Journal.open(store, clock=FixedClock())
    journal.record("config-loaded", sha256="0" * 64)
    last = store.journal.last()
    assert last is not None
    given_up = replace(last, seq=2, event="given-up-since", previous=last.hash)
    store.journal.append(sealed(given_up))
    lines = list(journal.export())
    sentences = [json.loads(line)["sentence"] for line in lines[1:]]
    assert sentences == [load_events()["config-loaded"].sentence, ""]
    assert check_export(lines).is_good
