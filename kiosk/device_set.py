# SPDX-License-Identifier: Apache-2.0
"""The devices that the configuration names, built; for the application and for a self-test.

It stands apart from the composition root so that a self-test by command need not load Qt, the
screens and the documents before it asks the first device.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from certificates.library.dialects import library_of
from certificates.library.interface import CertificateLibrary
from config.settings import KioskSettings
from devices.card_reader.pcsc.social_source import SocialCardSource
from devices.card_reader.sam_reader import SamIdentityReader
from devices.guide_lights.led_class import LedClassLights
from devices.identity.record import SourceKind
from devices.interfaces import GuideLights, IdentitySource
from devices.printing.port import PrinterPort
from devices.printing.roads import printer_port_of
from devices.receipt_printer.receipt_printer import ReceiptPrinter
from devices.scanner.serial_scanner import SerialQrScanner
from kiosk.clock import SystemClock
from kiosk.person_check import PersonCheck
from kiosk.qr_source import qr_source_of
from kiosk.sync.person_checks import person_check_of

if TYPE_CHECKING:
    from kiosk.materials_desk import MaterialsSide


@dataclass(frozen=True)
class Devices:
    """The devices that the configuration names; None where it names none."""

    sources: Mapping[SourceKind, IdentitySource]
    printer: PrinterPort | None
    library: CertificateLibrary | None
    check: PersonCheck | None = None
    materials: "MaterialsSide | None" = None
    receipts: ReceiptPrinter | None = None
    scanner: SerialQrScanner | None = None
    """Reads codes, be they a person's or a licence's; the source of the former shares it."""
    lights: GuideLights | None = None


def devices_of(settings: KioskSettings) -> Devices:
    """Build the devices; nothing is opened yet."""
    printer = settings.printer
    platform = settings.platform
    scanner = SerialQrScanner(settings.scanner) if settings.scanner is not None else None
    return Devices(
        sources={source.kind: source for source in _sources(settings, scanner)},
        printer=printer_port_of(printer) if printer is not None and printer.uri else None,
        library=(
            library_of(platform, SystemClock().today)
            if platform is not None and platform.base_url
            else None
        ),
        check=person_check_of(settings),
        receipts=ReceiptPrinter(settings.receipt_printer) if settings.receipt_printer else None,
        scanner=scanner,
        lights=LedClassLights(settings.guide_lights) if settings.guide_lights else None,
    )


def _sources(
    settings: KioskSettings, scanner: SerialQrScanner | None
) -> Iterator[IdentitySource]:
    """Every configured way to identify oneself, the surest first."""
    if settings.reader is not None:
        yield SamIdentityReader(settings.reader)
    if settings.card_slot is not None:
        yield SocialCardSource(settings.card_slot)
    if (codes := qr_source_of(settings, scanner)) is not None:
        yield codes
