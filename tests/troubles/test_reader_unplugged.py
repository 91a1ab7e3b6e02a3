# SPDX-License-Identifier: Apache-2.0
"""The reader's plug is pulled: a fault with a code, and work again soon after it is back."""

from threading import Event, Timer
from time import monotonic

import pytest

from devices.card_reader.sam_reader import SamIdentityReader
from devices.errors import DeviceAbsentError
from devices.settings import ReaderSettings
from devices.states import DeviceState
from tests.support.simulators import RunningSimulator


@pytest.mark.slow
def test_an_unplugged_reader_is_told_and_works_again_once_it_is_back(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator
) -> None:
    assert identity_reader.probe().state is DeviceState.ONLINE
    simulated_reader.send("set", plugged=False)
    report = identity_reader.probe()
    assert (report.state, report.code) == (DeviceState.NO_DEVICE, "READER-0101")
    with pytest.raises(DeviceAbsentError) as caught:
        identity_reader.read(deadline_s=10.0, cancelled=Event())
    assert caught.value.code == "READER-0101"
    simulated_reader.send("set", plugged=True)
    simulated_reader.send("lay", card="chen-qiumei")
    started = monotonic()
    assert identity_reader.read(deadline_s=5.0, cancelled=Event()) is not None
    assert monotonic() - started < 2.0


def test_a_plug_that_comes_loose_for_a_moment_is_not_noticed(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator
) -> None:
    simulated_reader.send("fault", kind="unplug", on="3001")
    simulated_reader.send("lay", card="chen-qiumei")
    hand = Timer(1.0, simulated_reader.send, ("set",), {"plugged": True})
    hand.start()
    started = monotonic()
    assert identity_reader.read(deadline_s=10.0, cancelled=Event()) is not None
    assert monotonic() - started < 3.0
    hand.join()


@pytest.mark.slow
def test_a_module_that_needs_its_time_after_power_on_is_not_called_silent(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator
) -> None:
    assert identity_reader.probe().state is DeviceState.ONLINE
    simulated_reader.send("set", power_on_ms=1500, plugged=False)
    simulated_reader.send("lay", card="chen-qiumei")
    hand = Timer(0.3, simulated_reader.send, ("set",), {"plugged": True})
    hand.start()
    assert identity_reader.read(deadline_s=10.0, cancelled=Event()) is not None
    hand.join()


def test_a_short_wait_on_a_missing_reader_still_tells_the_fault(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator
) -> None:
    simulated_reader.send("set", plugged=False)
    started = monotonic()
    with pytest.raises(DeviceAbsentError, match="READER-0101"):
        identity_reader.read(deadline_s=0.5, cancelled=Event())
    with pytest.raises(DeviceAbsentError, match="READER-0101"):
        identity_reader.wait_removed(deadline_s=0.5, cancelled=Event())
    assert monotonic() - started < 1.2


def test_a_line_held_by_another_program_has_its_own_code(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator
) -> None:
    assert identity_reader.probe().state is DeviceState.ONLINE
    second = SamIdentityReader(ReaderSettings(port=simulated_reader.address))
    report = second.probe()
    assert (report.state, report.code) == (DeviceState.USER_ERROR, "READER-0105")
