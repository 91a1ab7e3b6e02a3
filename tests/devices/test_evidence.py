# SPDX-License-Identifier: Apache-2.0
"""What a printer's word is worth: errors told beside "completed", sheets it counts as sides."""

from dataclasses import replace

import pytest

from devices.printing.attempt import AttemptEvent, AttemptState
from devices.printing.evidence import Expectation, judge, sheets_done
from devices.printing.ipp import JobState
from tests.support.printing import MemoryLedger, a_job
from tests.support.scripted_printer import OUT, PRINTING, READY, ScriptedPrinter

ONE_SHEET = Expectation(sheets=1, up_time_s=990.0)


@pytest.mark.parametrize(
    "reason",
    [
        "aborted-by-system",
        "compression-error",
        "document-access-error",
        "document-format-error",
        "job-canceled-at-device",
        "job-canceled-by-operator",
        "job-canceled-by-user",
        "job-completed-with-errors",
        "job-data-insufficient",
        "submission-interrupted",
        "unsupported-compression",
        "unsupported-document-format",
    ],
)
def test_completed_beside_an_error_of_the_standard_is_no_proof(reason: str) -> None:
    """Error reasons of RFC 8011, 5.3.8; the sheet may be blank or half printed."""
    judgement = judge(replace(OUT, reasons=("job-printing", reason)), ONE_SHEET)
    assert judgement.event is AttemptEvent.COMPLETED_UNPROVEN
    assert judgement.code == "PRINTER-0406"
    assert reason in judgement.detail


def test_the_jam_that_stops_the_job_is_told_and_not_the_tray_that_runs_low() -> None:
    jammed = replace(READY, code="PRINTER-0403", hint="PRINTER-0402")
    stopped = replace(PRINTING, state=JobState.PROCESSING_STOPPED, printer=jammed)
    assert judge(stopped, ONE_SHEET).code == "PRINTER-0403"


def test_a_printer_that_counts_only_sides_shows_its_sheets() -> None:
    assert sheets_done(replace(OUT, sheets_completed=None, impressions_completed=2), 3) == 2


def test_the_ledger_keeps_what_the_printer_counted_and_which_job_it_was() -> None:
    printer, ledger, job = ScriptedPrinter(), MemoryLedger(), a_job()
    assert printer.print(job, ledger=ledger).outcome.state is AttemptState.DEVICE_DONE
    (accepted,) = (seen for state, seen in ledger.history if state is AttemptState.SENT)
    assert (accepted.job_id, accepted.job_uuid) == (7, "urn:uuid:7"), "before the first sheet"
    kept = ledger.records[job.attempt_id].evidence
    assert (kept.sheets_completed, kept.impressions_completed) == (1, 1)
    assert (kept.job_id, kept.job_uuid) == (7, "urn:uuid:7")
    assert kept.job_state == JobState.COMPLETED
    assert (kept.up_time_at_send_s, kept.up_time_s) == (1000, 1000)
