# SPDX-License-Identifier: Apache-2.0
"""The requests that this kiosk makes, in full: every choice about the sheet is said aloud.

A device's defaults (Letter, two-sided, draft, two copies) are what somebody last set on its
panel, so none is relied on, and ``ipp-attribute-fidelity`` makes it refuse rather than guess.

Source: RFC 8011, 4.2 and 4.3; media-col: PWG 5100.3, 3.13.
"""

import itertools
from dataclasses import replace
from typing import Final

from devices.printing.ipp import Operation
from devices.printing.ipp_attributes import Members, ValueTag
from devices.printing.ipp_message import Group, GroupTag, Message, attribute
from devices.printing.port import PrintJob

USER: Final = "kiosk"  # never a person's name: it stands in the device's log
QUALITY_HIGH: Final = 5
ONE_SIDED: Final = "one-sided"

HUNDREDTHS_PER_MM: Final = 100

STATUS_ATTRIBUTES: Final = (
    "printer-state",
    "printer-state-reasons",
    "printer-state-message",
    "printer-is-accepting-jobs",
    "printer-up-time",
    "printer-make-and-model",
    "marker-levels",
    "media-ready",
    "media-source-supported",
    "printer-input-tray",
)
JOB_ATTRIBUTES: Final = (
    "job-id",
    "job-uuid",
    "job-name",
    "job-state",
    "job-state-reasons",
    "job-impressions-completed",
    "job-media-sheets-completed",
)


class RequestMaker:
    """Makes the requests to one printer, each with the next request id."""

    def __init__(self, printer_uri: str) -> None:
        self._printer_uri = printer_uri
        self._request_ids = itertools.count(1)

    def printer_status(self) -> Message:
        """Get-Printer-Attributes with what the status needs and no more."""
        wanted = attribute("requested-attributes", ValueTag.KEYWORD, *STATUS_ATTRIBUTES)
        return self._request(Operation.GET_PRINTER_ATTRIBUTES, (wanted,))

    def validate_job(self, job: PrintJob) -> Message:
        """Validate-Job with exactly what Print-Job would say."""
        return self._request(Operation.VALIDATE_JOB, *_job_parts(job))

    def print_job(self, job: PrintJob) -> Message:
        """Print-Job with the document byte for byte as it was sealed."""
        return replace(
            self._request(Operation.PRINT_JOB, *_job_parts(job)), document=job.document
        )

    def job_status(self, job_id: int) -> Message:
        """Get-Job-Attributes for one job."""
        wanted = attribute("requested-attributes", ValueTag.KEYWORD, *JOB_ATTRIBUTES)
        return self._request(Operation.GET_JOB_ATTRIBUTES, (wanted,), job_id=job_id)

    def list_jobs(self, which: str) -> Message:
        """Get-Jobs; every device knows ``not-completed`` and ``completed``, many no ``all``."""
        wanted = ("job-id", "job-uuid", "job-name")
        return self._request(
            Operation.GET_JOBS,
            (
                attribute("which-jobs", ValueTag.KEYWORD, which),
                attribute("requested-attributes", ValueTag.KEYWORD, *wanted),
            ),
        )

    def cancel_job(self, job_id: int) -> Message:
        """Cancel-Job for one job."""
        return self._request(Operation.CANCEL_JOB, (), job_id=job_id)

    def _request(
        self,
        operation: Operation,
        operation_attributes: Members,
        job_attributes: Members = (),
        *,
        job_id: int | None = None,
    ) -> Message:
        head = [
            attribute("attributes-charset", ValueTag.CHARSET, "utf-8"),
            attribute("attributes-natural-language", ValueTag.LANGUAGE, "en"),
            attribute("printer-uri", ValueTag.URI, self._printer_uri),
        ]
        if job_id is not None:  # the target comes before the user (RFC 8011, 4.1.5)
            head.append(attribute("job-id", ValueTag.INTEGER, job_id))
        head.append(attribute("requesting-user-name", ValueTag.NAME, USER))
        groups = [Group(GroupTag.OPERATION, (*head, *operation_attributes))]
        if job_attributes:
            groups.append(Group(GroupTag.JOB, job_attributes))
        return Message(operation, next(self._request_ids), tuple(groups))


def _job_parts(job: PrintJob) -> tuple[Members, Members]:
    """Give the operation attributes and the job attributes of a job."""
    short_mm, long_mm = job.edges_mm
    size = (
        attribute("x-dimension", ValueTag.INTEGER, short_mm * HUNDREDTHS_PER_MM),
        attribute("y-dimension", ValueTag.INTEGER, long_mm * HUNDREDTHS_PER_MM),
    )
    media: Members = (attribute("media-size", ValueTag.COLLECTION, size),)
    if job.tray:
        media = (*media, attribute("media-source", ValueTag.KEYWORD, job.tray))
    about = (
        attribute("job-name", ValueTag.NAME, job.job_name),
        attribute("ipp-attribute-fidelity", ValueTag.BOOLEAN, True),  # noqa: FBT003 - a value
        attribute("document-format", ValueTag.MIME_TYPE, "application/pdf"),
    )
    template = (
        attribute("copies", ValueTag.INTEGER, 1),
        attribute("sides", ValueTag.KEYWORD, ONE_SIDED),
        attribute("print-quality", ValueTag.ENUM, QUALITY_HIGH),
        attribute("media-col", ValueTag.COLLECTION, media),
    )
    return about, template
