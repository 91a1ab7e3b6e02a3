# SPDX-License-Identifier: Apache-2.0
"""A card that wants a key, another kind of card, and one that another program holds."""

from threading import Event

import pytest

from config.faults import Audience, load_faults
from devices.card_reader.pcsc.slot_watch import SlotWatch
from devices.card_reader.pcsc.social_source import SocialCardSource
from devices.errors import CardRefusedError, CardUnreadableError, DeviceFailedError
from tests.support.pcscd import READER, CardSlot, wait_seen

pytestmark = pytest.mark.daemon
NEVER = Event()


def asked(card_slot: CardSlot) -> set[str]:
    requests = card_slot.card.send("state")["requests"]
    assert isinstance(requests, dict)
    return set(requests)


def test_a_third_generation_card_is_refused_with_the_way_out_and_no_secret_tried(
    social_source: SocialCardSource, card_slot: CardSlot
) -> None:
    card_slot.card.send("lay", card="chen-qiumei", version="3.00")
    with pytest.raises(CardRefusedError) as caught:
        social_source.read(deadline_s=5.0, cancelled=NEVER)
    assert caught.value.code == "CARD-0213"
    told = load_faults().text("CARD-0213", Audience.CITIZEN, "zh_CN")
    assert told.startswith("此卡需加密认证")
    assert "请用身份证" in told
    assert asked(card_slot) == {"a4", "b2"}


def test_an_older_card_that_is_locked_is_refused_alike(
    social_source: SocialCardSource, card_slot: CardSlot
) -> None:
    card_slot.card.send("fault", kind="sw", sw="6982", on="b2", count=99)
    card_slot.card.send("lay", card="chen-qiumei")
    with pytest.raises(CardRefusedError, match="CARD-0213"):
        social_source.read(deadline_s=5.0, cancelled=NEVER)
    assert asked(card_slot) == {"a4", "b2"}


@pytest.mark.parametrize("status", ["6E00", "6A82"])
def test_a_card_of_another_kind_is_refused(
    social_source: SocialCardSource, card_slot: CardSlot, status: str
) -> None:
    card_slot.card.send("fault", kind="sw", sw=status, count=99)
    card_slot.card.send("lay", card="chen-qiumei")
    with pytest.raises(CardRefusedError, match="CARD-0214"):
        social_source.read(deadline_s=5.0, cancelled=NEVER)


def test_a_card_held_by_another_program_is_told(
    social_source: SocialCardSource, card_slot: CardSlot
) -> None:
    other = SlotWatch(READER)
    wait_seen(other, has_card=False)
    card_slot.card.send("lay", card="chen-qiumei")
    wait_seen(other, has_card=True)
    with (
        other.connect(other.look()[0]),
        pytest.raises(DeviceFailedError, match="SLOT-1204"),
    ):
        social_source.read(deadline_s=5.0, cancelled=NEVER)
    other.close()
    assert social_source.read(deadline_s=5.0, cancelled=NEVER) is not None


def test_a_number_that_does_not_hold_is_no_identity(
    social_source: SocialCardSource, card_slot: CardSlot
) -> None:
    card_slot.card.send("fault", kind="other_number", count=99, on="b2")
    card_slot.card.send("lay", card="chen-qiumei")
    with pytest.raises(CardUnreadableError, match="CARD-0215") as caught:
        social_source.read(deadline_s=5.0, cancelled=NEVER)
    assert "4399" not in caught.value.detail
