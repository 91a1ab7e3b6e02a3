# SPDX-License-Identifier: Apache-2.0
"""The PC/SC daemon dies under the running kiosk, and comes back."""

import sys
from threading import Event, Thread, Timer
from time import monotonic

import pytest

from devices.card_reader.pcsc import social_source as source_module
from devices.card_reader.pcsc.social_source import SocialCardSource
from devices.errors import DeviceAbsentError
from devices.identity.record import IdentityRecord
from devices.states import DeviceState
from tests.support.pcscd import CardSlot

pytestmark = pytest.mark.daemon
NEVER = Event()
USABLE_AGAIN_S = 3.0


class Reading(Thread):
    """A read that is under way."""

    def __init__(self, source: SocialCardSource) -> None:
        super().__init__()
        self._source = source
        self.record: IdentityRecord | None = None
        self.done_at = 0.0

    def run(self) -> None:
        self.record = self._source.read(deadline_s=20.0, cancelled=NEVER)
        self.done_at = monotonic()


@pytest.mark.parametrize("laid", ["before it died", "while it was away", "after it came back"])
def test_the_slot_is_usable_again_within_three_seconds(
    social_source: SocialCardSource,
    card_slot: CardSlot,
    capsys: pytest.CaptureFixture[str],
    laid: str,
) -> None:
    if laid == "before it died":
        card_slot.card.send("lay", card="liu-guizhen")
        assert social_source.read(deadline_s=5.0, cancelled=NEVER) is not None
        card_slot.card.send("lift")
        assert social_source.wait_removed(deadline_s=5.0, cancelled=NEVER)
    reading = Reading(social_source)
    reading.start()
    card_slot.daemon.send("set", running=False)
    if laid != "after it came back":
        card_slot.card.send("lay", card="chen-qiumei")
    Event().wait(0.5)
    card_slot.daemon.send("set", running=True)
    back_at = monotonic()
    if laid == "after it came back":
        card_slot.card.send("lay", card="chen-qiumei")
    reading.join(20.0)
    assert reading.record is not None
    assert reading.record.name == "陈秋美"
    took = reading.done_at - back_at
    with capsys.disabled():
        sys.stdout.write(f"\npcscd restarted, card laid {laid}: read {took:.2f} s after\n")
    assert took <= USABLE_AGAIN_S


def test_a_death_in_the_middle_of_reading_is_outlived(
    social_source: SocialCardSource, card_slot: CardSlot
) -> None:
    card_slot.card.send("set", latency_ms=100)
    card_slot.card.send("lay", card="chen-qiumei")
    reading = Reading(social_source)
    reading.start()
    while not card_slot.card.send("state")["requests"]:
        Event().wait(0.01)
    card_slot.daemon.send("set", running=False)
    card_slot.daemon.send("set", running=True)
    reading.join(20.0)
    assert reading.record is not None


def test_a_card_that_lay_there_all_the_time_is_not_handed_out_again(
    social_source: SocialCardSource, card_slot: CardSlot
) -> None:
    card_slot.card.send("lay", card="chen-qiumei")
    assert social_source.read(deadline_s=5.0, cancelled=NEVER) is not None
    card_slot.daemon.send("set", running=False)
    card_slot.daemon.send("set", running=True)
    assert social_source.read(deadline_s=2.0, cancelled=NEVER) is None
    asked = card_slot.card.send("state")["requests"]
    assert social_source.read(deadline_s=0.5, cancelled=NEVER) is None
    assert card_slot.card.send("state")["requests"] == asked, (
        "it was read once more, not on and on"
    )
    card_slot.card.send("lift")
    assert social_source.wait_removed(deadline_s=3.0, cancelled=NEVER)


def test_a_daemon_that_stays_away_is_told_and_the_slot_recovers_by_itself(
    social_source: SocialCardSource, card_slot: CardSlot
) -> None:
    card_slot.daemon.send("set", running=False)
    started = monotonic()
    with pytest.raises(DeviceAbsentError, match="SLOT-1201"):
        social_source.read(deadline_s=20.0, cancelled=NEVER)
    assert monotonic() - started >= source_module.PATIENCE_S
    report = social_source.probe()
    assert (report.state, report.code) == (DeviceState.OFFLINE, "SLOT-1201")
    with pytest.raises(DeviceAbsentError, match="SLOT-1201"):
        social_source.wait_removed(deadline_s=0.2, cancelled=NEVER)
    card_slot.daemon.send("set", running=True)
    assert social_source.probe().state is DeviceState.ONLINE


def test_a_wait_for_the_daemon_can_be_cancelled(
    social_source: SocialCardSource, card_slot: CardSlot
) -> None:
    card_slot.daemon.send("set", running=False)
    cancelled = Event()
    Timer(0.2, cancelled.set).start()
    assert social_source.read(deadline_s=20.0, cancelled=cancelled) is None
