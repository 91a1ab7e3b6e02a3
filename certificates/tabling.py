# SPDX-License-Identifier: Apache-2.0
"""Tables: rows over as many pages as they need, the head again on each, no row torn apart.

A row is one text, its cells separated by ``CELL``; a row of one cell is the heading of those
that follow and stays with them. What closes the table (落款) takes its last row along.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from certificates.elements import (
    Align,
    Box,
    Colour,
    Column,
    Face,
    PlacedElement,
    PlacedKind,
    Table,
    Values,
)
from certificates.flowing import End
from certificates.typesetting import Advances, break_lines
from certificates.wording import BLANK, paragraphs_of

CELL: Final = "｜"
NOTHING: Final = "—"
"""What stands in a cell that has nothing to say."""

_LEADING: Final = 1.35
_PADDING_MM: Final = 1.1
_GAP_MM: Final = 5.0
_HEAD_STROKE_MM: Final = 0.4
_ROW_STROKE_MM: Final = 0.15
_SLACK_MM: Final = 1e-6


def row_of(cells: Iterable[str]) -> str:
    """Write the cells of one row.

    >>> row_of(["打印机", "", "a｜b"])
    '打印机｜—｜a/b'
    """
    return CELL.join(cell.replace(CELL, "/") or NOTHING for cell in cells)


@dataclass(frozen=True)
class _Cell:
    """The lines of one cell and where it stands in its row."""

    lines: tuple[str, ...]
    x_mm: float
    width_mm: float
    align: Align


@dataclass(frozen=True)
class _Row:
    """One row before it has a place; ``is_known`` False for the gap of missing values."""

    cells: tuple[_Cell, ...]
    size_mm: float
    face: Face
    is_heading: bool = False
    is_known: bool = True

    @property
    def leading_mm(self) -> float:
        return self.size_mm * _LEADING

    @property
    def height_mm(self) -> float:
        count = max(len(cell.lines) for cell in self.cells)
        return count * self.leading_mm + 2 * _PADDING_MM


def tabulate(
    element: Table, values: Values, advances: Advances, *, closing_mm: float = 0.0
) -> tuple[list[PlacedElement], End]:
    """Set a table into its boxes.

    Args:
        element: the columns and where they go.
        values: texts by name; that of the table gives its rows.
        advances: widths of characters.
        closing_mm: room that must be left below the last row.

    Returns:
        Texts and rules, and where the table ended.

    """
    rows = _rows(element, values, advances)
    if not rows:
        return [], End(0, element.box.y_mm)
    head = _row(element, [column.title for column in element.columns], advances, face=Face.HEI)
    sheet = _Sheet(element, head)
    sheet.begin()
    for index, row in enumerate(rows):
        is_last = index == len(rows) - 1
        after = closing_mm if is_last else rows[index + 1].height_mm if row.is_heading else 0.0
        sheet.put(row, needs_mm=row.height_mm + after)
    return sheet.placed, End(sheet.page, sheet.y_mm)


class _Sheet:
    """Places one row after the other, and turns the page."""

    def __init__(self, element: Table, head: _Row) -> None:
        self._element = element
        self._head = head
        self._is_fresh = True
        self.placed: list[PlacedElement] = []
        self.page = 0
        self.y_mm = element.box.y_mm

    @property
    def _box(self) -> Box:
        later = self._element.later_box or self._element.box
        return later if self.page else self._element.box

    def begin(self) -> None:
        """Set the head at the top of a page."""
        self.y_mm = self._box.y_mm
        self._set(self._head)
        self._is_fresh = True

    def put(self, row: _Row, *, needs_mm: float) -> None:
        """Set a row here, or at the top of the next page if it does not fit here."""
        bottom_mm = self._box.y_mm + self._box.height_mm + _SLACK_MM
        if self.y_mm + needs_mm > bottom_mm and not self._is_fresh:
            self.page += 1
            self.begin()
        self._set(row)
        self._is_fresh = False

    def _set(self, row: _Row) -> None:
        box = self._box
        is_fitting = self.y_mm + row.height_mm <= box.y_mm + box.height_mm + _SLACK_MM
        for cell in row.cells:
            self.placed.append(
                PlacedElement(
                    PlacedKind.TEXT,
                    box.x_mm + cell.x_mm,
                    self.y_mm + _PADDING_MM,
                    cell.width_mm,
                    len(cell.lines) * row.leading_mm,
                    page=self.page,
                    text="\n".join(cell.lines),
                    size_mm=row.size_mm,
                    leading_mm=row.leading_mm,
                    face=row.face,
                    align=cell.align,
                    value_name=self._element.value if row is not self._head else "",
                    is_known=row.is_known,
                    is_fitting=is_fitting,
                )
            )
        self.y_mm += row.height_mm
        self.placed.append(
            PlacedElement(
                PlacedKind.RULE,
                box.x_mm,
                self.y_mm,
                box.width_mm,
                0.0,
                page=self.page,
                colour=Colour.INK if row is self._head else Colour.RULE,
                stroke_mm=_HEAD_STROKE_MM if row is self._head else _ROW_STROKE_MM,
            )
        )


def _rows(element: Table, values: Values, advances: Advances) -> list[_Row]:
    """The rows of the value; one gap, if it is missing and not optional."""
    texts = paragraphs_of(values.get(element.value, ""))
    if not texts:
        if element.optional:
            return []
        return [_row(element, [BLANK], advances, is_known=False)]
    rows = []
    for text in texts:
        cells = text.split(CELL)
        is_heading = len(cells) == 1
        face = Face.HEI if is_heading else element.face
        rows.append(_row(element, cells, advances, face=face, is_heading=is_heading))
    return rows


def _row(  # noqa: PLR0913  (a row is what it says and how it looks)
    element: Table,
    texts: list[str],
    advances: Advances,
    *,
    face: Face = Face.SONG,
    is_heading: bool = False,
    is_known: bool = True,
) -> _Row:
    """Break the cells of a row; a row of one cell has the whole width."""
    columns = element.columns
    if is_heading:
        columns = (Column("", element.box.width_mm),)
    cells, x_mm = [], 0.0
    for column, text in zip(columns, texts, strict=False):
        room_mm = column.width_mm - _GAP_MM
        widths = advances(text, face, whole=False)
        lines = break_lines(text, widths, room_mm / element.size_mm)
        cells.append(_Cell(tuple(lines), x_mm, room_mm, column.align))
        x_mm += column.width_mm
    return _Row(tuple(cells), element.size_mm, face, is_heading, is_known)
