# SPDX-License-Identifier: Apache-2.0
"""The lock on a data folder: who holds it, and that asking for it in vain costs nothing."""

import os
from pathlib import Path

import pytest

from kiosk.store.errors import StoreHeldError, StoreNotWritableError
from kiosk.store.instance_lock import LOCK_FILE, InstanceLock


def descriptors_of(file: Path) -> list[int]:
    """Numbers under which this process has the file open."""
    return [
        int(link.name) for link in Path("/proc/self/fd").iterdir() if link.resolve() == file
    ]


def test_the_holder_is_named_exactly_whoever_held_it_before(tmp_path: Path) -> None:
    (tmp_path / LOCK_FILE).write_text("123456789012345\nrubbish\n", "ascii")
    lock = InstanceLock(tmp_path)
    with pytest.raises(StoreHeldError) as caught:
        InstanceLock(tmp_path)
    lock.release()
    assert caught.value.code == "STORE-0503"
    assert caught.value.detail == f"held by process {os.getpid()}"


def test_whoever_asks_in_vain_neither_takes_it_nor_keeps_a_file_open(tmp_path: Path) -> None:
    lock = InstanceLock(tmp_path)
    for _ in range(20):
        with pytest.raises(StoreHeldError):
            InstanceLock(tmp_path)
    assert len(descriptors_of(tmp_path / LOCK_FILE)) == 1
    lock.release()
    lock.release()
    InstanceLock(tmp_path).release()


def test_the_lock_is_for_its_owner_alone_and_no_child_inherits_it(tmp_path: Path) -> None:
    lock = InstanceLock(tmp_path)
    (made,) = descriptors_of(tmp_path / LOCK_FILE)
    assert (tmp_path / LOCK_FILE).stat().st_mode & 0o777 == 0o600
    assert not os.get_inheritable(made)
    lock.release()


def test_a_lock_that_cannot_be_made_is_a_store_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / LOCK_FILE).mkdir()
    with pytest.raises(StoreNotWritableError, match="STORE-0501"):
        InstanceLock(tmp_path)
