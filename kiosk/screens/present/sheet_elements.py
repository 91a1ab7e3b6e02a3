# SPDX-License-Identifier: Apache-2.0
"""Placed elements of a template as elements of the sheet on the stage.

A value keeps its id while it turns from gap to known, so that the stage can write it in. A row
of a form is cut into its label, which is there from the start, and what is filled in.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from typing import Final

from certificates.template import Align, Pattern, PlacedElement, PlacedKind
from certificates.typesetting import estimated_advances
from kiosk.paper_drafts import COLON, ROWS
from kiosk.screens.views import SheetElement

_ALIGN: Final = {
    Align.LEFT: "left",
    Align.CENTRE: "center",
    Align.RIGHT: "right",
    Align.SPREAD: "spread",
}
_PRINTED: Final = frozenset({"", "title", "service"})
"""Values that only say which paper it is: nobody fills them in."""


def sheet_elements(
    placed: tuple[PlacedElement, ...], open_rows: Collection[int] = ()
) -> tuple[SheetElement, ...]:
    """Translate one page; ``open_rows`` are entries of the form that nobody has filled."""
    seen: Counter[str] = Counter()
    lines: Counter[int] = Counter()
    elements: list[SheetElement] = []
    for index, one in enumerate(placed):
        if one.value_name == ROWS and one.part:
            lines[one.part] += 1
            elements += _row(one, line=lines[one.part], is_open=one.part in open_rows)
        elif (element := _element(index, one)) is not None:
            seen[element.id] += 1
            again = seen[element.id]
            elements.append(
                replace(element, id=f"{element.id}-{again}") if again > 1 else element
            )
    return tuple(elements)


def _element(index: int, placed: PlacedElement) -> SheetElement | None:
    """Translate one element; lists other than the form's rows are not the citizen's to fill."""
    kind = placed.kind.value
    mark = "fixed"
    if placed.value_name not in _PRINTED and not placed.part:
        mark = "known" if placed.is_known else "gap"
        kind = "value" if placed.kind is PlacedKind.TEXT else kind
    if placed.kind is PlacedKind.SIGNATURE or _is_band(placed):
        return None
    id_ = placed.value_name if kind == "value" else f"{kind}-{index}"
    return _drawn(placed, id_, kind, mark)


def _drawn(placed: PlacedElement, id_: str, kind: str, mark: str) -> SheetElement:
    is_ornament = placed.kind in {PlacedKind.FRAME, PlacedKind.GUILLOCHE}
    return SheetElement(
        id=id_,
        kind=kind,
        x=placed.x_mm,
        y=placed.y_mm,
        width=placed.width_mm,
        height=placed.height_mm,
        text=placed.text,
        size=placed.size_mm,
        face=placed.face.value,
        align=_ALIGN[placed.align],
        colour=placed.colour.value if is_ornament else placed.colour.name.lower(),
        mark=mark,
    )


def _row(placed: PlacedElement, *, line: int, is_open: bool) -> list[SheetElement]:
    """Cut the first line of an entry behind its label; later lines are filled in as a whole."""
    id_ = f"{ROWS}-{placed.part}"
    label, colon, text = placed.text.partition(COLON)
    if line > 1 or not colon:
        return [_drawn(placed, f"{id_}.{line}", "text", "fixed")]
    label += colon
    em = sum(estimated_advances(label, placed.face))
    width = min(em * placed.size_mm, placed.width_mm)
    fixed = replace(_drawn(placed, f"{id_}.label", "text", "fixed"), text=label, width=width)
    value = _drawn(placed, id_, "value", "gap" if is_open else "known")
    x, room = placed.x_mm + width, placed.width_mm - width
    return [fixed, replace(value, x=x, width=room, text="" if is_open else text)]


def _is_band(placed: PlacedElement) -> bool:
    """The border of fine curves, which would be grey mush at the size of the stage."""
    return placed.kind is PlacedKind.GUILLOCHE and placed.pattern is Pattern.BAND
