# SPDX-License-Identifier: Apache-2.0
"""Characters written by finger: found, put into the field, and forgotten with the visit."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.screens.focus_order import stops
from kiosk.screens.gallery import GLASSES, Stage
from kiosk.screens.handwriting import HandwritingInput, Recognizer
from kiosk.screens.layout_audit import audit
from kiosk.screens.samples import samples

TEN = [((0.13, 0.5), (0.87, 0.5)), ((0.5, 0.13), (0.5, 0.87))]
WOOD = [*[((0.13, 0.37), (0.87, 0.37)), ((0.5, 0.1), (0.5, 0.9))],
        ((0.5, 0.37), (0.13, 0.77)), ((0.5, 0.37), (0.87, 0.77))]  # fmt: skip
LEFT, BARE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
BY_NAME = {sample.name: sample for sample in samples()}
Line = tuple[tuple[float, float], tuple[float, float]]


def drawn(lines: list[Line], size: float = 300.0) -> list[list[tuple[float, float]]]:
    """Strokes of twelve points each."""
    return [
        [
            ((x + (to_x - x) * n / 12) * size, (y + (to_y - y) * n / 12) * size)
            for n in range(13)
        ]
        for (x, y), (to_x, to_y) in lines
    ]


@pytest.mark.parametrize(("lines", "character"), [(TEN, "十"), (WOOD, "木")])
def test_a_written_character_is_found(lines: list[Line], character: str) -> None:
    assert Recognizer().classify(drawn(lines))[0] == character


@pytest.mark.parametrize("strokes", [[], [[]], [[], []]])
def test_an_empty_pad_is_no_character_and_does_not_end_the_program(
    strokes: list[list[tuple[float, float]]],
) -> None:
    assert Recognizer().classify(strokes) == []


def test_a_scribble_of_many_strokes_is_cut_and_survived() -> None:
    assert Recognizer().classify(drawn(TEN * 200))


def test_a_visit_that_ends_leaves_nothing_written(stage: Stage) -> None:
    hand = stage.window.findChild(HandwritingInput)
    assert hand is not None
    stage.show(BY_NAME["form-text"])
    hand.write(drawn(TEN))  # type: ignore[arg-type]
    assert hand.property("candidates")
    stage.show(BY_NAME["attract-usual"])
    assert hand.property("candidates") == []


def place(stage: Stage, name: str) -> QQuickItem:
    return next(one for one in stops(stage.window) if one.objectName() == name)


def tap(stage: Stage, item: QQuickItem) -> None:
    middle = item.mapToScene(QPoint(int(item.width() / 2), int(item.height() / 2))).toPoint()
    QTest.mouseClick(
        stage.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle
    )
    QTest.qWait(20)


def named(item: QQuickItem, name: str) -> QQuickItem | None:
    if item.objectName() == name:
        return item
    return next((found for one in item.childItems() if (found := named(one, name))), None)


@pytest.mark.parametrize("elder", [False, True], ids=["normal", "elder"])
@pytest.mark.parametrize("glass", GLASSES, ids=[glass.name for glass in GLASSES])
def test_what_a_finger_writes_becomes_a_key(stage: Stage, glass: object, elder: bool) -> None:
    stage.take(glass)  # type: ignore[arg-type]
    keys: list[str] = []
    stage.session.keyed.connect(keys.append)
    dressed = {sample.name: sample for sample in samples(elder=elder)}
    stage.show(dressed["attract-usual"])
    stage.show(dressed["form-text"])
    tap(stage, place(stage, "key-mode"))
    pad = named(stage.window.contentItem(), "hand")
    assert pad is not None
    found = audit(stage.window, px_per_mm=glass.px_per_mm, elder=elder)  # type: ignore[attr-defined]
    assert found == []
    for (x, y), (to_x, to_y) in TEN:
        side = pad.height()
        at = [
            pad.mapToScene(QPoint(int(px * side) + 40, int(py * side))).toPoint()
            for px, py in ((x, y), ((x + to_x) / 2, (y + to_y) / 2), (to_x, to_y))
        ]
        QTest.mousePress(
            stage.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at[0]
        )
        for point in at[1:]:
            QTest.mouseMove(stage.window, point)
            QTest.qWait(10)
        QTest.mouseRelease(
            stage.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at[-1]
        )
    tap(stage, place(stage, "candidate-0"))
    stage.session.keyed.disconnect(keys.append)
    assert keys == ["十"]
