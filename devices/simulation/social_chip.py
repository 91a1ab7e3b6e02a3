# SPDX-License-Identifier: Apache-2.0
"""What the chip of a social-security card answers: selection, records, and nothing secret.

Source: LD/T 32-2015 part 5 (commands), ISO/IEC 7816-4 (status words).
"""

from typing import Final

from devices.simulation.social_card import HOLDER_FILE, SocialCard

DONE: Final = b"\x90\x00"

_APPLICATION: Final = bytes.fromhex("73 78 31 2E 73 68 2E C9 E7 BB E1 B1 A3 D5 CF")
"""DDF name of the application: sx1.sh.社会保障 in GBK."""

_WRONG_LENGTH: Final = bytes.fromhex("6700")
_NEEDS_KEY: Final = bytes.fromhex("6982")
_NO_FILE_SELECTED: Final = bytes.fromhex("6986")
_NOT_SUPPORTED: Final = bytes.fromhex("6A81")
_NOT_FOUND: Final = bytes.fromhex("6A82")
_NO_RECORD: Final = bytes.fromhex("6A83")
_WRONG_PARAMETERS: Final = bytes.fromhex("6A86")
_NO_INSTRUCTION: Final = bytes.fromhex("6D00")
_NO_CLASS: Final = bytes.fromhex("6E00")
_WRONG_KEY: Final = bytes.fromhex("63C2")

_HEADER_BYTES: Final = 4
_BY_NAME: Final = 0x04
_BY_ID, _BY_NUMBER = 0x00, 0x04


class SocialChip:
    """The chip of one card, from power-on to power-off."""

    def __init__(self, card: SocialCard) -> None:
        self.card = card
        self._file: int | None = None
        self._rest = b""

    def reset(self) -> None:
        """Forget what was selected, as after power-on."""
        self._file = None
        self._rest = b""

    def answer(self, command: bytes) -> bytes:
        """Data and status word for one command."""
        header, rest = command[:_HEADER_BYTES], command[_HEADER_BYTES:]
        if len(header) < _HEADER_BYTES:
            return _WRONG_LENGTH
        if header == b"\xff\xca\0\0":
            return self.card.uid + DONE if self.card.make.contactless else _NOT_SUPPORTED
        if command[0] != 0:
            return _NO_CLASS
        match command[1]:
            case 0xA4:
                return self._select(command[2], rest[1:])
            case 0xB2:
                return self._read(command[2], command[3] & 0x07, rest)
            case 0xC0:
                return self.rest(rest[0] if rest else 0)
            case 0x20 | 0x82:
                return _WRONG_KEY
            case _:
                return _NO_INSTRUCTION

    def hold_back(self, answer: bytes) -> bytes:
        """Keep the data of ``answer`` for GET RESPONSE; say 61xx instead."""
        self._rest = answer[:-2]
        return bytes((0x61, min(len(self._rest), 0xFF)))

    def rest(self, wanted: int) -> bytes:
        """Hand out what was held back, ``wanted`` bytes of it."""
        if not self._rest:
            return bytes.fromhex("6985")
        piece, self._rest = self._rest[:wanted], self._rest[wanted:]
        return piece + (bytes((0x61, len(self._rest))) if self._rest else DONE)

    def _select(self, how: int, name: bytes) -> bytes:
        self._file = None
        if how == _BY_NAME:
            is_known = self.card.make.named and name == _APPLICATION
            return DONE if is_known else _NOT_FOUND
        if how not in {0x00, 0x02}:
            return _WRONG_PARAMETERS
        file = int.from_bytes(name, "big")
        if file not in self.card.files:
            return _NOT_FOUND
        self._file = file
        return DONE

    def _read(self, which: int, how: int, wanted: bytes) -> bytes:
        if self._file is None:
            return _NO_FILE_SELECTED
        if self._file == HOLDER_FILE and self.card.make.version == "3.00":
            return _NEEDS_KEY
        if how not in {_BY_ID, _BY_NUMBER} or (how == _BY_ID and not self.card.make.by_id):
            return _WRONG_PARAMETERS
        records = self.card.files[self._file]
        numbered = enumerate(records, start=1)
        found = [
            bytes((name, len(value))) + value
            for number, (name, value) in numbered
            if which == (number if how == _BY_NUMBER else name)
        ]
        if not found:
            return _NO_RECORD
        if wanted not in {b"", b"\0", bytes((len(found[0]),))}:
            return bytes((0x6C, len(found[0])))
        return found[0] + DONE
