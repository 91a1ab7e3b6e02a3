# SPDX-License-Identifier: Apache-2.0
"""Trouble: the disk is full, read-only or gone. Nothing is half written; it goes on later."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.store.errors import StoreNotWritableError
from kiosk.store.keys import STORE_KEY, key_path
from kiosk.store.store import Store
from tests.support.fixed_clock import FixedClock
from tests.support.store_samples import numbered_case, opened, sample_case

ROOT = Path(__file__).parents[2]
NOBODY = 65534

OPEN_AS_NOBODY = """
import os, sys
from pathlib import Path
from kiosk.store.errors import StoreError
from kiosk.store.store import Store
from kiosk.clock import SystemClock
if os.geteuid() == 0:
    os.seteuid(int(sys.argv[2]))
try:
    Store.open(Path(sys.argv[1]), clock=SystemClock())
except StoreError as error:
    sys.exit(str(error))
"""

FILL_TO_THE_LIMIT = """
import resource, signal, sys
from pathlib import Path
from kiosk.store.errors import StoreError
from tests.support.store_samples import opened, sample_case
store = opened(Path(sys.argv[1]))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1_200_000, 1_200_000))
for number in range(1000):
    case = sample_case(f"K-0001-20261123-{number:04}", form=bytes(20_000))
    try:
        store.submit_case(case)
    except StoreError as error:
        sys.stderr.write(str(error))
        break
    print(case.case_id, flush=True)
"""


def run_child(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def readable_folder() -> Iterator[Path]:
    """A folder whose path another user may walk, which ``tmp_path`` is not."""
    with tempfile.TemporaryDirectory(prefix="store-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def submit_until_it_refuses(store: Store, kept: list[str]) -> None:
    for number in range(100):
        case = numbered_case(store, f"K-0001-20261123-{number:04}", form=bytes(9000))
        store.submit_case(case)
        kept.append(case.case_id)


def test_a_full_store_refuses_rolls_back_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        ((pages,),) = store._database.execute("PRAGMA page_count")
        store._database.execute(f"PRAGMA max_page_count={pages + 10}")
        kept: list[str] = []
        with pytest.raises(StoreNotWritableError, match="STORE-0501"):
            submit_until_it_refuses(store, kept)
        assert not store._database.is_in_transaction
        assert {case.case_id for case in store.cases.newest(200)} == set(kept)
        store._database.execute("PRAGMA max_page_count=1000000")
        store.submit_case(sample_case("K-0001-20261123-9999"))
        store.check()


def test_a_file_system_that_takes_no_more_loses_nothing_that_was_acknowledged(
    tmp_path: Path,
) -> None:
    child = run_child(FILL_TO_THE_LIMIT, str(tmp_path))
    assert "STORE-0501" in child.stderr, child.stderr
    acknowledged = child.stdout.split()
    assert acknowledged
    with opened(tmp_path) as store:
        store.check()
        found = {case.case_id for case in store.cases.newest(2000)}
        assert set(acknowledged) == found
        store.submit_case(sample_case("K-0001-20261123-9999"))


def test_a_folder_that_may_not_be_written_is_told(readable_folder: Path) -> None:
    readable_folder.chmod(0o555)
    child = run_child(OPEN_AS_NOBODY, str(readable_folder), str(NOBODY))
    assert child.stderr.startswith("STORE-0501"), child.stderr
    readable_folder.chmod(0o755)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreNotWritableError, match="cannot make the data folder"):
        Store.open(tmp_path / "file" / "data", clock=FixedClock())


def test_a_key_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = key_path(tmp_path, STORE_KEY)
    path.mkdir(parents=True)
    with pytest.raises(StoreNotWritableError, match=r"keys/store\.key"):
        Store.open(tmp_path, clock=FixedClock())


def test_a_lock_file_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "store.lock").mkdir()
    with pytest.raises(StoreNotWritableError, match=r"store\.lock"):
        Store.open(tmp_path, clock=FixedClock())


def test_a_database_that_is_a_folder_is_told(tmp_path: Path) -> None:
    with opened(tmp_path):
        pass
    (tmp_path / "kiosk.db").unlink()
    (tmp_path / "kiosk.db").mkdir()
    with pytest.raises(StoreNotWritableError, match="STORE-0501"):
        Store.open(tmp_path, clock=FixedClock())
