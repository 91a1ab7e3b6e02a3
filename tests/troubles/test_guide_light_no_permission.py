# SPDX-License-Identifier: Apache-2.0
"""The kiosk's user may not write a LED: told is whose it is; the light stays as it was."""

import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from devices.errors import DeviceMisfitError
from devices.states import DeviceState, FlashRate, LightPosition
from tests.support.guide_lights import QUICK, folder_of, lights_on, running_lights, shown
from tests.support.simulators import RunningSimulator

NOBODY = 65_534
CARD = LightPosition.CARD_READER


@pytest.fixture
def lights() -> Iterator[RunningSimulator]:
    with running_lights() as simulator:
        Path(simulator.address).parent.chmod(0o755)
        yield simulator


@contextmanager
def ordinary_user() -> Iterator[str]:
    """Be nobody where the tests run as root, who may write everything."""
    own = os.geteuid()
    if own == 0:
        os.seteuid(NOBODY)
    try:
        yield pwd.getpwuid(os.geteuid()).pw_name
    finally:
        os.seteuid(own)


def test_whose_it_is_and_who_one_is_are_told(lights: RunningSimulator) -> None:
    lights.send("fault", kind="denied", light=CARD.value)
    driver = lights_on(lights, CARD)
    with ordinary_user() as user:
        with pytest.raises(DeviceMisfitError, match=rf"^LIGHT-1902 .* user {user} is "):
            driver.show({CARD: FlashRate.QUICK})
        report = driver.probe()
    assert (report.state, report.code) == (DeviceState.USER_ERROR, "LIGHT-1902")
    assert report.facts == ((CARD.value, "unknown"),)
    assert shown(lights) == {}


def test_delays_that_nobody_hands_over_are_told(lights: RunningSimulator) -> None:
    """As with a rule that names ``brightness`` and ``trigger`` alone: it flashes wrongly."""
    lights_on(lights, CARD).show({CARD: FlashRate.QUICK})
    for name in ("brightness", "trigger"):
        (folder_of(lights, CARD) / name).chmod(0o666)
    for name in ("delay_on", "delay_off"):
        (folder_of(lights, CARD) / name).chmod(0o444)
    with ordinary_user(), pytest.raises(DeviceMisfitError, match=r"LIGHT-1902 .*delay_on"):
        lights_on(lights, CARD).show({CARD: FlashRate.SLOW})
    assert shown(lights) == {CARD: QUICK}
