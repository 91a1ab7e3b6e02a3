# SPDX-License-Identifier: Apache-2.0
"""The simulated world: reader, printer and platform, each a process of its own."""

import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from kiosk.simulate.control import send

DEMO_CARD = "chen-qiumei"
"""The fictitious person of the first demo: owner of a beauty salon in division 439900."""


class SimulatorError(RuntimeError):
    """A simulator did not start; the message says what it said."""


@dataclass
class SimulatedDevice:
    """One running simulator."""

    kind: str
    address: str
    control: str
    process: subprocess.Popen[str]

    def tell(self, verb: str, **arguments: object) -> dict[str, object]:
        """Send a verb to its control socket and return the reply."""
        return send(Path(self.control), verb, **arguments)


class SimulatedWorld:
    """Starts the three simulators and ends them; also the citizen's hand of the demo.

    Args:
        folder: where the printer keeps what it printed; a temporary one when None.
        options: further words for one kind, such as ``{"printer": ["--port", "8631"]}``.

    """

    def __init__(self, folder: Path | None = None) -> None:
        self._stack = ExitStack()
        self._folder = folder
        self.card = DEMO_CARD

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            self.home = Path(
                stack.enter_context(tempfile.TemporaryDirectory(prefix="kiosk-demo-"))
            )
            self.printed = self._folder or self.home / "printed"
            self.printed.mkdir(parents=True, exist_ok=True)
            link = self.home / "reader"
            self.reader = stack.enter_context(_running("reader", ["--link", str(link)]))
            self.printer = stack.enter_context(
                _running("printer", ["--folder", str(self.printed)])
            )
            self.platform = stack.enter_context(_running("platform", []))
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def site_file(self, *, language: str = "zh_CN", more: str = "") -> Path:
        """Write a ``kiosk.toml`` for this world and return its path."""
        path = self.home / "kiosk.toml"
        path.write_text(
            f"""[kiosk]
id = "K-0001"
division = "439900"
authority = "示例市卫生健康局"
language = "{language}"
data_dir = "{self.home / "data"}"
[reader]
driver = "sam-serial"
port = "{self.reader.address}"
[printer]
uri = "{self.printer.address}"
[platform]
dialect = "certshare"
base_url = "{self.platform.address}"
org_name = "示例市政务服务中心"
[contact]
phone = "0000-12345"
window = "大厅 3 号窗口"
{more}""",
            "utf-8",
        )
        return path

    # -- the citizen's hand --------------------------------------------------

    def lay_card(self) -> None:
        """Lay the demo's card on the reader."""
        self.reader.tell("lay", card=self.card)

    def lift_card(self) -> None:
        """Take the card back."""
        self.reader.tell("lift")

    def take_paper(self) -> None:
        """Take the sheets out of the tray."""
        self.printer.tell("lift")


class _running:  # noqa: N801  # reads as a word at its call
    """Context of one simulator process; it also ends with this one, by its closing stdin."""

    def __init__(self, kind: str, options: list[str]) -> None:
        self._kind = kind
        self._options = options

    def __enter__(self) -> SimulatedDevice:
        self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and module
            [
                sys.executable,
                "-m",
                "kiosk",
                "simulate",
                self._kind,
                "--until-stdin-closes",
                *self._options,
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None  # noqa: S101  # PIPE was asked for
        address = self._process.stdout.readline().strip()
        control = self._process.stdout.readline().strip()
        if not control:
            self.__exit__()
            raise SimulatorError(f"the simulated {self._kind} did not start")
        return SimulatedDevice(self._kind, address, control, self._process)

    def __exit__(self, *_: object) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        try:
            self._process.wait(5.0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
