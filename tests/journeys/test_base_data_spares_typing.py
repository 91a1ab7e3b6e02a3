# SPDX-License-Identifier: Apache-2.0
"""The shipped rehearsal with base data that tell nothing, and with base data that know."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.whole import QUICK, WholeKiosk, quick_world, script, whole_kiosk

pytestmark = [pytest.mark.daemon, pytest.mark.slow]
QUICK_S = 0.06


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WholeKiosk]:
    """A whole kiosk that can ask base data."""
    folder: Path = tmp_path_factory.mktemp("known")
    with (
        quick_world(folder) as world,
        whole_kiosk(world, more=QUICK + world.base_data_table, reduced_motion=True) as whole,
    ):
        yield whole


def test_what_is_known_is_not_typed(
    known: WholeKiosk, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = script("hygiene-permit-new")
    known.world.platform.tell("set", base_unknown="all")
    without = known.play(wanted, settle_s=QUICK_S)
    known.world.platform.tell("clear")
    told = known.play(wanted, settle_s=QUICK_S)
    with capsys.disabled():
        figures = f"{without.typed_characters} without base data, {told.typed_characters} with"
        print(f"\ntyped characters: {figures}")  # noqa: T201  # the figure of this proof
    assert (without.outcome, told.outcome) == ("issued", "issued")
    assert told.typed_characters == without.typed_characters - len("13800000000")
    assert told.fields_asked == without.fields_asked - 1
    assert told.taps < without.taps


def test_an_accepted_notice_costs_two_taps_and_reaches_desk_and_base(known: WholeKiosk) -> None:
    wanted = replace(script("hygiene-permit-new"), offers={"notice:PN-2026-0001": "accept"})
    known.world.platform.tell("clear")
    plain = known.play(script("hygiene-permit-new"), settle_s=QUICK_S)
    offered = known.play(wanted, settle_s=QUICK_S)
    assert offered.outcome == "issued"
    assert offered.taps == plain.taps + 2  # accept, and on with the main matter
    known.kiosk.runtime._outgoing.wake()
    known.wait(lambda: known.kiosk.store.outbox.depth() == 0, why="the queue")
    there = known.world.platform.tell("state")
    desk = there["desk"]
    assert isinstance(desk, dict)
    assert desk["offers"] == ["notice:PN-2026-0001"]
    said = {"notice": "PN-2026-0001", "answer": "accept", "registered_by": "citizen"}
    assert there["notice_answers"] == [said]
