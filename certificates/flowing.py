# SPDX-License-Identifier: Apache-2.0
"""Running text: paragraphs into lines, lines onto pages, nothing left alone at an edge.

A heading stays with what follows it, no page begins or ends with a single line of a longer
paragraph, and what closes the text (落款) takes two of its lines along to a new page.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from certificates.elements import (
    Align,
    Box,
    Colour,
    Face,
    Numbering,
    Paragraphs,
    Piece,
    PlacedElement,
    PlacedKind,
    TextStyle,
    Values,
)
from certificates.typesetting import Advances, break_lines
from certificates.wording import BLANK, Wording, paragraphs_of, resolve


@dataclass(frozen=True)
class Look:
    """How paragraphs of one style are set; sizes in millimetres, the rest in em."""

    size_mm: float
    face: Face = Face.SONG
    align: Align = Align.LEFT
    colour: Colour = Colour.INK
    leading: float = 1.6
    indent_em: float = 0.0
    before_mm: float = 0.0
    keeps_next: bool = False


LOOKS: Final[Mapping[TextStyle, Look]] = {
    TextStyle.TITLE: Look(7.4, Face.TITLE, Align.CENTRE, leading=1.5, keeps_next=True),
    TextStyle.HEADING: Look(4.5, Face.HEI, before_mm=2.6, keeps_next=True),
    TextStyle.SUBHEADING: Look(4.1, Face.HEI, before_mm=1.2, keeps_next=True),
    TextStyle.BODY: Look(4.1, indent_em=2.0),
    TextStyle.LEAD: Look(5.0, Face.HEI, leading=1.5),
    TextStyle.LINE: Look(4.1),
    TextStyle.ITEM: Look(4.1, indent_em=2.0),
    TextStyle.NOTE: Look(3.5, colour=Colour.SOFT, before_mm=1.2),
    TextStyle.ENGLISH: Look(3.3, colour=Colour.SOFT, leading=1.5, before_mm=0.6),
}
_HEADING: Final = re.compile("（[一二三四五六七八九十]+）")
_CHINESE: Final = "一二三四五六七八九十"


@dataclass(frozen=True)
class End:
    """Where running text ended."""

    page: int
    y_mm: float


@dataclass(frozen=True)
class _Paragraph:
    """A paragraph before it is broken."""

    label: str
    wording: Wording
    look: Look
    before_mm: float
    part: int = 0


@dataclass(frozen=True)
class _Line:
    """A line before it has a page; ``x_em`` counts from the left edge of the box."""

    text: str
    look: Look
    wording: Wording
    x_em: float
    before_mm: float
    index: int
    count: int
    part: int

    @property
    def height_mm(self) -> float:
        return self.look.size_mm * self.look.leading

    def holds(self, following: "_Line") -> bool:
        """Whether the page may not end between this line and ``following``."""
        is_same = following.index == self.index + 1
        if not is_same:
            return self.look.keeps_next
        return self.index == 0 or following.index == following.count - 1


def flow(
    element: Paragraphs, values: Values, advances: Advances, *, closing_mm: float = 0.0
) -> tuple[list[PlacedElement], End]:
    """Set running text into its boxes.

    Args:
        element: the text and where it goes.
        values: texts by name.
        advances: widths of characters.
        closing_mm: room that must be left below the last line.

    Returns:
        One placed element for each line, and where the text ended.

    """
    later = element.later_box or element.box
    lines = list(_lines(element, values, advances))
    placed: list[PlacedElement] = []
    starts = _page_starts(lines, first=element.box, later=later, closing_mm=closing_mm)
    y_mm = element.box.y_mm
    for page, start in enumerate(starts):
        box = element.box if page == 0 else later
        stop = starts[page + 1] if page + 1 < len(starts) else len(lines)
        y_mm = box.y_mm
        for index in range(start, stop):
            y_mm += lines[index].before_mm if index > start else 0.0
            placed.append(_placed(lines[index], box, y_mm=y_mm, page=page))
            y_mm += lines[index].height_mm
    return placed, End(len(starts) - 1, y_mm)


def _page_starts(lines: list[_Line], *, first: Box, later: Box, closing_mm: float) -> list[int]:
    """Index of the first line of every page."""
    starts = [0]
    while (stop := _page_end(lines, starts[-1], first if len(starts) == 1 else later)) < len(
        lines
    ):
        starts.append(stop)
    box = first if len(starts) == 1 else later
    if _height(lines, starts[-1], len(lines)) + closing_mm > box.height_mm:
        starts.append(
            _unheld(lines, start=starts[-1], stop=max(len(lines) - 2, 0), otherwise=len(lines))
        )
    return starts


def _page_end(lines: list[_Line], start: int, box: Box) -> int:
    """Index after the last line of the page that begins at ``start``; at least one line."""
    stop = start + 1
    while stop < len(lines) and _height(lines, start, stop + 1) <= box.height_mm + 1e-6:
        stop += 1
    return (
        stop if stop >= len(lines) else _unheld(lines, start=start, stop=stop, otherwise=stop)
    )


def _unheld(lines: list[_Line], *, start: int, stop: int, otherwise: int) -> int:
    """Nearest place at or before ``stop`` where the page may end."""
    while start < stop < len(lines) and lines[stop - 1].holds(lines[stop]):
        stop -= 1
    return stop if stop > start else otherwise


def _height(lines: list[_Line], start: int, stop: int) -> float:
    before = sum(line.before_mm for line in lines[start + 1 : stop])
    return before + sum(line.height_mm for line in lines[start:stop])


def _placed(line: _Line, box: Box, *, y_mm: float, page: int) -> PlacedElement:
    look = line.look
    indent_mm = line.x_em * look.size_mm
    return PlacedElement(
        PlacedKind.TEXT,
        box.x_mm + indent_mm,
        y_mm,
        box.width_mm - indent_mm,
        line.height_mm,
        page=page,
        text=line.text,
        size_mm=look.size_mm,
        leading_mm=line.height_mm,
        face=look.face,
        align=look.align,
        colour=look.colour,
        value_name=line.wording.value_name,
        part=line.part,
        is_known=line.wording.is_known,
    )


def _lines(element: Paragraphs, values: Values, advances: Advances) -> Iterator[_Line]:
    for piece in element.flow:
        for paragraph in _paragraphs(piece, values, scale=element.scale):
            if element.is_slip:
                look = replace(paragraph.look, face=Face.HEI, indent_em=0.0)
                paragraph = replace(paragraph, look=look)  # noqa: PLW2901
            yield from _broken(paragraph, element.box.width_mm, advances)


def _paragraphs(piece: Piece, values: Values, *, scale: float) -> list[_Paragraph]:
    """Give the paragraphs of a piece; a gap, if its value is missing and not optional."""
    look = _scaled(LOOKS[piece.style], scale)
    is_barred = bool(piece.unless and values.get(piece.unless))
    if is_barred or (piece.when and not values.get(piece.when)):
        return []
    if piece.text:
        wording = resolve(piece.text, values)
        is_left_out = piece.optional and not wording.is_known
        return [] if is_left_out else [_Paragraph("", wording, look, look.before_mm)]
    texts = paragraphs_of(values.get(piece.value, ""))
    if not texts:
        gap = Wording(BLANK, is_known=False, value_name=piece.value)
        return [] if piece.optional else [_Paragraph("", gap, look, look.before_mm)]
    paragraphs = []
    for number, text in enumerate(texts, 1):
        is_heading = piece.has_headings and _HEADING.match(text) is not None
        own = _scaled(LOOKS[TextStyle.SUBHEADING], scale) if is_heading else look
        paragraphs.append(
            _Paragraph(
                label=_label(piece.numbering, number),
                wording=Wording(text, is_known=True, value_name=piece.value),
                look=own,
                before_mm=own.before_mm if number == 1 or is_heading else 0.0,
                part=number,
            )
        )
    return paragraphs


def _scaled(look: Look, scale: float) -> Look:
    return replace(look, size_mm=look.size_mm * scale, before_mm=look.before_mm * scale)


def _broken(paragraph: _Paragraph, width_mm: float, advances: Advances) -> Iterator[_Line]:
    """Break one paragraph; the lines of an item hang behind its label."""
    look, label = paragraph.look, paragraph.label
    label_em = sum(advances(label, look.face, whole=False)) if label else 0.0
    hang_em = look.indent_em + label_em if label else 0.0
    texts = break_lines(
        paragraph.wording.text,
        advances(paragraph.wording.text, look.face, whole=False),
        width_mm / look.size_mm - hang_em,
        first_indent_em=0.0 if label else look.indent_em,
    )
    for index, text in enumerate(texts):
        yield _Line(
            text=label + text if index == 0 else text,
            look=look,
            wording=paragraph.wording,
            x_em=look.indent_em if index == 0 else hang_em,
            before_mm=paragraph.before_mm if index == 0 else 0.0,
            index=index,
            count=len(texts),
            part=paragraph.part,
        )


def _label(numbering: Numbering, number: int) -> str:
    match numbering:
        case Numbering.NONE:
            return ""
        case Numbering.ARABIC:
            return f"{number}. "
        case Numbering.CHINESE:
            return f"（{_chinese(number)}）"
        case Numbering.DASH:
            return "— "


def _chinese(number: int) -> str:
    """Write 1 to 99 in Chinese numerals.

    >>> _chinese(3), _chinese(10), _chinese(21)
    ('三', '十', '二十一')
    """
    tens, ones = divmod(number, 10)
    lead = "" if tens == 0 else "十" if tens == 1 else _CHINESE[tens - 1] + "十"
    return lead + (_CHINESE[ones - 1] if ones else "")
