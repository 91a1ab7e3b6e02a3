# SPDX-License-Identifier: Apache-2.0
"""The small values that screens are made of: buttons, chips, lines, the sheet on the stage."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Button:
    """A footer button: what it says, what it does, whether it may be touched now."""

    label: str
    act: str
    value: str = ""
    enabled: bool = True


def squares_of(rows: Sequence[Sequence[bool]]) -> tuple[str, int]:
    """A code to scan as an SVG path of unit squares, and its width with four quiet modules."""
    path = "".join(
        f"M{x + 4} {y + 4}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    return path, len(rows) + 8


@dataclass(frozen=True)
class Choice:
    """One thing to choose: a tile or a row."""

    id: str
    title: str
    detail: str = ""
    picture: str = ""
    chosen: bool = False
    enabled: bool = True


@dataclass(frozen=True)
class Chip:
    """Where a value comes from or how a material is supplied.

    ``kind`` is one of card, called, reused, issued_online, waiting, generated, you, calculated,
    promised, tolerated, handed_in, not_needed, disputed, unknown; it chooses shape and colour,
    the text is the word.
    """

    kind: str
    text: str
    explanation: str = ""


@dataclass(frozen=True)
class Line:
    """One thing that happens; ``state`` is waiting, working, done, none or failed."""

    id: str
    text: str
    state: str
    detail: str = ""


@dataclass(frozen=True)
class SheetElement:
    """One element of the sheet on the stage, in millimetres of the real sheet.

    ``kind`` is frame, guilloche, text, value, rule, seal or qr; ``mark`` is fixed, known, gap,
    promised or disputed; ``face`` is song, kai or hei; ``align`` is left, center, right or
    spread; ``colour`` is a token of the theme, or ``#rrggbb`` of the template for frame and
    guilloche.
    """

    id: str
    kind: str
    x: float
    y: float
    width: float
    height: float
    text: str = ""
    size: float = 0.0
    face: str = "song"
    align: str = "left"
    colour: str = "ink"
    mark: str = "fixed"
    flag: str = ""
    """What hangs on a promised or disputed gap, such as a date."""


@dataclass(frozen=True)
class Sheet:
    """The paper that fills itself; ``elements`` empty means that no sheet is shown."""

    width: float = 297.0
    height: float = 210.0
    elements: tuple[SheetElement, ...] = ()
    description: str = ""
    """One sentence for the screen reader."""
    title: str = ""
    """What stands above it on the stage, such as "The licence you will get"."""
    sealed: bool = False
    promised: int = 0
    """How many papers the flag on the sheet stands for."""


@dataclass(frozen=True)
class Help:
    """The help sheet over any screen."""

    title: str
    lines: tuple[str, ...]
    contact: str
    away: str = ""
    """The button for going away for a moment; empty where there is nothing to shade."""


@dataclass(frozen=True)
class AssistStrip:
    """Staff helps in this visit: who has the glass, the way to pass it on, the way to go.

    ``is_urgent``: nothing goes on here before the citizen has the glass.
    """

    text: str
    turn: Button | None
    end: Button
    is_urgent: bool = False


@dataclass(frozen=True)
class Ease:
    """What was chosen to reach, hear and see better, and whether the machine can speak."""

    is_open: bool = False
    is_low: bool = False
    can_speak: bool = False
    is_spoken: bool = False
    is_paused: bool = False
    said_again: int = 0
    loudness: int = 3
    pace: int = 2
