# SPDX-License-Identifier: Apache-2.0
"""Runs every test with coverage; what ``make test`` calls.

The whole is measured, simulators and document process included, and must reach 95 % of all
branches; the files named below must reach 100 %: there a branch nobody ran is a licence lost.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

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


LAST_FAILED = ROOT / ".pytest_cache" / "v" / "cache" / "lastfailed"
UNSTEADY = 3
"""As many failed tests are heard once more; a change that broke something breaks more."""


def _run(*words: str) -> int:
    """Run a module of Python; compiled code is kept, whatever the shell says of it.

    Else every worker rewrites the assertions of all test files, and each of the
    processes that they start compiles the kiosk anew before its first line.
    """
    kept = {name: os.environ[name] for name in os.environ if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-m", *words]
    return subprocess.run(command, cwd=ROOT, env=kept, check=False).returncode


def _heard(chosen: list[str], measured: list[str]) -> int:
    """Run the chosen tests; hear up to ``UNSTEADY`` failed ones once more, alone.

    What fails beside three others and passes alone waits for a time and not for a thing: it is
    named, to be mended, and does not hide what twelve thousand others say. An example that
    hypothesis found is tried again with the very same values, and fails again.
    """
    LAST_FAILED.unlink(missing_ok=True)
    status = _run("pytest", *chosen, *measured)
    if status != pytest.ExitCode.TESTS_FAILED or not LAST_FAILED.exists():
        return status
    failed = sorted(json.loads(LAST_FAILED.read_text("utf-8")))
    if len(failed) > UNSTEADY:
        return status
    append = ["--cov-append"] if "--cov" in measured else []
    again = _run("pytest", "-q", "-s", "--last-failed", *append, *measured)
    word = "UNSTEADY, to be mended" if again == 0 else "failed twice"
    for name in failed:
        sys.stderr.write(f"{word}: {name}\n")
    return again


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
    if (status := _heard(together, measured)) != 0:
        return status
    alone = ["-q", "-s", "-m", "alone", *_files_with("pytest.mark.alone")]
    if (status := _heard(alone, sys.argv[1:])) != 0:
        return status
    _run("coverage", "json", "-q", "-o", str(REPORT), "--fail-under=0")
    status = _run("coverage", "report", "--skip-covered")
    missed = _missed(json.loads(REPORT.read_text("utf-8")))
    for line in missed:
        sys.stderr.write(f"every branch must be run: {line}\n")
    return status or bool(missed)


if __name__ == "__main__":
    sys.exit(main())
