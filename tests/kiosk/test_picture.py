# SPDX-License-Identifier: Apache-2.0
"""What is put on the glass and when: the page at once, the sheet beside it a turn later."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from forms.text import Text
from kiosk.picture import Picture
from kiosk.screens.present.sheet import is_same_sheet, sheet_of
from kiosk.screens.texts import tables
from kiosk.session.comfort import Comfort
from kiosk.session.session import PaperLine, Session, Trouble, resting
from kiosk.session.states import State
from kiosk.speech.espeak import written
from kiosk.speech.voice import Voice
from tests.kiosk.test_present import words
from tests.support.sheet_reading import values_of
from tests.support.visits import STROKES, Visit

WORDS = {language: words(language) for language in tables()}
ENGINE = """#!/bin/sh
cat >> "$0.heard"
echo >> "$0.heard"
"""


def visits() -> dict[str, Session]:
    """One session of each page of a visit, in order."""
    return {
        "home": Visit().touch("start").session,
        "card": Visit().until_card().session,
        "lookups": Visit().until_lookups().session,
        "guide": Visit().until_guide().session,
        "board": Visit().until_board().session,
        "form": Visit().until_form().session,
        "checked": Visit().until_checked_form().session,
        "sign": Visit().until_sign().session,
        "review": Visit().until_review().session,
        "ordinary": Visit().until_review("ordinary").session,
        "issuing": Visit().until_issuing().session,
        "printing": Visit().until_printing().session,
        "take": Visit().until_take().session,
        "rating": Visit().until_rating().session,
    }


SESSIONS = visits()


@pytest.fixture
def picture(qapp: QGuiApplication) -> Picture:
    del qapp
    return Picture(WORDS)


def test_a_page_is_turned_before_another_paper_is_laid_beside_it(picture: Picture) -> None:
    picture.show(SESSIONS["sign"], seconds_left=-1)
    licence = picture.sheet.property("title")
    picture.show(SESSIONS["ordinary"], seconds_left=-1)
    assert picture.model.property("name") == "Review"
    assert picture.sheet.property("title") == licence
    QCoreApplication.processEvents()
    assert picture.sheet.property("title") != licence
    assert picture.screen is not None
    assert picture.screen.sheet == sheet_of(SESSIONS["ordinary"], WORDS["zh_CN"])


def test_the_last_of_several_pages_has_its_own_sheet(picture: Picture) -> None:
    """Nothing is laid for a page that was gone before its turn came."""
    for name in ("card", "board", "ordinary", "checked"):
        picture.show(SESSIONS[name], seconds_left=-1)
    QCoreApplication.processEvents()
    assert picture.screen is not None
    assert picture.screen.sheet == sheet_of(SESSIONS["checked"], WORDS["zh_CN"])


def test_a_visit_that_ends_takes_its_sheet_along_at_once(picture: Picture) -> None:
    picture.show(SESSIONS["board"], seconds_left=-1)
    picture.show(SESSIONS["review"], seconds_left=-1)
    picture.show(resting(SESSIONS["review"]), seconds_left=-1)
    assert values_of(picture.sheet) == {}
    QCoreApplication.processEvents()
    assert values_of(picture.sheet) == {}
    assert SESSIONS["review"] not in vars(picture).values()


def test_a_sheet_that_comes_is_there_with_its_page(picture: Picture) -> None:
    picture.show(SESSIONS["home"], seconds_left=-1)
    picture.show(SESSIONS["card"], seconds_left=-1)
    assert picture.sheet.property("shown") is True


def test_a_picture_that_was_stopped_lays_nothing(picture: Picture) -> None:
    picture.show(SESSIONS["sign"], seconds_left=-1)
    licence = picture.sheet.property("title")
    picture.show(SESSIONS["ordinary"], seconds_left=-1)
    picture.stop()
    QCoreApplication.processEvents()
    assert picture.sheet.property("title") == licence


@pytest.mark.parametrize(
    "change",
    [
        {"elder": True},
        {"contrast": True},
        {"comfort": Comfort(is_spoken=True)},
        {"is_help_open": True},
        {"entry": "138"},
        {"error": Text("不对", "wrong")},
        {"editing": "f_tel"},
        {"strokes": STROKES},
        {"papers": (PaperLine("licence"),)},
        {"rating": 5},
        {"trouble": Trouble("STORE-0501")},
        {"state": State.TAKE},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_is_typed_or_seen_otherwise_draws_no_sheet_anew(
    change: dict[str, object],
) -> None:
    for before in SESSIONS.values():
        if before.state is State.HOME:
            continue
        now = replace(before, **change)  # type: ignore[arg-type]
        assert is_same_sheet(before, now)
        assert sheet_of(now, WORDS["zh_CN"]) == sheet_of(before, WORDS["zh_CN"])


def test_pages_of_the_same_sheet_have_the_same_sheet() -> None:
    for one, other in product(SESSIONS.values(), repeat=2):
        if is_same_sheet(one, other):
            assert sheet_of(one, WORDS["zh_CN"]) == sheet_of(other, WORDS["zh_CN"])


@pytest.mark.parametrize("change", [{"language": "en"}, {"issue_lines": ("sealed",)}])
def test_another_language_or_the_seal_draws_it_anew(change: dict[str, object]) -> None:
    before = SESSIONS["issuing"]
    assert not is_same_sheet(before, replace(before, **change))  # type: ignore[arg-type]


@pytest.fixture
def heard(tmp_path: Path, qtbot: QtBot) -> Iterator[tuple[Picture, Path]]:
    """A picture with a voice, and what its engine was given to say."""
    engine = tmp_path / "engine"
    engine.write_text(ENGINE, "utf-8")
    engine.chmod(0o755)
    voice = Voice(str(engine), volume=0.5, texts=tables())
    yield Picture(WORDS, voice), engine.with_suffix(".heard")
    voice.close()


def test_whoever_only_listens_is_warned_before_the_time_is_over(
    heard: tuple[Picture, Path], qtbot: QtBot
) -> None:
    picture, said = heard
    board = SESSIONS["board"]
    machine = replace(board.machine, can_speak=True)
    listens = replace(board, machine=machine, comfort=Comfort(is_spoken=True))
    picture.show(listens, seconds_left=-1)
    picture.count(20)
    warning = written(tables()["zh_CN"]["ui.idle.title"], "zh_CN").splitlines()[0]
    qtbot.waitUntil(
        lambda: said.exists() and warning in said.read_text("utf-8"), timeout=15_000
    )
