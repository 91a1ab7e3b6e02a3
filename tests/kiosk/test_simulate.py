# SPDX-License-Identifier: Apache-2.0
"""Simulators as processes: two lines, a control socket, and nothing left behind."""

import argparse
import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.simulate.control import VERBS, ControlServer, send
from kiosk.simulate.entry import add_parser
from kiosk.simulate.persons import SHIPPED_FOLDER, load_persons
from tests.support.simulators import ROOT, running_reader

SIMULATE = (sys.executable, "-m", "kiosk.simulate")


class Lamp:
    """A simulator of nothing much."""

    address = "lamp:1"

    def start(self) -> None:
        """Nothing to start."""

    def stop(self) -> None:
        """Nothing to stop."""

    def control(self, verb: str, arguments: dict[str, object]) -> dict[str, object]:
        if verb == "fault":
            raise ValueError("the lamp never fails")
        return {"verb": verb, **arguments}


@pytest.fixture
def lamp_socket(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "control"
    with closing(ControlServer(path, Lamp())):
        yield path
    assert not path.exists()


def talk(path: Path, lines: bytes) -> list[object]:
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(str(path))
        client.sendall(lines)
        client.shutdown(socket.SHUT_WR)
        return [json.loads(line) for line in client.makefile("rb")]


def command_line(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers())
    return parser.parse_args(["simulate", *words])


def run(*words: str) -> int:
    args = command_line(*words)
    return int(args.run(args))


def test_a_verb_and_its_arguments_reach_the_simulator(lamp_socket: Path) -> None:
    assert send(lamp_socket, "lay", card="陈", n=1) == {
        "ok": True,
        "verb": "lay",
        "card": "陈",
        "n": 1,
    }


def test_several_lines_are_answered_in_order(lamp_socket: Path) -> None:
    replies = talk(lamp_socket, b'{"verb": "lay"}\n{"verb": "lift"}\n')
    assert replies == [{"ok": True, "verb": "lay"}, {"ok": True, "verb": "lift"}]


def test_an_unknown_verb_lists_the_verbs(lamp_socket: Path) -> None:
    reply = send(lamp_socket, "jump")
    assert reply["ok"] is False
    assert all(verb in str(reply["error"]) for verb in VERBS)


def test_what_the_simulator_cannot_do_is_an_error_with_its_reason(lamp_socket: Path) -> None:
    assert send(lamp_socket, "fault") == {"ok": False, "error": "the lamp never fails"}


@pytest.mark.parametrize("line", [b"lay\n", b"[1]\n", b"\xff\n", b"\n"])
def test_a_line_that_is_no_request_is_an_error_and_the_next_one_works(
    lamp_socket: Path, line: bytes
) -> None:
    failed, done = talk(lamp_socket, line + b'{"verb": "state"}\n')
    assert isinstance(failed, dict)
    assert failed["ok"] is False
    assert done == {"ok": True, "verb": "state"}


def test_the_socket_belongs_to_its_owner_alone(lamp_socket: Path) -> None:
    assert lamp_socket.stat().st_mode & 0o777 == 0o600


def test_nobody_at_the_socket_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        send(tmp_path / "nothing", "state")


def test_a_simulator_that_hangs_up_is_told(tmp_path: Path) -> None:
    path = str(tmp_path / "mute")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen()
        client = socket.socket(socket.AF_UNIX)
        client.connect(path)
        server.accept()[0].close()
        assert client.recv(1) == b""
        client.close()
    with pytest.raises(ConnectionError):
        send(path, "state")


def test_ctl_prints_the_reply(lamp_socket: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("card=chen-qiumei", "count=3", "on=true", "off=false", "text=a=b")
    assert run("ctl", str(lamp_socket), "lay", *words) == 0
    assert json.loads(capsys.readouterr().out) == {
        "verb": "lay",
        "card": "chen-qiumei",
        "count": 3,
        "on": True,
        "off": False,
        "text": "a=b",
    }


def test_ctl_fails_with_the_reason(
    lamp_socket: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("ctl", str(lamp_socket), "fault") == 1
    assert "the lamp never fails" in capsys.readouterr().err
    assert run("ctl", str(tmp_path / "nothing"), "state") == 1
    assert "nobody answers" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [("ctl", "/x", "jump"), ("ctl", "/x", "lay", "card"), ("ctl", "/x", "lay", "=1"), ()],
)
def test_wrong_use_ends_with_two(words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as caught:
        command_line(*words)
    assert caught.value.code == 2


def test_the_reader_process_leaves_nothing_when_its_parent_goes() -> None:
    with running_reader() as reader:
        assert Path(reader.address).is_symlink()
        assert reader.send("state")["place"] == "empty"
    assert not Path(reader.address).parent.exists()


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_a_simulator_cleanly(tmp_path: Path, stop: signal.Signals) -> None:
    link, control = tmp_path / "port", tmp_path / "control"
    command = (*SIMULATE, "reader", "--link", str(link), "--control", str(control))
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        assert [process.stdout.readline() for _ in range(2)] == [f"{link}\n", f"{control}\n"]
        process.send_signal(stop)
        assert process.wait(10) == 0
    assert list(tmp_path.iterdir()) == []


def test_a_simulator_that_cannot_start_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file")
    assert run("reader", "--link", str(taken)) == 1
    assert run("reader", "--persons", str(tmp_path / "nobody.yaml")) == 1
    assert run("reader", "--baud", "0") == 1
    assert run("printer", "--port", "1", "--folder", str(taken)) == 1
    assert run("platform", "--data", str(tmp_path / "nothing")) == 1
    assert len(capsys.readouterr().err.splitlines()) == 5
    assert taken.read_text() == "a file"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["reader", "--port", "7"], "--port is for --tcp"),
        (["card", "--beside", "/nowhere/control"], "no simulated pcscd at /nowhere/control"),
    ],
)
def test_a_simulator_that_is_started_wrongly_says_so(
    words: list[str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    args = command_line(*words)
    assert args.run(args) == 1
    assert reason in capsys.readouterr().err


def test_the_shipped_persons_can_all_be_laid() -> None:
    persons = load_persons(SHIPPED_FOLDER / "persons.yaml")
    with running_reader() as reader:
        for slug in persons:
            assert reader.send("lay", card=slug)["card"] == slug


@pytest.mark.parametrize(
    "content", ["", "persons: 3", "persons: [a]", "persons: [{name: x}]", "{"]
)
def test_a_file_that_holds_no_persons_is_told(tmp_path: Path, content: str) -> None:
    file = tmp_path / "persons.yaml"
    file.write_text(content)
    with pytest.raises(ValueError, match="no list of persons"):
        load_persons(file)
