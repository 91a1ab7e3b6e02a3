# SPDX-License-Identifier: Apache-2.0
"""Another program has the reader's port: a code of its own, and the program's name."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.card_reader.sam_reader import SamIdentityReader
from devices.serial_holders import holders_of, told_holders
from devices.settings import ReaderSettings
from devices.states import DeviceState
from tests.support.simulators import RunningSimulator

GRABBER = """
import fcntl, os, sys
line = os.open(sys.argv[1], os.O_RDWR | os.O_NOCTTY)
fcntl.flock(line, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def grabber(simulated_reader: RunningSimulator) -> Iterator[subprocess.Popen[str]]:
    """A foreign program that holds the port until it is ended."""
    command = [sys.executable, "-c", GRABBER, simulated_reader.address, "modem-manager"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.stdin.close()


def test_the_program_is_named_with_its_number(
    simulated_reader: RunningSimulator, grabber: subprocess.Popen[str]
) -> None:
    report = SamIdentityReader(ReaderSettings(port=simulated_reader.address)).probe()
    assert (report.state, report.code) == (DeviceState.USER_ERROR, "READER-0105")
    assert f"(pid {grabber.pid})" in report.detail
    assert "held by python" in report.detail


def test_it_works_as_soon_as_the_other_lets_go(
    identity_reader: SamIdentityReader, grabber: subprocess.Popen[str]
) -> None:
    assert identity_reader.probe().code == "READER-0105"
    assert grabber.stdin is not None
    grabber.stdin.close()
    grabber.wait()
    assert identity_reader.probe().state is DeviceState.ONLINE


def test_who_merely_opened_the_port_is_named_where_nobody_locked_it(
    simulated_reader: RunningSimulator,
) -> None:
    """As modem managers do, which ask the system for exclusive use and lock nothing."""
    line = os.open(simulated_reader.address, os.O_RDWR | os.O_NOCTTY)
    told = told_holders(simulated_reader.address)
    os.close(line)
    assert f"(pid {os.getpid()})" in told


def test_a_holder_that_cannot_be_seen_is_not_invented(tmp_path: Path) -> None:
    nobodys = str(tmp_path / "port")
    assert list(holders_of(nobodys)) == []
    assert told_holders(nobodys) == "held by a process that this user may not see"
