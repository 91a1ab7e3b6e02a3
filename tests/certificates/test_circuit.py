# SPDX-License-Identifier: Apache-2.0
"""The circuit breaker against a clock of its own."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from certificates.errors import (
    PlatformRefusedError,
    PlatformTimeoutError,
    PlatformUnreachableError,
)
from certificates.library.circuit import FAILURES, FIRST_PAUSE_S, LONGEST_PAUSE_S, Circuit


class Bench:
    """A circuit, its clock, and how often something was really asked."""

    def __init__(self, draw: float = 1.0) -> None:
        self.now, self.asked = 1_000.0, 0
        self.circuit = Circuit(lambda: self.now, lambda: draw)

    def ask(self, error: Exception | None = None, *, always: bool = False) -> None:
        def call(left_s: float) -> None:
            assert left_s > 0
            self.asked += 1
            if error is not None:
                raise error

        self.circuit.run(call, deadline_s=0.01, always=always)

    def fail(self, times: int = 1, error: Exception | None = None) -> None:
        for _ in range(times):
            failure = error or PlatformTimeoutError("PLATFORM-0302", "silent")
            with pytest.raises(type(failure)):
                self.ask(failure)


def test_opens_after_failures_in_a_row_and_asks_nobody() -> None:
    bench = Bench()
    bench.fail(FAILURES - 1)
    bench.ask()
    bench.fail(FAILURES)
    assert bench.circuit.is_open
    asked = bench.asked
    with pytest.raises(PlatformUnreachableError, match="tried again in"):
        bench.ask()
    assert bench.asked == asked


def test_who_answers_is_not_away() -> None:
    bench = Bench()
    bench.fail(3 * FAILURES, PlatformRefusedError("PLATFORM-0303", "no"))
    bench.fail(FAILURES - 1)
    bench.fail(1, PlatformRefusedError("PLATFORM-0303", "no"))
    bench.fail(FAILURES - 1)
    assert not bench.circuit.is_open


@pytest.mark.parametrize("draw", [0.0, 0.5, 1.0])
def test_pause_doubles_to_a_bound_and_is_jittered(draw: float) -> None:
    bench = Bench(draw)
    bench.fail(FAILURES)
    pause = FIRST_PAUSE_S
    for _ in range(10):
        asked = bench.asked
        bench.now += pause * (0.5 + draw / 2) - 0.01
        with pytest.raises(PlatformUnreachableError):
            bench.ask()
        assert bench.asked == asked
        bench.now += 0.02
        bench.fail()
        assert bench.asked == asked + 1
        pause = min(pause * 2, LONGEST_PAUSE_S)


def test_one_call_tries_and_its_success_closes() -> None:
    bench = Bench()
    bench.fail(FAILURES)
    bench.now += LONGEST_PAUSE_S

    def trial(_: float) -> None:
        with pytest.raises(PlatformUnreachableError):  # another call, meanwhile
            bench.ask()

    bench.circuit.run(trial, deadline_s=5)
    assert not bench.circuit.is_open
    bench.fail(FAILURES - 1)
    assert not bench.circuit.is_open


def test_others_wait_for_the_trial_and_then_ask() -> None:
    bench = Bench()
    bench.fail(FAILURES)
    bench.now += LONGEST_PAUSE_S

    def trial(_: float) -> str:
        waiting.append(threads.submit(bench.circuit.run, lambda _: "asked", deadline_s=30))
        return "tried"

    waiting: list[Future[str]] = []
    with ThreadPoolExecutor(2) as threads:
        assert bench.circuit.run(trial, deadline_s=30) == "tried"
        assert waiting[0].result(30) == "asked"


def test_self_test_tries_before_the_pause_is_over() -> None:
    bench = Bench()
    bench.fail(FAILURES)
    bench.ask(always=True)
    assert not bench.circuit.is_open


def test_who_asks_by_hand_is_asked_for_before_the_pause_is_over_and_once() -> None:
    bench = Bench()
    bench.circuit.try_now()  # nothing is held to be away: this changes nothing
    bench.fail(FAILURES)
    with pytest.raises(PlatformUnreachableError, match="tried again in"):
        bench.ask()
    asked = bench.asked
    bench.circuit.try_now()
    bench.fail()
    assert bench.asked == asked + 1
    with pytest.raises(PlatformUnreachableError, match="tried again in"):
        bench.ask()
    assert bench.asked == asked + 1
    bench.circuit.try_now()
    bench.ask()
    assert not bench.circuit.is_open


def test_asking_by_hand_again_and_again_lengthens_nobodys_pause() -> None:
    bench = Bench()
    bench.fail(FAILURES)
    for _ in range(20):
        bench.circuit.try_now()
        bench.fail()
    bench.now += FIRST_PAUSE_S
    bench.ask()
    assert not bench.circuit.is_open


def test_a_self_test_is_no_answer_to_who_asks_by_hand() -> None:
    bench = Bench()
    bench.fail(FAILURES)
    bench.circuit.try_now()
    with pytest.raises(PlatformTimeoutError):
        bench.ask(PlatformTimeoutError("PLATFORM-0302", "silent"), always=True)
    bench.ask()
    assert not bench.circuit.is_open


@pytest.mark.parametrize(
    ("error", "is_open"),
    [(PlatformRefusedError("PLATFORM-0303", "no"), False), (ValueError("a bug"), True)],
)
def test_trial_that_is_answered_closes_and_a_bug_blocks_nobody(
    error: Exception, is_open: bool
) -> None:
    bench = Bench()
    bench.fail(FAILURES)
    bench.now += LONGEST_PAUSE_S
    bench.fail(1, error)
    assert bench.circuit.is_open is is_open
    bench.ask()
    assert not bench.circuit.is_open


def test_call_that_began_before_the_opening_changes_no_pause() -> None:
    bench = Bench()

    def late(fail: Callable[[int], None]) -> None:
        fail(FAILURES)
        bench.now += FIRST_PAUSE_S / 2
        raise PlatformTimeoutError("PLATFORM-0302", "late")

    with pytest.raises(PlatformTimeoutError):
        bench.circuit.run(lambda _: late(bench.fail), deadline_s=5)
    bench.now += FIRST_PAUSE_S / 2
    bench.ask()
    assert not bench.circuit.is_open
