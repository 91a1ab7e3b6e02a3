# SPDX-License-Identifier: Apache-2.0
"""The day's reconciliation of numbered blanks (空白证书日结表), from the ledger; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from certificates.elements import Values
from devices.printing.blanks import Balance, BlankMove, BlankState, Sheets, after, balance
from kiosk.papers_reports import Site, StockLine, stock_values
from kiosk.report_words import CHINESE, ReportWords
from kiosk.store.blank_stock import BookedEntry, told_ranges

MOVES: Final = tuple(CHINESE.moves)
"""Moves that a day's sheet tells; what is reserved and released again is neither."""


@dataclass(frozen=True)
class DaySheet:
    """One series on one day.

    Attributes:
        series: which.
        opening: as the day began.
        closing: as it ended.
        moved: serials by move, in the order of the ledger; the same one twice if moved twice.

    """

    series: str
    opening: Balance
    closing: Balance
    moved: Mapping[BlankMove, tuple[int, ...]]


def day_sheet(series: str, booked: Iterable[BookedEntry], day: date) -> DaySheet:
    """Replay a series to the end of ``day``.

    Raises:
        BlankRuleError: the lines do not hold together.

    """
    sheets: Sheets = {}
    opening = Balance()
    moved: dict[BlankMove, tuple[int, ...]] = {}
    for one in booked:
        if one.entry.sheets.series != series or one.at.date() > day:
            continue
        sheets = after(sheets, one.entry)
        if one.at.date() < day:
            opening = balance(sheets)
        else:
            move = one.entry.move
            moved[move] = (*moved.get(move, ()), *one.entry.serials)
    return DaySheet(series, opening, balance(sheets), moved)


def sheet_values(sheets: Sequence[DaySheet], site: Site, *, day: date) -> Values:
    """Values of the template ``stock_report``; one heading a series."""
    words = site.words
    lines = [line for sheet in sheets for line in _lines(sheet, words)]
    values = stock_values(site, lines, scope=words("scope", day=words.day(day)))
    return {**values, "verdict": _verdict(sheets, words)}


def _verdict(sheets: Sequence[DaySheet], words: ReportWords) -> str:
    if not sheets:
        return words("no_blanks")
    received = sum(sheet.closing.ever_received for sheet in sheets)
    missing = sum(sheet.closing.of(BlankState.MISSING) for sheet in sheets)
    told = words("balanced", count=received)
    return told + words("missing", count=missing) if missing else told


def _lines(sheet: DaySheet, words: ReportWords) -> tuple[StockLine, ...]:
    def line(name: str, count: int, remark: str = "") -> StockLine:
        group = words("blanks", series=sheet.series)
        return StockLine(group, name, str(count), remark)

    return (
        line(words("opening"), sheet.opening.on_hand),
        *(
            line(word, len(sheet.moved[move]), told_ranges(sheet.moved[move]))
            for move, word in words.moves.items()
            if move in sheet.moved
        ),
        *(
            line(word, count)
            for state, word in words.states.items()
            if (count := sheet.closing.of(state))
        ),
        line(words("closing"), sheet.closing.on_hand, words("closing_remark")),
    )
