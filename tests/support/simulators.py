# SPDX-License-Identifier: Apache-2.0
"""Simulators as the processes that they are in a demo, for the length of a test."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.simulate.control import send

ROOT = Path(__file__).parents[2]
START_S = 20.0


@dataclass(frozen=True)
class RunningSimulator:
    """A simulator in another process.

    Attributes:
        address: path of the port, or URL.
        control: its control socket.
        process: to be ended by its own means.

    """

    address: str
    control: Path
    process: "subprocess.Popen[str] | None" = field(default=None, repr=False)

    def end(self) -> None:
        """Kill it as a power cut would."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(START_S)

    def send(self, verb: str, **arguments: object) -> dict[str, object]:
        """Send ``verb``; the simulator must be able to do it."""
        reply = send(self.control, verb, **arguments)
        assert reply.pop("ok"), reply
        return reply

    def requests(self, digits: str) -> int:
        """How often the reader was sent the request with these four digits, such as 3001."""
        counts = self.send("state")["requests"]
        assert isinstance(counts, dict)
        return int(counts.get(digits, 0))

    def reset(self) -> None:
        """Make the simulator as it was at its start."""
        self.send("clear")
        self.send("lift")


@contextmanager
def running_simulator(kind: str, *options: str) -> Iterator[RunningSimulator]:
    """Run ``kiosk simulate KIND OPTIONS…``; it ends with the block, or with this process."""
    command = (sys.executable, "-m", "kiosk.simulate", kind, "--until-stdin-closes", *options)
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        address, control = (process.stdout.readline().strip() for _ in range(2))
        assert control, f"{kind} did not start"
        try:
            yield RunningSimulator(address, Path(control), process)
        finally:
            process.stdin.close()
            process.wait(START_S)


def running_reader(*options: str) -> AbstractContextManager[RunningSimulator]:
    """Run the simulated identity card reader with the fictitious persons."""
    return running_simulator("reader", *options)
