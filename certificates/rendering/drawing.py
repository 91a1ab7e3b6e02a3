# SPDX-License-Identifier: Apache-2.0
"""Draws placed elements on a reportlab canvas; millimetres become points, y turns upwards.

Everything is opaque: PDF/A allows transparency, cheap printers do not.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from certificates.elements import Align, Box, Colour, PlacedElement, PlacedKind
from certificates.guilloche import Curve, guilloche_curves
from certificates.rendering.fonts import FontBook
from certificates.rendering.outlines import EM_MIDDLE, outline_font
from certificates.rendering.private_use import standard_text
from certificates.rendering.qr_drawing import qr_operators
from certificates.rendering.seal import SealArtwork, seal_operators
from certificates.rendering.setting import (
    PEN_MM,
    POINTS_PER_MM,
    SAMPLE_EM_MM,
    SAMPLE_TURN_DEGREES,
    SAMPLE_WORD,
    sample_line,
    sample_places,
    set_lines,
)
from certificates.strokes import Strokes, fit_strokes

_SAMPLE_TURN: Final = math.radians(SAMPLE_TURN_DEGREES)
_GROUND_KINDS: Final = frozenset({PlacedKind.FRAME, PlacedKind.GUILLOCHE})


@dataclass(frozen=True)
class Marks:
    """What is drawn beside texts.

    Attributes:
        seal: seal to draw; None leaves its place to the signer.
        qr_text: what the QR code says; empty leaves its place empty.
        strokes: the citizen's signature.
        is_sample: whether the page says 样本.

    """

    seal: SealArtwork | None = None
    qr_text: str = ""
    strokes: Strokes = ()
    is_sample: bool = False


@dataclass(frozen=True)
class Sheet:
    """One page of a canvas."""

    canvas: Any
    fonts: FontBook
    width_mm: float
    height_mm: float

    def draw(self, placed: Sequence[PlacedElement], marks: Marks) -> None:
        """Draw the elements of this page: ground, 样本, then everything else in order."""
        for element in placed:
            if element.kind in _GROUND_KINDS:
                self._ground(element)
        if marks.is_sample:
            self._sample()
        for element in placed:
            if element.kind not in _GROUND_KINDS:
                self._element(element, marks)
        if marks.is_sample:
            self._text(sample_line(self.width_mm, self.height_mm))

    def _ground(self, element: PlacedElement) -> None:
        if element.kind is PlacedKind.GUILLOCHE:
            curves = guilloche_curves(element)
            stroke = f"{element.stroke_mm * _PER_MM:.2f} w {_rgb(element.colour)} RG"
            paths = _curve_operators(curves, self.height_mm)
            self.canvas.addLiteral(f"q .1 0 0 .1 0 0 cm {stroke}\n{paths}\nS Q")
            return
        inset = 0.0
        for stroke_mm in (element.stroke_mm, element.inner_mm):
            half = stroke_mm / 2
            self._rectangle(element, inset + half, stroke_mm)
            inset += stroke_mm + element.gap_mm

    def _element(self, element: PlacedElement, marks: Marks) -> None:
        match element.kind:
            case PlacedKind.TEXT:
                self._text(element)
            case PlacedKind.RULE:
                self._rule(element)
            case PlacedKind.SEAL if marks.seal is not None:
                self.canvas.addLiteral(
                    seal_operators(marks.seal, self.fonts, centre=self._centre(element))
                )
            case PlacedKind.QR if marks.qr_text:
                self._qr(element, marks.qr_text)
            case PlacedKind.SIGNATURE:
                self._strokes(element, marks.strokes)
            case _:
                pass

    def _text(self, element: PlacedElement) -> None:
        """Draw the lines of a text."""
        text = standard_text(element.text)
        self.canvas.setFillColorRGB(*_channels(element.colour))
        is_torn = "\n" in text or element.align is Align.SPREAD
        # PDFium drops characters beyond U+FFFF from ActualText; their glyphs read right.
        is_one = is_torn and max(text, default="") <= "\uffff"
        if is_one:
            self._begin_span(text.replace("\n", ""))
        size = element.size_mm * POINTS_PER_MM
        for line in set_lines(element, self.fonts):
            y = self._y(line.baseline_mm)
            for run in line.runs:
                self.canvas.setFont(run.font, size)
                self.canvas.drawString(run.x, y, run.text, charSpace=run.gap)
        if is_one:
            self.canvas.addLiteral("EMC")

    def _begin_span(self, text: str) -> None:
        """Say what spaced characters or broken lines read as (ISO 32000-1 section 14.9.4)."""
        code = text.encode("utf-16-be").hex().upper()
        self.canvas.addLiteral(f"/Span <</ActualText <FEFF{code}>>> BDC")

    def _rule(self, element: PlacedElement) -> None:
        self._pen(element.stroke_mm, element.colour)
        x, y = element.x_mm * POINTS_PER_MM, self._y(element.y_mm)
        if element.width_mm:
            self.canvas.line(x, y, x + element.width_mm * POINTS_PER_MM, y)
        else:
            self.canvas.line(x, y, x, y - element.height_mm * POINTS_PER_MM)

    def _qr(self, element: PlacedElement, text: str) -> None:
        bottom = self._y(element.y_mm + element.height_mm)
        left, side = element.x_mm * POINTS_PER_MM, element.width_mm * POINTS_PER_MM
        self.canvas.addLiteral(qr_operators(text, left=left, bottom=bottom, side=side))

    def _strokes(self, element: PlacedElement, strokes: Strokes) -> None:
        box = Box(element.x_mm, element.y_mm, element.width_mm, element.height_mm)
        self._pen(PEN_MM, Colour.INK)
        self.canvas.setLineCap(1)
        self.canvas.setLineJoin(1)
        for stroke in fit_strokes(strokes, box):
            points = [(p.x_mm * POINTS_PER_MM, self._y(p.y_mm)) for p in stroke]
            path = self.canvas.beginPath()
            path.moveTo(*points[0])
            for point in points[1:] or points:
                path.lineTo(*point)
            self.canvas.drawPath(path)

    def _sample(self) -> None:
        """Draw 样本 pale and large over the page, as outlines and below every text."""
        font = outline_font(self.fonts.path("hei"))
        em = SAMPLE_EM_MM * POINTS_PER_MM
        cos, sin = em * math.cos(_SAMPLE_TURN), em * math.sin(_SAMPLE_TURN)
        parts = [f"q {_rgb(Colour.SAMPLE)} rg"]
        for x_mm, y_mm in sample_places(self.width_mm, self.height_mm):
            x, y = x_mm * POINTS_PER_MM, self._y(y_mm)
            for index, character in enumerate(SAMPLE_WORD):
                ahead = index - len(SAMPLE_WORD) / 2
                e = x + ahead * cos + EM_MIDDLE * sin
                f = y + ahead * sin - EM_MIDDLE * cos
                parts += [font.path(character, (cos, sin, -sin, cos, e, f)), "f"]
        self.canvas.addLiteral("\n".join([*parts, "Q"]))

    def _rectangle(self, element: PlacedElement, inset_mm: float, stroke_mm: float) -> None:
        self._pen(stroke_mm, element.colour)
        self.canvas.rect(
            (element.x_mm + inset_mm) * POINTS_PER_MM,
            self._y(element.y_mm + element.height_mm - inset_mm),
            (element.width_mm - 2 * inset_mm) * POINTS_PER_MM,
            (element.height_mm - 2 * inset_mm) * POINTS_PER_MM,
        )

    def _pen(self, stroke_mm: float, colour: Colour) -> None:
        self.canvas.setLineWidth(stroke_mm * POINTS_PER_MM)
        self.canvas.setStrokeColorRGB(*_channels(colour))

    def _centre(self, element: PlacedElement) -> tuple[float, float]:
        x_mm = element.x_mm + element.width_mm / 2
        y_mm = element.y_mm + element.height_mm / 2
        return x_mm * POINTS_PER_MM, self._y(y_mm)

    def _y(self, y_mm: float) -> float:
        return (self.height_mm - y_mm) * POINTS_PER_MM


_PER_MM: Final = 10 * POINTS_PER_MM
"""Tenths of a point in a millimetre."""


@lru_cache(maxsize=16)
def _curve_operators(curves: tuple[Curve, ...], height_mm: float) -> str:
    """Write curves as PDF operators, in whole tenths of a point: a fifth less to store.

    Kept, because a ground has thousands of them.
    """

    def at(point: tuple[float, float]) -> str:
        return f"{point[0] * _PER_MM:.0f} {(height_mm - point[1]) * _PER_MM:.0f}"

    parts = []
    for curve in curves:
        parts.append(f"{at(curve.start)} m")
        parts += [" ".join(map(at, segment)) + " c" for segment in curve.segments]
    return "\n".join(parts)


def _channels(colour: Colour) -> tuple[float, float, float]:
    red, green, blue = (int(colour.value[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _rgb(colour: Colour) -> str:
    return " ".join(f"{channel:.4f}" for channel in _channels(colour))
