# SPDX-License-Identifier: Apache-2.0
"""Self-test of the printer: asks it how it is, prints nothing."""

from typing import Final

from devices.errors import DeviceAbsentError, DeviceError
from devices.printing.ipp_http import DEVICE
from devices.printing.port import PrinterPort, PrinterStatus
from devices.states import DeviceState, PaperSupply, ProbeReport, TonerLevel
from devices.supplies import DEFAULT_SUPPLY_LIMITS, SupplyLimits

A4: Final = "iso_a4_210x297mm"


def printer_probe(
    port: PrinterPort, limits: SupplyLimits = DEFAULT_SUPPLY_LIMITS
) -> ProbeReport:
    """Ask the printer for its status; a device fault is the report, never an exception.

    Supplies that run low are a fact for staff (``low``), no fault.
    """
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
        ("sheets", _text(status.sheets)),
        ("toner_percent", _text(status.toner_percent)),
        ("low", " ".join(low_supplies(status, limits))),
        ("up_time_s", _text(status.up_time_s)),
        ("reasons", " ".join(status.reasons)),
    )
    return ProbeReport(DEVICE, status.device_state, status.code, status.detail, facts)


def low_supplies(status: PrinterStatus, limits: SupplyLimits) -> tuple[str, ...]:
    """What staff should fill: ``paper``, ``toner``; a warning, never a stop."""
    is_paper_low = status.paper is PaperSupply.LOW or (
        status.sheets is not None and status.sheets < limits.low_sheets
    )
    is_toner_low = status.toner in {TonerLevel.LOW, TonerLevel.OUT} or (
        status.toner_percent is not None and status.toner_percent < limits.low_toner_percent
    )
    low = (("paper", is_paper_low), ("toner", is_toner_low))
    return tuple(name for name, is_low in low if is_low)


def _text(number: int | None) -> str:
    return "" if number is None else str(number)
