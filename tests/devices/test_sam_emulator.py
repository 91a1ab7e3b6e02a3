# SPDX-License-Identifier: Apache-2.0
"""The simulated module against published frames and its own state machine, byte by byte."""

import errno
import hashlib
import os
import select
import termios
import tty
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from time import monotonic

import pytest

from devices.simulation.pty_line import PtyLine
from devices.simulation.sam_emulator import SamEmulator
from devices.simulation.sam_faults import GARBAGE, Trouble
from tests.devices.published_frames import (
    CHECK_BYTES,
    FIND_OK,
    GAVE_UP,
    HEAD,
    NO_ADDED_ADDRESS,
    NO_CARD,
    PERSON,
    READ_BASE_OK,
    READ_FAILED_6985,
    READ_MANAGEMENT_NUMBER,
    READ_WITH_FINGERPRINT,
    READ_WITH_FINGERPRINT_SHA256,
    REQUESTS,
    SAM_ID,
    SELECT_OK,
    STATUS_OK,
    frame,
)

FIND, SELECT, READ, READ_ADDED = (
    frame(REQUESTS[name]) for name in ("FIND", "SELECT", "READ_BASE", "READ_ADDED_ADDRESS")
)
STATUS, RESET = frame(REQUESTS["STATUS"]), frame(REQUESTS["RESET"])
ANSWER_S = 3.0
SILENT_S = 0.3
QUIET_S = 0.08


class Host:
    """A host that knows nothing of frames: bytes out, bytes back."""

    def __init__(self, path: str) -> None:
        self._line = os.open(path, os.O_RDWR | os.O_NOCTTY)
        tty.setraw(self._line)

    def ask(self, request: bytes, *, answer_s: float = ANSWER_S) -> bytes:
        """Send ``request`` and collect what comes until the line is quiet."""
        self.send(request)
        return self.listen(answer_s)

    def set_speed(self, number: int) -> None:
        attributes = termios.tcgetattr(self._line)
        attributes[4] = attributes[5] = number
        termios.tcsetattr(self._line, termios.TCSANOW, attributes)

    def send(self, request: bytes) -> None:
        os.write(self._line, request)

    def listen(self, answer_s: float = ANSWER_S) -> bytes:
        collected = b""
        while select.select([self._line], [], [], QUIET_S if collected else answer_s)[0]:
            chunk = os.read(self._line, 4096)
            if not chunk:
                raise OSError(errno.EIO, "Input/output error: the line hung up")
            collected += chunk
        return collected

    def close(self) -> None:
        os.close(self._line)


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[SamEmulator]:
    simulator = SamEmulator({"sample": PERSON}, PtyLine(tmp_path / "reader"))
    simulator.start()
    yield simulator
    simulator.stop()
    assert not (tmp_path / "reader").is_symlink()


@pytest.fixture
def host(emulator: SamEmulator) -> Iterator[Host]:
    line = Host(emulator.address)
    yield line
    line.close()


def status_answer(sw3: int) -> bytes:
    return HEAD + bytes([0, 4, 0, 0, sw3, CHECK_BYTES[sw3]])


def test_idle_polls_and_module_requests_answer_as_published(host: Host) -> None:
    assert host.ask(STATUS) == STATUS_OK
    assert host.ask(RESET) == STATUS_OK
    assert host.ask(frame(REQUESTS["SAM_ID"])) == SAM_ID
    assert host.ask(FIND) == NO_CARD
    assert host.ask(SELECT) == status_answer(0x81)
    assert host.ask(READ) == READ_FAILED_6985


def test_a_card_is_found_selected_and_read_as_published(
    emulator: SamEmulator, host: Host
) -> None:
    emulator.control("lay", {"card": "sample"})
    assert host.ask(FIND) == FIND_OK
    assert host.ask(SELECT) == SELECT_OK
    assert host.ask(READ) == READ_BASE_OK
    assert host.ask(READ_ADDED) == NO_ADDED_ADDRESS


@pytest.mark.parametrize(
    ("size", "expected"),
    [(1024, (2321, "c4")), (512, (1809, "")), (0, (1297, "8f"))],
)
def test_a_read_with_fingerprints_has_the_published_sizes(
    emulator: SamEmulator, host: Host, size: int, expected: tuple[int, str]
) -> None:
    emulator.control("lay", {"card": "sample"})
    emulator.control("set", {"fingerprint_bytes": size})
    host.ask(FIND)
    host.ask(SELECT)
    answer = host.ask(READ_WITH_FINGERPRINT)
    bytes_in_all, check = expected
    assert len(answer) == bytes_in_all
    assert answer.hex().endswith(check)
    if size == 1024:
        digest = hashlib.sha256(answer).hexdigest()
        assert digest.startswith(READ_WITH_FINGERPRINT_SHA256)


def test_added_addresses_fill_four_columns(emulator: SamEmulator, host: Host) -> None:
    emulator.control("lay", {"card": "sample", "added": "甲路1号|乙路2号"})
    host.ask(FIND)
    host.ask(SELECT)
    answer = host.ask(READ_ADDED)
    assert len(answer) == 291
    assert answer[5:7] == b"\x01\x1c"
    assert answer[10 + 70 : 10 + 80].decode("utf-16-le") == "乙路2号 "
    assert host.ask(READ_MANAGEMENT_NUMBER)[5:7] == b"\x00\x20"


def test_a_card_that_was_read_must_be_lifted_to_be_found_again(
    emulator: SamEmulator, host: Host
) -> None:
    emulator.control("lay", {"card": "sample"})
    for request in (FIND, SELECT, READ):
        host.ask(request)
    assert host.ask(FIND) == NO_CARD
    assert host.ask(READ_ADDED) == NO_ADDED_ADDRESS
    emulator.control("set", {"must_remove": False})
    assert host.ask(FIND) == FIND_OK
    assert emulator.control("lift", {})["place"] == "empty"
    assert host.ask(FIND) == NO_CARD
    assert host.ask(READ_ADDED) == READ_FAILED_6985


def test_requests_out_of_order_are_refused(emulator: SamEmulator, host: Host) -> None:
    emulator.control("lay", {"card": "sample"})
    assert host.ask(SELECT) == status_answer(0x81)
    assert host.ask(READ) == status_answer(0x21)
    host.ask(FIND)
    assert host.ask(READ) == status_answer(0x21)
    host.ask(SELECT)
    host.ask(RESET)
    assert host.ask(READ) == status_answer(0x21)


@pytest.mark.parametrize(
    ("request_bytes", "sw3"),
    [
        (frame("00 03 20 01 23"), 0x10),
        (frame("00 02 20 22"), 0x11),
        (frame("00 30 20 01 22"), 0x11),
        (frame("00 04 20 01 22"), 0x11),
        (frame("00 03 77 01 75"), 0x21),
        (frame("00 04 20 01 50 75"), 0x21),
        (frame("00 04 61 FF 10 8A"), 0x21),
    ],
)
def test_a_wrong_request_is_answered_with_what_is_wrong(
    host: Host, request_bytes: bytes, sw3: int
) -> None:
    assert host.ask(request_bytes) == status_answer(sw3)
    assert host.ask(STATUS) == STATUS_OK


def test_requests_are_found_in_noise_and_in_pieces(host: Host) -> None:
    assert host.ask(b"\x00\xaa\xaa" + STATUS) == STATUS_OK
    assert host.ask(STATUS[:6], answer_s=0.02) == b""
    assert host.ask(STATUS[6:] + FIND) == STATUS_OK + NO_CARD


def test_the_rf_frame_size_is_taken(host: Host) -> None:
    assert host.ask(frame("00 04 61 FF 50 CA")) == STATUS_OK


@pytest.mark.parametrize(
    ("health", "sw3"), [("self-test-failed", 0x60), ("not-authorised", 0x66)]
)
def test_a_module_out_of_order_accepts_nothing(
    emulator: SamEmulator, host: Host, health: str, sw3: int
) -> None:
    emulator.control("set", {"health": health})
    assert host.ask(STATUS) == host.ask(FIND) == status_answer(sw3)
    emulator.control("clear", {})
    assert host.ask(STATUS) == STATUS_OK


def test_answers_come_at_the_speed_of_the_line(emulator: SamEmulator, host: Host) -> None:
    emulator.control("lay", {"card": "sample"})
    host.ask(FIND)
    host.ask(SELECT)
    started = monotonic()
    answer = host.ask(READ)
    taken_s = monotonic() - started - QUIET_S
    assert answer == READ_BASE_OK
    assert 0.112 <= taken_s < 1.0


def test_a_new_speed_begins_after_its_own_answer(emulator: SamEmulator, host: Host) -> None:
    assert host.ask(frame("00 03 60 04 67")) == STATUS_OK
    knobs = emulator.control("state", {})["knobs"]
    assert isinstance(knobs, dict)
    assert knobs["baud"] == 9600
    assert host.ask(STATUS, answer_s=SILENT_S) == b""
    host.set_speed(termios.B9600)
    started = monotonic()
    host.ask(frame(REQUESTS["SAM_ID"]))
    assert monotonic() - started - QUIET_S > 27 * 10 / 9600


def test_finds_can_miss_a_card_that_just_landed(emulator: SamEmulator, host: Host) -> None:
    emulator.control("set", {"find_misses": 2})
    emulator.control("lay", {"card": "sample"})
    assert [host.ask(FIND) for _ in range(3)] == [NO_CARD, NO_CARD, FIND_OK]


@pytest.mark.parametrize(
    ("trouble", "expected"),
    [
        (Trouble.SILENCE, b""),
        (Trouble.HALF_FRAME, STATUS_OK[:5]),
        (Trouble.BAD_CHECKSUM, STATUS_OK[:-1] + b"\x6b"),
        (Trouble.WRONG_LENGTH, HEAD + b"\x00\x05\0\0\x90\x95"),
        (Trouble.GARBAGE_PREFIX, GARBAGE + STATUS_OK),
        (Trouble.DOUBLED_BYTE, b"\xaa\x00" + STATUS_OK[1:]),
        (Trouble.DUPLICATE, STATUS_OK * 2),
        (Trouble.GAVE_UP, GAVE_UP),
        (Trouble.STATUS, status_answer(0x24)),
    ],
)
def test_each_trouble_befalls_as_many_answers_as_it_was_given(
    emulator: SamEmulator, host: Host, trouble: Trouble, expected: bytes
) -> None:
    emulator.control("fault", {"kind": trouble, "count": 2, "on": "11 FF", "sw3": "0x24"})
    assert host.ask(FIND) == NO_CARD
    answer_s = SILENT_S if trouble is Trouble.SILENCE else ANSWER_S
    answers = [host.ask(STATUS, answer_s=answer_s) for _ in range(3)]
    assert answers == [expected, expected, STATUS_OK]


def test_a_late_answer_comes_before_the_next_one(emulator: SamEmulator, host: Host) -> None:
    emulator.control("set", {"late_ms": 250})
    emulator.control("fault", {"kind": "late"})
    assert host.ask(STATUS, answer_s=0.05) == b""
    assert host.ask(FIND) == STATUS_OK + NO_CARD


@pytest.mark.parametrize("after_bytes", [0, 600])
def test_a_card_lifted_half_way_cuts_the_answer(
    emulator: SamEmulator, host: Host, after_bytes: int
) -> None:
    emulator.control("lay", {"card": "sample"})
    emulator.control("lift", {"after_bytes": after_bytes})
    host.ask(FIND)
    host.ask(SELECT)
    assert host.ask(READ, answer_s=SILENT_S) == READ_BASE_OK[:after_bytes]
    assert host.ask(FIND) == NO_CARD


def test_an_unplugged_port_vanishes_and_comes_back_at_the_same_path(
    emulator: SamEmulator, host: Host
) -> None:
    emulator.control("set", {"plugged": False})
    with pytest.raises(OSError, match="Input/output"):
        host.ask(STATUS)
    assert not Path(emulator.address).exists()
    emulator.control("set", {"plugged": True})
    again = Host(emulator.address)
    assert again.ask(STATUS) == STATUS_OK
    again.close()


def test_a_fault_unplugs_in_the_middle_of_an_answer(emulator: SamEmulator, host: Host) -> None:
    emulator.control("fault", {"kind": "unplug"})
    with pytest.raises(OSError, match="Input/output"):
        host.ask(STATUS)
    emulator.control("clear", {})
    assert Path(emulator.address).exists()


def test_a_module_just_plugged_in_is_deaf_for_a_while(emulator: SamEmulator) -> None:
    emulator.control("set", {"power_on_ms": 600, "plugged": False})
    emulator.control("set", {"plugged": True})
    again = Host(emulator.address)
    assert again.ask(STATUS, answer_s=0.1) == b""
    assert again.listen(0.7) == b""
    assert again.ask(STATUS) == STATUS_OK
    again.close()


def test_what_no_host_fetches_is_lost_and_the_module_goes_on(
    emulator: SamEmulator, host: Host
) -> None:
    emulator.control("set", {"baud": 10_000_000, "chunk_bytes": 4096, "latency_ms": 0})
    emulator.control("lay", {"card": "sample"})
    host.ask(FIND)
    host.ask(SELECT)
    for _ in range(150):
        host.send(READ)
    while emulator.control("state", {})["requests"] != {"2001": 1, "2002": 1, "3001": 150}:
        Event().wait(0.02)
    assert len(host.listen()) < 150 * len(READ_BASE_OK)
    assert host.ask(STATUS) == STATUS_OK


def test_a_link_left_by_a_dead_simulator_is_replaced(tmp_path: Path) -> None:
    link = tmp_path / "reader"
    link.symlink_to("/dev/pts/nowhere")
    simulator = SamEmulator({}, PtyLine(link))
    simulator.start()
    assert Path(simulator.address).exists()
    simulator.stop()


@pytest.mark.parametrize(
    ("verb", "arguments", "reason"),
    [
        ("jump", {}, "no verb.*lay, lift"),
        ("lay", {"card": "nobody"}, "no person.*sample"),
        ("lay", {"card": "sample", "kind": "passport"}, "no kind.*resident"),
        ("lay", {"card": "sample", "added": "1|2|3|4|5"}, "holds 4"),
        ("lay", {"card": "sample", "added": "路" * 36}, "36 UTF-16 units"),
        ("lay", {"card": "broken"}, "has no name"),
        ("lift", {"now": 1}, "unknown arguments: now"),
        ("lift", {"after_bytes": "x"}, "invalid literal"),
        ("fault", {"kind": "fire"}, "no trouble.*silence"),
        ("set", {"colour": 1}, "no knob.*baud"),
        ("set", {"plugged": "maybe"}, "true or false"),
        ("set", {"health": "fine"}, "self-test-failed"),
        ("set", {"baud": 0}, "above zero"),
        ("set", {"baud": "fast"}, "baud is a whole number, not 'fast'"),
        ("state", {"x": 1}, "unknown arguments: x"),
    ],
)
def test_a_hand_that_errs_is_told_how(
    tmp_path: Path, verb: str, arguments: dict[str, object], reason: str
) -> None:
    persons = {"sample": PERSON, "broken": {"sex": "1"}}
    with pytest.raises(ValueError, match=reason):
        SamEmulator(persons, PtyLine(tmp_path / "reader")).control(verb, arguments)


def test_an_unplugged_simulator_stops_too(tmp_path: Path) -> None:
    simulator = SamEmulator({}, PtyLine(tmp_path / "reader"))
    simulator.start()
    simulator.control("set", {"plugged": False})
    simulator.stop()
