# SPDX-License-Identifier: Apache-2.0
"""A module that answers wrongly is left alone for longer each time; a missing one is not."""

from collections.abc import Iterator
from threading import Event
from time import monotonic

import pytest

from devices.card_reader.sam_frame import Command
from devices.card_reader.sam_link import SamLink
from devices.card_reader.sam_reader import SamIdentityReader
from devices.card_reader.sam_timing import SamTiming
from devices.errors import DeviceAbsentError, FrameError
from devices.settings import ReaderSettings
from devices.states import DeviceState
from tests.support.simulators import RunningSimulator

STEPS_S = (0.3, 0.6, 1.5)


@pytest.fixture
def wary_reader(simulated_reader: RunningSimulator) -> Iterator[SamIdentityReader]:
    """A driver that waits shorter after wrong answers, in the same proportions."""
    timing = SamTiming(back_off_s=STEPS_S, usual_s=0.2)
    reader = SamIdentityReader(ReaderSettings(port=simulated_reader.address), timing)
    yield reader
    reader.close()


def failing_read_s(reader: SamIdentityReader, simulator: RunningSimulator) -> float:
    """Seconds that a read takes that meets two damaged answers."""
    simulator.send("fault", kind="bad_checksum", count=2)
    started = monotonic()
    with pytest.raises(FrameError, match="READER-0103"):
        reader.read(deadline_s=10.0, cancelled=Event())
    return monotonic() - started


@pytest.mark.slow
def test_each_wrong_answer_in_a_row_is_followed_by_a_longer_rest(
    wary_reader: SamIdentityReader, simulated_reader: RunningSimulator
) -> None:
    assert wary_reader.probe().state is DeviceState.ONLINE
    taken = [failing_read_s(wary_reader, simulated_reader) for _ in range(5)]
    waits = (0.0, *STEPS_S, STEPS_S[-1])
    assert all(took >= wait * 0.9 for took, wait in zip(taken, waits, strict=True)), taken
    assert taken[0] < taken[1] < taken[2] < taken[3]
    simulated_reader.send("lay", card="chen-qiumei")
    assert wary_reader.read(deadline_s=10.0, cancelled=Event()) is not None
    assert failing_read_s(wary_reader, simulated_reader) < STEPS_S[1]


def test_a_self_test_asks_at_once_and_clears_the_rest(
    wary_reader: SamIdentityReader, simulated_reader: RunningSimulator
) -> None:
    failing_read_s(wary_reader, simulated_reader)
    failing_read_s(wary_reader, simulated_reader)
    started = monotonic()
    assert wary_reader.probe().state is DeviceState.ONLINE
    assert monotonic() - started < STEPS_S[1]


def test_a_rest_ends_with_the_wait_or_its_cancel(
    wary_reader: SamIdentityReader, simulated_reader: RunningSimulator
) -> None:
    for _ in range(3):
        failing_read_s(wary_reader, simulated_reader)
    cancelled = Event()
    cancelled.set()
    started = monotonic()
    assert wary_reader.read(deadline_s=10.0, cancelled=cancelled) is None
    assert monotonic() - started < STEPS_S[2] / 2
    assert wary_reader.read(deadline_s=0.2, cancelled=Event()) is None
    assert monotonic() - started < STEPS_S[2]


def test_a_missing_line_is_never_waited_out() -> None:
    link = SamLink(ReaderSettings(port="/dev/serial/by-id/nothing"))
    for _ in range(5):
        with pytest.raises(DeviceAbsentError):
            link.exchange(Command.STATUS, Event())
        assert link.held_off_s == 0.0


def test_the_shipped_rests_are_one_two_five_and_ten_seconds() -> None:
    assert SamTiming().back_off_s == (1.0, 2.0, 5.0, 10.0)
    assert SamTiming().reopen_s <= 1.0
