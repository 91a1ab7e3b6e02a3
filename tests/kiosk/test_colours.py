# SPDX-License-Identifier: Apache-2.0
"""Contrast of the tokens as built, against what is promised."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QUrl
from PySide6.QtQml import QQmlComponent

from kiosk.screens.gallery import Stage
from kiosk.screens.layout_audit import contrast
from kiosk.screens.samples import samples
from kiosk.screens.window import QML_FOLDER

Promise = tuple[str, str, float]
PROBE = "import QtQuick\nQtObject { property var tokens: Theme }"

LIGHT = [
    ("ink", "paper", 15.0),
    ("ink", "surface", 16.0),
    ("inkSoft", "paper", 8.5),
    ("act", "paper", 8.4),
    ("actText", "act", 9.0),
    ("actText", "actPressed", 10.5),
    ("actText", "seal", 7.9),
    ("seal", "paper", 7.3),
    ("done", "paper", 7.6),
    ("owed", "paper", 7.9),
    ("rule", "paper", 3.0),
    ("inkSoft", "desk", 7.0),
    ("link", "desk", 7.0),
    *[("ink", f"tint{name}", 13.5) for name in ("Act", "Done", "Owed", "Seal", "Neutral")],
    *[(name.lower(), f"tint{name}", 6.5) for name in ("Act", "Done", "Owed", "Seal")],
]
DARK = [
    ("ink", "paper", 20.0),
    ("act", "paper", 14.0),
    ("actText", "act", 14.0),
    ("actText", "actPressed", 10.0),
    ("link", "paper", 10.0),
    *[(name, "paper", 7.0) for name in ("seal", "done", "owed", "rule")],
]
SHEET = [("sheetInk", 15.0), ("sheetSoft", 9.0), ("sheetSeal", 7.9), ("sheetOwed", 8.0)]


@pytest.fixture(scope="module")
def theme(stage: Stage) -> Iterator[QObject]:
    component = QQmlComponent(stage.window.engine())
    component.setData(PROBE.encode(), QUrl.fromLocalFile(str(QML_FOLDER / "Probe.qml")))
    probe = component.create()
    assert probe is not None, component.errorString()
    tokens = probe.property("tokens")
    assert isinstance(tokens, QObject)
    yield tokens
    probe.deleteLater()


def _dress(stage: Stage, *, high: bool) -> None:
    stage.show(next(iter(samples(contrast=high))))


@pytest.mark.parametrize("promise", LIGHT)
def test_light_tokens(stage: Stage, theme: QObject, promise: Promise) -> None:
    _dress(stage, high=False)
    front, ground, least = promise
    assert contrast(theme.property(front), theme.property(ground)) >= least


@pytest.mark.parametrize("promise", DARK)
def test_high_contrast_tokens(stage: Stage, theme: QObject, promise: Promise) -> None:
    _dress(stage, high=True)
    front, ground, least = promise
    assert contrast(theme.property(front), theme.property(ground)) >= least


@pytest.mark.parametrize(("front", "least"), SHEET)
def test_the_sheet_keeps_its_colours(
    stage: Stage, theme: QObject, front: str, least: float
) -> None:
    for high in (False, True):
        _dress(stage, high=high)
        assert contrast(theme.property(front), theme.property("sheetPaper")) >= least


def test_characters_are_as_tall_as_promised(stage: Stage, theme: QObject) -> None:
    """Ink of 国 in millimetres on each size, normal and in large type."""
    promised = {"caption": 4.8, "body": 6.0, "field": 7.0, "button": 7.0, "title": 11.0}
    for elder, scale in ((False, 1.0), (True, 1.35)):
        stage.show(next(iter(samples(elder=elder))))
        px_per_mm = float(theme.property("mm"))
        for name, least in promised.items():
            ink_mm = int(theme.property(name)) * 0.875 / px_per_mm
            assert ink_mm >= least * scale - 0.01, name
