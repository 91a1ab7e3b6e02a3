# SPDX-License-Identifier: Apache-2.0
"""A page that is renewed under the finger: no touch is lost, and none acts on another page."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest

from kiosk.screens.gallery import GLASSES, Stage
from kiosk.screens.samples import samples
from kiosk.screens.views import Button, GuideView, Screen
from tests.support.finger import Finger

BY_NAME = {sample.name: sample.screen for sample in samples()}
ASKED = BY_NAME["guide-yesno"]
FAILED = BY_NAME["lookups-failed"]


@pytest.fixture(scope="module")
def panel() -> QPointingDevice:
    return QTest.createTouchDevice()


@pytest.fixture(params=["mouse", "panel"])
def finger(
    stage: Stage, panel: QPointingDevice, request: pytest.FixtureRequest
) -> Iterator[Finger]:
    stage.take(GLASSES[0])
    finger = Finger(stage, panel if request.param == "panel" else None)

    def heard(name: str, value: str) -> None:
        finger.acts.append((name, value))

    stage.session.acted.connect(heard)
    yield finger
    stage.session.acted.disconnect(heard)


def turned(screen: Screen, chosen: str) -> Screen:
    """The same question, its answers in another order, one of them marked."""
    view = screen.view
    assert isinstance(view, GuideView)
    options = tuple(replace(one, chosen=one.id == chosen) for one in reversed(view.options))
    return replace(screen, view=replace(view, options=options))


def test_an_undisturbed_touch_is_heard_once(finger: Finger) -> None:
    finger.see(ASKED)
    for name, act in (("option-yes", ("answer", "yes")), ("back", ("back", ""))):
        finger.acts.clear()
        finger.press(name)
        finger.lift()
        assert finger.acts == [act]


@pytest.mark.parametrize("waits", [False, True])
def test_a_way_that_goes_and_comes_back_under_the_finger_is_touched(
    finger: Finger, waits: bool
) -> None:
    """As on the page of a case, while the machine works for a moment."""
    finger.see(ASKED)
    finger.press("back")
    for screen in (replace(ASKED, back=None), ASKED):
        finger.stage.session.present(screen)
        if waits:
            finger.stage.wait()
    finger.lift()
    assert finger.acts == [("back", "")]


@pytest.mark.parametrize("waits", [False, True])
def test_an_answer_made_anew_elsewhere_is_touched_and_not_what_took_its_place(
    finger: Finger, waits: bool
) -> None:
    finger.see(ASKED)
    finger.press("option-yes")
    finger.stage.session.present(turned(ASKED, "unknown"))
    if waits:
        finger.stage.wait()
    finger.lift()
    assert finger.acts == [("answer", "yes")]


def test_an_answer_that_is_gone_is_not_touched_and_neither_is_its_successor(
    finger: Finger,
) -> None:
    finger.see(ASKED)
    finger.press("option-yes")
    view = ASKED.view
    assert isinstance(view, GuideView)
    fewer = replace(view, options=view.options[1:])
    finger.stage.session.present(replace(ASKED, view=fewer))
    finger.lift()
    assert finger.acts == []


@pytest.mark.parametrize(
    ("first", "name", "then"),
    [
        ("guide-number", "forward", "review-usual"),
        ("guide-choice", "back", "guide-yesno"),
        ("review-usual", "back", "guide-yesno"),
        ("guide-yesno", "extra", "lookups-failed"),
    ],
)
def test_a_touch_of_one_page_never_acts_on_the_next(
    finger: Finger, first: str, name: str, then: str
) -> None:
    """The way back and the way forward are the same buttons on every page."""
    finger.see(BY_NAME[first])
    finger.press(name)
    finger.stage.session.present(BY_NAME[then])
    finger.lift()
    assert finger.acts == []


def test_an_answer_of_one_question_never_answers_the_next(finger: Finger) -> None:
    finger.see(ASKED)
    finger.press("option-yes")
    view = ASKED.view
    assert isinstance(view, GuideView)
    other = replace(ASKED, view=replace(view, id="other", title="Another question"))
    finger.stage.session.present(other)
    finger.lift()
    assert finger.acts == []


def test_a_way_on_that_leads_elsewhere_now_is_not_gone(finger: Finger) -> None:
    finger.see(FAILED)
    finger.press("extra")
    finger.stage.session.present(replace(FAILED, extra=Button("Leave", "leave")))
    finger.lift()
    assert finger.acts == []


def test_a_finger_that_slides_off_touches_nothing(finger: Finger) -> None:
    finger.see(ASKED)
    finger.press("back")
    finger.stage.session.present(replace(ASKED, back=None))
    finger.stage.session.present(ASKED)
    finger.lift(QPoint(finger.at.x(), finger.at.y() - 400))
    assert finger.acts == []


def test_what_belongs_to_the_machine_is_touched_on_whatever_page(finger: Finger) -> None:
    finger.see(ASKED)
    finger.press("language")
    finger.stage.session.present(BY_NAME["review-usual"])
    finger.lift()
    assert [name for name, _ in finger.acts] == ["language"]


def test_a_way_that_comes_this_moment_takes_no_touch_from_the_one_that_was_there(
    finger: Finger,
) -> None:
    """As "ask again" beside the way out, when the last look-up has ended."""
    back = Button("Back", "back")
    finger.see(replace(FAILED, back=back, extra=None))
    finger.stage.session.present(replace(FAILED, back=back))
    finger.press("back")  # no frame has been drawn since
    finger.lift()
    assert finger.acts == [("back", "")]


def test_a_way_that_has_just_come_is_touched_where_it_will_be_seen(finger: Finger) -> None:
    finger.see(replace(FAILED, extra=None))
    finger.stage.session.present(FAILED)
    finger.press("extra")
    finger.lift()
    assert finger.acts == [("again", "")]


def test_a_second_finger_on_the_same_button_does_not_touch_it_again(
    stage: Stage, panel: QPointingDevice
) -> None:
    stage.take(GLASSES[0])
    finger = Finger(stage, panel)

    def heard(name: str, value: str) -> None:
        finger.acts.append((name, value))

    stage.session.acted.connect(heard)
    finger.see(ASKED)
    finger.press("back")
    beside = finger.at + QPoint(5, 0)
    fingers = QTest.touchEvent(stage.window, panel)
    fingers.stationary(0).press(1, beside).commit()
    fingers = QTest.touchEvent(stage.window, panel)
    fingers.release(0, finger.at).stationary(1).commit()
    QTest.touchEvent(stage.window, panel).release(1, beside).commit()
    stage.wait()
    stage.session.acted.disconnect(heard)
    assert finger.acts == [("back", "")]
