# SPDX-License-Identifier: Apache-2.0
"""The door to pyserial: every way a line can fail is one error with its own code."""

import os
import socket
import sys
import tty
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from devices.card_reader.serial_line import open_line
from devices.errors import DeviceAbsentError
from devices.scanner.scanner_line import open_scanner_line


@pytest.fixture
def pty_ends() -> Iterator[tuple[int, str]]:
    module_end, host_end = os.openpty()
    tty.setraw(host_end)
    yield module_end, os.ttyname(host_end)
    for end in (module_end, host_end):
        try:
            os.close(end)
        except OSError:
            continue


def test_octets_go_both_ways_unchanged(pty_ends: tuple[int, str]) -> None:
    module_end, path = pty_ends
    every_octet = bytes(range(256))
    with open_line(path, baud=115_200) as line:
        line.write(every_octet)
        assert os.read(module_end, 512) == every_octet
        os.write(module_end, every_octet)
        assert line.read() == every_octet


def test_a_read_of_nothing_ends_soon(pty_ends: tuple[int, str]) -> None:
    with open_line(pty_ends[1], baud=9600) as line:
        assert line.read() == b""


def test_what_came_before_can_be_thrown_away(pty_ends: tuple[int, str]) -> None:
    with open_line(pty_ends[1], baud=115_200) as line:
        os.write(pty_ends[0], b"late")
        assert line.read() == b"late"
        os.write(pty_ends[0], b"later")
        line.discard_input()
        assert line.read() == b""


@pytest.mark.parametrize(
    ("port", "code"),
    [
        ("", "READER-0101"),
        ("/dev/serial/by-id/nothing", "READER-0101"),
        ("/", "READER-0101"),
        ("/dev/null", "READER-0101"),
        ("socket://127.0.0.1:1", "READER-0101"),
        ("carrier-pigeon://loft", "READER-0101"),
    ],
)
def test_a_port_that_is_no_line_is_absent(port: str, code: str) -> None:
    with pytest.raises(DeviceAbsentError) as caught:
        open_line(port, baud=115_200)
    assert caught.value.code == code
    assert caught.value.device == "reader"


def test_a_speed_that_makes_no_sense_is_told(pty_ends: tuple[int, str]) -> None:
    with pytest.raises(DeviceAbsentError, match="READER-0101"):
        open_line(pty_ends[1], baud=-5)


def test_a_line_held_by_another_is_told_apart(pty_ends: tuple[int, str]) -> None:
    with open_line(pty_ends[1], baud=115_200):
        with pytest.raises(DeviceAbsentError) as caught:
            open_line(pty_ends[1], baud=115_200)
        assert caught.value.code == "READER-0105"


@pytest.fixture
def ordinary_user() -> Iterator[None]:
    """Run as nobody where the tests run as root, who may open everything."""
    own = os.geteuid()
    if own == 0:
        os.seteuid(65534)
    yield
    os.seteuid(own)


def test_a_line_without_permission_is_told_apart(
    pty_ends: tuple[int, str], request: pytest.FixtureRequest
) -> None:
    Path(pty_ends[1]).chmod(0)
    request.getfixturevalue("ordinary_user")
    with pytest.raises(DeviceAbsentError) as caught:
        open_line(pty_ends[1], baud=115_200)
    assert caught.value.code == "READER-0106"


@pytest.mark.parametrize("use", ["read", "write", "discard_input"])
def test_a_line_that_vanishes_is_absent_whatever_is_done_with_it(
    pty_ends: tuple[int, str], use: str
) -> None:
    line = open_line(pty_ends[1], baud=115_200)
    os.close(pty_ends[0])

    def use_it() -> None:
        match use:
            case "read":
                line.read()
            case "write":
                line.write(b"x")
            case _:
                line.discard_input()
                line.read()  # a flush alone may go unnoticed

    with pytest.raises(DeviceAbsentError) as caught:
        use_it()
    assert caught.value.code == "READER-0101"
    line.close()
    line.close()


def test_a_line_over_tcp_works_and_ends_the_same_way() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        line = open_line(f"socket://127.0.0.1:{server.getsockname()[1]}", baud=115_200)
        far_end, _ = server.accept()
        line.write(b"find")
        assert far_end.recv(16) == b"find"
        far_end.sendall(b"found")
        received = b""
        while len(received) < len(b"found"):
            received += line.read()
        assert received == b"found"
        far_end.close()
        with pytest.raises(DeviceAbsentError):
            line.read()
        line.close()


# -- closed by another thread -----------------------------------------------------------------


@pytest.fixture
def restless() -> Iterator[None]:
    """Threads take turns as often as they can, so that one is met in the middle of a call."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def used_until_it_fails(use: Callable[[], object], is_begun: Event) -> None:
    """Use a line again and again; ends by what it raises."""
    while True:
        use()
        is_begun.set()


@pytest.mark.usefixtures("restless")
@pytest.mark.parametrize("use", ["read", "write", "discard_input", "set_speed"])
def test_a_line_closed_while_another_thread_uses_it_is_absent_and_no_bug(
    pty_ends: tuple[int, str], use: str
) -> None:
    """As where the kiosk closes and its worker is still asking: a plain fault of the reader."""
    with ThreadPoolExecutor(1) as worker:
        for turn in range(60):  # it takes some turns to hit the moment
            line = open_line(pty_ends[1], baud=115_200, grain_s=0.001)
            uses: dict[str, Callable[[], object]] = {
                "read": line.read,
                "write": lambda: line.write(b""),  # noqa: B023  # ends within this turn
                "discard_input": line.discard_input,
                "set_speed": lambda: line.set_speed(9600 * (1 + turn % 2)),  # noqa: B023
            }
            is_begun = Event()
            used: Future[None] = worker.submit(used_until_it_fails, uses[use], is_begun)
            assert is_begun.wait(30)
            line.close()
            fault = used.exception(30)
            assert isinstance(fault, DeviceAbsentError), repr(fault)
            assert fault.code == "READER-0101"


@pytest.mark.usefixtures("restless")
@pytest.mark.parametrize("use", ["hear", "forget"])
def test_a_scanner_line_closed_while_another_thread_uses_it_is_absent_and_no_bug(
    pty_ends: tuple[int, str], use: str
) -> None:
    with ThreadPoolExecutor(1) as worker:
        for _ in range(10 if use == "hear" else 60):
            line = open_scanner_line(pty_ends[1], baud=115_200)
            is_begun = Event()
            used: Future[None] = worker.submit(
                used_until_it_fails, getattr(line, use), is_begun
            )
            assert is_begun.wait(30)
            line.close()
            fault = used.exception(30)
            assert isinstance(fault, DeviceAbsentError), repr(fault)
            assert fault.code == "SCANNER-1101"
