# SPDX-License-Identifier: Apache-2.0
"""Trouble: a training is killed (kill -9) or cannot begin. The real kiosk is as it was."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.lent import unmeasured
from tests.support.trainings import fingerprint, furnish, real_site, settings_of
from tests.support.whole import quick_world

pytestmark = [pytest.mark.daemon, pytest.mark.slow]


@contextmanager
def running(site: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    """Run ``kiosk run`` until the block ends; its log is its stderr."""
    command = [sys.executable, "-m", "kiosk", "run", "--config", str(site), *words]
    with unmeasured():
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
    with process:
        try:
            yield process
        finally:
            process.kill()


def until(process: subprocess.Popen[str], wanted: str) -> str:
    """Read the log until a line holds ``wanted``; the log ends when all of it has."""
    assert process.stderr is not None
    lines: list[str] = []
    for line in process.stderr:
        lines.append(line)
        if wanted in line:
            return "".join(lines)
    raise AssertionError(f"{wanted} was never said: {''.join(lines)}")


def test_killed_its_simulators_end_with_it_and_the_next_starts_clean(tmp_path: Path) -> None:
    site = real_site(tmp_path)
    data_dir = settings_of(site).kiosk.data_dir
    furnish(data_dir)
    before = fingerprint(data_dir)
    with running(site, "--training") as process:
        until(process, "state Attract")
        process.send_signal(signal.SIGKILL)
        assert process.stderr is not None
        process.stderr.read()  # ends when the last of them has let go of it
    assert fingerprint(data_dir) == before
    left = tmp_path / "data-training"
    assert (left / "data" / "kiosk.db").exists()
    with running(site, "--training") as process:
        until(process, "state Attract")
        process.send_signal(signal.SIGTERM)
        assert process.wait(60.0) == 0
    assert {path.name for path in left.iterdir()} == {"TRAINING", "store.lock"}
    assert fingerprint(data_dir) == before


def test_one_that_staff_asked_for_and_that_cannot_begin_brings_the_real_kiosk_back(
    tmp_path: Path,
) -> None:
    with quick_world(tmp_path) as world:
        (world.home / "data-training").write_text("in its way")
        try:
            with running(world.site_file(), "--training", "--came-from-staff") as process:
                pid = process.pid
                said = until(process, "state Attract")
                assert process.pid == pid
                assert process.poll() is None
        finally:
            (world.home / "data-training").unlink()
    assert "TRAINING-1802" in said


def test_at_the_console_it_is_one_sentence_and_a_status(tmp_path: Path) -> None:
    (tmp_path / "data-training").write_text("in its way")
    with running(real_site(tmp_path), "--training") as process:
        assert process.stderr is not None
        said = process.stderr.read()
        assert process.wait(60.0) == 1
    assert said.count("TRAINING-1802") == 1
    assert "Traceback" not in said
