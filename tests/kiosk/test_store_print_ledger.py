# SPDX-License-Identifier: Apache-2.0
"""The print ledger: no sheet twice, one open attempt per printer, nothing after the end."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from devices.printing.attempt import FINAL, AttemptState
from devices.printing.ledger import Evidence, PrintLedger
from kiosk.store.print_ledger import PrintRefusedError
from kiosk.store.store import Store
from tests.support.store_samples import (
    LOST_SHEET,
    SHEET_FOUND,
    new_attempt,
    numbered_case,
    opened,
)

OTHER = "ipp://127.0.0.1/other"
_count = itertools.count(1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as store:
        yield store


def sealed(store: Store) -> str:
    """Store a new case with its licence; the document's checksum."""
    number = next(_count)
    case_id = f"K-0001-20261123-{number:05}"
    store.submit_case(numbered_case(store, case_id))
    return store.documents.put(case_id, "licence.pdf", f"sealed {number}".encode()).sha256


def test_the_store_fulfils_the_ledger_that_printing_asks_for(store: Store) -> None:
    ledger: PrintLedger = store.prints
    attempt = new_attempt(sealed(store))
    ledger.begin(attempt)
    evidence = Evidence(job_id=7, reasons=("media-low",), up_time_s=12)
    ledger.advance(attempt.attempt_id, AttemptState.SENT, evidence)
    (standing,) = ledger.open_attempts()
    assert standing.state is AttemptState.SENT
    assert standing.evidence == evidence
    ledger.advance(attempt.attempt_id, AttemptState.DEVICE_DONE, Evidence(sheets_completed=1))
    assert ledger.open_attempts() == ()


@pytest.mark.parametrize(
    "end", [AttemptState.DEVICE_DONE, AttemptState.DEVICE_FAILED, AttemptState.UNKNOWN]
)
def test_a_document_that_may_be_on_paper_is_not_sent_again(
    store: Store, end: AttemptState
) -> None:
    document = sealed(store)
    attempt = new_attempt(document)
    store.prints.begin(attempt)
    store.prints.advance(attempt.attempt_id, end, Evidence())
    code = "PRINTER-0409" if end is AttemptState.UNKNOWN else "PRINTER-0406"
    with pytest.raises(PrintRefusedError, match=code):
        store.prints.begin(new_attempt(document, OTHER))


def test_only_a_proof_that_nothing_was_printed_allows_another_attempt(store: Store) -> None:
    document = sealed(store)
    for _ in range(3):
        attempt = new_attempt(document)
        store.prints.begin(attempt)
        store.prints.advance(attempt.attempt_id, AttemptState.NOT_STARTED, Evidence())
    store.prints.begin(new_attempt(document))


def test_a_person_who_finds_no_sheet_allows_another_attempt(store: Store) -> None:
    document = sealed(store)
    attempt = new_attempt(document)
    store.prints.begin(attempt)
    with pytest.raises(ValueError, match="cannot be settled"):
        store.prints.settle(attempt.attempt_id, LOST_SHEET)
    store.prints.advance(
        attempt.attempt_id, AttemptState.UNKNOWN, Evidence(code="PRINTER-0406")
    )
    assert [found.attempt_id for found in store.prints.unsettled()] == [attempt.attempt_id]
    store.prints.settle(attempt.attempt_id, LOST_SHEET)
    assert store.prints.unsettled() == ()
    with pytest.raises(ValueError, match="cannot be settled"):
        store.prints.settle(attempt.attempt_id, SHEET_FOUND)
    store.prints.begin(new_attempt(document))


def test_one_printer_has_one_open_attempt(store: Store) -> None:
    store.prints.begin(new_attempt(sealed(store)))
    with pytest.raises(PrintRefusedError):
        store.prints.begin(new_attempt(sealed(store)))
    store.prints.begin(new_attempt(sealed(store), OTHER))


def test_a_test_page_belongs_to_no_case_and_may_be_printed_again(store: Store) -> None:
    for _ in range(2):
        attempt = new_attempt("f" * 64)
        store.prints.begin(attempt)
        store.prints.advance(attempt.attempt_id, AttemptState.DEVICE_DONE, Evidence())
    assert store.prints.unsettled() == ()


def test_an_attempt_begins_as_intent_and_must_exist(store: Store) -> None:
    attempt = new_attempt(sealed(store))
    with pytest.raises(ValueError, match="begins as intent"):
        store.prints.begin(replace(attempt, state=AttemptState.SENT))
    with pytest.raises(ValueError, match="there is no attempt"):
        store.prints.advance(attempt.attempt_id, AttemptState.SENT, Evidence())
    store.prints.begin(attempt)
    with pytest.raises(ValueError, match="stays ended"):
        store.prints.advance(attempt.attempt_id, AttemptState.INTENT, Evidence())


def settle_all(store: Store) -> None:
    """Open printing again: the store outlives an example, and with it what nobody knew."""
    for left in store.prints.unsettled():
        store.prints.settle(left.attempt_id, SHEET_FOUND)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    steps=st.lists(
        st.tuples(
            st.integers(0, 2),
            st.sampled_from([state for state in AttemptState if state.value != "planned"]),
        ),
        max_size=15,
    )
)
def test_whatever_is_tried_no_document_ever_has_two_attempts_that_may_be_paper(
    store: Store, steps: list[tuple[int, AttemptState]]
) -> None:
    settle_all(store)
    documents = [sealed(store) for _ in range(3)]
    standing: dict[str, list[tuple[str, AttemptState]]] = {name: [] for name in documents}
    for pick, state in steps:
        document = documents[pick]
        tried = standing[document]
        if state is AttemptState.INTENT:
            attempt = new_attempt(document, f"ipp://127.0.0.1/{next(_count)}")
            every = [at for one in standing.values() for _, at in one]
            is_open = AttemptState.UNKNOWN not in every
            if is_open and all(at is AttemptState.NOT_STARTED for _, at in tried):
                store.prints.begin(attempt)
                tried.append((attempt.attempt_id, state))
            else:
                with pytest.raises(PrintRefusedError):
                    store.prints.begin(attempt)
        elif tried:
            attempt_id, at = tried[-1]
            if at in FINAL:
                with pytest.raises(ValueError, match="stays ended"):
                    store.prints.advance(attempt_id, state, Evidence())
            else:
                store.prints.advance(attempt_id, state, Evidence())
                tried[-1] = (attempt_id, state)
    known = {found.attempt_id: found.state for found in store.prints.open_attempts()}
    for tried in standing.values():
        assert sum(at is not AttemptState.NOT_STARTED for _, at in tried) <= 1
        for attempt_id, at in tried:
            assert known.get(attempt_id) == (None if at in FINAL else at)
