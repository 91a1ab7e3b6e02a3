# SPDX-License-Identifier: Apache-2.0
"""A queue of a real cupsd: what it says of paper never reaches a citizen as success."""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event, Thread

import pytest

from devices.errors import DeviceAbsentError
from devices.printing.attempt import AttemptState
from devices.printing.cups_queue import CupsQueue, queue_address
from devices.printing.ipp import JobState, PrinterState
from devices.printing.ipp_direct import IppDirect
from devices.printing.progress import PrintProgress
from devices.printing.roads import printer_port_of
from devices.settings import PrinterSettings
from tests.support.cups import cups_queue, program, short_folder
from tests.support.printer_process import PrinterProcess, free_port
from tests.support.printing import QUICK, a_job, direct, run, through_cups

pytestmark = [pytest.mark.daemon, pytest.mark.slow]

PATIENT = replace(QUICK, progress_s=8.0, settle_s=5.0, confirm_s=5.0)


@dataclass
class Hall:
    """A printer and a queue of a private cupsd that leads to it."""

    printer: PrinterProcess
    queue: str

    def port(self, *, has_witness: bool = True) -> CupsQueue:
        """The road through the queue."""
        return through_cups(self.queue, self.printer.address if has_witness else "")

    def administer(self, tool: str, *words: str) -> None:
        """Run ``cupsdisable`` or ``cupsenable`` for the queue, or ``lpadmin``."""
        server = self.queue.removeprefix("ipp://").partition("/")[0]
        environment = os.environ | {"CUPS_SERVER": server}
        subprocess.run(
            [program(tool), *(words or ("lic",))], check=True, timeout=20, env=environment
        )


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    with (
        PrinterProcess(tmp_path) as printer,
        short_folder() as folder,
        cups_queue(folder, printer.address) as queue,
    ):
        yield Hall(printer, queue)


@pytest.mark.parametrize(
    ("uri", "address"),
    [
        ("cups://lic", "ipp://localhost:631/printers/lic"),
        ("cups://10.0.0.7:6310/lic", "ipp://10.0.0.7:6310/printers/lic"),
        ("cups://", ""),
        ("cups://host/a/b", ""),
        ("cups://me@host/a", ""),
        ("ipp://lic", ""),
    ],
)
def test_a_queue_is_named_or_refused(uri: str, address: str) -> None:
    if address:
        assert queue_address(uri) == address
        return
    with pytest.raises(ValueError, match="not a cups"):
        queue_address(uri)


def test_the_address_chooses_the_road() -> None:
    assert isinstance(printer_port_of(PrinterSettings("cups://lic")), CupsQueue)
    assert isinstance(printer_port_of(PrinterSettings("ipp://127.0.0.1/ipp/print")), IppDirect)
    blind = printer_port_of(PrinterSettings("cups://lic")).capabilities
    seen = CupsQueue(PrinterSettings("cups://lic", "ipp://127.0.0.1/ipp/print"))
    assert (blind.reports_sheets, blind.detects_reboot) == (False, False)
    assert (seen.capabilities.reports_sheets, seen.capabilities.detects_reboot) == (True, True)
    assert seen.address == "cups://lic"


def test_a_sheet_through_the_queue_is_proven_by_the_device(hall: Hall) -> None:
    result = run(hall.port(), replace(a_job(), tray="main"), limits=PATIENT)
    assert result.outcome.state is AttemptState.DEVICE_DONE
    assert result.outcome.evidence.sheets_completed == 1
    assert len(hall.printer.sheets()) == 1
    (job,) = hall.printer.control("state")["jobs"]
    assert "x-dimension=21000" in job["asked"]["media-col"]
    assert job["asked"]["sides"] == "one-sided"
    assert job["asked"]["print-quality"] == "5"
    assert job["asked"].get("copies", "1") == "1"


def test_without_a_witness_even_a_good_sheet_is_looked_at_by_a_person(hall: Hall) -> None:
    port = hall.port(has_witness=False)
    result = run(port, a_job(), limits=PATIENT)
    assert (result.outcome.state, result.outcome.code) == (AttemptState.UNKNOWN, "PRINTER-0406")
    assert result.outcome.evidence.sheets_completed is None
    assert len(hall.printer.sheets()) == 1
    assert port.status().up_time_s is None


@pytest.mark.parametrize("has_witness", [True, False], ids=["witness", "no witness"])
def test_a_queue_that_says_completed_after_a_power_cut_is_not_believed(
    hall: Hall, *, has_witness: bool
) -> None:
    hall.printer.control("set", speed=2.0)
    cutting = Thread(target=cut_in_mid_job, args=(hall.printer,))
    cutting.start()
    result = run(hall.port(has_witness=has_witness), a_job(), limits=PATIENT)
    cutting.join()
    assert result.outcome.state in {AttemptState.UNKNOWN, AttemptState.DEVICE_FAILED}
    assert "done" not in result.phases


def cut_in_mid_job(printer: PrinterProcess) -> None:
    """Pull the plug as soon as the printer has a job, and put it in again at once."""
    while not printer.control("state")["jobs"]:
        Event().wait(0.05)
    printer.power_cut()
    printer.power_on()


@pytest.mark.parametrize(
    "reason", ["document-format-error", "aborted-by-system", "job-canceled-at-device"]
)
def test_a_job_that_the_device_gave_up_is_never_done_whatever_the_queue_says(
    hall: Hall, reason: str
) -> None:
    hall.printer.control("set", speed=0.5)
    hall.printer.control("fault", kind="abort", reason=reason, after_sheets=0)
    for has_witness in (True, False):
        hall.printer.control("fault", kind="abort", reason=reason, after_sheets=0)
        result = run(hall.port(has_witness=has_witness), a_job(), limits=PATIENT)
        assert result.outcome.state in {AttemptState.UNKNOWN, AttemptState.DEVICE_FAILED}
        assert "done" not in result.phases


def test_a_stopped_queue_gets_nothing_and_prints_nothing_when_it_goes_on(hall: Hall) -> None:
    hall.administer("cupsdisable")
    result = run(hall.port(), a_job(), limits=PATIENT)
    assert (result.outcome.state, result.outcome.code) == (
        AttemptState.NOT_STARTED,
        "PRINTER-0408",
    )
    hall.administer("cupsenable")
    Event().wait(1.0)
    assert hall.printer.sheets() == []
    assert run(hall.port(), a_job(), limits=PATIENT).outcome.state is AttemptState.DEVICE_DONE


def test_reasons_that_stick_to_a_queue_stop_no_later_job(hall: Hall) -> None:
    hall.printer.control("fault", kind="paper_empty")

    def fill(progress: PrintProgress) -> None:
        if progress.code:
            hall.printer.control("clear")

    first = run(hall.port(has_witness=False), a_job(), on_progress=fill, limits=PATIENT)
    hall.printer.control("clear")
    assert first.outcome.state is not AttemptState.DEVICE_DONE
    second = run(hall.port(), a_job(), limits=PATIENT)
    assert second.outcome.state is AttemptState.DEVICE_DONE


def test_a_device_that_is_away_is_told_although_the_queue_is_idle(hall: Hall) -> None:
    dead = f"ipp://127.0.0.1:{free_port()}/ipp/print"
    port = through_cups(hall.queue, dead)
    with pytest.raises(DeviceAbsentError):
        port.status()
    result = run(port, a_job(), limits=PATIENT)
    assert (result.outcome.state, result.outcome.code) == (
        AttemptState.NOT_STARTED,
        "PRINTER-0401",
    )
    assert hall.printer.documents() == []


def test_a_queue_that_was_made_for_a_dead_device_is_idle_and_gets_nothing(hall: Hall) -> None:
    dead = f"ipp://127.0.0.1:{free_port()}/ipp/print"
    hall.administer("lpadmin", "-p", "dead", "-E", "-v", dead, "-m", "everywhere")
    queue = hall.queue.replace("/lic", "/dead")
    told = direct(queue).status()
    assert (told.state, told.accepting, told.code) == (PrinterState.IDLE, True, "")
    result = run(through_cups(queue, dead), a_job(), limits=PATIENT)
    assert (result.outcome.state, result.outcome.code) == (
        AttemptState.NOT_STARTED,
        "PRINTER-0401",
    )
    assert result.ledger.history == []


def test_a_job_that_is_called_off_leaves_no_ghost_in_queue_or_device(hall: Hall) -> None:
    hall.printer.control("fault", kind="paper_empty")
    job = a_job()
    port = hall.port()
    submitted = port.submit(job)
    seen = port.observe(submitted)
    assert seen.known
    found = port.find(job.attempt_id)
    assert found is not None
    assert found.job_id == submitted.job_id
    ended = port.cancel(submitted, deadline_s=5.0)
    assert ended.state in {JobState.CANCELED, JobState.ABORTED}
    hall.printer.control("clear")
    Event().wait(1.5)
    assert hall.printer.sheets() == []
    queued = direct(hall.queue).observe(submitted)
    assert queued.state is not None
    assert queued.state.is_final
