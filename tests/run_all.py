# SPDX-License-Identifier: Apache-2.0
"""Runs every test with coverage; what ``make test`` calls.

The whole is measured, simulators and document process included, and must reach 95 % of all
branches; the files named below must reach 100 %: there a branch nobody ran is a licence lost.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REPORT = ROOT / "build" / "coverage.json"
WHOLE = (
    "devices/identity/",
    "devices/card_reader/sam_frame.py",
    "devices/card_reader/pcsc/apdu.py",
    "devices/card_reader/pcsc/social_codec.py",
    "devices/card_reader/pcsc/social_card.py",
    "devices/card_reader/pcsc/social_record.py",
    "devices/printing/attempt.py",
    "devices/printing/blanks.py",
    "devices/printing/ipp_message.py",
    "certificates/numbering.py",
    "forms/",
    "kiosk/session/",
    "kiosk/store/blank_stock.py",
    "kiosk/store/numbers.py",
    "kiosk/store/print_ledger.py",
)
"""Files and folders of which every branch must be run."""

WORKERS = 4
"""Two more than the cores of the smallest machine: whole kiosks wait more than they reckon."""


def _run(*words: str) -> int:
    return subprocess.run([sys.executable, "-m", *words], cwd=ROOT, check=False).returncode


def _files_with(marker: str) -> list[str]:
    """Test files in which a marker stands: the others need not be collected once more."""
    files = sorted((ROOT / "tests").rglob("test_*.py"))
    return [str(file) for file in files if marker in file.read_text("utf-8")]


def _missed(report: dict[str, dict[str, dict[str, dict[str, float]]]]) -> list[str]:
    return [
        f"{name}: {entry['summary']['percent_covered']:.1f} %"
        for name, entry in sorted(report["files"].items())
        if name.startswith(WHOLE) and entry["summary"]["percent_covered"] < 100
    ]


def main() -> int:
    """Return 0 only when every test passed and the coverage is what was promised."""
    REPORT.parent.mkdir(exist_ok=True)
    _run("coverage", "erase")
    spread = ["-n", str(WORKERS), "--dist", "loadfile", "--no-loadscope-reorder"]
    together = [*spread, "-q", "-m", "not alone"]
    measured = ["--cov", "--cov-report=", "--cov-fail-under=0", *sys.argv[1:]]
    # Pages shown one by one need a process without a resting kiosk: its housekeeping collects
    # in the middle of a page that is being built, which has ended the interpreter.
    pages = _files_with("from kiosk.screens.gallery import")
    elsewhere = [f"--ignore={file}" for file in pages]
    if (status := _run("pytest", *together, *elsewhere, *measured)) != 0:
        return status
    if (status := _run("pytest", *together, *pages, "--cov-append", *measured)) != 0:
        return status
    alone = ["-q", "-s", "-m", "alone", *_files_with("pytest.mark.alone")]
    if (status := _run("pytest", *alone, *sys.argv[1:])) != 0:
        return status
    _run("coverage", "json", "-q", "-o", str(REPORT), "--fail-under=0")
    status = _run("coverage", "report", "--skip-covered")
    missed = _missed(json.loads(REPORT.read_text("utf-8")))
    for line in missed:
        sys.stderr.write(f"every branch must be run: {line}\n")
    return status or bool(missed)


if __name__ == "__main__":
    sys.exit(main())
