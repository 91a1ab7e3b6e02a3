# SPDX-License-Identifier: Apache-2.0
"""What the machine does in a step before a person judges: sheet, code, sound, each for real."""

import hashlib
import json
import subprocess
import sys
import wave
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from threading import Timer

import pytest

from config.settings import SoundSettings
from kiosk.clock import SystemClock
from kiosk.store.self_tests import PRINTED, TEST_SHEETS, Occasion, StepResult
from kiosk.store.store import Store
from kiosk.technician.deeds import DEEDS
from kiosk.technician.sound_check import RATE, TONE_S, play, tones
from kiosk.technician.steps import SELFTEST, load_steps
from tests.support.console_in_process import run_main
from tests.support.printer_process import PrinterProcess
from tests.support.simulators import RunningSimulator, running_simulator

pytestmark = pytest.mark.slow

PATIENCE_S = 120.0
NOWHERE = 'base_url = "http://127.0.0.1:9"\norg_name = "示例市"'
"""A platform that knows the codes of a scanner, and is away."""
ALL = ("sound", "touch_grid", "light_labels")


def site_of(folder: Path, **devices: str) -> Path:
    path = folder / "kiosk.toml"
    tables = "".join(f"[{name}]\n{line}\n" for name, line in devices.items())
    head = '[kiosk]\nid = "K-0042"\ndata_dir = "data"\nlanguage = "en"\n'
    path.write_text(f'{head}[sound]\nspeech = ""\n{tables}', "utf-8")
    return path


def steps_in(site: Path) -> dict[str, tuple[StepResult, str, str]]:
    with Store.open_beside(site.parent / "data", clock=SystemClock()) as store:
        kept = store.self_tests.last_steps(SELFTEST)
    return {one.step: (one.result, one.who, one.code) for one in kept}


def test_sheet_is_printed_by_the_ledger_and_counted(tmp_path: Path) -> None:
    with PrinterProcess(tmp_path / "printer") as printer:
        site = site_of(tmp_path, printer=f'uri = "{printer.address}"')
        answers = [f"--answer={step}=yes" for step in (*ALL, "test_sheet")]
        words = ("selftest", "--ask", "--staff", "0112", "--config", str(site))
        done = run_main(*words, *answers)
        assert done.returncode == 0, done.stdout
        (sheet,) = printer.documents()
        assert sheet.read_bytes().startswith(b"%PDF")
    assert "printed: JIBAN-TEST/K-0042/" in done.stdout
    assert steps_in(site)["test_sheet"] == (StepResult.CONFIRMED, "0112", "")
    with Store.open_beside(site.parent / "data", clock=SystemClock()) as store:
        assert not store.prints.open_attempts()
        told = [one for one in store.journal.all() if one.event == "test-sheet-printed"]
        code = done.stdout.partition("printed: ")[2].split()[0]
        digest = hashlib.sha256(code.encode()).hexdigest()
        assert [(one.disposition, json.loads(one.facts)) for one in told] == [
            ("came_out", {"staff": "0112", "sheet": digest})
        ]
        store.self_tests.add(
            Occasion.COMMAND, "printer", "online", passed=True, code="", seconds=0.1, facts={}
        )
        (kept,) = store.self_tests.tests_of("printer", newest=1)
        assert (kept.facts[PRINTED], kept.facts[TEST_SHEETS]) == ("1", "1")


def test_sheet_that_does_not_come_out_fails_the_step_whatever_is_said(tmp_path: Path) -> None:
    with PrinterProcess(tmp_path / "printer") as printer:
        site = site_of(tmp_path, printer=f'uri = "{printer.address}"')
        printer.control("set", paper=0)
        words = ("selftest", "--ask", "--staff", "7", "--config", str(site))
        assert run_main(*words, "--answer=test_sheet=yes").returncode == 1
        assert not printer.documents()
    assert steps_in(site)["test_sheet"] == (StepResult.FAILED, "7", "PRINTER-0402")


@pytest.fixture
def scanner() -> Iterator[RunningSimulator]:
    with running_simulator("scanner") as simulator:
        yield simulator


@pytest.mark.parametrize(
    ("shown", "ended"),
    [
        ("", (StepResult.PASSED, "7", "")),
        ("JIBAN-TEST/K-0042/0000000000", (StepResult.FAILED, "7", "SCANNER-1104")),
    ],
    ids=["its own", "that of another sheet"],
)
def test_the_code_of_the_sheet_is_read_back(
    scanner: RunningSimulator, tmp_path: Path, shown: str, ended: tuple[StepResult, str, str]
) -> None:
    with PrinterProcess(tmp_path / "printer") as printer:
        site = site_of(
            tmp_path,
            printer=f'uri = "{printer.address}"',
            scanner=f'port = "{scanner.address}"',
            platform=NOWHERE,
        )
        answers = [f"--answer={step}=yes" for step in (*ALL, "test_sheet")]
        command = (sys.executable, "-u", "-m", "kiosk", "selftest", "--ask", "--staff", "7")
        with subprocess.Popen(
            [*command, "--config", str(site), *answers],
            stdout=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            text=True,
        ) as process:
            watchdog = Timer(PATIENCE_S, process.kill)
            watchdog.start()
            assert process.stdout is not None
            printed = next(line for line in process.stdout if "printed: " in line)
            next(line for line in process.stdout if "scan_back:" in line)
            text = shown or printed.partition("printed: ")[2].strip()
            show(scanner, text, process)
            watchdog.cancel()
    assert steps_in(site)["scan_back"] == ended


def show(scanner: RunningSimulator, text: str, process: subprocess.Popen[str]) -> None:
    """Show a code until it is looked at and the command has ended."""
    while process.poll() is None:
        scanner.send("lay", text=text)
        try:
            process.wait(0.3)
        except subprocess.TimeoutExpired:
            continue


def test_a_sheet_printed_before_the_guide_was_left_is_read_back_later(
    scanner: RunningSimulator, tmp_path: Path
) -> None:
    with PrinterProcess(tmp_path / "printer") as printer:
        site = site_of(
            tmp_path,
            printer=f'uri = "{printer.address}"',
            scanner=f'port = "{scanner.address}"',
            platform=NOWHERE,
        )
        answers = [f"--answer={step}=yes" for step in (*ALL, "test_sheet")]
        words = ("selftest", "--ask", "--staff", "7", "--config", str(site), *answers)
        printed = run_main(*words, "--answer=scan_back=skip").stdout
    code = printed.partition("printed: ")[2].split()[0]
    command = (sys.executable, "-m", "kiosk", "selftest", "--ask", "--staff", "7")
    skipped = [f"--answer={step}=skip" for step in (*ALL, "test_sheet")]
    with subprocess.Popen(
        [*command, "--config", str(site), *skipped], stdout=subprocess.DEVNULL, text=True
    ) as process:
        watchdog = Timer(PATIENCE_S, process.kill)
        watchdog.start()
        show(scanner, code, process)
        watchdog.cancel()
    assert steps_in(site)["scan_back"] == (StepResult.PASSED, "7", "")


def test_a_code_is_not_read_back_where_no_sheet_was_printed(
    scanner: RunningSimulator, tmp_path: Path
) -> None:
    site = site_of(
        tmp_path,
        printer='uri = "ipp://127.0.0.1:9"',
        scanner=f'port = "{scanner.address}"',
        platform=NOWHERE,
    )
    words = ("selftest", "--ask", "--staff", "7", "--config", str(site))
    assert run_main(*words, "--answer=test_sheet=skip").returncode == 1
    kept = steps_in(site)
    assert kept["test_sheet"][0] is StepResult.SKIPPED
    assert kept["scan_back"] == (StepResult.FAILED, "7", "SCANNER-1104")


def test_the_tone_is_at_the_left_then_at_the_right_and_as_loud_as_was_set() -> None:
    with wave.open(BytesIO(tones(0.5))) as file:
        assert (file.getnchannels(), file.getframerate()) == (2, RATE)
        values = memoryview(file.readframes(file.getnframes())).cast("h").tolist()
    left, right = values[0::2], values[1::2]
    half, tone = len(left) // 2, round(TONE_S * RATE)
    assert max(map(abs, left[:tone])) == max(map(abs, right[-tone:]))
    assert 15_000 < max(map(abs, left)) <= 16_000
    assert not any(right[:half])
    assert not any(left[half:])


def test_what_cannot_be_played_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    sentence, tone = play(SoundSettings(volume=0.5, speech="espeak-ng"), "en")
    assert sentence.startswith("no sentence: ")
    assert tone.startswith("no tone: ")


def test_every_deed_is_of_a_step() -> None:
    assert set(DEEDS) == {step.does for step in load_steps() if step.does}
