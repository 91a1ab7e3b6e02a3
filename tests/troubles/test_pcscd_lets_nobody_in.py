# SPDX-License-Identifier: Apache-2.0
"""The PC/SC daemon runs and lets nobody in: it is full, or its socket is forbidden."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from time import monotonic

import pytest

from devices.card_reader.pcsc.social_source import SocialCardSource
from devices.errors import DeviceAbsentError
from devices.states import DeviceState
from tests.support.pcscd import daemon_socket

pytestmark = pytest.mark.daemon
NEVER = Event()
NOBODY = 65_534
LONG_S = 60.0

LEAK = """
from smartcard.scard import SCARD_SCOPE_SYSTEM, SCardEstablishContext
held = 0
while SCardEstablishContext(SCARD_SCOPE_SYSTEM)[0] == 0:
    held += 1
print(held, flush=True)
input()
"""
"""A program that begins conversations and ends none, until the daemon takes no more."""


@contextmanager
def leaking_program() -> Iterator[int]:
    """Run a program that keeps all conversations there are; how many it got."""
    with subprocess.Popen(
        [sys.executable, "-c", LEAK], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        yield int(program.stdout.readline())
        program.stdin.write("\n")
        program.stdin.close()
        assert program.wait(LONG_S) == 0


@pytest.fixture
def forbidden_source(social_source: SocialCardSource) -> Iterator[SocialCardSource]:
    """The driver, run by a user who may not open the daemon's socket."""
    socket, own = Path(daemon_socket()), os.geteuid()
    was = socket.stat().st_mode
    socket.parents[1].chmod(0o755)
    socket.chmod(0o000)
    if own == 0:  # who may open everything
        os.seteuid(NOBODY)
    yield social_source
    os.seteuid(own)
    socket.chmod(was)


def test_a_daemon_that_another_program_fills_is_told_and_has_room_again(
    social_source: SocialCardSource,
) -> None:
    with leaking_program() as held:
        assert held > 100, "all but those of this process"
        with pytest.raises(DeviceAbsentError, match="SLOT-1205"):
            social_source.read(deadline_s=20.0, cancelled=NEVER)
        for _ in range(20):  # the daemon hangs up before or after the first word
            report = social_source.probe()
            assert (report.state, report.code) == (DeviceState.USER_ERROR, "SLOT-1205")
    ends_at = monotonic() + LONG_S
    while social_source.probe().state is not DeviceState.ONLINE:  # as it lets go of them
        assert monotonic() < ends_at
        NEVER.wait(0.02)


def test_a_socket_that_this_user_may_not_open_is_told(
    forbidden_source: SocialCardSource,
) -> None:
    report = forbidden_source.probe()
    assert (report.state, report.code) == (DeviceState.USER_ERROR, "SLOT-1205")
