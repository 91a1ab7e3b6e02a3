# SPDX-License-Identifier: Apache-2.0
"""QML and the views agree: every field that a screen reads exists, every act is known."""

import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from kiosk.screens import views, views_cases
from kiosk.screens.samples import samples
from kiosk.session.states import State

QML = Path(__file__).parents[2] / "kiosk" / "screens" / "qml"
ACTS = {
    "start", "service", "agree", "decline", "answer", "choose", "edit", "reuse", "route",
    "letter_end", "clear_signature", "forward", "back", "home", "leave", "retry", "rate",
    "skip", "taken", "more_time", "help", "close_help", "language", "elder", "contrast",
    "ease", "reach", "speech", "again_spoken", "pause_speech", "loudness", "pace",
    "staff_door", "probe", "restart", "close", "confirm", "cancel", "no_code", "resend", "pick",
    "pause", "training", "elsewhere",
}  # fmt: skip

KINDS = {**vars(views), **vars(views_cases)}


@pytest.mark.parametrize("state", State, ids=[state.value for state in State])
def test_a_screen_reads_only_fields_that_its_view_has(state: State) -> None:
    text = (QML / f"{state.value}Screen.qml").read_text("utf-8")
    view = KINDS[f"{state.value}View"]
    read = set(re.findall(r"\bview\.([a-z_]+)", text))
    assert read <= {part.name for part in fields(view)}


@pytest.mark.parametrize("state", State, ids=[state.value for state in State])
def test_a_screen_reads_only_fields_that_its_rows_have(state: State) -> None:
    text = (QML / f"{state.value}Screen.qml").read_text("utf-8")
    read = set(re.findall(r"\bmodelData\.([a-z_]+)", text))
    parts = {
        part.name for kind in KINDS.values() if is_dataclass(kind) for part in fields(kind)
    }
    assert read <= parts


def test_every_state_has_a_screen_and_every_screen_a_state() -> None:
    screens = {path.stem.removesuffix("Screen") for path in QML.glob("*Screen.qml")}
    assert screens == {state.value for state in State}


def test_every_state_has_a_sample() -> None:
    assert {sample.state for sample in samples()} == set(State)


def test_every_act_in_qml_is_known() -> None:
    used: set[str] = set()
    for path in QML.rglob("*.qml"):
        text = path.read_text("utf-8")
        used |= set(re.findall(r'Session\.act\("([a-z_]+)"', text))
        used |= set(re.findall(r'\bact: "([a-z_]+)"', text))
    assert used <= ACTS


def test_no_qml_branches_on_a_state() -> None:
    names = "|".join(state.value for state in State)
    branch = re.compile(rf'(===?|case)\s*"({names})"')
    assert not [path for path in QML.rglob("*.qml") if branch.search(path.read_text("utf-8"))]


def test_every_qml_file_is_read_in_one_sitting() -> None:
    long = {
        path.name: count
        for path in QML.rglob("*.qml")
        if (count := len(path.read_text("utf-8").splitlines())) > 200
    }
    assert long == {}


def test_every_part_is_in_the_folders_list() -> None:
    listed = set(re.findall(r"parts/(\w+)\.qml", (QML / "qmldir").read_text("utf-8")))
    assert listed == {path.stem for path in (QML / "parts").glob("*.qml")}
