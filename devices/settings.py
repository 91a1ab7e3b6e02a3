# SPDX-License-Identifier: Apache-2.0
"""Settings of the devices, as values; ``config`` reads them from ``kiosk.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass

from devices.states import LightPosition


@dataclass(frozen=True)
class ReaderSettings:
    """The identity reader (居民身份证阅读器).

    Attributes:
        photo_decoder: command that makes a bitmap of a card's photo; empty for no picture.

    """

    driver: str = "sam-serial"
    port: str = ""
    baud: int = 115_200
    photo_decoder: str = ""


@dataclass(frozen=True)
class ScannerSettings:
    """The QR scanner on a serial line (``[scanner]``)."""

    port: str = ""
    baud: int = 9_600


@dataclass(frozen=True)
class CardSlotSettings:
    """The PC/SC reader for social-security and staff cards; ``reader`` is part of its name."""

    reader: str = ""


@dataclass(frozen=True)
class ReceiptPrinterSettings:
    """The receipt printer for slips (``[receipt_printer]``).

    Attributes:
        uri: ``socket://HOST:PORT``, or the path of a tty or of a USB printer port.
        baud: speed of a tty; without meaning for the others.
        cut: ``partial`` (the slip hangs by a point), or ``none`` without a cutter.
        proof: what proves a slip: ``process_id`` (it is on paper) or ``status`` (it was
            processed), for printers that know no process id.

    """

    uri: str = ""
    baud: int = 115_200
    cut: str = "partial"
    proof: str = "process_id"


@dataclass(frozen=True)
class GuideLightSettings:
    """The guide lights (``[guide_lights]``): folder of a LED for each position, empty for none.

    Attributes:
        card_reader: beside the identity reader.
        card_unit_2: beside the ``[card_slot]``.
        scanner: beside the scanner.
        document_printer: where sheets come out.
        receipt_printer: where slips come out.

    """

    card_reader: str = ""
    card_unit_2: str = ""
    scanner: str = ""
    document_printer: str = ""
    receipt_printer: str = ""

    @property
    def folders(self) -> Mapping[LightPosition, str]:
        """The folder of each light that there is."""
        every = {place: str(getattr(self, place.value)) for place in LightPosition}
        return {place: folder for place, folder in every.items() if folder}


@dataclass(frozen=True)
class PrinterSettings:
    """The A4 printer.

    Attributes:
        uri: ``ipp://`` or ``ipps://`` straight to it, or ``cups://QUEUE``.
        witness_uri: behind a queue, the device's own IPP address to ask what came out.
        low_sheets: staff hears of fewer sheets.
        low_toner_percent: staff hears of less toner.
        stop_toner_percent: below it no service is begun that ends on paper.

    """

    uri: str = ""
    witness_uri: str = ""
    low_sheets: int = 30
    low_toner_percent: int = 10
    stop_toner_percent: int = 2
