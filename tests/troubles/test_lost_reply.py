# SPDX-License-Identifier: Apache-2.0
"""The printer takes the job and the connection breaks before it can say so."""

from dataclasses import replace
from pathlib import Path

import pytest

from devices.printing.attempt import AttemptState
from devices.printing.press import PrintPhase, PrintProgress
from tests.support.printer_process import PrinterProcess
from tests.support.printing import QUICK, a_job, run

PRINT_JOB = 2


def test_the_job_is_found_by_its_name_and_printed_once(tmp_path: Path) -> None:
    with PrinterProcess(tmp_path) as printer:
        printer.control("fault", kind="lost_reply")
        result = run(printer.address, a_job())
    assert result.outcome.state is AttemptState.DEVICE_DONE
    assert result.outcome.evidence.job_uuid.startswith("urn:uuid:")
    assert len(printer.documents()) == len(printer.sheets()) == 1


@pytest.mark.parametrize("kind", ["http_500", "hang"])
def test_a_job_that_never_arrived_may_be_tried_again(tmp_path: Path, kind: str) -> None:
    with PrinterProcess(tmp_path) as printer:
        printer.control("set", up_time=86_400)
        printer.control("fault", kind=kind, operation=PRINT_JOB)
        first = run(printer.address, a_job())
        printer.control("clear")
        second = run(printer.address, a_job())
    assert first.outcome.state is AttemptState.NOT_STARTED
    assert first.outcome.code in {"PRINTER-0401", "PRINTER-0408"}
    assert first.ledger.states == [AttemptState.INTENT, AttemptState.NOT_STARTED]
    assert second.outcome.state is AttemptState.DEVICE_DONE
    assert len(printer.sheets()) == 1


def test_gone_for_good_after_the_reply_was_lost_is_unknown(tmp_path: Path) -> None:
    with PrinterProcess(tmp_path) as printer:

        def break_down(progress: PrintProgress) -> None:
            if progress.phase is PrintPhase.SENDING:
                printer.control("fault", kind="hang")

        result = run(printer.address, a_job(), on_progress=break_down)
        printer.control("clear")
    assert (result.outcome.state, result.outcome.code) == (
        AttemptState.UNKNOWN,
        "PRINTER-0406",
    )


def test_not_there_long_after_is_no_proof(tmp_path: Path) -> None:
    """Devices may forget a job that is over; then only a person can tell."""
    with PrinterProcess(tmp_path) as printer:
        printer.control("fault", kind="http_500", operation=PRINT_JOB)
        result = run(printer.address, a_job(), limits=replace(QUICK, history_s=0))
    assert result.outcome.state is AttemptState.UNKNOWN


def test_a_device_that_comes_back_at_the_last_moment_proves_nothing(tmp_path: Path) -> None:
    """What lies in its network buffer may become a job after all."""
    with PrinterProcess(tmp_path) as printer:
        printer.control("fault", kind="http_500", operation=PRINT_JOB)
        limits = replace(QUICK, settle_s=0.1, absent_s=5)
        result = run(printer.address, a_job(), limits=limits)
    assert result.outcome.state is AttemptState.UNKNOWN


def test_a_restart_in_between_makes_not_there_no_proof(tmp_path: Path) -> None:
    with PrinterProcess(tmp_path) as printer:
        printer.control("set", up_time=86_400)
        printer.control("fault", kind="http_500", operation=PRINT_JOB)

        def restart(progress: PrintProgress) -> None:
            if progress.phase is PrintPhase.SENDING:
                printer.control("fault", kind="up_time_back")

        result = run(printer.address, a_job(), on_progress=restart)
    assert result.outcome.state is AttemptState.UNKNOWN
