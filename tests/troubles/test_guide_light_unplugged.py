# SPDX-License-Identifier: Apache-2.0
"""A guide light is pulled out: told with the LEDs there are, and lit again once it is back."""

import pytest

from devices.errors import DeviceAbsentError
from devices.guide_lights.led import Led
from devices.guide_lights.led_class import LedClassLights
from devices.states import DeviceState, FlashRate, LightPosition
from tests.support.guide_lights import (
    QUICK,
    folder_of,
    light_settings,
    lights_on,
    running_lights,
    shown,
)

CARD, SCANNER = LightPosition.CARD_READER, LightPosition.SCANNER


def test_it_is_named_with_what_is_there_and_shines_again_when_it_is_back() -> None:
    with running_lights() as lights:
        driver = lights_on(lights, CARD, SCANNER)
        driver.show({CARD: FlashRate.QUICK})
        lights.send("fault", kind="unplug", light=CARD.value)
        with pytest.raises(DeviceAbsentError, match=r"^LIGHT-1901 .*there are: kiosk:card_"):
            driver.show({CARD: FlashRate.QUICK, SCANNER: FlashRate.QUICK})
        assert shown(lights) == {SCANNER: QUICK}
        report = driver.probe()
        assert (report.state, report.code) == (DeviceState.NO_DEVICE, "LIGHT-1901")
        assert report.facts == ((CARD.value, "unknown"), (SCANNER.value, "quick"))
        lights.send("lay")
        driver.show({CARD: FlashRate.QUICK})
        assert shown(lights) == {CARD: QUICK}
        assert driver.probe().state is DeviceState.ONLINE


def test_one_that_was_away_between_two_pages_is_not_taken_for_lit() -> None:
    with running_lights() as lights:
        driver = lights_on(lights, CARD)
        driver.show({CARD: FlashRate.QUICK})
        lights.send("fault", kind="unplug")
        lights.send("lay")
        assert shown(lights) == {}
        driver.show({CARD: FlashRate.QUICK})
        assert shown(lights) == {CARD: QUICK}


def test_what_a_light_shows_is_unknown_as_soon_as_it_fails() -> None:
    with running_lights() as lights:
        led = Led(folder_of(lights, CARD))
        led.show(FlashRate.QUICK)
        assert led.rate is FlashRate.QUICK
        lights.send("fault", kind="unplug")
        with pytest.raises(DeviceAbsentError):
            led.show(FlashRate.QUICK)
        assert led.rate is None


def test_a_kernel_without_leds_at_all_is_told() -> None:
    with running_lights() as lights:
        settings = light_settings(lights, CARD, more="/none/here")
        report = LedClassLights(settings).probe()
        assert (report.code, "; nothing is in " in report.detail) == ("LIGHT-1901", True)
