# SPDX-License-Identifier: Apache-2.0
"""``kiosk commission`` on a terminal of its own, and the bench that a technician stands at."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import pypdfium2
import zxingcpp

from kiosk.commands.steps_walk import WORDS
from kiosk.demo.world import SimulatedDevice, SimulatedWorld
from tests.support.simulators import ROOT, running_simulator

COMMAND = Path(sys.executable).with_name("kiosk")
"""The console script, as it is installed."""
LANGUAGE = "zh_CN"
_STEP = re.compile(r"^(\d+)/(\d+) (\w+): (.+?)\r?$", re.MULTILINE)
_END_S = 20.0


@dataclass(frozen=True)
class Cue:
    """What the guide wants of the person now.

    Attributes:
        step: of which step.
        sentence: what the terminal says of it.
        word: a key of ``WORDS`` (ask, again, held, scanning), or ``end``.

    """

    step: str
    sentence: str
    word: str


class Guide:
    """One run of ``kiosk commission``, read and answered as a person does."""

    def __init__(self, site: Path, who: str) -> None:
        ours, theirs = os.openpty()
        self._line = ours
        self._text = ""
        self._read = 0
        # Ctrl-C must reach it, also where the tests themselves run in the background.
        heard = ("env", "--default-signal=INT")
        words = (*heard, str(COMMAND), "commission", "--staff", who, "--config", str(site))
        self._process = subprocess.Popen(
            words, stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT, start_new_session=True
        )
        os.close(theirs)
        self._reading = Thread(target=self._listen, daemon=True)
        self._reading.start()

    def _listen(self) -> None:
        octets = b""
        with suppress(OSError):  # the other end is closed: the command has ended
            while got := os.read(self._line, 4096):
                octets += got
                self._text = octets.decode(errors="ignore")

    @property
    def text(self) -> str:
        """All that the terminal has shown."""
        return self._text.replace("\r\n", "\n")

    def steps(self) -> list[str]:
        """The steps that it has led to, in order."""
        return [match.group(3) for match in _STEP.finditer(self._text)]

    def cue(self) -> Cue | None:
        """What it wants now; None while it works, or says nothing new."""
        text = self._text
        found = [*_STEP.finditer(text)]
        step, sentence = (found[-1].group(3), found[-1].group(4)) if found else ("", "")
        new, words = text[self._read :], WORDS[LANGUAGE]
        for word in ("ask", "again", "held"):
            if new.endswith(f"    {words[word]}: "):
                return Cue(step, sentence, word)
        if f"{words['scanning']}\r\n" in new and "    " not in new.rpartition("\r\n")[2]:
            return Cue(step, sentence, "scanning")
        return None if self._reading.is_alive() else Cue("", "", "end")

    def takes_up(self) -> None:
        """Turn to what the cue said; what comes then is new."""
        self._read = len(self._text)

    def answer(self, typed: str) -> None:
        """Type a line."""
        self.takes_up()
        os.write(self._line, f"{typed}\n".encode())

    def status(self) -> int:
        """The exit status, once it has ended."""
        return self._process.wait(_END_S)

    def interrupts(self) -> None:
        """Press Ctrl-C."""
        self.takes_up()
        self._process.send_signal(signal.SIGINT)

    def loses_power(self) -> None:
        """Kill it, as the mains do."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(_END_S)
        self._reading.join(_END_S)

    def close(self) -> None:
        """End it if it has not ended, and the terminal."""
        if self._process.poll() is None:
            self.loses_power()
        self._reading.join(_END_S)
        os.close(self._line)


@dataclass
class Bench:
    """A fully fitted kiosk's devices, each in a process of its own, with their plugs."""

    world: SimulatedWorld
    site: Path
    held: ExitStack = field(default_factory=ExitStack)

    def runs(self, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        """Run a command in another window."""
        command = (str(COMMAND), *words, "--config", str(self.site))
        done = subprocess.run(
            command, input=typed, capture_output=True, text=True, cwd=ROOT, check=False
        )
        assert done.returncode == 0, done
        return done

    def pulls_printer(self) -> None:
        """Pull the printer's plug: no goodbye, nothing remembered; what is out stays out."""
        self.world.printer.process.kill()
        self.world.printer.process.wait(_END_S)

    def plugs_printer(self) -> None:
        """Put it back: the same port, job numbers from 1."""
        port = re.search(r":(\d+)/", self.world.printer.address)
        assert port is not None
        options = ("--port", port.group(1), "--folder", str(self.world.printed))
        again = self.held.enter_context(running_simulator("printer", *options))
        assert again.process is not None
        self.world.printer = SimulatedDevice(
            "printer", again.address, str(again.control), again.process
        )

    def network(self, *, plugged: bool) -> None:
        """Pull the network cable, or put it back."""
        for far in (self.world.platform, self.world.desk):
            assert far is not None
            if plugged:
                far.tell("clear")
            else:
                far.tell("fault", kind="down")

    def sheets(self) -> list[str]:
        """Every sheet that ever came out, whatever the printer remembers."""
        tray = self.world.printed / "tray.txt"
        return tray.read_text("utf-8").splitlines() if tray.exists() else []

    def code_on_sheet(self) -> str:
        """The code on the newest document, as a scanner sees it."""
        newest = max(self.world.printed.glob("[0-9][0-9][0-9]-*.pdf"))
        with pypdfium2.PdfDocument(newest) as document:
            picture = document[0].render(scale=3).to_pil()
        (code,) = zxingcpp.read_barcodes(picture)
        return str(code.text)


@contextmanager
def fitted_bench(*, more: str) -> Iterator[Bench]:
    """Bring up every kind of device; all end with the block."""
    with (
        ExitStack() as held,
        SimulatedWorld(
            has_scanner=True, has_receipts=True, has_desk=True, person_check="face_service"
        ) as world,
    ):
        yield Bench(world, world.site_file(more=more), held)
