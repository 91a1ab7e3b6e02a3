# SPDX-License-Identifier: Apache-2.0
"""What the screens are told, when, and what comes back."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QSignalSpy, QTest

from kiosk.screens.gallery import GLASSES, Stage
from kiosk.screens.layout_audit import controls
from kiosk.screens.samples import Sample, samples
from kiosk.screens.session_model import SessionModel, plain
from kiosk.screens.texts import tables
from kiosk.screens.views import Button, LetterView, Screen
from kiosk.screens.window import Doorkeeper, is_system_key

BY_NAME = {sample.name: sample for sample in samples()}


def screen(name: str) -> Screen:
    return BY_NAME[name].screen


@pytest.fixture
def model(qapp: QGuiApplication) -> SessionModel:
    shown = SessionModel(tables())
    shown.present(screen("guide-choice"))
    return shown


def test_the_same_screen_twice_tells_nothing(model: SessionModel) -> None:
    spies = [
        QSignalSpy(getattr(model, name))
        for name in ("viewChanged", "frameChanged", "entryChanged", "presented")
    ]
    model.present(replace(screen("guide-choice")))
    assert [spy.count() for spy in spies] == [0, 0, 0, 0]


def test_typing_tells_the_entry_and_leaves_the_page_alone(model: SessionModel) -> None:
    typed, rebuilt = QSignalSpy(model.entryChanged), QSignalSpy(model.viewChanged)
    model.present(replace(screen("guide-choice"), entry="12"))
    assert model.property("entry") == "12"
    assert (typed.count(), rebuilt.count()) == (1, 0)


def test_counting_down_leaves_the_page_alone(model: SessionModel) -> None:
    counted, rebuilt = QSignalSpy(model.secondsLeftChanged), QSignalSpy(model.viewChanged)
    model.present(replace(screen("guide-choice"), seconds_left=9))
    assert model.property("secondsLeft") == 9
    assert (counted.count(), rebuilt.count()) == (1, 0)


def test_a_view_becomes_maps_and_lists(model: SessionModel) -> None:
    view = model.property("view")
    assert view["options"][1]["id"] == "barber"
    assert isinstance(view["options"], list)


def test_another_question_is_another_page(model: SessionModel) -> None:
    before = model.property("page")
    model.present(screen("guide-yesno"))
    assert model.property("page") != before


def test_an_absent_button_is_none(model: SessionModel) -> None:
    model.present(replace(screen("guide-choice"), back=None, forward=Button("去", "forward")))
    assert model.property("back") is None
    assert model.property("forward")["act"] == "forward"


def test_a_value_that_no_screen_can_show_is_refused() -> None:
    with pytest.raises(TypeError, match="complex"):
        plain(1j)


def test_texts_follow_the_language(model: SessionModel) -> None:
    assert model.property("texts")["ui.help"] == "帮助"
    model.present(replace(screen("guide-choice"), language="en"))
    assert model.property("texts")["ui.help"] == "Help"


def test_the_end_of_a_visit_is_told_once(model: SessionModel) -> None:
    ended = QSignalSpy(model.visitEnded)
    model.present(screen("farewell-usual"))
    model.present(screen("attract-usual"))
    assert ended.count() == 1


@dataclass
class Heard:
    """What a stage's session said."""

    acts: list[tuple[str, str]]
    keys: list[str]
    signatures: list[tuple[tuple[tuple[float, float, int], ...], ...]]


@pytest.fixture
def heard(stage: Stage) -> Iterator[Heard]:
    stage.take(GLASSES[0])
    said = Heard([], [], [])

    def acted(name: str, value: str) -> None:
        said.acts.append((name, value))

    stage.session.acted.connect(acted)
    stage.session.keyed.connect(said.keys.append)
    stage.session.signed.connect(said.signatures.append)
    yield said
    stage.session.acted.disconnect(acted)
    stage.session.keyed.disconnect(said.keys.append)
    stage.session.signed.disconnect(said.signatures.append)


def touch(stage: Stage, name: str) -> None:
    (item,) = [one for one in controls(stage.window) if one.objectName() == name]
    QTest.mouseClick(
        stage.window,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        middle(item),
    )
    QTest.qWait(20)


def middle(item: QQuickItem) -> QPoint:
    return item.mapToScene(QPoint(int(item.width() / 2), int(item.height() / 2))).toPoint()


TOUCHES = {
    "attract-usual": ("start", ("start", "")),
    "home-usual": ("service-hygiene-permit", ("service", "hygiene-permit")),
    "notice-usual": ("forward", ("agree", "")),
    "guide-choice": ("option-barber", ("answer", "barber")),
    "form-choice": ("option-limited", ("choose", "limited")),
    "route-usual": ("route-promise", ("route", "promise")),
    "take-usual": ("forward", ("taken", "")),
    "rating-usual": ("rate-5", ("rate", "5")),
    "trouble-usual": ("back", ("back", "")),
    "staff-usual": ("probe", ("probe", "")),
    "staff-looking": ("prints", ("prints", "")),
    "stafftask-restart": ("option-program", ("choose", "program")),
    "stafftask-sure": ("forward", ("forward", "")),
    "overlay-idle": ("more-time", ("more_time", "")),
    "overlay-take": ("all-taken", ("taken", "")),
    "overlay-help": ("close-help", ("close_help", "")),
    "card-usual": ("help", ("help", "")),
    "lookups-done": ("language", ("language", "en")),
    "review-usual": ("elder", ("elder", "on")),
    "board-usual": ("ease", ("ease", "open")),
    "overlay-ease": ("contrast", ("contrast", "on")),
    "overlay-ease-speaking": ("softer", ("loudness", "down")),
    "lookups-done-offer": ("offer", ("elder", "on")),
}


@pytest.mark.parametrize("name", TOUCHES)
def test_a_touch_becomes_an_intent(stage: Stage, heard: Heard, name: str) -> None:
    target, expected = TOUCHES[name]
    stage.show(BY_NAME[name])
    touch(stage, target)
    assert heard.acts == [expected]


def test_sheets_in_the_slot_are_told_again_and_again(stage: Stage, heard: Heard) -> None:
    sample = BY_NAME["overlay-take"]
    silent = replace(sample, screen=replace(sample.screen, seconds_left=-1))
    reminder = stage.show(silent).findChild(QQuickItem, "take-reminder")
    assert reminder is not None
    assert not reminder.property("open")
    for _ in range(2):
        reminder.setProperty("everyMs", 60)
        for _ in range(250):
            if reminder.property("open"):
                break
            QTest.qWait(20)
        reminder.setProperty("everyMs", 20_000)  # else it is there again before one has looked
        touch(stage, "still-taking")
        assert not reminder.property("open")
    assert heard.acts == [("more_time", "")] * 2
    stage.show(BY_NAME["rating-usual"])
    assert not reminder.property("open")


def test_a_disabled_way_forward_says_nothing(stage: Stage, heard: Heard) -> None:
    window = stage.show(BY_NAME["lookups-busy"])
    QTest.mouseClick(
        window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(1800, 1020)
    )
    assert heard.acts == []


def test_digits_are_told_as_keys(stage: Stage, heard: Heard) -> None:
    stage.show(BY_NAME["guide-number"])
    for key in ("key-5", "key-⌫", "key-清空"):
        touch(stage, key)
    assert heard.keys == ["5", "⌫", "清空"]


def test_pinyin_becomes_characters(stage: Stage, heard: Heard) -> None:
    stage.show(BY_NAME["form-text"])
    for letter in "zhangsanfeng":
        touch(stage, f"key-{letter}")
    touch(stage, "candidate-0")
    assert heard.keys == ["张三丰"]


def test_the_rest_of_a_list_comes_at_a_touch(stage: Stage, heard: Heard) -> None:
    stage.show(BY_NAME["guide-choice"])
    assert "option-other" not in {one.objectName() for one in controls(stage.window)}
    touch(stage, "more")
    touch(stage, "option-other")
    assert heard.acts == [("answer", "other")]


def test_a_letter_is_read_when_its_last_page_was_shown(stage: Stage, heard: Heard) -> None:
    short = BY_NAME["letter-unread"]
    assert isinstance(short.screen.view, LetterView)
    long = replace(short.screen.view, paragraphs=short.screen.view.paragraphs * 2)
    stage.show(replace(short, screen=replace(short.screen, view=long)))
    assert heard.acts == []
    touch(stage, "forward")
    assert heard.acts == [("letter_end", "")]


def test_five_touches_on_the_number_open_the_staff_door(stage: Stage, heard: Heard) -> None:
    stage.show(BY_NAME["attract-usual"])
    for _ in range(5):
        touch(stage, "machine")
    assert heard.acts == [("staff_door", "")]


def test_a_value_may_be_said_to_be_wrong(stage: Stage, heard: Heard) -> None:
    stage.show(BY_NAME["form-check"])
    touch(stage, "row-unit")
    touch(stage, "wrong")
    touch(stage, "reason-other")
    assert heard.acts == [("dispute", "unit:other")]
    stage.show(BY_NAME["form-disputed"])
    touch(stage, "row-nature")
    touch(stage, "wrong")
    assert heard.acts[1:] == [("edit", "nature")]


def test_a_signature_is_told_in_millimetres(stage: Stage, heard: Heard) -> None:
    window = stage.show(BY_NAME["sign-empty"])
    start = QPoint(400, 500)
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(window, button, none, start)
    for step in range(1, 6):
        QTest.mouseMove(window, start + QPoint(20 * step, 10 * step))
        QTest.qWait(8)
    QTest.mouseRelease(window, button, none, start + QPoint(100, 50))
    (strokes,) = heard.signatures
    (stroke,) = strokes
    assert len(stroke) >= 3
    assert stroke[-1][0] - stroke[0][0] == pytest.approx(100 / GLASSES[0].px_per_mm, abs=1.0)
    assert stroke[0][2] <= stroke[-1][2]
    touch(stage, "clear")
    assert heard.acts == [("clear_signature", "")]


def test_enter_touches_what_the_keypad_stands_on(stage: Stage, heard: Heard) -> None:
    window = stage.show(BY_NAME["guide-choice"])
    window.requestActivate()
    (tile,) = [one for one in controls(window) if one.objectName() == "option-pool"]
    tile.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(window, Qt.Key.Key_Return)
    assert heard.acts == [("answer", "pool")]


def test_a_page_has_more_than_a_few_colours(stage: Stage) -> None:
    picture = stage.show(BY_NAME["issuing-sealed"]).grabWindow()
    colours = {picture.pixel(x, y) for x in range(0, 1920, 7) for y in range(0, 1080, 7)}
    assert len(colours) > 50


def test_the_window_does_not_close(stage: Stage) -> None:
    keeper = Doorkeeper()
    assert keeper.eventFilter(stage.window, QCloseEvent())
    keeper.may_close = True
    assert not keeper.eventFilter(stage.window, QCloseEvent())


@pytest.mark.parametrize(
    ("key", "modifier", "swallowed"),
    [
        (Qt.Key.Key_F4, Qt.KeyboardModifier.AltModifier, True),
        (Qt.Key.Key_F11, Qt.KeyboardModifier.NoModifier, True),
        (Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier, True),
        (Qt.Key.Key_5, Qt.KeyboardModifier.NoModifier, False),
    ],
)
def test_system_keys_are_swallowed(
    key: Qt.Key, modifier: Qt.KeyboardModifier, swallowed: bool
) -> None:
    assert is_system_key(QKeyEvent(QEvent.Type.KeyPress, key, modifier)) is swallowed


def test_each_sample_has_its_own_name() -> None:
    names: list[Sample] = list(samples())
    assert len({sample.name for sample in names}) == len(names)
