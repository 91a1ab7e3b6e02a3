# SPDX-License-Identifier: Apache-2.0
"""Self-test of the printer: asks it how it is, prints nothing."""

from typing import Final

from devices.errors import DeviceAbsentError, DeviceError
from devices.printing.ipp_http import DEVICE
from devices.printing.port import PrinterPort
from devices.states import DeviceState, ProbeReport

A4: Final = "iso_a4_210x297mm"


def printer_probe(port: PrinterPort) -> ProbeReport:
    """Ask the printer for its status; a device fault is the report, never an exception."""
    address = ("address", port.address)
    try:
        status = port.status()
    except DeviceError as error:
        absent = isinstance(error, DeviceAbsentError)
        state = DeviceState.NO_DEVICE if absent else DeviceState.OFFLINE
        return ProbeReport(DEVICE, state, error.code, error.detail, (address,))
    facts = (
        address,
        ("model", status.model),
        ("paper", status.paper.value),
        ("toner", status.toner.value),
        ("media", " ".join(status.media_ready)),
        ("up_time_s", "" if status.up_time_s is None else str(status.up_time_s)),
        ("reasons", " ".join(status.reasons)),
    )
    return ProbeReport(DEVICE, status.device_state, status.code, status.detail, facts)
