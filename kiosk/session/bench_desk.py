# SPDX-License-Identifier: Apache-2.0
"""What staff is at on the pages of reports and of the self-test, as frozen values."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Final

STOCK: Final = "stock"
STOCK_BEFORE: Final = "stock_before"
READINESS: Final = "readiness"
REPORTS: Final = (STOCK, STOCK_BEFORE, READINESS)
"""The day's sheet of blanks, that of the day before, and the readiness report."""


class Printing(Enum):
    """How far a report is on its way to paper."""

    NOT_ASKED = "not_asked"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class ReportDesk:
    """The report whose page is open.

    Attributes:
        report: which; empty for none.
        turn: counts what was asked for, so that a late answer is known as one.
        pages: the made sheets as pictures (``data:`` addresses); empty until they are there.
        is_large: whether the sheet fills the page.
        code: fault code of what keeps it from being made, or from coming out.

    """

    report: str = ""
    turn: int = 0
    pages: tuple[str, ...] = field(default=(), repr=False)
    is_large: bool = False
    printing: Printing = Printing.NOT_ASKED
    code: str = ""


@dataclass(frozen=True)
class StepLine:
    """One step of the self-test at this kiosk, and what came of it last.

    Attributes:
        does: what the machine does before somebody is asked; empty for nothing.
        is_measured: whether nobody is asked, for the machine sees it itself.
        result: value of ``StepResult``; empty for never.
        who: staff number; ``at`` when it was.

    """

    id: str
    does: str = ""
    is_measured: bool = False
    result: str = ""
    at: datetime | None = None
    who: str = ""
    code: str = ""


class Phase(Enum):
    """How far the open step is."""

    READY = "ready"
    """The machine waits for a touch before it does its part."""
    WORKING = "working"
    ASKING = "asking"
    """Somebody is asked what they see or hear."""
    PASSED = "passed"
    FAILED = "failed"


@dataclass(frozen=True)
class CheckDesk:
    """The steps, and the one that is open.

    Attributes:
        steps: of this kiosk in their order; empty until they were read.
        step: id of the open one.
        is_walking: whether the next one follows by itself.
        told: what the machine could not do of its part, by words of the texts.
        sheet_code: code of the test sheet that was printed since staff came in.

    """

    steps: tuple[StepLine, ...] = ()
    step: str = ""
    phase: Phase = Phase.READY
    turn: int = 0
    is_walking: bool = False
    code: str = ""
    told: tuple[str, ...] = ()
    sheet_code: str = field(default="", repr=False)

    @property
    def place(self) -> int:
        """Its place among the steps, from 1."""
        return [one.id for one in self.steps].index(self.step) + 1


NO_REPORT: Final = ReportDesk()
NO_CHECKS: Final = CheckDesk()
