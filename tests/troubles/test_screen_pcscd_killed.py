# SPDX-License-Identifier: Apache-2.0
"""Whole kiosk: the PC/SC daemon is killed and started anew under it, while a citizen waits."""

import sys
from pathlib import Path
from time import monotonic

import pytest

from kiosk.screens.views import CardView
from kiosk.session.states import State
from tests.support.pcscd import READER, CardSlot
from tests.support.troubled import check_lawful, hurried_kiosk, leave, open_work, walk_to
from tests.support.whole import QUICK, WholeKiosk, catalogue_asking, quick_world

pytestmark = [pytest.mark.daemon, pytest.mark.slow]

USABLE_AGAIN_S = 3.0
"""From the start of the daemon to a card that was read: the product's own limit."""

SLOT = f'[card_slot]\nreader = "{READER} 00 00"\n'
PATIENT = f"{QUICK.replace('card_wait_s = 5.0', 'card_wait_s = 20.0')}{SLOT}"


def go_to_card_page(whole: WholeKiosk) -> CardView:
    walk_to(whole, "Notice")
    whole.tap("forward")
    whole.wait_for(State.CARD)
    view = whole.screen.view
    assert isinstance(view, CardView)
    return view


@pytest.mark.parametrize("away_s", [0.5, 2.0, 6.0])
def test_a_card_put_in_while_the_daemon_was_away_is_read_soon_after_it_is_back(
    tmp_path: Path, card_slot: CardSlot, capsys: pytest.CaptureFixture[str], away_s: float
) -> None:
    catalogue = catalogue_asking(tmp_path, stored_data=True)
    with (
        quick_world(tmp_path) as world,
        hurried_kiosk(world, more=PATIENT, catalogue=catalogue) as whole,
    ):
        assert "sscard_pcsc" in [way.id for way in go_to_card_page(whole).ways]
        card_slot.daemon.send("set", running=False)
        card_slot.card.send("lay", card="chen-qiumei")
        whole.rest(away_s)
        begun = monotonic()
        card_slot.daemon.send("set", running=True)
        whole.wait_for(State.LOOKUPS)
        took_s = monotonic() - begun
        card_slot.card.send("lift")
        leave(whole)
        check_lawful(open_work(whole))
    with capsys.disabled():
        told = f"pcscd away for {away_s} s under the kiosk: card read {took_s:.2f} s after"
        sys.stdout.write(f"\n{told} its start (limit {USABLE_AGAIN_S} s)\n")
    assert took_s <= USABLE_AGAIN_S
