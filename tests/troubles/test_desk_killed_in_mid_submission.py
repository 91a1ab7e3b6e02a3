# SPDX-License-Identifier: Apache-2.0
"""Trouble: the case desk itself is killed at any moment. One case there, no paper lost."""

import random
import threading
from pathlib import Path

import pytest

from forms.case_progress import Stage
from kiosk.case_file import progress_in
from tests.support.case_desks import kept_case, outgoing_to, run
from tests.support.proof import announce, proof_seed
from tests.support.simulators import running_simulator
from tests.support.store_samples import opened

KILLS = 4
CASES = 6


@pytest.mark.slow
def test_a_desk_that_is_killed_again_and_again_has_each_case_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What it has taken is on its disk before it answers; a lost answer is asked for again."""
    seed = proof_seed()
    announce(capsys, f"{KILLS} kills of the desk", seed)
    chance = random.Random(seed)
    book = tmp_path / "desk"
    book.mkdir()
    with opened(tmp_path / "data") as store:
        numbers = [
            kept_case(store, decision="issued" if turn % 2 else "accepted").case_id
            for turn in range(CASES)
        ]
        for _ in range(KILLS):
            with running_simulator("desk", "--folder", str(book)) as desk:
                desk.send("set", latency_ms=5)
                killer = threading.Timer(chance.uniform(0.0, 0.12), desk.end)
                killer.start()
                outgoing = outgoing_to(store, desk.address)
                run(outgoing)
                outgoing.close()
                killer.join()
        with running_simulator("desk", "--folder", str(book)) as desk:
            outgoing = outgoing_to(store, desk.address)
            while store.outbox.depth():
                store._database.execute("UPDATE outbox SET not_before = NULL")
                run(outgoing)
            outgoing.close()
            there = desk.send("state")["desk"]
        assert isinstance(there, dict)
        assert there["cases"] == sorted(numbers)
        assert there["effects"] == {"submitCase": CASES, "registerLicence": CASES // 2}
        assert store.desk_book.tasks() == ()
        assert {progress_in(store, number).stage for number in numbers} == {Stage.RECEIVED}
