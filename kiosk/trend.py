# SPDX-License-Identifier: Apache-2.0
"""What a history of self-tests says of a device (自检趋势); pure.

The newest tests are held against those before them, by their medians: one slow answer is no
trend, and a device that ages by a little each week is seen before it fails.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Final

from kiosk.store.self_tests import KeptTest, SelfTests

NEWEST: Final = 200
"""Tests of a device that are looked at: half a year of nights."""
RECENT: Final = 5
"""Tests that count as now; the rest of the history is before."""
SLOWER: Final = 1.5
"""Slower, or quicker, by this factor is told ..."""
NOTICED_S: Final = 0.05
"""... where it is more than this, too."""
MOVED: Final = 0.01
"""A number has moved if it changed by more than this part: a disk always breathes a little."""


@dataclass(frozen=True)
class Trend:
    """A device over its tests.

    Attributes:
        tests: how many there are.
        failures: how many of them failed.
        last: the newest one.
        failed_last_at: when it failed last; None for never.
        seconds_now: median of the newest answers.
        seconds_before: median of those before; None where there are none.
        word: ``slower``, ``quicker``, ``steady``, ``new`` without anything to compare, or
            ``failing`` where none has passed.
        counters: (name, oldest, newest) of each fact that is a number and has moved.

    """

    device: str
    tests: int
    failures: int
    last: KeptTest
    failed_last_at: datetime | None
    seconds_now: float
    seconds_before: float | None
    word: str
    counters: tuple[tuple[str, float, float], ...]


def trend_of(tests: Sequence[KeptTest]) -> Trend | None:
    """The trend of one device; ``tests`` oldest first, None of them is None.

    Only answers of tests that passed are compared: how long a dead device was waited for says
    nothing of its age.
    """
    if not tests:
        return None
    answers = [test.seconds for test in tests if test.passed]
    now = median(answers[-RECENT:]) if answers else tests[-1].seconds
    before = median(answers[:-RECENT]) if len(answers) > RECENT else None
    failed = [test for test in tests if not test.passed]
    return Trend(
        device=tests[-1].device,
        tests=len(tests),
        failures=len(failed),
        last=tests[-1],
        failed_last_at=failed[-1].at if failed else None,
        seconds_now=now,
        seconds_before=before,
        word=_word(now, before) if answers else "failing",
        counters=tuple(_counters(tests)),
    )


def _word(now: float, before: float | None) -> str:
    if before is None:
        return "new"
    if abs(now - before) > NOTICED_S:
        if now > before * SLOWER:
            return "slower"
        if now * SLOWER < before:
            return "quicker"
    return "steady"


def _counters(tests: Sequence[KeptTest]) -> Iterator[tuple[str, float, float]]:
    names = dict.fromkeys(name for test in tests for name in test.facts)
    for name in names:
        numbers = (_number(test.facts.get(name)) for test in tests)
        found = [number for number in numbers if number is not None]
        if len(found) > 1 and abs(found[-1] - found[0]) > MOVED * abs(found[0]):
            yield name, found[0], found[-1]


def _number(text: str | None) -> float | None:
    """The number of a fact such as ``80`` or ``512 MiB``; None for words and ids."""
    head, _, unit = (text or "").partition(" ")
    try:
        return float(head) if not unit or unit.isalpha() else None
    except ValueError:
        return None


def trends(history: SelfTests, device: str = "", *, newest: int = NEWEST) -> tuple[Trend, ...]:
    """The trend of one device, or of each that was ever tested."""
    names = (device,) if device else history.devices()
    found = (trend_of(history.tests_of(name, newest=newest)) for name in names)
    return tuple(one for one in found if one is not None)
