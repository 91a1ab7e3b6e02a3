# SPDX-License-Identifier: Apache-2.0
"""The tray counts fewer sheets than a visit may need: it is not begun until filled."""

from dataclasses import replace
from pathlib import Path

from devices.printing.probe import printer_probe
from kiosk.session.degradation import Remaining, remaining
from kiosk.session.machine import Machine
from kiosk.session.print_need import sheets_at_most
from tests.support.applying import permit, shipped
from tests.support.printer_process import PrinterProcess
from tests.support.printing import direct
from tests.support.visits import GOOD


def test_a_service_is_not_begun_with_fewer_sheets_than_it_needs(tmp_path: Path) -> None:
    needed = sheets_at_most(permit())
    with PrinterProcess(tmp_path) as printer:
        port = direct(printer.address)

        def left(item_id: str) -> Remaining:
            machine = Machine(GOOD).with_report(printer_probe(port))
            return remaining(machine, shipped().service(item_id))

        printer.control("set", paper=needed - 1)
        short = left("hygiene-permit").closing
        assert short is not None
        assert short.code == "PRINTER-0410"
        assert left("own-certificates").is_open
        printer.control("set", paper=needed)
        assert left("hygiene-permit").is_open
    gone = replace(Machine(GOOD), reports=(*GOOD[:2], printer_probe(port), *GOOD[3:]))
    assert not remaining(gone, permit()).is_open
