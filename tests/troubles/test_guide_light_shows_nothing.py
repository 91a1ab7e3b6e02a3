# SPDX-License-Identifier: Apache-2.0
"""A LED takes what is written and shows nothing of it: found by reading back, never assumed."""

from pathlib import Path

import pytest

from devices.errors import DeviceFailedError
from devices.guide_lights.led import Led
from devices.states import DeviceState, FlashRate, LightPosition
from tests.support.guide_lights import folder_of, lights_on, running_lights

CARD = LightPosition.CARD_READER


@pytest.mark.parametrize("rate", FlashRate, ids=lambda rate: rate.value)
def test_what_is_not_read_back_is_not_shown(rate: FlashRate) -> None:
    with running_lights() as lights:
        lights.send("fault", kind="stuck", light=CARD.value)
        driver = lights_on(lights, CARD)
        with pytest.raises(DeviceFailedError, match=r"^LIGHT-1903 .* brightness reads ''"):
            driver.show({CARD: rate})
        report = driver.probe()
        assert (report.state, report.code) == (DeviceState.HARDWARE_ERROR, "LIGHT-1903")
        assert report.facts == ((CARD.value, "unknown"),)


@pytest.mark.parametrize(
    ("trigger", "file", "leads_to", "rate", "told"),
    [
        ("[none] timer", "max_brightness", "/dev/null", FlashRate.CONTINUOUS, "reads ''"),
        ("none [timer]", "delay_on", "/dev/null", FlashRate.QUICK, "delay_on reads ''"),
        ("[none] timer", "brightness", "/dev/zero", FlashRate.OFF, "brightness reads "),
        ("[none] timer", "", "", FlashRate.QUICK, "trigger is '' after timer"),
        ("none [heartbeat]", "", "", FlashRate.CONTINUOUS, "trigger is '' after none"),
    ],
)
def test_each_file_that_does_not_answer_as_the_kernel_would_is_named(
    *, tmp_path: Path, trigger: str, file: str, leads_to: str, rate: FlashRate, told: str
) -> None:
    texts = {"trigger": trigger, "brightness": "0", "max_brightness": "1", "delay_on": "500"}
    for name, text in texts.items():
        (tmp_path / name).write_text(f"{text}\n", "ascii")
    if file:
        (tmp_path / file).unlink()
        (tmp_path / file).symlink_to(leads_to)
    with pytest.raises(DeviceFailedError, match=f"^LIGHT-1903 .*{told}"):
        Led(tmp_path).show(rate)


def test_a_bus_that_errs_is_told() -> None:
    with running_lights() as lights:
        lights.send("fault", kind="hang", light=CARD.value)
        brightness = folder_of(lights, CARD) / "brightness"
        brightness.unlink()
        brightness.symlink_to("/dev/full")  # reads zeros, and answers writes with an error
        report = lights_on(lights, CARD).probe()
        assert (report.state, report.code) == (DeviceState.HARDWARE_ERROR, "LIGHT-1903")
