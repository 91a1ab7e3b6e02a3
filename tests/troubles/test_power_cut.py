# SPDX-License-Identifier: Apache-2.0
"""Trouble: the power goes at any instant. What was acknowledged is on the disk, whole.

The store's own statements run under the store's own settings on a file system that records
what it is asked to write; then the plug is pulled at random points of that record.
``make test`` cuts 300 times, ``make prove`` 20,000 times.
"""

import random
from pathlib import Path
from typing import cast

import apsw
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.journal import Journal
from kiosk.store.engine import Database, settings_for
from kiosk.store.migrate import migrate, shipped_scripts
from kiosk.store.store import Store
from tests.support.fixed_clock import FixedClock
from tests.support.power_cut import VFS_NAME, PlainDatabase, Recorder, RecordingVfs, images
from tests.support.proof import announce, proof_count, proof_seed
from tests.support.store_samples import numbered_case

CUTS = proof_count(300)
SEED = proof_seed()
CASES = 60
KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
OFTEN = ("wal_autocheckpoint", "60")


def pragmas(**changes: str) -> tuple[tuple[str, str], ...]:
    """The store's own settings for this engine, and a log that is folded in often."""
    version = tuple(int(number) for number in apsw.sqlite_lib_version().split("."))
    standing = {setting.name: setting.value for setting in settings_for(version)}
    return (*{**standing, **changes}.items(), OFTEN)


def store_on(database: PlainDatabase) -> Store:
    """The product's store on the plain engine, with its journal."""
    clock = FixedClock()
    store = Store(cast("Database", database), clock, None, demo=True)
    Journal(store, clock, KEY)
    return store


def recorded(folder: Path, settings: tuple[tuple[str, str], ...]) -> Recorder:
    """Submit cases on the recording file system."""
    recorder = Recorder()
    vfs = RecordingVfs(recorder)
    database = PlainDatabase(folder / "kiosk.db", settings, VFS_NAME)
    migrate(database, shipped_scripts())
    recorder.acknowledge()
    store = store_on(database)
    for number in range(1, CASES + 1):
        case_id = f"K-0001-20261123-{number:04}"
        store.submit_case(numbered_case(store, case_id))
        store.documents.put(case_id, "licence.pdf", bytes(3000))
        recorder.acknowledge()
    database.close()
    vfs.unregister()
    return recorder


def cases_after(folder: Path, files: dict[str, bytes]) -> int:
    """Start on what the disk holds and return how many whole cases there are; -1 for none."""
    for old in folder.iterdir():
        old.unlink()
    for name, content in files.items():
        if name != "kiosk.db-shm":
            (folder / name).write_bytes(content)
    database = PlainDatabase(folder / "kiosk.db", (("synchronous", "off"),))
    try:
        assert database.execute("PRAGMA integrity_check") == [("ok",)]
        if not database.execute("SELECT 1 FROM sqlite_schema WHERE name = 'case_'"):
            return -1
        store = store_on(database)
        whole = [case for case in store.cases.newest(10_000) if case.documents]
        report = Journal(store, FixedClock(), KEY).verify()
        assert report.is_good, report.problems
        assert all(case.licence_number for case in store.cases.newest(10_000))
        return len(whole)
    finally:
        database.close()


def lost_cuts(tmp_path: Path, settings: tuple[tuple[str, str], ...], cuts: int) -> int:
    """Pull the plug ``cuts`` times; how many times something acknowledged was missing."""
    chance = random.Random(SEED)
    disk, image = tmp_path / "disk", tmp_path / "image"
    disk.mkdir()
    image.mkdir()
    recorder = recorded(disk, settings)
    points = [chance.randint(1, len(recorder.changes)) for _ in range(cuts)]
    lost = 0
    for cut, files in images(recorder.changes, points, chance):
        try:
            found = cases_after(image, files)
        except apsw.Error:
            found = -2
        lost += found < recorder.acknowledged_at(cut) - 1
    return lost


@pytest.mark.slow
def test_a_power_cut_takes_nothing_that_was_acknowledged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    announce(capsys, f"{CUTS} power cuts", SEED)
    assert lost_cuts(tmp_path, pragmas(), CUTS) == 0


def test_the_rule_for_older_engines_takes_nothing_either(tmp_path: Path) -> None:
    older = pragmas(journal_mode="truncate", synchronous="extra")
    assert lost_cuts(tmp_path, older, 40) == 0


def test_the_model_has_teeth(tmp_path: Path) -> None:
    assert lost_cuts(tmp_path, pragmas(synchronous="normal"), 40) > 0
