# SPDX-License-Identifier: Apache-2.0
"""What a screen reader is told: every control has a role, a name and a stable object name."""

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem

from kiosk.screens.gallery import GLASSES, Stage
from kiosk.screens.layout_audit import controls
from kiosk.screens.samples import samples
from kiosk.screens.texts import LANGUAGES

pytestmark = pytest.mark.slow

Role = QAccessible.Role


def name_of(item: QQuickItem) -> str:
    interface = QAccessible.queryAccessibleInterface(item)
    assert interface is not None, item
    return interface.text(QAccessible.Text.Name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_control_has_a_role_and_a_name(stage: Stage, language: str) -> None:
    stage.take(GLASSES[0])
    for sample in samples(language):
        for item in controls(stage.show(sample)):
            interface = QAccessible.queryAccessibleInterface(item)
            assert interface is not None, (sample.name, item.objectName())
            assert interface.role() in {Role.Button, Role.CheckBox}, item.objectName()
            state = interface.state()
            assert state.checkable or interface.role() == Role.Button, item.objectName()
            assert name_of(item).strip(), (sample.name, item.objectName())


def test_every_control_has_an_object_name_of_its_own(stage: Stage) -> None:
    stage.take(GLASSES[0])
    for sample in samples():
        names = [item.objectName() for item in controls(stage.show(sample))]
        assert all(names), sample.name
        assert len(set(names)) == len(names), sample.name


def test_the_sheet_speaks_as_one_image(stage: Stage) -> None:
    stage.take(GLASSES[0])
    (sample,) = [one for one in samples() if one.name == "board-usual"]
    (panel,) = [one for one in controls(stage.show(sample)) if one.objectName() == "sheet"]
    assert name_of(panel) == sample.screen.sheet.description
