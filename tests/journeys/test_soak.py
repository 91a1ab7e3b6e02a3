# SPDX-License-Identifier: Apache-2.0
"""An endurance test ends by itself, goes on after a kill, and stops when nothing works."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.demo.world import SimulatedWorld
from kiosk.technician.soak_book import (
    BOOK,
    Plan,
    SoakVisit,
    add_to_book,
    read_book,
    table,
    write_book,
)
from tests.support.console_in_process import run_main
from tests.support.simulators import ROOT
from tests.support.whole import QUICK, REHEARSALS, quick_world

SCRIPT = REHEARSALS / "hygiene-permit-restaurant.toml"
HAND = """#!{python}
import json, socket, sys
LAY = {{"verb": "lay", "card": "chen-qiumei"}}
VERBS = {{"lay_card": LAY, "lift_card": {{"verb": "lift"}}}}
if sys.argv[1] in VERBS:
    with socket.socket(socket.AF_UNIX) as line:
        line.connect({control!r})
        line.sendall(json.dumps(VERBS[sys.argv[1]]).encode() + b"\\n")
        line.recv(65536)
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimulatedWorld]:
    with quick_world(tmp_path_factory.mktemp("soak")) as running:
        yield running


def command(world: SimulatedWorld, out: Path, *words: str, hand: bool = True) -> list[str]:
    site = world.site_file(more=QUICK)
    program = out.parent / "hand"
    text = HAND.format(python=sys.executable, control=str(world.reader.control))
    program.write_text(text if hand else "#!/bin/sh\n", "utf-8")
    program.chmod(0o700)
    return [
        *(sys.executable, "-m", "kiosk", "soak", str(SCRIPT), "--config", str(site)),
        *("--out", str(out), "--hand", str(program), "--json", *words),
    ]


def played(words: list[str]) -> tuple[int, dict[str, Any], str]:
    done = subprocess.run(
        words, cwd=ROOT, capture_output=True, text=True, timeout=180, check=False
    )
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout), done.stderr


@pytest.mark.daemon
@pytest.mark.slow
def test_killed_after_a_visit_it_goes_on_and_ends_by_itself(
    world: SimulatedWorld, tmp_path: Path
) -> None:
    out = tmp_path / "book"
    with subprocess.Popen(
        command(world, out, "--hours", "1"), cwd=ROOT, stderr=subprocess.PIPE, text=True
    ) as begun:
        assert begun.stderr is not None
        first = begun.stderr.readline()
        begun.send_signal(signal.SIGKILL)
        begun.wait(20)
    assert first.startswith("1 hygiene-permit-restaurant stopped")
    status, told, said = played(command(world, out, "--visits", "2"))
    assert status == 0, said
    assert (told["visits"], told["good"], told["outcomes"]) == (2, 2, {"stopped": 2})
    assert told["resumed"]
    assert told["passed"]
    assert told["memory_kib_last"] > 0
    again, told, said = played(command(world, out, "--visits", "2"))
    assert (again, told["visits"], said) == (0, 2, ""), "what is done is not played again"


@pytest.mark.daemon
@pytest.mark.slow
def test_it_stops_when_visit_after_visit_fails(world: SimulatedWorld, tmp_path: Path) -> None:
    words = command(world, tmp_path / "book", "--visits", "9", "--failures", "1", hand=False)
    status, told, said = played(words)
    assert status == 1
    assert (told["visits"], told["good"], told["reached"]) == (1, 0, False)
    assert "FAILED" in said


def visit(number: int, *, outcome: str = "issued", seconds: float = 10.0) -> SoakVisit:
    return SoakVisit(
        number,
        "2026-11-22T03:00:00+08:00",
        "x",
        outcome,
        "issued",
        seconds,
        number * 60.0,
        9000,
    )


def test_the_table_shows_what_became_slower(tmp_path: Path) -> None:
    book = [visit(number, seconds=10.0 + number / 10) for number in range(1, 41)]
    book.append(visit(41, outcome="abandoned", seconds=99.0))
    found = table(book)
    assert (found["visits"], found["good"]) == (41, 40)
    assert (found["seconds_first_tenth"], found["seconds_last_tenth"]) == (10.25, 13.85)
    assert found["seconds_worst"] == 14.0, "a failed visit has no time to be held against"
    assert table([])["visits"] == 0


def test_a_line_that_a_power_cut_halved_is_played_again(tmp_path: Path) -> None:
    write_book(tmp_path, [])
    for number in (1, 2):
        add_to_book(tmp_path, visit(number))
    file = tmp_path / BOOK
    file.write_text(file.read_text("utf-8")[:-20], "utf-8")
    book = read_book(tmp_path)
    assert [one.number for one in book] == [1]
    write_book(tmp_path, book)
    add_to_book(tmp_path, visit(2))
    assert read_book(tmp_path) == [visit(1), visit(2)]


def test_a_plan_ends_by_visits_by_time_or_by_failures() -> None:
    plan = Plan(visits=3, seconds=3600.0, failures=2)
    assert not plan.is_over([visit(1), visit(2, outcome="fault")], 120.0)
    assert plan.is_reached([visit(n) for n in (1, 2, 3)], 180.0)
    assert plan.is_reached([], 3600.0)
    failed = [visit(1, outcome="fault"), visit(2, outcome="fault")]
    assert plan.is_over(failed, 120.0)
    assert not plan.is_reached(failed, 120.0)


def test_a_production_key_is_never_soaked(tmp_path: Path) -> None:
    site = tmp_path / "kiosk.toml"
    site.write_text(
        '[kiosk]\nid = "K-0042"\ndata_dir = "data"\n[signing]\nbackend = "pkcs11"\n', "utf-8"
    )
    words = ("soak", str(SCRIPT), "--out", str(tmp_path / "b"), "--config", str(site))
    assert run_main(*words).returncode == 2, "neither hours nor visits"
    refused = run_main(*words, "--visits", "1")
    assert refused.returncode == 2
    assert "production key" in refused.stderr
    assert not (tmp_path / "b").exists()
