# SPDX-License-Identifier: Apache-2.0
"""A write to a LED never comes back: its own thread waits, and nothing else does."""

from collections.abc import Iterator
from threading import Event

import pytest

from devices.states import DeviceState, FlashRate, LightPosition
from kiosk.light_room import LightRoom
from tests.support.guide_lights import QUICK, lights_on, running_lights, shown
from tests.support.simulators import RunningSimulator

CARD, SCANNER = LightPosition.CARD_READER, LightPosition.SCANNER
PATIENCE_S = 30.0


@pytest.fixture
def lights() -> Iterator[RunningSimulator]:
    with running_lights() as simulator:
        yield simulator
        simulator.send("clear")


def until_well(room: LightRoom) -> None:
    """Ask until the worker has come back."""
    pause = Event()
    for _ in range(int(PATIENCE_S / 0.05)):
        if room.probe().state is DeviceState.ONLINE:
            return
        pause.wait(0.05)
    raise AssertionError(room.probe())


def test_the_self_test_says_so_and_only_the_newest_wish_is_shown_afterwards(
    lights: RunningSimulator,
) -> None:
    room = LightRoom(lights_on(lights, CARD, SCANNER), wait_s=0.2)
    room.begin(lambda: None)
    until_well(room)
    lights.send("fault", kind="hang", light=CARD.value)
    room.show({CARD: FlashRate.QUICK})
    for _ in range(3):  # the second and third do not even wait
        report = room.probe()
        assert (report.device, report.state) == ("guide_lights", DeviceState.OFFLINE)
        assert report.code == "LIGHT-1904"
    room.show({CARD: FlashRate.SLOW})
    room.show({SCANNER: FlashRate.QUICK})
    lights.send("clear")
    until_well(room)
    assert shown(lights) == {SCANNER: QUICK}
    room.close(timeout_s=PATIENCE_S)
    assert shown(lights) == {}


def test_a_kiosk_closes_beside_it(lights: RunningSimulator) -> None:
    room = LightRoom(lights_on(lights, CARD))
    lights.send("fault", kind="hang", light=CARD.value)
    room.begin(lambda: None)
    room.close(timeout_s=0.1)  # comes back although the worker does not
