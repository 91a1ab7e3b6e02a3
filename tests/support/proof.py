# SPDX-License-Identifier: Apache-2.0
"""How often a proof by chance is repeated, and the seed that repeats it.

``make test`` takes the small counts that stand in each test; ``make prove`` sets
``JIBAN_COUNT`` part by part (``tests/prove.py``). ``JIBAN_SEED`` repeats a run.
"""

import faulthandler
import os
import sys
import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import pytest

P = ParamSpec("P")


def proof_count(reduced: int) -> int:
    """How many times to try: what ``make prove`` asks for, else ``reduced``."""
    return int(os.environ.get("JIBAN_COUNT", reduced))


def proof_seed(usual: int | None = None) -> int:
    """The seed asked for, else ``usual``, else one from the clock.

    What the robot plays through the real screens has a usual one: another draw may ask more of
    a citizen than anybody knew. To find that is for ``make prove``, not for a build.
    """
    drawn = time.time_ns() % 1_000_000 if usual is None else usual
    return int(os.environ.get("JIBAN_SEED", drawn))


def announce(capsys: pytest.CaptureFixture[str], what: str, seed: int) -> None:
    """Print what is tried and its seed, past pytest's capture."""
    with capsys.disabled():
        sys.stdout.write(f"\n{what}, JIBAN_SEED={seed}\n")
        sys.stdout.flush()


def patient(test: Callable[P, None]) -> Callable[P, None]:
    """A test that may last minutes by design: no stacks are printed as if it hung."""

    @wraps(test)
    def quiet(*args: P.args, **kwargs: P.kwargs) -> None:
        faulthandler.cancel_dump_traceback_later()
        test(*args, **kwargs)

    return quiet
