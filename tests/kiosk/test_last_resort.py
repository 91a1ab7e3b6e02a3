# SPDX-License-Identifier: Apache-2.0
"""A bug on the Qt thread: logged without its text, and the kiosk starts anew."""

import logging
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from config.loader import load_settings
from kiosk.app import Kiosk, build_kiosk
from kiosk.clock import SystemClock
from kiosk.controller import Controller
from kiosk.loop import LastResort, exec_kiosk
from kiosk.screens.window import ScreenSettings, open_window
from kiosk.session.events import Touched
from kiosk.session.states import State
from kiosk.store.store import Store

pytestmark = pytest.mark.slow

NAME = "张𠮷祥"
LIMIT_MS = 8000


@pytest.fixture
def kiosk(tmp_path: Path, qapp: QGuiApplication) -> Kiosk:
    """A kiosk without devices; whoever takes it closes it."""
    site = tmp_path / "kiosk.toml"
    site.write_text('[kiosk]\nid = "K-0042"\ndata_dir = "data"\n', "utf-8")
    return build_kiosk(load_settings(site, {}).settings, clock=SystemClock())


@pytest.fixture
def closed(kiosk: Kiosk) -> Iterator[Kiosk]:
    """The same, closed afterwards."""
    yield kiosk
    kiosk.close()


def test_it_says_where_and_never_what(
    qapp: QGuiApplication, caplog: pytest.LogCaptureFixture
) -> None:
    def failing() -> None:
        raise KeyError(NAME)

    before = sys.excepthook
    with LastResort(qapp), caplog.at_level(logging.ERROR):
        QTimer.singleShot(0, failing)
        QTimer.singleShot(LIMIT_MS, qapp.quit)
        assert qapp.exec() == Controller.RESTART_STATUS
    assert sys.excepthook == before
    assert "APP-1001: unexpected KeyError at test_last_resort.py:" in caplog.text
    assert NAME not in caplog.text


def test_an_event_that_the_session_cannot_take_restarts_the_kiosk(
    kiosk: Kiosk, qapp: QGuiApplication, caplog: pytest.LogCaptureFixture
) -> None:
    window = open_window(
        kiosk.controller.model,
        kiosk.controller.sheet,
        ScreenSettings(width_mm=344, height_mm=194, full_screen=False),
    )
    QTimer.singleShot(200, kiosk.controller.picture._words.clear)  # type: ignore[attr-defined]
    QTimer.singleShot(300, lambda: kiosk.controller.model.acted.emit("start", ""))
    limit = QTimer(singleShot=True, interval=LIMIT_MS)
    limit.timeout.connect(lambda: qapp.exit(0))
    limit.start()
    assert exec_kiosk(qapp, kiosk, window) == Controller.RESTART_STATUS
    limit.stop()
    assert "APP-1001: unexpected KeyError at picture.py:" in caplog.text
    with Store.open(kiosk.settings.kiosk.data_dir, clock=SystemClock()) as store:
        last = store.journal.last()
    assert last is not None
    assert (last.event, last.disposition) == ("app-ended", "restarted")


def test_a_deadline_that_could_not_be_handled_is_due_again(closed: Kiosk) -> None:
    controller = closed.controller
    good = replace(controller.session, state=State.FAREWELL)
    controller._deadline = due = 0.0
    controller.session = replace(good, state=cast("State", "Nowhere"))
    with pytest.raises((KeyError, AttributeError, AssertionError)):
        controller._tick()
    assert controller._deadline == due
    controller.session = good
    controller._tick()
    assert controller.session.state is State.OUT_OF_SERVICE  # nothing was tested yet
    assert controller._deadline is None


def test_a_bug_at_the_start_asks_to_start_anew_too(
    kiosk: Kiosk, qapp: QGuiApplication, caplog: pytest.LogCaptureFixture
) -> None:
    window = open_window(
        kiosk.controller.model,
        kiosk.controller.sheet,
        ScreenSettings(width_mm=344, height_mm=194, full_screen=False),
    )
    kiosk.controller.picture._words.clear()  # type: ignore[attr-defined]
    assert exec_kiosk(qapp, kiosk, window) == Controller.RESTART_STATUS
    assert "APP-1001: unexpected KeyError at picture.py:" in caplog.text


def test_what_a_worker_posted_last_finds_no_session_any_more(closed: Kiosk) -> None:
    controller = closed.controller
    controller.stop()
    before = controller.session
    controller.handle(Touched("start"))
    assert controller.session is before
