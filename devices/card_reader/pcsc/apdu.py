# SPDX-License-Identifier: Apache-2.0
"""Commands to a chip and its answers, whatever card it is on. Pure: bytes in, bytes out.

Source: ISO/IEC 7816-4 (commands, status words), 7816-3 (61xx and 6Cxx of T=0).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

Transmit = Callable[[bytes], bytes]
"""Carries one command to the card and brings data and status word."""

_ROUNDS: Final = 32
"""More pieces than any record comes in; a chip that goes on promising data is stopped."""


class Instruction(IntEnum):
    """What a card is asked; nothing here can spend a try of a PIN or a key, on purpose."""

    SELECT = 0xA4
    READ_RECORD = 0xB2
    GET_RESPONSE = 0xC0
    GET_DATA = 0xCA


class Status(IntEnum):
    """Status words that are told apart; others stay numbers."""

    OK = 0x9000
    NEEDS_AUTHENTICATION = 0x6982
    NO_FILE = 0x6A82
    NO_RECORD = 0x6A83


class ApduError(ValueError):
    """The card's bytes are no answer, or never come to an end."""


@dataclass(frozen=True, repr=False)
class Command:
    """One command; its repr shows the header and lengths, never the data.

    Attributes:
        expected: how many bytes are wanted, 0 for all that there are (at most 256); None for
            a command that brings none.
        card_class: 0 for a card, 0xFF for what the reader answers itself.

    """

    instruction: Instruction
    p1: int
    p2: int
    data: bytes = b""
    expected: int | None = None
    card_class: int = 0

    def __repr__(self) -> str:
        return f"Command({self.encode()[:4].hex(' ')}, {len(self.data)} bytes)"

    def encode(self) -> bytes:
        """Bytes for the card, short form.

        >>> Command(Instruction.READ_RECORD, 0x08, 0x00, expected=0).encode().hex(" ")
        '00 b2 08 00 00'
        """
        header = bytes((self.card_class, self.instruction, self.p1, self.p2))
        body = bytes((len(self.data),)) + self.data if self.data else b""
        return header + body + (b"" if self.expected is None else bytes((self.expected,)))


@dataclass(frozen=True)
class Answer:
    """What came back; its repr shows status word and length, never the data."""

    status: int
    data: bytes = b""

    def __repr__(self) -> str:
        return f"Answer({self.status:04X}, {len(self.data)} bytes)"

    @property
    def is_ok(self) -> bool:
        """Whether the command was carried out."""
        return self.status == Status.OK


def exchange(transmit: Transmit, command: Command) -> Answer:
    """Send ``command`` and see its answer to the end.

    6Cxx repeats it with the length that the card names; 61xx fetches what the card holds back,
    in as many pieces as it wants.

    Raises:
        ApduError: no status word, or no end.

    """
    pending, data = command, b""
    for _ in range(_ROUNDS):
        octets = transmit(pending.encode())
        if len(octets) < len(b"SW"):
            message = "an answer without a status word"
            raise ApduError(message)
        data += octets[:-2]
        match octets[-2]:
            case 0x6C:
                pending = replace(pending, expected=octets[-1])
            case 0x61:
                pending = Command(Instruction.GET_RESPONSE, 0, 0, expected=octets[-1])
            case _:
                return Answer(int.from_bytes(octets[-2:], "big"), data)
    message = f"no end after {_ROUNDS} pieces"
    raise ApduError(message)


def read_uid(transmit: Transmit) -> bytes:
    """Number by which a contactless card makes itself known (UID); empty when it has none.

    Asked of the reader, not of the card (PC/SC part 3, 3.2.2.1.3); no proof of anything.
    """
    asking = Command(Instruction.GET_DATA, 0, 0, expected=0, card_class=0xFF)
    answer = exchange(transmit, asking)
    return answer.data if answer.is_ok else b""
