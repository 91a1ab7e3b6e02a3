# SPDX-License-Identifier: Apache-2.0
"""Trouble: two weeks without the case desk, then kills at every step. Each case arrives once.

``make test`` queues 30 cases, ``make prove`` 200.
"""

import random
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.journal import Journal
from kiosk.store.store import Store
from tests.support.case_desks import kept_case, outgoing_to, run
from tests.support.fixed_clock import FixedClock
from tests.support.proof import announce, proof_count, proof_seed
from tests.support.simulators import RunningSimulator, running_simulator
from tests.support.store_samples import opened

CASES = proof_count(30)
SEED = proof_seed()
FORTNIGHT_S = 14 * 86_400
FULL = 200


def dead_address() -> str:
    """An address on which nobody listens."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{place.getsockname()[1]}"


@pytest.fixture(scope="module")
def senders() -> Iterator["subprocess.Popen[str]"]:
    """The process that forks senders."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.support.outgoing_runner"],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def sent_until(senders: "subprocess.Popen[str]", folder: Path, address: str, step: int) -> str:
    """Let a sender live up to a step; how it ended."""
    assert senders.stdin is not None
    assert senders.stdout is not None
    senders.stdin.write(f"{folder} {address} {step}\n")
    senders.stdin.flush()
    ended = senders.stdout.readline().strip()
    assert ended in {"done", "rests", "killed"}
    return ended


def queued_without_the_desk(folder: Path, count: int) -> list[str]:
    """Commit cases over a fortnight in which every try is in vain; their numbers."""
    clock = FixedClock()
    with opened(folder, clock) as store:
        outgoing = outgoing_to(store, dead_address(), clock)
        numbers = []
        for turn in range(count):
            decision = "issued_under_promise" if turn % 2 else "accepted"
            numbers.append(kept_case(store, decision=decision).case_id)
            clock.advance(FORTNIGHT_S / count)
            if turn % 5 == 0:
                assert 0 < run(outgoing) <= 60
        outgoing.close()
        licences = count // 2
        store.outbox.gather()
        assert store.outbox.depth() == count + licences
        assert not any(store.desk_book.is_received(number) for number in numbers)
        assert store.desk_book.tasks() == ()
    return numbers


def arrived_once(store: Store, desk: RunningSimulator, numbers: list[str]) -> None:
    """What must hold when everything is there."""
    there = desk.send("state")["desk"]
    assert isinstance(there, dict)
    assert there["cases"] == sorted(numbers)
    assert there["effects"] == {
        "submitCase": len(numbers),
        "registerLicence": len(numbers) // 2,
    }
    assert sorted(there["licences"].values()) == sorted(numbers[1::2])
    assert store.outbox.depth() == 0
    assert all(store.desk_book.is_received(number) for number in numbers)
    assert store.desk_book.tasks(open_only=False) == ()
    journal = Journal.open(store, clock=FixedClock())
    assert journal.verify().is_good
    events = [(row.event, row.case_id) for row in store.journal.all()]
    for number in numbers:
        assert events.count(("desk-news", number)) == 1


@pytest.mark.slow
def test_a_fortnight_of_cases_arrives_once_each_through_kills_and_lost_replies(
    tmp_path: Path, senders: "subprocess.Popen[str]", capsys: pytest.CaptureFixture[str]
) -> None:
    announce(capsys, f"{CASES} cases of a fortnight", SEED)
    chance = random.Random(SEED)
    numbers = queued_without_the_desk(tmp_path, CASES)
    lives = 0
    with running_simulator("desk") as desk:
        while True:
            ended = sent_until(senders, tmp_path, desk.address, chance.randint(1, 200))
            if ended == "done":
                break
            lives += ended == "killed"
            if chance.random() < 0.3:
                desk.send("fault", kind="close", count=1)
        with opened(tmp_path) as store:
            arrived_once(store, desk, numbers)
    assert lives > CASES / 10


@pytest.mark.slow
def test_a_kill_before_and_after_every_single_step_loses_and_doubles_nothing(
    tmp_path: Path, senders: "subprocess.Popen[str]"
) -> None:
    """A case and its licence, for each step on a store of their own; some in ``make test``."""
    stride = 1 if CASES >= FULL else 9
    killed = 0
    with running_simulator("desk") as desk:
        for step in range(1 + SEED % stride, 1_000, stride):
            folder = tmp_path / str(step)
            with opened(folder) as store:
                case_id = f"K-{step:04d}-20261123-0001"
                kept_case(store, decision="issued", case_id=case_id)
            ended = sent_until(senders, folder, desk.address, step)
            killed += ended == "killed"
            assert sent_until(senders, folder, desk.address, 1_000_000) == "done"
            with opened(folder) as store:
                assert store.outbox.depth() == 0
                assert store.desk_book.is_received(case_id)
            if ended == "done":
                break
        there = desk.send("state")["desk"]
        assert isinstance(there, dict)
        assert len(there["cases"]) == there["effects"]["submitCase"] == killed + 1
    assert killed > 60 / stride
