# SPDX-License-Identifier: Apache-2.0
"""The voice as a process: what reaches the engine, pause, repeat, and an engine that fails.

The engine here is another program that writes down how it was called.
"""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.screens.parts import Ease
from kiosk.screens.samples import samples
from kiosk.screens.spoken import sentences
from kiosk.screens.texts import table, tables
from kiosk.screens.views import Screen
from kiosk.speech.espeak import Manner, command, written
from kiosk.speech.voice import Voice

ENGINE = """#!/bin/sh
echo "$@" >> "$0.called"
cat >> "$0.heard"
echo >> "$0.heard"
if [ -e "$0.hangs" ]; then exec sleep 60; fi
if [ -e "$0.broken" ]; then echo "error: no device" >&2; fi
"""
SCREENS = {sample.name: sample.screen for sample in samples()}
LISTENS = Ease(can_speak=True, is_spoken=True)


@pytest.fixture
def engine(tmp_path: Path) -> Path:
    path = tmp_path / "engine"
    path.write_text(ENGINE, "utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def voice(engine: Path, qtbot: QtBot) -> Iterator[Voice]:
    made = Voice(str(engine), volume=0.5, texts=tables())
    yield made
    made.close()


def heard(engine: Path) -> list[str]:
    path = engine.with_suffix(".heard")
    return path.read_text("utf-8").splitlines() if path.exists() else []


def listened(name: str, **ease: object) -> Screen:
    return replace(SCREENS[name], ease=replace(LISTENS, **ease))  # type: ignore[arg-type]


def count(screen: Screen) -> int:
    return len(sentences(screen, table(screen.language)))


# -- what the engine is given ------------------------------------------------


def test_characters_of_several_readings_are_read_by_their_phrase() -> None:
    assert "chong2 qing4 yin2 hang2 hang2 zhang3" in written("重庆银行行长", "zh_CN")


def test_english_words_in_a_chinese_sentence_are_said_in_english() -> None:
    assert written("可以按：English", "zh_CN") == (
        '<voice name="cmn-latn-pinyin">ke3 yi3 an4 ,</voice><voice name="en">English</voice>'
    )


def test_signs_of_markup_in_what_is_said_stay_text() -> None:
    assert written("A & <b>", "en") == "A &amp; &lt;b&gt;"


def test_pace_and_loudness_reach_the_command_line_and_the_words_do_not() -> None:
    slow = command("espeak-ng", Manner("zh_CN", pace=1, loudness=5, volume=1.0))
    fast = command("espeak-ng", Manner("en", pace=5, loudness=1, volume=0.5))
    assert slow == ("espeak-ng", "-m", "-v", "cmn-latn-pinyin", "-s", "110", "-a", "190")
    assert fast == ("espeak-ng", "-m", "-v", "en", "-s", "240", "-a", "20")


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
def test_the_real_engine_reads_pinyin_and_not_letters() -> None:
    """By its phonemes; a syllable spelled in English would be marked with (en)."""
    line = [*command("espeak-ng", Manner("zh_CN")), "-q", "-x"]
    text = written("请把身份证放在这里，长者可以按 Help，重庆银行。", "zh_CN")
    told = subprocess.run(line, input=text, capture_output=True, text=True, check=True)
    assert "(en)" not in told.stdout
    assert "ts.h'ong35" in told.stdout
    assert told.stderr == ""


# -- the process -------------------------------------------------------------


def test_a_page_is_said_whole_and_each_sentence_is_a_sign_of_life(
    voice: Voice, engine: Path, qtbot: QtBot
) -> None:
    screen = listened("trouble-usual")
    lives: list[bool] = []
    voice.spoke.connect(lambda: lives.append(True))
    voice.show(screen)
    qtbot.waitUntil(lambda: len(lives) == count(screen), timeout=15_000)
    assert len(heard(engine)) == count(screen)
    assert "-s 140 -a 50" in engine.with_suffix(".called").read_text("utf-8")


def test_nobody_who_did_not_ask_hears_anything(voice: Voice, engine: Path) -> None:
    voice.show(SCREENS["trouble-usual"])
    voice.place("帮助", "zh_CN")
    assert not engine.with_suffix(".called").exists()


def test_of_a_page_that_changes_only_the_news_is_said(
    voice: Voice, engine: Path, qtbot: QtBot
) -> None:
    screen = replace(listened("form-text"), entry="")
    with qtbot.waitSignals([voice.spoke] * count(screen), timeout=15_000):
        voice.show(screen)
    with qtbot.waitSignal(voice.spoke, timeout=15_000):
        voice.show(replace(screen, entry="林"))
    assert "lin2" in heard(engine)[-1]
    assert len(heard(engine)) == count(screen) + 1


def test_once_more_says_the_page_again(voice: Voice, engine: Path, qtbot: QtBot) -> None:
    screen = listened("farewell-usual")
    with qtbot.waitSignals([voice.spoke] * count(screen), timeout=15_000):
        voice.show(screen)
    with qtbot.waitSignals([voice.spoke] * count(screen), timeout=15_000):
        voice.show(listened("farewell-usual", said_again=1))
    assert len(heard(engine)) == 2 * count(screen)


def test_a_pause_stops_in_the_middle_and_going_on_begins_that_sentence_again(
    voice: Voice, engine: Path, qtbot: QtBot
) -> None:
    hangs = engine.with_suffix(".hangs")
    hangs.touch()
    screen = listened("farewell-usual")
    voice.show(screen)
    qtbot.waitUntil(lambda: len(heard(engine)) == 1, timeout=15_000)
    voice.show(listened("farewell-usual", is_paused=True))
    hangs.unlink()
    with qtbot.waitSignals([voice.spoke] * count(screen), timeout=15_000):
        voice.show(listened("farewell-usual"))
    assert heard(engine)[1] == heard(engine)[0]


def test_the_place_of_the_keypad_is_said_at_once(
    voice: Voice, engine: Path, qtbot: QtBot
) -> None:
    engine.with_suffix(".hangs").touch()
    voice.show(listened("farewell-usual"))
    qtbot.waitUntil(lambda: len(heard(engine)) == 1, timeout=15_000)
    voice.place("下一步", "zh_CN")
    qtbot.waitUntil(lambda: "xia4 yi1 bu4" in heard(engine)[-1], timeout=15_000)


# -- no voice ----------------------------------------------------------------


def trial(voice: Voice, qtbot: QtBot) -> bool:
    with qtbot.waitSignal(voice.tried, timeout=15_000) as told:
        voice.try_out()
    return bool(told.args[0])


def test_an_engine_that_works_is_offered(voice: Voice, qtbot: QtBot) -> None:
    assert trial(voice, qtbot)


def test_without_a_sound_device_speech_is_not_offered(
    voice: Voice, engine: Path, qtbot: QtBot
) -> None:
    engine.with_suffix(".broken").touch()
    assert not trial(voice, qtbot)


@pytest.mark.parametrize("name", ["", "no-such-engine"])
def test_without_an_engine_speech_is_not_offered(name: str, qtbot: QtBot) -> None:
    assert not trial(Voice(name, volume=1.0, texts=tables()), qtbot)


def test_an_engine_that_breaks_is_told_and_the_rest_is_not_said(
    voice: Voice, engine: Path, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    engine.with_suffix(".broken").touch()
    with qtbot.waitSignal(voice.tried, timeout=15_000) as told:
        voice.show(listened("trouble-usual"))
    assert told.args == [False]
    assert len(heard(engine)) == 1
