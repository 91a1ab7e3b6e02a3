# SPDX-License-Identifier: Apache-2.0
"""The system's PC/SC library is not there, though its daemon runs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from devices.card_reader.pcsc.winscard import SYSTEM_LIBRARY
from tests.support.cups import program
from tests.support.pcscd import READER, need_namespaces

pytestmark = pytest.mark.daemon

LOOK = """
from devices.card_reader.pcsc.slot_watch import SlotWatch
from devices.errors import DeviceError
try:
    print(*(slot.name for slot in SlotWatch("").look()), sep=", ")
except DeviceError as error:
    print(error.code)
"""


def looked(*before: str) -> str:
    """All that a program of its own says of the slot; ``before`` stands before its words."""
    words = [*before, sys.executable, "-c", LOOK]
    done = subprocess.run(words, check=True, capture_output=True, text=True, timeout=60)
    return done.stdout


@pytest.mark.usefixtures("card_slot")
def test_a_machine_without_the_library_says_so_and_not_that_the_daemon_is_away(
    tmp_path: Path,
) -> None:
    need_namespaces()
    assert READER in looked()
    found = [
        Path("/usr/lib", *folder) for folder in (("x86_64-linux-gnu",), ("aarch64-linux-gnu",))
    ]
    library = next(one / SYSTEM_LIBRARY for one in found if (one / SYSTEM_LIBRARY).exists())
    empty = tmp_path / "empty"
    empty.touch()
    user = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    hide = f'mount --bind "{empty}" "{library.resolve()}" && exec "$@"'
    said = looked(program("unshare"), "--mount", *user, "sh", "-c", hide, "sh")
    assert said == "SLOT-1203\n", "and nothing else: the answer of a self-test is JSON"
