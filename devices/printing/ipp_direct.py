# SPDX-License-Identifier: Apache-2.0
"""Straight to a printer that speaks IPP, by network or ``ipp-usb``, with no spooler between.

A spooler says "completed" when it has passed the bytes on; only the device's own job object
says that sheets lie in the output bin. Source: RFC 8011; PWG 5100.14 (IPP Everywhere).
"""

import time
from dataclasses import replace
from threading import Event
from typing import Final

from devices.errors import DeviceError, DeviceFailedError, JobRefusedError
from devices.printing.ipp import NOT_SO, Status, job_state_from
from devices.printing.ipp_attributes import garbled
from devices.printing.ipp_http import DEFAULT_TIMES, DEVICE, IppConnection, IppTimes
from devices.printing.ipp_message import Group, GroupTag, Message
from devices.printing.ipp_requests import RequestMaker
from devices.printing.ipp_status import printer_status_from
from devices.printing.port import (
    Capabilities,
    JobObservation,
    PrinterStatus,
    PrintJob,
    SubmittedJob,
    job_name_of,
)
from devices.settings import PrinterSettings

OTHER: Final = "PRINTER-0408"
CONFIRM_POLL_S: Final = 0.25
GONE: Final = frozenset({Status.NOT_FOUND, Status.GONE})
NOT_NOW: Final = frozenset(
    {
        Status.SERVICE_UNAVAILABLE,
        Status.DEVICE_ERROR,
        Status.TEMPORARY_ERROR,
        Status.NOT_ACCEPTING_JOBS,
        Status.BUSY,
    }
)


class IppDirect:
    """A ``PrinterPort`` over ``ipp://`` or ``ipps://``.

    Raises:
        ValueError: the configured address is neither.

    """

    capabilities = Capabilities(
        reports_state=True, reports_sheets=True, has_job_history=True, detects_reboot=True
    )

    def __init__(self, settings: PrinterSettings, times: IppTimes = DEFAULT_TIMES) -> None:
        self._address = settings.uri
        self._connection = IppConnection(settings.uri, times)
        self._make = RequestMaker(settings.uri)

    @property
    def address(self) -> str:
        """The configured ``ipp://`` or ``ipps://`` address."""
        return self._address

    def status(self) -> PrinterStatus:
        """Ask the device how it is (Get-Printer-Attributes)."""
        answer = self._connection.exchange(self._make.printer_status())
        if not answer.is_success:
            raise DeviceFailedError(OTHER, DEVICE, _words(answer))
        return printer_status_from(answer.group(GroupTag.PRINTER))

    def validate(self, job: PrintJob) -> None:
        """Ask whether the device would print ``job`` exactly so (Validate-Job).

        Raises:
            JobRefusedError: it would not, or only with something ignored or replaced.

        """
        answer = self._connection.exchange(self._make.validate_job(job))
        if answer.code != Status.OK:
            raise _refusal(answer)

    def submit(self, job: PrintJob) -> SubmittedJob:
        """Send ``job`` (Print-Job).

        Raises:
            JobRefusedError: the device answered with an IPP error; it made no job.

        """
        answer = self._connection.exchange(self._make.print_job(job))
        if not answer.is_success:
            raise _refusal(answer)
        submitted = _submitted_from(answer.group(GroupTag.JOB), job.attempt_id)
        if submitted is None:
            raise garbled("a job was accepted without a job-id")
        return submitted if submitted.job_uuid else self._with_uuid(submitted)

    def observe(self, submitted: SubmittedJob) -> JobObservation:
        """Ask about the job, then about the device, whose answer is thus never the older."""
        answer = self._connection.exchange(self._make.job_status(submitted.job_id))
        printer = self.status()
        if answer.code in GONE:
            return JobObservation(known=False, printer=printer, up_time_s=printer.up_time_s)
        if not answer.is_success:
            raise DeviceFailedError(OTHER, DEVICE, _words(answer))
        return _observation_from(answer.group(GroupTag.JOB), submitted, printer)

    def find(self, attempt_id: str) -> SubmittedJob | None:
        """Look for the job by name: first among those not over, then among those over.

        In this order a job that ends between the two questions is still seen.
        """
        for which in ("not-completed", "completed"):
            answer = self._connection.exchange(self._make.list_jobs(which))
            if not answer.is_success and answer.code not in GONE:
                raise DeviceFailedError(OTHER, DEVICE, _words(answer))
            for group in answer.all_groups(GroupTag.JOB):
                found = _submitted_from(group, attempt_id)
                if found is not None and group.text("job-name") == job_name_of(attempt_id):
                    return found
        return None

    def cancel(self, submitted: SubmittedJob, *, deadline_s: float) -> JobObservation:
        """Cancel the job and watch it until it is over or ``deadline_s`` seconds have passed.

        A device may refuse because the job is over already (0x0404); the last observation
        tells how it ended, and it may have ended well.
        """
        deadline = time.monotonic() + deadline_s
        pause = Event()
        self._connection.exchange(self._make.cancel_job(submitted.job_id))
        while True:
            seen = self.observe(submitted)
            is_over = not seen.known or (seen.state is not None and seen.state.is_final)
            if is_over or time.monotonic() >= deadline:
                return seen
            pause.wait(CONFIRM_POLL_S)

    def _with_uuid(self, submitted: SubmittedJob) -> SubmittedJob:
        """Ask for the UUID, which RFC 8011 (4.2.1.2) does not make a device answer at once.

        The job is accepted by now, so a failure here changes nothing: its name, which holds
        the attempt's own UUID, still tells it from every other job.
        """
        try:
            answer = self._connection.exchange(self._make.job_status(submitted.job_id))
        except DeviceError:
            return submitted
        group = answer.group(GroupTag.JOB)
        if group.text("job-name") != job_name_of(submitted.attempt_id):
            return submitted
        return replace(submitted, job_uuid=group.text("job-uuid"))


def _submitted_from(group: Group, attempt_id: str) -> SubmittedJob | None:
    job_id = group.integer("job-id")
    if job_id is None:
        return None
    return SubmittedJob(attempt_id, job_id, group.text("job-uuid"))


def _observation_from(
    group: Group, submitted: SubmittedJob, printer: PrinterStatus
) -> JobObservation:
    name, uuid = group.text("job-name"), group.text("job-uuid")
    is_ours = name == job_name_of(submitted.attempt_id) and submitted.job_uuid in {"", uuid}
    state = job_state_from(group.integer("job-state"))
    if not is_ours or state is None:
        return JobObservation(known=False, printer=printer, up_time_s=printer.up_time_s)
    return JobObservation(
        known=True,
        printer=printer,
        state=state,
        reasons=tuple(r for r in group.texts("job-state-reasons") if r != "none"),
        sheets_completed=group.integer("job-media-sheets-completed"),
        impressions_completed=group.integer("job-impressions-completed"),
        up_time_s=printer.up_time_s,
    )


def _refusal(answer: Message) -> JobRefusedError:
    code = OTHER if answer.code in NOT_NOW else NOT_SO
    return JobRefusedError(code, DEVICE, _words(answer))


def _words(answer: Message) -> str:
    """Put the device's refusal into words: status, its message, what it does not support."""
    message = answer.group(GroupTag.OPERATION).text("status-message")
    unsupported = [a.name for a in answer.group(GroupTag.UNSUPPORTED).attributes]
    parts = [f"IPP status 0x{answer.code:04x}"]
    if message:
        parts.append(repr(message[:200]))
    if unsupported:
        parts.append(f"not supported: {', '.join(unsupported)}"[:200])
    return ", ".join(parts)
