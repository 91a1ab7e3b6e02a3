# SPDX-License-Identifier: Apache-2.0
"""Restart of the computer by the command that the site has configured."""

import shlex
import subprocess
from typing import Final

from kiosk.session.staff_acts import RebootMachine, StaffActed

NOT_REBOOTED: Final = "STAFF-0904"
COMMAND_S: Final = 30.0
"""A command that only asks for a restart answers at once."""


def reboot(asked: RebootMachine, command: str) -> StaffActed:
    """Run the command without a shell; "done" says that the restart is on its way."""
    try:
        subprocess.run(  # noqa: S603  # the site's own configuration, checked at the start
            shlex.split(command),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=COMMAND_S,
            check=True,
        )
    except (OSError, ValueError, IndexError, subprocess.SubprocessError):
        return StaffActed(asked.visit, "failed", NOT_REBOOTED)
    return StaffActed(asked.visit, "done")
