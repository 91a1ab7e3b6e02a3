# SPDX-License-Identifier: Apache-2.0
"""An attempt beside a printer that stammers, dawdles, restarts or forgets."""

from dataclasses import replace
from threading import Event

import pytest

from devices.errors import DeviceAbsentError, DeviceTimeoutError
from devices.printing.attempt import AttemptState, PrintLimits
from devices.printing.ipp import JobState
from devices.printing.ledger import AttemptRecord, Evidence
from devices.printing.port import JobObservation, SubmittedJob
from devices.printing.press import PrintOutcome, PrintPhase, PrintProgress, reconcile
from tests.support.printing import QUICK, MemoryLedger, a_job
from tests.support.scripted_printer import ABLE, OUT, PATIENT, PRINTING, READY, ScriptedPrinter

SILENCE = DeviceTimeoutError("PRINTER-0401", "printer", "no answer")
AWAY = DeviceAbsentError("PRINTER-0401", "printer", "nobody listens")
JAM = replace(
    PRINTING,
    state=JobState.PROCESSING_STOPPED,
    printer=replace(READY, code="PRINTER-0403", detail="media-jam-error"),
)
THREE_OUT = replace(OUT, sheets_completed=3, impressions_completed=3)


def sheets_out(count: int) -> JobObservation:
    """A job at work of which so many sheets are out."""
    return replace(PRINTING, sheets_completed=count, impressions_completed=count)


# -- what the screen shows -----------------------------------------------------------------


def test_nothing_is_shown_as_out_before_the_printer_says_so_and_nothing_twice() -> None:
    printer = ScriptedPrinter(seen=[PRINTING, PRINTING, PRINTING, THREE_OUT])
    shown = printer.print(a_job(3)).shown
    assert shown == [
        PrintProgress(PrintPhase.QUEUED, 0, 3),
        PrintProgress(PrintPhase.SENDING, 0, 3),
        PrintProgress(PrintPhase.PRINTING, 0, 3),
        PrintProgress(PrintPhase.DONE, 3, 3),
    ]


def test_one_lost_answer_calls_nobody() -> None:
    printer = ScriptedPrinter(seen=[SILENCE, PRINTING, SILENCE, PRINTING, OUT])
    result = printer.print(a_job())
    assert result.outcome.state is AttemptState.DEVICE_DONE
    assert result.codes == set()


def test_two_lost_answers_call_staff_and_the_sheets_that_are_out_stay_counted() -> None:
    printer = ScriptedPrinter(seen=[PRINTING, sheets_out(2), SILENCE, SILENCE, THREE_OUT])
    result = printer.print(a_job(3))
    assert PrintProgress(PrintPhase.WAITING_OPERATOR, 2, 3, "PRINTER-0401") in result.shown
    assert result.outcome.state is AttemptState.DEVICE_DONE
    assert result.outcome.code == "", "what was mended is no fault of the finished print"


# -- patience ------------------------------------------------------------------------------


def test_a_slow_printer_whose_sheets_keep_coming_is_not_called_off() -> None:
    def dawdle(progress: PrintProgress) -> None:
        if progress.phase is PrintPhase.PRINTING:
            Event().wait(0.5)

    printer = ScriptedPrinter(
        seen=[*map(sheets_out, range(4)), replace(OUT, impressions_completed=4)]
    )
    result = printer.print(
        a_job(4), on_progress=dawdle, limits=replace(PATIENT, progress_s=1.5)
    )
    assert result.outcome.state is AttemptState.DEVICE_DONE
    assert printer.cancelled == []


def test_staff_has_longer_to_clear_a_jam_than_the_printer_has_for_a_sheet() -> None:
    printer = ScriptedPrinter(seen=[*[JAM] * 10, OUT])
    result = printer.print(a_job(), limits=replace(PATIENT, progress_s=0.05, operator_s=60.0))
    assert result.outcome.state is AttemptState.DEVICE_DONE
    assert printer.cancelled == []


def test_a_citizen_who_leaves_calls_the_job_off_once() -> None:
    leaving = Event()
    printer = ScriptedPrinter(seen=[PRINTING])
    result = printer.print(
        a_job(),
        cancelled=leaving,
        on_progress=lambda told: leaving.set() if told.phase is PrintPhase.PRINTING else None,
    )
    assert result.outcome.state is AttemptState.DEVICE_FAILED
    assert [job.job_id for job in printer.cancelled] == [7]


# -- a reply that was lost -----------------------------------------------------------------


def lost_reply(printer: ScriptedPrinter, limits: PrintLimits = PATIENT) -> PrintOutcome:
    """Send a job whose reply is lost; it is sent only this once, whatever comes of it."""
    printer.replies = [SILENCE]
    outcome = printer.print(a_job(), limits=limits).outcome
    assert len(printer.sent) == 1
    return outcome


def test_a_job_that_shows_late_is_followed_as_if_the_reply_had_come() -> None:
    printer = ScriptedPrinter(found=[None, SILENCE, None, SubmittedJob("", 9, "urn:uuid:9")])
    outcome = lost_reply(printer, replace(PATIENT, absent_s=5.0, settle_s=30.0))
    assert (outcome.state, outcome.code) == (AttemptState.DEVICE_DONE, "")
    assert {job.job_id for job in printer.asked_about} == {9}


def test_a_device_that_never_stopped_and_has_no_such_job_printed_nothing() -> None:
    assert lost_reply(ScriptedPrinter()).state is AttemptState.NOT_STARTED


def test_not_there_between_two_silences_is_no_absence_on_end() -> None:
    printer = ScriptedPrinter(found=[None, SILENCE] * 500)
    outcome = lost_reply(printer, replace(PATIENT, absent_s=0.2, settle_s=0.6, poll_s=0.01))
    assert (outcome.state, outcome.code) == (AttemptState.UNKNOWN, "PRINTER-0406")


@pytest.mark.parametrize(
    "printer",
    [
        ScriptedPrinter(statuses=[READY, replace(READY, up_time_s=3)]),
        ScriptedPrinter(statuses=[READY, replace(READY, up_time_s=None)]),
        ScriptedPrinter(statuses=[replace(READY, up_time_s=None), READY]),
        ScriptedPrinter(capabilities=replace(ABLE, has_job_history=False)),
    ],
    ids=["restarted", "tells no up-time now", "told none before", "keeps no history"],
)
def test_not_there_proves_nothing_at_a_device_that(printer: ScriptedPrinter) -> None:
    outcome = lost_reply(printer)
    assert (outcome.state, outcome.code) == (AttemptState.UNKNOWN, "PRINTER-0406")


def test_not_there_proves_nothing_when_jobs_that_are_over_may_be_forgotten() -> None:
    outcome = lost_reply(ScriptedPrinter(), replace(PATIENT, history_s=0.0))
    assert outcome.state is AttemptState.UNKNOWN


def test_seconds_since_start_that_lag_behind_the_wall_clock_betray_a_restart() -> None:
    """Its seconds are no fewer than before the job, and yet fewer than they must be by now."""
    stands_still = ScriptedPrinter(seen=[PRINTING, OUT])
    outcome = stands_still.print(a_job(), limits=replace(PATIENT, up_time_slack_s=0.0)).outcome
    assert (outcome.state, outcome.code) == (AttemptState.UNKNOWN, "PRINTER-0406")
    assert "restarted" in outcome.evidence.detail


# -- after a restart of the kiosk ----------------------------------------------------------


def left_open(printer: ScriptedPrinter) -> MemoryLedger:
    """The ledger of a kiosk that died while this job was printing."""
    job, ledger = a_job(), MemoryLedger()
    kept = Evidence(job_id=7, job_uuid="urn:uuid:7", up_time_at_send_s=1000)
    ledger.begin(
        AttemptRecord(
            job.attempt_id,
            printer.address,
            job.document_sha256,
            job.sheets,
            AttemptState.PRINTING,
            kept,
        )
    )
    return ledger


def test_the_next_start_asks_about_the_very_job_of_the_last_run() -> None:
    printer = ScriptedPrinter()
    (outcome,) = reconcile(printer, left_open(printer), limits=QUICK)
    assert outcome.state is AttemptState.DEVICE_DONE
    assert printer.asked_about == [SubmittedJob(outcome.attempt_id, 7, "urn:uuid:7", 1000)]


def test_a_printer_that_is_switched_on_after_the_kiosk_is_waited_for() -> None:
    printer = ScriptedPrinter(statuses=[AWAY, SILENCE, READY])
    limits = replace(QUICK, settle_s=60.0)
    (outcome,) = reconcile(printer, left_open(printer), limits=limits)
    assert outcome.state is AttemptState.DEVICE_DONE


def test_a_printer_that_stays_away_after_a_restart_is_asked_nothing_more() -> None:
    printer = ScriptedPrinter(statuses=[AWAY])
    (outcome,) = reconcile(printer, left_open(printer), limits=QUICK)
    assert (outcome.state, outcome.code) == (AttemptState.UNKNOWN, "PRINTER-0406")
    assert (printer.asked_about, printer.cancelled) == ([], [])


def test_a_printer_that_restarted_while_the_kiosk_was_off_proves_nothing() -> None:
    printer = ScriptedPrinter(seen=[replace(OUT, up_time_s=12)])
    (outcome,) = reconcile(printer, left_open(printer), limits=QUICK)
    assert outcome.state is AttemptState.UNKNOWN
