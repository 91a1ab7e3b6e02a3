# SPDX-License-Identifier: Apache-2.0
"""The robot citizen: its script, its counting, and what it does where it does not know on."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from forms.service_item import Supply
from kiosk.robot.result import Result, StateResult
from kiosk.robot.script import ScriptError, load_script
from kiosk.robot.stage import clear
from kiosk.session.states import State
from tests.support.whole import REHEARSALS, WholeKiosk, quick_world, script, whole_kiosk

GOOD = 'service = "hygiene-permit"\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "script.toml"
    path.write_text(text, "utf-8")
    return path


def test_what_a_script_leaves_out_has_a_plain_default(tmp_path: Path) -> None:
    found = load_script(written(tmp_path, GOOD))
    assert (found.language, found.elder, found.route) == ("zh_CN", False, "promise")
    assert (found.outcome, found.answers, found.fields, found.card) == ("issued", {}, {}, "")


def test_a_script_says_what_is_wrong(tmp_path: Path) -> None:
    found = load_script(written(tmp_path, GOOD + '[disputes]\nBL = "not_mine"\n'))
    assert found.disputes == {"BL": "not_mine"}


def test_numbers_in_a_script_are_what_is_typed(tmp_path: Path) -> None:
    found = load_script(written(tmp_path, GOOD + "[answers]\narea = 120\n"))
    assert found.answers == {"area": "120"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('language = "en"\n', "service is missing"),
        (GOOD + "servcie = 1\n", "unknown key servcie"),
        (GOOD + 'route = "express"\n', "route or expect.outcome"),
        (GOOD + '[expect]\noutcome = "fine"\n', "route or expect.outcome"),
        ("service = \n", "Invalid value"),
        (GOOD + '[disputes]\nf_addr = "dislike"\n', "dislike is no reason of a dispute"),
    ],
)
def test_a_script_with_a_mistake_names_file_and_mistake(
    tmp_path: Path, text: str, told: str
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ScriptError, match=told) as caught:
        load_script(path)
    assert str(caught.value).startswith(f"{path}: ")


def test_a_script_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ScriptError, match=r"nowhere\.toml"):
        load_script(tmp_path / "nowhere.toml")


@pytest.mark.parametrize("path", sorted(REHEARSALS.glob("*.toml")), ids=lambda path: path.stem)
def test_every_shipped_script_can_be_read(path: Path) -> None:
    assert path.stem.startswith(load_script(path).service)


def test_a_result_is_written_for_people_and_programs(tmp_path: Path) -> None:
    result = Result(outcome="issued", licence_number="湘卫公证字〔2026〕第1号", taps=3)
    result.states.append(StateResult("Attract", 0.5))
    path = tmp_path / "result.json"
    result.write(path)
    text = path.read_text("utf-8")
    assert "湘卫公证字" in text
    found = json.loads(text)
    assert found["states"] == [{"state": "Attract", "seconds": 0.5, "machine_seconds": 0.0}]
    assert found["materials_by_supply"] == {supply.value: 0 for supply in Supply}
    assert len(found["materials_by_supply"]) == 9


def test_clearing_an_empty_folder_or_none_does_nothing(tmp_path: Path) -> None:
    clear(tmp_path)
    clear(tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []


# -- on the real screens -----------------------------------------------------


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WholeKiosk]:
    """A running kiosk for all of the following."""
    folder = tmp_path_factory.mktemp("robot")
    with quick_world(folder) as world, whole_kiosk(world) as whole:
        yield whole


@pytest.mark.daemon
@pytest.mark.slow
@pytest.mark.parametrize(
    ("without", "reason"),
    [
        ({"answers": "group"}, "the script has no answer to group"),
        ({"answers": "area"}, "the script has no value for area"),
        ({"fields": "f_tel"}, "the script has no value for f_tel"),
    ],
)
def test_where_the_script_is_silent_it_gives_up_and_names_the_id(
    running: WholeKiosk, without: dict[str, str], reason: str
) -> None:
    running.rest_now()
    full = script()
    wanted = replace(
        full,
        answers={name: v for name, v in full.answers.items() if name != without.get("answers")},
        fields={name: v for name, v in full.fields.items() if name != without.get("fields")},
    )
    result = running.play(wanted, settle_s=0.06)
    assert (result.outcome, result.stop_reason) == ("abandoned", reason)
    assert result.case_number == ""


@pytest.mark.daemon
@pytest.mark.slow
def test_an_option_that_is_nowhere_on_the_page_is_named(running: WholeKiosk) -> None:
    running.rest_now()
    wanted = script(answers={**script().answers, "situation": "sell"})
    result = running.play(wanted, settle_s=0.06, seconds=30.0)
    assert result.outcome == "abandoned"
    assert result.stop_reason == "Guide-situation: option-sell cannot be touched"


@pytest.mark.daemon
@pytest.mark.slow
def test_touches_and_typed_characters_are_counted_apart(running: WholeKiosk) -> None:
    running.rest_now()
    result = running.play(script("hygiene-permit-refused"), settle_s=0.06)
    assert result.typed_characters == len("120") + len("13800000000") + len("3")
    assert result.taps < 25
    machine = [one for one in result.states if one.machine_seconds]
    assert {one.state for one in machine} <= {"Lookups", "Issuing", "Printing"}
    assert [one.state for one in result.states][:3] == ["Attract", "Home", "Notice"]
    assert all(one.seconds >= one.machine_seconds >= 0 for one in result.states)


@pytest.mark.daemon
@pytest.mark.slow
def test_hands_touch_only_what_can_be_seen(running: WholeKiosk) -> None:
    running.rest_now()
    assert running.session.state is State.ATTRACT
    assert running.hands.find("forward") is None
    assert not running.hands.tap("key-1")
    assert list(running.hands.draw("pad", (((0.1, 0.1), (0.2, 0.2)),))) == []
    assert (running.hands.taps, running.hands.typed, running.hands.strokes) == (0, 0, 0)
    running.tap("start")
    running.wait_for(State.HOME)
    assert running.hands.taps == 1
