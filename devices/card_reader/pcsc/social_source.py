# SPDX-License-Identifier: Apache-2.0
"""The social-security card as a source of identity: stored data, read once a presentation."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Event
from time import monotonic
from typing import Final, TypeVar

from devices.card_reader.pcsc.slot_watch import STATUS_WAIT_S, Slot, SlotWatch
from devices.card_reader.pcsc.social_card import read_social_card
from devices.card_reader.pcsc.social_codec import RecordError
from devices.card_reader.pcsc.social_record import record_from
from devices.card_reader.pcsc.winscard import DEVICE, CardLine
from devices.errors import CardUnreadableError, DeviceAbsentError, DeviceError
from devices.identity.record import IdentityRecord, SourceKind
from devices.settings import CardSlotSettings
from devices.states import DeviceState, ProbeReport

PATIENCE_S: Final = 4.0
"""How long daemon or reader may be away before that is a fault: ``pcscd`` is restarted by the
system within a second or two, and readers re-enumerate."""

RETRY_S: Final = 0.1
"""Between two attempts to reach a daemon that is away."""

SETTLE_S: Final = 1.0
"""How long a daemon that was started anew may overlook a card that lies there."""

DEBOUNCE_S: Final = 1.0
"""A card that comes back sooner than this must stay as long to count as laid down anew."""

_STATES: Final = {
    "SLOT-1201": DeviceState.OFFLINE,
    "SLOT-1202": DeviceState.NO_DEVICE,
}

_T = TypeVar("_T")


@dataclass(frozen=True)
class _Presentation:
    """One laying down of a card; the card is known by a keyed digest only."""

    slot: tuple[int, str, int]
    digest: bytes
    left_at: float | None = None


class SocialCardSource:
    """The card slot of the kiosk; fulfils ``devices.interfaces.IdentitySource``.

    Reaches for the daemon at first use. Used by one thread at a time.
    """

    def __init__(self, settings: CardSlotSettings) -> None:
        self._settings = settings
        self._watch = SlotWatch(settings.reader)
        self._digest_key = secrets.token_bytes(16)
        self._last: _Presentation | None = None

    @property
    def kind(self) -> SourceKind:
        """Stored data: nobody here can tell whether the chip is genuine."""
        return SourceKind.SSCARD_PCSC

    def read(self, *, deadline_s: float, cancelled: Event) -> IdentityRecord | None:
        """Wait for a card and read it; None when no card came or the wait was cancelled.

        A card that was handed out before is not handed out again until it has left the slot.
        A daemon that dies and comes back within ``PATIENCE_S`` is not noticed.

        Raises:
            DeviceError: SLOT-1201 to -1205; CARD-0211 mute, CARD-0212 pulled out half way,
                CARD-0213 wants a key, CARD-0214 no social-security card, CARD-0215 damaged.

        """
        return _poll(lambda wait_s: self._try_to_read(wait_s, cancelled), deadline_s, cancelled)

    def wait_removed(self, *, deadline_s: float, cancelled: Event) -> bool:
        """Wait until the card that was read has left; False when one still lies there."""

        def is_removed(wait_s: float) -> bool | None:
            is_empty = not any(slot.has_card for slot in self._look(wait_s))
            has_left = is_empty if self._last is None else self._last.left_at is not None
            return True if has_left else None

        return _poll(is_removed, deadline_s, cancelled) is not None

    def probe(self) -> ProbeReport:
        """Test daemon and reader without a card; never raises DeviceError."""
        wanted = ("wanted", self._settings.reader or "any reader")
        try:
            slots = self._look(0.0)
        except DeviceError as error:
            state = _STATES.get(error.code, DeviceState.USER_ERROR)
            return ProbeReport(DEVICE, state, error.code, error.detail, (wanted,))
        found = ("reader", ", ".join(slot.name for slot in slots))
        return ProbeReport(DEVICE, DeviceState.ONLINE, facts=(found, wanted))

    def close(self) -> None:
        """Let go of the daemon; the next call reaches for it again."""
        self._watch.close()

    def _look(self, wait_s: float) -> tuple[Slot, ...]:
        """Look at the slots, and note when the last card was seen to be gone.

        A daemon that was just started has not looked into its readers yet: what lay there when
        its forerunner died lies there still, until the new one has had time to see it.
        """
        slots = self._watch.look(wait_s)
        last = self._last
        if last is None or last.left_at is not None:
            return slots
        conversation, name, _ = last.slot
        is_new = self._watch.conversation != conversation
        if is_new and self._watch.age_s < SETTLE_S:
            return slots
        here = [slot for slot in slots if slot.has_card and slot.name == name]
        if not any(is_new or slot.presentation == last.slot for slot in here):
            self._last = replace(last, left_at=monotonic())
        return slots

    def _try_to_read(self, wait_s: float, cancelled: Event) -> IdentityRecord | None:
        for slot in self._look(wait_s):
            is_known = self._last is not None and self._last.slot == slot.presentation
            if not slot.has_card or is_known:
                continue
            record = self._read_card(slot, cancelled)
            if record is None or cancelled.is_set():
                return None
            if self._is_new(slot, record, cancelled):
                return record
        return None

    def _read_card(self, slot: Slot, cancelled: Event) -> IdentityRecord | None:
        """Read the card, twice where its contacts bounced; None when it was only touched."""
        card = self._connect(slot, cancelled)
        if card is None:
            return None
        try:
            return _record_of(card)
        except CardUnreadableError:
            again = self._connect(slot, cancelled) if self._stays(slot, cancelled) else None
            if again is None:
                raise
        return _record_of(again)

    def _connect(self, slot: Slot, cancelled: Event) -> CardLine | None:
        """Power the card; None when it left before anything was read."""
        try:
            return self._watch.connect(slot)
        except CardUnreadableError:
            if not self._stays(slot, cancelled):
                return None
        return self._watch.connect(slot)

    def _stays(self, slot: Slot, cancelled: Event) -> bool:
        """Whether something lies in the slot still when the daemon has had time to notice."""
        if cancelled.wait(STATUS_WAIT_S):
            return False
        return any(now.has_card and now.name == slot.name for now in self._look(0.0))

    def _is_new(self, slot: Slot, record: IdentityRecord, cancelled: Event) -> bool:
        """Whether this is a new presentation, and remember it if so.

        The daemon counts insertions, so that a card taken out unseen is new all the same. Not
        so across its death: what lay there before and was not seen to leave is still the same.
        """
        number = record.number.value.encode()
        digest = hashlib.blake2b(number, key=self._digest_key).digest()
        last, here = self._last, slot.presentation
        if last is not None and last.digest == digest:
            if last.left_at is None and last.slot[0] != here[0]:
                self._last = replace(last, slot=here)
                return False
            is_bounce = last.left_at is not None and monotonic() - last.left_at < DEBOUNCE_S
            if is_bounce and (cancelled.wait(DEBOUNCE_S) or not self._is_still(slot)):
                return False
        self._last = _Presentation(here, digest)
        return True

    def _is_still(self, slot: Slot) -> bool:
        return any(now.presentation == slot.presentation for now in self._look(0.0))


def _record_of(card: CardLine) -> IdentityRecord:
    with card:
        stored = read_social_card(card.transmit)
    try:
        return record_from(stored)
    except RecordError as error:
        raise CardUnreadableError("CARD-0215", DEVICE, str(error)) from None


def _poll(
    attempt: Callable[[float], _T | None], deadline_s: float, cancelled: Event
) -> _T | None:
    """Repeat ``attempt`` until it gives a value; outlive a daemon that is away for a while.

    ``attempt`` is told how long it may wait: not at all at first.
    """
    deadline = monotonic() + deadline_s
    absent_since: float | None = None
    wait_s = 0.0
    while not cancelled.is_set():
        try:
            value = attempt(wait_s)
            absent_since = None
            if value is not None:
                return value
        except DeviceAbsentError as error:
            now = monotonic()
            absent_since = now if absent_since is None else absent_since
            is_hopeless = error.code == "SLOT-1203" or now - absent_since >= PATIENCE_S
            if is_hopeless or now + RETRY_S >= deadline:
                raise
            cancelled.wait(RETRY_S)
        wait_s = min(STATUS_WAIT_S, max(deadline - monotonic(), 0.0))
        if wait_s == 0.0:
            break
    return None
