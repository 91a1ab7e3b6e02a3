# SPDX-License-Identifier: Apache-2.0
"""Sample cases and print attempts for tests of the store; nobody in them is real."""

import uuid
from datetime import date
from pathlib import Path

from devices.printing.attempt import AttemptState
from devices.printing.ledger import AttemptRecord
from kiosk.clock import Clock
from kiosk.journal import Journal
from kiosk.store.records import (
    CaseRecord,
    Disposition,
    Found,
    NumberUse,
    OutboxMessage,
    PromiseRecord,
)
from kiosk.store.store import Store
from tests.support.fixed_clock import FixedClock

SERIES = "hygiene-permit"
PERIOD = "2026"
SHEET_FOUND = Disposition(Found.CAME_OUT, "0107")
LOST_SHEET = Disposition(Found.NOTHING_CAME_OUT, "0107", "0112")
"""What staff says after a look into the printer; the numbers are of nobody."""
FORM = '{"applicant.name":"测试甲"}'.encode()


def opened(data_dir: Path, clock: Clock | None = None, *, demo: bool = True) -> Store:
    """A store with its journal attached."""
    clock = clock or FixedClock()
    store = Store.open(data_dir, clock=clock, demo=demo)
    Journal.open(store, clock=clock)
    return store


def sample_case(
    case_id: str, *, number: NumberUse | None = None, **changes: object
) -> CaseRecord:
    """A case issued under promise, with one promise, one message and one paper."""
    columns: dict[str, object] = {
        "case_id": case_id,
        "service": "hygiene-permit",
        "situation": "new",
        "decision": "issued_under_promise",
        "submitted_at": FixedClock().now(),
        "catalogue_version": "1.0",
        "catalogue_sha256": "0" * 64,
        "form": FORM,
        "due_on": date(2027, 1, 22),
        "promises": (PromiseRecord("water-report", date(2027, 1, 22)),),
        "number": number,
        "outbox": OutboxMessage(f"case/{case_id}", "case-submitted", FORM),
        "papers": ("licence.pdf",),
    }
    return CaseRecord(**{**columns, **changes})  # type: ignore[arg-type]


def numbered_case(store: Store, case_id: str, **changes: object) -> CaseRecord:
    """A sample case that uses the next number of the series."""
    value = store.numbers.reserve(SERIES, PERIOD)
    use = NumberUse(SERIES, PERIOD, value, f"示例卫公证字〔2026〕第{value:04}号")
    return sample_case(case_id, number=use, **changes)


def new_attempt(document_sha256: str, device: str = "ipp://127.0.0.1/print") -> AttemptRecord:
    """An attempt at its beginning."""
    return AttemptRecord(str(uuid.uuid4()), device, document_sha256, 1, AttemptState.INTENT)
