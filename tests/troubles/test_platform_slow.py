# SPDX-License-Identifier: Apache-2.0
"""The platform is slow, silent, or drips: a citizen never waits past the deadline."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from time import monotonic

import pytest

from certificates.library.lookup import Found, TimedOut
from tests.support.lookups import holder, look_up_for, open_library
from tests.support.simulators import RunningSimulator, running_simulator

CHEN = holder("chen-qiumei")


@pytest.fixture(scope="module")
def running() -> Iterator[RunningSimulator]:
    with running_simulator("platform") as process:
        yield process


@pytest.fixture
def platform(running: RunningSimulator) -> RunningSimulator:
    running.send("clear")
    return running


@pytest.mark.parametrize("kind", ["hang", "slow_drip", "slow_header"])
def test_call_ends_by_its_deadline(platform: RunningSimulator, kind: str) -> None:
    platform.send("fault", kind=kind, count=1)
    with open_library(platform.address) as library:
        started = monotonic()
        outcome = look_up_for(library, CHEN, deadline_s=0.4)
        assert 0.35 <= monotonic() - started < 5
        assert isinstance(outcome, TimedOut)
        assert outcome.code == "PLATFORM-0302"
        assert isinstance(look_up_for(library, CHEN), Found)


def test_answer_has_its_own_limit_within_the_deadline(platform: RunningSimulator) -> None:
    platform.send("set", latency_ms=9_000)
    with open_library(platform.address, read_s=0.3) as library:
        started = monotonic()
        assert isinstance(look_up_for(library, CHEN, deadline_s=10), TimedOut)
        assert monotonic() - started < 5


def test_slow_is_not_too_slow(platform: RunningSimulator) -> None:
    platform.send("set", latency_ms=300)
    with open_library(platform.address) as library:
        assert isinstance(look_up_for(library, CHEN), Found)


def test_short_deadline_of_one_call_does_not_cut_the_next_on_its_connection(
    platform: RunningSimulator,
) -> None:
    with open_library(platform.address) as library:
        assert isinstance(look_up_for(library, CHEN, deadline_s=0.8), Found)
        platform.send("set", latency_ms=1_000)
        assert isinstance(look_up_for(library, CHEN), Found)


def test_parallel_lookups_wait_together_and_not_in_turn(platform: RunningSimulator) -> None:
    platform.send("set", latency_ms=400)
    with open_library(platform.address) as library, ThreadPoolExecutor(5) as pool:
        started = monotonic()
        outcomes = list(pool.map(lambda _: look_up_for(library, CHEN), range(5)))
        assert monotonic() - started < 1.6
    assert all(isinstance(outcome, Found) for outcome in outcomes)
