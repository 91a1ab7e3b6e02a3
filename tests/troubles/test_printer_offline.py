# SPDX-License-Identifier: Apache-2.0
"""The printer is switched off or its cable pulled: before, while and after the job is sent."""

from dataclasses import replace
from pathlib import Path

from devices.printing.attempt import AttemptState
from devices.printing.press import PrintPhase, PrintProgress
from tests.support.printer_process import PrinterProcess
from tests.support.printing import QUICK, a_job, run


def test_offline_before_nothing_is_sent_and_a_new_try_works(tmp_path: Path) -> None:
    with PrinterProcess(tmp_path) as printer:
        printer.control("fault", kind="offline")
        first = run(printer.address, a_job())
        printer.control("clear")
        second = run(printer.address, a_job())
    assert (first.outcome.state, first.outcome.code) == (
        AttemptState.NOT_STARTED,
        "PRINTER-0401",
    )
    assert first.ledger.history == []
    assert second.outcome.state is AttemptState.DEVICE_DONE
    assert len(printer.sheets()) == 1


def test_gone_between_the_questions_and_the_job_is_provably_not_started(tmp_path: Path) -> None:
    with PrinterProcess(tmp_path) as printer:

        def unplug(progress: PrintProgress) -> None:
            if progress.phase is PrintPhase.SENDING:
                printer.control("fault", kind="offline")

        result = run(printer.address, a_job(), on_progress=unplug)
    assert result.outcome.state is AttemptState.NOT_STARTED
    assert result.ledger.states == [AttemptState.INTENT, AttemptState.NOT_STARTED]
    assert printer.sheets() == []


def test_offline_while_printing_waits_and_goes_on(tmp_path: Path) -> None:
    with PrinterProcess(tmp_path, sheet_s=0.1) as printer:

        def trouble(progress: PrintProgress) -> None:
            if progress.phase is PrintPhase.PRINTING and progress.sheets_done == 1:
                printer.control("fault", kind="offline")
            elif progress.phase is PrintPhase.WAITING_OPERATOR:
                printer.control("clear")

        result = run(printer.address, a_job(3), on_progress=trouble)
    assert result.outcome.state is AttemptState.DEVICE_DONE
    assert result.codes == {"PRINTER-0401"}
    assert AttemptState.WAIT_OPERATOR in result.ledger.states
    assert len(printer.sheets()) == 3
    assert len(printer.documents()) == 1


def test_offline_while_queued_waits_and_goes_on(tmp_path: Path) -> None:
    with PrinterProcess(tmp_path) as printer:
        printer.control("fault", kind="busy")
        waited: list[PrintProgress] = []

        def trouble(progress: PrintProgress) -> None:
            match progress.phase:
                case PrintPhase.SENDING:
                    waited.append(progress)
                case PrintPhase.QUEUED if len(waited) == 1:
                    printer.control("fault", kind="offline")
                case PrintPhase.WAITING_OPERATOR:
                    waited.append(progress)
                    printer.control("clear", kind="offline")
                case PrintPhase.PRINTING:
                    printer.control("clear", kind="busy")
                case _:
                    pass

        result = run(printer.address, a_job(), on_progress=trouble)
    assert result.outcome.state is AttemptState.DEVICE_DONE
    assert AttemptState.WAIT_OPERATOR in result.ledger.states
    assert len(printer.sheets()) == 1


def test_offline_for_good_leaves_the_outcome_unknown(tmp_path: Path) -> None:
    with PrinterProcess(tmp_path, sheet_s=0.1) as printer:

        def unplug(progress: PrintProgress) -> None:
            if progress.phase is PrintPhase.PRINTING:
                printer.control("fault", kind="offline")

        limits = replace(QUICK, operator_s=0.3)
        result = run(printer.address, a_job(2), on_progress=unplug, limits=limits)
    assert (result.outcome.state, result.outcome.code) == (
        AttemptState.UNKNOWN,
        "PRINTER-0406",
    )
    assert "could not be cancelled" in result.outcome.evidence.detail
