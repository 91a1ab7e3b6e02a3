# SPDX-License-Identifier: Apache-2.0
"""The kiosk is killed (kill -9) while a guide light flashes: the kernel flashes on for it."""

import os
import signal
import subprocess
import sys
from configparser import RawConfigParser
from pathlib import Path

import pytest

from devices.states import FlashRate, LightPosition
from tests.support.console_in_process import run_main
from tests.support.guide_lights import (
    MEDIUM,
    folder_of,
    lights_on,
    lights_table,
    running_lights,
    shown,
)
from tests.support.lent import unmeasured
from tests.support.simulators import RunningSimulator
from tests.support.store_samples import opened
from tests.support.whole import QUICK, quick_world

ROOT = Path(__file__).parents[2]
CARD, SHEETS = LightPosition.CARD_READER, LightPosition.DOCUMENT_PRINTER


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """Run a module to its end, in a process of its own."""
    with unmeasured():
        return subprocess.run(
            [sys.executable, "-m", *words],
            cwd=ROOT,
            capture_output=True,
            text=True,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            timeout=120,
            check=False,
        )


def after_every_end() -> list[str]:
    """What the service manager runs after every end, a kill included, by the shipped unit."""
    unit = RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(ROOT / "packaging" / "jiban.service", "utf-8")
    program, *words = unit["Service"]["ExecStopPost"].split()
    assert unit["Service"]["ExecStart"].split() == [program, "run"]
    return words


def site_of(folder: Path, lights: RunningSimulator, *, head: str = "") -> Path:
    """A site whose lights these are, and its data in ``folder``."""
    site = folder / "kiosk.toml"
    kiosk = f'[kiosk]\ndata_dir = "{folder / "data"}"\n'
    site.write_text(kiosk + head + lights_table(lights), "utf-8")
    return site


@pytest.mark.daemon
@pytest.mark.slow
def test_the_service_manager_puts_out_what_it_left(tmp_path: Path) -> None:
    with running_lights() as lights, quick_world(tmp_path) as world:
        site = world.site_file(more=QUICK + lights_table(lights))
        hand = (str(world.reader.control), str(world.printer.control))
        killed = run("tests.support.doomed_visit", "printing", str(world.home), *hand)
        assert killed.returncode == -signal.SIGKILL
        assert shown(lights) == {SHEETS: MEDIUM}
        after = run("kiosk", *after_every_end(), "--config", str(site))
        assert (after.returncode, after.stdout, after.stderr) == (0, "", "")
        assert shown(lights) == {}


@pytest.mark.slow
def test_the_next_start_puts_them_out_before_it_can_fail(tmp_path: Path) -> None:
    with running_lights() as lights, opened(tmp_path / "data"):
        lights_on(lights).show({CARD: FlashRate.QUICK, SHEETS: FlashRate.CONTINUOUS})
        refused = run("kiosk", "run", "--config", str(site_of(tmp_path, lights)))
        assert (refused.returncode, "STORE-0503" in refused.stderr) == (1, True)
        assert shown(lights) == {}


def test_a_light_that_cannot_be_put_out_is_named_and_the_others_are_out(
    tmp_path: Path,
) -> None:
    with running_lights() as lights:
        lights_on(lights).show({CARD: FlashRate.QUICK, SHEETS: FlashRate.QUICK})
        lights.send("fault", kind="unplug", light=CARD.value)
        done = run_main("lights", "out", "--config", str(site_of(tmp_path, lights)))
        assert done.returncode == 1
        assert done.stderr.startswith(f"LIGHT-1901 guide_lights: {folder_of(lights, CARD)}")
        assert shown(lights) == {}


def test_only_lights_that_a_configuration_names_are_touched(tmp_path: Path) -> None:
    with running_lights() as lights:
        lights_on(lights).show({CARD: FlashRate.QUICK})
        site = site_of(tmp_path, lights, head="nothing = 1\n")
        broken = run_main("lights", "out", "--config", str(site))
        assert (broken.returncode, broken.stderr[:11]) == (1, "CONFIG-0701")
        assert "unknown key nothing in [kiosk]" in broken.stderr
        bare = tmp_path / "bare.toml"
        bare.write_text(f'[kiosk]\ndata_dir = "{tmp_path / "bare"}"\n', "utf-8")
        assert run_main("lights", "out", "--config", str(bare)).returncode == 0
        assert shown(lights) != {}
