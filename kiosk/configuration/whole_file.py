# SPDX-License-Identifier: Apache-2.0
"""A file that after a kill or a power cut is there as a whole or not at all."""

import os
from pathlib import Path
from typing import Final

from kiosk.store.errors import StoreNotWritableError

PARTIAL: Final = ".partial"
_OWNER_ONLY: Final = 0o600


def write_whole(path: Path, content: bytes) -> None:
    """Write ``content``, in the place of what was there; on disk on return.

    Raises:
        StoreNotWritableError: nothing was changed (STORE-0501).

    """
    partial = path.with_name(path.name + PARTIAL)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
        _sync(path.parent)
    except OSError as error:
        _forget(partial)
        raise StoreNotWritableError("STORE-0501", f"{path.name}: {error.strerror}") from error


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _forget(partial: Path) -> None:
    """Give a full disk its room back; what cannot be deleted is overwritten the next time."""
    try:
        partial.unlink(missing_ok=True)
    except OSError:
        return
