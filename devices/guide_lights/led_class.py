# SPDX-License-Identifier: Apache-2.0
"""The guide lights of one kiosk, each a LED of Linux's LED class."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from devices.errors import DeviceError
from devices.guide_lights.led import ABSENT, DEVICE, FORBIDDEN, Led
from devices.settings import GuideLightSettings
from devices.states import DeviceState, FlashRate, LightPosition, ProbeReport

_STATES: Final = {ABSENT: DeviceState.NO_DEVICE, FORBIDDEN: DeviceState.USER_ERROR}


class LedClassLights:
    """The ``GuideLights`` of a kiosk; used by one thread at a time.

    Args:
        settings: which LED stands where.

    """

    def __init__(self, settings: GuideLightSettings) -> None:
        self._leds = {place: Led(Path(folder)) for place, folder in settings.folders.items()}

    @property
    def positions(self) -> tuple[LightPosition, ...]:
        """Where there is a light."""
        return tuple(self._leds)

    def show(self, wanted: Mapping[LightPosition, FlashRate]) -> None:
        """Show this; a light that is not named is put off.

        Raises:
            DeviceError: the first fault, after every light was tried.

        """
        faults = self._faults(lambda place, led: led.show(wanted.get(place, FlashRate.OFF)))
        if faults:
            raise next(iter(faults.values()))

    def probe(self) -> ProbeReport:
        """Test every light without changing what it shows; the facts say what that is."""
        faults = self._faults(lambda _place, led: led.check())
        facts = tuple(
            (place.value, led.rate.value if led.rate is not None else "unknown")
            for place, led in self._leds.items()
        )
        if not faults:
            return ProbeReport(DEVICE, DeviceState.ONLINE, facts=facts)
        code = next(iter(faults.values())).code
        detail = "; ".join(f"{place.value}: {fault.detail}" for place, fault in faults.items())
        state = _STATES.get(code, DeviceState.HARDWARE_ERROR)
        return ProbeReport(DEVICE, state, code, detail, facts)

    def _faults(
        self, act: Callable[[LightPosition, Led], None]
    ) -> Mapping[LightPosition, DeviceError]:
        """Do it with every light; what went wrong, by position."""
        found = {}
        for place, led in self._leds.items():
            try:
                act(place, led)
            except DeviceError as error:
                found[place] = error
        return found
