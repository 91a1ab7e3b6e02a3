# SPDX-License-Identifier: Apache-2.0
"""The traffic log: what crosses the devices' wires, for a time that a technician sets.

Drivers log lengths, names of commands and status words at ``TRAFFIC``, never content. What
goes into the file is masked once more: a driver's mistake must become no file with persons.
The switch is a file beside the store, so that it works on a kiosk that runs, and a kiosk that
starts meanwhile goes on. When its time is over nothing is written, though nobody looks.
"""

import json
import logging
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Final

from devices.traffic import TRAFFIC
from kiosk.journal import Journal
from kiosk.store.errors import StoreNotWritableError

LONGEST_MINUTES: Final = 240
LARGEST_BYTES: Final = 5_000_000
"""What is more is not written: a disk that fills up costs more than a log."""
LOOK_S: Final = 1.0
"""How often a running kiosk looks whether it is switched on."""
MASK: Final = "*"
_SWITCH: Final = "until.json"
_LOG: Final = "traffic.log"
_PRIVATE: Final = re.compile(
    r"[^\x20-\x7e]+"  # not ASCII: a name, an address
    r"|(?:[0-9A-Fa-f]{2}[ :]?){5,}"  # five bytes in a row
    r"|\d{6,}[Xx]?"  # a number of somebody
    r"|'[^']*'|\"[^\"]*\""  # anything that is quoted
)
"""Whatever a person could be in."""


@dataclass(frozen=True)
class Switch:
    """How the log is switched; ``until`` with time zone."""

    since: datetime
    until: datetime

    def is_on(self, now: datetime) -> bool:
        """Whether it is written now; a clock that was set back does not lengthen it."""
        return self.since <= now < self.until


def masked(text: str) -> str:
    """The line without anything that could be a person's."""
    return _PRIVATE.sub(lambda match: MASK * min(len(match[0]), 8), text)


def folder_of(data_dir: Path) -> Path:
    """Where switch and log lie."""
    return data_dir / "traffic"


def switch_of(data_dir: Path) -> Switch | None:
    """How it is switched; None for off. A switch that cannot be read is off."""
    try:
        told = json.loads((folder_of(data_dir) / _SWITCH).read_text("utf-8"))
        return Switch(*(datetime.fromisoformat(told[name]) for name in ("since", "until")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def log_of(data_dir: Path) -> str:
    """What was written last; empty for nothing."""
    try:
        return (folder_of(data_dir) / _LOG).read_text("utf-8", errors="replace")
    except OSError:
        return ""


def switch_on(data_dir: Path, journal: Journal, *, now: datetime, minutes: int) -> Switch:
    """Begin a new log, for so long; the one before is deleted.

    Raises:
        StoreNotWritableError: it cannot be written (STORE-0501).

    """
    switch = Switch(now, now + timedelta(minutes=minutes))
    folder = folder_of(data_dir)
    told = {"since": switch.since.isoformat(), "until": switch.until.isoformat()}
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        (folder / _LOG).unlink(missing_ok=True)
        new = folder / f"{_SWITCH}.new"
        new.write_text(json.dumps(told), "utf-8")
        new.replace(folder / _SWITCH)
    except OSError as error:
        raise StoreNotWritableError("STORE-0501", f"traffic log: {error.strerror}") from error
    journal.record("traffic-log-started", minutes=minutes)
    return switch


def switch_off(data_dir: Path, journal: Journal, *, disposition: str = "off") -> bool:
    """End the log; False when it was off already. The file stays for the support bundle.

    Raises:
        StoreNotWritableError: it cannot be taken away (STORE-0501).

    """
    switch = folder_of(data_dir) / _SWITCH
    if not switch.exists():
        return False
    try:
        switch.unlink()
    except OSError as error:
        raise StoreNotWritableError("STORE-0501", f"traffic log: {error.strerror}") from error
    journal.record("traffic-log-ended", disposition=disposition)
    return True


def end_overdue(data_dir: Path, journal: Journal, *, now: datetime) -> None:
    """Note the end of a log whose time is over; nothing was written since then anyway."""
    if not (folder_of(data_dir) / _SWITCH).exists():
        return
    switch = switch_of(data_dir)
    if switch is None or not switch.is_on(now):
        switch_off(data_dir, journal, disposition="time")


class TrafficLog(logging.Handler):
    """Writes the devices' lines while the switch is on; other handlers never see them.

    Args:
        data_dir: the kiosk's data folder.

    """

    def __init__(self, data_dir: Path) -> None:
        super().__init__(TRAFFIC)
        self._data_dir = data_dir
        self._looked_at = -LOOK_S
        self._switch: Switch | None = None
        self.setFormatter(logging.Formatter("%(asctime)s.%(msecs)03d %(name)s %(message)s"))

    def install(self) -> None:
        """Listen to the devices; handlers of the root stay at what they tell now."""
        root = logging.getLogger()
        for handler in root.handlers:
            handler.setLevel(max(handler.level, root.level))
        devices = logging.getLogger("devices")
        devices.addHandler(self)
        devices.setLevel(TRAFFIC)

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line, masked; what the disk does not take is lost."""
        if not self._is_on(datetime.fromtimestamp(record.created).astimezone()):
            return
        path = folder_of(self._data_dir) / _LOG
        try:
            with path.open("a", encoding="utf-8") as log:
                if log.tell() < LARGEST_BYTES:
                    log.write(f"{masked(self.format(record))}\n")
        except OSError:
            self._switch = None

    def _is_on(self, now: datetime) -> bool:
        if monotonic() - self._looked_at >= LOOK_S:
            self._looked_at = monotonic()
            self._switch = switch_of(self._data_dir)
        return self._switch is not None and self._switch.is_on(now)
