# SPDX-License-Identifier: Apache-2.0
"""The guide lights of the running kiosk, on a worker of their own.

A light is never waited for and never stops a visit: a write that hangs holds up its own thread
alone, and of what was wanted meanwhile only the newest is shown.
"""

from collections.abc import Callable, Mapping
from functools import partial
from queue import Empty, SimpleQueue
from threading import Lock
from typing import Final

from devices.errors import DeviceError
from devices.interfaces import GuideLights
from devices.states import DeviceState, ProbeReport
from kiosk.session.guide_lights import DARK, Lights
from kiosk.workers import Worker

DEVICE: Final = "guide_lights"
SILENT: Final = "LIGHT-1904"
PROBE_S: Final = 2.5
"""Longest wait for the worker; one light that is not handed over takes two seconds."""


class LightRoom:
    """Shows what the session wants shown; a kiosk without lights has no worker either.

    Args:
        lights: None where no light is configured.
        wait_s: longest wait of a self-test for the worker.

    """

    def __init__(self, lights: GuideLights | None, *, wait_s: float = PROBE_S) -> None:
        self._lights = lights
        self._wait_s = wait_s
        self._worker = Worker(DEVICE) if lights is not None else None
        self._doubt: Callable[[], None] = lambda: None
        self._wanted: Lights | None = None
        self._applied: Lights | None = None
        self._is_ill = False
        self._asking = Lock()

    @property
    def probes(self) -> Mapping[str, Callable[[], ProbeReport]]:
        """The self-test by the device's name; none where there are no lights."""
        return {DEVICE: self.probe} if self._lights is not None else {}

    def begin(self, doubt: Callable[[], None]) -> None:
        """Put out what the last run may have left; ``doubt`` hears when a light fails."""
        self._doubt = doubt
        self.show(DARK)

    def show(self, wanted: Lights) -> None:
        """Show this soon; returns at once."""
        if self._worker is not None and wanted != self._wanted:
            self._wanted = wanted
            self._worker.do(self._apply, self._failed)

    def close(self, *, timeout_s: float) -> None:
        """Put all lights out and end, within so many seconds."""
        if self._worker is not None:
            self.show(DARK)
            self._worker.finish()
            self._worker.join(timeout_s=timeout_s)

    def probe(self) -> ProbeReport:
        """Test the lights; whoever hangs is offline. Blocks, so never on the Qt thread."""
        told = SimpleQueue[ProbeReport]()
        is_free = self._asking.acquire(blocking=False)  # else the last test has not come back
        if self._worker is not None and is_free:
            self._worker.do(partial(self._test, told), self._failed)
        try:
            return told.get(timeout=self._wait_s if is_free else 0.0)
        except Empty:
            detail = f"no answer within {self._wait_s:g} s"
            return ProbeReport(DEVICE, DeviceState.OFFLINE, SILENT, detail)

    # -- on the worker -----------------------------------------------------------

    def _apply(self) -> None:
        wanted = self._wanted
        if self._lights is not None and wanted is not None and wanted != self._applied:
            self._applied = wanted
            self._lights.show(wanted)
            self._is_ill = False

    def _test(self, told: SimpleQueue[ProbeReport]) -> None:
        """Bring back what was unplugged meanwhile, then test."""
        self._applied = None
        try:
            self._apply()
        except DeviceError:
            self._is_ill = True  # the report says it
        finally:
            self._asking.release()
        if self._lights is not None:
            told.put(self._lights.probe())

    def _failed(self, _code: str) -> None:
        """Have the devices tested once, so that staff sees it; the visit goes on."""
        if not self._is_ill:
            self._is_ill = True
            self._doubt()
