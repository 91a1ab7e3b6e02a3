# SPDX-License-Identifier: Apache-2.0
"""Whole visits by keys alone: nothing is touched or out of reach, the ring is always seen.

The hands press real keys and lead the focus from stop to stop; see ``tests/support/key_hands``.
"""

from dataclasses import dataclass

import pytest

from kiosk.robot.result import Result
from tests.support.key_hands import KeyHands
from tests.support.whole import WholeKiosk, script

pytestmark = [pytest.mark.daemon, pytest.mark.no_cover]

IDLE = {"Attract", "Farewell"}
"""Pages of the hall, which show no ring before a key."""
QUICK_S = 0.05


@dataclass
class Looked:
    """Where the ring was whenever a page was looked at."""

    hands: KeyHands
    rings: list[tuple[str, str]]

    def __call__(self, page: str) -> None:
        self.rings.append((page, self.hands.ring()))


def visit(whole: WholeKiosk, name: str, *, knows_way_on: bool = False) -> tuple[Result, Looked]:
    """Play a shipped rehearsal without touching the glass."""
    hands = KeyHands(whole.window, knows_way_on=knows_way_on)
    looked = Looked(hands, [])
    result = whole.play(script(name), hands=hands, looked=looked, settle_s=QUICK_S)
    assert hands.troubles == []
    unseen = {page for page, ring in looked.rings if not ring}
    assert unseen <= IDLE
    return result, looked


def test_a_permit_on_a_promise_is_had_by_keys(whole: WholeKiosk) -> None:
    result, looked = visit(whole, "hygiene-permit-new")
    hands = looked.hands
    assert result.outcome == "issued"
    assert result.strokes == 2
    assert hands.presses <= 140, hands.presses
    assert result.typed_characters == 15


def test_a_business_is_renamed_in_chinese_by_keys(whole: WholeKiosk) -> None:
    result, looked = visit(whole, "individual-business-rename", knows_way_on=True)
    assert result.outcome == "accepted"
    assert looked.hands.presses <= 140, looked.hands.presses
