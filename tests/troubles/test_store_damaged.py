# SPDX-License-Identifier: Apache-2.0
"""Trouble: the file is damaged or the key is another one. It is told, never papered over."""

import secrets
from pathlib import Path

import pytest

from kiosk.store.errors import StoreDamagedError, StoreTooNewError
from kiosk.store.keys import STORE_KEY, key_path
from kiosk.store.store import STORE_FILE, Store
from tests.support.fixed_clock import FixedClock
from tests.support.store_samples import opened, sample_case


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with a few cases in it."""
    with opened(tmp_path) as store:
        for number in range(20):
            store.submit_case(sample_case(f"K-0001-20261123-{number:04}", form=bytes(3000)))
    return tmp_path


def test_one_flipped_bit_anywhere_in_a_page_is_found(folder: Path) -> None:
    path = folder / STORE_FILE
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(StoreDamagedError, match="STORE-0502"), opened(folder) as store:
        store.check()


def test_a_promise_to_a_case_that_is_not_there_is_found(folder: Path) -> None:
    with opened(folder) as store:
        store._database.execute("PRAGMA foreign_keys=off")
        store._database.execute("INSERT INTO promise VALUES ('nowhere', 'x', '2027-01-01')")
        with pytest.raises(StoreDamagedError, match="foreign_key_check: 1 findings"):
            store.check()


def test_a_file_of_rubbish_is_no_store(folder: Path) -> None:
    (folder / STORE_FILE).write_bytes(secrets.token_bytes(8192))
    with pytest.raises(StoreDamagedError, match="STORE-0502"):
        opened(folder)


def test_another_key_does_not_open_it(folder: Path) -> None:
    key_path(folder, STORE_KEY).write_bytes(bytes(32))
    with pytest.raises(StoreDamagedError, match="STORE-0502"):
        opened(folder)


def test_a_missing_key_is_never_replaced_by_a_new_one(folder: Path) -> None:
    key_path(folder, STORE_KEY).unlink()
    with pytest.raises(StoreDamagedError, match="is missing but what it locks is there"):
        opened(folder)
    assert not key_path(folder, STORE_KEY).exists()


def test_half_a_key_is_told(folder: Path) -> None:
    key_path(folder, STORE_KEY).write_bytes(bytes(16))
    with pytest.raises(StoreDamagedError, match="has 16 bytes"):
        opened(folder)


def test_a_refused_start_leaves_the_folder_free_for_the_next(folder: Path) -> None:
    good = key_path(folder, STORE_KEY).read_bytes()
    key_path(folder, STORE_KEY).write_bytes(bytes(32))
    with pytest.raises(StoreDamagedError):
        opened(folder)
    key_path(folder, STORE_KEY).write_bytes(good)
    with opened(folder) as store:
        assert len(store.cases.newest()) == 20


def test_a_store_of_a_newer_program_is_left_alone(folder: Path) -> None:
    with opened(folder) as store:
        store._database.execute("PRAGMA user_version=99")
    with pytest.raises(StoreTooNewError, match="STORE-0504"):
        opened(folder)
    with pytest.raises(StoreTooNewError, match="STORE-0504"):
        Store.open_beside(folder, clock=FixedClock())
