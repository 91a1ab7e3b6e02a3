# SPDX-License-Identifier: Apache-2.0
"""What the pages of reports and of the self-test ask of the world, and what comes back."""

from dataclasses import dataclass, field

from devices.states import ProbeReport
from kiosk.session.bench_desk import StepLine

# -- effects -----------------------------------------------------------------------------


@dataclass(frozen=True)
class BenchEffect:
    """Asked for by who is at the staff's pages in this visit."""

    visit: int


@dataclass(frozen=True)
class MakeReport(BenchEffect):
    """Make a report as of now (``ReportMade``); it is kept until ``LetGo``.

    ``reports`` is what the devices said last; ``language`` that of page and sheet.
    """

    turn: int
    report: str
    language: str
    reports: tuple[ProbeReport, ...]


@dataclass(frozen=True)
class PrintReport(BenchEffect):
    """Print the report that was made last (``ReportPrinted``, as often as something is new)."""

    turn: int
    report: str
    who: str


@dataclass(frozen=True)
class LetGo(BenchEffect):
    """Nobody waits any more for what is printed or scanned here; what was made is dropped."""


@dataclass(frozen=True)
class ReadSteps(BenchEffect):
    """Read the steps and what came of each last (``StepsRead``)."""


@dataclass(frozen=True)
class DoStep(BenchEffect):
    """Have the machine do its part of a step (``StepDone``); one that fails is kept by that."""

    turn: int
    step: str
    who: str
    language: str
    sheet_code: str = field(default="", repr=False)


@dataclass(frozen=True)
class KeepStep(BenchEffect):
    """Keep what somebody said of a step; ``StepsRead`` follows."""

    step: str
    result: str
    who: str


# -- events ------------------------------------------------------------------------------


@dataclass(frozen=True)
class BenchEvent:
    """Told to who is at the staff's pages in this visit."""

    visit: int


@dataclass(frozen=True)
class ReportMade(BenchEvent):
    """The sheets as pictures, or the code of what kept them from being made."""

    turn: int
    pages: tuple[str, ...] = field(default=(), repr=False)
    code: str = ""


@dataclass(frozen=True)
class ReportPrinted(BenchEvent):
    """How far it is: ``working`` (with a code: the printer waits), ``done`` or ``failed``."""

    turn: int
    outcome: str
    code: str = ""


@dataclass(frozen=True)
class StepsRead(BenchEvent):
    """The steps of this kiosk with their last results."""

    steps: tuple[StepLine, ...]


@dataclass(frozen=True)
class StepDone(BenchEvent):
    """What came of the machine's part: ``working``, ``ask``, ``passed`` or ``failed``.

    ``told`` are words for what it could not do and somebody has to know before answering.
    """

    turn: int
    outcome: str
    code: str = ""
    told: tuple[str, ...] = ()
    sheet_code: str = field(default="", repr=False)


@dataclass(frozen=True)
class StepNotKept(BenchEvent):
    """The disk did not take a result."""

    code: str
