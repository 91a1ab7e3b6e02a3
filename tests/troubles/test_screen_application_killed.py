# SPDX-License-Identifier: Apache-2.0
"""Whole kiosk: the application is killed (kill -9) after the commit, and started again."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.demo.world import SimulatedWorld
from kiosk.session.states import State
from tests.support.lent import unmeasured
from tests.support.troubled import (
    check_kept,
    check_lawful,
    check_nothing_twice,
    hurried_kiosk,
    open_work,
    play_quickly,
    printer_state,
    sheets,
)
from tests.support.whole import QUICK, quick_world

pytestmark = [pytest.mark.daemon, pytest.mark.slow]

ROOT = Path(__file__).parents[2]


def killed_visit(world: SimulatedWorld, moment: str) -> None:
    """Play a visit in another process, which dies at this moment, and its coverage with it."""
    world.site_file(more=QUICK)
    with unmeasured():
        ended = subprocess.run(
            [
                sys.executable,
                "-m",
                "tests.support.doomed_visit",
                moment,
                str(world.home),
                world.reader.control,
                world.printer.control,
            ],
            cwd=ROOT,
            timeout=90,
            check=False,
        )
    assert ended.returncode == -signal.SIGKILL


@pytest.mark.parametrize("moment", ["committed", "sealed"])
def test_killed_before_printing_the_case_is_there_and_its_papers_are_made(
    tmp_path: Path, moment: str
) -> None:
    with quick_world(tmp_path) as world:
        killed_visit(world, moment)
        assert sheets(world) == 0
        world.lift_card()
        with hurried_kiosk(world) as whole:
            whole.wait_for(State.ATTRACT)
            (case,) = whole.kiosk.store.cases.newest()
            check_kept(whole, case.case_id)
            check_lawful(open_work(whole))
            assert len(open_work(whole).unprinted) == 3
            assert sheets(world) == 0
            assert whole.kiosk.journal.verify().is_good
            if moment == "committed":
                return
            result = play_quickly(whole)
            assert result.outcome == "issued"
            assert result.case_number != case.case_id
            assert result.licence_number != case.licence_number
            check_nothing_twice(whole)


def test_killed_while_it_prints_the_sheet_is_found_again_and_not_printed_twice(
    tmp_path: Path,
) -> None:
    with quick_world(tmp_path) as world:
        world.printer.tell("set", speed=1.0)
        killed_visit(world, "printing")
        world.lift_card()
        with hurried_kiosk(world) as whole:
            whole.wait_for(State.ATTRACT)
            (case,) = whole.kiosk.store.cases.newest()
            check_kept(whole, case.case_id)
            check_lawful(open_work(whole))
            assert whole.kiosk.store.prints.open_attempts() == ()
            assert whole.kiosk.store.prints.unsettled() == ()
            assert len(printer_state(world)["jobs"]) == 1
            assert sheets(world) == 1
            assert {name for _, name in open_work(whole).unprinted} == {
                "promise_letter.pdf",
                "receipt.pdf",
            }
            check_nothing_twice(whole)
