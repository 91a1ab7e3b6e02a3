# SPDX-License-Identifier: Apache-2.0
"""Samples of a training: the teacher's desk by its real presenter, and pages under the band."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Final

from config.faults import load_faults
from kiosk.screens.texts import Texts
from kiosk.screens.views import Screen
from kiosk.screens.views_training import TrainingView
from kiosk.training.exercises import Progress, exercises
from kiosk.training.panel import Standing, World, panel
from kiosk.training.people import STAFF
from kiosk.training.provocations import provocations

_PERSONS: Final = (
    ("a", "陈秋美"),
    ("b", "何建国"),
    ("c", "阿卜杜热合曼·买买提明·艾山江"),
    ("d", "李𬭚"),
)
_WORLD: Final = World(
    tuple(provocations().values()),
    tuple(exercises().values()),
    _PERSONS,
    STAFF,
    has_scanner=True,
)
_JAM: Final = Progress(exercises()["jam"], 2)
_STANDING: Final[Mapping[str, Standing]] = {
    "exercises": Standing(is_open=True, done=frozenset({"visit", "refill"})),
    "jam": Standing(is_open=True, at="jam", progress=_JAM, broken=frozenset({"jam"})),
    "over": Standing(is_open=True, at="jam", progress=replace(_JAM, done=4)),
    "faults": Standing(is_open=True, place="faults", broken=frozenset({"jam", "cover"})),
    "printer": Standing(
        is_open=True, place="faults", at="printer", broken=frozenset({"jam", "cover"})
    ),
    "hand": Standing(is_open=True, place="hand"),
    "cards": Standing(is_open=True, place="hand", at="cards"),
    "end": Standing(is_open=True, place="end"),
}
"""How the desk stands in each sample, by name."""

UNDER_THE_BAND: Final[Mapping[str, Standing]] = {
    "attract-usual": Standing(),
    "guide-choice": Standing(progress=_JAM),
    "form-text": Standing(progress=_JAM),
    "board-usual": Standing(),
    "printing-paper": Standing(progress=_JAM),
    "stafftask-guide-jam": Standing(progress=_JAM),
    "overlay-help": Standing(said="refill"),
}
"""Samples that are shown once more with the band over them."""


@cache
def _texts(language: str) -> Texts:
    return Texts(language)


def training_view(language: str, now: Standing) -> TrainingView:
    """Band and desk as they are made for the glass."""
    return panel(now, _WORLD, _texts(language), load_faults())


def banded(name: str, screen: Screen) -> Iterator[tuple[str, Screen]]:
    """Yield what becomes of one sample in a training, with a new name."""
    if name in UNDER_THE_BAND:
        view = training_view(screen.language, UNDER_THE_BAND[name])
        yield f"staff-training-{name}", replace(screen, training=view)


def desks(screen: Screen) -> Iterator[tuple[str, Screen]]:
    """Yield the teacher's desk over a page, in all that it shows."""
    for name, now in _STANDING.items():
        view = training_view(screen.language, now)
        yield f"staff-training-{name}", replace(screen, training=view)
