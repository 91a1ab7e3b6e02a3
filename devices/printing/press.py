# SPDX-License-Identifier: Apache-2.0
"""Prints one document once, and settles at the start what the last run left open."""

from collections.abc import Callable
from threading import Event

from devices.printing.attempt import DEFAULT_LIMITS, PrintLimits
from devices.printing.attempt_run import AttemptRun
from devices.printing.ledger import PrintLedger
from devices.printing.port import PrinterPort, PrintJob
from devices.printing.progress import PrintOutcome, PrintPhase, PrintProgress

__all__ = ["PrintOutcome", "PrintPhase", "PrintProgress", "print_once", "reconcile"]


def print_once(  # noqa: PLR0913 - the three parts, then how to watch, stop and bound it
    port: PrinterPort,
    ledger: PrintLedger,
    job: PrintJob,
    *,
    on_progress: Callable[[PrintProgress], None],
    cancelled: Event,
    limits: PrintLimits = DEFAULT_LIMITS,
) -> PrintOutcome:
    """Print ``job`` at most once and follow it to the paper; blocks as long as staff is needed.

    Args:
        port: road to the printer.
        ledger: must hold no open attempt; remembers this one before the first byte is sent.
        job: what to print; its ``attempt_id`` was never used before.
        on_progress: called in this thread whenever the screen should change.
        cancelled: set to stop. Before the job is sent nothing happens then; afterwards it is
            cancelled at the device, which has to confirm.
        limits: how long to wait for what.

    Returns:
        How it ended. NOT_STARTED is proven and allows a new attempt; DEVICE_FAILED and UNKNOWN
        need a person who looks at the paper. Device faults are told by the outcome.

    Raises:
        Exception: whatever ``ledger`` raises when it cannot keep a record. Raised by ``begin``
            it means that nothing was sent; later, that the attempt is still open.

    """
    attempt = AttemptRun(port, ledger, limits, on_progress=on_progress, cancelled=cancelled)
    return attempt.print(job)


def reconcile(
    port: PrinterPort,
    ledger: PrintLedger,
    *,
    cancelled: Event | None = None,
    limits: PrintLimits = DEFAULT_LIMITS,
) -> tuple[PrintOutcome, ...]:
    """Settle every attempt that the last run left open; sends nothing, at most cancels.

    A job that the device still prints is followed to its end. What the device does not know
    any more is UNKNOWN: how long the kiosk was off is not known here, so "not there" proves
    nothing. Arguments and errors as with ``print_once``.
    """
    return tuple(
        AttemptRun(
            port, ledger, limits, on_progress=_unseen, cancelled=cancelled or Event()
        ).resume(record)
        for record in ledger.open_attempts()
    )


def _unseen(progress: PrintProgress) -> None:
    """Nobody looks at the screen while the kiosk starts."""
