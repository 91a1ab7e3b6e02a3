# SPDX-License-Identifier: Apache-2.0
"""A sheet jams on its way: it is spoiled, the job waits, and staff clears it or does not."""

from dataclasses import replace
from pathlib import Path

from devices.printing.attempt import AttemptState
from devices.printing.press import PrintPhase, PrintProgress
from tests.support.printer_process import PrinterProcess
from tests.support.printing import QUICK, a_job, run


def test_a_cleared_jam_costs_a_sheet_and_no_licence(tmp_path: Path) -> None:
    with PrinterProcess(tmp_path) as printer:
        printer.control("fault", kind="jam", after_sheets=1)

        def pull_out(progress: PrintProgress) -> None:
            if progress.phase is PrintPhase.WAITING_OPERATOR:
                printer.control("clear")

        result = run(printer.address, a_job(2), on_progress=pull_out)
        state = printer.control("state")
    assert result.outcome.state is AttemptState.DEVICE_DONE
    assert result.codes == {"PRINTER-0403"}
    assert "waiting_operator" in result.phases
    assert result.phases[-1] == "done"
    assert len(printer.sheets()) == 2
    assert len(state["jobs"]) == 1


def test_a_sheet_that_jams_half_way_is_spoiled(tmp_path: Path) -> None:
    with PrinterProcess(tmp_path, sheet_s=0.3) as printer:

        def trouble(progress: PrintProgress) -> None:
            if progress.phase is PrintPhase.PRINTING and progress.sheets_done == 0:
                printer.control("fault" if not jammed else "state", kind="jam")
                jammed.append(True)
            elif progress.phase is PrintPhase.WAITING_OPERATOR:
                printer.control("clear")

        jammed: list[bool] = []
        result = run(printer.address, a_job(), on_progress=trouble)
        state = printer.control("state")
    assert result.outcome.state is AttemptState.DEVICE_DONE
    assert (state["spoiled"], state["sheets"], state["paper"]) == (1, 1, 248)


def test_a_jam_that_nobody_clears_needs_a_person_to_look(tmp_path: Path) -> None:
    with PrinterProcess(tmp_path) as printer:
        printer.control("fault", kind="jam", after_sheets=1)
        result = run(printer.address, a_job(2), limits=replace(QUICK, operator_s=0.2))
        printer.control("clear")
        again = run(printer.address, a_job(2))  # a new attempt, by order of a person
    assert result.outcome.state is AttemptState.DEVICE_FAILED
    assert result.outcome.evidence.sheets_completed == 1
    assert again.outcome.state is AttemptState.DEVICE_DONE
    assert len(printer.sheets()) == 3


def test_a_jam_before_the_job_keeps_it_from_being_sent(tmp_path: Path) -> None:
    with PrinterProcess(tmp_path) as printer:
        printer.control("fault", kind="jam")
        result = run(printer.address, a_job())
    assert (result.outcome.state, result.outcome.code) == (
        AttemptState.NOT_STARTED,
        "PRINTER-0403",
    )
