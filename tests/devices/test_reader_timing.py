# SPDX-License-Identifier: Apache-2.0
"""The driver adds nearly nothing to what wire and module take: ratios and medians of one run.

The clock starts at the answer 9F of a find. From there the wire's own time is that of the bytes
both ways at the line's speed, and of the module's fixed latencies.
"""

import sys
from random import Random
from statistics import median

import pytest

from tests.support.proof import proof_seed
from tests.support.reader_clock import reader_bench, wire_s

LONGEST_RATIO = 1.10
FOUND_S = 0.150
"""Median from a card on the field to the find that saw it: the product's own limit."""

CARDS = ("chen-qiumei", "liu-guizhen")
BAUDS = (115_200, 9_600)


@pytest.mark.slow
@pytest.mark.parametrize("baud", BAUDS)
def test_a_record_takes_hardly_longer_than_its_bytes(
    baud: int, capsys: pytest.CaptureFixture[str]
) -> None:
    with reader_bench(baud) as bench:
        ratios = [bench.record_s(CARDS[turn % 2]) / wire_s(baud) for turn in range(5)]
    with capsys.disabled():
        sys.stdout.write(
            f"\nfind 9F to record at {baud} baud: wire {1000 * wire_s(baud):.0f} ms,"
            f" median × {median(ratios):.3f}, worst × {max(ratios):.3f}"
            f" (limit × {LONGEST_RATIO})\n"
        )
    assert median(ratios) <= LONGEST_RATIO


@pytest.mark.slow
@pytest.mark.parametrize("baud", BAUDS)
def test_a_card_is_found_soon_after_it_is_laid(
    baud: int, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = Random(proof_seed())
    with reader_bench(baud) as bench:
        found = [
            bench.found_s(CARDS[turn % 2], after_s=chance.uniform(0.3, 0.5))
            for turn in range(15 if baud == BAUDS[0] else 9)
        ]
    with capsys.disabled():
        sys.stdout.write(
            f"\ncard on the field to find 9F at {baud} baud:"
            f" median {1000 * median(found):.0f} ms, worst {1000 * max(found):.0f} ms"
            f" (limit {1000 * FOUND_S:.0f} ms)\n"
        )
    assert median(found) <= FOUND_S
