# SPDX-License-Identifier: Apache-2.0
"""Cards of staff: a chip's number or the document of a person, kept as a keyed hash alone."""

import hashlib
import hmac
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from threading import Event as Cancelled
from time import monotonic
from typing import Final

from devices.card_reader.pcsc.chip_number import ChipNumbers
from devices.errors import DeviceError
from devices.identity.record import SourceKind
from devices.interfaces import IdentitySource
from devices.settings import CardSlotSettings
from kiosk.session.staff_acts import CHIP, DOCUMENT
from kiosk.store.keys import read_or_make_key

CARDS_KEY: Final = "staff-cards.key"
"""A chip's number has four bytes: without a key its hash would be guessed in a minute."""

TURN_S: Final = 1.0

Way = Callable[[float, Cancelled], str]
"""Waits so many seconds for a card: its keyed hash, empty where none came."""


class StaffCards:
    """The places of this kiosk at which a staff card can be laid; each on its own thread.

    Args:
        data_dir: where the key lies.
        sources: of the kiosk; the identity reader is one of the places.
        slot: settings of the card slot; None where there is none.

    """

    def __init__(
        self,
        data_dir: Path,
        sources: Mapping[SourceKind, IdentitySource],
        slot: CardSlotSettings | None,
    ) -> None:
        self._data_dir = data_dir
        self._chips = ChipNumbers(slot) if slot is not None else None
        self.ways: dict[SourceKind, Way] = {}
        """By the source that has the same device."""
        if self._chips is not None:
            self.ways[SourceKind.SSCARD_PCSC] = partial(self._chip, self._chips)
        if (reader := sources.get(SourceKind.SAM_SERIAL)) is not None:
            self.ways[SourceKind.SAM_SERIAL] = partial(self._document, reader)

    def first(self, wait_s: float) -> str:
        """Wait at all places by turns; empty where no card came. For the command alone.

        Raises:
            DeviceError: no place could be read.

        """
        ways, cancelled, ends_at = list(self.ways.values()), Cancelled(), monotonic() + wait_s
        while monotonic() < ends_at:
            for way in tuple(ways):
                try:
                    if card := way(TURN_S, cancelled):
                        return card
                except DeviceError:  # such as a reader that the running kiosk holds
                    ways.remove(way)
                    if not ways:
                        raise
        return ""

    def close(self) -> None:
        """Let go of the card slot; the sources are their owner's."""
        if self._chips is not None:
            self._chips.close()

    def _chip(self, chips: ChipNumbers, wait_s: float, cancelled: Cancelled) -> str:
        number = chips.read(deadline_s=wait_s, cancelled=cancelled)
        return self._hashed(CHIP, number) if number else ""

    def _document(self, reader: IdentitySource, wait_s: float, cancelled: Cancelled) -> str:
        record = reader.read(deadline_s=wait_s, cancelled=cancelled)
        return self._hashed(DOCUMENT, record.number.value.encode()) if record else ""

    def _hashed(self, kind: str, number: bytes) -> str:
        key = read_or_make_key(self._data_dir, CARDS_KEY, may_make=True)
        made = hmac.new(key, f"{kind}\n".encode() + number, hashlib.sha256)
        return f"{kind}:{made.hexdigest()}"
