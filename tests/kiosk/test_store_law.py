# SPDX-License-Identifier: Apache-2.0
"""Rules that the schema keeps even if the program, or a hand with the key, does not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.printing.attempt import AttemptState
from devices.printing.ledger import Evidence
from kiosk.store.engine import IntegrityError
from kiosk.store.print_ledger import PrintRefusedError
from kiosk.store.records import NumberUse, RatingRecord
from kiosk.store.store import Store
from tests.support.fixed_clock import FixedClock
from tests.support.store_samples import (
    PERIOD,
    SERIES,
    SHEET_FOUND,
    new_attempt,
    numbered_case,
    opened,
    sample_case,
)

CASE, OTHER_CASE = "K-0001-20261123-0001", "K-0001-20261123-0002"
OTHER_PRINTER = "ipp://127.0.0.1/other"
TEST_PAGE = "f" * 64


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    with opened(tmp_path, clock) as store:
        yield store


def test_a_used_number_is_not_used_again_years_later_and_in_other_words(
    store: Store, clock: FixedClock
) -> None:
    store.submit_case(numbered_case(store, CASE))
    clock.advance(2 * 365 * 24 * 3600)
    again = NumberUse(SERIES, PERIOD, 1, "another text of the same number")
    with pytest.raises(ValueError, match="cannot take"):
        store.submit_case(sample_case(OTHER_CASE, number=again))
    assert store.cases.summary(OTHER_CASE) is None


def test_two_numbers_never_read_the_same_on_two_licences(store: Store) -> None:
    first = numbered_case(store, CASE)
    store.submit_case(first)
    assert first.number is not None
    value = store.numbers.reserve(SERIES, PERIOD)
    with pytest.raises(ValueError, match="cannot take"):
        store.submit_case(
            sample_case(OTHER_CASE, number=NumberUse(SERIES, PERIOD, value, first.number.text))
        )


def test_the_number_of_a_licence_is_not_changed_by_hand(store: Store) -> None:
    store.submit_case(numbered_case(store, CASE))
    with pytest.raises(IntegrityError, match="only ever gains"):
        store._database.execute("UPDATE case_ SET licence_number = 'another'")


@pytest.mark.parametrize("score", [0, 6])
def test_a_rating_has_five_steps(store: Store, score: int) -> None:
    with pytest.raises(IntegrityError):
        store.ratings.put(RatingRecord(CASE, score))
    assert store.ratings.get(CASE) is None


def test_one_case_never_uses_two_numbers(store: Store) -> None:
    store.submit_case(numbered_case(store, CASE))
    value = store.numbers.reserve(SERIES, PERIOD)
    with pytest.raises(IntegrityError):
        store.numbers.use(NumberUse(SERIES, PERIOD, value, "第0002号"), CASE)


def test_the_count_of_cases_is_never_forgotten_and_dates_of_numbers_never_changed(
    store: Store,
) -> None:
    assert store.new_case_id("K-0001") == CASE
    with pytest.raises(IntegrityError, match="never forgotten"):
        store._database.execute("DELETE FROM number_series")
    store.numbers.reserve(SERIES, PERIOD)
    with pytest.raises(IntegrityError, match="never changed"):
        store._database.execute("UPDATE number_event SET at = '2020-01-01'")


def test_a_test_page_is_not_under_way_at_two_printers(store: Store) -> None:
    store.prints.begin(new_attempt(TEST_PAGE))
    with pytest.raises(PrintRefusedError):
        store.prints.begin(new_attempt(TEST_PAGE, OTHER_PRINTER))


@pytest.mark.parametrize("end", [AttemptState.DEVICE_FAILED, AttemptState.UNKNOWN])
def test_a_person_is_asked_about_a_lost_licence_and_about_no_lost_test_page(
    store: Store, end: AttemptState
) -> None:
    store.submit_case(numbered_case(store, CASE))
    licence = store.documents.put(CASE, "licence.pdf", b"sealed")
    attempts = [new_attempt(licence.sha256), new_attempt(TEST_PAGE, OTHER_PRINTER)]
    for attempt in attempts:
        store.prints.begin(attempt)
        store.prints.advance(attempt.attempt_id, end, Evidence())
    assert store.open_work().unsettled == (attempts[0].attempt_id,)
    with pytest.raises(ValueError, match="cannot be settled"):
        store.prints.settle(attempts[1].attempt_id, SHEET_FOUND)
