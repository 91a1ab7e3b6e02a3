# SPDX-License-Identifier: Apache-2.0
"""How often a proof by chance is repeated, and the seed that repeats it.

``make test`` takes the small counts that stand in each test; ``make prove`` sets
``JIBAN_COUNT`` part by part (``tests/prove.py``). ``JIBAN_SEED`` repeats a run.
"""

import os
import sys
import time

import pytest


def proof_count(reduced: int) -> int:
    """How many times to try: what ``make prove`` asks for, else ``reduced``."""
    return int(os.environ.get("JIBAN_COUNT", reduced))


def proof_seed() -> int:
    """The seed asked for, else one from the clock."""
    return int(os.environ.get("JIBAN_SEED", time.time_ns() % 1_000_000))


def announce(capsys: pytest.CaptureFixture[str], what: str, seed: int) -> None:
    """Print what is tried and its seed, past pytest's capture."""
    with capsys.disabled():
        sys.stdout.write(f"\n{what}, JIBAN_SEED={seed}\n")
        sys.stdout.flush()
