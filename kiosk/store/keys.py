# SPDX-License-Identifier: Apache-2.0
"""Keys of the data folder: made at first use, readable by their owner alone.

A key made here is a demo key: it lies beside what it locks. An appliance puts the file there
before the first start (``systemd`` ``LoadCredentialEncrypted=``, sealed to the TPM).
"""

import os
import secrets
from pathlib import Path
from typing import Final

from kiosk.store.errors import StoreDamagedError, StoreNotWritableError

KEY_BYTES: Final = 32
STORE_KEY: Final = "store.key"
JOURNAL_KEY: Final = "journal.key"
_OWNER_ONLY: Final = 0o600


def key_path(data_dir: Path, name: str) -> Path:
    """Where a key lies: ``keys/<name>`` in the data folder."""
    return data_dir / "keys" / name


def read_or_make_key(data_dir: Path, name: str, *, may_make: bool) -> bytes:
    """The 32 bytes of a key.

    Args:
        data_dir: the kiosk's data folder.
        name: file name of the key.
        may_make: whether a missing key is made; never when something is locked with it.

    Raises:
        StoreDamagedError: the file has another length, or is missing and must not be made.
        StoreNotWritableError: it cannot be read or written.

    """
    path = key_path(data_dir, name)
    try:
        if not path.exists():
            if not may_make:
                raise StoreDamagedError(
                    "STORE-0502", f"keys/{name} is missing but what it locks is there"
                )
            _write_once(path, secrets.token_bytes(KEY_BYTES))
        key = path.read_bytes()
    except OSError as error:
        raise StoreNotWritableError("STORE-0501", f"keys/{name}: {error.strerror}") from error
    if len(key) != KEY_BYTES:
        raise StoreDamagedError("STORE-0502", f"keys/{name} has {len(key)} bytes, not 32")
    return key


def _write_once(path: Path, content: bytes) -> None:
    """Write so that a power cut leaves either no file or the whole file."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
