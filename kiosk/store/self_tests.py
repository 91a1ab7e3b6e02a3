# SPDX-License-Identifier: Apache-2.0
"""What self-tests found and what people confirmed beside them; only ever added to."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final

from kiosk.clock import Clock
from kiosk.store.audit import Audit
from kiosk.store.engine import Database, Row

_TESTS: Final = (
    "SELECT at, occasion, device, state, passed, code, seconds, facts FROM self_test"
)
_STEPS: Final = "SELECT at, guide, step, result, who, code FROM confirmed_step"
PRINTED: Final = "sheets_printed"
"""Fact of the printer: how many sheets the ledger has ever had proven."""
TEST_SHEETS: Final = "test_sheets"
"""Fact of the printer: how many of these were test sheets; told once there is one."""


class Occasion(Enum):
    """Why a self-test was made."""

    COMMAND = "command"
    QUIET_HOUR = "quiet_hour"
    SOAK = "soak"
    COMMISSION = "commission"


class StepResult(Enum):
    """What came of a step: the first three are a person's word, the others measured."""

    CONFIRMED = "confirmed"
    DENIED = "denied"
    SKIPPED = "skipped"
    PASSED = "passed"
    FAILED = "failed"

    @property
    def is_good(self) -> bool:
        """Whether the step may count as done; skipped may not."""
        return self in {StepResult.CONFIRMED, StepResult.PASSED}


@dataclass(frozen=True)
class KeptTest:
    """One device of one self-test.

    Attributes:
        at: when; with time zone.
        seconds: from the question to the answer.
        facts: the device's own facts, name to text.

    """

    at: datetime
    occasion: Occasion
    device: str
    state: str
    passed: bool
    code: str
    seconds: float
    facts: Mapping[str, str]


@dataclass(frozen=True)
class KeptStep:
    """One step of a guide and what came of it.

    Attributes:
        guide: ``selftest`` or ``commission``.
        who: staff number of whoever looked; empty where the program measured.

    """

    at: datetime
    guide: str
    step: str
    result: StepResult
    who: str
    code: str


class SelfTests:
    """The history of self-tests and confirmed steps."""

    def __init__(self, database: Database, clock: Clock, audit: Audit) -> None:
        self._database = database
        self._clock = clock
        self._audit = audit

    def add(  # noqa: PLR0913 - one row
        self,
        occasion: Occasion,
        device: str,
        state: str,
        *,
        passed: bool,
        code: str,
        seconds: float,
        facts: Mapping[str, str],
    ) -> None:
        """Keep what one device said; the printer's row gets the ledger's count of sheets.

        Raises:
            StoreError: it could not be written.

        """
        if device == "printer":
            ((sheets,),) = self._database.execute(
                "SELECT coalesce(sum(sheets), 0) FROM print_attempt WHERE state = 'device_done'"
                " AND (device LIKE 'ipp%' OR device LIKE 'cups:%')"  # a slip is no sheet
            )
            ((tests,),) = self._database.execute(
                "SELECT count(*) FROM journal"
                " WHERE event = 'test-sheet-printed' AND disposition = 'came_out'"
            )
            facts = {**facts, PRINTED: str(sheets)}
            facts |= {TEST_SHEETS: str(tests)} if tests else {}
        with self._database.transaction():
            self._database.execute(
                "INSERT INTO self_test"
                " (at, occasion, device, state, passed, code, seconds, facts)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    self._clock.now().isoformat(timespec="seconds"),
                    occasion.value,
                    device,
                    state,
                    int(passed),
                    code,
                    round(seconds, 3),
                    json.dumps(dict(facts), ensure_ascii=False),
                ),
            )

    def end(self, occasion: Occasion, *, tested: int, failed: int) -> None:
        """Leave the line in the journal that a whole self-test was made."""
        self._audit.record(
            "self-test-ended",
            disposition="failed" if failed else "passed",
            occasion=occasion.value,
            tested=tested,
            failed=failed,
        )

    def confirm(
        self, guide: str, step: str, result: StepResult, *, who: str = "", code: str = ""
    ) -> None:
        """Keep what came of a step, with its audit line.

        Raises:
            StoreError: it could not be written.

        """
        with self._database.transaction():
            self._database.execute(
                "INSERT INTO confirmed_step (at, guide, step, result, who, code)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (
                    self._clock.now().isoformat(timespec="seconds"),
                    guide,
                    step,
                    result.value,
                    who,
                    code,
                ),
            )
            self._audit.record(
                "step-confirmed", disposition=result.value, guide=guide, step=step, staff=who
            )

    def tests_of(self, device: str, *, newest: int) -> tuple[KeptTest, ...]:
        """The newest tests of a device, oldest first."""
        rows = self._database.execute(
            f"{_TESTS} WHERE device = ? ORDER BY id DESC LIMIT ?", (device, newest)
        )
        return tuple(_test_from(row) for row in reversed(rows))

    def devices(self) -> tuple[str, ...]:
        """Every device that was ever tested, by name."""
        rows = self._database.execute("SELECT DISTINCT device FROM self_test ORDER BY device")
        return tuple(str(device) for (device,) in rows)

    def last_steps(self, guide: str) -> tuple[KeptStep, ...]:
        """What came of each step last, in the order in which that was."""
        rows = self._database.execute(
            f"{_STEPS} WHERE id IN"  # noqa: S608 - a constant
            " (SELECT max(id) FROM confirmed_step WHERE guide = ? GROUP BY step) ORDER BY id",
            (guide,),
        )
        return tuple(_step_from(row) for row in rows)

    def last_sheet(self) -> str:
        """Digest of the code on the test sheet that came out last; empty where none has."""
        rows = self._database.execute(
            "SELECT facts FROM journal"
            " WHERE event = 'test-sheet-printed' AND disposition = 'came_out'"
            " ORDER BY seq DESC LIMIT 1"
        )
        return next((str(json.loads(str(facts)).get("sheet", "")) for (facts,) in rows), "")

    def last_at(self, occasion: Occasion) -> datetime | None:
        """When a test of this kind was last made; None for never."""
        rows = self._database.execute(
            "SELECT at FROM self_test WHERE occasion = ? ORDER BY id DESC LIMIT 1",
            (occasion.value,),
        )
        return next((datetime.fromisoformat(str(at)) for (at,) in rows), None)


def _test_from(row: Row) -> KeptTest:
    at, occasion, device, state, passed, code, seconds, facts = row
    return KeptTest(
        datetime.fromisoformat(str(at)),
        Occasion(occasion),
        str(device),
        str(state),
        bool(passed),
        str(code),
        float(seconds),
        json.loads(str(facts)),
    )


def _step_from(row: Row) -> KeptStep:
    at, guide, step, result, who, code = row
    when = datetime.fromisoformat(str(at))
    return KeptStep(when, str(guide), str(step), StepResult(result), str(who), str(code))
