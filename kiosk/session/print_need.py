# SPDX-License-Identifier: Apache-2.0
"""Can this service be printed to its end? Asked before a citizen begins; pure.

What the printer's self-test found, and what the ledgers say beside it, come as facts of one
report (``kiosk.probes``): sheets and toner left, whether printing is closed, blanks loaded.
"""

from typing import Final

from devices.states import ProbeReport
from devices.supplies import SupplyLimits, lasts_for
from forms.lint_papers import DUPLICATE, LETTER
from forms.needs import Without
from forms.service_item import ServiceItem
from kiosk.session.machine import Machine

CLOSED: Final = "closed"
"""Fact: fault code for which printing is closed; not there while it is open."""
SHEETS: Final = "sheets"
TONER: Final = "toner_percent"
LOADED: Final = "blank."
"""Fact: before the name of a series, how many numbered blanks are loaded."""

NO_PRINTING: Final = "PRINTER-0409"
NOT_ENOUGH: Final = "PRINTER-0410"
NO_BLANK: Final = "STOCK-1601"

SHEETS_WITH_LICENCE: Final = 6
"""Licence, promise letter of two, receipt, correction slip, pick-up slip: more never comes."""
SHEETS_WITHOUT: Final = 4
SHEETS_OF_A_LETTER: Final = 2


def print_fault(machine: Machine, item: ServiceItem) -> str:
    """Code of what keeps this service from being printed to its end; empty when nothing does.

    A printer that was never tested, or is ill, closes the whole kiosk (``Machine.fault_code``)
    and is not judged here.
    """
    report = next((one for one in machine.reports if one.device == "printer"), None)
    if report is None:
        return ""
    facts = dict(report.facts)
    if facts.get(CLOSED):
        return facts[CLOSED]
    if not _lasts(report, machine.supplies, sheets_at_most(item)):
        return NOT_ENOUGH
    series = item.licence.blank_stock if item.licence is not None else ""
    return NO_BLANK if series and not _count(facts.get(LOADED + series)) else ""


def waits_for_window(machine: Machine, item: ServiceItem) -> bool:
    """Whether a service goes on while printing is closed, its papers waiting for the window.

    The case is filed, decided and numbered as ever, and a code on the screen fetches the paper
    when somebody has looked. A copy is nothing but paper, so it is not begun.
    """
    goes_on = item.needs.printing is Without.WITHOUT_PAPER
    return goes_on and print_fault(machine, item) == NO_PRINTING


def sheets_at_most(item: ServiceItem) -> int:
    """Sheets that a visit for this service may need, duplicates and second letters too."""
    if item.licence is None:
        return SHEETS_WITHOUT
    asked = {one.id: one.copies for one in item.papers}
    letters = SHEETS_OF_A_LETTER * (asked.get(LETTER, 1) - 1)
    return SHEETS_WITH_LICENCE + asked.get(DUPLICATE, 0) + letters


def _lasts(report: ProbeReport, limits: SupplyLimits, needed: int) -> bool:
    facts = dict(report.facts)
    sheets, toner = _count(facts.get(SHEETS)), _count(facts.get(TONER))
    return lasts_for(needed, sheets=sheets, toner_percent=toner, limits=limits)


def _count(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None
