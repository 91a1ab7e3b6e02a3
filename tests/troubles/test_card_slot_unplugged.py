# SPDX-License-Identifier: Apache-2.0
"""The card slot's reader is unplugged, or has another name than the configuration says.

Virtual readers cannot be pulled out of a running daemon, so here the daemon comes back without
it; how the loop takes a reader that leaves alone is in ``tests/devices/test_winscard.py``.
"""

from threading import Event, Timer

import pytest

from devices.card_reader.pcsc.social_source import SocialCardSource
from devices.errors import DeviceAbsentError
from devices.settings import CardSlotSettings
from devices.states import DeviceState
from tests.support.pcscd import READER, CardSlot

pytestmark = pytest.mark.daemon
NEVER = Event()


def test_a_reader_that_is_plugged_in_again_goes_on(
    social_source: SocialCardSource, card_slot: CardSlot
) -> None:
    assert social_source.probe().state is DeviceState.ONLINE
    card_slot.replug("Other PCD")
    card_slot.card.send("lay", card="chen-qiumei")
    Timer(0.7, card_slot.replug, (READER,)).start()
    assert social_source.read(deadline_s=10.0, cancelled=NEVER) is not None


def test_a_reader_that_stays_away_is_told_with_the_names_there_are(
    social_source: SocialCardSource, card_slot: CardSlot
) -> None:
    card_slot.replug("Other PCD")
    report = social_source.probe()
    assert (report.state, report.code) == (DeviceState.NO_DEVICE, "SLOT-1202")
    with pytest.raises(DeviceAbsentError, match="SLOT-1202") as caught:
        social_source.read(deadline_s=1.0, cancelled=NEVER)
    assert f"{READER} 00 00" in caught.value.detail
    assert "Other PCD 00 00, Other PCD 00 01" in caught.value.detail


def test_a_wrong_name_is_told_with_the_right_ones(card_slot: CardSlot) -> None:
    source = SocialCardSource(CardSlotSettings("ACME"))
    with pytest.raises(DeviceAbsentError, match=r"SLOT-1202.*'ACME'.*Virtual PCD 00 00"):
        source.read(deadline_s=0.5, cancelled=NEVER)
    source.close()
