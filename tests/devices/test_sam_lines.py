# SPDX-License-Identifier: Apache-2.0
"""The simulated reader's lines: speeds that must fit, TCP, and what each knob does to them."""

import socket
from contextlib import closing
from threading import Event
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.card_reader.sam_reader import SamIdentityReader
from devices.settings import ReaderSettings
from devices.simulation.pty_line import SPEEDS
from devices.simulation.sam_emulator import SamEmulator
from devices.simulation.sam_module import BAUDS
from devices.simulation.tcp_line import TcpLine
from devices.simulation.uart import as_heard
from devices.states import DeviceState
from tests.devices.published_frames import PERSON, REQUESTS, STATUS_OK, frame
from tests.support.simulators import RunningSimulator, running_reader

STATUS = frame(REQUESTS["STATUS"])


@given(st.binary(max_size=40), st.sampled_from(BAUDS))
def test_a_listener_at_the_same_speed_hears_every_byte(octets: bytes, baud: int) -> None:
    assert as_heard(octets, sent_baud=baud, heard_baud=baud) == octets


@pytest.mark.parametrize("sent", BAUDS)
@pytest.mark.parametrize("heard", BAUDS)
def test_no_request_survives_another_speed(sent: int, heard: int) -> None:
    for request in REQUESTS.values():
        octets = frame(request)
        assert (as_heard(octets, sent_baud=sent, heard_baud=heard) == octets) is (sent == heard)


def test_a_fast_byte_is_lost_between_the_samples_of_a_slow_listener() -> None:
    assert as_heard(b"\xff", sent_baud=115_200, heard_baud=9600) == b"\xff"
    assert as_heard(b"\0", sent_baud=9600, heard_baud=115_200) == b"\0"
    assert as_heard(b"", sent_baud=9600, heard_baud=115_200) == b""


def test_a_speed_that_no_module_speaks_is_heard_as_nothing() -> None:
    with running_reader() as simulator:
        settings = ReaderSettings(port=simulator.address, baud=921_600)
        with closing(SamIdentityReader(settings)) as reader:
            assert reader.probe().detail == "configured 921600, answers at 115200"
        assert 921_600 not in SPEEDS.values()


def test_a_card_is_read_through_a_box_on_the_network() -> None:
    with running_reader("--tcp") as simulator:
        assert simulator.address.startswith("socket://127.0.0.1:")
        settings = ReaderSettings(port=simulator.address)
        simulator.send("lay", card="chen-qiumei")
        with closing(SamIdentityReader(settings)) as reader:
            record = reader.read(deadline_s=5.0, cancelled=Event())
            facts = dict(reader.probe().facts)
        assert record is not None
        assert record.name == "陈秋美"
        assert "tty" not in facts


def test_a_box_serves_one_host_and_comes_back_at_its_own_port() -> None:
    simulator = SamEmulator({"sample": PERSON}, TcpLine())
    simulator.start()
    try:
        address = simulator.address
        host, port = address.removeprefix("socket://").split(":")
        with socket.create_connection((host, int(port))) as first:
            first.sendall(STATUS)
            assert first.recv(64) == STATUS_OK
            with socket.create_connection((host, int(port))) as second:
                assert second.recv(64) == b""
            simulator.control("set", {"plugged": False})
            assert first.recv(64) == b""
        simulator.control("set", {"plugged": True})
        assert simulator.address == address
        with socket.create_connection((host, int(port))) as again:
            again.sendall(STATUS)
            assert again.recv(64) == STATUS_OK
        with socket.create_connection((host, int(port))) as next_one:
            next_one.sendall(STATUS)
            assert next_one.recv(64) == STATUS_OK
    finally:
        simulator.stop()


def test_what_a_host_that_left_asked_for_is_answered_to_nobody() -> None:
    simulator = SamEmulator({}, TcpLine())
    simulator.start()
    try:
        simulator.control("set", {"latency_ms": 100})
        host, port = simulator.address.removeprefix("socket://").split(":")
        with socket.create_connection((host, int(port))) as hasty:
            hasty.sendall(STATUS)
        Event().wait(0.2)
        assert simulator.control("state", {})["requests"] == {"11ff": 1}
    finally:
        simulator.stop()


def test_a_port_that_is_taken_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        line = TcpLine(taken.getsockname()[1])
        with pytest.raises(OSError, match="in use"):
            line.plug(baud=9600)
        line.close()


def test_each_command_may_have_its_own_latency(simulated_reader: RunningSimulator) -> None:
    simulated_reader.send("set", latency_ms=0, find_ms=150, select_ms=150, read_ms=300)
    simulated_reader.send("lay", card="chen-qiumei")
    with closing(SamIdentityReader(ReaderSettings(port=simulated_reader.address))) as reader:
        started = monotonic()
        assert reader.probe().state is DeviceState.ONLINE
        probed = monotonic()
        assert reader.read(deadline_s=5.0, cancelled=Event()) is not None
        assert monotonic() - probed > 0.6 > probed - started


def test_the_module_has_the_number_that_it_was_given(
    simulated_reader: RunningSimulator,
) -> None:
    simulated_reader.send("set", sam_id="05000100290233010700000008000000")
    with closing(SamIdentityReader(ReaderSettings(port=simulated_reader.address))) as reader:
        facts = dict(reader.probe().facts)
    assert facts["SAM id"] == "05.01-20120105-0000000007-0000000008"
    with pytest.raises(ValueError, match="32 hexadecimal digits"):
        SamEmulator({}, TcpLine()).control("set", {"sam_id": "00" * 17})
