# SPDX-License-Identifier: Apache-2.0
"""Bytes of a receipt printer: told apart however they come, and never better than they are."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.receipt_printer.commands import (
    Bitmap,
    ask_now,
    raster,
    tell_when_printed,
    without_commands,
)
from devices.receipt_printer.status import (
    Answers,
    Cleared,
    InOrder,
    Noise,
    Printed,
    RealTime,
    ReceiptStatus,
    Report,
    status_of_answers,
    status_of_report,
)
from devices.states import DeviceState, PaperSupply

# Epson TM series, as its reference describes the bits; 12 hex is "nothing to report".
WELL = bytes.fromhex("12 12 12 12")
PAPERS = {PaperSupply.FULL: 0x00, PaperSupply.LOW: 0x0C, PaperSupply.OUT: 0x6C}
REPORTED_PAPERS = {PaperSupply.FULL: 0x00, PaperSupply.LOW: 0x03, PaperSupply.OUT: 0x0F}
FLAGS = tuple(product((False, True), repeat=4))
EVERY_STATUS = [
    ReceiptStatus(online, cover, paper, cutter, broken)
    for (online, cover, cutter, broken), paper in product(FLAGS, PAPERS)
]


def answers_of(status: ReceiptStatus) -> bytes:
    """The four real-time answers that say this."""
    error = (0x08 if status.is_cutter_stuck else 0) | (0x20 if status.is_broken else 0)
    return bytes(
        (
            0x12 | (0 if status.is_online else 0x08),
            0x12 | (0x04 if status.is_cover_open else 0),
            0x12 | error,
            0x12 | PAPERS[status.paper],
        )
    )


def report_of(status: ReceiptStatus) -> bytes:
    """The report by itself that says this."""
    error = (0x08 if status.is_cutter_stuck else 0) | (0x20 if status.is_broken else 0)
    state = 0x10 | (0 if status.is_online else 0x08) | (0x20 if status.is_cover_open else 0)
    return bytes((state, error, REPORTED_PAPERS[status.paper], 0x0F))


@pytest.mark.parametrize("status", EVERY_STATUS)
def test_every_status_is_read_from_answers_and_from_reports(status: ReceiptStatus) -> None:
    assert status_of_answers(answers_of(status)) == status
    assert status_of_report(report_of(status)) == status


@pytest.mark.parametrize("status", EVERY_STATUS)
def test_only_a_printer_that_would_print_is_good(status: ReceiptStatus) -> None:
    would_print = (
        status.is_online
        and not status.is_cover_open
        and status.paper is not PaperSupply.OUT
        and not status.is_cutter_stuck
        and not status.is_broken
    )
    assert (status.code == "") is would_print
    assert status.device_state.is_good is would_print


def test_an_open_cover_is_told_before_the_paper_it_hides() -> None:
    status = ReceiptStatus(
        is_online=False, is_cover_open=True, paper=PaperSupply.OUT, is_cutter_stuck=True
    )
    assert status.code == "RECEIPT-1703"
    assert status.device_state is DeviceState.USER_ERROR
    assert status.told == "paper out, cover open, cutter stuck, offline"


def test_a_paper_end_that_stops_the_printing_is_one_though_the_sensor_sees_paper() -> None:
    assert status_of_answers(bytes.fromhex("1a 32 12 12")).paper is PaperSupply.OUT


@given(st.binary(max_size=6))
def test_what_is_no_answer_gives_no_status(octets: bytes) -> None:
    is_well_formed = len(octets) == 4 and all(octet & 0x93 == 0x12 for octet in octets)
    if is_well_formed:
        status_of_answers(octets)
    else:
        with pytest.raises(ValueError, match="no real-time answers"):
            status_of_answers(octets)


@pytest.mark.parametrize(
    "octets", ["", "10 00 00", "12 00 00 0f", "10 10 00 0f", "10 00 90 0f"]
)
def test_what_is_no_report_gives_no_status(octets: str) -> None:
    with pytest.raises(ValueError, match="no report"):
        status_of_report(bytes.fromhex(octets))


PIECES = st.one_of(
    st.sampled_from(EVERY_STATUS).map(lambda s: (report_of(s), Report(s))),
    st.sampled_from(EVERY_STATUS).map(
        lambda s: (answers_of(s)[:1], RealTime(answers_of(s)[0]))
    ),
    st.binary(min_size=4, max_size=4)
    .map(lambda raw: bytes(0x20 + octet % 95 for octet in raw))
    .map(lambda token: (b"\x37\x22" + token + b"\0", Printed(token))),
    st.just((b"\x37\x25\0", Cleared())),
    st.sampled_from([0xFF, 0x8A, 0xC3]).map(lambda octet: (bytes((octet,)), Noise(octet))),
)


@given(st.lists(PIECES, max_size=8), st.data())
def test_answers_are_told_apart_in_whatever_pieces_they_come(
    pieces: list[tuple[bytes, object]], data: st.DataObject
) -> None:
    octets = b"".join(piece for piece, _ in pieces)
    answers = Answers()
    found: list[object] = []
    while octets:
        size = data.draw(st.integers(1, len(octets)))
        found += answers.feed(octets[:size])
        octets = octets[size:]
    assert found == [meant for _, meant in pieces]


@given(st.binary(max_size=40))
def test_noise_never_proves_a_slip_but_by_its_own_token(octets: bytes) -> None:
    for answer in Answers().feed(octets):
        if isinstance(answer, Printed):
            assert b"\x37\x22" + answer.token in octets


@pytest.mark.parametrize(
    ("octets", "meant"),
    [
        ("11 13", []),  # flow control
        ("03", [InOrder(0x03)]),
        ("37 22 41 42 43 44 45", [Noise(0x37)]),
        ("37 41", [Noise(0x37), InOrder(0x41)]),
        ("10 90", [Noise(0x10), Noise(0x90)]),
    ],
)
def test_single_bytes_and_broken_answers(octets: str, meant: list[object]) -> None:
    found = list(Answers().feed(bytes.fromhex(octets)))
    assert [type(one) for one in found] == [type(one) for one in meant]


@given(st.binary(min_size=1, max_size=200).map(lambda raw: raw.replace(b"\xff", b"\x10\x04")))
def test_a_picture_gives_no_command_and_loses_one_dot_at_most_where_it_would(
    dots: bytes,
) -> None:
    sent = without_commands(dots)
    assert len(sent) == len(dots)
    for pair in (b"\x10\x04", b"\x10\x05", b"\x10\x14"):
        assert pair not in sent
    for before, after in zip(dots, sent, strict=True):
        assert after == before or (before, after) == (0x10, 0)


def test_a_long_picture_goes_in_bands_that_join_without_a_gap() -> None:
    picture = Bitmap(16, bytes(range(200)) + bytes(2 * 200))
    bands = list(raster(picture))
    assert [int.from_bytes(band[6:8], "little") for band in bands] == [128, 128, 44]
    assert b"".join(band[8:] for band in bands) == without_commands(picture.dots)
    assert {band[:6] for band in bands} == {bytes.fromhex("1d 76 30 00 02 00")}


@pytest.mark.parametrize(("width", "dots"), [(0, b"x"), (12, b"xx"), (16, b""), (16, b"xxx")])
def test_part_of_a_row_is_no_picture(width: int, dots: bytes) -> None:
    with pytest.raises(ValueError, match="not"):
        Bitmap(width, dots)


@pytest.mark.parametrize("token", [b"abc", b"abcde", b"ab\x10c", b"ab\x7fc"])
def test_a_token_is_four_printable_characters(token: bytes) -> None:
    with pytest.raises(ValueError, match="four printable"):
        tell_when_printed(token)


def test_there_are_four_real_time_statuses() -> None:
    assert [ask_now(kind).hex() for kind in (1, 2, 3, 4)] == [
        "100401",
        "100402",
        "100403",
        "100404",
    ]
    with pytest.raises(ValueError, match="no status 5"):
        ask_now(5)
