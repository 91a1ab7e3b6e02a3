# SPDX-License-Identifier: Apache-2.0
"""Self-tests of the configured devices; shared by app and command line."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from certificates.library.interface import CertificateLibrary
from devices.interfaces import IdentitySource
from devices.printing.port import PrinterPort
from devices.printing.probe import printer_probe
from devices.states import DeviceState, ProbeReport
from kiosk.store.errors import StoreError
from kiosk.store.store import Store

Probe = Callable[[], ProbeReport]
FREE_BYTES_NEEDED: Final = 200 * 1024 * 1024
"""Below this the disk counts as full: a case, its papers and the log of a day still fit."""


def probes_of(
    reader: IdentitySource | None,
    printer: PrinterPort | None,
    library: CertificateLibrary | None,
    *,
    store: Callable[[], Store],
) -> Mapping[str, Probe]:
    """One self-test per device name; a device that is not configured is ``noDevice``."""
    return {
        "store": lambda: store_probe(store),
        "reader": reader.probe if reader is not None else _absent("reader", "READER-0101"),
        "printer": (
            (lambda: printer_probe(printer))
            if printer is not None
            else _absent("printer", "PRINTER-0401")
        ),
        "platform": (
            (lambda: platform_probe(library))
            if library is not None
            else _absent("platform", "PLATFORM-0301")
        ),
    }


def _absent(device: str, code: str) -> Probe:
    report = ProbeReport(device, DeviceState.NO_DEVICE, code, "not configured")
    return lambda: report


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
