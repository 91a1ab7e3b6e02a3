# SPDX-License-Identifier: Apache-2.0
"""A disk that stops answering: a real file system in another process that can be stopped.

Whoever writes there meanwhile waits in the kernel without an error and without an end, as
with a worn memory card, or a solid-state disk that is busy with itself.
"""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Timer
from time import monotonic

import pytest

from tests.support.cups import program

MOUNT_S = 20.0
LIMIT_S = 120.0
"""A test that is stuck on the disk itself is let go on so long after it hung, and fails."""


class HangingDisk:
    """A folder that is a file system of its own."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._rescue = Timer(LIMIT_S, self.go_on)
        self._rescue.daemon = True

    @property
    def pid(self) -> int:
        """The process that is the disk; who stops it without ``hang`` calls ``rescue``."""
        return self._process.pid

    def rescue(self) -> None:
        """Let it go on by itself after ``LIMIT_S``."""
        self._rescue.start()

    def hang(self) -> None:
        """Answer nobody from now on; once in a test."""
        self.rescue()
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Answer again, whatever was asked meanwhile first."""
        self._rescue.cancel()
        self._process.send_signal(signal.SIGCONT)


def need_fuse() -> None:
    """Skip where nobody may mount a file system of their own; in CI that is a failure."""
    program("bindfs")
    if os.access("/dev/fuse", os.R_OK | os.W_OK):
        return
    if os.environ.get("CI"):
        pytest.fail("/dev/fuse may not be used here")
    pytest.skip("/dev/fuse may not be used on this machine")


@contextmanager
def hanging_disk(place: Path, *, behind: Path) -> Iterator[HangingDisk]:
    """Mount a disk at ``place``; what is written to it lies in ``behind``."""
    need_fuse()
    for folder in (place, behind):
        folder.mkdir(parents=True, exist_ok=True)
    words = [program("bindfs"), "-f", "--no-allow-other", str(behind), str(place)]
    with subprocess.Popen(words) as process:
        disk = HangingDisk(process)
        try:
            _wait_mounted(place)
            yield disk
        finally:
            disk.go_on()
            subprocess.run([program("fusermount"), "-u", str(place)], check=True)
            process.wait(MOUNT_S)


def _wait_mounted(place: Path) -> None:
    ends_at = monotonic() + MOUNT_S
    while not place.is_mount():
        assert monotonic() < ends_at, f"nothing was mounted at {place}"
        Event().wait(0.02)
