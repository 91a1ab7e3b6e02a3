# SPDX-License-Identifier: Apache-2.0
"""The commissioning guide on a terminal: it is left and taken up, and is in nobody's way."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from time import monotonic

import pytest

from kiosk.clock import SystemClock
from kiosk.store.self_tests import StepResult
from kiosk.store.store import Store
from kiosk.technician.steps import COMMISSION
from tests.support.commissioning import Cue, Guide
from tests.support.console_in_process import run_main

PATIENCE_S = 60.0


@pytest.fixture
def site(tmp_path: Path) -> Path:
    path = tmp_path / "kiosk.toml"
    head = '[kiosk]\nid = "K-0042"\ndata_dir = "data"\n[sound]\nspeech = ""\n'
    path.write_text(head, "utf-8")
    return path


@pytest.fixture
def guide(site: Path) -> Iterator[Guide]:
    one = Guide(site, "3072")
    yield one
    one.close()


def cue_of(guide: Guide) -> Cue:
    limit = monotonic() + PATIENCE_S
    while (cue := guide.cue()) is None:
        assert monotonic() < limit, guide.text
        Event().wait(0.02)
    return cue


def until(guide: Guide, step: str) -> Cue:
    """Answer yes, and go on after what failed, as far as this step's question."""
    while (cue := cue_of(guide)).step != step:
        guide.answer("" if cue.word == "again" else "y")
    return cue


def test_while_it_asks_the_kiosk_can_start_and_its_rehearsal_too(
    site: Path, guide: Guide
) -> None:
    assert until(guide, "visit").word == "ask"
    with Store.open(site.parent / "data", clock=SystemClock()) as store:
        assert not store.is_beside
        guide.answer("y")
        assert until(guide, "sound").word == "ask", "it keeps results beside a running kiosk"
        kept = {one.step: one.result for one in store.self_tests.last_steps(COMMISSION)}
    assert kept["visit"] is StepResult.CONFIRMED


def test_a_running_kiosk_is_waited_for_before_its_devices_are_tested(
    site: Path, guide: Guide
) -> None:
    until(guide, "quiet_start")
    with Store.open(site.parent / "data", clock=SystemClock()):
        guide.answer("y")
        assert cue_of(guide).word == "held"
        guide.answer("")
        assert cue_of(guide).word == "held", "Enter alone ends no kiosk"
    guide.answer("")
    assert cue_of(guide).word == "end"
    assert guide.status() == 1
    assert "Left: staff. The same command goes on with them.\n" in guide.text


def test_ctrl_c_at_a_question_shows_how_it_stands_and_answers_nothing(
    site: Path, guide: Guide
) -> None:
    until(guide, "touch_grid")
    guide.interrupts()
    assert cue_of(guide).word == "end"
    assert guide.status() == 1
    assert "Traceback" not in guide.text
    assert "touch_grid    open\n" in guide.text
    again = run_main("commission", "--staff", "3072", "--config", str(site))
    asked = [line for line in again.stdout.splitlines() if line[:2] in {"1/", "2/"}]
    assert [line.split()[1] for line in asked] == ["staff:", "touch_grid:"]


def test_what_failed_is_measured_again_at_once(site: Path, guide: Guide) -> None:
    assert (cue_of(guide).step, cue_of(guide).word) == ("staff", "again")
    assert "failed STAFF-0901 nobody is technician or supervisor: kiosk staff add" in guide.text
    for number, role in (("0112", "technician"), ("0113", "supervisor")):
        words = ("staff", "add", number, "--role", role, "--config", str(site))
        assert run_main(*words, stdin="825193\n825193\n").returncode == 0
    guide.answer("r")
    assert until(guide, "visit").word == "ask"
    assert "passed a technician and a supervisor are on the list" in guide.text
