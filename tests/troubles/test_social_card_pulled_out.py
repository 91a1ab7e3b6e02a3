# SPDX-License-Identifier: Apache-2.0
"""The social-security card is pulled out in the middle, or makes no good contact."""

from threading import Event

import pytest

from devices.card_reader.pcsc.social_source import SocialCardSource
from devices.errors import CardUnreadableError
from tests.support.pcscd import CardSlot

pytestmark = pytest.mark.daemon
NEVER = Event()


@pytest.mark.parametrize("where", ["a4", "b2"])
def test_a_card_pulled_out_in_the_middle_is_asked_for_again(
    social_source: SocialCardSource, card_slot: CardSlot, where: str
) -> None:
    card_slot.card.send("fault", kind="removed", on=where)
    card_slot.card.send("lay", card="chen-qiumei")
    with pytest.raises(CardUnreadableError, match="CARD-0212"):
        social_source.read(deadline_s=5.0, cancelled=NEVER)
    card_slot.card.send("lay", card="chen-qiumei")
    assert social_source.read(deadline_s=5.0, cancelled=NEVER) is not None


def test_a_card_pulled_out_after_it_was_read_is_not_missed(
    social_source: SocialCardSource, card_slot: CardSlot
) -> None:
    card_slot.card.send("lay", card="chen-qiumei")
    assert social_source.read(deadline_s=5.0, cancelled=NEVER) is not None
    card_slot.card.send("lift")
    assert social_source.wait_removed(deadline_s=3.0, cancelled=NEVER)


def test_a_mute_card_is_told_and_one_that_wakes_late_is_read(
    social_source: SocialCardSource, card_slot: CardSlot
) -> None:
    card_slot.card.send("fault", kind="mute", count=99)
    card_slot.card.send("lay", card="chen-qiumei")
    with pytest.raises(CardUnreadableError, match="CARD-0211"):
        social_source.read(deadline_s=5.0, cancelled=NEVER)
    card_slot.card.send("clear")
    assert social_source.read(deadline_s=5.0, cancelled=NEVER) is not None


def test_rubbish_is_read_once_more_and_then_told(
    social_source: SocialCardSource, card_slot: CardSlot
) -> None:
    card_slot.card.send("fault", kind="garbage", count=1)
    card_slot.card.send("lay", card="chen-qiumei")
    assert social_source.read(deadline_s=5.0, cancelled=NEVER) is not None
    card_slot.card.send("lift")
    assert social_source.wait_removed(deadline_s=3.0, cancelled=NEVER)
    card_slot.card.send("fault", kind="garbage", count=99)
    card_slot.card.send("lay", card="zhou-kaiyuan")
    with pytest.raises(CardUnreadableError, match="CARD-0215"):
        social_source.read(deadline_s=5.0, cancelled=NEVER)
