# SPDX-License-Identifier: Apache-2.0
"""Whole kiosk: the printer does not answer, before a visit or when the paper is due."""

from pathlib import Path

import pytest

from kiosk.session.states import State
from tests.support.troubled import (
    case_said,
    check_kept,
    check_lawful,
    check_noted,
    check_nothing_twice,
    check_told,
    check_wiped,
    hurried_kiosk,
    leave,
    open_work,
    sheets,
    walk_to,
)
from tests.support.whole import quick_world

pytestmark = [pytest.mark.daemon, pytest.mark.slow]


def test_a_printer_that_is_off_keeps_the_kiosk_out_of_service_until_it_is_on(
    tmp_path: Path,
) -> None:
    with quick_world(tmp_path) as world:
        world.printer.tell("fault", kind="offline")
        with hurried_kiosk(world) as whole:
            whole.wait(lambda: whole.session.machine.checked_at is not None)
            assert State.ATTRACT not in whole.visited
            check_told(whole, "PRINTER-0401")
            check_noted(whole, "fault-raised", code="PRINTER-0401")
            world.printer.tell("clear")
            whole.wait_for(State.ATTRACT)
            check_noted(whole, "fault-cleared", code="PRINTER-0401")


def test_a_printer_that_goes_off_in_mid_visit_loses_no_case(tmp_path: Path) -> None:
    with quick_world(tmp_path) as world:
        with hurried_kiosk(world) as whole:
            walk_to(whole, "Review")
            world.printer.tell("fault", kind="offline")
            whole.tap("forward")
            whole.wait_for(State.TROUBLE)
            check_told(whole, "PRINTER-0401")
            case = case_said(whole)
            check_noted(whole, "fault-raised", code="PRINTER-0401", case_id=case)
            check_kept(whole, case)
            leave(whole, State.OUT_OF_SERVICE)
            check_wiped(whole)
            check_told(whole, "PRINTER-0401")
            check_noted(whole, "session-ended", disposition="fault", case_id=case)
        with hurried_kiosk(world) as whole:
            check_kept(whole, case)
            check_lawful(open_work(whole))
            assert {name for _, name in open_work(whole).unprinted} == {
                "licence.pdf",
                "promise_letter.pdf",
                "receipt.pdf",
            }
            world.printer.tell("clear")
            whole.wait_for(State.ATTRACT)
            assert sheets(world) == 0
            check_nothing_twice(whole)
