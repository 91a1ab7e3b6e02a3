# SPDX-License-Identifier: Apache-2.0
"""Prints what of a case was left unprinted, from the stored bytes, for staff at the window.

The ledger is the kiosk's own: nothing goes to the printer beside an attempt that may have put
ink on paper. Works without a running kiosk and beside one; the printer is then shared, and
whoever comes second is refused.
"""

import io
import uuid
from collections.abc import Callable
from dataclasses import replace
from threading import Event
from typing import Final, assert_never

from pypdf import PdfReader

from devices.printing.attempt import AttemptState
from devices.printing.port import PrinterPort, PrintJob
from devices.printing.press import print_once, reconcile
from devices.printing.progress import PrintOutcome, PrintProgress
from kiosk.pressroom import SETTLE_LIMITS
from kiosk.store.records import PaperState, PrintedPaper
from kiosk.store.store import Store

MM_PER_POINT: Final = 25.4 / 72
"""PDF user space, ISO 32000-1, 8.3.2.3."""


class NotPrintedError(Exception):
    """A paper was not sent, or is not proven to be out; the text says what staff does next."""


def settle_open(store: Store, port: PrinterPort) -> None:
    """Make sure that no attempt is open before the first paper.

    Without a running kiosk the device is asked what became of those that the last run left;
    beside one they are that kiosk's own.

    Raises:
        NotPrintedError: the running kiosk prints just now, or printing is closed until
            somebody has looked what became of an earlier print.
        StoreError: what the device says could not be kept.

    """
    if store.prints.open_attempts():
        if store.is_beside:
            raise NotPrintedError(
                "PRINTER-0406 the printer is busy: the running kiosk prints; try again later"
            )
        reconcile(port, store.prints, limits=SETTLE_LIMITS)
    for waiting in store.prints.unsettled_prints():
        if waiting.is_closing:
            raise NotPrintedError(
                f"PRINTER-0409 printing is closed: {waiting.document} of {waiting.case_id} may"
                f" be on paper; look for it, then run {settling(waiting.attempt_id)}"
            )


def print_stored(  # noqa: PLR0913 - store, port and paper, then how to watch and stop it
    store: Store,
    port: PrinterPort,
    case_id: str,
    paper: PrintedPaper,
    *,
    on_progress: Callable[[PrintProgress], None],
    cancelled: Event,
    stationery: str = "",
) -> None:
    """Print one stored paper once; returns when the device has proven every sheet.

    Args:
        store: holds the bytes and the ledger.
        port: road to the printer.
        case_id: the case.
        paper: as ``store.prints.papers_of`` gave it.
        on_progress: hears how far it is.
        cancelled: set to cancel the job at the device.
        stationery: series of numbered blanks that it takes; empty on plain paper.

    Raises:
        NotPrintedError: it is out, waits for a person, or did not come out.
        StoreError: the ledger refuses or could not be written.

    """
    _refuse_unless_unprinted(case_id, paper)
    stored = store.documents.get(case_id, paper.document)
    if stored is None:
        raise NotPrintedError(f"{paper.name} of {case_id} is not stored")
    job = replace(_job_of(stored.content), sealed_sha256=stored.sha256)
    if stationery:
        job = replace(job, stationery=stationery, tray=store.stock.tray_of(stationery))
    outcome = print_once(
        port,
        store.prints,
        job,
        on_progress=on_progress,
        cancelled=cancelled,
    )
    if outcome.state is not AttemptState.DEVICE_DONE:
        raise NotPrintedError(_sentence(case_id, paper.name, outcome))


def _refuse_unless_unprinted(case_id: str, paper: PrintedPaper) -> None:
    told = f"{paper.name} of {case_id}"
    match paper.state:
        case PaperState.UNPRINTED:
            return
        case PaperState.OUT:
            raise NotPrintedError(f"{told} is out of the printer; it is not printed twice")
        case PaperState.UNSETTLED:
            raise NotPrintedError(
                f"PRINTER-0406 {told} may be on paper: look for it, then run"
                f" {settling(paper.attempt_id)}"
            )
        case PaperState.OPEN:
            raise NotPrintedError(f"PRINTER-0406 {told} is being printed")
        case _:
            assert_never(paper.state)


def _job_of(pdf: bytes) -> PrintJob:
    """A new attempt at these bytes; the size of the sheet is that of their first page."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    box = pages[0].mediabox
    return PrintJob(
        attempt_id=str(uuid.uuid4()),
        document=pdf,
        width_mm=float(box.width) * MM_PER_POINT,
        height_mm=float(box.height) * MM_PER_POINT,
        sheets=len(pages),
    )


def settling(attempt_id: str) -> str:
    """The command with which staff says what it found."""
    return f"kiosk cases settle {attempt_id} came-out|nothing-came-out|destroyed --by STAFF"


def _sentence(case_id: str, name: str, outcome: PrintOutcome) -> str:
    cause = f"{outcome.code} {name} of {case_id}".strip()
    detail = f" ({outcome.evidence.detail})" if outcome.evidence.detail else ""
    if outcome.state is AttemptState.NOT_STARTED:
        return f"{cause} was not printed, nothing came out{detail}; it may be tried again"
    return (
        f"{cause} may be on paper{detail}: look for it, then run {settling(outcome.attempt_id)}"
    )
