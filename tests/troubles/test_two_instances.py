# SPDX-License-Identifier: Apache-2.0
"""Trouble: the program is started twice on one data folder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.store.errors import StoreHeldError
from kiosk.store.store import Store
from tests.support.fixed_clock import FixedClock
from tests.support.store_samples import opened

HOLD = """
import sys
from pathlib import Path
from tests.support.store_samples import opened
store = opened(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_the_second_instance_is_refused_and_told_who_holds_it(tmp_path: Path) -> None:
    with opened(tmp_path), pytest.raises(StoreHeldError, match=f"process {os.getpid()}"):
        Store.open(tmp_path, clock=FixedClock())
    with opened(tmp_path):
        pass


def test_a_killed_instance_leaves_no_lock_behind(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"held\n"
        with pytest.raises(StoreHeldError, match=f"STORE-0503: held by process {child.pid}"):
            Store.open(tmp_path, clock=FixedClock())
        child.kill()
        child.wait()
    with opened(tmp_path) as store:
        store.check()


def test_closing_twice_is_harmless(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.close()
    store.close()
    with opened(tmp_path):
        pass
