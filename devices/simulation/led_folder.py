# SPDX-License-Identifier: Apache-2.0
"""Guide lights as folders that look like Linux's LED class, and fail when told to.

A folder of plain files cannot answer inside a write as the kernel does: it is looked at every
few milliseconds, and what a trigger brings appears then. Shares nothing with the driver.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from threading import Event, Lock, Thread
from typing import Final

LIGHTS: Final = ("card_reader", "card_unit_2", "scanner", "document_printer", "receipt_printer")
FAULTS: Final = ("unplug", "denied", "stuck", "hang", "no_timer")
PREFIX: Final = "kiosk:"
_TICK_S: Final = 0.005
_DEFAULT_MS: Final = 500
_DELAYS: Final = ("delay_on", "delay_off")
_BROUGHT_S: Final = 0.0
"""Time of change of a file that the trigger has brought and nobody has written yet."""


class _Led:
    """One LED: its folder, what it shows, and what is wrong with it."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self.fault = ""
        self.shown = "off"
        self.full = 1
        self._folder = folder / f"{PREFIX}{name}"
        self._is_flashing = False

    def plug(self) -> None:
        """Make the folder as the kernel does, dark."""
        rmtree(self._folder, ignore_errors=True)
        self._is_flashing, self.shown = False, "off"
        self._folder.mkdir(parents=True)
        self._file("brightness").write_text("0\n", "ascii")
        self._file("max_brightness").write_text(f"{self.full}\n", "ascii")
        self._publish("none")

    def mend(self) -> None:
        """Take its fault away; whoever hangs at it is let go."""
        fault, self.fault = self.fault, ""
        if fault != "hang":
            if fault:
                self.plug()
            return
        held = os.open(self._file("brightness"), os.O_RDWR | os.O_NONBLOCK)
        self.plug()  # before it is let go of: whoever opens it just now would hang for ever
        os.close(held)

    def spoil(self, kind: str) -> None:
        """Let it go wrong."""
        self.mend()
        self.fault = kind
        brightness = self._file("brightness")
        match kind:
            case "unplug":
                rmtree(self._folder, ignore_errors=True)
                self.shown = "off"
            case "denied":
                brightness.chmod(0o444)
                self._file("trigger").chmod(0o444)
            case "stuck":  # takes what is written, and shows nothing of it
                brightness.unlink()
                brightness.symlink_to(os.devnull)
            case "hang":  # whoever opens it waits
                brightness.unlink()
                os.mkfifo(brightness)
            case _:
                self._publish("none")

    def look(self) -> Iterator[str]:
        """Do what was written; yields what it shows each time that changes."""
        if self.fault in {"unplug", "hang", "stuck"}:
            return
        trigger = self._text("trigger")
        if trigger == "timer" and self.fault != "no_timer":
            self._begin()
        elif self._is_flashing and (trigger == "none" or self._text("brightness") == "0"):
            yield from self._changed()
            self._end()
        elif trigger and "[" not in trigger:
            self._publish("timer" if self._is_flashing else "none")
        yield from self._changed()

    def _changed(self) -> Iterator[str]:
        now = self._light()
        if now and now != self.shown:
            self.shown = now
            yield now

    def _light(self) -> str:
        """``off``, ``on`` or ``ON/OFF`` in ms; empty while it is being written."""
        if not self._is_flashing:
            level = self._text("brightness")
            return {"": "", "0": "off"}.get(level, "on")
        for name in _DELAYS:
            with suppress(OSError):
                if self._file(name).stat().st_mtime == _BROUGHT_S:
                    return ""
        on, off = (self._text(name) for name in _DELAYS)
        return f"{on}/{off}" if on and off else ""

    def _begin(self) -> None:
        if self._text("brightness") == "0":
            self._file("brightness").write_text(f"{self.full}\n", "ascii")
        for name in _DELAYS:
            file = self._file(name)
            file.write_text(f"{_DEFAULT_MS}\n", "ascii")
            os.utime(file, (_BROUGHT_S, _BROUGHT_S))
        self._is_flashing = True
        self._publish("timer")

    def _end(self) -> None:
        for name in _DELAYS:
            self._file(name).unlink(missing_ok=True)
        self._file("brightness").write_text("0\n", "ascii")
        self._is_flashing = False
        self._publish("none")

    def _publish(self, active: str) -> None:
        known = ["none"] if self.fault == "no_timer" else ["none", "timer"]
        words = " ".join(f"[{one}]" if one == active else one for one in known)
        fresh = self._file(".trigger")
        fresh.write_text(f"{words}\n", "ascii")
        fresh.replace(self._file("trigger"))

    def _text(self, name: str) -> str:
        try:
            return self._file(name).read_text("ascii").strip()
        except (OSError, UnicodeError):
            return ""

    def _file(self, name: str) -> Path:
        return self._folder / name


class LedFolderSimulator:
    """The lights, with the verbs that all simulators share.

    ``fault kind=unplug|denied|stuck|hang|no_timer [light=NAME]`` (``denied`` stops everybody
    but root; ``no_timer`` cannot flash) · ``clear`` · ``lift`` (forget what was shown) ·
    ``lay`` (plug in what is unplugged) · ``set max_brightness=N`` (all of them, dark again) ·
    ``state`` (what each shows, and in what order it came to be shown).

    Args:
        folder: where the LEDs' folders appear.
        names: of the lights.

    """

    def __init__(self, folder: Path, names: Sequence[str] = LIGHTS) -> None:
        self._folder = folder
        self._leds = {name: _Led(folder, name) for name in names}
        self._record: list[dict[str, str]] = []
        self._lock = Lock()
        self._ending = Event()
        self._thread = Thread(target=self._run, name="lights", daemon=True)

    @property
    def address(self) -> str:
        """The folder that stands for ``/sys/class/leds``."""
        return str(self._folder)

    def start(self) -> None:
        """Plug them in, dark."""
        for led in self._leds.values():
            led.plug()
        self._thread.start()

    def stop(self) -> None:
        """Unplug them for good."""
        self._ending.set()
        self._thread.join()
        for led in self._leds.values():
            led.spoil("unplug")

    def control(self, verb: str, arguments: Mapping[str, object]) -> dict[str, object]:
        """Obey a verb and give the lights' state.

        Raises:
            ValueError: no such verb, fault, light or setting.

        """
        words = {name: str(value) for name, value in arguments.items()}
        with self._looked():
            match verb:
                case "state":
                    pass
                case "fault":
                    self._fault(**words)
                case "clear":
                    self._mend({*FAULTS})
                case "lay":
                    self._mend({"unplug"})
                case "lift":
                    self._record.clear()
                case "set":
                    self._set(**words)
                case _:
                    msg = f"no verb {verb!r}; there are fault, clear, set, lay, lift, state"
                    raise ValueError(msg)
        with self._looked():
            return {
                "lights": {name: led.shown for name, led in self._leds.items()},
                "record": list(self._record),
            }

    def _fault(self, kind: str = "", light: str = "", **others: str) -> None:
        if kind not in FAULTS or others:
            msg = f"no fault {kind!r}; there are {', '.join(FAULTS)}, with light=NAME"
            raise ValueError(msg)
        for led in self._chosen(light):
            led.spoil(kind)

    def _mend(self, kinds: set[str]) -> None:
        for led in self._leds.values():
            if led.fault in kinds:
                led.mend()

    def _set(self, max_brightness: str = "", **others: str) -> None:
        if not max_brightness.isdecimal() or int(max_brightness) < 1 or others:
            msg = "only max_brightness=N can be set"
            raise ValueError(msg)
        for led in self._leds.values():
            led.full = int(max_brightness)
            led.plug()

    def _chosen(self, light: str) -> Sequence[_Led]:
        if light and light not in self._leds:
            msg = f"no light {light!r}; there are {', '.join(self._leds)}"
            raise ValueError(msg)
        return [self._leds[light]] if light else list(self._leds.values())

    def _run(self) -> None:
        while not self._ending.wait(_TICK_S):
            with self._looked():
                pass

    @contextmanager
    def _looked(self) -> Iterator[None]:
        """Hold the lights, after having looked at each."""
        with self._lock:
            for led in self._leds.values():
                for shown in led.look():
                    self._record.append({"light": led.name, "shows": shown})
            yield
