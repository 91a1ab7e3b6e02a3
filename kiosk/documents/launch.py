# SPDX-License-Identifier: Apache-2.0
"""Starts the program of the document process. It needs the standard library alone.

So it can be started before anybody knows what it will be told: its libraries take longer to
load than anything else at the start of a kiosk, and they load beside the kiosk's own.
"""

import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_FAREWELL_S: Final = 2.0
_MODULE: Final = "kiosk.documents.worker"
_CODE_FOLDER: Final = Path(__file__).resolve().parents[2]


@dataclass
class Launched:
    """The running program and our end of its only input; it waits to be told its setup."""

    process: subprocess.Popen[bytes]
    line: socket.socket

    def end(self, *, patience_s: float = _FAREWELL_S) -> None:
        """Close the line, wait ``patience_s`` for it to leave, then kill it."""
        self.line.close()
        try:
            self.process.wait(patience_s)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def launch() -> Launched:
    """Start it; returns at once."""
    ours, theirs = socket.socketpair()
    paths = [str(_CODE_FOLDER), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    with theirs:
        process = subprocess.Popen(  # noqa: S603  our own interpreter and module
            [sys.executable, "-m", _MODULE, str(theirs.fileno())],
            pass_fds=(theirs.fileno(),),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
        )
    return Launched(process, ours)


class Launcher:
    """Hands out running programs, each once; the first may have been started ahead."""

    def __init__(self, ahead: Launched | None = None) -> None:
        self._ahead = ahead

    def take(self) -> Launched:
        """The program that was started ahead, else a new one."""
        taken, self._ahead = self._ahead, None
        return taken or launch()

    def close(self) -> None:
        """End what nobody took."""
        if self._ahead is not None:
            self._ahead.end()
            self._ahead = None
