# SPDX-License-Identifier: Apache-2.0
"""One kiosk program per data folder; the kernel frees the lock with the process."""

import fcntl
import os
from pathlib import Path
from typing import Final

from kiosk.store.errors import StoreHeldError, StoreNotWritableError

LOCK_FILE: Final = "store.lock"
_PID_BYTES: Final = 32


class InstanceLock:
    """An advisory lock (flock) on ``store.lock``; the file names the process that holds it.

    Raises:
        StoreHeldError: another process holds it (STORE-0503).
        StoreNotWritableError: the file cannot be made (STORE-0501).

    """

    def __init__(self, data_dir: Path) -> None:
        try:
            flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
            self._file = os.open(data_dir / LOCK_FILE, flags, 0o600)
        except OSError as error:
            raise StoreNotWritableError(
                "STORE-0501", f"{LOCK_FILE}: {error.strerror}"
            ) from error
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.pread(self._file, _PID_BYTES, 0).decode("ascii", "replace").strip()
            os.close(self._file)
            raise StoreHeldError(
                "STORE-0503", f"held by process {holder or 'unknown'}"
            ) from error
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, f"{os.getpid()}\n".encode("ascii"), 0)

    def release(self) -> None:
        """Give the folder back; releasing twice is harmless."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
