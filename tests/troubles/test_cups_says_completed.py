# SPDX-License-Identifier: Apache-2.0
"""Trouble: CUPS says "completed, one sheet", and no sheet came out; the citizen never hears it.

A real cupsd, a printer whose plug is pulled in mid-job and put in again, and the pages that
follow from what the driver makes of it.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pytest

from devices.printing.attempt import AttemptState
from devices.printing.ipp import JobState
from devices.printing.port import JobObservation, SubmittedJob
from kiosk.session.events import PaperEnded
from kiosk.session.states import State
from tests.support.cups import cups_queue, short_folder
from tests.support.printer_process import PrinterProcess
from tests.support.printing import QUICK, Run, a_job, direct, run, through_cups
from tests.support.visits import Visit

PATIENT = replace(QUICK, progress_s=20.0, operator_s=20.0, confirm_s=2.0)
DRAWING_S = 0.5
AWAY_S = 1.0
"""The queue has asked in vain by then; when it asks again, nobody knows its job."""
pytestmark = [pytest.mark.daemon, pytest.mark.slow]


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[PrinterProcess]:
    with PrinterProcess(tmp_path, sheet_s=2.0) as running:
        yield running


@pytest.fixture
def queue(printer: PrinterProcess) -> Iterator[str]:
    with short_folder() as folder, cups_queue(folder, printer.address) as address:
        yield address


def pull_and_put_back(printer: PrinterProcess) -> None:
    """Pull the plug while the printer draws, the whole document being there."""
    while not printer.documents():
        Event().wait(0.02)
    Event().wait(DRAWING_S)
    printer.power_cut()
    Event().wait(AWAY_S)
    printer.power_on()


def last_word_of(queue: str, result: Run) -> JobObservation:
    """What the queue itself says of the job when it has ended there."""
    evidence = result.ledger.records[result.outcome.attempt_id].evidence
    assert evidence.job_id is not None
    ours = SubmittedJob(result.outcome.attempt_id, evidence.job_id)
    while True:
        seen = direct(queue).observe(ours)
        assert seen.state is not None
        if seen.state.is_final:
            return seen
        Event().wait(0.05)


def test_completed_with_no_sheet_is_a_trouble_with_a_code_and_never_a_success(
    printer: PrinterProcess, queue: str
) -> None:
    cutting = Thread(target=pull_and_put_back, args=(printer,))
    cutting.start()
    result = run(through_cups(queue), a_job(), limits=PATIENT)
    cutting.join()
    lie = last_word_of(queue, result)
    assert (lie.state, lie.impressions_completed) == (JobState.COMPLETED, 1)
    assert printer.sheets() == []
    assert result.outcome.state is AttemptState.UNKNOWN
    assert "done" not in result.phases
    visit = Visit().until_printing()
    ended = PaperEnded(1, "licence", delivered=False, code=result.outcome.code, pickup="012345")
    visit.take(ended)
    assert visit.at(State.TROUBLE)
    assert visit.session.trouble is not None
    assert visit.session.trouble.code == "PRINTER-0406"
