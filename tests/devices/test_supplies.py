# SPDX-License-Identifier: Apache-2.0
"""Paper and toner left: what a device tells of them, and whether they last."""

from dataclasses import replace

import pytest

from devices.errors import DeviceTimeoutError
from devices.printing.ipp import PrinterState
from devices.printing.ipp_attributes import ValueTag
from devices.printing.ipp_message import Group, GroupTag, attribute
from devices.printing.ipp_status import printer_status_from
from devices.printing.port import PrinterStatus
from devices.printing.probe import printer_probe
from devices.states import DeviceState, PaperSupply, TonerLevel
from devices.supplies import DEFAULT_SUPPLY_LIMITS, SupplyLimits, lasts_for, sheets_in
from tests.support.scripted_printer import READY, ScriptedPrinter

LIMITS = DEFAULT_SUPPLY_LIMITS


@pytest.mark.parametrize(
    ("trays", "sheets"),
    [
        ([], None),
        ([b"type=sheetFeedAuto;maxcapacity=250;level=12;name=main;"], 12),
        ([b"level=12", b"name=two; level = 5 ;"], 17),
        ([b"level=12", b"level=-2"], None),  # -2: unknown
        ([b"level=-3"], None),  # -3: some
        ([b"name=main"], None),
        ([b"level=2147483647"], None),
        ([b"level=\xff"], None),
        ([b"level=0;"], 0),
    ],
)
def test_sheets_are_known_only_where_every_tray_counts(
    trays: list[bytes], sheets: int | None
) -> None:
    assert sheets_in(trays) == sheets


@pytest.mark.parametrize(
    ("sheets", "toner", "lasts"),
    [
        (None, None, True),
        (6, None, True),
        (5, None, False),
        (0, 80, False),
        (250, 2, True),
        (250, 1, False),
        (None, 0, False),
    ],
)
def test_a_visit_of_six_sheets_needs_six_and_some_toner(
    sheets: int | None, toner: int | None, *, lasts: bool
) -> None:
    assert lasts_for(6, sheets=sheets, toner_percent=toner, limits=LIMITS) is lasts


def a_group(levels: tuple[int, ...], tray: bytes) -> Group:
    """A printer group with these marker levels and this tray."""
    return Group(
        GroupTag.PRINTER,
        (
            attribute("printer-state", ValueTag.ENUM, PrinterState.IDLE),
            attribute("marker-levels", ValueTag.INTEGER, *levels),
            attribute("printer-input-tray", ValueTag.OCTETS, tray),
        ),
    )


def test_the_lowest_supply_of_a_colour_printer_counts() -> None:
    status = printer_status_from(a_group((80, 7, -2), b"level=40;"))
    assert (status.toner_percent, status.sheets) == (7, 40)
    assert printer_status_from(a_group((-2,), b"level=-2;")).toner_percent is None


@pytest.mark.parametrize(
    ("changes", "low"),
    [
        ({}, ""),
        ({"sheets": 29}, "paper"),
        ({"sheets": 30, "toner_percent": 10}, ""),
        ({"paper": PaperSupply.LOW}, "paper"),
        ({"toner": TonerLevel.LOW}, "toner"),
        ({"toner": TonerLevel.OUT}, "toner"),
        ({"sheets": 3, "toner_percent": 9}, "paper toner"),
    ],
)
def test_staff_hears_of_low_supplies_and_the_printer_stays_good(
    changes: dict[str, object], low: str
) -> None:
    status: PrinterStatus = replace(READY, **changes)  # type: ignore[arg-type]
    report = printer_probe(ScriptedPrinter(statuses=[status]), SupplyLimits())
    assert report.state is DeviceState.ONLINE
    assert dict(report.facts)["low"] == low


def test_a_printer_that_does_not_count_leaves_its_facts_empty() -> None:
    facts = dict(printer_probe(ScriptedPrinter(statuses=[READY])).facts)
    assert (facts["sheets"], facts["toner_percent"]) == ("", "")
    silent = DeviceTimeoutError("PRINTER-0401", "printer", "no answer")
    assert printer_probe(ScriptedPrinter(statuses=[silent])).state is DeviceState.OFFLINE
