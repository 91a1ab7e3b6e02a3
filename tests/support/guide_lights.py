# SPDX-License-Identifier: Apache-2.0
"""Guide lights in another process, and the driver that was handed their folders."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Final

from devices.guide_lights.led_class import LedClassLights
from devices.settings import GuideLightSettings
from devices.states import LightPosition
from tests.support.simulators import RunningSimulator, running_simulator

SLOW, MEDIUM, QUICK = "1000/1000", "500/500", "250/250"
"""What a LED shows that flashes so: milliseconds on and off."""

EVERY: Final = tuple(LightPosition)


@contextmanager
def running_lights() -> Iterator[RunningSimulator]:
    """Run ``kiosk simulate lights``."""
    with running_simulator("lights") as simulator:
        yield simulator


def folder_of(simulator: RunningSimulator, place: LightPosition) -> Path:
    """The folder of one LED."""
    return Path(simulator.address) / f"kiosk:{place.value}"


def light_settings(
    simulator: RunningSimulator, *places: LightPosition, more: str = ""
) -> GuideLightSettings:
    """Settings with the lights at these places, or at all; ``more`` behind each folder."""
    folders = {one: f"{folder_of(simulator, one)}{more}" for one in places or EVERY}
    return GuideLightSettings(**{one.value: folder for one, folder in folders.items()})


def lights_on(simulator: RunningSimulator, *places: LightPosition) -> LedClassLights:
    """The driver of these lights."""
    return LedClassLights(light_settings(simulator, *places))


def lights_table(simulator: RunningSimulator) -> str:
    """The table of ``kiosk.toml`` that names every light."""
    lines = (f'{one.value} = "{folder_of(simulator, one)}"\n' for one in EVERY)
    return f"[guide_lights]\n{''.join(lines)}"


def shown(simulator: RunningSimulator) -> dict[LightPosition, str]:
    """What each light shows that is not off."""
    lights = simulator.send("state")["lights"]
    assert isinstance(lights, dict)
    return {LightPosition(name): one for name, one in lights.items() if one != "off"}


def shown_before(simulator: RunningSimulator) -> list[tuple[LightPosition, str]]:
    """What was shown since the record was forgotten, in order.

    A LED whose two delays differ is between two rates: they are two files.
    """
    record = simulator.send("state")["record"]
    assert isinstance(record, list)
    pairs = [(LightPosition(one["light"]), str(one["shows"])) for one in record]
    settled = [pair for pair in pairs if len(set(pair[1].split("/"))) == 1]
    return [pair for pair, _ in groupby(settled)]
