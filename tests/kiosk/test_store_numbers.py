# SPDX-License-Identifier: Apache-2.0
"""Number series: no number twice, none back, none out of nothing."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from certificates.errors import NumberError
from certificates.numbering import NumberSeries
from kiosk.store.engine import IntegrityError
from kiosk.store.records import NumberState, NumberUse, SeriesNumber
from kiosk.store.store import Store
from tests.support.store_samples import PERIOD, SERIES, opened, sample_case


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as store:
        yield store


def test_the_store_fulfils_the_series_that_documents_ask_for(store: Store) -> None:
    series: NumberSeries = store.numbers
    assert [series.reserve(SERIES, PERIOD) for _ in range(3)] == [1, 2, 3]
    assert series.reserve(SERIES, "2027") == 1
    assert series.reserve("other", "") == 1


def test_with_a_production_key_a_series_without_start_value_refuses(tmp_path: Path) -> None:
    with opened(tmp_path, demo=False) as store:
        with pytest.raises(NumberError, match="NUMBER-0651"):
            store.numbers.reserve(SERIES, PERIOD)
        store.numbers.open_series(SERIES, PERIOD, first=385)
        assert store.numbers.reserve(SERIES, PERIOD) == 385


def test_a_block_ends_and_the_next_one_goes_on(store: Store) -> None:
    store.numbers.open_series(SERIES, PERIOD, first=10, last=11)
    assert [store.numbers.reserve(SERIES, PERIOD) for _ in range(2)] == [10, 11]
    with pytest.raises(NumberError, match="ended with 11"):
        store.numbers.reserve(SERIES, PERIOD)
    with pytest.raises(NumberError, match="stands at 12"):
        store.numbers.open_series(SERIES, PERIOD, first=11, last=20)
    store.numbers.open_series(SERIES, PERIOD, first=100, last=100)
    assert store.numbers.reserve(SERIES, PERIOD) == 100


@pytest.mark.parametrize(("first", "last"), [(0, None), (5, 4)])
def test_an_empty_block_is_refused(store: Store, first: int, last: int | None) -> None:
    with pytest.raises(NumberError, match="is empty"):
        store.numbers.open_series(SERIES, PERIOD, first=first, last=last)


def test_what_happened_to_a_number_is_never_changed_even_by_hand(store: Store) -> None:
    store.numbers.reserve(SERIES, PERIOD)
    for statement in (
        "UPDATE number_event SET reason = 'x'",
        "DELETE FROM number_event",
        "UPDATE number_series SET next_value = 1",
        "DELETE FROM number_series",
    ):
        with pytest.raises(IntegrityError):
            store._database.execute(statement)


def test_a_void_needs_a_number_and_a_reason(store: Store) -> None:
    with pytest.raises(ValueError, match="reserved to used to void"):
        store.numbers.void(SeriesNumber(SERIES, PERIOD, 1), reason="spoiled")
    value = store.numbers.reserve(SERIES, PERIOD)
    with pytest.raises(ValueError, match="CHECK"):
        store.numbers.void(SeriesNumber(SERIES, PERIOD, value), reason="")
    assert store.numbers.state_of(SeriesNumber(SERIES, PERIOD, 99)) is None


class NumbersMachine(RuleBasedStateMachine):
    """Reserve, use, void and restart in any order; compared with a plain model."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="numbers-")
        self.store = opened(Path(self.folder.name))
        self.handed_out: list[SeriesNumber] = []
        self.model: dict[SeriesNumber, NumberState] = {}
        self.cases = 0

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    @rule(series=st.sampled_from(["a", "b"]), period=st.sampled_from(["2026", "2027"]))
    def reserve(self, series: str, period: str) -> None:
        number = SeriesNumber(series, period, self.store.numbers.reserve(series, period))
        assert number not in self.model
        self.handed_out.append(number)
        self.model[number] = NumberState.RESERVED

    @precondition(lambda self: bool(self.handed_out))
    @rule(pick=st.integers(0, 1000))
    def use(self, pick: int) -> None:
        number = self.handed_out[pick % len(self.handed_out)]
        self.cases += 1
        case_id = f"K-0001-20261123-{self.cases:04}"
        text = f"{number.series_id}{number.period}-{number.value}"
        use = NumberUse(number.series_id, number.period, number.value, text)
        if self.model[number] is NumberState.RESERVED:
            self.store.submit_case(sample_case(case_id, number=use))
            self.model[number] = NumberState.USED
        else:
            with pytest.raises(ValueError, match="cannot take"):
                self.store.submit_case(sample_case(case_id, number=use))

    @precondition(lambda self: bool(self.handed_out))
    @rule(pick=st.integers(0, 1000))
    def void(self, pick: int) -> None:
        number = self.handed_out[pick % len(self.handed_out)]
        self.store.numbers.void(number, reason="spoiled")
        self.model[number] = NumberState.VOID

    @rule()
    def restart(self) -> None:
        self.store.close()
        self.store = opened(Path(self.folder.name))

    @invariant()
    def every_number_stands_where_the_model_says(self) -> None:
        for number, state in self.model.items():
            assert self.store.numbers.state_of(number) is state
        reserved = {n for n, state in self.model.items() if state is NumberState.RESERVED}
        assert set(self.store.numbers.open_reservations()) == reserved


TestNumbersMachine = NumbersMachine.TestCase
TestNumbersMachine.settings = settings(
    max_examples=12,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
