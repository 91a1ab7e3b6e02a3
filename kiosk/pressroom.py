# SPDX-License-Identifier: Apache-2.0
"""The pressroom: prints the papers of a case one by one, and can be left in the middle.

Leaving is not cancelling: a sheet that the device has begun comes out, its attempt stays open
in the ledger, and the next start asks the device what became of it.
"""

import uuid
from collections.abc import Callable
from dataclasses import replace
from threading import Event
from typing import Final

from devices.printing.attempt import DEFAULT_LIMITS, PrintLimits
from devices.printing.port import (
    Capabilities,
    JobObservation,
    PrinterPort,
    PrinterStatus,
    PrintJob,
    SubmittedJob,
)
from devices.printing.press import print_once, reconcile
from devices.printing.progress import PrintOutcome, PrintProgress
from kiosk.desk import Desk

SETTLE_LIMITS: Final[PrintLimits] = replace(
    DEFAULT_LIMITS, settle_s=10.0, operator_s=10.0, confirm_s=10.0
)
"""At the start nobody waits for the paper: a job that wants staff is cancelled soon, so that it
does not come out before the next citizen."""


class LeftError(Exception):
    """The kiosk closes; what is being printed stays with the device and the ledger."""


class Pressroom:
    """Prints on one printer from one worker; fulfils the kiosk's side of ``print_once``.

    Args:
        port: road to the printer; None where none is configured.
        desk: keeps the papers and the ledger.

    """

    def __init__(self, port: PrinterPort | None, desk: Desk) -> None:
        self._left = Event()
        self._port = None if port is None else _PortUntilLeft(port, self._left)
        self._desk = desk

    def leave(self) -> None:
        """Let the worker go at its next question to the device, and for good."""
        self._left.set()

    def settle(self) -> None:
        """Ask the device what became of the prints that the last run left open.

        Raises:
            LeftError: the kiosk closes meanwhile.
            StoreError: what the device says could not be kept.

        """
        if self._port is not None:
            reconcile(self._port, self._desk.prints, limits=SETTLE_LIMITS)

    def print_paper(
        self,
        case_number: str,
        name: str,
        *,
        on_progress: Callable[[PrintProgress], None],
        cancelled: Event,
    ) -> PrintOutcome:
        """Print one paper of a case, once.

        Args:
            case_number: the case.
            name: the paper, such as ``licence``.
            on_progress: hears how far it is.
            cancelled: set to cancel the job at the device.

        Raises:
            LeftError: the kiosk closes meanwhile.
            LookupError: there is no printer, or no such paper.
            StoreError: the ledger could not be written.

        """
        if self._port is None:
            raise LookupError("no printer is configured")
        paper = self._desk.paper(case_number, name)
        job = PrintJob(
            attempt_id=str(uuid.uuid4()),
            document=paper.pdf,
            width_mm=paper.width_mm,
            height_mm=paper.height_mm,
            sheets=paper.sheets,
        )
        return print_once(
            self._port, self._desk.prints, job, on_progress=on_progress, cancelled=cancelled
        )


class _PortUntilLeft:
    """A road to the printer that ends when the kiosk closes; fulfils ``PrinterPort``."""

    def __init__(self, port: PrinterPort, left: Event) -> None:
        self._port = port
        self._left = left

    @property
    def address(self) -> str:
        return self._port.address

    @property
    def capabilities(self) -> Capabilities:
        return self._port.capabilities

    def status(self) -> PrinterStatus:
        return self._open().status()

    def validate(self, job: PrintJob) -> None:
        self._open().validate(job)

    def submit(self, job: PrintJob) -> SubmittedJob:
        return self._open().submit(job)

    def observe(self, submitted: SubmittedJob) -> JobObservation:
        return self._open().observe(submitted)

    def find(self, attempt_id: str) -> SubmittedJob | None:
        return self._open().find(attempt_id)

    def cancel(self, submitted: SubmittedJob, *, deadline_s: float) -> JobObservation:
        return self._open().cancel(submitted, deadline_s=deadline_s)

    def _open(self) -> PrinterPort:
        """The road while the kiosk runs; LeftError from then on."""
        if self._left.is_set():
            raise LeftError("the kiosk closes")
        return self._port
