# SPDX-License-Identifier: Apache-2.0
"""A kiosk worked by keys alone: every control of every page is reached, seen and touched."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPointF, QSizeF, Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.screens.focus_order import name_of, parts, reading, stops
from kiosk.screens.gallery import GLASSES, Stage
from kiosk.screens.keypad import Keypad
from kiosk.screens.layout_audit import controls
from kiosk.screens.samples import samples

pytestmark = pytest.mark.slow

Key = Qt.Key
BY_NAME = {sample.name: sample for sample in samples()}


@pytest.fixture
def heard(stage: Stage) -> Iterator[list[tuple[str, str]]]:
    acts: list[tuple[str, str]] = []

    def note(name: str, value: str) -> None:
        acts.append((name, value))

    stage.take(GLASSES[0])
    stage.session.acted.connect(note)
    yield acts
    stage.session.acted.disconnect(note)


def press(stage: Stage, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(stage.window, key)


def begin(stage: Stage) -> None:
    """As on a page that has just come."""
    (nowhere,) = [
        one for one in stage.window.rootObject().childItems() if one.objectName() == "nowhere"
    ]
    nowhere.forceActiveFocus()


def focused(stage: Stage) -> QQuickItem:
    item = stage.window.activeFocusItem()
    assert item is not None
    return item


@pytest.mark.no_cover
@pytest.mark.parametrize("glass", GLASSES[:2], ids=[glass.name for glass in GLASSES[:2]])
def test_every_control_of_every_page_is_reached_once_and_seen(
    stage: Stage, glass: object
) -> None:
    stage.take(glass)  # type: ignore[arg-type]
    root, page = stage.window.rootObject(), ""
    for sample in samples():
        press(stage, Key.Key_Shift)  # keys are in use when the page comes
        window = stage.show(sample)
        if root.property("shownPage") != page and root.property("framed"):
            page = root.property("shownPage")
            assert begins_at(stage) == "sentence" or sample.name in WITHOUT, sample.name
        within = [item for item in controls(window) if _is_in(item, parts(window))]
        places = stops(window)
        missed = {one.objectName() for one in within} - {one.objectName() for one in places}
        assert missed <= {"machine"}, sample.name  # the hidden door of the staff
        begin(stage)
        for place in places:
            press(stage, Key.Key_Tab)
            assert focused(stage).objectName() == place.objectName(), sample.name
            assert place.property("visualFocus"), (sample.name, place.objectName())
        if places:  # the farewell has nothing to touch
            press(stage, Key.Key_Tab)
            assert focused(stage).objectName() == places[0].objectName(), sample.name


def begins_at(stage: Stage) -> str:
    """Name of what the ring is round where the page begins."""
    nowhere = focused(stage)
    assert (nowhere.objectName(), nowhere.property("told")) == ("nowhere", True)
    at: QQuickItem = nowhere.property("at")
    assert at.isVisible()
    return at.objectName()


WITHOUT = {"letter-unread", "letter-read"}
"""Pages without a sentence of their own."""


def _is_in(item: QQuickItem, within: list[QQuickItem]) -> bool:
    return item in within or any(part.isAncestorOf(item) for part in within)


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space])
def test_enter_and_space_touch(stage: Stage, heard: list[tuple[str, str]], key: Qt.Key) -> None:
    stage.show(BY_NAME["form-choice"])
    begin(stage)
    press(stage, Key.Key_Down, key)
    assert heard == [("choose", "individual")]


def test_backwards_from_the_first_is_the_last(stage: Stage, heard: object) -> None:
    window = stage.show(BY_NAME["form-choice"])
    begin(stage)
    press(stage, Key.Key_Up)
    assert focused(stage) is stops(window)[-1]
    press(stage, Key.Key_Backtab)
    assert focused(stage) is stops(window)[-2]


def test_a_sheet_over_the_page_keeps_the_focus(stage: Stage, heard: object) -> None:
    window = stage.show(BY_NAME["overlay-help"])
    assert [one.objectName() for one in stops(window)] == ["pause", "close-help"]
    press(stage, Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Down)
    assert focused(stage).objectName() == "close-help"


@pytest.mark.parametrize(
    ("page", "act"),
    [
        ("overlay-help", ("close_help", "")),
        ("overlay-ease", ("ease", "close")),
        ("overlay-idle", ("more_time", "")),
        ("overlay-take", ("more_time", "")),
        ("form-choice", ("back", "")),
    ],
)
def test_escape_closes_or_goes_back(
    stage: Stage, heard: list[tuple[str, str]], page: str, act: tuple[str, str]
) -> None:
    stage.show(BY_NAME[page])
    press(stage, Key.Key_Escape)
    assert heard == [act]


def test_digits_of_the_keypad_are_those_of_the_pad_and_nothing_elsewhere(
    stage: Stage, heard: list[tuple[str, str]]
) -> None:
    keys: list[str] = []
    stage.session.keyed.connect(keys.append)
    stage.show(BY_NAME["guide-number"])
    press(stage, Key.Key_7, Key.Key_Backspace)
    stage.show(BY_NAME["form-choice"])
    press(stage, Key.Key_7, Key.Key_Backspace)
    stage.session.keyed.disconnect(keys.append)
    assert keys == ["7", "⌫"]


def test_letters_of_a_keyboard_are_those_of_the_pad(stage: Stage, heard: object) -> None:
    keys: list[str] = []
    stage.session.keyed.connect(keys.append)
    stage.show(BY_NAME["form-code"])
    press(stage, Key.Key_3, Key.Key_A)
    stage.session.keyed.disconnect(keys.append)
    assert keys == ["3", "A"]


def test_up_and_down_go_from_row_to_row_of_a_keyboard_and_out_of_it(
    stage: Stage, heard: object
) -> None:
    window = stage.show(BY_NAME["guide-number"])
    begin(stage)
    while focused(stage).objectName() != "key-2":
        press(stage, Key.Key_Right)
    rows = []
    for _ in range(4):
        rows.append(focused(stage).objectName())
        press(stage, Key.Key_Down)
    assert rows == ["key-2", "key-5", "key-8", "key-0"]
    assert focused(stage) is stops(window)[stops_named(stage).index("key-⌫") + 1]
    press(stage, Key.Key_Left, Key.Key_Up)
    assert focused(stage).objectName() == "key-9"


def stops_named(stage: Stage) -> list[str]:
    return [one.objectName() for one in stops(stage.window)]


def test_the_hash_leads_to_the_way_forward_and_does_not_touch_it(
    stage: Stage, heard: list[tuple[str, str]]
) -> None:
    stage.show(BY_NAME["form-choice"])
    begin(stage)
    press(stage, Key.Key_NumberSign)
    assert (focused(stage).objectName(), heard) == ("forward", [])
    press(stage, Key.Key_Return)
    assert len(heard) == 1


Box = tuple[str, float, float, float, float]
"""Name, left, top, width and height."""
GRID: list[Box] = [
    ("one", 0, 0, 100, 40),
    ("two", 110, 0, 100, 40),
    ("three", 0, 50, 100, 40),
    ("four", 110, 50, 100, 40),
]


@pytest.mark.parametrize(
    ("boxes", "order"),
    [
        (GRID, "one two three four"),
        ([*GRID, ("more", 230, 0, 40, 90)], "one two three four more"),
        ([("undo", 220, 0, 40, 20), ("pen", 0, 0, 200, 90)], "pen undo"),
        (
            [*GRID, ("key-1", 240, 0, 20, 20), ("key-2", 240, 45, 20, 45)],
            "one two three four key-1 key-2",
        ),
        (
            [("below", 0, 45, 9, 9), ("small", 20, 10, 9, 9), ("tall", 0, 0, 9, 40)],
            "tall small below",
        ),
        ([("under", 5, 5, 9, 9), ("over", 0, 0, 9, 9)], "over under"),
    ],
    ids=[
        "lines",
        "beside lines",
        "a tall pad",
        "keys are one",
        "heights differ",
        "overlapping",
    ],
)
def test_what_stands_beside_lines_is_read_after_them_not_between(
    stage: Stage, boxes: list[Box], order: str
) -> None:
    part = QQuickItem()
    items = []
    for name, x, y, width, height in reversed(boxes):
        item = QQuickItem(part)
        item.setObjectName(name)
        item.setPosition(QPointF(x, y))
        item.setSize(QSizeF(width, height))
        items.append(item)
    assert [one.objectName() for one in reading(items, part)] == order.split()


def test_the_signature_pad_comes_first_on_its_page(stage: Stage, heard: object) -> None:
    stage.show(BY_NAME["sign-empty"])
    assert stops_named(stage)[:2] == ["pen", "back"]


def test_keys_of_the_voice_work_from_anywhere(
    stage: Stage, heard: list[tuple[str, str]]
) -> None:
    stage.show(BY_NAME["form-choice"])
    press(stage, Key.Key_Asterisk, Key.Key_Plus, Key.Key_Minus, Key.Key_Slash)
    assert heard == [
        ("again_spoken", ""),
        ("loudness", "up"),
        ("loudness", "down"),
        ("pause_speech", "turn"),
    ]


def test_the_place_that_a_key_leads_to_is_told_by_name(stage: Stage, heard: object) -> None:
    names: list[str] = []
    stage.session.reached.connect(names.append)
    window = stage.show(BY_NAME["form-choice"])
    begin(stage)
    press(stage, Key.Key_Down)
    stage.session.reached.disconnect(names.append)
    assert names == [name_of(stops(window)[0])]
    assert stage.window.findChild(Keypad) is not None


def test_on_another_page_the_keypad_begins_at_its_first_place(
    stage: Stage, heard: object
) -> None:
    stage.show(BY_NAME["form-choice"])
    press(stage, Key.Key_Up, Key.Key_Up)
    window = stage.show(BY_NAME["route-usual"])
    press(stage, Key.Key_Down)
    assert focused(stage) is stops(window)[0]
