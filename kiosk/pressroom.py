# SPDX-License-Identifier: Apache-2.0
"""The pressroom: prints the papers of a case one by one, and can be left in the middle.

Leaving is not cancelling: a sheet that the device has begun comes out, its attempt stays open
in the ledger, and the next start asks the device what became of it.
"""

import logging
import time
import uuid
from collections.abc import Callable
from dataclasses import replace
from threading import Event
from typing import Final

from devices.errors import DeviceError
from devices.printing.attempt import DEFAULT_LIMITS, AttemptState, PrintLimits
from devices.printing.port import (
    Capabilities,
    JobObservation,
    PrinterPort,
    PrinterStatus,
    PrintJob,
    SubmittedJob,
)
from devices.printing.press import print_once, reconcile
from devices.printing.progress import PrintOutcome, PrintPhase, PrintProgress
from kiosk.desk import Desk
from kiosk.store.errors import StoreError
from kiosk.stored_paper import StoredPaper
from kiosk.workers import LeftError

log = logging.getLogger(__name__)

SETTLE_LIMITS: Final[PrintLimits] = replace(
    DEFAULT_LIMITS, settle_s=10.0, operator_s=10.0, confirm_s=10.0
)
"""At the start nobody waits for the paper: a job that wants staff is cancelled soon, so that it
does not come out before the next citizen."""


MENDABLE: Final = frozenset({"PRINTER-0402", "PRINTER-0403", "PRINTER-0404", "PRINTER-0412"})
"""No paper, a jam, an open cover, no toner: hall staff mends them within the visit."""

MEND_POLL_S: Final = 1.0
"""Between two looks at a printer that waits for staff."""


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
        self._ours = {attempt.attempt_id for attempt in desk.prints.open_attempts()}

    def leave(self) -> None:
        """Let the worker go at its next question to the device, and for good."""
        self._left.set()

    def settle(self) -> None:
        """Ask the device what became of prints that the last run, or a store fault, left open.

        What ``kiosk cases print`` is printing beside this kiosk is not touched.

        Raises:
            LeftError: the kiosk closes meanwhile.
            StoreError: what the device says could not be kept.

        """
        left = {attempt.attempt_id for attempt in self._desk.prints.open_attempts()}
        is_ours = left <= self._ours
        self._ours &= left  # an attempt that has ended stays so, and nobody asks for it again
        if self._port is not None and left and is_ours:
            reconcile(self._port, self._desk.prints, limits=SETTLE_LIMITS)

    def pickup_code(self, case_number: str) -> str:
        """The code by which the window hands out what did not come out; empty if none is kept.

        The attempt has ended by now: a store that takes nothing more must not hide that.
        """
        try:
            return self._desk.store.prints.give_code(case_number)
        except StoreError as error:
            log.info("no pick-up code: %s", error.code)
            return ""

    def print_paper(
        self,
        case_number: str,
        name: str,
        *,
        on_progress: Callable[[PrintProgress], None],
        cancelled: Event,
    ) -> PrintOutcome:
        """Print one paper of a case, once.

        A printer that has no paper, is jammed or open before anything was sent is waited for
        as it is in mid-job: that nothing was sent is proven, so a new attempt is lawful.

        Args:
            case_number: the case.
            name: the paper, such as ``licence``.
            on_progress: hears how far it is.
            cancelled: set to cancel the job at the device.

        Raises:
            LeftError: the kiosk closes meanwhile.
            LookupError: there is no printer, or no such paper.
            PrintRefusedError: printing is closed, or another attempt stands.
            NoBlankError: it needs a numbered blank and none is loaded.
            StoreError: the ledger could not be written.

        """
        if self._port is None:
            raise LookupError("no printer is configured")
        paper = self._desk.paper(case_number, name)
        series = self._desk.stationery(case_number, name)
        return self.print_loose(
            paper, on_progress=on_progress, cancelled=cancelled, stationery=series
        )

    def print_loose(
        self,
        paper: StoredPaper,
        *,
        on_progress: Callable[[PrintProgress], None],
        cancelled: Event,
        stationery: str = "",
    ) -> PrintOutcome:
        """Print a paper, once, as ``print_paper`` does; it need not be of a case."""
        if self._port is None:
            raise LookupError("no printer is configured")
        self.settle()
        job = PrintJob(
            attempt_id=str(uuid.uuid4()),
            document=paper.pdf,
            width_mm=paper.width_mm,
            height_mm=paper.height_mm,
            sheets=paper.sheets,
            stationery=stationery,
            tray=self._desk.store.stock.tray_of(stationery) if stationery else "",
            sealed_sha256=paper.sealed_sha256,
        )
        wait = _Wait(on_progress, job.sheets)
        ends_at_s = time.monotonic() + DEFAULT_LIMITS.operator_s
        while True:
            self._ours.add(job.attempt_id)
            outcome = print_once(
                self._port, self._desk.prints, job, on_progress=wait.told, cancelled=cancelled
            )
            is_mendable = outcome.state is AttemptState.NOT_STARTED and outcome.code in MENDABLE
            if not is_mendable or time.monotonic() >= ends_at_s:
                return outcome
            wait.begin(outcome.code)
            if self._is_cancelled_before_mended(self._port, wait, cancelled, ends_at_s):
                return outcome
            job = replace(job, attempt_id=str(uuid.uuid4()))

    @staticmethod
    def _is_cancelled_before_mended(
        port: PrinterPort, wait: "_Wait", cancelled: Event, ends_at_s: float
    ) -> bool:
        """Wait until nothing is left that staff can mend, or the device does not answer.

        Behind an open cover the tray may be empty, too: each hindrance is told in its turn.
        """
        while not cancelled.wait(MEND_POLL_S):
            try:
                status = port.status()
            except DeviceError:
                return False
            if status.code not in MENDABLE or time.monotonic() >= ends_at_s:
                return False
            wait.begin(status.code)
        return True


class _Wait:
    """Tells how far a paper is; what hinders it stays told until something happens again."""

    def __init__(self, on_progress: Callable[[PrintProgress], None], sheets: int) -> None:
        self._on_progress = on_progress
        self._sheets = sheets
        self._is_hindered = False
        self._code = ""

    def begin(self, code: str) -> None:
        """Say what hinders the printer; saying it again is no news."""
        self._is_hindered = True
        if code != self._code:
            self.told(PrintProgress(PrintPhase.WAITING_OPERATOR, 0, self._sheets, code))

    def told(self, progress: PrintProgress) -> None:
        """Pass on how far it is; that it is queued again is no news."""
        if progress.phase is not PrintPhase.QUEUED or not self._is_hindered:
            self._code = progress.code
            self._on_progress(progress)


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
