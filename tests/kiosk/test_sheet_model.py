# SPDX-License-Identifier: Apache-2.0
"""The sheet on the stage: what changed is told alone."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from kiosk.screens.sheet_model import ROLES, SheetModel
from kiosk.screens.views import Sheet, SheetElement

ROLE_OF = {name: role for role, name in ROLES.items()}


def element(name: str, **changes: object) -> SheetElement:
    return replace(SheetElement(name, "value", 1, 2, 3, 4, mark="gap"), **changes)  # type: ignore[arg-type]


def ids(model: SheetModel) -> list[str]:
    return [
        str(model.data(model.index(row, 0), ROLE_OF["id"])) for row in range(model.rowCount())
    ]


@pytest.fixture
def model() -> SheetModel:
    shown = SheetModel()
    shown.show(Sheet(elements=(element("unit"), element("person"), element("item"))))
    return shown


def test_a_gap_that_becomes_known_is_told_alone(model: SheetModel) -> None:
    changed, reset = QSignalSpy(model.dataChanged), QSignalSpy(model.modelReset)
    known = element("person", text="林知夏", mark="known")
    model.show(Sheet(elements=(element("unit"), known, element("item"))))
    assert (changed.count(), reset.count()) == (1, 0)
    first, last, roles = changed.at(0)
    assert (first.row(), last.row()) == (1, 1)
    assert {ROLES[role] for role in roles} == {"text", "mark"}


def test_the_same_sheet_twice_tells_nothing(model: SheetModel) -> None:
    told = QSignalSpy(model.sheetChanged)
    model.show(Sheet(elements=(element("unit"), element("person"), element("item"))))
    assert told.count() == 0


def test_counts_are_by_mark(model: SheetModel) -> None:
    model.show(
        Sheet(
            elements=(
                element("unit", mark="known"),
                element("person"),
                element("report", mark="promised"),
                element("label", kind="text", mark="known"),
            )
        )
    )
    counts = [model.property(name) for name in ("known", "gaps", "promised")]
    assert counts == [1, 1, 1]


def test_an_empty_sheet_is_not_shown(model: SheetModel) -> None:
    assert model.property("shown") is True
    model.show(Sheet())
    assert model.property("shown") is False
    assert model.rowCount() == 0


def test_an_element_has_no_children(model: SheetModel) -> None:
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.data(QModelIndex(), ROLE_OF["id"]) is None
    assert model.data(model.index(0, 0), -1) is None


def test_geometry_does_not_hide_the_items_own(model: SheetModel) -> None:
    names = {bytes(name.data()).decode() for name in model.roleNames().values()}
    assert {"boxX", "boxY", "boxWidth", "boxHeight", "elementId"} <= names
    assert not {"x", "y", "width", "height", "id"} & names


SHEETS = st.lists(st.sampled_from("abcdef"), unique=True).map(
    lambda names: Sheet(elements=tuple(element(name) for name in names))
)


@given(st.lists(SHEETS, min_size=1, max_size=6))
def test_any_sequence_of_sheets_ends_in_the_last(sequence: list[Sheet]) -> None:
    model = SheetModel()
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Warning
    )
    for sheet in sequence:
        model.show(sheet)
    assert ids(model) == [one.id for one in sequence[-1].elements]
    del tester
