# SPDX-License-Identifier: Apache-2.0
"""The driver's codec against published frames, pieces, noise and damage."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.card_reader.sam_frame import (
    LONGEST_ANSWER,
    PREAMBLE,
    SPEED_COMMANDS,
    Command,
    Damage,
    FrameDamagedError,
    FrameParser,
    Response,
    Status,
    decode_response,
    decode_sam_id,
    encode_request,
    split_base_files,
)
from tests.devices.published_frames import (
    CHECK_BYTES,
    FIND_OK,
    GAVE_UP,
    HEAD,
    NO_ADDED_ADDRESS,
    NO_CARD,
    PHOTO,
    READ_BASE_OK,
    READ_BASE_SHA256,
    READ_FAILED_6985,
    REQUESTS,
    SAM_ID,
    SAM_ID_PRINTED,
    SELECT_OK,
    SET_MAX_RF_FRAME,
    STATUS_OK,
    TEXT_BLOCK,
    frame,
)

ANSWERS = (FIND_OK, NO_CARD, SELECT_OK, STATUS_OK, SAM_ID, NO_ADDED_ADDRESS, READ_BASE_OK)


def with_check(counted: bytes) -> bytes:
    check = 0
    for octet in counted:
        check ^= octet
    return HEAD + counted + bytes([check])


def responses(items: list[Response | Damage]) -> list[Response]:
    return [item for item in items if isinstance(item, Response)]


@pytest.mark.parametrize("name", REQUESTS)
def test_requests_are_the_published_ones(name: str) -> None:
    assert encode_request(Command[name]) == frame(REQUESTS[name])


def test_every_command_is_published_and_none_reads_fingerprints() -> None:
    with_data = {Command.SET_MAX_RF_FRAME.name}
    assert {command.name for command in Command} == set(REQUESTS) | with_data
    assert all(command.value[:2] != (0x30, 0x10) for command in Command)


def test_parameters_are_counted_and_checked() -> None:
    assert encode_request(Command.SET_MAX_RF_FRAME, b"\x50") == SET_MAX_RF_FRAME


def test_every_speed_of_a_module_has_its_command() -> None:
    spoken = {f"SET_BAUD_{baud}": command.name for baud, command in SPEED_COMMANDS.items()}
    assert spoken == {name: name for name in REQUESTS if name.startswith("SET_BAUD_")}


@pytest.mark.parametrize(("sw3", "check"), CHECK_BYTES.items())
def test_every_published_status_decodes(sw3: int, check: int) -> None:
    answer = decode_response(HEAD + bytes([0, 4, 0, 0, sw3, check]))
    assert answer == Response(0, 0, sw3)
    assert Status(answer.sw3)


def test_the_cards_own_status_is_kept_beside_the_deciding_one() -> None:
    assert decode_response(READ_FAILED_6985) == Response(0x69, 0x85, Status.READ_FAILED)


def test_published_card_reads_to_text_and_photo() -> None:
    assert hashlib.sha256(READ_BASE_OK).hexdigest().startswith(READ_BASE_SHA256)
    answer = decode_response(READ_BASE_OK)
    assert answer.sw3 == Status.OK
    assert split_base_files(answer.data) == (TEXT_BLOCK, PHOTO)


def test_published_sam_id_prints_as_on_the_label() -> None:
    assert decode_sam_id(decode_response(SAM_ID).data) == SAM_ID_PRINTED


def test_a_response_never_shows_its_data() -> None:
    assert repr(decode_response(READ_BASE_OK)) == "Response(00 00 90, 1284 bytes)"


@pytest.mark.parametrize(
    ("damaged", "damage"),
    [
        (b"", Damage.NOISE),
        (NO_CARD[1:], Damage.NOISE),
        (HEAD, Damage.LENGTH),
        (NO_CARD[:-1], Damage.LENGTH),
        (NO_CARD + b"\0", Damage.LENGTH),
        (HEAD + bytes.fromhex("00 03 00 00 03"), Damage.LENGTH),
        (NO_CARD[:-1] + b"\x85", Damage.CHECKSUM),
    ],
)
def test_what_is_no_whole_answer_is_named(damaged: bytes, damage: Damage) -> None:
    with pytest.raises(FrameDamagedError) as caught:
        decode_response(damaged)
    assert caught.value.damage is damage


@pytest.mark.parametrize("data", [b"", b"\0", b"\1\0\4", bytes(4) + b"x", READ_BASE_OK[10:-2]])
def test_base_files_whose_lengths_do_not_add_up_are_refused(data: bytes) -> None:
    with pytest.raises(FrameDamagedError):
        split_base_files(data)


@given(st.lists(st.sampled_from(ANSWERS), min_size=1, max_size=5), st.data())
def test_answers_come_out_whole_whatever_pieces_they_arrive_in(
    frames: list[bytes], data: st.DataObject
) -> None:
    stream = b"".join(frames)
    parser = FrameParser()
    items: list[Response | Damage] = []
    while stream:
        size = data.draw(st.integers(1, 64))
        items += parser.feed(stream[:size])
        stream = stream[size:]
    assert items == [decode_response(one) for one in frames]
    assert not parser.is_inside_frame


@given(st.binary(max_size=40).filter(lambda noise: PREAMBLE not in noise + PREAMBLE[:4]))
def test_an_answer_is_found_behind_noise(noise: bytes) -> None:
    items = FrameParser().feed(noise + NO_CARD)
    assert responses(items) == [Response(0, 0, Status.NO_CARD)]
    assert set(items) - set(responses(items)) <= {Damage.NOISE}


@given(st.binary(max_size=4000), st.integers(1, 300))
def test_no_stream_breaks_the_parser_or_makes_it_hoard(stream: bytes, size: int) -> None:
    parser = FrameParser()
    for start in range(0, len(stream), size):
        parser.feed(stream[start : start + size])
    parser.reset()
    assert parser.feed(NO_CARD) == [Response(0, 0, Status.NO_CARD)]


@given(st.integers(5, len(READ_BASE_OK) - 1), st.integers(1, 255))
def test_one_wrong_byte_never_passes_as_a_card(position: int, flip: int) -> None:
    damaged = bytearray(READ_BASE_OK)
    damaged[position] ^= flip
    assert Response(0, 0, 0x90, READ_BASE_OK[10:-1]) not in FrameParser().feed(bytes(damaged))


def test_a_preamble_inside_data_does_not_end_the_answer() -> None:
    data = HEAD + NO_CARD + bytes(70)
    whole = with_check((4 + len(data)).to_bytes(2, "big") + b"\0\0\x90" + data)
    assert FrameParser().feed(whole) == [Response(0, 0, Status.OK, data)]


def test_after_a_wrong_checksum_the_next_answer_is_found() -> None:
    damaged = STATUS_OK[:-1] + b"\0"
    assert FrameParser().feed(damaged + NO_CARD) == [
        Damage.CHECKSUM,
        Damage.NOISE,
        Response(0, 0, Status.NO_CARD),
    ]


def test_an_answer_swallowed_by_a_false_length_is_found() -> None:
    false_start = HEAD + b"\x00\x0b\x00"
    items = FrameParser().feed(false_start + NO_CARD)
    assert items[0] is Damage.CHECKSUM
    assert responses(items) == [Response(0, 0, Status.NO_CARD)]


@pytest.mark.parametrize("length", [0, 3, LONGEST_ANSWER + 1, 0xFFFF])
def test_an_impossible_length_is_not_waited_for(length: int) -> None:
    items = FrameParser().feed(HEAD + length.to_bytes(2, "big") + NO_CARD)
    assert items[0] is Damage.LENGTH
    assert responses(items) == [Response(0, 0, Status.NO_CARD)]


def test_a_module_that_gave_up_is_passed_over() -> None:
    parser = FrameParser()
    assert parser.feed(GAVE_UP[:-1]) == []
    assert parser.is_inside_frame
    assert parser.feed(GAVE_UP[-1:] + NO_CARD) == [
        Damage.GAVE_UP,
        Response(0, 0, Status.NO_CARD),
    ]


def test_a_doubled_byte_in_the_preamble_is_noise() -> None:
    shifted = NO_CARD[:1] + b"\0" + NO_CARD[1:]
    assert FrameParser().feed(shifted) == [Damage.NOISE]


ANSWER_TO = {
    Command.RESET: STATUS_OK,
    Command.STATUS: STATUS_OK,
    Command.SAM_ID: SAM_ID,
    Command.FIND: FIND_OK,
    Command.SELECT: SELECT_OK,
    Command.READ_BASE: READ_BASE_OK,
    Command.READ_ADDED_ADDRESS: with_check(b"\x01\x1c\0\0\x90" + bytes(280)),
    Command.READ_MANAGEMENT_NUMBER: with_check(b"\x00\x20\0\0\x90" + bytes(28)),
    Command.SET_MAX_RF_FRAME: STATUS_OK,
    **dict.fromkeys(SPEED_COMMANDS.values(), STATUS_OK),
}


@pytest.mark.parametrize("command", Command)
@pytest.mark.parametrize("asked", Command)
def test_a_late_answer_fits_no_other_command(command: Command, asked: Command) -> None:
    fits = command.is_answered_by(decode_response(ANSWER_TO[asked]))
    assert fits is (ANSWER_TO[command] == ANSWER_TO[asked])


@pytest.mark.parametrize("command", Command)
def test_errors_fit_every_command_and_idle_answers_only_their_own(command: Command) -> None:
    assert command.is_answered_by(Response(0, 0, Status.READ_FAILED))
    assert command.is_answered_by(decode_response(NO_CARD)) is (command is Command.FIND)
    is_address = command is Command.READ_ADDED_ADDRESS
    assert command.is_answered_by(decode_response(NO_ADDED_ADDRESS)) is is_address
