# SPDX-License-Identifier: Apache-2.0
"""Self-tests side by side: the deadline is the one that was handed in, whoever hangs."""

from collections.abc import Iterator
from threading import Event
from time import monotonic

import pytest

from devices.states import DeviceState, ProbeReport
from kiosk.side_by_side import (
    DEVICES_S,
    LAST_WORDS_S,
    SILENT,
    WHOLE_S,
    devices_deadline,
    side_by_side,
)

LONG_S = 60.0
"""Nothing here takes it; only what waits for the hanging one would."""


@pytest.fixture
def let_go() -> Iterator[Event]:
    """What a hanging device waits for; it ends with the test."""
    event = Event()
    yield event
    event.set()


def well(name: str) -> ProbeReport:
    return ProbeReport(name, DeviceState.ONLINE)


@pytest.mark.parametrize("hanging", SILENT)
def test_whoever_hangs_costs_the_rest_of_the_time_and_nobody_else_his_word(
    hanging: str, let_go: Event
) -> None:
    answered = Event()

    def hangs() -> ProbeReport:
        let_go.wait(LONG_S)
        return well(hanging)

    def answers() -> ProbeReport:
        answered.set()
        return well("other")

    began = monotonic()
    ends_at = began + 0.3
    told = list(side_by_side({hanging: hangs, "other": answers}, ends_at=ends_at))
    assert answered.is_set()
    assert monotonic() - began < LONG_S / 2  # the hanging one was not waited for
    silent, other = told
    assert (silent.report.state, silent.report.code) == (DeviceState.OFFLINE, SILENT[hanging])
    assert monotonic() >= ends_at  # it had all of its time
    assert 0 < silent.seconds < LONG_S / 2
    assert other.report == well("other")


def test_devices_that_hang_together_hang_once(let_go: Event) -> None:
    def hangs() -> ProbeReport:
        let_go.wait(LONG_S)
        return well("late")

    began = monotonic()
    told = list(side_by_side(dict.fromkeys(SILENT, hangs), ends_at=began + 0.3))
    assert [one.report.code for one in told] == list(SILENT.values())
    assert monotonic() - began < len(SILENT) * 0.3  # none waited for another


def test_the_time_counts_from_the_start_of_the_program() -> None:
    assert devices_deadline(100.0, 100.0) == 100.0 + WHOLE_S - LAST_WORDS_S
    assert devices_deadline(100.0, 100.9) == 100.0 + WHOLE_S - LAST_WORDS_S


def test_a_slow_start_leaves_the_devices_their_time() -> None:
    assert devices_deadline(100.0, 104.0) == 104.0 + DEVICES_S
