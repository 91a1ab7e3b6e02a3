# SPDX-License-Identifier: Apache-2.0
"""Where each run of characters of a placed text begins: the same for every kind of file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from certificates.elements import Align, Colour, Face, PlacedElement, PlacedKind
from certificates.rendering.fonts import FontBook
from certificates.rendering.outlines import EM_MIDDLE
from certificates.rendering.private_use import standard_text

POINTS_PER_MM: Final = 72 / 25.4
SAMPLE_WORD: Final = "样本"
SAMPLE_LINE: Final = "样本　仅供演示，不具有法律效力"
SAMPLE_EM_MM: Final = 34.0
SAMPLE_TURN_DEGREES: Final = 30
PEN_MM: Final = 0.6
"""Width of the citizen's strokes."""
_SAMPLE_LINE_MM: Final = 3.2


@dataclass(frozen=True)
class SetRun:
    """Characters in one font: where they begin and what is added after each, in points."""

    font: str
    text: str
    x: float
    width: float
    gap: float


@dataclass(frozen=True)
class SetLine:
    """One line of a placed text.

    Attributes:
        baseline_mm: from the sheet's upper edge.
        runs: from left to right.

    """

    baseline_mm: float
    runs: tuple[SetRun, ...]


def set_lines(element: PlacedElement, fonts: FontBook) -> Iterator[SetLine]:
    """Set the lines of a text, the block centred vertically in its box.

    Raises:
        DocumentError: a character is drawn by no font (DOCUMENT-0601).

    """
    lines = standard_text(element.text).split("\n")
    names = fonts.fonts_of("".join(lines), element.face, whole=bool(element.value_name))
    block_mm = len(lines) * element.leading_mm
    top_mm = element.y_mm + (element.height_mm - block_mm) / 2
    start = 0
    for row, line in enumerate(lines):
        middle_mm = top_mm + (row + 0.5) * element.leading_mm
        own = names[start : start + len(line)]
        runs = _set_runs(element, line.rstrip(" "), own, fonts)
        yield SetLine(middle_mm + EM_MIDDLE * element.size_mm, runs)
        start += len(line)


def _set_runs(
    element: PlacedElement, line: str, names: Sequence[str], fonts: FontBook
) -> tuple[SetRun, ...]:
    size = element.size_mm * POINTS_PER_MM
    runs = list(fonts.runs(line, names))
    widths = [fonts.font(run.font).stringWidth(run.text, size) for run in runs]
    room = element.width_mm * POINTS_PER_MM - sum(widths)
    x = element.x_mm * POINTS_PER_MM
    gap = 0.0
    match element.align:
        case Align.CENTRE:
            x += room / 2
        case Align.RIGHT:
            x += room
        case Align.SPREAD if len(line) > 1:
            gap = room / (len(line) - 1)
        case _:
            pass
    made = []
    for run, width in zip(runs, widths, strict=True):
        made.append(SetRun(run.font, run.text, x, width, gap))
        x += width + gap * len(run.text)
    return tuple(made)


def sample_places(width_mm: float, height_mm: float) -> list[tuple[float, float]]:
    """Middles of the marks 样本: two rows of two."""
    return [(width_mm * x, height_mm * y) for y in (0.3, 0.72) for x in (0.27, 0.73)]


def sample_line(width_mm: float, height_mm: float) -> PlacedElement:
    """The line at the foot of a sheet that is a sample."""
    return PlacedElement(
        PlacedKind.TEXT,
        0.0,
        height_mm - 9.4,
        width_mm,
        _SAMPLE_LINE_MM * 1.25,
        text=SAMPLE_LINE,
        size_mm=_SAMPLE_LINE_MM,
        leading_mm=_SAMPLE_LINE_MM * 1.25,
        face=Face.HEI,
        align=Align.CENTRE,
        colour=Colour.SEAL,
    )
