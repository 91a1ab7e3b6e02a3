# SPDX-License-Identifier: Apache-2.0
"""Our client against foreign printers, and foreign clients against our printer."""

import time
from pathlib import Path
from threading import Event

import pytest

from devices.printing.attempt import AttemptState
from devices.printing.ipp import JobState, PrinterState
from devices.printing.port import JobObservation, SubmittedJob
from tests.support.cups import cups_queue, ippeveprinter, ipptool, program, short_folder
from tests.support.printer_process import PrinterProcess
from tests.support.printing import a_job, direct, pdf, run

pytestmark = pytest.mark.daemon

# Counts a side as a real device would, and leaves what the client asked for in asked.txt.
PRINT_COMMAND = """#!/bin/sh
env | grep '^IPP_' > "{folder}/asked.txt"
echo 'ATTR: job-impressions-completed=1' >&2
"""


def watched(
    address: str, submitted: SubmittedJob, *, deadline_s: float = 10.0
) -> JobObservation:
    deadline = time.monotonic() + deadline_s
    while True:
        seen = direct(address).observe(submitted)
        if not seen.known or (seen.state is not None and seen.state.is_final):
            return seen
        assert time.monotonic() < deadline, seen
        Event().wait(0.05)


@pytest.fixture(
    params=["get-printer-attributes", "get-jobs", "get-completed-jobs", "validate-job"]
)
def ipptool_test(request: pytest.FixtureRequest) -> str:
    return f"{request.param}.test"


def test_ipptool_is_content_with_the_simulator(tmp_path: Path, ipptool_test: str) -> None:
    program("ipptool")
    document = tmp_path / "page.pdf"
    document.write_bytes(pdf())
    with PrinterProcess(tmp_path / "printer") as printer:
        report = ipptool(printer.address, ipptool_test, "-f", str(document))
    assert "PASS" in report


@pytest.mark.parametrize("test", ["print-job.test", "create-job.test"])
@pytest.mark.parametrize("framing", ["-l", "-c"], ids=["length", "chunked"])
def test_ipptool_prints_on_the_simulator(tmp_path: Path, test: str, framing: str) -> None:
    program("ipptool")
    document = tmp_path / "page.pdf"
    document.write_bytes(pdf())
    with PrinterProcess(tmp_path / "printer") as printer:
        ipptool(printer.address, test, framing, "-f", str(document))
        kept = [path.read_bytes() for path in printer.documents()]
    assert kept == [document.read_bytes()]


def test_our_client_prints_on_ippeveprinter() -> None:
    job = a_job()
    with short_folder() as folder:
        command = folder / "print.sh"
        command.write_text(PRINT_COMMAND.format(folder=folder))
        command.chmod(0o755)
        with ippeveprinter(folder, command) as address:
            port = direct(address)
            status = port.status()
            port.validate(job)
            submitted = port.submit(job)
            found = port.find(job.attempt_id)
            seen = watched(address, submitted)
            kept = [path.read_bytes() for path in (folder / "spool").glob("*.pdf")]
            asked = (folder / "asked.txt").read_text()
    assert status.state is PrinterState.IDLE
    assert found == submitted
    assert seen.state is JobState.COMPLETED
    assert seen.impressions_completed == 1
    assert kept == [job.document]
    assert "IPP_SIDES=one-sided" in asked
    assert "IPP_PRINT_QUALITY=high" in asked
    assert "x-dimension=21000" in asked
    assert "y-dimension=29700" in asked


def test_ippeveprinter_with_letter_paper_is_not_sent_a_licence() -> None:
    with short_folder() as folder:
        with ippeveprinter(folder, Path("/bin/true")) as address:
            result = run(address, a_job())
        assert list((folder / "spool").glob("*.pdf")) == []
    assert result.outcome.state is AttemptState.NOT_STARTED
    assert result.outcome.code == "PRINTER-0402"
    assert result.ledger.states == []


def test_a_job_through_a_real_cups_reaches_the_simulator(tmp_path: Path) -> None:
    job = a_job()
    with PrinterProcess(tmp_path) as printer, short_folder() as folder:
        with cups_queue(folder, printer.address) as queue:
            port = direct(queue)
            submitted = port.submit(job)
            seen = watched(queue, submitted)
        state = printer.control("state")
    assert seen.state is JobState.COMPLETED
    assert printer.sheets() != []
    assert state["sheets"] == 1
    assert "x-dimension=21000" in state["jobs"][0]["asked"]["media-col"]
    assert state["jobs"][0]["asked"]["sides"] == "one-sided"
