# SPDX-License-Identifier: Apache-2.0
"""The words of IPP that this kiosk speaks: operations, statuses, states and state reasons.

Source: RFC 8011 (5.2, 5.3.7, 5.4.11, 5.4.12, appendix B), PWG 5100.9 and 5100.14.
"""

from collections.abc import Iterable
from enum import IntEnum
from types import MappingProxyType
from typing import Final


class Operation(IntEnum):
    """Operation ids (RFC 8011, 5.4.15)."""

    PRINT_JOB = 0x0002
    VALIDATE_JOB = 0x0004
    CREATE_JOB = 0x0005
    SEND_DOCUMENT = 0x0006
    CANCEL_JOB = 0x0008
    GET_JOB_ATTRIBUTES = 0x0009
    GET_JOBS = 0x000A
    GET_PRINTER_ATTRIBUTES = 0x000B


class Status(IntEnum):
    """Status codes that are told apart here (RFC 8011, appendix B.1); others stay numbers."""

    OK = 0x0000
    OK_IGNORED_OR_SUBSTITUTED = 0x0001
    OK_CONFLICTING = 0x0002
    BAD_REQUEST = 0x0400
    FORBIDDEN = 0x0401
    NOT_POSSIBLE = 0x0404
    TIMEOUT = 0x0405
    NOT_FOUND = 0x0406
    GONE = 0x0407
    DOCUMENT_FORMAT_NOT_SUPPORTED = 0x040A
    ATTRIBUTES_OR_VALUES_NOT_SUPPORTED = 0x040B
    INTERNAL_ERROR = 0x0500
    OPERATION_NOT_SUPPORTED = 0x0501
    SERVICE_UNAVAILABLE = 0x0502
    DEVICE_ERROR = 0x0504
    TEMPORARY_ERROR = 0x0505
    NOT_ACCEPTING_JOBS = 0x0506
    BUSY = 0x0507


class PrinterState(IntEnum):
    """``printer-state`` (RFC 8011, 5.4.11)."""

    IDLE = 3
    PROCESSING = 4
    STOPPED = 5


class JobState(IntEnum):
    """``job-state`` (RFC 8011, 5.3.7)."""

    PENDING = 3
    PENDING_HELD = 4
    PROCESSING = 5
    PROCESSING_STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9

    @property
    def is_final(self) -> bool:
        """Whether the device will do nothing more for this job."""
        return self >= JobState.CANCELED


def printer_state_from(number: int | None) -> PrinterState | None:
    """Read ``printer-state``; None when there is none, or a number that RFC 8011 has not."""
    return next((state for state in PrinterState if state == number), None)


def job_state_from(number: int | None) -> JobState | None:
    """Read ``job-state``; None when there is none, or a number that RFC 8011 has not."""
    return next((state for state in JobState if state == number), None)


SEVERITIES: Final = ("-error", "-warning", "-report")

PAPER_OUT: Final = "PRINTER-0402"
NOT_SO: Final = "PRINTER-0405"
JAM: Final = "PRINTER-0403"
COVER_OPEN: Final = "PRINTER-0404"
STOPPED: Final = "PRINTER-0408"
NO_TONER: Final = "PRINTER-0412"

# In the order in which they are told: an open cover explains a jam, a jam an empty path.
REASON_FAULTS: Final = MappingProxyType(
    {
        "cover-open": COVER_OPEN,
        "door-open": COVER_OPEN,
        "interlock-open": COVER_OPEN,
        "media-jam": JAM,
        "media-path-jam": JAM,
        "media-empty": PAPER_OUT,
        "media-needed": PAPER_OUT,
        "input-tray-missing": PAPER_OUT,
        "input-media-supply-empty": PAPER_OUT,
        "toner-empty": NO_TONER,
        "marker-supply-empty": NO_TONER,
        "developer-empty": NO_TONER,
        "marker-waste-full": STOPPED,
        "output-area-full": STOPPED,
        "output-tray-missing": STOPPED,
        "fuser-over-temp": STOPPED,
        "fuser-under-temp": STOPPED,
        "opc-life-over": STOPPED,
        "paused": STOPPED,
        "shutdown": STOPPED,
        "stopped-partly": STOPPED,
    }
)


def plain_reason(reason: str) -> str:
    """Give a state reason without its severity, which spoolers and devices rewrite on the way.

    >>> plain_reason("media-jam-warning"), plain_reason("media-jam")
    ('media-jam', 'media-jam')

    Source: RFC 8011, 5.4.12 (``-report``, ``-warning``, ``-error``; none means error).
    """
    for severity in SEVERITIES:
        if reason.endswith(severity):
            return reason.removesuffix(severity)
    return reason


def plain_reasons(reasons: Iterable[str]) -> tuple[str, ...]:
    """Give the reasons without severity, each once, and without the word ``none``."""
    return tuple(dict.fromkeys(plain_reason(r) for r in reasons if r != "none"))


def fault_of(reasons: Iterable[str]) -> str:
    """Name the gravest fault among ``reasons``, whatever their severity; empty when none is.

    >>> fault_of(["toner-low-warning", "media-empty-warning", "cover-open-report"])
    'PRINTER-0404'
    """
    found = set(plain_reasons(reasons))
    return next((code for reason, code in REASON_FAULTS.items() if reason in found), "")


def is_grave(reason: str) -> bool:
    """Whether the device says that it cannot go on: ``-error``, or no severity at all."""
    return not reason.endswith(("-warning", "-report"))
