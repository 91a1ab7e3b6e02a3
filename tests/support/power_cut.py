# SPDX-License-Identifier: Apache-2.0
"""A model of a power cut: what a disk that is honest about fsync may hold at any instant.

A VFS records every write, truncation, sync and deletion. At a cut, each file holds what it had
at its last sync, and of what was written since: nothing, everything, or any half of its
512-byte sectors. Not modelled: lost directory entries, and a disk that lies.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import apsw

from kiosk.store.engine import Row

SECTOR: Final = 512
VFS_NAME: Final = "recording"


@dataclass(frozen=True)
class Change:
    """One thing that happened to a file: write, truncate, sync or delete."""

    kind: str
    file: str
    offset: int = 0
    content: bytes = b""


@dataclass
class Recorder:
    """The changes in order, and how many had happened when each commit was acknowledged."""

    changes: list[Change] = field(default_factory=list)
    acknowledged: list[int] = field(default_factory=list)

    def acknowledge(self) -> None:
        """Note that the last commit was acknowledged to the citizen."""
        self.acknowledged.append(len(self.changes))

    def acknowledged_at(self, cut: int) -> int:
        """How many commits were acknowledged before the cut."""
        return sum(at <= cut for at in self.acknowledged)


class RecordingVfs(apsw.VFS):
    """The machine's own file system, with a record of what is done to it."""

    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder
        super().__init__(VFS_NAME, "")

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:  # noqa: N802 - SQLite's name
        """Open a file whose changes are recorded."""
        return RecordingFile(name, flags, self.recorder)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        """Record a deletion."""
        self.recorder.changes.append(Change("delete", Path(filename).name))
        super().xDelete(filename, syncdir)


class RecordingFile(apsw.VFSFile):
    """One open file of the recording file system."""

    def __init__(
        self, name: str | apsw.URIFilename | None, flags: list[int], recorder: Recorder
    ) -> None:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._file = Path(path).name if path else "temporary"
        self._recorder = recorder
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        """Record a write."""
        self._recorder.changes.append(Change("write", self._file, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        """Record a truncation."""
        self._recorder.changes.append(Change("truncate", self._file, newsize))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:  # noqa: N802
        """Record a sync."""
        self._recorder.changes.append(Change("sync", self._file))
        super().xSync(flags)


class PlainDatabase:
    """What the store asks of a database, on an engine without encryption."""

    def __init__(self, path: Path, pragmas: tuple[tuple[str, str], ...], vfs: str = "") -> None:
        self.path = path
        self.engine_version = tuple(int(n) for n in apsw.sqlite_lib_version().split("."))
        self._connection = apsw.Connection(str(path), vfs=vfs or None)
        self._depth = 0
        for name, value in pragmas:
            self.execute(f"PRAGMA {name}={value}")

    def execute(self, statement: str, values: Row = ()) -> list[Row]:
        """Run one statement and return its rows."""
        return list(self._connection.execute(statement, values))

    def changed(self, statement: str, values: Row = ()) -> int:
        """Run one statement and return how many rows it changed."""
        self._connection.execute(statement, values)
        return self._connection.changes()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; a failure ends the test anyway."""
        if self._depth == 0:
            self.execute("BEGIN IMMEDIATE")
        self._depth += 1
        yield
        self._depth -= 1
        if self._depth == 0:
            self.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def images(
    changes: list[Change], cuts: list[int], chance: random.Random
) -> Iterator[tuple[int, dict[str, bytes]]]:
    """For each cut, in order, what the files may hold afterwards."""
    durable: dict[str, bytearray] = {}
    pending: dict[str, list[Change]] = {}
    done = 0
    for cut in sorted(cuts):
        for change in changes[done:cut]:
            if change.kind == "sync":
                for late in pending.pop(change.file, []):
                    apply_change(durable.setdefault(change.file, bytearray()), late)
            elif change.kind == "delete":
                durable.pop(change.file, None)
                pending.pop(change.file, None)
            else:
                pending.setdefault(change.file, []).append(change)
        done = cut
        keep = chance.choice((lambda: False, lambda: True, lambda: chance.random() < 0.5))
        yield (
            cut,
            {
                file: bytes(torn(durable.get(file, bytearray()), pending.get(file, []), keep))
                for file in durable.keys() | pending.keys()
            },
        )


def torn(content: bytearray, late: list[Change], keep: Callable[[], bool]) -> bytearray:
    """``content`` with those sectors of the late changes that made it to the disk."""
    content = bytearray(content)
    for change in late:
        if change.kind == "truncate":
            if keep():
                apply_change(content, change)
            continue
        for start in range(0, len(change.content), SECTOR):
            if keep():
                part = change.content[start : start + SECTOR]
                apply_change(content, Change("write", change.file, change.offset + start, part))
    return content


def apply_change(content: bytearray, change: Change) -> None:
    """Write or truncate in place; a gap is filled with zeros."""
    if change.kind == "truncate":
        del content[change.offset :]
        return
    end = change.offset + len(change.content)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    content[change.offset : end] = change.content
