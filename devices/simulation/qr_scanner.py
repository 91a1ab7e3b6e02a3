# SPDX-License-Identifier: Apache-2.0
"""A QR scanner on a pseudo-terminal, and the hand that holds codes before it.

Sends what a scanner in serial mode sends, the text of a code and a line end, and hears nothing.
Runs in a process of its own; the host knows only the port.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import Any, Final

from devices.simulation.pty_line import PtyLine

SUFFIXES: Final = {"cr": b"\r", "lf": b"\n", "crlf": b"\r\n", "none": b""}
GARBAGE: Final = bytes.fromhex("00 FF 80 1B 5B 41 C3 28")
"""What a wrong speed or a binary code looks like."""

_TOO_LONG: Final = 700


class ScanTrouble(StrEnum):
    """What happens to a scan, by the name that ``fault kind=…`` takes."""

    HALF = "half"  # half of the text, and no line end
    GARBAGE = "garbage"  # bytes that are no text
    TOO_LONG = "too_long"  # more than any code has
    DOUBLE = "double"  # the same code twice, at once
    UNPLUG = "unplug"  # the plug is pulled in the middle


@dataclass(frozen=True)
class ScannerKnobs:
    """What ``set`` turns.

    Attributes:
        plugged: whether the scanner is on the line.
        suffix: line end that it sends, a key of ``SUFFIXES``.

    """

    plugged: bool = True
    suffix: str = "crlf"


class QrScannerSimulator:
    """A simulated scanner: ``start`` makes the port, ``control`` is the citizen's hand.

    Args:
        link: where the port appears; the same path after every replug.

    """

    def __init__(self, link: Path) -> None:
        self._line = PtyLine(link)
        self._link = link
        self._initial = ScannerKnobs()
        self._knobs = self._initial
        self._faults: list[ScanTrouble] = []
        self._scans = 0
        self._lock = Lock()

    @property
    def address(self) -> str:
        """Path of the port."""
        return str(self._link)

    def start(self) -> None:
        """Plug the scanner in."""
        with self._lock:
            self._line.plug(baud=9600)

    def stop(self) -> None:
        """Unplug it for good."""
        with self._lock:
            self._line.close()

    def control(self, verb: str, arguments: Mapping[str, object]) -> dict[str, object]:
        """Do what ``verb`` says and return the state after it.

        ``lay text=…`` (a code is shown to the scanner) · ``lift`` · ``fault kind=… [count=N]``
        · ``set plugged=… suffix=cr|lf|crlf|none`` · ``clear`` · ``state``.

        Raises:
            ValueError: an unknown verb or argument, or a value that makes no sense.

        """
        texts = {name: str(value) for name, value in arguments.items()}
        with self._lock:
            match verb:
                case "lay":
                    self._lay(texts)
                case "fault":
                    self._fault(texts)
                case "set":
                    self._set(texts)
                case "clear":
                    _refuse_rest(texts)
                    self._faults.clear()
                    self._turn(self._initial)
                case "lift" | "state":  # a code leaves nothing behind
                    _refuse_rest(texts)
                case _:
                    message = f"no verb is called {verb!r}"
                    raise ValueError(message)
            waiting = [fault.value for fault in self._faults]
            return {"knobs": asdict(self._knobs), "faults": waiting, "scans": self._scans}

    def _lay(self, texts: dict[str, str]) -> None:
        text = texts.pop("text", "")
        _refuse_rest(texts)
        if not text or not self._line.is_plugged:
            message = "lay needs text=…" if not text else "the scanner is not plugged in"
            raise ValueError(message)
        fault = self._faults.pop(0) if self._faults else None
        self._line.write(_sent(text, SUFFIXES[self._knobs.suffix], fault))
        self._scans += 1
        if fault is ScanTrouble.UNPLUG:
            self._turn(replace(self._knobs, plugged=False))

    def _fault(self, texts: dict[str, str]) -> None:
        kind, count = texts.pop("kind", ""), int(texts.pop("count", "1"))
        _refuse_rest(texts)
        if kind not in list(ScanTrouble):
            message = f"no trouble is called {kind!r}; there are: {', '.join(ScanTrouble)}"
            raise ValueError(message)
        self._faults += [ScanTrouble(kind)] * count

    def _set(self, texts: dict[str, str]) -> None:
        names = [field.name for field in fields(ScannerKnobs)]
        _refuse_rest({name: text for name, text in texts.items() if name not in names})
        values: dict[str, Any] = dict(texts)
        if "plugged" in texts:
            if texts["plugged"].lower() not in {"true", "false"}:
                message = "plugged is true or false"
                raise ValueError(message)
            values["plugged"] = texts["plugged"].lower() == "true"
        if texts.get("suffix", "cr") not in SUFFIXES:
            message = f"suffix is one of {', '.join(SUFFIXES)}"
            raise ValueError(message)
        self._turn(replace(self._knobs, **values))

    def _turn(self, knobs: ScannerKnobs) -> None:
        self._knobs = knobs
        if knobs.plugged:
            self._line.plug(baud=9600)
        else:
            self._line.unplug()


def _sent(text: str, suffix: bytes, fault: ScanTrouble | None) -> bytes:
    """Give the bytes that go over the line for one scan."""
    octets = text.encode("utf-8")
    match fault:
        case ScanTrouble.HALF | ScanTrouble.UNPLUG:
            return octets[: max(1, len(octets) // 2)]
        case ScanTrouble.GARBAGE:
            return GARBAGE + octets[:8] + suffix
        case ScanTrouble.TOO_LONG:
            return (octets * _TOO_LONG)[:_TOO_LONG] + suffix
        case ScanTrouble.DOUBLE:
            return (octets + suffix) * 2
        case None:
            return octets + suffix


def _refuse_rest(texts: Mapping[str, str]) -> None:
    if texts:
        message = f"unknown arguments: {', '.join(texts)}"
        raise ValueError(message)
