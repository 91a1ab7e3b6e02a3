# SPDX-License-Identifier: Apache-2.0
"""Trouble: the program is killed while a result is fetched and printed. It comes out once.

``make test`` kills at 8 steps, ``make prove`` at 400, each on a store of its own.
"""

import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.printer_process import PrinterProcess
from tests.support.proof import announce, proof_count, proof_seed
from tests.support.result_runner import prepared

pytestmark = pytest.mark.slow
KILLS = proof_count(8)
SEED = proof_seed()
LAST_STEP = 90
"""About so many statements and calls does a whole fetch and print take."""


@pytest.fixture
def fetchers() -> Iterator[subprocess.Popen[str]]:
    """The process that forks fetchers."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.support.result_runner"],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def fetched(fetchers: subprocess.Popen[str], folder: Path, printer: str, step: int) -> str:
    assert fetchers.stdin is not None
    assert fetchers.stdout is not None
    fetchers.stdin.write(f"{folder} {printer} {step}\n")
    fetchers.stdin.flush()
    return fetchers.stdout.readline().strip()


def test_a_result_comes_out_once_whatever_kills_the_program(
    tmp_path: Path, fetchers: subprocess.Popen[str], capsys: pytest.CaptureFixture[str]
) -> None:
    announce(capsys, f"{KILLS} kills", SEED)
    chance, killed = random.Random(SEED), 0
    with PrinterProcess(tmp_path / "printed") as printer:
        for turn in range(KILLS):
            folder = tmp_path / f"store-{turn}"
            prepared(folder)
            printer.reset()
            killed += (
                fetched(fetchers, folder, printer.address, chance.randint(1, LAST_STEP))
                == "killed"
            )
            word = fetched(fetchers, folder, printer.address, 1_000_000)
            again = fetched(fetchers, folder, printer.address, 1_000_000)
            assert again == word
            assert word in {"out", "unsettled"}, "nothing is lost"
            assert len(printer.sheets()) <= 1, "a sheet is never printed twice"
            assert word != "out" or len(printer.sheets()) == 1
    assert killed
