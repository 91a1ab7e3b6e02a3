# SPDX-License-Identifier: Apache-2.0
"""The whole way with a receipt printer: the receipt on the roll, everything else on A4."""

from pathlib import Path

import pytest
import zxingcpp

from kiosk.session.states import State
from tests.support.receipts import running_receipt_printer, slips
from tests.support.whole import QUICK, quick_world, script, whole_kiosk

pytestmark = [pytest.mark.daemon, pytest.mark.slow]


def test_a_citizen_takes_the_licence_from_the_tray_and_the_receipt_from_the_roll(
    tmp_path: Path,
) -> None:
    with running_receipt_printer() as roll, quick_world(tmp_path) as world:
        more = f'{QUICK}[receipt_printer]\nuri = "{roll.address}"\n'
        with whole_kiosk(world, more=more) as whole:
            whole.wait_for(State.ATTRACT)
            result = whole.play(script())
            told = {one.device: one.code for one in whole.session.machine.reports}
            papers = len(whole.printed())
        assert result.outcome == "issued"
        assert told["receipt_printer"] == ""
        (code,) = zxingcpp.read_barcodes(slips(roll)[-1].convert("L"))
        assert code.text.startswith(f"JC1:{result.case_number}:")
        assert papers == 2  # licence and promise letter
        assert result.printer_sheets == 3  # the letter has two; a slip is no sheet
