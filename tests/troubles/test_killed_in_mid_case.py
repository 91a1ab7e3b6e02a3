# SPDX-License-Identifier: Apache-2.0
"""Trouble: the program is killed (kill -9) at any instant. Nothing acknowledged is lost.

``make test`` kills 25 times, ``make prove`` 500 times, each 25 on a store of their own.
"""

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from kiosk.clock import SystemClock
from kiosk.journal import Journal
from kiosk.store.store import Store
from tests.support.proof import announce, proof_count, proof_seed
from tests.support.store_samples import new_attempt, opened

KILLS = proof_count(25)
SEED = proof_seed()


@pytest.fixture
def writers() -> Iterator[subprocess.Popen[str]]:
    """The process that forks writers."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.support.case_writer"],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def killed_writer(writers: subprocess.Popen[str], folder: Path, after_s: float) -> list[str]:
    """Start a writer, kill it, and return the lines it had written."""
    stdin, stdout = writers.stdin, writers.stdout
    assert stdin is not None
    assert stdout is not None
    stdin.write(f"{folder}\n")
    stdin.flush()
    pid = int(stdout.readline().removeprefix("pid "))
    timer = threading.Timer(after_s, os.kill, (pid, signal.SIGKILL))
    timer.start()
    lines = list(lines_until_dead(stdout))
    timer.join()
    return lines


def lines_until_dead(stdout: IO[str]) -> Iterator[str]:
    for line in stdout:
        if line == "dead\n":
            return
        yield line.strip()


def settle(store: Store) -> None:
    """Do what the next start does with open work; printing goes by the ledger."""
    work = store.open_work()
    for number in work.reservations:
        store.numbers.void(number, reason="interrupted")
    for case_id in (*work.unnumbered, *work.undocumented):
        store.documents.put(case_id, "licence.pdf", f"sealed {case_id}".encode() * 50)


@pytest.mark.slow
def test_every_acknowledged_case_is_there_after_every_kill(
    tmp_path: Path, writers: subprocess.Popen[str], capsys: pytest.CaptureFixture[str]
) -> None:
    announce(capsys, f"{KILLS} kills", SEED)
    chance = random.Random(SEED)
    acknowledged: set[str] = set()
    documents: dict[str, str] = {}
    printed: set[str] = set()
    for _ in range(KILLS):
        for line in killed_writer(writers, tmp_path, chance.uniform(0.005, 0.2)):
            kind, case_id, *rest = line.split()
            acknowledged.add(case_id)
            if kind == "document":
                documents[case_id] = rest[0]
            if kind == "printed":
                printed.add(case_id)
        with opened(tmp_path, SystemClock()) as store:
            settle(store)
            check_store(store, acknowledged)
    with opened(tmp_path, SystemClock()) as store:
        store.check()
        for case_id, sha256 in documents.items():
            kept = store.documents.get(case_id, "licence.pdf")
            assert kept is not None
            assert kept.sha256 == sha256
        unprinted = {case_id for case_id, _ in store.open_work().unprinted}
        assert not unprinted & printed
    assert acknowledged


def check_store(store: Store, acknowledged: set[str]) -> None:
    """What must hold after every kill."""
    cases = store.cases.newest(1_000_000)
    numbers = [case.licence_number for case in cases]
    assert acknowledged <= {case.case_id for case in cases}
    assert all(numbers)
    assert len(set(numbers)) == len(numbers)
    work = store.open_work()
    assert not work.reservations
    assert not work.unnumbered
    assert not work.undocumented
    assert store.outbox.depth() == len(cases)
    assert Journal.open(store, clock=SystemClock()).verify().is_good
    events = [row.event for row in store.journal.all()]
    assert events.count("case-submitted") == len(cases)
    assert events.count("number-used") == len(cases)


def test_a_kill_in_the_middle_of_printing_leaves_the_attempt_open(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        attempt = new_attempt("a" * 64)
        store.prints.begin(attempt)
    with opened(tmp_path) as store:
        assert [found.attempt_id for found in store.prints.open_attempts()] == [
            attempt.attempt_id
        ]
