# SPDX-License-Identifier: Apache-2.0
"""Every control hears a finger in its middle: on each page, each glass, in both sizes of type.

A key that is drawn and enabled may still hear nothing: what lies over it takes the touch, or Qt
does not look for it where it stands (the upper keys of a lifted pad once).
"""

from itertools import product

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtQuick import QQuickItem, QQuickView
from PySide6.QtTest import QTest

from kiosk.screens.focus_order import stops
from kiosk.screens.gallery import GLASSES, Glass, Stage
from kiosk.screens.samples import samples

PEN = "pen"
"""Is drawn on, not touched."""
GRID = "stafftask-touch"
"""Its field takes every touch of the glass, to show where the panel is deaf."""
CASES = list(product(GLASSES, (False, True)))


def presses(window: QQuickView, item: QQuickItem) -> bool:
    """Lay a finger on the middle of ``item``; it is taken away where it touches nothing."""
    middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
    plain = Qt.KeyboardModifier.NoModifier
    QTest.mousePress(window, Qt.MouseButton.LeftButton, plain, middle)
    is_heard = bool(item.property("pressed"))
    QTest.mouseMove(window, QPoint(1, 1))
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, plain, QPoint(1, 1))
    return is_heard


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("glass", "elder"), CASES, ids=[f"{g.name}-{'elder' if e else 'normal'}" for g, e in CASES]
)
def test_every_control_hears_a_finger_in_its_middle(
    stage: Stage, glass: Glass, elder: bool
) -> None:
    stage.take(glass)
    deaf: list[str] = []
    heard = 0
    for sample in samples("zh_CN", elder=elder):
        window = stage.show(sample)
        for item in stops(window):
            if item.isEnabled() and item.objectName() != PEN and sample.name != GRID:
                is_heard = presses(window, item)
                heard += is_heard
                deaf += [] if is_heard else [f"{sample.name}: {item.objectName()}"]
    assert deaf == []
    assert heard > 2_000
