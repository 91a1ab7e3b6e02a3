# SPDX-License-Identifier: Apache-2.0
"""However many workers a kiosk has, its memory is one heap: what one leaves another can use."""

import subprocess
import sys

import pytest

ASKED = """
import ctypes, sys, tempfile, threading
from kiosk import heap
if sys.argv[1] == "one":
    heap.keep_one_heap()
barrier = threading.Barrier(4)
def worker():
    held = bytearray(20_000)
    barrier.wait()
    barrier.wait()
threads = [threading.Thread(target=worker) for _ in range(3)]
for one in threads:
    one.start()
barrier.wait()
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
with tempfile.NamedTemporaryFile() as told:
    stream = ctypes.c_void_p(libc.fopen(told.name.encode(), b"w"))
    libc.malloc_info(0, stream)
    libc.fclose(stream)
    print(told.read().decode().count("<heap nr="))
barrier.wait()
"""
"""malloc_info(3) lists the arenas while three workers are alive that have each allocated."""


def arenas(how: str) -> int:
    """How many arenas a process of its own has."""
    done = subprocess.run(
        [sys.executable, "-c", ASKED, how], capture_output=True, text=True, check=True
    )
    return int(done.stdout)


@pytest.mark.parametrize(("how", "is_one"), [("one", True), ("as it comes", False)])
def test_workers_share_one_heap(how: str, is_one: bool) -> None:
    assert (arenas(how) == 1) is is_one
