# SPDX-License-Identifier: Apache-2.0
"""``kiosk selftest`` as the process that a technician starts, beside a device that hangs.

Its code and status, its end although a thread of it still hangs, and a start that loads only
what tests devices: window, documents and a console's command line would cost a second of five.
How long it takes is a row of ``make bench``.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.side_by_side import SILENT
from tests.support.simulators import RunningSimulator, running_simulator

pytestmark = [pytest.mark.daemon, pytest.mark.slow]

NOT_FOR_DEVICES = ("PySide6", "pypdf", "reportlab", "pyhanko", "prompt_toolkit", "kiosk.app")
PATIENCE_S = 120.0
"""Of the test, not of the self-test: a busy machine is no fault."""


@pytest.fixture
def printer() -> Iterator[RunningSimulator]:
    with running_simulator("printer") as simulator:
        yield simulator


def self_tested(site: Path) -> subprocess.CompletedProcess[str]:
    """The command as a process, with what it imports on stderr."""
    return subprocess.run(
        [
            *(sys.executable, "-X", "importtime", "-m", "kiosk"),
            *("selftest", "--json", "--config", str(site)),
        ],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )


def test_it_ends_with_code_and_status_and_loads_no_more_than_it_tests(
    printer: RunningSimulator, tmp_path: Path
) -> None:
    site = tmp_path / "kiosk.toml"
    site.write_text(
        f'[kiosk]\nid = "K-0001"\ndata_dir = "{tmp_path / "data"}"\n'
        f'[printer]\nuri = "{printer.address}"\n',
        "utf-8",
    )
    printer.send("fault", kind="hang")
    done = self_tested(site)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    said = {line["device"]: line for line in lines[:-1]}
    assert done.returncode == 1
    assert lines[-1] == {"passed": False, "failed": ["printer"]}
    assert (said["printer"]["state"], said["printer"]["code"]) == ("offline", SILENT["printer"])
    assert said["store"]["passed"]
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "devices.printing.ipp_direct" in imported  # what is asked after is loaded
    assert imported.isdisjoint(NOT_FOR_DEVICES)
