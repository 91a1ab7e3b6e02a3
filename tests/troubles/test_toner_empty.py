# SPDX-License-Identifier: Apache-2.0
"""The toner is used up: before the job, and in the middle of it."""

from pathlib import Path

from devices.printing.attempt import AttemptState
from devices.printing.press import PrintPhase, PrintProgress
from tests.support.printer_process import PrinterProcess
from tests.support.printing import a_job, run


def test_no_toner_is_seen_before_anything_is_sent(tmp_path: Path) -> None:
    with PrinterProcess(tmp_path) as printer:
        printer.control("set", toner=0)
        result = run(printer.address, a_job())
    assert (result.outcome.state, result.outcome.code) == (
        AttemptState.NOT_STARTED,
        "PRINTER-0412",
    )
    assert printer.documents() == []


def test_changed_in_the_middle_it_goes_on_with_the_next_sheet(tmp_path: Path) -> None:
    with PrinterProcess(tmp_path) as printer:
        printer.control("fault", kind="stopped", after_sheets=1, reason="toner-empty-error")

        def change(progress: PrintProgress) -> None:
            if progress.phase is PrintPhase.WAITING_OPERATOR:
                printer.control("clear", kind="stopped")

        result = run(printer.address, a_job(2), on_progress=change)
    assert result.outcome.state is AttemptState.DEVICE_DONE
    assert result.codes == {"PRINTER-0412"}
    assert len(printer.sheets()) == 2
