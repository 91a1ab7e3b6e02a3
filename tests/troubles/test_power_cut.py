# SPDX-License-Identifier: Apache-2.0
"""Trouble: the power goes at any instant. What was acknowledged is on the disk, whole.

The store's own statements run under the store's own settings on a file system that records
what it is asked to write; then the plug is pulled at random points of that record. Cases,
papers, prints on numbered blanks, what staff found of them and pick-up codes are committed;
engine: SQLite through apsw with the same SQL (the cipher works below it, page by page).
``make test`` cuts 300 times, ``make prove`` 20,000 times.
"""

import random
import uuid
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import cast

import apsw
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from devices.printing.attempt import AttemptState
from devices.printing.blanks import BlankEntry, BlankMove, BlankRange, BlankState, replayed
from devices.printing.ledger import AttemptRecord, Evidence
from kiosk.journal import Journal
from kiosk.store.engine import Database, settings_for
from kiosk.store.migrate import migrate, shipped_scripts
from kiosk.store.records import Disposition, Found
from kiosk.store.store import Store
from tests.support.fixed_clock import FixedClock
from tests.support.power_cut import VFS_NAME, PlainDatabase, Recorder, RecordingVfs, images
from tests.support.proof import announce, proof_count, proof_seed
from tests.support.store_samples import SHEET_FOUND, numbered_case

CUTS = proof_count(300)
SEED = proof_seed()
CASES = 21
BLANKS = BlankRange("food", 1, CASES)
WHO, WITNESS = "0107", "0112"
ENDS = (
    (AttemptState.DEVICE_DONE, None),
    (AttemptState.UNKNOWN, SHEET_FOUND),
    (AttemptState.DEVICE_FAILED, Disposition(Found.DESTROYED, WHO)),
)
"""How prints end in turn, and what staff says of those that need it."""
COUNTED = (
    "SELECT count(*) FROM case_",
    "SELECT count(*) FROM document",
    "SELECT count(*) FROM print_event",
    "SELECT count(*) FROM disposition",
    "SELECT count(*) FROM blank_event WHERE move IN ('receive', 'load')",
)
"""Every acknowledged commit adds one to one of these."""
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
    """Commit on the recording file system."""
    recorder = Recorder()
    vfs = RecordingVfs(recorder)
    database = PlainDatabase(folder / "kiosk.db", settings, VFS_NAME)
    migrate(database, shipped_scripts())
    recorder.acknowledge()
    store = store_on(database)
    for _ in commits(store):
        recorder.acknowledge()
    database.close()
    vfs.unregister()
    return recorder


def commits(store: Store) -> Iterator[None]:
    """Commit blanks, and cases with their papers and prints; each yield is one commit."""
    store.stock.book(BlankEntry(BlankMove.RECEIVE, BLANKS, WHO, WITNESS, batch="B1"))
    yield
    store.stock.book(BlankEntry(BlankMove.LOAD, BLANKS, WHO, WITNESS, tray="main"))
    yield
    for number, (end, found) in zip(range(1, CASES + 1), cycle(ENDS), strict=False):
        case_id = f"K-0001-20261123-{number:04}"
        store.submit_case(numbered_case(store, case_id))
        yield
        sha256 = store.documents.put(case_id, "licence.pdf", bytes(3000 + number)).sha256
        yield
        attempt = AttemptRecord(
            str(uuid.UUID(int=number)),
            "ipp://x",
            sha256,
            1,
            AttemptState.INTENT,
            stationery="food",
        )
        store.prints.begin(attempt)
        yield
        for state in (AttemptState.SENT, end):
            store.prints.advance(attempt.attempt_id, state, Evidence())
            yield
        if found is not None:
            store.prints.settle(attempt.attempt_id, found)
            yield


def commits_after(folder: Path, files: dict[str, bytes]) -> int:
    """Start on what the disk holds and return how many commits are there; -1 for no schema."""
    for old in folder.iterdir():
        old.unlink()
    for name, content in files.items():
        if name != "kiosk.db-shm":
            (folder / name).write_bytes(content)
    database = PlainDatabase(folder / "kiosk.db", (("synchronous", "off"),))
    try:
        assert database.execute("PRAGMA integrity_check") == [("ok",)]
        if not database.execute("SELECT 1 FROM sqlite_schema WHERE name = 'pickup'"):
            return -1
        store = store_on(database)
        report = Journal(store, FixedClock(), KEY).verify()
        assert report.is_good, report.problems
        assert all(case.licence_number for case in store.cases.newest(10_000))
        check_prints(store)
        rows = [database.execute(statement) for statement in COUNTED]
        return sum(int(count) for ((count,),) in rows)
    finally:
        database.close()


def check_prints(store: Store) -> None:
    """Every blank is where its lines say, bound to its print; what failed has its code."""
    entries = [booked.entry for booked in store.stock.entries("food")]
    assert replayed(entries).get("food", {}) == store.stock.sheets_of("food")
    waiting = store.prints.unsettled_prints()
    reserved = store.stock.balance_of("food").of(BlankState.RESERVED) if entries else 0
    assert reserved == len(store.prints.open_attempts()) + len(waiting)
    assert all(store.prints.pickup_code(one.case_id) for one in waiting)
    assert store.prints.is_closed() == any(one.is_closing for one in waiting)


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
            found = commits_after(image, files)
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
