# SPDX-License-Identifier: Apache-2.0
"""The platform is not there, goes away between two calls, or hangs up; and it comes back."""

import socket
from collections.abc import Iterator
from time import monotonic

import pytest

from certificates.library.lookup import Found, Unreachable
from tests.support.lookups import holder, look_up_for, open_library
from tests.support.simulators import RunningSimulator, running_simulator

CHEN = holder("chen-qiumei")


@pytest.fixture(scope="module")
def platform() -> Iterator[RunningSimulator]:
    with running_simulator("platform") as process:
        yield process


def test_nobody_listens() -> None:
    with socket.socket() as bound:  # bound and not listening: the port stays nobody's
        bound.bind(("127.0.0.1", 0))
        with open_library(f"http://127.0.0.1:{bound.getsockname()[1]}") as library:
            outcome = look_up_for(library, CHEN)
            report = library.probe()
    assert isinstance(outcome, Unreachable)
    assert outcome.code == report.code == "PLATFORM-0301"
    assert not report.reachable


def test_platform_goes_away_behind_a_kept_connection_and_comes_back(
    platform: RunningSimulator,
) -> None:
    platform.send("clear")
    with open_library(platform.address) as library:
        assert isinstance(look_up_for(library, CHEN), Found)
        platform.send("fault", kind="down")
        for _ in range(2):
            assert isinstance(look_up_for(library, CHEN), Unreachable)
        platform.send("clear")
        assert isinstance(look_up_for(library, CHEN), Found)


@pytest.mark.parametrize("kind", ["close", "cut_short"])
def test_platform_hangs_up(platform: RunningSimulator, kind: str) -> None:
    platform.send("fault", kind=kind, count=1)
    with open_library(platform.address) as library:
        outcome = look_up_for(library, CHEN)
        assert isinstance(outcome, Unreachable)
        assert outcome.code == "PLATFORM-0301"
        assert isinstance(look_up_for(library, CHEN), Found)


def test_platform_drops_what_is_sent_to_it() -> None:
    """A full queue on loopback answers a connection as a firewall does: not at all."""
    with socket.socket() as listener, socket.socket() as first, socket.socket() as second:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for client in (first, second):
            client.settimeout(0)
            client.connect_ex(listener.getsockname())
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        with open_library(address, connect_s=0.2) as library:
            started = monotonic()
            outcome = look_up_for(library, CHEN)
    assert isinstance(outcome, Unreachable)
    assert "no connection in time" in outcome.detail
    assert monotonic() - started < 2.5
