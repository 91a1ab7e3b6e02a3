# SPDX-License-Identifier: Apache-2.0
"""Printing once: what is committed when, what counts as proof, what a restart finds."""

from collections.abc import Iterator
from dataclasses import replace
from threading import Event

import pytest

from devices.errors import DeviceAbsentError
from devices.printing.attempt import AttemptEvent, AttemptState
from devices.printing.evidence import Expectation, judge, sheets_done
from devices.printing.ipp import JobState, PrinterState
from devices.printing.ledger import AttemptRecord, Evidence
from devices.printing.port import JobObservation, PrinterStatus, PrintJob
from devices.printing.press import PrintPhase, PrintProgress, reconcile
from devices.states import DeviceState
from tests.support.printer_process import PrinterProcess, free_port
from tests.support.printing import QUICK, MemoryLedger, a_job, direct, run


@pytest.fixture(scope="module")
def one_printer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrinterProcess]:
    with PrinterProcess(tmp_path_factory.mktemp("printer")) as process:
        yield process


@pytest.fixture
def printer(one_printer: PrinterProcess) -> PrinterProcess:
    one_printer.reset()
    return one_printer


class DiskFullError(Exception):
    """What a ledger raises that cannot write."""


# -- the happy path ----------------------------------------------------------------------


def test_three_sheets_come_out_and_are_proven(printer: PrinterProcess) -> None:
    job = a_job(3)
    result = run(printer.address, job)
    assert result.outcome.state is AttemptState.DEVICE_DONE
    assert result.outcome.code == ""
    assert result.outcome.evidence.impressions_completed == 3
    assert result.ledger.states[:2] == [AttemptState.INTENT, AttemptState.SENT]
    assert result.ledger.states[-1] is AttemptState.DEVICE_DONE
    assert result.phases[:2] == ["queued", "sending"]
    assert result.shown[-1] == PrintProgress(PrintPhase.DONE, 3, 3)
    assert len(printer.sheets()) == 3
    assert [path.read_bytes() for path in printer.documents()] == [job.document]


def test_the_intent_is_on_disk_before_the_first_byte(printer: PrinterProcess) -> None:
    seen: list[tuple[AttemptState, int]] = []
    ledger = MemoryLedger()
    ledger.on_commit = lambda state: seen.append((state, len(printer.documents())))
    result = run(printer.address, a_job(), ledger=ledger)
    assert seen[0] == (AttemptState.INTENT, 0)
    record = ledger.records[result.outcome.attempt_id]
    assert record.evidence.up_time_at_send_s is not None
    assert record.device == printer.address


def test_a_ledger_that_cannot_write_lets_nothing_out(printer: PrinterProcess) -> None:
    def fail(_state: AttemptState) -> None:
        raise DiskFullError

    ledger = MemoryLedger(on_commit=fail)
    with pytest.raises(DiskFullError):
        run(printer.address, a_job(), ledger=ledger)
    assert printer.documents() == []


def test_an_open_attempt_closes_the_press(printer: PrinterProcess) -> None:
    ledger = MemoryLedger()
    ledger.begin(a_record(a_job(), AttemptState.SENT))
    result = run(printer.address, a_job(), ledger=ledger)
    assert result.outcome.state is AttemptState.NOT_STARTED
    assert result.outcome.code == "PRINTER-0406"
    assert printer.documents() == []


def test_a_refused_validation_costs_nothing(printer: PrinterProcess) -> None:
    printer.control("fault", kind="refuse_validate")
    result = run(printer.address, a_job())
    assert result.outcome.state is AttemptState.NOT_STARTED
    assert result.outcome.code == "PRINTER-0405"
    assert result.ledger.history == []
    assert printer.documents() == []


def test_a_warning_of_the_device_does_not_stop_a_print(printer: PrinterProcess) -> None:
    printer.control("set", toner=2)
    assert run(printer.address, a_job()).outcome.state is AttemptState.DEVICE_DONE


def test_a_foreign_job_is_waited_for(printer: PrinterProcess) -> None:
    printer.control("fault", kind="busy")

    def go_on(progress: PrintProgress) -> None:
        if progress.phase is PrintPhase.SENDING:
            queued.append(progress)
        elif queued and progress.phase is PrintPhase.QUEUED:
            printer.control("clear")

    queued: list[PrintProgress] = []
    result = run(printer.address, a_job(), on_progress=go_on)
    assert result.outcome.state is AttemptState.DEVICE_DONE
    assert result.phases[:3] == ["queued", "sending", "queued"]


# -- proof ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["zero_impressions", "up_time_back", "forget_history"])
def test_completed_without_proof_is_unknown(printer: PrinterProcess, kind: str) -> None:
    printer.control("set", up_time=86_400)
    if kind == "zero_impressions":
        printer.control("fault", kind=kind)
    else:
        printer.control("fault", kind=kind, after_sheets=1)
    result = run(printer.address, a_job(2))
    assert result.outcome.state is AttemptState.UNKNOWN
    assert result.outcome.code == "PRINTER-0406"
    assert len(printer.documents()) == 1


@pytest.mark.parametrize(
    ("reason", "job_state"),
    [
        ("aborted-by-system", JobState.ABORTED),
        ("document-format-error", JobState.ABORTED),
        ("job-canceled-at-device", JobState.CANCELED),
    ],
)
def test_a_job_that_the_device_gives_up(
    printer: PrinterProcess, reason: str, job_state: JobState
) -> None:
    printer.control("fault", kind="abort", reason=reason, after_sheets=1)
    result = run(printer.address, a_job(2))
    assert result.outcome.state is AttemptState.DEVICE_FAILED
    assert result.outcome.code == "PRINTER-0407"
    assert result.outcome.evidence.job_state == job_state
    assert reason in result.outcome.evidence.reasons
    assert len(printer.sheets()) == 1


STATUS = PrinterStatus(PrinterState.PROCESSING, DeviceState.BUSY, up_time_s=1000)
DONE = JobObservation(
    known=True,
    printer=STATUS,
    state=JobState.COMPLETED,
    reasons=("job-completed-successfully",),
    sheets_completed=2,
    impressions_completed=2,
    up_time_s=1000,
)
EXPECTED = Expectation(sheets=2, up_time_s=990.0)


@pytest.mark.parametrize(
    ("seen", "event"),
    [
        (DONE, AttemptEvent.COMPLETED),
        (replace(DONE, reasons=("job-completed-with-warnings",)), AttemptEvent.COMPLETED),
        (replace(DONE, impressions_completed=None), AttemptEvent.COMPLETED),
        (replace(DONE, impressions_completed=3), AttemptEvent.COMPLETED),
        (replace(DONE, impressions_completed=1), AttemptEvent.COMPLETED_UNPROVEN),
        (
            replace(DONE, impressions_completed=None, sheets_completed=None),
            AttemptEvent.COMPLETED_UNPROVEN,
        ),
        (replace(DONE, up_time_s=None), AttemptEvent.COMPLETED_UNPROVEN),
        (
            replace(DONE, reasons=("job-completed-with-errors",)),
            AttemptEvent.COMPLETED_UNPROVEN,
        ),
        (replace(DONE, up_time_s=989), AttemptEvent.EVIDENCE_LOST),
        (replace(DONE, known=False), AttemptEvent.EVIDENCE_LOST),
        (replace(DONE, state=JobState.ABORTED), AttemptEvent.GIVEN_UP),
        (replace(DONE, state=JobState.CANCELED), AttemptEvent.GIVEN_UP),
        (replace(DONE, state=JobState.PROCESSING), AttemptEvent.WORKING),
        (replace(DONE, state=JobState.PENDING), None),
        (replace(DONE, state=JobState.PENDING_HELD), None),
        (replace(DONE, state=JobState.PROCESSING_STOPPED), AttemptEvent.NEEDS_OPERATOR),
    ],
)
def test_what_an_observation_proves(seen: JobObservation, event: AttemptEvent | None) -> None:
    assert judge(seen, EXPECTED).event is event


def test_a_device_that_told_no_up_time_proves_nothing() -> None:
    judgement = judge(DONE, replace(EXPECTED, up_time_s=None))
    assert judgement.event is AttemptEvent.COMPLETED_UNPROVEN
    assert judgement.code == "PRINTER-0406"


def test_a_warning_counts_only_while_the_job_stands_still() -> None:
    printer = replace(STATUS, hint="PRINTER-0402")
    moving = replace(DONE, state=JobState.PROCESSING, printer=printer)
    still = replace(DONE, state=JobState.PROCESSING_STOPPED, printer=printer)
    assert judge(moving, EXPECTED).event is AttemptEvent.WORKING
    assert judge(still, EXPECTED).code == "PRINTER-0402"


def test_sheets_are_never_more_than_asked_for() -> None:
    assert sheets_done(replace(DONE, sheets_completed=9), 2) == 2
    assert sheets_done(replace(DONE, sheets_completed=None, impressions_completed=None), 2) == 0


# -- calling off and time-outs -----------------------------------------------------------------


def test_cancelled_before_it_began(printer: PrinterProcess) -> None:
    cancelled = Event()
    cancelled.set()
    result = run(printer.address, a_job(), cancelled=cancelled)
    assert result.outcome.state is AttemptState.NOT_STARTED
    assert result.outcome.code == ""
    assert printer.documents() == []


def test_cancelled_on_the_way_is_cancelled_at_the_device(printer: PrinterProcess) -> None:
    printer.control("set", speed=30)
    cancelled = Event()
    result = run(
        printer.address,
        a_job(),
        cancelled=cancelled,
        on_progress=lambda p: cancelled.set() if p.phase is PrintPhase.PRINTING else None,
    )
    assert result.outcome.state is AttemptState.DEVICE_FAILED
    assert printer.control("state")["jobs"][0]["state"] == JobState.CANCELED
    assert printer.sheets() == []


def test_cancelled_too_late_is_still_done(printer: PrinterProcess) -> None:
    """Cancel races with completion (0x0404): what the device then says counts."""
    cancelled = Event()
    result = run(
        printer.address,
        a_job(),
        cancelled=cancelled,
        on_progress=lambda p: cancelled.set() if p.phase is PrintPhase.SENDING else None,
        limits=replace(QUICK, poll_s=0.3),
    )
    assert result.outcome.state in {AttemptState.DEVICE_DONE, AttemptState.DEVICE_FAILED}
    done = result.outcome.state is AttemptState.DEVICE_DONE
    assert len(printer.sheets()) == (1 if done else 0)


def test_a_job_without_progress_is_cancelled(printer: PrinterProcess) -> None:
    printer.control("set", speed=30)
    result = run(printer.address, a_job(), limits=replace(QUICK, progress_s=0.2))
    assert result.outcome.state is AttemptState.DEVICE_FAILED
    assert result.outcome.code == "PRINTER-0407"


# -- what a restart of the kiosk finds -----------------------------------------------------


def a_record(
    job: PrintJob, state: AttemptState, evidence: Evidence | None = None
) -> AttemptRecord:
    return AttemptRecord(
        job.attempt_id,
        "ipp://…",
        job.document_sha256,
        job.sheets,
        state,
        evidence or Evidence(),
    )


def ledger_after_crash(
    printer: PrinterProcess, job: PrintJob, state: AttemptState, *, is_sent: bool
) -> MemoryLedger:
    """Give the ledger as a kiosk leaves it that dies in ``state``."""
    port = direct(printer.address)
    up_time_s = port.status().up_time_s
    evidence = Evidence(up_time_at_send_s=up_time_s)
    if is_sent:
        submitted = port.submit(job)
        if state is not AttemptState.INTENT:
            evidence = replace(evidence, job_id=submitted.job_id, job_uuid=submitted.job_uuid)
    ledger = MemoryLedger()
    ledger.begin(a_record(job, state, evidence))
    return ledger


@pytest.mark.parametrize(
    "state",
    [
        AttemptState.INTENT,
        AttemptState.SENT,
        AttemptState.PRINTING,
        AttemptState.WAIT_OPERATOR,
    ],
)
def test_a_job_that_went_on_without_us_is_done(
    printer: PrinterProcess, state: AttemptState
) -> None:
    job = a_job(2)
    ledger = ledger_after_crash(printer, job, state, is_sent=True)
    (outcome,) = reconcile(direct(printer.address), ledger, limits=QUICK)
    assert outcome.state is AttemptState.DEVICE_DONE
    assert outcome.attempt_id == job.attempt_id
    assert ledger.open_attempts() == ()
    assert len(printer.sheets()) == 2


def test_an_intent_that_the_device_does_not_know_is_unknown(printer: PrinterProcess) -> None:
    ledger = ledger_after_crash(printer, a_job(), AttemptState.INTENT, is_sent=False)
    (outcome,) = reconcile(direct(printer.address), ledger, limits=QUICK)
    assert (outcome.state, outcome.code) == (AttemptState.UNKNOWN, "PRINTER-0406")
    assert printer.documents() == []


def test_a_plan_was_never_sent(printer: PrinterProcess) -> None:
    ledger = ledger_after_crash(printer, a_job(), AttemptState.PLANNED, is_sent=False)
    (outcome,) = reconcile(direct(printer.address), ledger, limits=QUICK)
    assert outcome.state is AttemptState.NOT_STARTED


def test_a_sent_job_without_a_number_is_unknown(printer: PrinterProcess) -> None:
    ledger = ledger_after_crash(printer, a_job(), AttemptState.SENT, is_sent=False)
    (outcome,) = reconcile(direct(printer.address), ledger, limits=QUICK)
    assert outcome.state is AttemptState.UNKNOWN


@pytest.mark.parametrize("state", [AttemptState.INTENT, AttemptState.SENT])
def test_a_printer_that_is_gone_leaves_the_attempt_unknown(state: AttemptState) -> None:
    address = f"ipp://127.0.0.1:{free_port()}/ipp/print"
    ledger = MemoryLedger()
    ledger.begin(a_record(a_job(), state, Evidence(job_id=3)))
    (outcome,) = reconcile(direct(address), ledger, limits=QUICK)
    assert (outcome.state, outcome.code) == (AttemptState.UNKNOWN, "PRINTER-0406")
    assert "nobody listens" in outcome.evidence.detail


def test_reconciling_again_changes_nothing(printer: PrinterProcess) -> None:
    ledger = ledger_after_crash(printer, a_job(), AttemptState.SENT, is_sent=True)
    reconcile(direct(printer.address), ledger, limits=QUICK)
    assert reconcile(direct(printer.address), ledger, limits=QUICK) == ()
    assert len(printer.sheets()) == 1


@pytest.mark.parametrize(
    "dies_in",
    [AttemptState.INTENT, AttemptState.SENT, AttemptState.PRINTING, AttemptState.DEVICE_DONE],
)
def test_a_crash_at_any_commit_prints_one_sheet_at_most(
    printer: PrinterProcess, dies_in: AttemptState
) -> None:
    """The kiosk dies in the commit: the record before it is what the next start finds."""

    def die(state: AttemptState) -> None:
        if state is dies_in:
            raise DiskFullError

    job, ledger = a_job(), MemoryLedger(on_commit=die)
    with pytest.raises(DiskFullError):
        run(printer.address, job, ledger=ledger)
    ledger.on_commit = lambda _state: None
    outcomes = reconcile(direct(printer.address), ledger, limits=QUICK)
    if dies_in is AttemptState.INTENT:
        assert outcomes == ()
        assert printer.documents() == []
    else:
        assert [outcome.state for outcome in outcomes] == [AttemptState.DEVICE_DONE]
        assert len(printer.sheets()) == 1


def test_an_absent_printer_starts_nothing() -> None:
    address = f"ipp://127.0.0.1:{free_port()}/ipp/print"
    with pytest.raises(DeviceAbsentError):
        direct(address).status()
    result = run(address, a_job())
    assert (result.outcome.state, result.outcome.code) == (
        AttemptState.NOT_STARTED,
        "PRINTER-0401",
    )
