# SPDX-License-Identifier: Apache-2.0
"""The licence fills itself: a gap writes itself in, the seal comes down, all is still."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import SIGNAL, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem, QQuickView
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.screens.sample_sheet import sheet
from kiosk.screens.samples import samples
from kiosk.screens.session_model import SessionModel
from kiosk.screens.sheet_model import SheetModel
from kiosk.screens.texts import tables
from kiosk.screens.window import ScreenSettings, end_window, make_application, open_window

NAME = "林知夏"
LIMIT_MS = 20_000


@pytest.fixture
def moving(qapp: QGuiApplication) -> Iterator[tuple[QQuickView, SheetModel, SessionModel]]:
    make_application()
    session, model = SessionModel(tables()), SheetModel()
    window = open_window(session, model, ScreenSettings(full_screen=False))
    (card,) = [one for one in samples() if one.name == "card-usual"]
    model.show(card.screen.sheet)
    session.present(card.screen)
    QTest.qWait(60)
    yield window, model, session
    end_window(window)


def texts(item: QQuickItem) -> Iterator[str]:
    for child in item.childItems():
        if child.isVisible():
            if child.metaObject().indexOfProperty("truncated") >= 0:
                yield str(child.property("text"))
            yield from texts(child)


def words(item: QQuickItem) -> Iterator[QQuickItem]:
    """What is written on the sheet, also where it is empty."""
    for child in item.childItems():
        if child.metaObject().indexOfProperty("whole") >= 0:
            yield child
        yield from words(child)


def test_a_name_writes_itself_in(
    moving: tuple[QQuickView, SheetModel, SessionModel], qtbot: QtBot
) -> None:
    window, model, _ = moving
    seen: list[str] = []

    def write_down(one: QQuickItem, text: str) -> None:
        if one.property("whole") == NAME:
            seen.append(text)

    for one in words(window.contentItem()):
        QObject.connect(one, SIGNAL("textChanged(QString)"), partial(write_down, one))
    model.show(sheet(lambda chinese, _english: chinese, 1))
    qtbot.waitUntil(lambda: "" in seen, timeout=LIMIT_MS)  # it begins with an empty place
    qtbot.waitUntil(lambda: seen[-1] == NAME, timeout=LIMIT_MS)
    assert all(NAME.startswith(text) for text in seen)
    assert NAME in set(texts(window.contentItem()))


def test_pages_follow_each_other_by_sliding_and_come_to_rest(
    moving: tuple[QQuickView, SheetModel, SessionModel], qtbot: QtBot
) -> None:
    window, _, session = moving
    (guide,) = [one for one in samples() if one.name == "guide-choice"]
    session.present(guide.screen)
    root = window.rootObject()
    assert root.property("settled") is False
    qtbot.waitUntil(lambda: root.property("settled") is True, timeout=LIMIT_MS)


def test_the_seal_is_down_when_the_sheet_is_sealed(
    moving: tuple[QQuickView, SheetModel, SessionModel], qtbot: QtBot
) -> None:
    window, model, _ = moving
    model.show(sheet(lambda chinese, _english: chinese, 4))
    QTest.qWait(20)
    assert "云" not in set(texts(window.contentItem()))
    model.show(replace(sheet(lambda chinese, _english: chinese, 4), sealed=True))
    qtbot.waitUntil(lambda: "云" in set(texts(window.contentItem())), timeout=LIMIT_MS)


def test_a_page_that_slid_out_leaves_no_traces(
    moving: tuple[QQuickView, SheetModel, SessionModel], qtbot: QtBot
) -> None:
    window, model, session = moving
    root = window.rootObject()
    by_name = {one.name: one for one in samples()}
    model.show(by_name["home-usual"].screen.sheet)
    for name in ("attract-usual", "home-usual"):
        session.present(by_name[name].screen)
        qtbot.waitUntil(lambda: root.property("settled") is True, timeout=LIMIT_MS)
    picture = window.grabWindow()
    edge = {picture.pixelColor(x, y).name() for x in range(3) for y in range(120, 1080)}
    assert edge == {"#f8f6f1"}
