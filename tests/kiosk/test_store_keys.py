# SPDX-License-Identifier: Apache-2.0
"""Keys that are lost, cut short or not to be written: nothing is ever locked with a new one."""

from pathlib import Path

import pytest

from kiosk.store.errors import StoreDamagedError, StoreNotWritableError
from kiosk.store.keys import STORE_KEY, key_path, read_or_make_key
from kiosk.store.store import STORE_FILE, Store
from tests.support.fixed_clock import FixedClock
from tests.support.store_samples import opened, sample_case

CASE = "K-0001-20261123-0001"


def test_a_store_whose_key_is_gone_is_damaged_and_not_begun_anew(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.submit_case(sample_case(CASE))
    key = key_path(tmp_path, STORE_KEY)
    content, kept = (tmp_path / STORE_FILE).read_bytes(), key.read_bytes()
    key.unlink()
    with pytest.raises(StoreDamagedError, match=r"STORE-0502.*store\.key is missing"):
        Store.open(tmp_path, clock=FixedClock())
    assert not key.exists()
    assert (tmp_path / STORE_FILE).read_bytes() == content
    key.write_bytes(kept)
    with opened(tmp_path) as store:
        assert store.cases.summary(CASE) is not None


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_key_of_another_length_is_damage(tmp_path: Path, length: int) -> None:
    path = key_path(tmp_path, STORE_KEY)
    path.parent.mkdir()
    path.write_bytes(bytes(length))
    with pytest.raises(StoreDamagedError, match=f"has {length} bytes, not 32"):
        read_or_make_key(tmp_path, STORE_KEY, may_make=True)


def test_a_key_that_a_power_cut_left_half_written_is_made_anew(tmp_path: Path) -> None:
    path = key_path(tmp_path, STORE_KEY)
    path.parent.mkdir()
    path.with_suffix(".partial").write_bytes(b"half")
    key = read_or_make_key(tmp_path, STORE_KEY, may_make=True)
    assert path.read_bytes() == key
    assert len(key) == 32
    assert [file.name for file in path.parent.iterdir()] == [STORE_KEY]


def test_two_folders_have_two_keys_and_each_keeps_its_own(tmp_path: Path) -> None:
    first, second = (
        read_or_make_key(tmp_path / name, STORE_KEY, may_make=True) for name in ("a", "b")
    )
    assert first != second
    assert read_or_make_key(tmp_path / "a", STORE_KEY, may_make=True) == first
    assert (tmp_path / "a" / "keys").stat().st_mode & 0o777 == 0o700


def test_a_place_where_no_key_can_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("a file where the folder should be", "ascii")
    with pytest.raises(StoreNotWritableError, match=r"STORE-0501.*store\.key"):
        read_or_make_key(tmp_path, STORE_KEY, may_make=True)
