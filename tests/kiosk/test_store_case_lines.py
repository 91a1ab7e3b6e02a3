# SPDX-License-Identifier: Apache-2.0
"""What a case leaves in the journal, and that a number it cannot take is not used up."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.store.records import NumberState, NumberUse, SeriesNumber
from kiosk.store.store import Store
from tests.support.fixed_clock import FixedClock
from tests.support.store_samples import PERIOD, SERIES, numbered_case, opened, sample_case

CASE, LATER = "K-0001-20261123-0001", "K-0001-20261123-0002"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as store:
        yield store


def test_the_journal_says_what_was_decided_by_which_rules_and_what_is_owed(
    store: Store,
) -> None:
    store.submit_case(numbered_case(store, CASE))
    lines = {row.event: row for row in store.journal.all()}
    submitted, promised = lines["case-submitted"], lines["promise-made"]
    assert (submitted.case_id, promised.case_id) == (CASE, CASE)
    assert json.loads(submitted.facts) == {
        "service": "hygiene-permit",
        "situation": "new",
        "decision": "issued_under_promise",
        "catalogue_sha256": "0" * 64,
    }
    assert json.loads(promised.facts) == {"material": "water-report", "due_on": "2027-01-22"}


def test_the_journal_says_which_case_used_a_number_and_why_another_is_void(
    store: Store,
) -> None:
    store.submit_case(numbered_case(store, CASE))
    value = store.numbers.reserve(SERIES, PERIOD)
    store.numbers.void(SeriesNumber(SERIES, PERIOD, value), reason="interrupted")
    lines = [
        (row.event, row.case_id, json.loads(row.facts))
        for row in store.journal.all()
        if row.event.startswith("number-")
    ]
    first = {"series": SERIES, "period": PERIOD, "value": 1}
    second = first | {"value": 2}
    assert lines == [
        ("number-reserved", "", first),
        ("number-used", CASE, first),
        ("number-reserved", "", second),
        ("number-void", "", second | {"reason": "interrupted"}),
    ]


def test_the_journal_says_which_bytes_were_made_for_which_case(store: Store) -> None:
    store.submit_case(numbered_case(store, CASE))
    stored = store.documents.put(CASE, "licence.pdf", b"sealed once")
    store.documents.put(CASE, "licence.pdf", b"sealed again")
    (made,) = (row for row in store.journal.all() if row.event == "document-made")
    assert made.case_id == CASE
    assert json.loads(made.facts) == {
        "document": "licence.pdf",
        "sha256": hashlib.sha256(b"sealed once").hexdigest(),
        "bytes": len(b"sealed once"),
    }
    assert stored.sha256 == hashlib.sha256(b"sealed once").hexdigest()


def test_a_number_that_a_case_cannot_take_later_is_not_used_up(store: Store) -> None:
    store.submit_case(sample_case(CASE, decision="accepted"))
    store.submit_case(sample_case(LATER))
    value = store.numbers.reserve(SERIES, PERIOD)
    use = NumberUse(SERIES, PERIOD, value, "第0001号")
    with pytest.raises(ValueError, match="cannot take"):
        store.cases.number(CASE, use)
    assert store.numbers.state_of(SeriesNumber(SERIES, PERIOD, value)) is NumberState.RESERVED
    store.cases.number(LATER, use)
    assert store.numbers.state_of(SeriesNumber(SERIES, PERIOD, value)) is NumberState.USED


def test_with_a_production_key_cases_are_counted_all_the_same(tmp_path: Path) -> None:
    """Only licence numbers need a start value; a gap in the count of cases means nothing."""
    with opened(tmp_path / "production", demo=False) as store:
        assert store.new_case_id("K-0001") == CASE
        assert store.new_case_id("K-0001") == LATER


def test_cases_of_the_same_moment_are_listed_by_number_newest_first(store: Store) -> None:
    for case_id in (LATER, CASE):
        store.submit_case(sample_case(case_id, submitted_at=FixedClock().now()))
    assert [case.case_id for case in store.cases.newest()] == [LATER, CASE]
