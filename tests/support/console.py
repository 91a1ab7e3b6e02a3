# SPDX-License-Identifier: Apache-2.0
"""The command line in a process of its own, and what its ``result.json`` holds."""

import os
import subprocess
import sys

from tests.support.simulators import ROOT

RESULT_KEYS = {
    "cases",
    "outcome",
    "stop_reason",
    "case_number",
    "licence_number",
    "documents",
    "states",
    "taps",
    "typed_characters",
    "strokes",
    "fields_total",
    "fields_asked",
    "materials_total",
    "materials_by_supply",
    "printer_sheets",
    "faults",
    "found",
}


def kiosk(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the command line without a display."""
    environment = {
        k: v for k, v in os.environ.items() if k not in {"DISPLAY", "QT_QPA_PLATFORM"}
    }
    return subprocess.run(
        (sys.executable, "-m", "kiosk", *words),
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )
