# SPDX-License-Identifier: Apache-2.0
"""Trouble: the site's file is broken, or a version never opens; the glass is never blank."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.configuration.versions import Draft, VersionStore, Way
from kiosk.demo.world import SimulatedWorld
from kiosk.store.journal_records import JournalRow
from kiosk.store.store import Store
from tests.support.console_in_process import run_main
from tests.support.fixed_clock import FixedClock
from tests.support.whole import quick_world

pytestmark = [pytest.mark.daemon, pytest.mark.slow]

AT = "2026-11-22T09:00:00+08:00"


@contextmanager
def running(site: Path, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """Run the appliance until the block ends; its log is its stderr."""
    words = [sys.executable, "-m", "kiosk", "run", "--config", str(site)]
    around = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment}
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True, env=around) as process:
        try:
            yield process
        finally:
            process.kill()


def until(process: subprocess.Popen[str], wanted: str) -> str:
    """Read the log until a line holds ``wanted``; everything up to there."""
    assert process.stderr is not None
    lines: list[str] = []
    for line in process.stderr:
        lines.append(line)
        if wanted in line:
            return "".join(lines)
    raise AssertionError(f"{wanted} was never said: {''.join(lines)}")


def ended(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGTERM)
    assert process.wait(20.0) == 0


def records(world: SimulatedWorld, event: str) -> list[JournalRow]:
    with Store.open(world.home / "data", clock=FixedClock()) as store:
        return [row for row in store.journal.all() if row.event == event]


def test_a_file_broken_by_hand_starts_the_version_that_was_good_last(tmp_path: Path) -> None:
    with quick_world(tmp_path) as world:
        site = world.site_file()
        whole = site.read_text("utf-8")
        with running(site) as process:
            until(process, "state Attract")
            ended(process)
        site.write_text(f"{whole}\n[timing]\nidle = 3\n", "utf-8")
        with running(site) as process:
            told = until(process, "state Attract")
            assert "CONFIG-0703: version 1 is in use: the site's file does not hold" in told
            ended(process)
        assert [row.event for row in records(world, "config-proved")] == ["config-proved"]
        (fell_back,) = records(world, "config-fell-back")
        assert (fell_back.disposition, fell_back.code) == ("invalid", "CONFIG-0703")
        assert json.loads(fell_back.facts) == {"refused": 0, "version": 1}


def test_a_version_that_twice_did_not_open_gives_way_to_the_last_good_one(
    tmp_path: Path,
) -> None:
    with quick_world(tmp_path) as world:
        site = world.site_file()
        with running(site) as process:
            until(process, "state Attract")
            ended(process)
        dead = site.read_text("utf-8").replace(
            'base_url = "http://127.0.0.1:', 'base_url = "http://127.0.0.1:1'
        )
        versions = VersionStore(world.home / "data")
        last = versions.read().newest
        assert last is not None
        draft = Draft(dead, Way.APPLIED, site_sha256=last.draft.site_sha256)
        version = versions.add(draft, at=AT)
        for _ in range(2):
            versions.note_try(version.number)  # as two starts that were cut short
        with running(site) as process:
            told = until(process, "state Attract")
            ended(process)
        assert "version 1 is in use: version 2 never came into service" in told
        (fell_back,) = records(world, "config-fell-back")
        assert fell_back.disposition == "not_opened"


def test_with_nothing_that_holds_the_glass_says_what_to_mend_and_starts_when_it_is(
    tmp_path: Path,
) -> None:
    site = tmp_path / "kiosk.toml"
    site.write_text('[kiosk]\ndata_dir = "data"\n[reader]\nprot = "/dev/ttyS0"\n', "utf-8")
    with running(site) as process:
        told = until(process, "CONFIG-0704")
        assert f"CONFIG-0701 {site}:4: unknown key prot in [reader]; did you mean port?" in told
        assert "Traceback" not in told
        site.write_text('[kiosk]\ndata_dir = "data"\n', "utf-8")
        assert process.wait(20.0) == 75
    with running(site) as process:
        until(process, "one-time code")


def test_the_command_line_rolls_back_while_the_file_is_broken(tmp_path: Path) -> None:
    site, broken = tmp_path / "kiosk.toml", '[kiosk\ndata_dir = "data"\n'
    site.write_text('[kiosk]\ndata_dir = "data"\n', "utf-8")
    words = ("--config", str(site))
    assert run_main("config", "apply", str(site), *words).returncode == 0
    site.write_text(broken, "utf-8")
    assert "is not TOML" in run_main("config", "show", "kiosk.id", *words).stdout
    assert run_main("config", "check", *words).returncode == 1
    assert run_main("config", "rollback", *words).returncode == 0
    shown = run_main("config", "show", *words)
    assert shown.returncode == 0
    assert f'kiosk.data_dir = "{tmp_path / "data"}"    # file: version 3' in shown.stdout
