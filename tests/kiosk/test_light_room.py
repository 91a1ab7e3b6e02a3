# SPDX-License-Identifier: Apache-2.0
"""The guide lights of the running kiosk: what fails is doubted once, and nothing waits."""

from collections.abc import Callable, Iterator
from threading import Event

import pytest

from devices.states import DeviceState, FlashRate, LightPosition
from kiosk.light_room import DEVICE, LightRoom
from tests.support.guide_lights import MEDIUM, QUICK, lights_on, running_lights, shown
from tests.support.simulators import RunningSimulator

CARD, SCANNER = LightPosition.CARD_READER, LightPosition.SCANNER
PATIENCE_S = 30.0


@pytest.fixture
def lights() -> Iterator[RunningSimulator]:
    with running_lights() as simulator:
        yield simulator


@pytest.fixture
def room(lights: RunningSimulator) -> Iterator[LightRoom]:
    opened = LightRoom(lights_on(lights, CARD, SCANNER), wait_s=PATIENCE_S)
    yield opened
    opened.close(timeout_s=PATIENCE_S)


def until(is_true: Callable[[], bool]) -> None:
    pause = Event()
    for _ in range(int(PATIENCE_S / 0.02)):
        if is_true():
            return
        pause.wait(0.02)
    raise AssertionError("it did not come true")


def test_a_light_that_fails_is_doubted_once_until_it_was_well_again(
    lights: RunningSimulator, room: LightRoom
) -> None:
    doubts: list[None] = []
    room.begin(lambda: doubts.append(None))
    assert room.probe().state is DeviceState.ONLINE
    lights.send("fault", kind="unplug", light=CARD.value)
    for rate in (FlashRate.QUICK, FlashRate.MEDIUM):
        room.show({CARD: rate})
        assert room.probe().code == "LIGHT-1901"  # asked behind it
        assert len(doubts) == 1
    lights.send("lay")
    assert room.probe().state is DeviceState.ONLINE
    assert shown(lights) == {CARD: MEDIUM}  # a test brings back what is wanted now
    lights.send("fault", kind="stuck", light=SCANNER.value)
    room.show({SCANNER: FlashRate.QUICK})
    assert room.probe().code == "LIGHT-1903"
    assert len(doubts) == 2


def test_the_same_wish_is_written_once(lights: RunningSimulator, room: LightRoom) -> None:
    room.begin(lambda: None)
    for _ in range(3):
        room.show({CARD: FlashRate.QUICK})
    until(lambda: shown(lights) == {CARD: QUICK})
    lights.send("fault", kind="unplug")
    room.show({CARD: FlashRate.QUICK})  # nothing new, so nothing fails
    lights.send("lay")
    assert room.probe().facts == ((CARD.value, "quick"), (SCANNER.value, "off"))


def test_a_kiosk_without_lights_has_nothing_to_test_and_nothing_to_wait_for() -> None:
    room = LightRoom(None)
    assert room.probes == {}
    room.begin(lambda: None)
    room.show({CARD: FlashRate.QUICK})
    room.close(timeout_s=PATIENCE_S)


def test_the_device_has_the_name_of_its_table(room: LightRoom) -> None:
    assert tuple(room.probes) == (DEVICE,) == ("guide_lights",)
