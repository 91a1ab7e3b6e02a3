# SPDX-License-Identifier: Apache-2.0
"""What one citizen has asked for to reach, hear and see better, for one visit.

``SpeechTold`` says whether the machine can speak; without it speech is not offered.
"""

from dataclasses import dataclass, replace
from typing import Final

LEVELS: Final = 5
"""Steps of loudness and of pace, from 1."""


@dataclass(frozen=True)
class Comfort:
    """The choices of the ease sheet.

    Attributes:
        is_open: the sheet with these choices lies over the page.
        is_low: everything to touch stands in the lower part of an upright glass.
        is_spoken: what is shown is also said.
        is_paused: the saying rests where it was.
        said_again: how often "once more" was touched.
        loudness: 1 to ``LEVELS``.
        pace: 1 to ``LEVELS``.

    """

    is_open: bool = False
    is_low: bool = False
    is_spoken: bool = False
    is_paused: bool = False
    said_again: int = 0
    loudness: int = 3
    pace: int = 2


@dataclass(frozen=True)
class SpeechTold:
    """The voice is there, or has gone; an event of the machine, not of a visit."""

    is_there: bool


def touched(comfort: Comfort, name: str, value: str, *, can_speak: bool) -> Comfort | None:
    """Answer one touch; None when it means none of these choices."""
    match name, value:
        case "ease", "open" | "close":
            return replace(comfort, is_open=value == "open")
        case "reach", "on" | "off":
            return replace(comfort, is_low=value == "on")
        case "speech", "on" | "off" if can_speak:
            return replace(comfort, is_spoken=value == "on", is_paused=False)
        case (("again_spoken" | "pause_speech" | "loudness" | "pace"), _) if comfort.is_spoken:
            return _spoken(comfort, name, value)
        case _:
            return None


def _spoken(comfort: Comfort, name: str, value: str) -> Comfort | None:
    """Answer a touch that means the running voice."""
    match name, value:
        case "again_spoken", _:
            return replace(comfort, said_again=comfort.said_again + 1, is_paused=False)
        case "pause_speech", "on" | "off":
            return replace(comfort, is_paused=value == "on")
        case "pause_speech", "turn":
            return replace(comfort, is_paused=not comfort.is_paused)
        case "loudness", "up" | "down":
            return replace(comfort, loudness=_moved(comfort.loudness, value))
        case "pace", "up" | "down":
            return replace(comfort, pace=_moved(comfort.pace, value))
        case _:
            return None


def _moved(level: int, way: str) -> int:
    return min(LEVELS, level + 1) if way == "up" else max(1, level - 1)


def without_voice(comfort: Comfort) -> Comfort:
    """The same where the machine can no longer speak."""
    return replace(comfort, is_spoken=False, is_paused=False)
