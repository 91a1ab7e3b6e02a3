# SPDX-License-Identifier: Apache-2.0
"""What a SAM-V module does with a request: states, no wire, no time.

EMPTY --lay--> NEW --find 9F--> FOUND --select 90--> SELECTED --read 90--> READ
any state --lift--> EMPTY; in READ a find answers 80 until the card is lifted, and
30 03 goes on answering 90 or 91.
"""

import struct
from collections import Counter
from enum import Enum
from typing import Final

from devices.simulation.sam_card import MANAGEMENT_NUMBER, Card
from devices.simulation.sam_wire import Request, answer_frame

OK: Final = 0x90
WRONG_ORDER: Final = 0x21
READ_FAILED: Final = 0x41
NO_CARD: Final = 0x80
SELECT_FAILED: Final = 0x81
NOT_ON_CARD: Final = 0x91
CARD_FOUND: Final = 0x9F

SAM_ID: Final = struct.pack("<HHIII", 5, 3, 20120105, 123456, 987654321)
RF_FRAME_SIZES: Final = range(0x18, 0x59)
BAUDS: Final = (115_200, 57_600, 38_400, 19_200, 9_600)

CARD_GONE_STATUS: Final = 0x6985
"""SW1 SW2 beside a failed read, as some modules pass the card's last status on."""


class Place(Enum):
    """How far the module has come with the card in its field."""

    EMPTY = "empty"
    NEW = "new"
    FOUND = "found"
    SELECTED = "selected"
    READ = "read"


class SamModule:
    """One module with its antenna; ``answer`` is its whole behaviour.

    Attributes:
        must_remove: whether a card that was read stays unfound until it is lifted.
        out_of_order: SW3 that answers everything (0x60, 0x66); 0 when the module is well.
        find_misses: how many of the next finds overlook a card.
        fingerprint_bytes: 0, 512 or 1024, what ``30 10`` gives.
        sam_id: 16 bytes, what ``12 FF`` gives.
        baud: speed that ``60 xx`` set, for whoever paces the line.
        requests: how often each request came, by its four hexadecimal digits.

    """

    def __init__(self) -> None:
        self.must_remove = True
        self.out_of_order = 0
        self.find_misses = 0
        self.fingerprint_bytes = 1024
        self.sam_id = SAM_ID
        self.baud = BAUDS[0]
        self.requests: Counter[str] = Counter()
        self.card: Card | None = None
        self.place = Place.EMPTY

    def lay(self, card: Card) -> None:
        """Put ``card`` into the field; one that lies there is taken away first."""
        self.card, self.place = card, Place.NEW

    def lift(self) -> None:
        """Take the card out of the field."""
        self.card, self.place = None, Place.EMPTY

    def restart(self) -> None:
        """Forget what was done with the card, as after power-on or ``10 FF``."""
        self.place = Place.EMPTY if self.card is None else Place.NEW

    def answer(self, request: Request) -> bytes:
        """Return the frame that answers ``request``."""
        self.requests[f"{request.words:04x}"] += 1
        if self.out_of_order:
            return answer_frame(self.out_of_order)
        match request:
            case Request(0x10FF, b""):
                self.restart()
                return answer_frame(OK)
            case Request(0x11FF, b""):
                return answer_frame(OK)
            case Request(0x12FF, b""):
                return answer_frame(OK, self.sam_id)
            case Request(0x61FF, parameters) if len(parameters) == 1:
                is_allowed = parameters[0] in RF_FRAME_SIZES
                return answer_frame(OK if is_allowed else WRONG_ORDER)
            case Request(words, b"") if words in range(0x6000, 0x6000 + len(BAUDS)):
                self.baud = BAUDS[words - 0x6000]
                return answer_frame(OK)
            case Request(words, b""):
                return self._answer_about_card(words)
            case _:
                return answer_frame(WRONG_ORDER)

    def _answer_about_card(self, words: int) -> bytes:
        match words:
            case 0x2001:
                return self._find()
            case 0x2002:
                return self._select()
            case 0x3001 | 0x3010 | 0x3003 | 0x3005:
                return self._read(words)
            case _:
                return answer_frame(WRONG_ORDER)

    def _find(self) -> bytes:
        is_held = self.place is Place.READ and self.must_remove
        if self.card is None or is_held:
            return answer_frame(NO_CARD)
        if self.find_misses > 0:
            self.find_misses -= 1
            return answer_frame(NO_CARD)
        self.place = Place.FOUND
        return answer_frame(CARD_FOUND, bytes(4))

    def _select(self) -> bytes:
        if self.place is not Place.FOUND:
            return answer_frame(SELECT_FAILED)
        self.place = Place.SELECTED
        return answer_frame(OK, bytes(8))

    def _read(self, words: int) -> bytes:
        if self.card is None:
            return answer_frame(READ_FAILED, card_status=CARD_GONE_STATUS)
        if self.place not in {Place.SELECTED, Place.READ}:
            return answer_frame(WRONG_ORDER)
        match words:
            case 0x3003 if not self.card.addresses:
                return answer_frame(NOT_ON_CARD)
            case 0x3003:
                return answer_frame(OK, self.card.addresses)
            case 0x3005:
                return answer_frame(OK, MANAGEMENT_NUMBER)
            case 0x3010:
                fingerprints = self.card.fingerprints[: self.fingerprint_bytes]
                return self._read_base(self.card.text, self.card.photo, fingerprints)
            case _:
                return self._read_base(self.card.text, self.card.photo)

    def _read_base(self, *files: bytes) -> bytes:
        self.place = Place.READ
        lengths = struct.pack(f">{len(files)}H", *map(len, files))
        return answer_frame(OK, lengths + b"".join(files))
