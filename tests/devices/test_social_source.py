# SPDX-License-Identifier: Apache-2.0
"""The card slot as a source of identity, against a real ``pcscd`` and a virtual card."""

from threading import Event, Timer
from time import monotonic

import pytest

from devices.card_reader.pcsc.apdu import read_uid
from devices.card_reader.pcsc.slot_watch import SlotWatch
from devices.card_reader.pcsc.social_source import DEBOUNCE_S, SocialCardSource
from devices.identity.record import Assurance, CardKind, IdentityRecord, SourceKind
from devices.interfaces import IdentitySource
from devices.settings import CardSlotSettings
from devices.states import DeviceState
from tests.support.pcscd import READER, CardSlot, running_card, wait_seen

pytestmark = pytest.mark.daemon
NEVER = Event()
SECRET_INSTRUCTIONS = {"20", "24", "82", "84", "88"}


def read(source: IdentitySource, deadline_s: float = 5.0) -> IdentityRecord | None:
    return source.read(deadline_s=deadline_s, cancelled=NEVER)


def removed(source: IdentitySource, deadline_s: float = 3.0) -> bool:
    return source.wait_removed(deadline_s=deadline_s, cancelled=NEVER)


def test_a_card_is_read_and_no_secret_is_tried(
    social_source: SocialCardSource, card_slot: CardSlot
) -> None:
    card_slot.card.send("lay", card="chen-qiumei")
    record = read(social_source)
    assert record is not None
    assert (record.kind, record.name) == (CardKind.SOCIAL_SECURITY, "陈秋美")
    assert (record.source, record.assurance) == (
        social_source.kind,
        Assurance.STORED_DATA,
    )
    assert social_source.kind is SourceKind.SSCARD_PCSC
    asked = card_slot.card.send("state")["requests"]
    assert isinstance(asked, dict)
    assert asked
    assert SECRET_INSTRUCTIONS.isdisjoint(asked)


@pytest.mark.parametrize("contactless", [True, False])
@pytest.mark.parametrize(
    "make",
    [{"version": "1.00"}, {"version": "2.00"}, {"named": "false"}, {"by_id": "false"}],
    ids=str,
)
def test_every_make_of_card_is_read_over_both_protocols(
    social_source: SocialCardSource,
    card_slot: CardSlot,
    make: dict[str, str],
    *,
    contactless: bool,
) -> None:
    card_slot.card.send("lay", card="zhou-kaiyuan", contactless=contactless, **make)
    record = read(social_source)
    assert record is not None
    assert record.name == "周开元"


@pytest.mark.parametrize("kind", ["wrong_length", "get_response"])
def test_a_chip_that_wants_to_be_asked_twice_is(
    social_source: SocialCardSource, card_slot: CardSlot, kind: str
) -> None:
    card_slot.card.send("fault", kind=kind, on="b2")
    card_slot.card.send("lay", card="chen-qiumei")
    assert read(social_source) is not None
    asked = card_slot.card.send("state")["requests"]
    assert isinstance(asked, dict)
    assert (asked["b2"], asked.get("c0", 0)) == ((10, 0) if kind == "wrong_length" else (9, 1))


def test_a_card_inserted_before_the_start_is_seen(card_slot: CardSlot) -> None:
    watch = SlotWatch(READER)
    wait_seen(watch, has_card=False)
    card_slot.card.send("lay", card="chen-qiumei")
    wait_seen(watch, has_card=True)
    watch.close()
    source = SocialCardSource(CardSlotSettings(READER))
    started = monotonic()
    assert read(source) is not None
    assert monotonic() - started < 1.0
    source.close()


def test_a_card_left_behind_is_not_the_next_citizens(
    social_source: SocialCardSource, card_slot: CardSlot
) -> None:
    card_slot.card.send("lay", card="chen-qiumei")
    assert read(social_source) is not None
    assert read(social_source, 0.6) is None
    assert not removed(social_source, 0.2)
    card_slot.card.send("lift")
    assert removed(social_source)
    card_slot.card.send("lay", card="zhou-kaiyuan")
    record = read(social_source)
    assert record is not None
    assert record.name == "周开元"


def test_a_card_put_back_at_once_must_stay(
    social_source: SocialCardSource, card_slot: CardSlot
) -> None:
    card_slot.card.send("lay", card="chen-qiumei")
    assert read(social_source) is not None
    card_slot.card.send("lift")
    assert removed(social_source)
    left = monotonic()
    card_slot.card.send("lay", card="chen-qiumei")
    assert read(social_source) is not None
    assert monotonic() - left >= DEBOUNCE_S


def test_a_card_taken_out_and_put_back_while_nobody_looked_is_new(
    social_source: SocialCardSource, card_slot: CardSlot
) -> None:
    """The daemon counts insertions, so the second one is told from the first."""
    card_slot.card.send("lay", card="chen-qiumei")
    assert read(social_source) is not None
    watch = SlotWatch(READER)
    wait_seen(watch, has_card=True)
    card_slot.card.send("lift")
    wait_seen(watch, has_card=False)
    card_slot.card.send("lay", card="chen-qiumei")
    wait_seen(watch, has_card=True)
    watch.close()
    assert read(social_source) is not None


def test_waiting_ends_at_its_deadline_or_when_it_is_cancelled(
    social_source: SocialCardSource, card_slot: CardSlot
) -> None:
    started = monotonic()
    assert read(social_source, 0.3) is None
    assert removed(social_source)
    cancelled = Event()
    Timer(0.1, cancelled.set).start()
    assert social_source.read(deadline_s=20.0, cancelled=cancelled) is None
    assert monotonic() - started < 3.0


def test_the_self_test_names_the_readers(
    social_source: SocialCardSource, card_slot: CardSlot
) -> None:
    report = social_source.probe()
    assert (report.device, report.state) == ("card_slot", DeviceState.ONLINE)
    assert report.facts == (("reader", f"{READER} 00 00"), ("wanted", f"{READER} 00 00"))
    other = SocialCardSource(CardSlotSettings("ACME"))
    missing = other.probe()
    other.close()
    assert (missing.state, missing.code) == (DeviceState.NO_DEVICE, "SLOT-1202")
    assert f"{READER} 00 00, {READER} 00 01" in missing.detail


def test_a_staff_card_can_be_told_by_its_reset_and_its_number(card_slot: CardSlot) -> None:
    watch = SlotWatch(READER)
    wait_seen(watch, has_card=False)
    card_slot.card.send("lay", card="chen-qiumei", contactless=True)
    wait_seen(watch, has_card=True)
    slot = watch.look()[0]
    assert slot.atr.startswith(b"\x3b")
    with watch.connect(slot) as card:
        assert len(read_uid(card.transmit)) == 4
    watch.close()


def test_of_two_readers_the_named_one_is_used(card_slot: CardSlot) -> None:
    with running_card(card_slot.daemon, slot=1) as back:
        card_slot.card.send("lay", card="chen-qiumei")
        back.send("lay", card="zhou-kaiyuan")
        for name, holder in (("00 01", "周开元"), (f"{READER} 00 00", "陈秋美")):
            source = SocialCardSource(CardSlotSettings(name))
            record = read(source)
            assert record is not None
            assert record.name == holder
            source.close()
