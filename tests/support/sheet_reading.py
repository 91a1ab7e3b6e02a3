# SPDX-License-Identifier: Apache-2.0
"""The sheet on the stage as QML has it: roles of the model, and what is drawn of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtQuick import QQuickItem, QQuickView

from kiosk.screens.sheet_model import ROLES, SheetModel

_ROLE = {name: role for role, name in ROLES.items()}


@dataclass(frozen=True)
class Value:
    """One value of the sheet: its text, its mark (known, gap, promised) and its flag."""

    text: str
    mark: str
    flag: str = ""


def values_of(sheet: SheetModel) -> dict[str, Value]:
    """Every value of the model by its name, through the roles that QML binds to."""
    found = {}
    for row in range(sheet.rowCount()):
        index = sheet.index(row, 0)
        told = {name: sheet.data(index, _ROLE[name]) for name in ("id", "kind", "text", "mark")}
        if told["kind"] == "value":
            flag = sheet.data(index, _ROLE["flag"])
            found[told["id"]] = Value(told["text"], told["mark"], flag)
    return found


def drawn_on(window: QQuickView) -> dict[str, tuple[str, ...]]:
    """Visible texts of each drawn value of the sheet by its name; empty when it is hidden."""
    return {
        str(item.property("elementId")): tuple(texts_of(item))
        for item in visible_items(window.contentItem())
        if item.property("elementId") and item.property("kind") == "value"
    }


def seal_on(window: QQuickView) -> str:
    """The letters of the seal that are drawn, in their order around it."""
    return "".join(
        text
        for item in visible_items(window.contentItem())
        if item.property("elementId") and item.property("kind") == "seal"
        for text in texts_of(item)
    )


def texts_of(item: QQuickItem) -> Iterator[str]:
    """Visible texts within an item."""
    for child in visible_items(item):
        if child.inherits("QQuickText") and child.property("text"):
            yield str(child.property("text"))


def visible_items(item: QQuickItem) -> Iterator[QQuickItem]:
    """Everything visible below an item."""
    for child in item.childItems():
        if child.isVisible():
            yield child
            yield from visible_items(child)
