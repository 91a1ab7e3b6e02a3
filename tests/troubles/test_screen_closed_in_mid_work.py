# SPDX-License-Identifier: Apache-2.0
"""Whole kiosk: it is closed while a card is awaited or a sheet is printed."""

import time
from pathlib import Path

import pytest

from devices.printing.ipp import JobState
from kiosk.session.states import State
from tests.support.troubled import (
    check_lawful,
    check_noted,
    check_nothing_twice,
    hurried_kiosk,
    open_work,
    printer_state,
    sheets,
    stored,
    walk_to,
)
from tests.support.whole import quick_world

pytestmark = [pytest.mark.daemon, pytest.mark.slow]

CLOSED_WITHIN_S = 4.0
"""Three seconds for the workers, and something for process and store."""


def test_closing_does_not_wait_for_a_card(tmp_path: Path) -> None:
    with quick_world(tmp_path) as world:
        with hurried_kiosk(world, own_documents=True) as whole:
            walk_to(whole, "Notice")
            whole.tap("forward")
            whole.wait_for(State.CARD)
            whole.rest(0.5)
            began_s = time.monotonic()
        assert time.monotonic() - began_s < CLOSED_WITHIN_S
        with stored(world) as store:
            assert store.open_work().is_empty


def test_a_sheet_that_is_printed_while_the_kiosk_closes_comes_out_once(tmp_path: Path) -> None:
    with quick_world(tmp_path) as world:
        with hurried_kiosk(world, own_documents=True) as whole:
            walk_to(whole, "Review")
            world.printer.tell("set", speed=3.0)
            whole.tap("forward")
            whole.wait(lambda: bool(printer_state(world)["jobs"]), why="a job at the printer")
            whole.rest(0.7)
            began_s = time.monotonic()
        assert time.monotonic() - began_s < CLOSED_WITHIN_S
        (job,) = printer_state(world)["jobs"]
        assert JobState(job["state"]) is not JobState.CANCELED
        with stored(world) as store:
            assert len(store.prints.open_attempts()) == 1
        with hurried_kiosk(world) as whole:
            whole.wait_for(State.ATTRACT)
            assert sheets(world) == 1
            assert whole.kiosk.store.prints.open_attempts() == ()
            check_noted(whole, "print-ended", disposition="device_done")
            check_lawful(open_work(whole))
            check_nothing_twice(whole)


def test_a_printer_that_hangs_does_not_keep_the_kiosk_from_closing(tmp_path: Path) -> None:
    with quick_world(tmp_path) as world:
        with hurried_kiosk(world, own_documents=True) as whole:
            walk_to(whole, "Review")
            world.printer.tell("fault", kind="hang")
            whole.tap("forward")
            whole.wait_for(State.PRINTING)
            whole.rest(0.3)
            began_s = time.monotonic()
        assert time.monotonic() - began_s < CLOSED_WITHIN_S
        world.printer.tell("clear")
        with hurried_kiosk(world) as whole:
            whole.wait_for(State.ATTRACT)
            assert sheets(world) == 0
            check_lawful(open_work(whole))
            assert len(open_work(whole).unprinted) == 3
