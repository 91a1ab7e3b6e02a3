# SPDX-License-Identifier: Apache-2.0
"""``kiosk run`` as the service manager runs it: another process, ended by a signal."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.demo.world import SimulatedWorld
from kiosk.store.store import Store
from tests.support.fixed_clock import FixedClock
from tests.support.whole import quick_world

pytestmark = [pytest.mark.daemon, pytest.mark.slow]


@contextmanager
def running(world: SimulatedWorld, *options: str) -> Iterator[subprocess.Popen[str]]:
    """Run the appliance until the block ends; its log is its stderr."""
    words = [sys.executable, "-m", "kiosk", "run", "--config", str(world.site_file()), *options]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True, env=environment) as process:
        try:
            yield process
        finally:
            process.kill()


def until(process: subprocess.Popen[str], wanted: str) -> list[str]:
    """Read the log until a line holds ``wanted``; the log ends when the process does."""
    assert process.stderr is not None
    lines: list[str] = []
    for line in process.stderr:
        lines.append(line)
        if wanted in line:
            return lines
    raise AssertionError(f"{wanted} was never said: {''.join(lines)}")


def test_it_comes_into_service_and_ends_in_order_on_a_signal(tmp_path: Path) -> None:
    with quick_world(tmp_path) as world:
        with running(world) as process:
            lines = until(process, "state Attract")
            assert any("one-time code" in line for line in lines)
            process.send_signal(signal.SIGTERM)
            assert process.wait(10.0) == 0
        with Store.open(world.home / "data", clock=FixedClock()) as store:
            events = [row.event for row in store.journal.all()]
    assert events[0] == "app-started"
    assert events[-1] == "app-ended"


def test_a_second_kiosk_on_the_same_folder_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with quick_world(tmp_path) as world, running(world) as first:
        until(first, "state Attract")
        words = [sys.executable, "-m", "kiosk", "run", "--config", str(world.site_file())]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        second = subprocess.run(
            words, capture_output=True, text=True, env=environment, timeout=30, check=False
        )
        assert second.returncode == 1
        assert "STORE-0503" in second.stderr
        assert "Traceback" not in second.stderr
