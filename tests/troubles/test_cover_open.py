# SPDX-License-Identifier: Apache-2.0
"""Somebody opens the printer's cover, or its own panel pauses it."""

from pathlib import Path

import pytest

from devices.printing.attempt import AttemptState
from devices.printing.press import PrintPhase, PrintProgress
from tests.support.printer_process import PrinterProcess
from tests.support.printing import a_job, run


@pytest.mark.parametrize(
    ("kind", "code"), [("cover_open", "PRINTER-0404"), ("stopped", "PRINTER-0408")]
)
def test_open_while_printing_waits_and_goes_on(tmp_path: Path, kind: str, code: str) -> None:
    with PrinterProcess(tmp_path) as printer:
        printer.control("fault", kind=kind, after_sheets=1)

        def close(progress: PrintProgress) -> None:
            if progress.phase is PrintPhase.WAITING_OPERATOR:
                printer.control("clear", kind=kind)

        result = run(printer.address, a_job(2), on_progress=close)
    assert result.outcome.state is AttemptState.DEVICE_DONE
    assert result.codes == {code}
    assert len(printer.sheets()) == 2


def test_open_before_the_job_keeps_it_from_being_sent(tmp_path: Path) -> None:
    with PrinterProcess(tmp_path) as printer:
        printer.control("fault", kind="cover_open")
        result = run(printer.address, a_job())
    assert (result.outcome.state, result.outcome.code) == (
        AttemptState.NOT_STARTED,
        "PRINTER-0404",
    )
    assert printer.documents() == []


def test_open_cover_and_empty_tray_are_told_one_after_the_other(tmp_path: Path) -> None:
    with PrinterProcess(tmp_path) as printer:
        printer.control("fault", kind="cover_open", after_sheets=1)
        printer.control("fault", kind="paper_empty", after_sheets=1)

        def mend(progress: PrintProgress) -> None:
            match progress.code:
                case "PRINTER-0404":
                    printer.control("clear", kind="cover_open")
                case "PRINTER-0402":
                    printer.control("set", paper=5)
                case _:
                    pass

        result = run(printer.address, a_job(2), on_progress=mend)
    assert result.outcome.state is AttemptState.DEVICE_DONE
    codes = [progress.code for progress in result.shown if progress.code]
    assert codes == ["PRINTER-0404", "PRINTER-0402"]
