# SPDX-License-Identifier: Apache-2.0
"""The sheet that explains a mark: “this is wrong” in two touches, whole on every glass."""

from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtCore import QEventLoop, QTimer

from kiosk.robot.hands import Hands
from kiosk.screens.gallery import GLASSES, Glass, Stage
from kiosk.screens.layout_audit import audit
from kiosk.screens.samples import Sample, samples
from kiosk.screens.texts import LANGUAGES

REASONS = ("reason-outdated", "reason-misspelt", "reason-not_mine", "reason-other")
CASES = list(product(GLASSES, LANGUAGES, (False, True)))
FRAME_MS = 12


def page(name: str, language: str = "zh_CN", *, elder: bool = False) -> Sample:
    return next(one for one in samples(language, elder=elder) if one.name == name)


def settle() -> None:
    for _ in range(2):
        loop = QEventLoop()
        QTimer.singleShot(FRAME_MS, loop.quit)
        loop.exec()


class Glassful:
    """A page, the finger before it, and what the session was told."""

    def __init__(self, stage: Stage) -> None:
        self.told: list[tuple[str, str]] = []
        self.hands = Hands(stage.window)
        self._stage = stage
        stage.session.acted.connect(self._hear)

    def _hear(self, name: str, value: str) -> None:
        self.told.append((name, value))

    def show(self, sample: Sample) -> None:
        self._stage.show(page("home-usual"))
        self._stage.show(sample)
        settle()

    def tap(self, name: str) -> None:
        for _ in range(8):
            if self.hands.tap(name):
                settle()
                return
            assert self.hands.tap("more"), name
            settle()
        raise AssertionError(name)

    def sees(self, name: str) -> bool:
        return self.hands.find(name) is not None

    def close(self) -> None:
        self._stage.session.acted.disconnect(self._hear)


@pytest.fixture
def glass(stage: Stage) -> Iterator[Glassful]:
    stage.take(GLASSES[0])
    glassful = Glassful(stage)
    yield glassful
    glassful.close()


@pytest.mark.parametrize(
    ("pane", "language", "elder"),
    CASES,
    ids=[f"{g.name}-{lang}-{'elder' if e else 'normal'}" for g, lang, e in CASES],
)
def test_every_sheet_is_whole(stage: Stage, pane: Glass, language: str, elder: bool) -> None:
    stage.take(pane)
    glassful = Glassful(stage)
    sample = page("form-disputed", language, elder=elder)
    found = []
    for row, deeds in (("unit", ("wrong",)), ("address", ()), ("person", ())):
        glassful.show(sample)
        glassful.tap(f"row-{row}")
        for deed in ("", *deeds):
            if deed:
                glassful.tap(deed)
            faults = audit(stage.window, px_per_mm=pane.px_per_mm, elder=elder)
            found += [f"{row} {deed}: {one.kind}: {one.what}" for one in faults]
    assert found == []
    glassful.close()


@pytest.mark.parametrize(
    ("sample", "row", "subject"),
    [
        ("form-disputed", "unit", "unit"),
        ("form-disputed", "number", "number"),
        ("board-disputed", "identity", "ID"),
        ("board-disputed", "premises", "DEED"),
        ("review-disputed", "unit", "unit"),
    ],
)
def test_a_called_value_is_wrong_in_one_touch_more(
    glass: Glassful, sample: str, row: str, subject: str
) -> None:
    glass.show(page(sample))
    glass.tap(f"row-{row}")
    assert not any(glass.sees(reason) for reason in REASONS)
    glass.tap("wrong")
    assert all(glass.sees(reason) for reason in REASONS)
    assert glass.told == []
    glass.tap("reason-misspelt")
    assert glass.told == [("dispute", f"{subject}:misspelt")]
    assert not glass.sees("close-explain"), "the sheet is closed"


@pytest.mark.parametrize(
    ("sample", "row", "subject"),
    [
        ("form-disputed", "person", "person"),
        ("form-disputed", "address", "address"),
        ("board-disputed", "licence", "BL"),
        ("review-disputed", "address", "address"),
    ],
)
def test_it_is_right_after_all(glass: Glassful, sample: str, row: str, subject: str) -> None:
    glass.show(page(sample))
    glass.tap(f"row-{row}")
    glass.tap("undo-dispute")
    assert glass.told == [("undispute", subject)]


def test_the_right_value_may_be_filled_in(glass: Glassful) -> None:
    glass.show(page("form-disputed"))
    glass.tap("row-address")
    glass.tap("wrong")
    assert glass.told == [("edit", "address")]
    glass.show(page("form-disputed"))
    glass.tap("row-person")
    assert not glass.sees("wrong"), "an identity is not filled in here"


def test_nothing_is_said_by_only_looking(glass: Glassful) -> None:
    glass.show(page("form-disputed"))
    for deeds in (("row-unit", "close-explain"), ("row-unit", "wrong", "close-explain")):
        for deed in deeds:
            glass.tap(deed)
    assert glass.told == []
    glass.tap("row-unit")
    assert glass.sees("wrong"), "it begins anew"
    assert not glass.sees("reason-other")


def test_what_was_not_called_is_not_touched_on_the_board(glass: Glassful) -> None:
    glass.show(page("board-usual"))
    assert not glass.sees("row-plan")
    glass.tap("legend")
    assert not glass.sees("wrong")
