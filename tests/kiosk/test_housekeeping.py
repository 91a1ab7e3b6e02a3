# SPDX-License-Identifier: Apache-2.0
"""At rest the kiosk gives back what a visit needed; while somebody is there it leaves it be."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.housekeeping import Housekeeping

BLOCK = 20_000
"""Bytes: of the heap, too small to be mapped on its own."""
BLOCKS = 2_000


@pytest.fixture
def keeper() -> Iterator[Housekeeping]:
    made = Housekeeping()
    made.begin(0.0)
    yield made
    made.end()


def resident() -> int:
    """Bytes of this process in memory that are no file's."""
    lines = Path("/proc/self/smaps_rollup").read_text("ascii").splitlines()
    return 1024 * next(int(one.split()[1]) for one in lines if one.startswith("Anonymous:"))


def test_what_a_visit_took_is_given_back_at_rest(keeper: Housekeeping) -> None:
    blocks = [bytearray(BLOCK) for _ in range(BLOCKS)]
    kept = blocks[::100]  # so the heap cannot simply be shortened
    del blocks
    held = resident()
    keeper.rest(1.0)
    assert held - resident() < BLOCK * BLOCKS / 10, "nobody was there"
    keeper.busy()
    keeper.rest(2.0)
    assert held - resident() > BLOCK * BLOCKS / 2
    assert len(kept) == BLOCKS // 100
