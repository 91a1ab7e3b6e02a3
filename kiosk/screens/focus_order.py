# SPDX-License-Identifier: Apache-2.0
"""In which order a kiosk worked by keys alone visits what can be touched.

The page as it is read, the licence, the footer, the header; a sheet over the page keeps the
focus. The order is reckoned from what is visible at that moment, so no page has to declare one.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem, QQuickView

LAYERS: Final = (
    *("HelpSheet", "EaseSheet", "IdleWarning", "TakeReminder", "ExplainSheet", "SheetLarge"),
    "TrainingDesk",
)
"""Kinds of sheets that lie over the page."""
_ORDER: Final = ("StackView", "SheetPanel", "Footer", "Header", "TrainingBand")
"""Parts of the frame in the order in which the focus visits them."""
_ROW_PX: Final = 12.0
"""Keys whose middles differ by less stand in one row."""
_TOUCHING_PX: Final = 1.0
"""Things that overlap by less lie beside each other."""
KEYS: Final = ("key-", "candidate-")
"""How the keys of pads and keyboards are named."""
SENTENCE: Final = "sentence"
"""Name of the sentence at the top of a page or of a sheet over it."""


def stops(view: QQuickView) -> list[QQuickItem]:
    """Everything that the keypad can go to now, in its order."""
    return [item for part in parts(view) for item in _part_stops(part)]


def parts(view: QQuickView) -> list[QQuickItem]:
    """The frame's parts that can be worked now: the sheet that lies over the page, or all."""
    shown = [item for item in view.rootObject().childItems() if item.isVisible()]
    if above := [item for item in shown if is_kind(item, LAYERS)]:
        return [max(above, key=QQuickItem.z)]
    return [part for kind in _ORDER for part in shown if is_kind(part, (kind,))]


def is_kind(item: QQuickItem, kinds: tuple[str, ...]) -> bool:
    """Whether the item is made by one of these QML files or types."""
    return item.metaObject().className().split("_")[0] in kinds


def is_key(item: QQuickItem) -> bool:
    """Whether it is a key of a pad or keyboard, or one of its candidates."""
    return item.objectName().startswith(KEYS)


def beside(places: list[QQuickItem], at: int, by: int) -> int:
    """Where up (-1) and down (1) lead from a key: to the next row of keys, or out of them.

    Args:
        places: all stops, in their order.
        at: index of the key.
        by: -1 or 1.

    """
    block = [n for n, one in enumerate(places) if is_key(one)]
    middles = {n: _on_glass(places[n]) for n in block}
    here = middles[at]
    onward = [n for n in block if (middles[n].y() - here.y()) * by > _ROW_PX]
    if not onward:
        return (block[-1] + 1 if by > 0 else block[0] - 1) % len(places)
    row = min(middles[n].y() * by for n in onward) * by
    near = [n for n in onward if abs(middles[n].y() - row) < _ROW_PX]
    return min(near, key=lambda n: abs(middles[n].x() - here.x()))


def beginning(view: QQuickView) -> QQuickItem:
    """Where the eye begins: the sentence of the page or the sheet over it, else all of it."""
    part = next(iter(parts(view)), view.rootObject())
    for item in _below(part):
        if item.objectName() == SENTENCE and item.property("text"):
            return item
    return part


def is_mirrored(view: QQuickView) -> bool:
    """Whether the page is read from right to left."""
    return bool(view.rootObject().property("mirrored"))


def name_of(item: QQuickItem) -> str:
    """What the place is called: the name that a screen reader is told."""
    return QAccessible.queryAccessibleInterface(item).text(QAccessible.Text.Name)


def _part_stops(part: QQuickItem) -> list[QQuickItem]:
    """What a part holds; the footer says itself what comes first, the way forward."""
    found = _touchable(part)
    if is_kind(part, ("Footer",)):
        return found
    return [part, *found] if _is_touch(part) else reading(found, part)


def _touchable(item: QQuickItem) -> list[QQuickItem]:
    return [child for child in _below(item) if _is_touch(child)]


def _below(item: QQuickItem) -> Iterator[QQuickItem]:
    for child in item.childItems():
        if child.isVisible() and child.opacity() > 0:
            yield child
            yield from _below(child)


def _is_touch(item: QQuickItem) -> bool:
    meta = item.metaObject()
    shows = meta.indexOfSignal("clicked()") >= 0 and meta.indexOfProperty("visualFocus") >= 0
    return shows and item.isEnabled()


Unit = tuple[QRectF, tuple[QQuickItem, ...]]
"""What is read as one, and the box round it: one thing, or all keys of a pad."""


def reading(items: list[QQuickItem], part: QQuickItem) -> list[QQuickItem]:
    """Line after line as one reads; what stands beside several lines after or before them.

    Cut where empty stripes go across, else at the widest that goes down, again and again
    (XY-cut, Nagy and Seth 1984). Everything as the part is written, however the glass is
    turned.
    """
    units: list[Unit] = [(_box(one, part), (one,)) for one in items if not is_key(one)]
    keys: list[Unit] = [(_box(one, part), (one,)) for one in items if is_key(one)]
    if keys:
        pad = _box(keys[0][1][0], part)
        for box, _ in keys:
            pad = pad.united(box)
        units.append((pad, tuple(_cut(keys))))
    return _cut(units)


def _cut(units: Sequence[Unit]) -> list[QQuickItem]:
    if len(units) < 2:  # noqa: PLR2004  # nothing to be cut
        return [item for _, items in units for item in items]
    lines = _stripes(units, lambda box: (box.top(), box.bottom()))
    if len(lines) == 1:
        lines = _stripes(units, lambda box: (box.left(), box.right()), only_widest=True)
    if len(lines) == 1:
        lines = [[one] for one in sorted(units, key=lambda one: (one[0].y(), one[0].x()))]
    return [one for line in lines for one in _cut(line)]


def _stripes(
    units: Sequence[Unit],
    edges: Callable[[QRectF], tuple[float, float]],
    *,
    only_widest: bool = False,
) -> list[list[Unit]]:
    """Groups with nothing but an empty stripe between them, in their order."""
    ordered = sorted(units, key=lambda one: edges(one[0]))
    gaps: list[tuple[float, int]] = []
    end = edges(ordered[0][0])[1]
    for n, (box, _) in enumerate(ordered):
        begin, its_end = edges(box)
        if n and begin > end - _TOUCHING_PX:
            gaps.append((begin - end, n))
        end = max(end, its_end)
    if only_widest and gaps:
        gaps = [max(gaps)]
    cuts = [0, *(n for _, n in gaps), len(ordered)]
    return [list(ordered[a:b]) for a, b in pairwise(cuts)]


def _box(item: QQuickItem, part: QQuickItem) -> QRectF:
    """Where an item stands in its part as that is written."""
    return item.mapRectToItem(part, QRectF(0, 0, item.width(), item.height()))


def _on_glass(item: QQuickItem) -> QPointF:
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
