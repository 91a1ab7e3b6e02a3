# SPDX-License-Identifier: Apache-2.0
"""The citizen's signature (签名) as the pad felt it: strokes of points in time."""

from typing import NamedTuple, TypeAlias

from certificates.elements import Box


class StrokePoint(NamedTuple):
    """Where the finger was, from the pad's top left corner, and when, in seconds."""

    x_mm: float
    y_mm: float
    t_s: float

    def __repr__(self) -> str:
        return "StrokePoint(…)"


Strokes: TypeAlias = tuple[tuple[StrokePoint, ...], ...]


def fit_strokes(strokes: Strokes, box: Box) -> Strokes:
    """Move strokes into the middle of ``box``; shrink them if they must be, never enlarge them.

    >>> stroke = (StrokePoint(0, 0, 0), StrokePoint(20, 10, 0.5))
    >>> fit_strokes((stroke,), Box(0, 0, 10, 10))[0][1][:2]
    (10.0, 7.5)
    """
    points = [point for stroke in strokes for point in stroke]
    if not points:
        return ()
    left, top = min(p.x_mm for p in points), min(p.y_mm for p in points)
    width = max(p.x_mm for p in points) - left
    height = max(p.y_mm for p in points) - top
    scale = min(1.0, box.width_mm / (width or 1.0), box.height_mm / (height or 1.0))
    x_mm = box.x_mm + (box.width_mm - width * scale) / 2
    y_mm = box.y_mm + (box.height_mm - height * scale) / 2
    return tuple(
        tuple(
            StrokePoint(x_mm + (p.x_mm - left) * scale, y_mm + (p.y_mm - top) * scale, p.t_s)
            for p in stroke
        )
        for stroke in strokes
    )
