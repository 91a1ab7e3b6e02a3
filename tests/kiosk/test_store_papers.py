# SPDX-License-Identifier: Apache-2.0
"""What the ledger says of each paper of a case, and what each step of a print leaves behind."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.printing.attempt import AttemptState
from devices.printing.ledger import AttemptRecord, Evidence
from kiosk.store.records import Disposition, Found, PaperState, PrintedPaper
from kiosk.store.store import Store
from tests.support.store_samples import (
    LOST_SHEET,
    SHEET_FOUND,
    new_attempt,
    numbered_case,
    opened,
)

CASE, OTHER_CASE = "K-0001-20261123-0001", "K-0001-20261123-0002"
PAPERS = ("licence.pdf", "receipt.pdf")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Two cases with their papers; nothing is printed yet."""
    with opened(tmp_path) as store:
        for case_id in (CASE, OTHER_CASE):
            store.submit_case(numbered_case(store, case_id, papers=PAPERS))
            for name in PAPERS:
                store.documents.put(case_id, name, f"{name} of {case_id}".encode())
        store.documents.put(CASE, "copy.pdf", b"kept only", to_print=False)
        yield store


@pytest.fixture
def attempt(store: Store) -> AttemptRecord:
    """An attempt at the licence that nobody has begun yet."""
    licence = store.documents.get(CASE, "licence.pdf")
    assert licence is not None
    return new_attempt(licence.sha256)


def licence_in(store: Store) -> PrintedPaper:
    """What the list shows of the licence."""
    (licence, receipt) = store.prints.papers_of(CASE)
    assert receipt == PrintedPaper("receipt.pdf", PaperState.UNPRINTED)
    assert licence.document == "licence.pdf"
    return licence


def test_only_the_papers_of_this_case_that_go_to_the_printer_are_listed(store: Store) -> None:
    assert [paper.name for paper in store.prints.papers_of(CASE)] == ["licence", "receipt"]
    assert store.prints.papers_of("K-0001-20261123-0009") == ()


def test_a_paper_that_is_being_printed_is_open_until_the_printer_has_spoken(
    store: Store, attempt: AttemptRecord
) -> None:
    assert licence_in(store).state is PaperState.UNPRINTED
    store.prints.begin(attempt)
    for state in (AttemptState.SENT, AttemptState.PRINTING, AttemptState.WAIT_OPERATOR):
        store.prints.advance(attempt.attempt_id, state, Evidence())
        assert licence_in(store) == PrintedPaper(
            "licence.pdf", PaperState.OPEN, attempt.attempt_id
        )
    store.prints.advance(attempt.attempt_id, AttemptState.DEVICE_DONE, Evidence())
    assert licence_in(store).state is PaperState.OUT


@pytest.mark.parametrize(
    ("said", "then"),
    [
        (SHEET_FOUND, PaperState.OUT),
        (LOST_SHEET, PaperState.UNPRINTED),
        (Disposition(Found.DESTROYED, "0107"), PaperState.UNPRINTED),
    ],
)
def test_a_paper_of_unknown_fate_waits_for_the_word_of_a_person(
    store: Store, said: Disposition, then: PaperState
) -> None:
    document = store.documents.get(CASE, "licence.pdf")
    assert document is not None
    for end in (AttemptState.DEVICE_FAILED, AttemptState.UNKNOWN):
        if licence_in(store).state is PaperState.OUT:
            return
        attempt = new_attempt(document.sha256)
        store.prints.begin(attempt)
        store.prints.advance(attempt.attempt_id, end, Evidence())
        assert licence_in(store) == PrintedPaper(
            "licence.pdf", PaperState.UNSETTLED, attempt.attempt_id
        )
        store.prints.settle(attempt.attempt_id, said)
        assert licence_in(store).state is then


def test_a_paper_of_which_nothing_was_sent_is_unprinted_again(
    store: Store, attempt: AttemptRecord
) -> None:
    store.prints.begin(attempt)
    store.prints.advance(attempt.attempt_id, AttemptState.NOT_STARTED, Evidence())
    assert licence_in(store) == PrintedPaper("licence.pdf", PaperState.UNPRINTED)


def test_each_step_of_a_print_stands_in_the_journal_with_its_facts(
    store: Store, attempt: AttemptRecord
) -> None:
    store.prints.begin(attempt)
    store.prints.advance(attempt.attempt_id, AttemptState.SENT, Evidence(job_id=7))
    store.prints.advance(attempt.attempt_id, AttemptState.UNKNOWN, Evidence(sheets_completed=1))
    store.prints.settle(attempt.attempt_id, SHEET_FOUND)
    lines = [
        (row.event, row.disposition, json.loads(row.facts))
        for row in store.journal.all()
        if row.event.startswith("print-")
    ]
    which = {"attempt": attempt.attempt_id}
    assert lines == [
        ("print-started", "", which | {"sha256": attempt.document_sha256, "sheets": 1}),
        ("print-advanced", "", which | {"state": "sent"}),
        ("print-ended", "unknown", which | {"sheets_out": 1}),
        ("print-settled", "came_out", which),
    ]


def test_every_step_of_a_print_stays_readable_with_its_evidence(
    store: Store, attempt: AttemptRecord
) -> None:
    store.prints.begin(attempt)
    store.prints.advance(attempt.attempt_id, AttemptState.SENT, Evidence(job_id=7))
    store.prints.advance(attempt.attempt_id, AttemptState.DEVICE_DONE, Evidence(job_id=7))
    steps = store._database.execute("SELECT state, evidence FROM print_event ORDER BY number")
    assert [state for state, _ in steps] == ["intent", "sent", "device_done"]
    assert [json.loads(evidence)["job_id"] for _, evidence in steps] == [None, 7, 7]
