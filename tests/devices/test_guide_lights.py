# SPDX-License-Identifier: Apache-2.0
"""Guide lights by the LED class, against LEDs in another process."""

from collections.abc import Iterator, Mapping

import pytest

from devices.errors import DeviceError
from devices.guide_lights.led import HALF_MS
from devices.states import DeviceState, FlashRate, LightPosition
from tests.support.guide_lights import (
    MEDIUM,
    QUICK,
    SLOW,
    folder_of,
    lights_on,
    running_lights,
    shown,
    shown_before,
)
from tests.support.simulators import RunningSimulator

CARD, SCANNER = LightPosition.CARD_READER, LightPosition.SCANNER


@pytest.fixture(scope="module")
def running() -> Iterator[RunningSimulator]:
    with running_lights() as simulator:
        yield simulator


@pytest.fixture
def lights(running: RunningSimulator) -> Iterator[RunningSimulator]:
    yield running
    running.send("clear")
    running.send("set", max_brightness=1)
    running.send("lift")


RATES = {
    FlashRate.OFF: "off",
    FlashRate.SLOW: SLOW,
    FlashRate.MEDIUM: MEDIUM,
    FlashRate.QUICK: QUICK,
    FlashRate.CONTINUOUS: "on",
}


@pytest.mark.parametrize("then", FlashRate, ids=lambda rate: rate.value)
@pytest.mark.parametrize("first", FlashRate, ids=lambda rate: rate.value)
def test_every_rate_follows_every_other(
    lights: RunningSimulator, first: FlashRate, then: FlashRate
) -> None:
    driver = lights_on(lights)
    for rate in (first, then):
        driver.show({CARD: rate})
        wanted = {} if rate is FlashRate.OFF else {CARD: RATES[rate]}
        assert shown(lights) == wanted  # the others are off


def test_a_light_that_is_named_no_more_goes_off_and_the_others_stay(
    lights: RunningSimulator,
) -> None:
    driver = lights_on(lights)
    driver.show({CARD: FlashRate.QUICK, SCANNER: FlashRate.MEDIUM})
    assert shown(lights) == {CARD: QUICK, SCANNER: MEDIUM}
    before = (folder_of(lights, SCANNER) / "delay_on").stat().st_mtime_ns
    driver.show({SCANNER: FlashRate.MEDIUM})
    assert shown(lights) == {SCANNER: MEDIUM}
    assert (folder_of(lights, SCANNER) / "delay_on").stat().st_mtime_ns == before
    assert shown_before(lights) == [(CARD, QUICK), (SCANNER, MEDIUM), (CARD, "off")]


def test_a_led_of_many_levels_shines_at_its_brightest(lights: RunningSimulator) -> None:
    lights.send("set", max_brightness=255)
    lights_on(lights).show({CARD: FlashRate.CONTINUOUS})
    assert (folder_of(lights, CARD) / "brightness").read_text("ascii") == "255\n"


def test_what_a_killed_kiosk_left_flashing_goes_off(lights: RunningSimulator) -> None:
    lights_on(lights).show({CARD: FlashRate.QUICK, SCANNER: FlashRate.CONTINUOUS})
    lights_on(lights).show({})
    assert shown(lights) == {}


def test_a_led_that_cannot_flash_lights_up(lights: RunningSimulator) -> None:
    lights.send("fault", kind="no_timer", light=CARD.value)
    driver = lights_on(lights, CARD)
    driver.show({CARD: FlashRate.QUICK})
    assert shown(lights) == {CARD: "on"}
    assert driver.probe().facts == ((CARD.value, "continuous"),)


def test_a_kernel_without_triggers_still_lights_up(lights: RunningSimulator) -> None:
    lights.send("fault", kind="hang", light=CARD.value)  # nobody makes the files anew
    folder = folder_of(lights, CARD)
    for name in ("brightness", "trigger"):
        (folder / name).unlink()
    (folder / "brightness").write_text("0\n", "ascii")
    lights_on(lights, CARD).show({CARD: FlashRate.QUICK})
    assert (folder / "brightness").read_text("ascii") == "1\n"


def test_nothing_is_known_before_the_first_light_was_read_back(
    lights: RunningSimulator,
) -> None:
    driver = lights_on(lights, CARD, SCANNER)
    report = driver.probe()
    assert (report.state, report.code) == (DeviceState.ONLINE, "")
    assert report.facts == ((CARD.value, "unknown"), (SCANNER.value, "unknown"))
    driver.show({CARD: FlashRate.SLOW})
    assert driver.probe().facts == ((CARD.value, "slow"), (SCANNER.value, "off"))


def test_the_self_test_changes_nothing_that_a_running_kiosk_shows(
    lights: RunningSimulator,
) -> None:
    lights_on(lights).show({CARD: FlashRate.QUICK, SCANNER: FlashRate.CONTINUOUS})
    lights.send("lift")
    assert lights_on(lights).probe().state is DeviceState.ONLINE
    assert shown(lights) == {CARD: QUICK, SCANNER: "on"}
    assert shown_before(lights) == []


def test_a_light_that_fails_leaves_the_others_showing(lights: RunningSimulator) -> None:
    driver = lights_on(lights, CARD, SCANNER)
    lights.send("fault", kind="stuck", light=CARD.value)
    with pytest.raises(DeviceError) as caught:
        driver.show({CARD: FlashRate.QUICK, SCANNER: FlashRate.QUICK})
    assert caught.value.code == "LIGHT-1903"
    assert shown(lights) == {SCANNER: QUICK}
    assert driver.probe().facts == ((CARD.value, "unknown"), (SCANNER.value, "quick"))


def test_no_light_flashes_three_times_a_second_or_more() -> None:
    """WCAG 2.3.1: from three flashes a second on a light is a danger to some people."""
    periods: Mapping[FlashRate, int] = {rate: 2 * half for rate, half in HALF_MS.items()}
    assert all(1000 / period < 3 for period in periods.values())
    assert periods[FlashRate.SLOW] > periods[FlashRate.MEDIUM] > periods[FlashRate.QUICK]
