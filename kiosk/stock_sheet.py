# SPDX-License-Identifier: Apache-2.0
"""The day's reconciliation of numbered blanks (空白证书日结表), from the ledger; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from certificates.elements import Values
from devices.printing.blanks import Balance, BlankMove, BlankState, Sheets, after, balance
from kiosk.papers_reports import Site, StockLine, stock_values
from kiosk.store.blank_stock import BookedEntry, told_ranges

STATES: Final[Mapping[BlankState, str]] = {
    BlankState.RECEIVED: "在柜",
    BlankState.LOADED: "已装入打印机",
    BlankState.RESERVED: "打印中（占用）",
    BlankState.USED: "已用",
    BlankState.SPOILED: "作废待销毁",
    BlankState.DESTROYED: "已销毁",
    BlankState.MISSING: "缺失",
    BlankState.RETURNED: "已退回",
}
MOVES: Final[Mapping[BlankMove, str]] = {
    BlankMove.RECEIVE: "入库",
    BlankMove.LOAD: "装入",
    BlankMove.UNLOAD: "取出",
    BlankMove.USE: "使用",
    BlankMove.SPOIL: "作废",
    BlankMove.DESTROY: "销毁",
    BlankMove.MISS: "报缺",
    BlankMove.RETURN: "退回",
}
"""Moves that a day's sheet tells; what is reserved and released again is neither."""

BALANCED: Final = "账面相符：入库总数等于各项合计"
SCOPE: Final = "空白证书 {day}"


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
    lines = [line for sheet in sheets for line in _lines(sheet)]
    values = stock_values(site, lines, scope=SCOPE.format(day=day))
    return {**values, "verdict": _verdict(sheets)}


def _verdict(sheets: Sequence[DaySheet]) -> str:
    if not sheets:
        return "本机没有编号空白证书"
    received = sum(sheet.closing.ever_received for sheet in sheets)
    missing = sum(sheet.closing.of(BlankState.MISSING) for sheet in sheets)
    told = f"{BALANCED}（{received}张）"
    return f"{told}；缺{missing}张，请封存并上报" if missing else told


def _lines(sheet: DaySheet) -> tuple[StockLine, ...]:
    def line(name: str, count: int, remark: str = "") -> StockLine:
        return StockLine(f"空白证书　{sheet.series}", name, str(count), remark)

    return (
        line("上日结存", sheet.opening.on_hand),
        *(
            line(f"本日{word}", len(sheet.moved[move]), told_ranges(sheet.moved[move]))
            for move, word in MOVES.items()
            if move in sheet.moved
        ),
        *(
            line(word, count)
            for state, word in STATES.items()
            if (count := sheet.closing.of(state))
        ),
        line("本日结存", sheet.closing.on_hand, "柜、机、废品箱合计；实点　　　张"),
    )
