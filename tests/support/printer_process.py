# SPDX-License-Identifier: Apache-2.0
"""The simulated printer as a process of its own, so that a test can pull its plug."""

import json
import socket
import subprocess
import sys
from pathlib import Path
from threading import Event
from types import TracebackType
from typing import Any

IDLE = 3
MAIN = """
import json, sys
from pathlib import Path
from devices.simulation.ipp_printer import IppPrinterSimulator

printer = IppPrinterSimulator(Path(sys.argv[1]), int(sys.argv[2]))
printer.start()
print(json.dumps({"address": printer.address}), flush=True)
for line in sys.stdin:
    words = json.loads(line)
    print(json.dumps(printer.control(words.pop("verb"), words)), flush=True)
printer.stop()
"""


class PrinterProcess:
    """A simulated printer; ``with`` switches it on and off."""

    def __init__(self, folder: Path, *, sheet_s: float = 0.02, port: int = 0) -> None:
        self.folder = folder
        self._sheet_s = sheet_s
        self._port = port
        self._process: subprocess.Popen[str] | None = None
        self.address = ""

    def __enter__(self) -> "PrinterProcess":
        self.power_on()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end(kill=False)

    def power_on(self) -> None:
        """Start it, on the same port as before if it was on before."""
        command = [sys.executable, "-c", MAIN, str(self.folder), str(self._port)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.address = self._read()["address"]
        self._port = int(self.address.split(":")[2].split("/")[0])
        self.control("set", speed=self._sheet_s)

    def reset(self) -> None:
        """Give it back as new: mended, full, idle, with no history and an empty folder."""
        self.control("clear")
        while self.control("fault", kind="abort")["state"] != IDLE:
            Event().wait(0.01)
        self.control("fault", kind="forget_history")
        self.control("set", paper=250, toner=80, speed=self._sheet_s, up_time=1)
        self.control("lift")
        for path in self.folder.iterdir():
            path.unlink()

    def power_cut(self) -> None:
        """Pull the plug: no goodbye, no history, the ids start again."""
        self._end(kill=True)

    def control(self, verb: str, **words: object) -> dict[str, Any]:
        """Obey a verb; gives the state."""
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"verb": verb, **words}) + "\n")
        self._process.stdin.flush()
        return self._read()

    def sheets(self) -> list[str]:
        """Give what lies in the output tray, also after a power cut."""
        tray = self.folder / "tray.txt"
        return tray.read_text(encoding="utf-8").splitlines() if tray.exists() else []

    def documents(self) -> list[Path]:
        """Give the documents it was sent, in order."""
        return sorted(self.folder.glob("[0-9][0-9][0-9]-*"))

    def _read(self) -> dict[str, Any]:
        assert self._process is not None
        assert self._process.stdout is not None
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def _end(self, *, kill: bool) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if kill:
            process.kill()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.close()
        process.wait(10)
        process.stdout.close()


def free_port() -> int:
    """Give a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
