# SPDX-License-Identifier: Apache-2.0
"""A spoken sentence, then a tone at the left and one at the right, at the configured volume.

The sentence goes through the engine that reads screens aloud, the tones through whatever plays
a WAV file here. Where one is not there that is told, and a person judges what was heard.
"""

import io
import math
import shutil
import subprocess
import wave
from array import array
from collections.abc import Iterator
from typing import Final

from config.settings import SoundSettings

RATE: Final = 22_050
"""Samples a second of the tones."""
TONE_HZ: Final = 660.0
TONE_S: Final = 0.6
PAUSE_S: Final = 0.2
FADE_S: Final = 0.02
"""A tone begins and ends softly: without it each end is a crack."""
PLAY_S: Final = 15.0
PLAYERS: Final = (("aplay", "-q", "-"), ("paplay", "/dev/stdin"), ("pw-play", "-"))
"""Programs that play a WAV file from their standard input, the simplest first."""
SENTENCES: Final = {
    "zh_CN": "这是声音测试。先听左边，再听右边。",
    "en": "This is a sound check. First the left, then the right.",
}


def play(sound: SoundSettings, language: str) -> tuple[str, ...]:
    """Play all of it; returns what could not be played, in English, nothing if all was."""
    return (*_spoken(sound, language), *_tones(sound))


def _spoken(sound: SoundSettings, language: str) -> Iterator[str]:
    from kiosk.speech.espeak import Manner, command, written  # noqa: PLC0415 - pinyin tables: 0.2 s

    engine = shutil.which(sound.speech) if sound.speech else None
    if engine is None:
        yield "no sentence: no engine that speaks ([sound] speech)"
        return
    words = command(engine, Manner(language, volume=sound.volume))
    sentence = written(SENTENCES[language], language)
    if not _ran(words, sentence.encode()):
        yield "no sentence: the engine has no sound device"


def _tones(sound: SoundSettings) -> Iterator[str]:
    player = next((one for one in PLAYERS if shutil.which(one[0])), None)
    if player is None:
        yield f"no tone: none of {', '.join(one[0] for one in PLAYERS)} is installed"
    elif not _ran(player, tones(sound.volume)):
        yield f"no tone: {player[0]} has no sound device"


def _ran(words: tuple[str, ...], content: bytes) -> bool:
    try:
        done = subprocess.run(  # noqa: S603  # engine of the configuration, or a fixed player
            words, input=content, capture_output=True, timeout=PLAY_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and b"rror" not in done.stderr


def tones(volume: float) -> bytes:
    """A WAV file: a tone at the left alone, a pause, a tone at the right alone; 16 bit, stereo.

    Args:
        volume: of the hall, 0.0 to 1.0 of full scale.

    """
    tone = [_sample(place, volume) for place in range(round(TONE_S * RATE))]
    pause = [0] * (2 * round(PAUSE_S * RATE))
    left = [value for one in tone for value in (one, 0)]
    right = [value for one in tone for value in (0, one)]
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(array("h", [*left, *pause, *right]).tobytes())
    return out.getvalue()


def _sample(place: int, volume: float) -> int:
    """One value of the tone, faded at both ends."""
    at_s = place / RATE
    fade = min(1.0, at_s / FADE_S, (TONE_S - at_s) / FADE_S)
    return round(32_000 * volume * fade * math.sin(2 * math.pi * TONE_HZ * at_s))
