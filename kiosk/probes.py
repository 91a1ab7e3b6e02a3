# SPDX-License-Identifier: Apache-2.0
"""Self-tests of the configured devices; shared by app and command line."""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from certificates.library.interface import CertificateLibrary
from config.settings import KioskSettings
from devices.identity.record import SourceKind
from devices.interfaces import IdentitySource
from devices.printing.port import PrinterPort
from devices.printing.probe import printer_probe
from devices.receipt_printer.receipt_printer import ReceiptPrinter
from devices.settings import PrinterSettings
from devices.states import DeviceState, ProbeReport
from devices.supplies import DEFAULT_SUPPLY_LIMITS, SupplyLimits
from kiosk.person_check import PersonCheck
from kiosk.session.machine import SOURCE_DEVICES
from kiosk.session.print_need import CLOSED, LOADED
from kiosk.store.errors import StoreError
from kiosk.store.print_ledger import PRINTING_CLOSED
from kiosk.store.store import Store

Probe = Callable[[], ProbeReport]
FREE_BYTES_NEEDED: Final = 200 * 1024 * 1024
"""Below this the disk counts as full: a case, its papers and the log of a day still fit."""


def probes_of(  # noqa: PLR0913 - the three devices, then what they are held against
    sources: Mapping[SourceKind, IdentitySource],
    printer: PrinterPort | None,
    library: CertificateLibrary | None,
    *,
    store: Callable[[], Store],
    check: PersonCheck | None = None,
    supplies: SupplyLimits = DEFAULT_SUPPLY_LIMITS,
    receipts: ReceiptPrinter | None = None,
) -> Mapping[str, Probe]:
    """One self-test per device name; what every kiosk needs and has not is ``noDevice``.

    That is a printer, a platform, and one source of identity at least: the reader stands for
    all of them where none is configured.
    """
    ways = {SOURCE_DEVICES[kind]: source.probe for kind, source in sources.items()}
    return {
        "store": lambda: store_probe(store),
        **(ways or {"reader": _absent("reader", "READER-0101")}),
        **({"person_check": check.probe} if check is not None else {}),
        "printer": (
            (lambda: press_probe(printer, store, supplies))
            if printer is not None
            else _absent("printer", "PRINTER-0401")
        ),
        **({"receipt_printer": receipts.probe} if receipts is not None else {}),
        "platform": (
            (lambda: platform_probe(library))
            if library is not None
            else _absent("platform", "PLATFORM-0301")
        ),
    }


def _absent(device: str, code: str) -> Probe:
    report = ProbeReport(device, DeviceState.NO_DEVICE, code, "not configured")
    return lambda: report


def press_probe(
    printer: PrinterPort, open_store: Callable[[], Store], limits: SupplyLimits
) -> ProbeReport:
    """Ask the printer how it is, and the ledgers what may be printed at all.

    That printing is closed, or that no blank is loaded, is a fact and no fault of the printer:
    one's own cases can still be asked after, and services without that blank are offered.
    """
    report = printer_probe(printer, limits)
    try:
        store = open_store()
        is_closed, loaded = store.prints.is_closed(), store.stock.loaded()
    except StoreError:
        return report  # the store's own test tells it, and closes the kiosk
    closed = ((CLOSED, PRINTING_CLOSED),) if is_closed else ()
    blanks = tuple((f"{LOADED}{series}", str(count)) for series, count in loaded.items())
    return replace(report, facts=(*closed, *report.facts, *blanks))


def supplies_of(settings: KioskSettings) -> SupplyLimits:
    """From where on paper and toner are told, or do not last."""
    printer = settings.printer or PrinterSettings()
    return SupplyLimits(
        printer.low_sheets, printer.low_toner_percent, printer.stop_toner_percent
    )


def platform_probe(library: CertificateLibrary) -> ProbeReport:
    """Make one whole call with nobody's data."""
    report = library.probe()
    state = DeviceState.ONLINE if report.reachable else DeviceState.OFFLINE
    return ProbeReport("platform", state, report.code, report.detail)


def store_probe(open_store: Callable[[], Store]) -> ProbeReport:
    """Write into the store, read its durability back, and look at the room on the disk."""
    try:
        store = open_store()
        store.check_clock()
        store.check_writable()
        facts = store.facts()
    except StoreError as error:
        return ProbeReport("store", DeviceState.HARDWARE_ERROR, error.code, error.detail)
    free = _free_bytes(store.data_dir)
    facts = (*facts, ("free", f"{free // (1024 * 1024)} MiB"))
    if free < FREE_BYTES_NEEDED:
        detail = f"{free} bytes free, {FREE_BYTES_NEEDED} needed"
        return ProbeReport("store", DeviceState.USER_ERROR, "STORE-0501", detail, facts)
    return ProbeReport("store", DeviceState.ONLINE, facts=facts)


def _free_bytes(folder: Path) -> int:
    status = os.statvfs(folder)
    return status.f_bavail * status.f_frsize
