# SPDX-License-Identifier: Apache-2.0
"""Whole kiosk: it is closed by its signal while the disk takes nothing and says nothing.

A thread that waits for a disk is the kernel's. So what is held here is what the program can
do: it says the word and leaves within its limits; the kernel may keep the thread until the disk
goes on, as it does with the pages of a file system in user space.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Timer
from time import monotonic

import pytest

from kiosk.session.states import State
from tests.support.hanging_disk import LIMIT_S, HangingDisk, hanging_disk
from tests.support.lent import unmeasured
from tests.support.troubled import (
    check_lawful,
    check_nothing_twice,
    hurried_kiosk,
    open_work,
    sheets,
    stored,
)
from tests.support.whole import QUICK, quick_world

pytestmark = [pytest.mark.daemon, pytest.mark.slow]

WORD = "STORE-0501: the disk does not answer; ended without closing the store"


@contextmanager
def running(*words: str) -> Iterator[subprocess.Popen[str]]:
    """Run a module until the block ends; its log is its stderr."""
    with unmeasured():
        process = subprocess.Popen(
            [sys.executable, "-m", *words],
            cwd=Path(__file__).parents[2],
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )
    watchdog = Timer(LIMIT_S, process.kill)
    with process:
        try:
            watchdog.start()
            yield process
        finally:
            watchdog.cancel()
            process.kill()


def until(process: subprocess.Popen[str], wanted: str) -> None:
    """Read the log until a line holds ``wanted``."""
    assert process.stderr is not None
    lines: list[str] = []
    for line in process.stderr:
        lines.append(line)
        if wanted in line:
            return
    raise AssertionError(f"{wanted} was never said: {''.join(lines)}")


def leaves(process: subprocess.Popen[str], disk: HangingDisk) -> None:
    """The program ends while the disk hangs; the kernel lets go of it when that goes on."""
    until(process, WORD)
    ends_at = monotonic() + LIMIT_S
    while not has_left(process):
        assert monotonic() < ends_at, "it has said the word and goes on"
        Event().wait(0.02)
    disk.go_on()
    assert process.wait(LIMIT_S) == 0


def has_left(process: subprocess.Popen[str]) -> bool:
    """Whether the main thread has ended; the kernel may hold another one at the disk still."""
    if process.poll() is not None:
        return True
    status = Path(f"/proc/{process.pid}/stat").read_text("utf-8")
    return status.rpartition(")")[2].split()[0] == "Z"


def test_a_kiosk_at_rest_says_why_it_leaves_and_opens_again(tmp_path: Path) -> None:
    with (
        quick_world(tmp_path) as world,
        hanging_disk(world.home / "data", behind=tmp_path / "behind") as disk,
    ):
        site = str(world.site_file(more=QUICK))
        with running("kiosk", "run", "--config", site) as process:
            until(process, "state Attract")
            disk.hang()
            process.send_signal(signal.SIGTERM)
            leaves(process, disk)
        with hurried_kiosk(world) as whole:
            whole.wait_for(State.ATTRACT)
            assert whole.kiosk.journal.verify().is_good


def test_what_was_never_called_done_is_whole_or_not_there(tmp_path: Path) -> None:
    with (
        quick_world(tmp_path) as world,
        hanging_disk(world.home / "data", behind=tmp_path / "behind") as disk,
    ):
        world.site_file(more=QUICK)
        disk.rescue()
        with running(
            "tests.support.closing_visit",
            str(world.home),
            str(world.reader.control),
            str(world.printer.control),
            str(disk.pid),
        ) as process:
            leaves(process, disk)
        world.lift_card()
        with stored(world) as store:
            store.check()
        with hurried_kiosk(world) as whole:
            whole.wait_for(State.ATTRACT)
            assert len(whole.kiosk.store.cases.newest()) <= 1
            check_lawful(open_work(whole))
            check_nothing_twice(whole)
            assert whole.kiosk.journal.verify().is_good
        assert sheets(world) == 0
