# SPDX-License-Identifier: Apache-2.0
"""Samples of what makes it easier: the offer of elder mode, the ease sheet, the lowered page."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from kiosk.screens.parts import Button, Ease
from kiosk.screens.views import Screen

Words = Callable[[str, str], str]

LOWERED = (
    "lookups-done",
    "guide-choice",
    "guide-number",
    "form-text",
    "board-usual",
    "cases-usual",
)
"""Samples that are shown once more with everything to touch in the lower part of the glass."""

SPEAKING = Ease(is_open=True, can_speak=True, is_spoken=True, loudness=5)


def eased(name: str, screen: Screen, words: Words) -> Iterator[tuple[str, Screen]]:
    """Yield what becomes of one sample when something makes it easier, with a new name."""
    if name in {"lookups-done", "cases-usual"} and not screen.elder:
        offered = words(
            "换成长者版：字更大，按钮更少，等得更久",
            "Make it easier: larger letters, fewer buttons, more time",
        )
        yield f"{name}-offer", replace(screen, offer=Button(offered, "elder", "on"))
    if name in LOWERED:
        yield f"{name}-lowered", replace(screen, ease=Ease(is_low=True))
    if name == "overlay-help":
        bare = replace(screen, help=None)
        yield "overlay-ease", replace(bare, ease=Ease(is_open=True))
        yield "overlay-ease-speaking", replace(bare, ease=SPEAKING)
        yield "overlay-ease-lowered", replace(bare, ease=replace(SPEAKING, is_low=True))
