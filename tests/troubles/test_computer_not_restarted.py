# SPDX-License-Identifier: Apache-2.0
"""The command that restarts the computer is missing, forbidden, wrong, or says no."""

import sys
from pathlib import Path

import pytest

from kiosk.session.staff_acts import RebootMachine, StaffActed
from kiosk.staff.reboot import reboot


def test_a_command_that_says_yes_is_on_its_way(tmp_path: Path) -> None:
    mark = tmp_path / "asked for"
    script = f"import pathlib; pathlib.Path({str(mark)!r}).touch()"
    done = reboot(RebootMachine(3), f'"{sys.executable}" -c "{script}"')
    assert done == StaffActed(3, "done")
    assert mark.exists()


@pytest.mark.parametrize(
    "command", ["/nowhere/reboot now", "false", "/etc", 'reboot "unended', ""]
)
def test_a_command_that_does_not_is_told(command: str) -> None:
    assert reboot(RebootMachine(3), command) == StaffActed(3, "failed", "STAFF-0904")
