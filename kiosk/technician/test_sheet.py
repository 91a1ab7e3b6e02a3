# SPDX-License-Identifier: Apache-2.0
"""The test sheet (测试页): a real sheet through the printer's own road, and in its ledger.

It is printed as every paper is: an attempt is in the ledger before the first byte, and the
device proves the sheet. It takes a plain sheet, never a numbered blank.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import Final

from certificates.rendering.render import Renderer
from config.settings import KioskSettings
from devices.printing.attempt import AttemptState
from devices.printing.port import PrinterPort, PrintJob
from devices.printing.press import print_once
from kiosk.clock import SystemClock
from kiosk.journal import Journal
from kiosk.late_printing import NotPrintedError, settle_open
from kiosk.moments import minute_in_words
from kiosk.store.store import Store
from kiosk.technician.sheet_code import TEST_SHEET, sheet_code, sheet_digest, sheet_values

WIDTH_MM: Final = 210.0
HEIGHT_MM: Final = 297.0


@dataclass(frozen=True)
class PrintedSheet:
    """What came of a test sheet; ``fault`` is empty once the device has proven it."""

    code: str
    fault: str = ""
    detail: str = ""


def sheet_pdf(settings: KioskSettings, *, who: str, code: str) -> bytes:
    """Make the sheet.

    Raises:
        DocumentError: it cannot be made (fonts).

    """
    from kiosk.commands.catalogue import SHIPPED  # noqa: PLC0415
    from kiosk.commands.catalogue_papers import template_of  # noqa: PLC0415

    now = SystemClock().now().replace(microsecond=0)
    return Renderer(settings.fonts).render(
        template_of(SHIPPED, TEST_SHEET),
        sheet_values(settings, who=who, at=minute_in_words(now), code=code),
        created=now,
        document_id=code,
        qr_text=code,
    )


def print_test_sheet(  # noqa: PLR0913 - where, by whom, and who hears how far it is
    settings: KioskSettings,
    store: Store,
    journal: Journal,
    port: PrinterPort,
    *,
    who: str,
    progress: Callable[[str], None] = lambda _phase: None,
) -> PrintedSheet:
    """Print one sheet and follow it until the device has proven it; blocks meanwhile.

    Raises:
        DocumentError: it cannot be made.
        StoreError: the ledger refuses, or could not be written.

    """
    code = sheet_code(settings.kiosk.id)
    pdf = sheet_pdf(settings, who=who, code=code)
    try:
        settle_open(store, port)
    except NotPrintedError as error:
        fault, _, detail = str(error).partition(" ")
        return PrintedSheet(code, fault, detail)
    job = PrintJob(str(uuid.uuid4()), pdf, WIDTH_MM, HEIGHT_MM, sheets=1)
    outcome = print_once(
        port,
        store.prints,
        job,
        on_progress=lambda told: progress(told.phase.value),
        cancelled=Event(),
    )
    is_out = outcome.state is AttemptState.DEVICE_DONE
    journal.record(
        "test-sheet-printed",
        disposition="came_out" if is_out else "failed",
        code=outcome.code,
        staff=who,
        sheet=sheet_digest(code),
    )
    if is_out:
        return PrintedSheet(code)
    return PrintedSheet(code, outcome.code or "PRINTER-0406", outcome.evidence.detail)
