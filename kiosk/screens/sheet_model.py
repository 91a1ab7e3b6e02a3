# SPDX-License-Identifier: Apache-2.0
"""The licence on the stage as a list model; a changed element is told alone.

So a gap that becomes known can write itself in.
"""

from dataclasses import fields
from typing import Any

from PySide6.QtCore import (
    Property,
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from kiosk.screens.views import Sheet, SheetElement

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_FIELDS = tuple(part.name for part in fields(SheetElement))
_ROLE_NAMES = {
    "id": "elementId",
    "width": "boxWidth",
    "height": "boxHeight",
    "x": "boxX",
    "y": "boxY",
}
"""Roles that would hide a property of every Item get another name."""

ROLES = {int(Qt.ItemDataRole.UserRole) + 1 + place: name for place, name in enumerate(_FIELDS)}
"""Role number → field of ``SheetElement``."""


class SheetModel(QAbstractListModel):
    """Rows are the elements of ``Sheet`` in drawing order, sizes in its millimetres."""

    sheetChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheet = Sheet()
        self._rows: list[SheetElement] = []

    def show(self, sheet: Sheet) -> None:
        """Go over to ``sheet``: rows that stay change in place, told by ``dataChanged``."""
        before = self._sheet
        if sheet == before:
            return
        self._sheet = sheet
        wanted = {element.id for element in sheet.elements}
        self._drop([row for row, element in enumerate(self._rows) if element.id not in wanted])
        kept = [element.id for element in self._rows]
        if kept != [element.id for element in sheet.elements if element.id in set(kept)]:
            self.beginResetModel()
            self._rows = list(sheet.elements)
            self.endResetModel()
        else:
            self._merge(sheet.elements)
        self.sheetChanged.emit()

    def _drop(self, rows: list[int]) -> None:
        for row in reversed(rows):
            self.beginRemoveRows(_ROOT, row, row)
            del self._rows[row]
            self.endRemoveRows()

    def _merge(self, elements: tuple[SheetElement, ...]) -> None:
        for row, element in enumerate(elements):
            if row >= len(self._rows) or self._rows[row].id != element.id:
                self.beginInsertRows(_ROOT, row, row)
                self._rows.insert(row, element)
                self.endInsertRows()
            elif self._rows[row] != element:
                old, self._rows[row] = self._rows[row], element
                changed = [
                    role
                    for role, name in ROLES.items()
                    if getattr(old, name) != getattr(element, name)
                ]
                self.dataChanged.emit(self.index(row), self.index(row), changed)

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Count the elements; an element has no children."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = 0) -> Any:  # noqa: ANN401  (Qt's signature)
        """One field of the element in ``index``'s row; None for a role that is not ours."""
        name = ROLES.get(role)
        if name is None or not index.isValid():
            return None
        return getattr(self._rows[index.row()], name)

    def roleNames(self) -> dict[int, QByteArray]:
        """Role names as QML reads them; geometry is ``boxX`` to ``boxHeight``."""
        return {
            role: QByteArray(_ROLE_NAMES.get(name, name).encode())
            for role, name in ROLES.items()
        }

    def _count(self, mark: str) -> int:
        return sum(element.kind == "value" and element.mark == mark for element in self._rows)

    sheetWidth = Property(float, lambda self: self._sheet.width, notify=sheetChanged)
    sheetHeight = Property(float, lambda self: self._sheet.height, notify=sheetChanged)
    description = Property(str, lambda self: self._sheet.description, notify=sheetChanged)
    title = Property(str, lambda self: self._sheet.title, notify=sheetChanged)
    sealed = Property(bool, lambda self: self._sheet.sealed, notify=sheetChanged)
    shown = Property(bool, lambda self: bool(self._rows), notify=sheetChanged)
    known = Property(int, lambda self: self._count("known"), notify=sheetChanged)
    gaps = Property(int, lambda self: self._count("gap"), notify=sheetChanged)
    promised = Property(
        int,
        lambda self: self._sheet.promised or self._count("promised"),
        notify=sheetChanged,
    )
