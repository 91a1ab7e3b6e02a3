# SPDX-License-Identifier: Apache-2.0
"""Which road leads to the configured printer."""

from devices.printing.cups_queue import SCHEME, CupsQueue
from devices.printing.ipp_direct import IppDirect
from devices.printing.ipp_http import DEFAULT_TIMES, IppTimes
from devices.printing.port import PrinterPort
from devices.settings import PrinterSettings


def printer_port_of(settings: PrinterSettings, times: IppTimes = DEFAULT_TIMES) -> PrinterPort:
    """Give the road to the printer: straight to it, or through a queue of CUPS.

    Raises:
        ValueError: the address is no ``ipp://``, ``ipps://`` or ``cups://`` one.

    """
    if settings.uri.startswith(f"{SCHEME}:"):
        return CupsQueue(settings, times)
    return IppDirect(settings, times)
