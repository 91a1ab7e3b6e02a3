# SPDX-License-Identifier: Apache-2.0
"""The licence on the stage as a list model; a changed element is told alone.

So a gap that becomes known can write itself in.
"""

from dataclasses import fields
from operator import attrgetter

from PySide6.QtCore import Property, QByteArray, QObject, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel

from kiosk.screens.views import Sheet, SheetElement

_FIELDS = tuple(part.name for part in fields(SheetElement))
_ROLE_NAMES = {
    "id": "elementId",
    "width": "boxWidth",
    "height": "boxHeight",
    "x": "boxX",
    "y": "boxY",
}
"""Roles that would hide a property of every Item get another name."""

_VALUES = attrgetter(*_FIELDS)

ROLES = {int(Qt.ItemDataRole.UserRole) + 1 + place: name for place, name in enumerate(_FIELDS)}
"""Role number → field of ``SheetElement``."""


def _role_names() -> dict[int, QByteArray]:
    """Role names as QML reads them; geometry is ``boxX`` to ``boxHeight``."""
    return {
        role: QByteArray(_ROLE_NAMES.get(name, name).encode()) for role, name in ROLES.items()
    }


def _measures(sheet: Sheet) -> tuple[float, float, str]:
    """What another paper differs in."""
    return sheet.width, sheet.height, sheet.title


def _item(element: SheetElement) -> QStandardItem:
    item = QStandardItem()
    for role, value in zip(ROLES, _VALUES(element), strict=True):
        item.setData(value, role)
    return item


def _changed(old: SheetElement, new: SheetElement) -> dict[int, str | float]:
    return {
        role: getattr(new, name)
        for role, name in ROLES.items()
        if getattr(old, name) != getattr(new, name)
    }


class SheetModel(QStandardItemModel):
    """Rows are the elements of ``Sheet`` in drawing order, sizes in its millimetres.

    Qt's own rows, because QML asks for twenty values of each: answered in Python, the asking
    took longer than the drawing.
    """

    sheetChanged = Signal()
    readyChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setItemRoleNames(_role_names())
        self._sheet = Sheet()
        self._rows: list[SheetElement] = []
        self._is_ready = False

    def show(self, sheet: Sheet) -> None:
        """Go over to ``sheet``: rows that stay change in place, told by ``dataChanged``.

        Another paper is not ``ready`` while its rows come, so that it is laid anew as a whole
        and in its own measures.
        """
        before, self._sheet = self._sheet, sheet
        if sheet == before:
            return
        if _measures(sheet) != _measures(before) or not self._keeps_order(sheet.elements):
            self._be_ready(is_ready=False)
            self._drop_all()
        else:
            wanted = {element.id for element in sheet.elements}
            for row in reversed(range(len(self._rows))):
                if self._rows[row].id not in wanted:
                    del self._rows[row]
                    self.removeRow(row)
        self._merge(sheet.elements)
        self.sheetChanged.emit()
        self._be_ready(is_ready=bool(self._rows))

    def _be_ready(self, *, is_ready: bool) -> None:
        if is_ready != self._is_ready:
            self._is_ready = is_ready
            self.readyChanged.emit()

    def _keeps_order(self, elements: tuple[SheetElement, ...]) -> bool:
        kept = {element.id for element in self._rows} & {element.id for element in elements}
        before = [element.id for element in self._rows if element.id in kept]
        return before == [element.id for element in elements if element.id in kept]

    def _drop_all(self) -> None:
        if self._rows:
            self._rows.clear()
            self.removeRows(0, self.rowCount())

    def _merge(self, elements: tuple[SheetElement, ...]) -> None:
        for row, element in enumerate(elements):
            if row >= len(self._rows) or self._rows[row].id != element.id:
                self._rows.insert(row, element)
                self.insertRow(row, _item(element))
            elif self._rows[row] != element:
                old, self._rows[row] = self._rows[row], element
                self.setItemData(self.index(row, 0), _changed(old, element))

    def _count(self, mark: str) -> int:
        return sum(element.kind == "value" and element.mark == mark for element in self._rows)

    sheetWidth = Property(float, lambda self: self._sheet.width, notify=sheetChanged)
    sheetHeight = Property(float, lambda self: self._sheet.height, notify=sheetChanged)
    description = Property(str, lambda self: self._sheet.description, notify=sheetChanged)
    title = Property(str, lambda self: self._sheet.title, notify=sheetChanged)
    sealed = Property(bool, lambda self: self._sheet.sealed, notify=sheetChanged)
    shown = Property(bool, lambda self: bool(self._rows), notify=sheetChanged)
    ready = Property(bool, lambda self: self._is_ready, notify=readyChanged)
    known = Property(int, lambda self: self._count("known"), notify=sheetChanged)
    gaps = Property(int, lambda self: self._count("gap"), notify=sheetChanged)
    promised = Property(
        int,
        lambda self: self._sheet.promised or self._count("promised"),
        notify=sheetChanged,
    )
