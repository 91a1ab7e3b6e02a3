# SPDX-License-Identifier: Apache-2.0
"""A finger that trembles, or that has learned to click twice, answers one page and not two."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from PySide6.QtCore import QDeadlineTimer, QPoint
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest

from kiosk.screens.gallery import GLASSES, Stage
from kiosk.screens.samples import samples
from kiosk.screens.views import GuideView, Screen
from tests.support.finger import LEFT, Finger

BY_NAME = {sample.name: sample.screen for sample in samples()}
FIRST = BY_NAME["guide-yesno"]
LONG_MS = 600_000
"""A moment that lasts as long as the tests."""
SHORT_MS = 200


@pytest.fixture(scope="module")
def panel() -> QPointingDevice:
    return QTest.createTouchDevice()


@pytest.fixture(scope="module")
def guarded() -> Iterator[Stage]:
    """A window that never hears the same place again once a page has turned."""
    yield from window(LONG_MS)


@pytest.fixture(scope="module")
def patient() -> Iterator[Stage]:
    """A window that hears the same place again soon."""
    yield from window(SHORT_MS)


def window(repeat_ms: int) -> Iterator[Stage]:
    shown = Stage(repeat_ms=repeat_ms)
    shown.take(GLASSES[0])
    yield shown
    shown.close()


@pytest.fixture(params=["mouse", "panel"])
def finger(
    guarded: Stage, panel: QPointingDevice, request: pytest.FixtureRequest
) -> Iterator[Finger]:
    with turning(Finger(guarded, panel if request.param == "panel" else None)) as finger:
        yield finger


@contextmanager
def turning(finger: Finger) -> Iterator[Finger]:
    """Each touch of it that is heard turns the page."""
    session = finger.stage.session

    def heard(name: str, value: str) -> None:
        finger.acts.append((name, value))
        session.present(next_question(len(finger.acts)))

    finger.see(BY_NAME["home-usual"])
    finger.see(FIRST)
    finger.lay(QPoint(2, 2))
    finger.lift()  # whatever the test before has touched last
    session.acted.connect(heard)
    yield finger
    session.acted.disconnect(heard)


def next_question(number: int) -> Screen:
    view = FIRST.view
    assert isinstance(view, GuideView)
    return replace(FIRST, view=replace(view, id=f"q{number}", title=f"Question {number}"))


@pytest.mark.parametrize("name", ["option-yes", "back"])
def test_the_second_touch_of_one_place_does_not_answer_the_next_page(
    finger: Finger, name: str
) -> None:
    for _ in range(3):
        finger.press(name)
        finger.lift()
    assert len(finger.acts) == 1


def test_neither_does_one_beside_it_within_the_width_of_a_finger(finger: Finger) -> None:
    finger.press("option-yes")
    finger.lift()
    finger.press("option-yes", beside=QPoint(20, 10))
    finger.lift()
    assert len(finger.acts) == 1


def test_another_place_is_heard_at_once(finger: Finger) -> None:
    finger.press("option-yes")
    finger.lift()
    finger.press("back")
    finger.lift()
    assert [name for name, _ in finger.acts] == ["answer", "back"]


def test_a_double_click_of_a_mouse_is_one_touch(guarded: Stage) -> None:
    with turning(Finger(guarded, None)) as clicker:
        clicker.press("option-yes")
        clicker.lift()
        QTest.mouseDClick(guarded.window, *LEFT, clicker.at)
        guarded.wait()
        assert len(clicker.acts) == 1


def test_a_touch_that_turns_no_page_is_heard_each_time(patient: Stage) -> None:
    typist = Finger(patient, None)
    typist.see(BY_NAME["form-phone"])
    wait_until_it_listens(patient)
    typed: list[str] = []
    patient.session.keyed.connect(typed.append)
    for _ in range(2):
        typist.press("key-1")
        typist.lift()
    patient.session.keyed.disconnect(typed.append)
    assert typed == ["1", "1"]


def test_the_same_place_is_heard_again_after_a_moment(patient: Stage) -> None:
    with turning(Finger(patient, None)) as finger:
        for times in (1, 2):
            wait_until_it_listens(patient)
            finger.press("option-yes")
            finger.lift()
            assert len(finger.acts) == times


def wait_until_it_listens(stage: Stage) -> None:
    """As the robot does, and a citizen who reads."""
    root = stage.window.rootObject()
    turned = QDeadlineTimer(10_000)
    while not root.property("settled"):
        assert not turned.hasExpired()
        stage.wait()
