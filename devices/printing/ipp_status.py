# SPDX-License-Identifier: Apache-2.0
"""What a printer's attributes mean in the words of XFS4IoT and as fault codes.

Source: RFC 8011, 5.4.11 to 5.4.13; PWG 5100.9 (state reasons); PWG 5100.13 (marker-levels).
"""

from typing import Final

from devices.printing.ipp import (
    COVER_OPEN,
    JAM,
    NO_TONER,
    PAPER_OUT,
    STOPPED,
    PrinterState,
    fault_of,
    is_grave,
    plain_reasons,
    printer_state_from,
)
from devices.printing.ipp_message import Group
from devices.printing.port import PrinterStatus
from devices.states import DeviceState, PaperSupply, TonerLevel
from devices.supplies import sheets_in

MENDED_BY_STAFF: Final = frozenset({PAPER_OUT, NO_TONER, JAM, COVER_OPEN})
TONER_OUT: Final = frozenset({"toner-empty", "marker-supply-empty", "developer-empty"})
TONER_LOW: Final = frozenset({"toner-low", "marker-supply-low", "developer-low"})
LOW_PERCENT: Final = 10


def printer_status_from(group: Group) -> PrinterStatus:
    """Read the printer group of a Get-Printer-Attributes response.

    A word counts as a fault when the device is stopped, or gives it no milder severity than
    error. A multi-tray device that only warns ``media-empty`` of its second tray still prints;
    that word goes into ``hint``.
    """
    state = printer_state_from(group.integer("printer-state"))
    raw = group.texts("printer-state-reasons")
    reasons = plain_reasons(raw)
    accepting = group.flag("printer-is-accepting-jobs") is not False
    code = _code(state, raw, accepting=accepting)
    return PrinterStatus(
        state=state,
        device_state=_device_state(state, code),
        paper=_paper(reasons, is_told=bool(raw) and state is not None),
        toner=_toner(group, reasons),
        reasons=reasons,
        up_time_s=group.integer("printer-up-time"),
        accepting=accepting,
        model=group.text("printer-make-and-model"),
        detail=group.text("printer-state-message") or ", ".join(reasons),
        code=code,
        hint="" if code else fault_of(reasons),
        media_ready=group.texts("media-ready"),
        trays=group.texts("media-source-supported"),
        sheets=sheets_in(group.octets("printer-input-tray")),
        toner_percent=min(_marker_levels(group), default=None),
    )


def _code(state: PrinterState | None, raw: tuple[str, ...], *, accepting: bool) -> str:
    if state is None or state is PrinterState.STOPPED:
        return fault_of(raw) or STOPPED
    grave = fault_of(reason for reason in raw if is_grave(reason))
    if grave:
        return grave
    return "" if accepting else STOPPED


def _device_state(state: PrinterState | None, code: str) -> DeviceState:
    if state is None:
        return DeviceState.UNKNOWN
    if code:
        return DeviceState.USER_ERROR if code in MENDED_BY_STAFF else DeviceState.HARDWARE_ERROR
    return DeviceState.BUSY if state is PrinterState.PROCESSING else DeviceState.ONLINE


def _paper(reasons: tuple[str, ...], *, is_told: bool) -> PaperSupply:
    words = set(reasons)
    if words & {"media-jam", "media-path-jam"}:
        return PaperSupply.JAMMED
    if fault_of(reasons) == PAPER_OUT:
        return PaperSupply.OUT
    if words & {"media-low"}:
        return PaperSupply.LOW
    return PaperSupply.FULL if is_told else PaperSupply.UNKNOWN


def _marker_levels(group: Group) -> list[int]:
    """Levels in per cent; negative ones mean that the device cannot tell."""
    return [level for level in group.integers("marker-levels") if level >= 0]


def _toner(group: Group, reasons: tuple[str, ...]) -> TonerLevel:
    words = set(reasons)
    levels = _marker_levels(group)
    if words & TONER_OUT:
        return TonerLevel.OUT
    if words & TONER_LOW or any(level <= LOW_PERCENT for level in levels):
        return TonerLevel.LOW
    return TonerLevel.FULL if levels else TonerLevel.UNKNOWN
