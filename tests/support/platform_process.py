# SPDX-License-Identifier: Apache-2.0
"""The loopback platform in a process of its own, for tests: real HTTP and real process borders.

Run as a module it serves: first line out is the address, then one JSON object per line in
(``{"verb": …, "arguments": {…}}``) and the state out, until standard input ends.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from certificates.simulation.platform import PlatformSimulator

SIMULATION = Path(__file__).parents[2] / "config" / "simulation"


class PlatformProcess:
    """A running platform: its address and its knobs."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self._in: IO[str] = _there(process.stdin)
        self._out: IO[str] = _there(process.stdout)
        self.address = self._out.readline().strip()

    def turn(self, verb: str, **arguments: object) -> dict[str, Any]:
        """Turn a knob and give the state after it."""
        print(json.dumps({"verb": verb, "arguments": arguments}), file=self._in, flush=True)
        state: dict[str, Any] = json.loads(self._out.readline())
        return state

    def stop(self) -> None:
        """End the process by ending its input."""
        self._in.close()
        self._process.wait(timeout=10)
        self._out.close()


@contextmanager
def running_platform(data_folder: Path = SIMULATION) -> Iterator[PlatformProcess]:
    """Start the platform over a data folder, and stop it."""
    command = [sys.executable, "-m", "tests.support.platform_process", str(data_folder)]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as process:
        platform = PlatformProcess(process)
        try:
            yield platform
        finally:
            platform.stop()


def _there(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream


def _serve(data_folder: Path) -> None:
    simulator = PlatformSimulator(data_folder)
    simulator.start()
    _say(simulator.address)
    for line in sys.stdin:
        command = json.loads(line)
        state = simulator.control(command["verb"], command["arguments"])
        _say(json.dumps(state))
    simulator.stop()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
