# SPDX-License-Identifier: Apache-2.0
"""Bytes are damaged on the line: asked for once more, then a fault; never a wrong person."""

from threading import Event

import pytest

from devices.card_reader.sam_reader import SamIdentityReader
from devices.errors import FrameError
from devices.states import DeviceState
from tests.support.simulators import RunningSimulator

EVERY_REQUEST = ["2001", "2002", "3001", "3003"]


@pytest.mark.parametrize("on", EVERY_REQUEST)
def test_one_damaged_answer_is_asked_for_again(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator, on: str
) -> None:
    simulated_reader.send("fault", kind="bad_checksum", on=on)
    simulated_reader.send("lay", card="chen-qiumei")
    record = identity_reader.read(deadline_s=5.0, cancelled=Event())
    assert record is not None
    assert record.name == "陈秋美"


@pytest.mark.parametrize("on", EVERY_REQUEST)
def test_two_in_a_row_are_a_fault(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator, on: str
) -> None:
    simulated_reader.send("fault", kind="bad_checksum", on=on, count=2)
    simulated_reader.send("lay", card="chen-qiumei")
    with pytest.raises(FrameError) as caught:
        identity_reader.read(deadline_s=5.0, cancelled=Event())
    assert caught.value.code == "READER-0103"


@pytest.mark.parametrize("sw3", ["10", "11"])
def test_a_request_that_arrived_damaged_is_sent_again(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator, sw3: str
) -> None:
    simulated_reader.send("fault", kind="sw3", sw3=sw3)
    assert identity_reader.probe().state is DeviceState.ONLINE
    simulated_reader.send("fault", kind="sw3", sw3=sw3, count=2)
    report = identity_reader.probe()
    assert (report.state, report.code) == (DeviceState.HARDWARE_ERROR, "READER-0103")
