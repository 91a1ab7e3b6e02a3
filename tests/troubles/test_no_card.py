# SPDX-License-Identifier: Apache-2.0
"""Nobody lays a card: the wait ends in time, says so without a fault, and can begin again."""

from threading import Event
from time import monotonic

from devices.card_reader.sam_reader import SamIdentityReader
from tests.support.simulators import RunningSimulator


def test_the_wait_ends_at_its_deadline_without_a_fault(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator
) -> None:
    started = monotonic()
    assert identity_reader.read(deadline_s=1.0, cancelled=Event()) is None
    assert 0.9 < monotonic() - started < 1.6
    assert 4 <= simulated_reader.requests("2001") <= 10  # a find every 100 ms


def test_the_next_wait_reads(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator
) -> None:
    assert identity_reader.read(deadline_s=0.3, cancelled=Event()) is None
    simulated_reader.send("lay", card="chen-qiumei")
    assert identity_reader.read(deadline_s=3.0, cancelled=Event()) is not None


def test_a_card_that_is_not_found_at_once_is_read_all_the_same(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator
) -> None:
    simulated_reader.send("set", find_misses=2)
    simulated_reader.send("lay", card="chen-qiumei")
    assert identity_reader.read(deadline_s=3.0, cancelled=Event()) is not None
