# SPDX-License-Identifier: Apache-2.0
"""``kiosk selftest --device card_slot`` against a real ``pcscd``, and without one."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.pcscd import READER, CardSlot

pytestmark = pytest.mark.daemon
ROOT = Path(__file__).parents[2]


def self_test(folder: Path, socket: str) -> tuple[int, dict[str, Any]]:
    """Status and report of the command, told of the daemon's socket as a site is not."""
    site = folder / "kiosk.toml"
    site.write_text(
        f'[kiosk]\ndata_dir = "data"\n[card_slot]\nreader = "{READER} 00 00"\n', "utf-8"
    )
    words = ["selftest", "--device", "card_slot", "--json", "--config", str(site)]
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", *words],
        cwd=ROOT,
        env=os.environ | {"PCSCLITE_CSOCK_NAME": socket},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert not done.stderr
    return done.returncode, json.loads(done.stdout.splitlines()[0])


def test_the_slot_is_tested_with_the_daemon_and_without(
    card_slot: CardSlot, tmp_path: Path
) -> None:
    status, report = self_test(tmp_path, card_slot.daemon.address)
    assert (status, report["passed"]) == (0, True)
    assert report["facts"]["reader"] == f"{READER} 00 00"
    status, report = self_test(tmp_path, str(tmp_path / "nobody"))
    assert (status, report["code"], report["state"]) == (1, "SLOT-1201", "offline")
