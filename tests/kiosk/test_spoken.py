# SPDX-License-Identifier: Apache-2.0
"""Everything that stands on the glass is said, in the order in which the keypad goes."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtQuick import QQuickItem

from kiosk.screens.focus_order import name_of, parts, stops
from kiosk.screens.gallery import GLASSES, Stage
from kiosk.screens.layout_audit import PICTURES
from kiosk.screens.parts import Ease
from kiosk.screens.samples import Sample, samples
from kiosk.screens.spoken import news, sentences
from kiosk.screens.texts import LANGUAGES, table

BY_NAME = {sample.name: sample for sample in samples()}
OF_THE_FRAME = {"ui.more", "ui.more_first", "ui.page", "ui.chip.explain", "ui.pad.empty"}
"""Words of the glass alone: everything of a list is said, whatever page of it is shown."""
ALONE = (
    "key-",
    "day-",
    "turn-",
    "candidate-",
    "more",
    "legend",
    "letter-",
    "undo",
    "clear",
    "reach",
)
"""Controls of the glass alone: keys, and what turns the leaves of a list that is said whole."""
UNSAID = (
    "Keyboard_",
    "NumberPad_",
    "MonthPad_",
    "SheetPanel_",
    "Steps_",
    "SignaturePad_",
    "MoreButton_",
    *PICTURES,
)
"""Parts that speak when the keypad stands on one of their keys."""


def bare(text: str) -> str:
    """Without spaces and punctuation: a pause may be another on the glass."""
    return re.sub(r"[\W_]", "", text).casefold()


def wordy(text: str) -> str:
    """Without the gaps of a sentence of the frame, and without what fills them."""
    return bare(re.sub(r"\{\w+\}|\d", "", text))


def pieces(text: str) -> list[str]:
    return re.split(r"[：:、，,·]|  ", text)


def texts_of(item: QQuickItem) -> Iterator[str]:
    for child in item.childItems():
        if not child.isVisible() or child.opacity() == 0:
            continue
        if child.metaObject().className().startswith((*UNSAID, *PICTURES)):
            continue
        if child.metaObject().indexOfProperty("truncated") >= 0:
            yield str(child.property("text"))
        yield from texts_of(child)


def listened(language: str) -> Iterator[Sample]:
    """Every sample that a citizen may hear: nobody listens between visits, nor the staff."""
    for sample in samples(language):
        if not sample.name.startswith(("attract", "outofservice", "staff")):
            yield sample


@pytest.mark.no_cover
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_on_the_glass_is_said(stage: Stage, language: str) -> None:
    stage.take(GLASSES[0])
    words = table(language)
    frame = {wordy(piece) for text in words.values() for piece in pieces(text)}
    unsaid = []
    for sample in listened(language):
        said = bare("".join(sentences(sample.screen, words)))
        window = stage.show(sample)
        for text in (text for part in parts(window) for text in texts_of(part)):
            unsaid += [
                (sample.name, piece)
                for piece in pieces(text)
                if bare(piece) not in said and wordy(piece) not in frame
            ]
    assert unsaid == []


@pytest.mark.no_cover
def test_what_can_be_touched_is_said_in_the_order_of_the_keypad(stage: Stage) -> None:
    stage.take(GLASSES[0])
    for sample in listened("zh_CN"):
        said = [bare(one) for one in sentences(sample.screen, table("zh_CN"))]
        window = stage.show(sample)
        last = 0
        for item in stops(window):
            if item.objectName().startswith(ALONE):
                continue
            name = bare(name_of(item))
            last = next((n for n in range(last, len(said)) if name in said[n]), -1)
            assert last >= 0, (sample.name, name, said)


# -- the sentences themselves ------------------------------------------------


def said(name: str, **changes: object) -> tuple[str, ...]:
    screen = replace(BY_NAME[name].screen, **changes)  # type: ignore[arg-type]
    return sentences(screen, table("zh_CN"))


def test_a_telephone_number_is_read_digit_by_digit_and_an_area_is_not() -> None:
    assert "您填的：1 3 9 0 0 0 0 0 0 0 1" in said("form-phone", entry="13900000001")
    assert "您填的：128" in said("guide-number", entry="128")


def test_a_way_forward_that_is_shut_is_said_to_be_shut() -> None:
    shut = [one for one in said("form-wrong") if "现在还不能按" in one]
    assert len(shut) == 1


def test_a_sheet_over_the_page_is_said_alone() -> None:
    assert said("overlay-idle")[0] == table("zh_CN")["ui.idle.title"]
    assert len(said("overlay-idle")) == 3
    assert said("overlay-ease")[0] == table("zh_CN")["ui.ease.title"]
    assert "可以按：再念一遍" in said("overlay-ease-speaking")
    paused = Ease(is_open=True, can_speak=True, is_spoken=True, is_paused=True)
    assert "可以按：接着念" in said("overlay-ease", ease=paused)


def test_the_seconds_that_run_down_are_not_said_each() -> None:
    assert said("overlay-idle", seconds_left=18) == said("overlay-idle", seconds_left=17)


def test_of_a_changed_page_only_what_is_new_is_news() -> None:
    before = said("form-phone", entry="1")
    assert news(before, said("form-phone", entry="13")) == ("您填的：13",)
