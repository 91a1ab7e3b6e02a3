# SPDX-License-Identifier: Apache-2.0
"""Places the boxes of a graph in rows (分层布局), after Sugiyama, Tagawa and Toda (1981).

What stands on an arrow is a box of its own in a row between, so that no writing covers another;
an arrow over several rows gets an empty box in each, and bends there.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from forms.guide_graph import Graph, Node

FONT: Final = 14.0
LEADING: Final = 20.0
_WIDEST_EM: Final = 14
_PAD_X: Final = 12.0
_PAD_Y: Final = 8.0
_GAP_X: Final = 22.0
_GAP_Y: Final = 18.0
_ROOM_PER_ARROW: Final = 5.0  # many arrows need height, or they run into one line
_MOST_GAP_Y: Final = 90.0
_BEND: Final = 4.0
_SWEEPS: Final = 8
_CLOSING: Final = "。，、；：？！）》”"  # never first in a line


@dataclass
class Box:
    """A box with its middle; without a node it is a writing or a bend.

    ``row_top`` and ``row_bottom`` are those of the whole row: arrows turn only between rows.
    """

    row: int
    width: float
    height: float
    lines: tuple[str, ...] = ()
    node: Node | None = None
    x: float = 0.0
    y: float = 0.0
    row_top: float = 0.0
    row_bottom: float = 0.0
    above: list["Box"] = field(default_factory=list, repr=False)
    below: list["Box"] = field(default_factory=list, repr=False)


@dataclass(frozen=True)
class Layout:
    """A drawing: its size, its boxes, and each arrow as the boxes it goes through."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    arrows: tuple[tuple[Box, ...], ...]


def laid_out(graph: Graph) -> Layout:
    """Place a graph without circles; y grows downwards, sizes in pixels."""
    ranks = _ranks(graph)
    boxes = {
        node.id: _box_of(wrapped(node.lines), ranks[node.id] * 2, node) for node in graph.nodes
    }
    rows: dict[int, list[Box]] = {}
    for box in boxes.values():
        rows.setdefault(box.row, []).append(box)
    arrows = []
    for edge in graph.edges:
        way = _way(boxes[edge.tail], boxes[edge.head], edge.text)
        for box in way[1:-1]:
            rows.setdefault(box.row, []).append(box)
        for upper, lower in pairwise(way):
            upper.below.append(lower)
            lower.above.append(upper)
        arrows.append(tuple(way))
    ordered = [rows[row] for row in sorted(rows)]
    _order(ordered)
    _place(ordered)
    placed = [box for row in ordered for box in row]
    return Layout(
        max(box.x + box.width / 2 for box in placed) + _GAP_X,
        max(box.y + box.height / 2 for box in placed) + _GAP_Y,
        tuple(placed),
        tuple(arrows),
    )


def wrapped(lines: Iterable[str]) -> tuple[str, ...]:
    """Break lines at fourteen Chinese characters; other writing counts half."""
    broken = []
    for line in lines:
        start, width = 0, 0.0
        for index, char in enumerate(line):
            if width + em(char) > _WIDEST_EM and char not in _CLOSING:
                broken.append(line[start:index])
                start, width = index, 0.0
            width += em(char)
        broken.append(line[start:])
    return tuple(broken)


def em(text: str) -> float:
    """Width of a text in em: Chinese characters 1, others about 0.55."""
    return sum(1.0 if unicodedata.east_asian_width(one) in "WFA" else 0.55 for one in text)


def _box_of(lines: tuple[str, ...], row: int, node: Node | None) -> Box:
    pad_x, pad_y = (_PAD_X, _PAD_Y) if node is not None else (_BEND, 0.0)
    width = max((em(line) for line in lines), default=0.0) * FONT + 2 * pad_x
    return Box(row, width, len(lines) * LEADING + 2 * pad_y, lines, node)


def _ranks(graph: Graph) -> dict[str, int]:
    """Row of every node: one below the lowest that leads to it."""
    ranks = {node.id: 0 for node in graph.nodes}
    for _ in graph.nodes:
        for edge in graph.edges:
            ranks[edge.head] = max(ranks[edge.head], ranks[edge.tail] + 1)
    return ranks


def _way(tail: Box, head: Box, text: str) -> list[Box]:
    """The boxes of one arrow: its writing in the first row between, bends in the others."""
    between = range(tail.row + 1, head.row)
    texts = [wrapped([text]) if text and row == tail.row + 1 else () for row in between]
    bends = [_box_of(lines, row, None) for lines, row in zip(texts, between, strict=True)]
    return [tail, *bends, head]


def _order(rows: Sequence[list[Box]]) -> None:
    """Sort each row by the middle of its neighbours, downwards and upwards in turn."""
    for sweep in range(_SWEEPS):
        for row in rows if sweep % 2 == 0 else reversed(rows):
            for index, box in enumerate(row):
                box.x = float(index)
            near = [box.above if sweep % 2 == 0 else box.below for box in row]
            wanted = {
                id(box): sum(one.x for one in others) / len(others) if others else box.x
                for box, others in zip(row, near, strict=True)
            }
            row.sort(key=lambda box: wanted[id(box)])
            for index, box in enumerate(row):
                box.x = float(index)


def _place(rows: Sequence[list[Box]]) -> None:
    """Give every box its place: rows below each other, boxes near what they belong to."""
    y = _GAP_Y
    for row in rows:
        height = max(box.height for box in row)
        for box in row:
            box.y, box.row_top, box.row_bottom = y + height / 2, y, y + height
        arrows = sum(len(box.below) for box in row)
        y += height + min(_GAP_Y + _ROOM_PER_ARROW * max(arrows - 1, 0), _MOST_GAP_Y)
        _spread(row, [0.0] * len(row))
    for sweep in range(_SWEEPS * 2):
        for row in rows if sweep % 2 == 0 else reversed(rows):
            _spread(row, [_pull(box, downwards=sweep % 2 == 0) for box in row])
    left = min(box.x - box.width / 2 for row in rows for box in row)
    for row in rows:
        for box in row:
            box.x += _GAP_X - left


def _pull(box: Box, *, downwards: bool) -> float:
    near = (box.above if downwards else box.below) or [*box.above, *box.below]
    return sum(one.x for one in near) / len(near) if near else box.x


def _spread(row: Sequence[Box], wanted: Sequence[float]) -> None:
    """Put boxes of a row as near to where they want as their widths let them."""
    x = float("-inf")
    places = []
    for box, want in zip(row, wanted, strict=True):
        middle = max(want, x + box.width / 2)
        places.append(middle)
        x = middle + box.width / 2 + _GAP_X
    shift = sum(want - place for want, place in zip(wanted, places, strict=True)) / len(row)
    for box, place in zip(row, places, strict=True):
        box.x = place + shift
