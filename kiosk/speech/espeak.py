# SPDX-License-Identifier: Apache-2.0
"""One sentence for espeak-ng: its command line, and what is written to its standard input.

espeak-ng reads Chinese characters badly, but pinyin with tone numbers rightly; so the reading
is pypinyin's (MIT), which knows characters of several readings by their phrases (重庆银行).
espeak-ng is GPL-3.0-or-later: a program of the system that is run, not linked and not shipped.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from pypinyin import Style, lazy_pinyin

WORDS_A_MINUTE: Final = (110, 140, 170, 200, 240)
"""Pace 1 to 5; 175 is the engine's own."""

AMPLITUDE: Final = (40, 70, 100, 140, 190)
"""Loudness 1 to 5, of the 200 that the engine knows, before the hall's own volume."""

VOICES: Final = {"zh_CN": "cmn-latn-pinyin", "en": "en"}

_STOPS: Final = str.maketrans("，、；：。！？（）“”《》·—…", ",,,,.!?,,,,,,,,,")
_LATIN: Final = re.compile(r"([A-Za-z]{2,}(?: [A-Za-z]{2,})*)")
"""Words; with the group, ``split`` gives every other part of these."""


@dataclass(frozen=True)
class Manner:
    """How to say it: language, pace and loudness from 1 to 5, the hall's volume 0.0 to 1.0."""

    language: str
    pace: int = 2
    loudness: int = 3
    volume: float = 0.7


def command(engine: str, manner: Manner) -> tuple[str, ...]:
    """Give the command line; the words go by standard input, which no process list shows."""
    amplitude = round(AMPLITUDE[manner.loudness - 1] * manner.volume)
    pace = WORDS_A_MINUTE[manner.pace - 1]
    return (engine, "-m", "-v", VOICES[manner.language], "-s", str(pace), "-a", str(amplitude))


def written(sentence: str, language: str) -> str:
    """Write a sentence as the engine reads it best, as SSML.

    Each run of one script stands in a voice of its own: after the end of another voice the
    engine goes on in one that reads pinyin as English.

    >>> written("重庆的银行，K-0001", "zh_CN")
    '<voice name="cmn-latn-pinyin">chong2 qing4 de5 yin2 hang2 , K-0001</voice>'
    """
    if language != "zh_CN":
        return escape(sentence)
    return "".join(_runs(sentence))


def _runs(sentence: str) -> Iterator[str]:
    for place, run in enumerate(_LATIN.split(sentence)):
        if run.strip():
            language = "en" if place % 2 else "zh_CN"
            text = escape(run if place % 2 else _pinyin(run))
            yield f'<voice name="{VOICES[language]}">{text}</voice>'


def _pinyin(chinese: str) -> str:
    """Syllables with tone numbers; what is no character stays, with stops of the engine."""
    parts = lazy_pinyin(
        chinese.translate(_STOPS), style=Style.TONE3, neutral_tone_with_five=True
    )
    return " ".join(part.strip() for part in parts if part.strip())
