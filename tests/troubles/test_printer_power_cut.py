# SPDX-License-Identifier: Apache-2.0
"""The printer's plug is pulled and put back: history gone, ids from 1, paper half done."""

from pathlib import Path

from devices.printing.attempt import AttemptState
from devices.printing.press import PrintPhase, PrintProgress, reconcile
from tests.support.printer_process import PrinterProcess
from tests.support.printing import QUICK, MemoryLedger, a_job, direct, run


def test_in_the_middle_of_a_job_the_outcome_is_unknown(tmp_path: Path) -> None:
    with PrinterProcess(tmp_path, sheet_s=0.1) as printer:
        printer.control("set", up_time=3600)

        def pull_and_put_back(progress: PrintProgress) -> None:
            if progress.phase is PrintPhase.PRINTING and progress.sheets_done == 1:
                printer.power_cut()
                printer.power_on()

        result = run(printer.address, a_job(3), on_progress=pull_and_put_back)
    assert (result.outcome.state, result.outcome.code) == (
        AttemptState.UNKNOWN,
        "PRINTER-0406",
    )
    assert len(printer.sheets()) in {1, 2}
    assert len(printer.documents()) == 1


def test_a_foreign_job_that_got_our_number_is_not_taken_for_ours(tmp_path: Path) -> None:
    with PrinterProcess(tmp_path, sheet_s=0.1) as printer:

        def reuse_the_number(progress: PrintProgress) -> None:
            if progress.phase is PrintPhase.PRINTING and progress.sheets_done == 0:
                printer.power_cut()
                printer.power_on()
                direct(printer.address).submit(a_job())

        result = run(printer.address, a_job(), on_progress=reuse_the_number)
        jobs = printer.control("state")["jobs"]
    assert result.outcome.evidence.job_id == jobs[0]["id"] == 1
    assert result.outcome.state is AttemptState.UNKNOWN


def test_both_lose_power_and_the_next_start_settles_it_without_a_sheet(tmp_path: Path) -> None:
    class KioskDiedError(Exception):
        pass

    ledger = MemoryLedger()
    with PrinterProcess(tmp_path, sheet_s=0.2) as printer:

        def die(progress: PrintProgress) -> None:
            if progress.phase is PrintPhase.PRINTING:
                printer.power_cut()
                raise KioskDiedError

        try:
            run(printer.address, a_job(), ledger=ledger, on_progress=die)
        except KioskDiedError:
            printer.power_on()
        sheets_before = printer.sheets()
        (outcome,) = reconcile(direct(printer.address), ledger, limits=QUICK)
    assert outcome.state is AttemptState.UNKNOWN
    assert ledger.open_attempts() == ()
    assert printer.sheets() == sheets_before
