# SPDX-License-Identifier: Apache-2.0
"""From device to paper: the kiosk adds less than its polling to the device's own time."""

import sys
from pathlib import Path

import pytest

from tests.support.press_clock import SLACK_S, press_times
from tests.support.printer_process import PrinterProcess

pytestmark = pytest.mark.slow


def test_a_sheet_is_told_within_a_second_of_its_lying_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with PrinterProcess(tmp_path, sheet_s=0.8) as printer:
        told = press_times(printer)
    with capsys.disabled():
        sys.stdout.write(
            f"\nprint to DEVICE_DONE: device alone {told.device_s:.2f} s, kiosk"
            f" {told.kiosk_s:.2f} s, × {told.kiosk_s / told.device_s:.2f}"
            f" (limit + {SLACK_S} s)\n"
        )
    assert told.added_s <= SLACK_S
