# SPDX-License-Identifier: Apache-2.0
"""Fine curves of a certificate's ground and border (底纹), as paths for the screen and the PDF.

A curve is exact in its knots and tangents and cubic between them, so a whole border is some
hundred segments and prints sharp at every resolution.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

from certificates.elements import Box, Pattern, PlacedElement

Point: TypeAlias = tuple[float, float]
_KNOTS_PER_WAVE: Final = 3
_KNOTS_PER_PETAL: Final = 8
_NET_PITCH_MM: Final = 5.0
_NET_WAVE_MM: Final = 36.0
_NET_SWING_MM: Final = 4.2
_BAND_WAVE_MM: Final = 13.0
_BAND_THREADS: Final = 6
_PETALS: Final = 12


@dataclass(frozen=True)
class Curve:
    """A start and, for each segment, two control points and an end; in millimetres."""

    start: Point
    segments: tuple[tuple[Point, Point, Point], ...]


def guilloche_curves(element: PlacedElement) -> tuple[Curve, ...]:
    """Give the curves of a placed guilloche."""
    box = Box(element.x_mm, element.y_mm, element.width_mm, element.height_mm)
    return _curves(element.pattern, box, element.gap_mm)


def svg_path(curves: tuple[Curve, ...]) -> str:
    """Write curves as SVG path data, in millimetres, for the screen.

    >>> svg_path((Curve((0, 0), (((1, 0), (2, 0), (3, 1)),)),))
    'M0 0C1 0 2 0 3 1'
    """
    return "".join(_svg(curve) for curve in curves)


def _svg(curve: Curve) -> str:
    segments = "".join(
        "C" + " ".join(f"{x:.5g} {y:.5g}" for x, y in segment) for segment in curve.segments
    )
    return f"M{curve.start[0]:.5g} {curve.start[1]:.5g}{segments}"


@lru_cache(maxsize=16)
def _curves(pattern: Pattern, box: Box, depth_mm: float) -> tuple[Curve, ...]:
    match pattern:
        case Pattern.GROUND:
            return tuple(_ground(box))
        case Pattern.BAND:
            return tuple(_band(box, depth_mm))


def _ground(box: Box) -> Iterator[Curve]:
    """Two nets of waves that swim against each other, and a rosette in the middle."""
    knots = round(box.width_mm / _NET_WAVE_MM * _KNOTS_PER_WAVE)
    room_mm = box.height_mm - 2 * _NET_SWING_MM
    rows = int(room_mm / _NET_PITCH_MM)
    for row in range(rows + 1):
        y_mm = box.y_mm + _NET_SWING_MM + row * room_mm / rows
        for sign in (1.0, -1.0):
            yield _wave(
                (box.x_mm, y_mm),
                (1.0, 0.0),
                length_mm=box.width_mm,
                swing_mm=sign * _NET_SWING_MM,
                turns=box.width_mm / _NET_WAVE_MM,
                phase=row * 0.35,
                knots=knots,
            )
    centre = (box.x_mm + box.width_mm / 2, box.y_mm + box.height_mm / 2)
    radius_mm = 0.42 * min(box.width_mm, box.height_mm)
    for ring in range(8):
        yield _rosette(centre, radius_mm * (1 - 0.08 * ring), phase=ring % 2 * math.pi)


def _band(box: Box, depth_mm: float) -> Iterator[Curve]:
    """Threads plaited along the four sides, and a small rosette in each corner."""
    half = depth_mm / 2
    left, top = box.x_mm, box.y_mm
    right, bottom = left + box.width_mm, top + box.height_mm
    sides = (
        ((left + depth_mm, top + half), (1.0, 0.0), box.width_mm - 2 * depth_mm),
        ((left + depth_mm, bottom - half), (1.0, 0.0), box.width_mm - 2 * depth_mm),
        ((left + half, top + depth_mm), (0.0, 1.0), box.height_mm - 2 * depth_mm),
        ((right - half, top + depth_mm), (0.0, 1.0), box.height_mm - 2 * depth_mm),
    )
    for start, direction, length_mm in sides:
        turns = round(length_mm / _BAND_WAVE_MM)
        for thread in range(_BAND_THREADS):
            yield _wave(
                start,
                direction,
                length_mm=length_mm,
                swing_mm=half * 0.86,
                turns=turns,
                phase=2 * math.pi * thread / _BAND_THREADS,
                knots=turns * _KNOTS_PER_WAVE,
            )
    for x_mm in (left + half, right - half):
        for y_mm in (top + half, bottom - half):
            for ring in range(5):
                yield _rosette(
                    (x_mm, y_mm),
                    half * (0.86 - 0.12 * ring),
                    phase=ring * math.pi / 5,
                    petals=8,
                )


def _wave(  # noqa: PLR0913  (a wave is that many numbers)
    start: Point,
    direction: Point,
    *,
    length_mm: float,
    swing_mm: float,
    turns: float,
    phase: float,
    knots: int,
) -> Curve:
    """A sine along a straight line."""
    along_x, along_y = direction
    rate = 2 * math.pi * turns

    def at(t: float) -> Point:
        far, side = length_mm * t, swing_mm * math.sin(rate * t + phase)
        return start[0] + along_x * far - along_y * side, start[
            1
        ] + along_y * far + along_x * side

    def slope(t: float) -> Point:
        side = swing_mm * rate * math.cos(rate * t + phase)
        return along_x * length_mm - along_y * side, along_y * length_mm + along_x * side

    return _through(at, slope, knots)


def _rosette(centre: Point, radius_mm: float, *, phase: float, petals: int = _PETALS) -> Curve:
    """A closed curve with petals; it breathes between 62 % and 100 % of its radius."""
    full = 2 * math.pi

    def at(t: float) -> Point:
        angle = full * t
        r = radius_mm * (0.81 + 0.19 * math.cos(petals * angle + phase))
        return centre[0] + r * math.cos(angle), centre[1] + r * math.sin(angle)

    def slope(t: float) -> Point:
        angle = full * t
        r = radius_mm * (0.81 + 0.19 * math.cos(petals * angle + phase))
        dr = -radius_mm * 0.19 * petals * math.sin(petals * angle + phase)
        return (
            full * (dr * math.cos(angle) - r * math.sin(angle)),
            full * (dr * math.sin(angle) + r * math.cos(angle)),
        )

    return _through(at, slope, petals * _KNOTS_PER_PETAL)


def _through(
    at: Callable[[float], Point], slope: Callable[[float], Point], knots: int
) -> Curve:
    """Cubic segments that share place and tangent with a curve over t in [0, 1]."""
    third = 1 / (3 * knots)
    segments = []
    for knot in range(knots):
        t0, t1 = knot / knots, (knot + 1) / knots
        (x0, y0), (x1, y1) = at(t0), at(t1)
        (u0, v0), (u1, v1) = slope(t0), slope(t1)
        segments.append(
            (
                (x0 + u0 * third, y0 + v0 * third),
                (x1 - u1 * third, y1 - v1 * third),
                (x1, y1),
            )
        )
    return Curve(at(0.0), tuple(segments))
