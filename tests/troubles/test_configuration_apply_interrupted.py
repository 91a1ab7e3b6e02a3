# SPDX-License-Identifier: Apache-2.0
"""Trouble: killed in mid-apply, or the disk is full. Each version is whole or not there."""

import json
import os
import random
import resource
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.configuration.applying import apply, place_files, tell_journal
from kiosk.configuration.versions import Draft, VersionStore, Way
from kiosk.journal import Journal
from kiosk.store.errors import StoreNotWritableError
from kiosk.store.store import Store
from tests.support.configurations import AT, site_in, text_with
from tests.support.fixed_clock import FixedClock
from tests.support.proof import announce, proof_count, proof_seed

KILLS = proof_count(4)


def killed_applier(folder: Path, after_s: float) -> list[str]:
    """Run the applier, kill it so long after it is ready; the lines it had written."""
    words = [sys.executable, "-u", "-m", "tests.support.config_applier", str(folder)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=root) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        timer = threading.Timer(after_s, os.kill, (process.pid, signal.SIGKILL))
        timer.start()
        lines = [line.strip() for line in process.stdout if line.endswith("\n")]
        timer.join()
    return lines


@pytest.mark.slow
def test_every_acknowledged_version_is_there_after_every_kill(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seed = proof_seed()
    announce(capsys, f"{KILLS} kills", seed)
    chance = random.Random(seed)
    site_in(tmp_path, text_with(10))
    kept: dict[int, str] = {}
    there: dict[int, str] = {}
    for _ in range(KILLS):
        for line in killed_applier(tmp_path, chance.uniform(0.01, 0.3)):
            word, number, *digest = line.split()
            if word == "kept":
                kept[int(number)] = digest[0]
        history = VersionStore(tmp_path / "data").read()
        assert not history.damaged
        numbers = [one.number for one in history.versions]
        assert numbers == list(range(1, len(numbers) + 1))
        there = {one.number: one.sha256 for one in history.versions}
        assert kept.items() <= there.items()
        assert site_in(tmp_path).settings().checksum
    assert len(kept) > KILLS
    assert heard_of(tmp_path) == Counter(dict.fromkeys(there, 1))


def heard_of(folder: Path) -> Counter[int]:
    """What the journal has heard of when the next start has told it the rest."""
    clock = SystemClock()
    with Store.open(folder / "data", clock=clock) as store:
        journal = Journal.open(store, clock=clock)
        versions = VersionStore(folder / "data")
        versions.note_journalled(0)  # the note is lost, too: each is still told once
        tell_journal(versions, store, journal)
        tell_journal(versions, store, journal)
        assert journal.verify().is_good
        return Counter(
            json.loads(row.facts)["version"]
            for row in store.journal.all()
            if row.event == "config-applied"
        )


@contextmanager
def full_disk() -> Iterator[None]:
    """No file can be written beyond its first bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_keeps_what_there_was_and_leaves_nothing_behind(tmp_path: Path) -> None:
    site = site_in(tmp_path, text_with(10))
    site.adopt(at=AT)
    draft = Draft(text_with(20), Way.APPLIED)
    with full_disk(), pytest.raises(StoreNotWritableError, match=r"STORE-0501: 000002\.json"):
        apply(site, draft, called="new.toml", clock=FixedClock())
    folder = tmp_path / "data" / "config"
    assert sorted(path.name for path in folder.iterdir()) == ["000001.json", "lock"]
    assert site_in(tmp_path).settings().settings.timing.idle_s == 10.0
    assert apply(site, draft, called="new.toml", clock=FixedClock()).version.number == 2


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file", "utf-8")
    with pytest.raises(StoreNotWritableError, match="STORE-0501: lock"):
        VersionStore(tmp_path / "data").note_try(1)


def test_the_calendar_of_a_package_is_put_in_place_by_the_next_start(tmp_path: Path) -> None:
    files = {"calendar/2027.yaml": "year: 2027\n"}
    place_files(tmp_path, files)
    place_files(tmp_path, files)
    file = tmp_path / "calendar" / "2027.yaml"
    written_at = file.stat().st_mtime_ns
    place_files(tmp_path, files)
    assert file.stat().st_mtime_ns == written_at
    file.write_text("year: 2026\n", "utf-8")
    place_files(tmp_path, files)
    assert file.read_text("utf-8") == "year: 2027\n"
