# SPDX-License-Identifier: Apache-2.0
"""The technician's step about guide lights: each flashes in its turn, and then none does."""

import json
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from config.loader import load_settings
from devices.states import LightPosition
from kiosk.clock import SystemClock
from kiosk.journal import Journal
from kiosk.store.self_tests import StepResult
from kiosk.store.store import Store
from kiosk.technician.checks import Site
from kiosk.technician.deeds import DEEDS, Done, Hand
from kiosk.technician.steps import (
    COMMISSION,
    SELFTEST,
    as_named_now,
    load_steps,
    steps_left,
    steps_of,
)
from tests.support.console_in_process import run_main
from tests.support.guide_lights import (
    QUICK,
    folder_of,
    lights_table,
    running_lights,
    shown,
    shown_before,
)
from tests.support.simulators import RunningSimulator

CARD, SHEETS = LightPosition.CARD_READER, LightPosition.DOCUMENT_PRINTER
STEP = "guide_lights"
LABELS = "light_labels"


@pytest.fixture
def lights() -> Iterator[RunningSimulator]:
    with running_lights() as simulator:
        yield simulator


def site_of(folder: Path, table: str) -> Path:
    path = folder / "kiosk.toml"
    head = '[kiosk]\nid = "K-0042"\ndata_dir = "data"\nlanguage = "en"\n[sound]\nspeech = ""\n'
    path.write_text(head + table, "utf-8")
    return path


def kept_in(site: Path, step: str = STEP) -> tuple[StepResult, str, str]:
    with Store.open_beside(site.parent / "data", clock=SystemClock()) as store:
        (kept,) = [one for one in store.self_tests.last_steps(SELFTEST) if one.step == step]
    return kept.result, kept.who, kept.code


def asked(site: Path, answer: str) -> str:
    skipped = [f"--answer={step}=skip" for step in ("sound", "touch_grid")]
    words = ("selftest", "--ask", "--staff", "0112", "--config", str(site), *skipped)
    return run_main(*words, f"--answer={STEP}={answer}").stdout


def test_each_light_flashes_in_its_turn_and_all_are_off_at_the_end(
    lights: RunningSimulator, tmp_path: Path
) -> None:
    places = (CARD, SHEETS)
    lines = (f'{one.value} = "{folder_of(lights, one)}"\n' for one in places)
    site = site_of(tmp_path, f"[guide_lights]\n{''.join(lines)}")
    told = asked(site, "yes")
    assert "flashed in turn: card_reader, document_printer" in told
    assert "Each light that is fitted flashes" in told
    assert kept_in(site) == (StepResult.CONFIRMED, "0112", "")
    by_light = {one: [rate for of, rate in shown_before(lights) if of is one] for one in places}
    assert by_light == {one: [QUICK, "off"] for one in places}
    assert next(of for of, rate in shown_before(lights) if rate == QUICK) is CARD


def test_a_light_that_is_away_fails_the_step_whatever_is_said(
    lights: RunningSimulator, tmp_path: Path
) -> None:
    lights.send("fault", kind="unplug", light=SHEETS.value)
    site = site_of(tmp_path, lights_table(lights))
    asked(site, "yes")
    assert kept_in(site) == (StepResult.FAILED, "0112", "LIGHT-1901")
    assert shown(lights) == {}


def test_without_lights_a_person_looks_for_labels(tmp_path: Path) -> None:
    site = site_of(tmp_path, "")
    told = asked(site, "yes")  # by the name that the step had before
    assert "No light is configured under" in told
    assert kept_in(site, LABELS) == (StepResult.CONFIRMED, "0112", "")
    settings = load_settings(site, {}).settings
    with Store.open_beside(settings.kiosk.data_dir, clock=SystemClock()) as store:
        bare = Site(settings, store, Journal.open(store, clock=SystemClock()))
        assert DEEDS[STEP](bare, Hand("7", "en")).code == "LIGHT-1901"


def test_nobody_waits_for_lights_any_more(lights: RunningSimulator, tmp_path: Path) -> None:
    settings = load_settings(site_of(tmp_path, lights_table(lights)), {}).settings
    told: list[Done] = []
    with Store.open_beside(settings.kiosk.data_dir, clock=SystemClock()) as store:
        site = Site(settings, store, Journal.open(store, clock=SystemClock()))
        hand = Hand("7", "en", cancelled=Event())
        deed = Thread(target=lambda: told.append(DEEDS[STEP](site, hand)))
        deed.start()
        while deed.is_alive() and not shown(lights):
            deed.join(0.02)
        hand.cancelled.set()
        deed.join()
    lit = {of for of, rate in shown_before(lights) if rate != "off"}
    assert (0 < len(lit) < len(LightPosition), shown(lights)) == (True, {})
    assert not told[0].code


def test_each_of_the_two_steps_is_told_by_its_own_name(tmp_path: Path) -> None:
    names = {step.id: step.names["en"] for step in load_steps()}
    assert names[STEP] == "Guide lights"
    assert names[LABELS] == "Lights or labels"
    for there, without in ((STEP, frozenset[str]()), (LABELS, frozenset({STEP}))):
        ids = {one.id for one in steps_of(SELFTEST, without=without)}
        assert ids & {STEP, LABELS} == {there}
    site = site_of(tmp_path, "")
    asked(site, "yes")
    text = run_main("selftest", "--history", "--config", str(site)).stdout
    assert f"{LABELS} " in text


def test_what_was_confirmed_under_the_shared_name_still_counts(tmp_path: Path) -> None:
    site = site_of(tmp_path, "")
    dark = frozenset({STEP})
    with Store.open_beside(tmp_path / "data", clock=SystemClock()) as store:
        tests = store.self_tests
        tests.confirm(COMMISSION, STEP, StepResult.CONFIRMED, who="0112")
        kept = tests.last_steps(COMMISSION)
        here = steps_of(COMMISSION, without=dark)
        assert steps_left(COMMISSION, kept, without=dark) == len(here) - 1
        at_the_lights = steps_of(COMMISSION, without=frozenset())
        assert as_named_now(kept, at_the_lights)[0].step == STEP
    words = ("commission", "--show", "--json", "--config", str(site))
    shown = {
        one["step"]: one["result"]
        for one in map(json.loads, run_main(*words).stdout.splitlines())
    }
    assert shown[LABELS] == "confirmed"
    with Store.open_beside(tmp_path / "data", clock=SystemClock()) as store:
        store.self_tests.confirm(COMMISSION, LABELS, StepResult.DENIED, who="0112")
        kept = store.self_tests.last_steps(COMMISSION)
        assert steps_left(COMMISSION, kept, without=dark) == len(here)
