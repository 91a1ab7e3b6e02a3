# SPDX-License-Identifier: Apache-2.0
"""The tray runs empty: before the job, in the middle of it, and nobody comes to fill it."""

from dataclasses import replace
from pathlib import Path

from devices.printing.attempt import AttemptState
from devices.printing.ipp import JobState
from devices.printing.press import PrintPhase, PrintProgress
from tests.support.printer_process import PrinterProcess
from tests.support.printing import QUICK, a_job, run


def test_an_empty_tray_is_seen_before_anything_is_sent(tmp_path: Path) -> None:
    with PrinterProcess(tmp_path) as printer:
        printer.control("set", paper=0)
        result = run(printer.address, a_job())
    assert (result.outcome.state, result.outcome.code) == (
        AttemptState.NOT_STARTED,
        "PRINTER-0402",
    )
    assert printer.documents() == []


def test_filled_up_in_the_middle_it_goes_on_with_the_next_sheet(tmp_path: Path) -> None:
    with PrinterProcess(tmp_path) as printer:
        printer.control("set", paper=1)

        def fill(progress: PrintProgress) -> None:
            if progress.phase is PrintPhase.WAITING_OPERATOR:
                printer.control("set", paper=10)

        result = run(printer.address, a_job(3), on_progress=fill)
    assert result.outcome.state is AttemptState.DEVICE_DONE
    assert result.codes == {"PRINTER-0402"}
    assert len(printer.sheets()) == 3


def test_nobody_fills_it_so_the_job_is_cancelled_and_that_is_confirmed(tmp_path: Path) -> None:
    with PrinterProcess(tmp_path) as printer:
        printer.control("set", paper=1)
        result = run(printer.address, a_job(2), limits=replace(QUICK, operator_s=0.2))
        job = printer.control("set", paper=100)["jobs"][0]
    assert (result.outcome.state, result.outcome.code) == (
        AttemptState.DEVICE_FAILED,
        "PRINTER-0407",
    )
    assert job["state"] == JobState.CANCELED
    assert len(printer.sheets()) == 1  # no ghost comes out when the tray is filled


def test_the_wrong_paper_is_seen_before_anything_is_sent(tmp_path: Path) -> None:
    with PrinterProcess(tmp_path) as printer:
        printer.control("fault", kind="wrong_tray")
        result = run(printer.address, a_job())
    assert (result.outcome.state, result.outcome.code) == (
        AttemptState.NOT_STARTED,
        "PRINTER-0402",
    )
