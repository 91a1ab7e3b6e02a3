# SPDX-License-Identifier: Apache-2.0
"""Whole kiosk: a social-security card where a chip is needed. It says why, and what does."""

from pathlib import Path

import pytest

from kiosk.screens.views import CardView, TroubleView
from kiosk.session.states import State
from tests.support.pcscd import READER, CardSlot
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
from tests.support.whole import QUICK, quick_world

pytestmark = [pytest.mark.daemon, pytest.mark.slow]

SLOT = f'{QUICK}[card_slot]\nreader = "{READER} 00 00"\n'


def test_a_social_security_card_is_no_proof_and_an_identity_card_is(
    tmp_path: Path, card_slot: CardSlot
) -> None:
    with quick_world(tmp_path) as world, hurried_kiosk(world, more=SLOT) as whole:
        walk_to(whole, "Notice")
        whole.tap("forward")
        whole.wait_for(State.CARD)
        page = whole.screen.view
        assert isinstance(page, CardView)
        assert page.ways == ()  # the slot is no way here: only who tries it hears why
        card_slot.card.send("lay", card="chen-qiumei")
        whole.wait_for(State.TROUBLE)
        check_told(whole, "CARD-0209")
        check_noted(whole, "fault-raised", code="CARD-0209")
        view = whole.screen.view
        assert isinstance(view, TroubleView)
        assert "居民身份证" in view.next_step
        assert whole.session.record is None
        card_slot.card.send("lift")
        whole.tap("forward")
        whole.wait_for(State.CARD)
        world.lay_card()
        whole.wait_for(State.LOOKUPS)
        leave(whole)
        check_wiped(whole)
        check_lawful(open_work(whole))
