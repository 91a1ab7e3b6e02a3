# SPDX-License-Identifier: Apache-2.0
"""A contactless card known by its number alone, such as a staff card; nothing on it is read."""

from threading import Event
from time import monotonic

from devices.card_reader.pcsc.apdu import ApduError, read_uid
from devices.card_reader.pcsc.slot_watch import STATUS_WAIT_S, Slot, SlotWatch
from devices.errors import CardUnreadableError
from devices.settings import CardSlotSettings


class ChipNumbers:
    """Waits for a card in the kiosk's card slot and tells its number (UID).

    The number can be copied: it stands for a person only together with a PIN. Reaches for the
    daemon at first use; used by one thread at a time.
    """

    def __init__(self, settings: CardSlotSettings) -> None:
        self._watch = SlotWatch(settings.reader)
        self._told: tuple[int, str, int] | None = None

    def read(self, *, deadline_s: float, cancelled: Event) -> bytes | None:
        """Wait for a card; None when none came or the wait was cancelled.

        A card that was told is not told again until it has left. One that does not answer, or
        has no such number, is asked again as long as it lies there.

        Raises:
            DeviceError: SLOT-1201 to -1205.

        """
        ends_at, wait_s = monotonic() + deadline_s, 0.0
        while not cancelled.is_set():
            for slot in self._watch.look(wait_s):
                is_new = slot.has_card and slot.presentation != self._told
                if is_new and (number := self._number(slot)):
                    self._told = slot.presentation
                    return number
            wait_s = min(STATUS_WAIT_S, ends_at - monotonic())
            if wait_s <= 0:
                break
        return None

    def close(self) -> None:
        """Let go of the daemon; the next call reaches for it again."""
        self._watch.close()

    def _number(self, slot: Slot) -> bytes:
        try:
            with self._watch.connect(slot) as card:
                return read_uid(card.transmit)
        except (CardUnreadableError, ApduError):
            return b""
