# SPDX-License-Identifier: Apache-2.0
"""The guide lights are pulled out in mid-visit: the visit ends well, and staff sees it."""

from pathlib import Path

import pytest

from devices.states import LightPosition
from kiosk.session.states import State
from tests.support.guide_lights import MEDIUM, lights_table, running_lights, shown
from tests.support.troubled import QUICK_FINGER_S, walk_to
from tests.support.whole import QUICK, WholeKiosk, quick_world, script, whole_kiosk

pytestmark = [pytest.mark.daemon, pytest.mark.slow]

CARD = LightPosition.CARD_READER


def code_of(whole: WholeKiosk) -> str:
    """What staff is told of the lights."""
    (told,) = [one for one in whole.session.machine.reports if one.device == "guide_lights"]
    return told.code


def test_the_licence_comes_out_and_the_next_visit_has_light_again(
    tmp_path: Path,
) -> None:
    with running_lights() as lights, quick_world(tmp_path) as world:

        def pull(state: str) -> None:
            if state == State.BOARD.value:
                lights.send("fault", kind="unplug")

        with whole_kiosk(world, more=QUICK + lights_table(lights)) as whole:
            whole.wait_for(State.ATTRACT)
            assert code_of(whole) == ""
            result = whole.play(script(), settle_s=QUICK_FINGER_S, looked=pull)
            assert result.outcome == "issued"
            whole.wait(lambda: code_of(whole) == "LIGHT-1901", why="what staff is told")
            whole.wait_for(State.ATTRACT)
            assert whole.session.machine.fault_code == ""
            lights.send("lay")
            walk_to(whole, State.CARD.value)
            whole.wait(lambda: shown(lights) == {CARD: MEDIUM}, why="the light at the reader")
