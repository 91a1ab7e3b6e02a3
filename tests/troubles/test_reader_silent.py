# SPDX-License-Identifier: Apache-2.0
"""The reader says nothing, or says that it is broken."""

from threading import Event
from time import monotonic

import pytest

from devices.card_reader.sam_reader import SamIdentityReader
from devices.errors import DeviceFailedError, DeviceTimeoutError
from devices.states import DeviceState
from tests.support.simulators import RunningSimulator


@pytest.mark.slow
def test_three_requests_without_an_answer_are_silence(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator
) -> None:
    simulated_reader.send("fault", kind="silence", count=99)
    started = monotonic()
    with pytest.raises(DeviceTimeoutError) as caught:
        identity_reader.read(deadline_s=30.0, cancelled=Event())
    assert caught.value.code == "READER-0102"
    assert monotonic() - started < 3.5
    report = identity_reader.probe()
    assert (report.state, report.code) == (DeviceState.OFFLINE, "READER-0102")
    simulated_reader.send("clear")
    assert identity_reader.probe().state is DeviceState.ONLINE


@pytest.mark.parametrize("kind", ["silence", "gave_up"])
def test_two_missing_answers_are_lived_with(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator, kind: str
) -> None:
    simulated_reader.send("fault", kind=kind, count=2)
    simulated_reader.send("lay", card="chen-qiumei")
    assert identity_reader.read(deadline_s=10.0, cancelled=Event()) is not None


def test_silence_does_not_pass_for_a_removed_card(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator
) -> None:
    simulated_reader.send("lay", card="chen-qiumei")
    assert identity_reader.read(deadline_s=5.0, cancelled=Event()) is not None
    simulated_reader.send("fault", kind="silence", count=1)
    assert not identity_reader.wait_removed(deadline_s=0.5, cancelled=Event())


@pytest.mark.parametrize("health", ["self-test-failed", "not-authorised"])
def test_a_module_out_of_order_is_told(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator, health: str
) -> None:
    simulated_reader.send("set", health=health)
    with pytest.raises(DeviceFailedError) as caught:
        identity_reader.read(deadline_s=5.0, cancelled=Event())
    assert caught.value.code == "READER-0104"
    report = identity_reader.probe()
    assert (report.state, report.code) == (DeviceState.HARDWARE_ERROR, "READER-0104")


def test_a_module_that_answers_every_find_with_an_error_is_out_of_order(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator
) -> None:
    simulated_reader.send("fault", kind="sw3", sw3="24", on="2001", count=3)
    with pytest.raises(DeviceFailedError, match=r"READER-0104.*24"):
        identity_reader.read(deadline_s=5.0, cancelled=Event())
