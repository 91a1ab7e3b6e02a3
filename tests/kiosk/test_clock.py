# SPDX-License-Identifier: Apache-2.0
"""The one clock."""

from datetime import timedelta

from kiosk.clock import SHANGHAI, Clock, SystemClock
from tests.support.fixed_clock import FixedClock


def test_the_time_is_that_of_the_hall_whatever_the_machine_thinks() -> None:
    clock: Clock = SystemClock()
    assert clock.now().utcoffset() == timedelta(hours=8)
    assert clock.now().tzinfo is SHANGHAI
    assert clock.today() in {clock.now().date(), clock.now().date() - timedelta(days=1)}
    assert clock.monotonic() <= clock.monotonic()


def test_a_fixed_clock_is_a_clock() -> None:
    clock = FixedClock()
    standing: Clock = clock
    before = standing.monotonic()
    clock.advance(90)
    assert standing.monotonic() - before == 90
