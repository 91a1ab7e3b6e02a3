# SPDX-License-Identifier: Apache-2.0
"""One LED of the LED class of Linux: files to be written and read back, no library.

Source: Documentation/ABI/testing/sysfs-class-led and Documentation/leds/leds-class.rst of the
kernel. Writing 0 to ``brightness`` takes the trigger away; the trigger ``timer`` brings
``delay_on`` and ``delay_off`` (ms) and flashes without us. They come with the rights of root,
and udev gives them to the kiosk's group a moment later.
"""

import errno
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Final

from devices.errors import (
    DeviceAbsentError,
    DeviceError,
    DeviceFailedError,
    DeviceMisfitError,
)
from devices.serial_holders import told_permission
from devices.states import FlashRate

DEVICE: Final = "guide_lights"
ABSENT: Final = "LIGHT-1901"
FORBIDDEN: Final = "LIGHT-1902"
DIFFERS: Final = "LIGHT-1903"

HALF_MS: Final = {FlashRate.SLOW: 1000, FlashRate.MEDIUM: 500, FlashRate.QUICK: 250}
"""Milliseconds on, and as many off. XFS4IoT gives words alone; quick stays below the three
flashes a second from which on a light is a danger to some (WCAG 2.3.1)."""

SETTLE_S: Final = 2.0
"""Longest wait for udev to hand over what the trigger has brought."""

_TIMER: Final = "timer"
_NONE: Final = "none"
_GRAIN_S: Final = 0.01
_MOST_BYTES: Final = 65_536
_MOST_NAMES: Final = 8
_GONE: Final = frozenset({errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.ENOTDIR})
_DENIED: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


class Led:
    """One LED; used by one thread at a time.

    Args:
        folder: its folder, such as ``/sys/class/leds/kiosk:card``.

    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.rate: FlashRate | None = None
        """What it shows; None while nobody knows, which is so until it was read back."""

    def show(self, rate: FlashRate) -> None:
        """Show ``rate`` and read it back; what it shows already is left as it is.

        A LED without the trigger ``timer`` lights up instead of flashing.

        Raises:
            DeviceError: LIGHT-1901 it is not there, LIGHT-1902 it may not be written,
                LIGHT-1903 it does not show what was written.

        """
        known, self.rate = self.rate, None
        active, triggers = self._triggers()
        if rate in HALF_MS and _TIMER not in triggers:
            rate = FlashRate.CONTINUOUS
        is_lit, is_on = self._number("brightness") > 0, rate is not FlashRate.OFF
        if rate in HALF_MS:
            if known is not rate or active != _TIMER:
                self._flash(HALF_MS[rate], active)
        elif known is not rate or (active, is_lit) != (_NONE, is_on):
            self._steady(active, is_on=is_on)
        self.rate = rate

    def check(self) -> None:
        """Write what it shows once more and read it back.

        Raises:
            DeviceError: as ``show``.

        """
        known, self.rate = self.rate, None
        active, _ = self._triggers()
        level = self._number("brightness")
        if active == _TIMER:
            self._put("delay_on", self._number("delay_on"))
        else:
            self._put("brightness", level)
            self._expect("brightness", level)
        self.rate = known

    def _flash(self, half_ms: int, active: str) -> None:
        if active != _TIMER:
            self._put("trigger", _TIMER)
            self._expect_trigger(_TIMER)
        for name in ("delay_on", "delay_off"):
            _settle(partial(self._is_handed_over, name))  # where it is not, writing says why
            self._put(name, half_ms)
            self._number(name)  # may differ: a LED that flashes by itself rounds

    def _steady(self, active: str, *, is_on: bool) -> None:
        if is_on and active != _NONE:
            self._put("trigger", _NONE)
            self._expect_trigger(_NONE)
        level = self._number("max_brightness") if is_on else 0
        self._put("brightness", level)
        if active != _NONE:
            self._expect_trigger(_NONE)
        self._expect("brightness", level)

    # -- files -----------------------------------------------------------------

    def _triggers(self) -> tuple[str, frozenset[str]]:
        """The active trigger, and all; a kernel without triggers has none."""
        try:
            words = self._text("trigger").split()
        except DeviceAbsentError:
            self._text("brightness")  # where this is gone, too, the LED is
            return _NONE, frozenset()
        active = next((word[1:-1] for word in words if word.startswith("[")), "")
        return active, frozenset(word.strip("[]") for word in words)

    def _is_handed_over(self, name: str) -> bool:
        return os.access(self._folder / name, os.R_OK | os.W_OK, effective_ids=True)

    def _number(self, name: str) -> int:
        text = self._text(name)
        if not text.isdecimal():
            raise self._differs(f"{name} reads {text[:40]!r}")
        return int(text)

    def _expect(self, name: str, value: int) -> None:
        if (found := self._number(name)) != value:
            raise self._differs(f"{name} is {found} after {value}")

    def _expect_trigger(self, name: str) -> None:
        if not _settle(lambda: self._triggers()[0] == name):
            raise self._differs(f"trigger is {self._triggers()[0]!r} after {name}")

    def _text(self, name: str) -> str:
        octets = b""

        def read(file: int) -> None:
            nonlocal octets
            while len(octets) < _MOST_BYTES and (piece := os.read(file, _MOST_BYTES)):
                octets += piece

        self._at(name, os.O_RDONLY, read)
        return octets.decode("ascii", "replace").strip()

    def _put(self, name: str, value: int | str) -> None:
        octets = f"{value}\n".encode("ascii")
        self._at(name, os.O_WRONLY | os.O_TRUNC, lambda file: os.write(file, octets))

    def _at(self, name: str, flags: int, act: Callable[[int], object]) -> None:
        path = self._folder / name
        try:
            descriptor = os.open(path, flags)
            try:
                act(descriptor)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise self._fault(path, error) from error

    # -- faults ----------------------------------------------------------------

    def _fault(self, path: Path, error: OSError) -> DeviceError:
        number = error.errno or 0
        what = f"{path} ({errno.errorcode.get(number, number)})"
        if number in _GONE:
            return DeviceAbsentError(ABSENT, DEVICE, f"{what}; {self._others()}")
        if number in _DENIED:
            return DeviceMisfitError(FORBIDDEN, DEVICE, f"{what}; {told_permission(str(path))}")
        return DeviceFailedError(DIFFERS, DEVICE, what)

    def _differs(self, what: str) -> DeviceFailedError:
        return DeviceFailedError(DIFFERS, DEVICE, f"{self._folder}: {what}")

    def _others(self) -> str:
        """Name the LEDs there are, as the settings could."""
        try:
            names = sorted(path.name for path in self._folder.parent.iterdir())
        except OSError:
            names = []
        shown = ", ".join(names[:_MOST_NAMES])
        return f"there are: {shown}" if shown else f"nothing is in {self._folder.parent}"


def _settle(is_so: Callable[[], bool]) -> bool:
    """Wait until it is so; the kernel answers at once, udev takes a moment."""
    ends_at, pause = monotonic() + SETTLE_S, Event()
    while not is_so():
        if monotonic() > ends_at:
            return False
        pause.wait(_GRAIN_S)
    return True
