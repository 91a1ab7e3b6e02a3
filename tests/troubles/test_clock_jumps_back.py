# SPDX-License-Identifier: Apache-2.0
"""Trouble: the machine's clock jumps back a day while a licence is being printed."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event
from uuid import uuid4

import pytest

from devices.printing.attempt import AttemptState
from devices.printing.port import PrintJob
from devices.printing.press import print_once
from devices.printing.progress import PrintPhase, PrintProgress
from kiosk.journal import Journal
from kiosk.store.records import PaperState
from kiosk.store.store import Store
from tests.support.fixed_clock import FixedClock
from tests.support.printer_process import PrinterProcess
from tests.support.printing import QUICK, direct, pdf
from tests.support.store_samples import numbered_case, opened

CASE = "K-0001-20261123-0001"


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    with opened(tmp_path / "data", clock) as store:
        store.submit_case(numbered_case(store, CASE))
        yield store


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[PrinterProcess]:
    (tmp_path / "printed").mkdir()
    with PrinterProcess(tmp_path / "printed", sheet_s=0.1) as running:
        yield running


def test_the_print_is_proven_kept_in_its_order_and_not_repeated(
    store: Store, clock: FixedClock, printer: PrinterProcess
) -> None:
    def jump(progress: PrintProgress) -> None:
        if progress.phase is PrintPhase.SENDING:
            clock.set(clock.now() - timedelta(days=1))

    stored = store.documents.put(CASE, "licence.pdf", pdf())
    job = PrintJob(str(uuid4()), stored.content, 297.0, 210.0, sealed_sha256=stored.sha256)
    outcome = print_once(
        direct(printer.address),
        store.prints,
        job,
        on_progress=jump,
        cancelled=Event(),
        limits=QUICK,
    )
    assert outcome.state is AttemptState.DEVICE_DONE
    assert len(printer.sheets()) == 1
    rows = store._database.execute(
        "SELECT state FROM print_event WHERE attempt_id = ? ORDER BY rowid", (job.attempt_id,)
    )
    states = [state for (state,) in rows]
    assert (states[0], states[-1]) == ("intent", "device_done")
    (paper,) = store.prints.papers_of(CASE)
    assert paper.state is PaperState.OUT
    assert Journal.open(store, clock=clock).verify().is_good
