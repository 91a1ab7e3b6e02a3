# SPDX-License-Identifier: Apache-2.0
"""Commands and answers of chips: published bytes, 61xx, 6Cxx, and chips that never end."""

from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.card_reader.pcsc.apdu import (
    Answer,
    ApduError,
    Command,
    Instruction,
    Status,
    exchange,
    read_uid,
)

READ = Command(Instruction.READ_RECORD, 0x08, 0x00, expected=0)


class Chip:
    """Answers one after another, and keeps what it was asked."""

    def __init__(self, answers: Iterable[str]) -> None:
        self._answers = [bytes.fromhex(answer) for answer in answers]
        self.asked: list[str] = []

    def transmit(self, command: bytes) -> bytes:
        self.asked.append(command.hex(" "))
        return self._answers.pop(0)


def test_commands_are_the_published_ones() -> None:
    name = bytes.fromhex("73 78 31 2E 73 68 2E C9 E7 BB E1 B1 A3 D5 CF")
    select = Command(Instruction.SELECT, 0x04, 0x00, name)
    assert select.encode().hex() == "00a404000f7378312e73682ec9e7bbe1b1a3d5cf"
    file = Command(Instruction.SELECT, 0x02, 0x00, b"\xef\x05")
    assert file.encode().hex() == "00a4020002ef05"
    number = Command(Instruction.READ_RECORD, 0x01, 0x04, expected=0x14)
    assert number.encode().hex() == "00b2010414"
    assert READ.encode().hex() == "00b2080000"


def test_no_instruction_can_spend_a_try() -> None:
    assert {0x20, 0x24, 0x2C, 0x82, 0x84, 0x88}.isdisjoint(Instruction)


def test_neither_commands_nor_answers_show_data() -> None:
    command = Command(Instruction.SELECT, 0x04, 0x00, b"secret")
    assert repr(command) == "Command(00 a4 04 00, 6 bytes)"
    assert repr(Answer(0x9000, b"secret")) == "Answer(9000, 6 bytes)"


def test_a_plain_answer_is_taken_as_it_is() -> None:
    chip = Chip(["08 01 31 90 00"])
    assert exchange(chip.transmit, READ) == Answer(Status.OK, bytes.fromhex("08 01 31"))
    assert not Answer(Status.NO_FILE).is_ok


def test_a_wrong_length_is_asked_for_again_with_the_right_one() -> None:
    chip = Chip(["6C 03", "08 01 31 90 00"])
    assert exchange(chip.transmit, READ).data == bytes.fromhex("08 01 31")
    assert chip.asked == ["00 b2 08 00 00", "00 b2 08 00 03"]


def test_what_the_card_holds_back_is_fetched_in_its_pieces() -> None:
    chip = Chip(["61 02", "08 02 61 02", "6C 02", "31 32 90 00"])
    assert exchange(chip.transmit, READ) == Answer(0x9000, bytes.fromhex("08 02 31 32"))
    assert chip.asked[1:] == ["00 c0 00 00 02"] * 3


@pytest.mark.parametrize("answer", ["6C 05", "61 05", "00 61 00"])
def test_a_chip_that_never_ends_is_stopped(answer: str) -> None:
    with pytest.raises(ApduError, match="no end"):
        exchange(Chip([answer] * 99).transmit, READ)


@pytest.mark.parametrize("answer", ["", "90"])
def test_an_answer_has_a_status_word(answer: str) -> None:
    with pytest.raises(ApduError, match="status word"):
        exchange(Chip([answer]).transmit, READ)


def test_the_number_of_a_contactless_card_is_asked_of_the_reader() -> None:
    chip = Chip(["01 02 03 04 90 00"])
    assert read_uid(chip.transmit) == bytes.fromhex("01020304")
    assert chip.asked == ["ff ca 00 00 00"]
    assert read_uid(Chip(["6A 81"]).transmit) == b""


@given(data=st.binary(min_size=1, max_size=253), cuts=st.lists(st.integers(1, 60), max_size=20))
def test_in_whatever_pieces_it_comes_nothing_is_lost(data: bytes, cuts: list[int]) -> None:
    assert exchange(in_pieces(data, cuts), READ) == Answer(0x9000, data)


def in_pieces(data: bytes, cuts: list[int]) -> Callable[[bytes], bytes]:
    """A chip that gives ``data`` in pieces of these sizes, then the rest."""
    rest, sizes = data, list(cuts)

    def transmit(command: bytes) -> bytes:
        nonlocal rest
        if command[1] == Instruction.READ_RECORD:
            return bytes((0x61, min(len(rest), 0xFF)))
        size = sizes.pop(0) if sizes else len(rest)
        piece, rest = rest[:size], rest[size:]
        return piece + (bytes((0x61, len(rest))) if rest else b"\x90\x00")

    return transmit
