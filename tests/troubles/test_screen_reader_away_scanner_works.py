# SPDX-License-Identifier: Apache-2.0
"""Whole kiosk: the reader is unplugged, the scanner works. The service goes on."""

import sys
from pathlib import Path
from time import monotonic

import pytest

from kiosk.screens.views import CardView
from kiosk.session.states import State
from tests.support.troubled import (
    check_lawful,
    check_noted,
    check_told,
    check_wiped,
    hurried_kiosk,
    leave,
    open_work,
    walk_to,
)
from tests.support.whole import QUICK, WholeKiosk, quick_world, script

pytestmark = [pytest.mark.daemon, pytest.mark.slow]

BACK_S = 2.0
"""From the plug to a reader that is usable: the product's own limit."""


def card_page(whole: WholeKiosk) -> CardView:
    view = whole.screen.view
    assert isinstance(view, CardView)
    return view


def test_a_reader_unplugged_on_the_page_is_named_and_a_code_goes_on(tmp_path: Path) -> None:
    with (
        quick_world(tmp_path, has_scanner=True) as world,
        hurried_kiosk(world) as whole,
    ):
        walk_to(whole, "Notice")
        whole.tap("forward")
        whole.wait_for(State.CARD)
        assert card_page(whole).note == ""
        world.reader.tell("set", plugged=False)
        whole.wait(lambda: bool(card_page(whole).note), why="the line about the reader")
        assert "读卡器" in card_page(whole).note
        assert "READER-0101" in card_page(whole).note
        assert [way.enabled for way in card_page(whole).ways] == [False, True]
        world.show_code()
        whole.wait_for(State.LOOKUPS)
        check_noted(whole, "fault-raised", code="READER-0101")
        leave(whole)
        check_wiped(whole)
        assert State.OUT_OF_SERVICE not in whole.visited
        check_lawful(open_work(whole))


def test_a_reader_that_is_back_on_the_page_is_a_way_again_within_two_seconds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    patient = QUICK.replace("card_wait_s = 5.0", "card_wait_s = 20.0")
    with (
        quick_world(tmp_path, has_scanner=True) as world,
        hurried_kiosk(world, more=patient) as whole,
    ):
        walk_to(whole, "Notice")
        world.reader.tell("set", plugged=False)
        whole.tap("forward")
        whole.wait_for(State.CARD)
        whole.wait(lambda: bool(card_page(whole).note), why="the line about the reader")
        begun = monotonic()
        world.reader.tell("set", plugged=True)
        whole.wait(lambda: not card_page(whole).note, why="the reader back")
        took_s = monotonic() - begun
        check_noted(whole, "fault-cleared", code="READER-0101")
        world.lay_card()
        whole.wait_for(State.LOOKUPS)
        check_lawful(open_work(whole))
    with capsys.disabled():
        sys.stdout.write(f"\nreader back on the page: a way again after {took_s:.2f} s\n")
    assert took_s <= BACK_S


def test_a_kiosk_that_starts_without_its_reader_serves_by_code(tmp_path: Path) -> None:
    with quick_world(tmp_path, has_scanner=True) as world:
        world.reader.tell("set", plugged=False)
        with hurried_kiosk(world) as whole:
            result = whole.play(script(shows="code"), settle_s=0.02)
            assert result.outcome == "issued", result.stop_reason


def test_without_reader_and_scanner_the_kiosk_is_closed_until_one_is_back(
    tmp_path: Path,
) -> None:
    with (
        quick_world(tmp_path, has_scanner=True) as world,
        hurried_kiosk(world) as whole,
    ):
        assert world.scanner is not None
        walk_to(whole, "Notice")
        world.reader.tell("set", plugged=False)
        world.scanner.tell("set", plugged=False)
        whole.tap("forward")
        whole.wait_for(State.TROUBLE)
        leave(whole, State.OUT_OF_SERVICE)
        check_told(whole, "READER-0101")
        world.scanner.tell("set", plugged=True)
        whole.wait_for(State.ATTRACT)
        names = [report.device for report in whole.session.machine.reports]
        assert {"reader", "scanner"} <= set(names)
