# SPDX-License-Identifier: Apache-2.0
"""A real ``pcscd`` with virtual readers, and virtual cards in them, for the length of a test.

libpcsclite remembers the first socket that it was told of for as long as its process lives.
So all daemons of one test process, one after another, have the same folder.
"""

import atexit
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Event
from time import monotonic

import pytest

from devices.card_reader.pcsc.slot_watch import SlotWatch
from devices.errors import DeviceError
from kiosk.simulate.private_pcscd import FIRST_PORT
from tests.support.cups import program
from tests.support.simulators import RunningSimulator, running_simulator

READER = "Virtual PCD"


@dataclass(frozen=True)
class CardSlot:
    """A real daemon with a virtual reader, and a virtual card for it."""

    daemon: RunningSimulator
    card: RunningSimulator

    def replug(self, reader: str) -> None:
        """Have a daemon that runs with this reader; it is restarted where it has another."""
        if self.daemon.send("state")["reader"] != reader:
            self.daemon.send("set", running=False, reader=reader)
        self.daemon.send("set", running=True)


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="jb"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["PCSCLITE_CSOCK_NAME"] = str(folder / "run" / "pcscd.comm")
    return folder


def daemon_socket() -> str:
    """Path that every daemon of this process has; from now on libpcsclite is told of it."""
    return str(_folder() / "run" / "pcscd.comm")


def need_namespaces() -> None:
    """Skip where the machine forbids namespaces; in CI that is a failure."""
    program("pcscd")
    alone = [program("unshare"), "--net", "--mount"]
    user = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    done = subprocess.run([*alone, *user, "true"], capture_output=True, check=False)
    if done.returncode and os.environ.get("CI"):
        pytest.fail(f"namespaces are forbidden here: {done.stderr.decode().strip()}")
    if done.returncode:
        pytest.skip("namespaces are forbidden on this machine")


@contextmanager
def running_pcscd(reader: str = READER) -> Iterator[RunningSimulator]:
    """Run a private daemon; its ``set running=false`` kills it, ``true`` starts it again."""
    need_namespaces()
    with running_simulator("pcscd", "--folder", str(_folder()), "--reader", reader) as daemon:
        assert daemon.address == daemon_socket()
        yield daemon


def running_card(
    daemon: RunningSimulator, *, slot: int = 0
) -> AbstractContextManager[RunningSimulator]:
    """Run a card, not laid yet, that goes into this slot of the daemon's reader."""
    port = FIRST_PORT + slot
    return running_simulator("card", "--beside", str(daemon.control), "--port", str(port))


def wait_seen(watch: SlotWatch, *, has_card: bool, deadline_s: float = 5.0) -> float:
    """Wait until the first watched slot has a card, or none; return how long that took."""
    started = monotonic()
    while True:
        try:
            slots = watch.look(0.1)
        except DeviceError:
            Event().wait(0.02)
        else:
            if slots[0].has_card == has_card:
                return monotonic() - started
        assert monotonic() - started < deadline_s, f"has_card never became {has_card}"
