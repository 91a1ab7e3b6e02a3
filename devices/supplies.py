# SPDX-License-Identifier: Apache-2.0
"""Paper and toner that a printer has left, and from where on staff hears of it; pure.

Source: PWG 5100.13, 5.6.4 (``printer-input-tray``: ``key=value`` parts with a semicolon each;
``level`` is -2 when unknown, -3 when there is some) and ``marker-levels`` (per cent).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

MOST_PLAUSIBLE: Final = 100_000
"""No office device holds as many sheets; a larger level is none."""


@dataclass(frozen=True)
class SupplyLimits:
    """From where on supplies are told, and from where on nothing new is begun.

    Attributes:
        low_sheets: staff hears of fewer sheets.
        low_toner_percent: staff hears of less toner.
        stop_toner_percent: below it no service is begun that ends on paper.

    """

    low_sheets: int = 30
    low_toner_percent: int = 10
    stop_toner_percent: int = 2


DEFAULT_SUPPLY_LIMITS: Final = SupplyLimits()


def sheets_in(trays: Iterable[bytes]) -> int | None:
    """Sheets in all trays together; None unless every tray tells its level.

    >>> sheets_in([b"type=sheetFeedAuto;level=120;name=main;", b"type=other;level=5;"])
    125
    >>> sheets_in([b"type=sheetFeedAuto;level=-2;"]) is None
    True
    """
    levels = [_level_of(tray) for tray in trays]
    known = [level for level in levels if level is not None]
    return sum(known) if known and len(known) == len(levels) else None


def _level_of(tray: bytes) -> int | None:
    for part in tray.decode("utf-8", "replace").split(";"):
        name, _, value = part.partition("=")
        if name.strip() == "level" and value.strip().isdecimal():
            level = int(value)
            return level if level <= MOST_PLAUSIBLE else None
    return None


def lasts_for(
    sheets_needed: int, *, sheets: int | None, toner_percent: int | None, limits: SupplyLimits
) -> bool:
    """Whether a job of so many sheets can be printed to its end.

    A device that does not count its sheets is trusted until it says that it is empty: that is
    told as a fault of its own. Unknown toner likewise.
    """
    has_paper = sheets is None or sheets >= sheets_needed
    has_toner = toner_percent is None or toner_percent >= limits.stop_toner_percent
    return has_paper and has_toner
