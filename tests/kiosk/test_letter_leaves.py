# SPDX-License-Identifier: Apache-2.0
"""A long letter turned leaf by leaf: each line is shown once and whole, and the end is told."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtQuick import QQuickItem

from kiosk.screens.gallery import GLASSES, Glass, Stage
from kiosk.screens.layout_audit import audit, controls
from kiosk.screens.samples import Sample, samples
from kiosk.screens.views import LetterView
from tests.kiosk.test_session_model import touch

LANGUAGES = ("zh_CN", "en")
MOST_SPREADS = 30
Line = tuple[str, int]
"""A paragraph's text and one of its lines."""


def long_letter(language: str, *, elder: bool) -> Sample:
    """The sample's letter four times over; each paragraph begins with its number."""
    found = (one for one in samples(language, elder=elder) if one.name == "letter-unread")
    short = next(found)
    view = short.screen.view
    assert isinstance(view, LetterView)
    paragraphs = tuple(
        replace(one, text=f"{number} {one.text}")
        for number, one in enumerate(view.paragraphs * 4)
    )
    long = replace(view, paragraphs=paragraphs)
    return replace(short, screen=replace(short.screen, view=long))


def passages(item: QQuickItem) -> Iterator[QQuickItem]:
    """Each paragraph that is shown, in part or whole, in the order of reading."""
    for child in item.childItems():
        if not child.isVisible():
            continue
        if child.property("wholeLines"):
            yield child
        else:
            yield from passages(child)


def lines_of(passage: QQuickItem) -> list[Line]:
    (words,) = passage.childItems()
    first, shown = int(passage.property("first")), int(passage.property("shown"))
    return [(str(words.property("text")), line) for line in range(first, first + shown)]


def label(stage: Stage, name: str) -> str:
    return next(
        str(one.property("text")) for one in controls(stage.window) if one.objectName() == name
    )


@pytest.mark.no_cover
@pytest.mark.parametrize("elder", [False, True], ids=["normal", "elder"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("glass", GLASSES, ids=[glass.name for glass in GLASSES])
def test_every_line_is_read_once_and_none_is_cut_through(
    stage: Stage, glass: Glass, language: str, elder: bool
) -> None:
    told: list[tuple[str, str]] = []
    stage.session.acted.connect(lambda name, value: told.append((name, value)))
    stage.take(glass)
    stage.show(next(iter(samples())))  # so that the letter is opened anew
    window = stage.show(long_letter(language, elder=elder))
    seen: list[Line] = []
    counts: dict[str, int] = {}
    for spread in range(1, MOST_SPREADS):
        for passage in passages(window.contentItem()):
            seen += lines_of(passage)
            counts[seen[-1][0]] = int(passage.property("lines"))
        assert audit(window, px_per_mm=glass.px_per_mm, elder=elder) == [], spread
        if told:
            break
        assert str(spread) in label(stage, "forward"), "the way on names the leaf"
        touch(stage, "forward")
    assert told == [("letter_end", "")], "and no leaf was a step of the visit"
    assert seen == [(text, line) for text, count in counts.items() for line in range(count)]
    assert len(counts) == 44
    touch(stage, "back")
    assert told == [("letter_end", "")], "back leads to the leaf before"
