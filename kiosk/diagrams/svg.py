# SPDX-License-Identifier: Apache-2.0
"""Writes a placed graph as SVG 1.1: boxes, arrows, Chinese text, nothing from outside."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final
from xml.sax.saxutils import escape

from forms.guide_graph import Graph, NodeKind
from kiosk.diagrams.layered import FONT, LEADING, Box, laid_out

_FILLS: Final = {
    NodeKind.START: ("#EEF0F2", "#4A5560", 14.0),
    NodeKind.QUESTION: ("#E8F0FA", "#1D4F91", 14.0),
    NodeKind.STOP: ("#FBEAE7", "#9E1B16", 4.0),
    NodeKind.OUTCOME: ("#E6F3EA", "#1E6B3C", 4.0),
    NodeKind.MEMBER: ("#F7F1E1", "#7A5A1E", 4.0),
}
"""Ground, line and rounding of each kind of box."""
_FAMILY: Final = "'Noto Sans CJK SC','Noto Sans SC','Microsoft YaHei',sans-serif"
_TITLE: Final = 40.0


def svg(graph: Graph) -> str:
    """Return the drawing as one SVG document, its last line ended."""
    layout = laid_out(graph)
    width, height = round(layout.width), round(layout.height + _TITLE)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="{_FAMILY}" font-size="{FONT:g}">',
        f"<title>{escape(graph.title)}</title>",
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" '
        'markerWidth="8" markerHeight="8" orient="auto">'
        '<path d="M0 0L8 4L0 8z" fill="#3C4856"/></marker></defs>',
        f'<rect width="{width}" height="{height}" fill="#FFFFFF"/>',
        f'<text x="22" y="30" font-size="20" font-weight="bold">{escape(graph.title)}</text>',
        f'<g transform="translate(0 {_TITLE:g})">',
        *(_arrow(way) for way in layout.arrows),
        *(line for box in layout.boxes for line in _box(box)),
        "</g>",
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _arrow(way: tuple[Box, ...]) -> str:
    """Draw one arrow through the middles of its boxes, upright where it enters and leaves."""
    tail, head = way[0], way[-1]
    parts = [f"M{tail.x:.1f} {tail.y + tail.height / 2:.1f}"]
    for upper, lower in pairwise(way):
        y1, y2 = upper.row_bottom, lower.row_top
        middle = (y1 + y2) / 2
        parts.append(f"V{y1:.1f}")
        parts.append(
            f"C{upper.x:.1f} {middle:.1f} {lower.x:.1f} {middle:.1f} {lower.x:.1f} {y2:.1f}"
        )
    parts.append(f"V{head.y - head.height / 2:.1f}")
    return (
        f'<path d="{"".join(parts)}" fill="none" stroke="#3C4856" stroke-width="1.2" '
        'marker-end="url(#tip)"/>'
    )


def _box(box: Box) -> Iterator[str]:
    left, top = box.x - box.width / 2, box.y - box.height / 2
    place = f'x="{left:.1f}" y="{top:.1f}" width="{box.width:.1f}" height="{box.height:.1f}"'
    if box.node is not None:
        fill, line, round_ = _FILLS[box.node.kind]
        paint = f'fill="{fill}" stroke="{line}" stroke-width="1.4"'
        yield f'<rect {place} rx="{round_:g}" {paint}/>'
    elif box.lines:
        yield f'<rect {place} fill="#FFFFFF"/>'
    first = box.y - (len(box.lines) - 1) * LEADING / 2 + FONT * 0.35
    for count, text in enumerate(box.lines):
        y = first + count * LEADING
        colour = "#14202B" if box.node is not None else "#3C4856"
        yield (
            f'<text x="{box.x:.1f}" y="{y:.1f}" text-anchor="middle" fill="{colour}">'
            f"{escape(text)}</text>"
        )
