# SPDX-License-Identifier: Apache-2.0
"""What is plugged in now: serial ports and PC/SC readers, by the names that settings give them.

Nothing is opened and nobody is asked who they are: a serial device that is something else than
a reader is listed, too.
"""

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from serial.tools.list_ports import comports

from devices.card_reader.pcsc.winscard import Context
from devices.errors import DeviceError
from devices.serial_holders import BY_ID


@dataclass(frozen=True)
class Plugged:
    """One thing that is there; ``detail`` says what the system knows of it, in English."""

    port: str
    detail: str = ""


def serial_ports(near: str = "", by_id: Path = BY_ID) -> tuple[Plugged, ...]:
    """Serial devices, by the name that survives another socket where they have one.

    Args:
        near: port that is configured now; what lies beside it is listed, too, where that is
            a folder made for such names.
        by_id: where the system names serial devices by maker and number.

    """
    folders = [by_id]
    if near.startswith("/") and Path(near).parent != Path("/dev"):
        folders.append(Path(near).parent)
    named = {one: Path(one).resolve() for folder in folders for one in _devices_in(folder)}
    known = {str(device) for device in named.values()}
    about = {one.device: _about(one.manufacturer, one.product) for one in comports()}
    told = [Plugged(name, about.get(str(device), "")) for name, device in named.items()]
    told += [Plugged(device, what) for device, what in about.items() if device not in known]
    return tuple(sorted(told, key=lambda one: one.port))


def _about(*known: str | None) -> str:
    return " ".join(one for one in known if one)


def _devices_in(folder: Path) -> Iterator[str]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return
    for entry in entries:
        try:
            is_device = stat.S_ISCHR(entry.stat().st_mode)
        except OSError:
            continue
        if is_device:
            yield str(entry)


def pcsc_readers() -> tuple[str, ...]:
    """Names of PC/SC readers; none where the service is away."""
    try:
        context = Context()
    except DeviceError:
        return ()
    try:
        return context.readers()
    except DeviceError:
        return ()
    finally:
        context.close()
