# SPDX-License-Identifier: Apache-2.0
"""The hand on the simulated card, and the line that keeps it in the reader; no daemon."""

import socket
from collections.abc import Iterator
from threading import Event
from time import monotonic

import pytest

from devices.simulation.card_emulator import CardEmulator
from kiosk.simulate.persons import SHIPPED_FOLDER, load_persons

PERSONS = load_persons(SHIPPED_FOLDER / "persons.yaml")
SELECT = bytes.fromhex("00A4020002EF06")
READ_NUMBER = bytes.fromhex("00B2080000")
DONE = b"\x90\x00"


class Reader:
    """The daemon's end of the line, as vpcd speaks it."""

    def __init__(self, server: socket.socket) -> None:
        self._line, _ = server.accept()
        self._line.settimeout(5.0)

    def order(self, code: int) -> None:
        self._line.sendall(b"\0\1" + bytes((code,)))

    def ask(self, body: bytes) -> bytes:
        """Send in two writes, as vpcd does; empty when the card hung up."""
        self._line.sendall(len(body).to_bytes(2, "big"))
        self._line.sendall(body)
        return self._exactly(int.from_bytes(self._exactly(2), "big"))

    def is_empty(self) -> bool:
        return self._line.recv(1) == b""

    def close(self) -> None:
        self._line.close()

    def _exactly(self, size: int) -> bytes:
        octets = b""
        while len(octets) < size and (piece := self._line.recv(size - len(octets))):
            octets += piece
        return octets


@pytest.fixture
def server() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(5.0)
        yield listening


@pytest.fixture
def emulator(server: socket.socket) -> Iterator[CardEmulator]:
    card = CardEmulator(PERSONS, *server.getsockname())
    card.start()
    yield card
    card.stop()


def laid(emulator: CardEmulator, server: socket.socket, **make: object) -> Reader:
    emulator.control("lay", {"card": "chen-qiumei", **make})
    return Reader(server)


def test_a_laid_card_is_in_the_reader_until_it_is_lifted(
    emulator: CardEmulator, server: socket.socket
) -> None:
    assert emulator.address == f"127.0.0.1:{server.getsockname()[1]}"
    reader = laid(emulator, server)
    assert reader.ask(b"\x04").startswith(b"\x3b")
    assert reader.ask(SELECT) == DONE
    assert reader.ask(READ_NUMBER).endswith(DONE)
    state = emulator.control("state", {})
    assert (state["card"], state["place"]) == ("chen-qiumei", "in")
    assert state["requests"] == {"a4": 1, "b2": 1}
    reader.order(2)
    assert reader.ask(READ_NUMBER) == b"\x69\x86"
    assert emulator.control("lift", {})["card"] is None
    assert reader.is_empty()
    reader.close()


def test_it_comes_back_by_itself_when_the_daemon_hung_up(
    emulator: CardEmulator, server: socket.socket
) -> None:
    reader = laid(emulator, server)
    assert reader.ask(SELECT) == DONE
    reader.close()
    again = Reader(server)
    assert again.ask(READ_NUMBER) == b"\x69\x86", "what was selected is forgotten"
    again.close()


def test_it_waits_for_a_daemon_that_is_away() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        place = listening.getsockname()
    emulator = CardEmulator(PERSONS, *place)
    emulator.start()
    emulator.control("lay", {"card": "chen-qiumei"})
    Event().wait(0.15)
    assert emulator.control("state", {})["place"] == "out"
    with socket.create_server(place) as back:
        back.settimeout(5.0)
        Reader(back).close()
    emulator.stop()


@pytest.mark.parametrize(
    ("fault", "answer"),
    [
        ({"kind": "wrong_length"}, "6c14"),
        ({"kind": "get_response"}, "6114"),
        ({"kind": "sw", "sw": "6982"}, "6982"),
        ({"kind": "removed"}, ""),
    ],
)
def test_a_fault_befalls_one_answer(
    emulator: CardEmulator, server: socket.socket, fault: dict[str, str], answer: str
) -> None:
    reader = laid(emulator, server)
    assert reader.ask(SELECT) == DONE
    emulator.control("fault", {**fault, "on": "B2"})
    assert reader.ask(READ_NUMBER).hex() == answer
    if answer == "6114":
        assert reader.ask(bytes.fromhex("00C0000010"))[-2:] == b"\x61\x04"
        assert reader.ask(bytes.fromhex("00C0000004"))[-2:] == DONE
    elif answer:
        assert reader.ask(READ_NUMBER).endswith(DONE)
    assert emulator.control("state", {})["faults"] == []
    reader.close()


def test_a_mute_card_is_seen_and_breaks_off_when_it_gets_power(
    emulator: CardEmulator, server: socket.socket
) -> None:
    emulator.control("fault", {"kind": "mute"})
    reader = laid(emulator, server)
    assert reader.ask(b"\x04").startswith(b"\x3b")
    reader.order(1)
    assert reader.ask(b"\x04") == b""
    reader.close()
    again = Reader(server)
    again.order(1)
    assert again.ask(b"\x04").startswith(b"\x3b")
    again.close()


def test_the_knob_slows_it_down_and_clear_makes_it_well(
    emulator: CardEmulator, server: socket.socket
) -> None:
    reader = laid(emulator, server, contactless=True)
    assert emulator.control("set", {"latency_ms": 200})["knobs"] == {"latency_ms": 200}
    emulator.control("fault", {"kind": "sw", "count": 9})
    started = monotonic()
    assert reader.ask(SELECT) == b"\x69\x82"
    assert monotonic() - started >= 0.2
    state = emulator.control("clear", {})
    assert (state["knobs"], state["faults"]) == ({"latency_ms": 0}, [])
    assert reader.ask(SELECT) == DONE
    reader.close()


@pytest.mark.parametrize(
    ("verb", "arguments", "message"),
    [
        ("jump", {}, "no verb"),
        ("lay", {"card": "nobody"}, "no person"),
        ("lay", {"card": "chen-qiumei", "colour": "red"}, "unknown arguments: colour"),
        ("lay", {"card": "chen-qiumei", "version": "9.00"}, "a version is one of"),
        ("fault", {"kind": "rain"}, "no trouble"),
        ("fault", {"kind": "sw", "sw": "zz"}, "non-hexadecimal"),
        ("set", {"volume": 11}, "unknown arguments"),
        ("lift", {"now": True}, "unknown arguments"),
    ],
)
def test_what_makes_no_sense_is_refused(
    emulator: CardEmulator, verb: str, arguments: dict[str, object], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        emulator.control(verb, arguments)
