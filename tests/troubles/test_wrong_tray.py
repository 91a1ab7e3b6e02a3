# SPDX-License-Identifier: Apache-2.0
"""Trouble: the settings name a tray for numbered blanks that the device has not."""

from dataclasses import replace
from pathlib import Path

from devices.printing.attempt import AttemptState
from tests.support.printer_process import PrinterProcess
from tests.support.printing import a_job, run


def test_nothing_is_sent_and_no_licence_lies_on_plain_paper(tmp_path: Path) -> None:
    with PrinterProcess(tmp_path) as printer:
        wrong = run(printer.address, replace(a_job(), tray="photo"))
        assert (wrong.outcome.state, wrong.outcome.code) == (
            AttemptState.NOT_STARTED,
            "PRINTER-0405",
        )
        assert wrong.outcome.evidence.detail == "no tray photo: main"
        assert printer.documents() == []
        right = run(printer.address, replace(a_job(), tray="main"))
    assert right.outcome.state is AttemptState.DEVICE_DONE
