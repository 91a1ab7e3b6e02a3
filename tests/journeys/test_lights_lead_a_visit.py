# SPDX-License-Identifier: Apache-2.0
"""The guide lights through one visit: the right ones, in the right order, then none."""

from pathlib import Path

import pytest

from devices.states import FlashRate, LightPosition
from kiosk.session.states import State
from tests.support.guide_lights import (
    MEDIUM,
    QUICK,
    lights_on,
    lights_table,
    running_lights,
    shown,
    shown_before,
)
from tests.support.troubled import play_quickly, walk_to
from tests.support.whole import QUICK as SHORT_WAITS
from tests.support.whole import quick_world, whole_kiosk

pytestmark = [pytest.mark.daemon, pytest.mark.slow]

CARD, SHEETS = LightPosition.CARD_READER, LightPosition.DOCUMENT_PRINTER


def test_the_lights_lead_through_a_visit_and_leave_nothing_behind(tmp_path: Path) -> None:
    with running_lights() as lights, quick_world(tmp_path) as world:
        left = {CARD: FlashRate.QUICK, SHEETS: FlashRate.CONTINUOUS}
        lights_on(lights).show(left)  # as a kiosk that was killed leaves them
        with whole_kiosk(world, more=SHORT_WAITS + lights_table(lights)) as whole:
            whole.wait_for(State.ATTRACT)
            whole.wait(lambda: not shown(lights), why="darkness at the start")
            lights.send("lift")
            result = play_quickly(whole)
            whole.wait(lambda: not shown(lights), why="darkness at the end")
            seen = shown_before(lights)
            told = {one.device: one.code for one in whole.session.machine.reports}
            walk_to(whole, State.CARD.value)
            whole.wait(lambda: shown(lights) == {CARD: MEDIUM}, why="the light at the reader")
        assert not shown(lights)  # closed in mid-visit
    assert result.outcome == "issued"
    assert told["guide_lights"] == ""
    by_light = {place: [rate for of, rate in seen if of is place] for place in LightPosition}
    assert {place: rates for place, rates in by_light.items() if rates} == {
        CARD: [MEDIUM, "off", QUICK, "off"],
        SHEETS: [MEDIUM, QUICK, "off"],
    }
    order = [seen.index(one) for one in ((CARD, MEDIUM), (SHEETS, MEDIUM), (CARD, QUICK))]
    assert order == sorted(order)
