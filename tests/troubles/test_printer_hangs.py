# SPDX-License-Identifier: Apache-2.0
"""The printer holds the line and says nothing, or does not do what it confirmed."""

from dataclasses import replace
from pathlib import Path

from devices.printing.attempt import AttemptState
from devices.printing.ipp import JobState
from devices.printing.press import PrintPhase, PrintProgress
from tests.support.printer_process import PrinterProcess
from tests.support.printing import QUICK, a_job, run


def test_silence_before_the_job_sends_nothing(tmp_path: Path) -> None:
    with PrinterProcess(tmp_path) as printer:
        printer.control("fault", kind="hang")
        result = run(printer.address, a_job())
        printer.control("clear")
    assert (result.outcome.state, result.outcome.code) == (
        AttemptState.NOT_STARTED,
        "PRINTER-0401",
    )
    assert printer.documents() == []


def test_silence_while_printing_waits_and_goes_on(tmp_path: Path) -> None:
    with PrinterProcess(tmp_path) as printer:

        def trouble(progress: PrintProgress) -> None:
            if progress.phase is PrintPhase.SENDING:
                printer.control("fault", kind="hang", after_sheets=1)
            elif progress.phase is PrintPhase.WAITING_OPERATOR:
                printer.control("clear")

        result = run(printer.address, a_job(2), on_progress=trouble)
    assert result.outcome.state is AttemptState.DEVICE_DONE
    assert result.codes <= {"PRINTER-0401"}
    assert len(printer.sheets()) == 2


def test_a_sheet_that_never_comes_is_cancelled(tmp_path: Path) -> None:
    with PrinterProcess(tmp_path, sheet_s=60) as printer:
        result = run(printer.address, a_job(), limits=replace(QUICK, progress_s=0.2))
        job = printer.control("state")["jobs"][0]
    assert result.outcome.state is AttemptState.DEVICE_FAILED
    assert job["state"] == JobState.CANCELED
    assert printer.sheets() == []


def test_a_cancel_that_is_confirmed_but_not_done_leaves_the_outcome_unknown(
    tmp_path: Path,
) -> None:
    with PrinterProcess(tmp_path, sheet_s=60) as printer:
        printer.control("fault", kind="slow_cancel")
        limits = replace(QUICK, progress_s=0.2, confirm_s=0.3)
        result = run(printer.address, a_job(), limits=limits)
    assert (result.outcome.state, result.outcome.code) == (
        AttemptState.UNKNOWN,
        "PRINTER-0406",
    )
    assert "did not confirm" in result.outcome.evidence.detail


def test_a_cancel_that_is_not_answered_leaves_the_outcome_unknown(tmp_path: Path) -> None:
    cancel_job = 8
    with PrinterProcess(tmp_path, sheet_s=60) as printer:
        printer.control("fault", kind="hang", operation=cancel_job)
        result = run(printer.address, a_job(), limits=replace(QUICK, progress_s=0.2))
        printer.control("clear")
    assert result.outcome.state is AttemptState.UNKNOWN
    assert "could not be cancelled" in result.outcome.evidence.detail
