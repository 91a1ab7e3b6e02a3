# SPDX-License-Identifier: Apache-2.0
"""Whole kiosk: no paper, a jam. Printing waits, says so, and goes on; each sheet comes once."""

from pathlib import Path

import pytest

from kiosk.screens.views import PrintingView
from kiosk.session.states import State
from tests.support.troubled import (
    check_kept,
    check_lawful,
    check_noted,
    check_nothing_twice,
    check_told,
    hurried_kiosk,
    leave,
    open_work,
    printer_state,
    sheets,
    skip,
    walk_to,
)
from tests.support.whole import WholeKiosk, quick_world, script

pytestmark = [pytest.mark.daemon, pytest.mark.slow]


def code_shown(whole: WholeKiosk) -> str:
    view = whole.screen.view
    return view.code if isinstance(view, PrintingView) else ""


def test_printing_waits_for_paper_and_finishes_each_sheet_once(tmp_path: Path) -> None:
    with quick_world(tmp_path) as world, hurried_kiosk(world) as whole:
        walk_to(whole, "Review")
        world.printer.tell("set", paper=1)
        whole.tap("forward")
        whole.wait(lambda: code_shown(whole) == "PRINTER-0402", why="paper is asked for")
        check_told(whole, "PRINTER-0402")
        case = whole.session.case_number
        assert sheets(world) == 1
        world.printer.tell("lay")
        whole.wait_for(State.TAKE)
        assert whole.session.disposition == "issued"
        check_kept(whole, case)
        check_noted(whole, "fault-raised", code="PRINTER-0402", case_id=case)
        check_noted(whole, "fault-cleared", code="PRINTER-0402", case_id=case)
        check_nothing_twice(whole)
        assert sheets(world) == sum(job["sheets"] for job in printer_state(world)["jobs"])
        assert open_work(whole).is_empty


def test_a_jam_is_told_mended_and_the_licence_comes_out(tmp_path: Path) -> None:
    with quick_world(tmp_path) as world, hurried_kiosk(world) as whole:
        walk_to(whole, "Review", script(language="en"))
        world.printer.tell("fault", kind="jam", after_sheets=1)
        whole.tap("forward")
        whole.wait(lambda: code_shown(whole) == "PRINTER-0403", why="the jam is told")
        check_told(whole, "PRINTER-0403", language="en")
        world.printer.tell("clear", kind="jam")
        whole.wait_for(State.TAKE)
        check_noted(whole, "fault-raised", code="PRINTER-0403")
        check_noted(whole, "fault-cleared", code="PRINTER-0403")
        check_nothing_twice(whole)
        assert open_work(whole).is_empty


def test_paper_that_never_comes_ends_the_visit_and_leaves_no_sheet_for_the_next(
    tmp_path: Path,
) -> None:
    with quick_world(tmp_path) as world:
        with hurried_kiosk(world) as whole:
            walk_to(whole, "Review")
            world.printer.tell("set", paper=1)
            whole.tap("forward")
            whole.wait(lambda: code_shown(whole) == "PRINTER-0402", why="paper is asked for")
            case = whole.session.case_number
            skip(whole, 301.0)
            whole.wait_for(State.TROUBLE)
            check_told(whole, "PRINTER-0406")
            check_noted(whole, "fault-raised", code="PRINTER-0406", case_id=case)
            leave(whole, State.OUT_OF_SERVICE)
            whole.wait(lambda: whole.session.machine.fault_code == "PRINTER-0402")
            check_told(whole, "PRINTER-0402")
            world.printer.tell("lay")
            whole.wait_for(State.ATTRACT)
            assert sheets(world) == 1
        with hurried_kiosk(world) as whole:
            whole.wait_for(State.ATTRACT)
            check_kept(whole, case)
            check_lawful(open_work(whole))
            check_nothing_twice(whole)
            assert sheets(world) == 1
