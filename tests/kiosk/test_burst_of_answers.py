# SPDX-License-Identifier: Apache-2.0
"""Sources that answer at the same moment: one picture for all, and the last word is on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from config.loader import load_settings
from kiosk.app import Kiosk, build_kiosk
from kiosk.clock import SystemClock
from kiosk.controller import SOON_MS
from kiosk.screens.views import LookupsView, Screen
from kiosk.session.events import LookupEnded
from tests.support.visits import Visit


@pytest.fixture
def kiosk(tmp_path: Path, qapp: QGuiApplication) -> Iterator[Kiosk]:
    """A kiosk without devices whose citizen waits for the sources."""
    site = tmp_path / "kiosk.toml"
    site.write_text('[kiosk]\nid = "K-0042"\ndata_dir = "data"\n', "utf-8")
    built = build_kiosk(load_settings(site, {}).settings, clock=SystemClock())
    built.controller.session = Visit().until_lookups().session
    built.controller._show()
    yield built
    built.close()


def test_answers_in_a_burst_are_drawn_once_and_all_of_them(kiosk: Kiosk, qtbot: QtBot) -> None:
    controller = kiosk.controller
    session = controller.session
    drawn: list[Screen] = []
    controller.model.presented.connect(
        lambda: drawn.append(controller.screen) if controller.screen else None
    )
    assert len(session.sources) > 2
    for line in session.sources:
        controller.handle(LookupEnded(session.visit, line.role, "not_found"))
    assert not drawn
    qtbot.waitUntil(lambda: bool(drawn), timeout=20_000)
    QTest.qWait(4 * SOON_MS)  # a second picture would follow the first as soon as that
    (screen,) = drawn
    assert isinstance(screen.view, LookupsView)
    answered = [line for line in screen.view.lines if line.state in {"done", "none"}]
    assert len(answered) == len(screen.view.lines)
