# SPDX-License-Identifier: Apache-2.0
"""The number of a contactless card, by a real daemon and a virtual card."""

from collections.abc import Iterator
from threading import Event
from time import monotonic

import pytest

from devices.card_reader.pcsc.chip_number import ChipNumbers
from devices.errors import DeviceAbsentError
from devices.settings import CardSlotSettings
from tests.support.pcscd import READER, CardSlot

pytestmark = pytest.mark.daemon


@pytest.fixture
def chips(card_slot: CardSlot) -> Iterator[ChipNumbers]:
    chips = ChipNumbers(CardSlotSettings(f"{READER} 00 00"))
    yield chips
    chips.close()


def test_a_card_is_told_once_and_again_only_when_it_was_lifted(
    chips: ChipNumbers, card_slot: CardSlot
) -> None:
    assert chips.read(deadline_s=0.0, cancelled=Event()) is None
    card_slot.card.send("lay", card="chen-qiumei", contactless=True)
    first = chips.read(deadline_s=5.0, cancelled=Event())
    assert first is not None
    assert len(first) == 4
    assert chips.read(deadline_s=0.5, cancelled=Event()) is None
    card_slot.card.send("lift")
    assert chips.read(deadline_s=0.5, cancelled=Event()) is None
    card_slot.card.send("lay", card="chen-qiumei", contactless=True)
    assert chips.read(deadline_s=5.0, cancelled=Event()) == first


def test_a_card_without_a_number_is_asked_again_as_long_as_it_lies_there(
    chips: ChipNumbers, card_slot: CardSlot
) -> None:
    card_slot.card.send("fault", kind="sw", on="ca", sw="6a81", count=99)
    card_slot.card.send("lay", card="chen-qiumei", contactless=True)
    assert chips.read(deadline_s=1.0, cancelled=Event()) is None
    card_slot.card.send("clear")
    assert chips.read(deadline_s=5.0, cancelled=Event()) is not None


def test_a_wait_ends_when_it_is_cancelled_and_a_reader_that_is_away_is_told(
    chips: ChipNumbers, card_slot: CardSlot
) -> None:
    cancelled, began = Event(), monotonic()
    cancelled.set()
    assert chips.read(deadline_s=9.0, cancelled=cancelled) is None
    assert monotonic() - began < 1.0
    away = ChipNumbers(CardSlotSettings("ACME"))
    with pytest.raises(DeviceAbsentError, match="SLOT-1202"):
        away.read(deadline_s=0.0, cancelled=Event())
    away.close()
