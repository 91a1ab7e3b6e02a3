# SPDX-License-Identifier: Apache-2.0
"""Cases: written once and whole, never changed, and what a restart finds to do."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from devices.printing.attempt import AttemptState
from devices.printing.ledger import Evidence
from kiosk.store.engine import IntegrityError
from kiosk.store.records import (
    NumberState,
    NumberUse,
    OutboxMessage,
    OutboxState,
    RatingRecord,
    SeriesNumber,
)
from kiosk.store.store import Store
from tests.support.fixed_clock import FixedClock
from tests.support.store_samples import (
    FORM,
    PERIOD,
    SERIES,
    SHEET_FOUND,
    new_attempt,
    numbered_case,
    opened,
    sample_case,
)

CASE = "K-0001-20261123-0001"


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    with opened(tmp_path, clock) as store:
        yield store


def events_of(store: Store) -> list[str]:
    return [row.event for row in store.journal.all()]


def test_a_case_comes_with_its_promise_number_message_and_audit_lines(store: Store) -> None:
    store.submit_case(numbered_case(store, CASE))
    summary = store.cases.summary(CASE)
    assert summary is not None
    assert summary.licence_number == "示例卫公证字〔2026〕第0001号"
    assert summary.due_on is not None
    assert store.cases.form_of(CASE) == FORM
    assert [promise.material_id for promise in store.cases.promises_of(CASE)] == [
        "water-report"
    ]
    assert store.outbox.depth() == 1
    assert store.numbers.state_of(SeriesNumber(SERIES, PERIOD, 1)) is NumberState.USED
    assert events_of(store) == [
        "number-reserved",
        "case-submitted",
        "promise-made",
        "number-used",
    ]


def test_submitting_twice_is_submitting_once(store: Store) -> None:
    case = numbered_case(store, CASE)
    store.submit_case(case)
    store.submit_case(case)
    assert len(store.cases.newest()) == 1
    assert store.outbox.depth() == 1
    assert events_of(store).count("case-submitted") == 1


def test_another_form_under_the_same_number_is_refused(store: Store) -> None:
    store.submit_case(sample_case(CASE))
    with pytest.raises(ValueError, match="another form"):
        store.submit_case(sample_case(CASE, form=b"{}"))


def test_a_case_whose_number_is_taken_leaves_nothing_behind(store: Store) -> None:
    first = numbered_case(store, CASE)
    store.submit_case(first)
    with pytest.raises(ValueError, match="cannot take"):
        store.submit_case(sample_case("K-0001-20261123-0002", number=first.number))
    assert store.cases.summary("K-0001-20261123-0002") is None
    assert store.outbox.depth() == 1
    assert store.cases.form_of("K-0001-20261123-0002") is None


def test_a_number_that_was_never_reserved_cannot_be_used(store: Store) -> None:
    with pytest.raises(ValueError, match="cannot take"):
        store.submit_case(sample_case(CASE, number=NumberUse(SERIES, PERIOD, 7, "x")))
    assert store.cases.newest() == ()


@pytest.mark.parametrize("decision", ["accepted_with_gaps", "accepted", "refused"])
def test_only_decisions_that_issue_can_take_a_licence_number(
    store: Store, decision: str
) -> None:
    with pytest.raises(ValueError, match="cannot take"):
        store.submit_case(numbered_case(store, CASE, decision=decision))
    assert store.cases.newest() == ()


def test_a_decision_without_a_name_is_refused(store: Store) -> None:
    with pytest.raises(IntegrityError):
        store.submit_case(sample_case(CASE, decision="perhaps"))


def test_a_number_may_follow_later_and_only_once(store: Store) -> None:
    store.submit_case(sample_case(CASE))
    assert store.open_work().unnumbered == (CASE,)
    use = NumberUse(SERIES, PERIOD, store.numbers.reserve(SERIES, PERIOD), "第0001号")
    store.cases.number(CASE, use)
    store.cases.number(CASE, use)
    assert store.open_work().unnumbered == ()
    other = NumberUse(SERIES, PERIOD, store.numbers.reserve(SERIES, PERIOD), "第0002号")
    with pytest.raises(ValueError, match="cannot take"):
        store.cases.number(CASE, other)
    with pytest.raises(ValueError, match="is not there"):
        store.cases.number("K-0001-20261123-0009", other)


def test_a_submitted_case_cannot_be_changed_even_by_hand(store: Store) -> None:
    store.submit_case(numbered_case(store, CASE))
    for statement in (
        "UPDATE case_ SET form = x'00'",
        "UPDATE case_ SET decision = 'issued'",
        "UPDATE case_ SET licence_number = NULL",
    ):
        with pytest.raises(IntegrityError, match="only ever gains"):
            store._database.execute(statement)


def test_case_numbers_count_by_day_and_never_repeat(store: Store, clock: FixedClock) -> None:
    assert [store.new_case_id("K-0001") for _ in range(2)] == [
        "K-0001-20261123-0001",
        "K-0001-20261123-0002",
    ]
    clock.advance(24 * 3600)
    assert store.new_case_id("K-0001") == "K-0001-20261124-0001"


def test_lists_show_the_newest_first_and_nobodys_data(store: Store) -> None:
    moment = FixedClock().now()
    for number in range(3):
        case_id = f"K-0001-20261123-000{number}"
        submitted_at = moment + timedelta(minutes=number)
        store.submit_case(sample_case(case_id, submitted_at=submitted_at))
    newest = store.cases.newest(2)
    assert [case.case_id[-1] for case in newest] == ["2", "1"]
    assert "测试甲" not in repr(newest)
    assert "测试甲" not in repr(sample_case(CASE))


def test_the_first_sealed_document_is_the_only_one(store: Store) -> None:
    store.submit_case(numbered_case(store, CASE))
    first = store.documents.put(CASE, "licence.pdf", b"sealed once")
    again = store.documents.put(CASE, "licence.pdf", b"sealed again, another time in it")
    assert again == first
    kept = store.documents.get(CASE, "licence.pdf")
    assert kept is not None
    assert kept.content == b"sealed once"
    assert store.documents.get(CASE, "slip.pdf") is None
    with pytest.raises(IntegrityError, match="never changed"):
        store._database.execute("UPDATE document SET content = x'00'")


def test_documents_belong_to_cases_and_are_not_empty(store: Store) -> None:
    with pytest.raises(ValueError, match="is not there"):
        store.documents.put(CASE, "licence.pdf", b"x")
    with pytest.raises(ValueError, match="is empty"):
        store.documents.put(CASE, "licence.pdf", b"")


def test_open_work_walks_from_the_reservation_to_the_paper(store: Store) -> None:
    assert store.open_work().is_empty
    case = numbered_case(store, CASE)
    assert store.open_work().reservations == (SeriesNumber(SERIES, PERIOD, 1),)
    store.submit_case(case)
    assert store.open_work().undocumented == (CASE,)
    document = store.documents.put(CASE, "licence.pdf", b"sealed")
    assert store.open_work().unprinted == ((CASE, "licence.pdf"),)
    attempt = new_attempt(document.sha256)
    store.prints.begin(attempt)
    store.prints.advance(attempt.attempt_id, AttemptState.UNKNOWN, Evidence())
    assert store.open_work().unsettled == (attempt.attempt_id,)
    store.prints.settle(attempt.attempt_id, SHEET_FOUND)
    assert store.open_work().is_empty


def test_papers_that_are_not_printed_are_no_open_work(store: Store) -> None:
    store.submit_case(sample_case(CASE, decision="accepted", papers=("copy.pdf",)))
    store.documents.put(CASE, "copy.pdf", b"kept only", to_print=False)
    assert store.open_work().is_empty


def test_a_reservation_that_came_to_nothing_is_void_for_good(store: Store) -> None:
    number = SeriesNumber(SERIES, PERIOD, store.numbers.reserve(SERIES, PERIOD))
    store.numbers.void(number, reason="interrupted")
    store.numbers.void(number, reason="interrupted")
    assert store.open_work().is_empty
    with pytest.raises(ValueError, match="cannot take"):
        store.submit_case(sample_case(CASE, number=NumberUse(SERIES, PERIOD, 1, "x")))


def test_messages_wait_until_they_are_receipted(store: Store) -> None:
    for key in ("a", "b", "a"):
        store.outbox.queue(OutboxMessage(key, "case-submitted", b"{}"))
    assert [message.idempotency_key for message in store.outbox.waiting()] == ["a", "b"]
    store.outbox.end("a", OutboxState.SENT)
    store.outbox.end("b", OutboxState.REFUSED)
    assert store.outbox.waiting() == ()
    assert store.outbox.depth() == 0


def test_a_case_is_rated_once(store: Store) -> None:
    assert store.ratings.put(RatingRecord(CASE, 5, ("fast",)))
    assert not store.ratings.put(RatingRecord(CASE, 1))
    assert store.ratings.get(CASE) == RatingRecord(CASE, 5, ("fast",))
    assert store.ratings.get("other") is None
    assert events_of(store) == ["rating-given"]


def test_writes_joined_together_are_undone_together(store: Store) -> None:
    def half_way() -> None:
        with store.together():
            store.submit_case(sample_case(CASE))
            store.submit_case(sample_case(CASE, form=b"another"))

    with pytest.raises(ValueError, match="another form"):
        half_way()
    assert store.cases.newest() == ()
    assert store.journal.last() is None


def test_an_empty_catalogue_checksum_is_no_audit_line_and_no_case(store: Store) -> None:
    with pytest.raises(ValueError, match="digest"):
        store.submit_case(replace(sample_case(CASE), catalogue_sha256=""))
    assert store.cases.newest() == ()
