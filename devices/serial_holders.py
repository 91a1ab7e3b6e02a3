# SPDX-License-Identifier: Apache-2.0
"""Why a serial port cannot be opened: who holds it, whose it is, what stands there instead.

For the technician's eyes; reads ``/proc`` and opens nothing.
"""

import grp
import os
import pwd
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

BY_ID: Final = Path("/dev/serial/by-id")
"""Where the system names serial devices by maker and number, whatever they are plugged into."""

_PROC: Final = Path("/proc")
_COMMAND_WORDS: Final = 3
_LONGEST_COMMAND: Final = 60


@dataclass(frozen=True)
class Holder:
    """A process that has the port open.

    Attributes:
        pid: its number.
        command: the first words of its command line, without folders.
        is_locking: whether it has locked the port and not merely opened it.

    """

    pid: int
    command: str
    is_locking: bool


def told_device(port: str) -> tuple[tuple[str, str], ...]:
    """The fact ``tty`` where ``port`` is a name that leads to a device; else no fact."""
    device = Path(port).resolve()
    return (("tty", str(device)),) if device.exists() and str(device) != port else ()


def told_unopened(port: str, *, is_held: bool, is_forbidden: bool) -> str:
    """What is seen from outside of a ``port`` that did not open, to be put behind the error."""
    if is_held:
        return f"; {told_holders(port)}"
    if is_forbidden:
        return f"; {told_permission(port)}"
    return f"; {told_others()}" if port.startswith("/dev/") else ""


def told_holders(port: str) -> str:
    """Name the processes that hold ``port``, the locking ones if any are."""
    found = list(holders_of(port))
    locking = [holder for holder in found if holder.is_locking]
    if not found:
        return "held by a process that this user may not see"
    return "held by " + ", ".join(
        f"{holder.command} (pid {holder.pid})" for holder in locking or found
    )


def told_permission(port: str) -> str:
    """Say whose ``port`` is, and what the user of this process lacks."""
    try:
        status = Path(port).stat()
    except OSError:
        return "its folder may not be looked into"
    group, user = _group_name(status.st_gid), _user_name(os.geteuid())
    owner = (
        f"it belongs to {_user_name(status.st_uid)}:{group}, mode {status.st_mode & 0o777:04o}"
    )
    if status.st_gid in {os.getegid(), *os.getgroups()}:
        return f"{owner}; user {user} is in group {group}, which may not read and write it"
    return f"{owner}; user {user} is not in group {group}"


def told_others(folder: Path = BY_ID) -> str:
    """Name the serial devices that are plugged in, as the port could be given."""
    try:
        names = sorted(str(path) for path in folder.iterdir())
    except OSError:
        names = []
    return f"there are: {', '.join(names)}" if names else f"nothing is in {folder}"


def holders_of(port: str) -> Iterator[Holder]:
    """Processes that have ``port`` open, as far as this user may look."""
    device = str(Path(port).resolve())
    for folder in _PROC.iterdir():
        if folder.name.isdecimal():
            yield from _holder_at(folder, device)


def _holder_at(folder: Path, device: str) -> Iterator[Holder]:
    """The process at ``/proc/PID``, if it has ``device`` open; it may end while we look."""
    try:
        descriptors = [
            entry.name for entry in (folder / "fd").iterdir() if _target(entry) == device
        ]
        if not descriptors:
            return
        is_locking = any(
            "lock:" in (folder / "fdinfo" / name).read_text("utf-8") for name in descriptors
        )
        words = (folder / "cmdline").read_bytes().split(b"\0")[:_COMMAND_WORDS]
    except OSError:
        return
    command = " ".join(os.fsdecode(word).rpartition("/")[2] for word in words if word)
    yield Holder(int(folder.name), command[:_LONGEST_COMMAND] or "?", is_locking)


def _target(entry: Path) -> str:
    try:
        return str(entry.readlink())
    except OSError:
        return ""


def _group_name(number: int) -> str:
    try:
        return grp.getgrgid(number).gr_name
    except KeyError:
        return str(number)


def _user_name(number: int) -> str:
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)
