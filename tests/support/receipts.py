# SPDX-License-Identifier: Apache-2.0
"""A simulated receipt printer in another process, the driver on it, and a slip of dots."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from PIL import Image

from devices.receipt_printer.commands import Bitmap
from devices.receipt_printer.receipt_printer import (
    ReceiptLimits,
    ReceiptPrinter,
    SlipOutcome,
)
from devices.settings import ReceiptPrinterSettings
from tests.support.simulators import RunningSimulator, running_simulator

QUICK = ReceiptLimits(connect_s=1.0, answer_s=0.5, print_s=1.0, clear_s=0.5)
TOKEN = b"J001"
ROWS = 300
DOTS = Bitmap(
    576, bytes((row * 7 + column) % 251 for row in range(ROWS) for column in range(72))
)


@contextmanager
def running_receipt_printer(*options: str) -> Iterator[RunningSimulator]:
    """Run ``kiosk simulate receipt-printer``."""
    with running_simulator("receipt-printer", *options) as simulator:
        yield simulator


def receipt_printer_on(simulator: RunningSimulator, **settings: str) -> ReceiptPrinter:
    """The driver on a simulator."""
    known = ReceiptPrinterSettings(uri=simulator.address, **settings)  # type: ignore[arg-type]
    return ReceiptPrinter(known, QUICK)


def printed(
    printer: ReceiptPrinter, slip: Bitmap = DOTS, *, cancelled: Event | None = None
) -> SlipOutcome:
    """Print a slip of dots."""
    return printer.print(slip, TOKEN, sending=lambda: None, cancelled=cancelled or Event())


def slips(simulator: RunningSimulator) -> list[Image.Image]:
    """What came out and was cut, as pictures."""
    paths = simulator.send("state")["slips"]
    assert isinstance(paths, list)
    return [Image.open(Path(path)).copy() for path in paths]


def dots_of(picture: Image.Image) -> bytes:
    """A slip's dots as they were sent; 1 is black."""
    return bytes(octet ^ 0xFF for octet in picture.tobytes())
