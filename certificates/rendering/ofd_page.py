# SPDX-License-Identifier: Apache-2.0
"""Writes placed elements as one page of an OFD file (GB/T 33190-2016, 7 to 11).

OFD counts in millimetres from the upper left corner, as our sheets do. Texts stand where the
PDF has them; an authority's seal is no drawing here, for a seal that nobody signed is none.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final
from xml.sax.saxutils import escape

from certificates.elements import Align, Box, Colour, Face, PlacedElement, PlacedKind
from certificates.guilloche import guilloche_curves
from certificates.rendering.drawing import Marks
from certificates.rendering.fonts import FontBook
from certificates.rendering.outlines import EM_MIDDLE, outline_font
from certificates.rendering.qr_drawing import OVERLAP, QUIET_MODULES, dark_bars, qr_matrix
from certificates.rendering.setting import (
    PEN_MM,
    POINTS_PER_MM,
    SAMPLE_EM_MM,
    SAMPLE_TURN_DEGREES,
    SAMPLE_WORD,
    SetRun,
    sample_line,
    sample_places,
    set_lines,
)
from certificates.strokes import fit_strokes

UNSEALED: Final = "此件未加盖电子印章\n印章和签名以同号PDF为准"
_UNSEALED_MM: Final = 2.9
_COMMANDS: Final[Mapping[str, str]] = {"m": "M", "l": "L", "c": "B", "h": "C"}
"""Path operators of PDF and what OFD calls them (table 38)."""
_ASCENT_EM: Final = 1.0
_HEIGHT_EM: Final = 1.3
_GROUND_KINDS: Final = frozenset({PlacedKind.FRAME, PlacedKind.GUILLOCHE})


@dataclass
class Ids:
    """Numbers of the objects of one file, and the fonts with the characters they must draw."""

    last: int = 0
    fonts: dict[str, tuple[int, set[str]]] = field(default_factory=dict)

    def next(self) -> int:
        """A number that nothing else has."""
        self.last += 1
        return self.last

    def font(self, name: str, text: str) -> int:
        """The number of a font, which must now draw ``text``, too."""
        if name not in self.fonts:
            self.fonts[name] = (self.next(), set())
        number, characters = self.fonts[name]
        characters.update(text)
        return number


@dataclass(frozen=True)
class OfdPage:
    """One page of a file."""

    width_mm: float
    height_mm: float
    fonts: FontBook
    ids: Ids

    def objects(self, placed: Sequence[PlacedElement], marks: Marks) -> Iterator[str]:
        """The page's objects in drawing order: ground, 样本, then everything else."""
        for element in placed:
            if element.kind in _GROUND_KINDS:
                yield from self._ground(element)
        if marks.is_sample:
            yield self._sample()
        for element in placed:
            if element.kind not in _GROUND_KINDS:
                yield from self._element(element, marks)
        if marks.is_sample:
            yield from self._text(sample_line(self.width_mm, self.height_mm))

    def _ground(self, element: PlacedElement) -> Iterator[str]:
        if element.kind is PlacedKind.GUILLOCHE:
            parts = []
            for curve in guilloche_curves(element):
                parts.append(f"M {_at(curve.start)}")
                parts += ["B " + " ".join(map(_at, each)) for each in curve.segments]
            yield self._stroked(parts, element.stroke_mm, element.colour)
            return
        inset = 0.0
        for stroke_mm in (element.stroke_mm, element.inner_mm):
            yield self._stroked(
                [_rectangle(_inset(element, inset + stroke_mm / 2))], stroke_mm, element.colour
            )
            inset += stroke_mm + element.gap_mm

    def _element(self, element: PlacedElement, marks: Marks) -> Iterator[str]:
        match element.kind:
            case PlacedKind.TEXT:
                yield from self._text(element)
            case PlacedKind.RULE:
                end = (element.x_mm + element.width_mm, element.y_mm + element.height_mm)
                if element.width_mm:
                    end = (end[0], element.y_mm)
                line = f"M {_at((element.x_mm, element.y_mm))} L {_at(end)}"
                yield self._stroked([line], element.stroke_mm, element.colour)
            case PlacedKind.SEAL:
                yield from self._text(_unsealed(element))
            case PlacedKind.QR:
                yield from self._qr(element, marks.qr_text)
            case PlacedKind.SIGNATURE:
                yield self._strokes(element, marks)
            case _:
                pass

    def _text(self, element: PlacedElement) -> Iterator[str]:
        for line in set_lines(element, self.fonts):
            for run in line.runs:
                yield self._run(element, run, line.baseline_mm)

    def _run(self, element: PlacedElement, run: SetRun, baseline_mm: float) -> str:
        size, gap_mm = element.size_mm, run.gap / POINTS_PER_MM
        font = self.fonts.font(run.font)
        steps = [font.stringWidth(one, size) + gap_mm for one in run.text]
        box = Box(
            run.x / POINTS_PER_MM,
            baseline_mm - _ASCENT_EM * size,
            max(sum(steps), size),
            _HEIGHT_EM * size,
        )
        codes = "".join(_codes(run.text, steps, _ASCENT_EM * size))
        number = self.ids.font(run.font, run.text)
        return (
            f'<ofd:TextObject ID="{self.ids.next()}" Boundary="{_box(box)}" Font="{number}"'
            f' Size="{_n(size)}">{_fill(element.colour)}{codes}</ofd:TextObject>'
        )

    def _qr(self, element: PlacedElement, text: str) -> Iterator[str]:
        matrix = qr_matrix(text)
        module = element.width_mm / (len(matrix) + 2 * QUIET_MODULES)
        yield self._filled([_rectangle(_inset(element, 0.0))], "255 255 255")
        bars = [
            _rectangle(
                Box(
                    element.x_mm + (QUIET_MODULES + start) * module,
                    element.y_mm + (QUIET_MODULES + row) * module,
                    (end - start) * module,
                    (1 + OVERLAP) * module,
                )
            )
            for row, start, end in dark_bars(matrix)
        ]
        yield self._filled(bars, "0 0 0")

    def _strokes(self, element: PlacedElement, marks: Marks) -> str:
        box = Box(element.x_mm, element.y_mm, element.width_mm, element.height_mm)
        parts = []
        for stroke in fit_strokes(marks.strokes, box):
            points = [_at((point.x_mm, point.y_mm)) for point in stroke]
            parts.append(f"M {points[0]}")
            parts += [f"L {point}" for point in points[1:] or points]
        return self._stroked(parts, PEN_MM, Colour.INK, round_ends=True)

    def _sample(self) -> str:
        """样本 pale and large over the page, as outlines and below every text."""
        font = outline_font(self.fonts.path("hei"))
        turn = math.radians(SAMPLE_TURN_DEGREES)
        cos, sin = SAMPLE_EM_MM * math.cos(turn), SAMPLE_EM_MM * math.sin(turn)
        parts = []
        for x_mm, y_mm in sample_places(self.width_mm, self.height_mm):
            for index, character in enumerate(SAMPLE_WORD):
                ahead = index - len(SAMPLE_WORD) / 2
                e = x_mm + ahead * cos + EM_MIDDLE * sin
                f = y_mm - ahead * sin + EM_MIDDLE * cos
                parts.append(_outline(font.path(character, (cos, -sin, -sin, -cos, e, f))))
        return self._filled(parts, _channels(Colour.SAMPLE))

    def _stroked(
        self, parts: Sequence[str], width_mm: float, colour: Colour, *, round_ends: bool = False
    ) -> str:
        ends = ' Cap="Round" Join="Round"' if round_ends else ""
        return (
            f'<ofd:PathObject ID="{self.ids.next()}" Boundary="{self._whole()}"'
            f' LineWidth="{_n(width_mm)}"{ends}>'
            f'<ofd:StrokeColor Value="{_channels(colour)}"/>{_data(parts)}</ofd:PathObject>'
        )

    def _filled(self, parts: Sequence[str], channels: str) -> str:
        return (
            f'<ofd:PathObject ID="{self.ids.next()}" Boundary="{self._whole()}"'
            f' Stroke="false" Fill="true"><ofd:FillColor Value="{channels}"/>'
            f"{_data(parts)}</ofd:PathObject>"
        )

    def _whole(self) -> str:
        """Boundary of what lies anywhere on the page; paths then count from its corner."""
        return _box(Box(0.0, 0.0, self.width_mm, self.height_mm))


def _unsealed(place: PlacedElement) -> PlacedElement:
    """What stands where the sealed file has its seal: above the date that the seal covers."""
    return replace(
        place,
        kind=PlacedKind.TEXT,
        height_mm=place.height_mm / 4,
        text=UNSEALED,
        size_mm=_UNSEALED_MM,
        leading_mm=_UNSEALED_MM * 1.5,
        face=Face.HEI,
        align=Align.CENTRE,
        colour=Colour.SEAL,
        value_name="",
    )


def _codes(text: str, steps: Sequence[float], baseline: float) -> Iterator[str]:
    """Write characters and the way from each to the next.

    Readers do not agree whether a character beyond U+FFFF counts once or twice among the steps
    (11.3 says nothing of it), so each of them begins and ends a code of its own.
    """
    x, start = 0.0, 0
    for end in range(1, len(text) + 1):
        is_torn = end < len(text) and max(text[end - 1], text[end]) > "\uffff"
        if end < len(text) and not is_torn:
            continue
        own = " ".join(map(_n, steps[start : end - 1]))
        deltas = f' DeltaX="{own}"' if own else ""
        yield (
            f'<ofd:TextCode X="{_n(x)}" Y="{_n(baseline)}"{deltas}>'
            f"{escape(text[start:end])}</ofd:TextCode>"
        )
        x += sum(steps[start:end])
        start = end


def _outline(operators: str) -> str:
    r"""Write path operators of PDF as OFD has them.

    >>> _outline("1.00 2.00 m\n3.00 4.00 l\nh")
    'M 1.00 2.00 L 3.00 4.00 C'
    """
    written = []
    for line in operators.split("\n"):
        numbers, _, operator = line.rpartition(" ")
        written.append(f"{_COMMANDS[operator]} {numbers}".rstrip())
    return " ".join(written)


def _inset(element: PlacedElement, by_mm: float) -> Box:
    return Box(
        element.x_mm + by_mm,
        element.y_mm + by_mm,
        element.width_mm - 2 * by_mm,
        element.height_mm - 2 * by_mm,
    )


def _rectangle(box: Box) -> str:
    left, top, right = box.x_mm, box.y_mm, box.x_mm + box.width_mm
    bottom = box.y_mm + box.height_mm
    corners = ((right, top), (right, bottom), (left, bottom))
    return f"M {_at((left, top))} " + " ".join(f"L {_at(one)}" for one in corners) + " C"


def _data(parts: Sequence[str]) -> str:
    return f"<ofd:AbbreviatedData>{' '.join(parts)}</ofd:AbbreviatedData>"


def _fill(colour: Colour) -> str:
    return f'<ofd:FillColor Value="{_channels(colour)}"/>'


def _channels(colour: Colour) -> str:
    """The colour as OFD counts it, 0 to 255.

    >>> _channels(Colour.INK)
    '20 32 43'
    """
    return " ".join(str(int(colour.value[i : i + 2], 16)) for i in (1, 3, 5))


def _at(point: tuple[float, float]) -> str:
    return f"{_n(point[0])} {_n(point[1])}"


def _box(box: Box) -> str:
    return " ".join(map(_n, (box.x_mm, box.y_mm, box.width_mm, box.height_mm)))


def _n(number: float) -> str:
    """A number of millimetres to the thousandth.

    >>> _n(210.0), _n(0.12), _n(-0.0001)
    ('210', '0.12', '0')
    """
    written = f"{number:.3f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written
