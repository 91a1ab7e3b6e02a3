# SPDX-License-Identifier: Apache-2.0
"""Puts values on a template: every text broken, shrunk and placed, once for screen and PDF."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, assert_never

from certificates.elements import (
    Align,
    Box,
    Colour,
    Element,
    Face,
    Frame,
    Guilloche,
    Paragraphs,
    PlacedElement,
    PlacedKind,
    QrPlace,
    Rule,
    SealPlace,
    SignaturePlace,
    Table,
    Template,
    TextLine,
    ValueLine,
    Values,
)
from certificates.flowing import End, flow
from certificates.tabling import tabulate
from certificates.typesetting import Advances, estimated_advances, fit
from certificates.wording import NAME, Wording, resolve

LEADING: Final = 1.25
LABEL_SIZE: Final = 0.86
LABEL_GAP_MM: Final = 7.0
RULE_GAP_MM: Final = 1.2
SEAL: Final = "seal"
QR: Final = "qr"
SIGNATURE: Final = "signature"


def place(
    template: Template, values: Values, *, advances: Advances = estimated_advances
) -> tuple[PlacedElement, ...]:
    """Place ``values`` on ``template``.

    A value that is missing or empty leaves a gap (``is_known`` False), so a sheet that is half
    filled in can be shown. The names ``seal``, ``qr``, ``signature`` say that these are there.

    Args:
        template: what the sheet is made of.
        values: texts by name; a tuple gives the paragraphs of a list.
        advances: widths of characters; without fonts an estimate that suits the screen.

    Returns:
        What is to be drawn, in drawing order, over all pages.

    """
    placer = _Placer(values, advances)
    body: list[PlacedElement] = []
    end = End(0, 0.0)
    closing_mm = template.closing.height_mm if template.closing is not None else 0.0
    for element in template.elements:
        if isinstance(element, Paragraphs):
            lines, end = flow(element, values, advances, closing_mm=closing_mm)
            body += lines
        elif isinstance(element, Table):
            rows, end = tabulate(element, values, advances, closing_mm=closing_mm)
            body += rows
        else:
            body += placer.one(element)
    for element in template.closing.elements if template.closing is not None else ():
        lowered = replace(element, box=_lowered(element.box, end.y_mm))
        body += (replace(placed, page=end.page) for placed in placer.one(lowered))
    pages = page_count(body)
    return (*_running(template, placer, pages), *body)


def _running(template: Template, placer: "_Placer", pages: int) -> Iterator[PlacedElement]:
    """Place what stands on every page."""
    for page in range(pages):
        numbers = {"page": str(page + 1), "pages": str(pages)}
        counted = replace(placer, values={**placer.values, **numbers})
        for element in template.running:
            for placed in counted.one(element):
                yield replace(placed, page=page)


def page_count(placed: Sequence[PlacedElement]) -> int:
    """Count the pages that ``placed`` stands on."""
    return max((element.page for element in placed), default=0) + 1


def value_names(template: Template) -> frozenset[str]:
    """Names of the values that ``template`` shows, ``page`` and ``pages`` left out."""
    names: set[str] = set()
    closing = template.closing.elements if template.closing is not None else ()
    for element in (*template.elements, *template.running, *closing):
        names.update(_names_in(element))
    return frozenset(names - {"page", "pages"})


def _names_in(element: Element) -> Iterator[str]:
    match element:
        case TextLine():
            yield from NAME.findall(element.text)
        case ValueLine() | Table():
            yield element.value
        case Paragraphs():
            for piece in element.flow:
                yield from NAME.findall(piece.text)
                yield from (piece.value,) if piece.value else ()
        case SealPlace():
            yield element.authority
        case Frame() | Guilloche() | Rule() | QrPlace() | SignaturePlace():
            return
        case _:
            assert_never(element)


def _lowered(box: Box, by_mm: float) -> Box:
    return replace(box, y_mm=box.y_mm + by_mm)


@dataclass(frozen=True)
class _Placer:
    """Places elements with one set of values and widths."""

    values: Values
    advances: Advances

    def one(self, element: Element) -> list[PlacedElement]:  # noqa: C901, PLR0911, PLR0912  (one each)
        """Place an element that stays on one page."""
        match element:
            case Frame():
                return [_framed(element)]
            case Guilloche():
                return [_engraved(element)]
            case TextLine():
                return self._text(element)
            case ValueLine():
                return self._value(element)
            case Rule(box=box):
                return [
                    _boxed(
                        PlacedKind.RULE, box, colour=element.colour, stroke_mm=element.stroke_mm
                    )
                ]
            case SealPlace(box=box):
                authority = resolve(f"{{{element.authority}}}", self.values).text
                return [self._mark(PlacedKind.SEAL, box, SEAL, text=authority)]
            case QrPlace(box=box):
                is_left_out = element.optional and not self.values.get(QR)
                return [] if is_left_out else [self._mark(PlacedKind.QR, box, QR)]
            case SignaturePlace(box=box):
                is_by_pen = bool(element.unless and self.values.get(element.unless))
                return [] if is_by_pen else [self._mark(PlacedKind.SIGNATURE, box, SIGNATURE)]
            case Paragraphs():
                return flow(element, self.values, self.advances)[0]
            case Table():
                return tabulate(element, self.values, self.advances)[0]
            case _:
                assert_never(element)

    def _text(self, element: TextLine) -> list[PlacedElement]:
        wording = resolve(element.text, self.values)
        is_wanted = not element.when or bool(self.values.get(element.when))
        is_barred = bool(element.unless and self.values.get(element.unless))
        if not is_wanted or is_barred or (element.optional and not wording.is_known):
            return []
        least_mm = element.min_size_mm or 0.75 * element.size_mm
        sizes = (element.size_mm, least_mm)
        placed = self._fitted(wording, element.box, sizes=sizes, face=element.face)
        return [replace(placed, align=element.align, colour=element.colour)]

    def _value(self, element: ValueLine) -> list[PlacedElement]:
        wording = resolve(f"{{{element.value}}}", self.values)
        if element.optional and not wording.is_known:
            return []
        box, indent_mm = element.box, element.label_width_mm + LABEL_GAP_MM
        room = Box(
            box.x_mm + indent_mm,
            box.y_mm,
            box.width_mm - indent_mm,
            box.height_mm - RULE_GAP_MM,
        )
        sizes = (element.size_mm, element.min_size_mm)
        value = self._fitted(wording, room, sizes=sizes, face=element.face)
        used_mm = value.leading_mm * (value.text.count("\n") + 1)
        value = replace(
            value,
            y_mm=room.y_mm + room.height_mm - used_mm,
            height_mm=used_mm,
            colour=element.colour,
        )
        placed = [self._label(element, value), value]
        if element.is_ruled:
            y_mm = box.y_mm + box.height_mm
            under = Box(room.x_mm - RULE_GAP_MM, y_mm, room.width_mm + RULE_GAP_MM, 0.0)
            placed.append(_boxed(PlacedKind.RULE, under, colour=Colour.RULE, stroke_mm=0.2))
        return placed

    def _label(self, element: ValueLine, value: PlacedElement) -> PlacedElement:
        """Place the label at the first line of its value; in its row, if it has two lines.

        A reader that goes by lines then finds the label before the value, never inside it.
        """
        box = element.box
        room = Box(box.x_mm, box.y_mm, element.label_width_mm, box.height_mm - RULE_GAP_MM)
        wording = Wording(element.label, is_known=True)
        size_mm = LABEL_SIZE * element.size_mm
        sizes = (size_mm, 0.6 * size_mm)
        label = self._fitted(wording, room, sizes=sizes, face=element.label_face)
        if "\n" not in label.text:
            label = replace(label, y_mm=value.y_mm, height_mm=value.leading_mm)
        return replace(label, align=Align.SPREAD)

    def _fitted(
        self, wording: Wording, box: Box, *, sizes: tuple[float, float], face: Face
    ) -> PlacedElement:
        """Break and shrink a text between two sizes, largest first."""
        advances = self.advances(wording.text, face, whole=bool(wording.value_name))
        setting = fit(
            wording.text,
            advances,
            width_mm=box.width_mm,
            height_mm=box.height_mm,
            size_mm=sizes[0],
            min_size_mm=sizes[1],
            leading=LEADING,
        )
        return replace(
            _boxed(PlacedKind.TEXT, box),
            text="\n".join(setting.lines),
            size_mm=setting.size_mm,
            leading_mm=LEADING * setting.size_mm,
            face=face,
            value_name=wording.value_name,
            is_known=wording.is_known,
            is_fitting=setting.is_fitting,
        )

    def _mark(self, kind: PlacedKind, box: Box, name: str, *, text: str = "") -> PlacedElement:
        is_there = bool(self.values.get(name))
        return replace(_boxed(kind, box, text=text), value_name=name, is_known=is_there)


def _framed(element: Frame) -> PlacedElement:
    placed = _boxed(
        PlacedKind.FRAME, element.box, colour=element.colour, stroke_mm=element.stroke_mm
    )
    return replace(placed, inner_mm=element.inner_mm, gap_mm=element.gap_mm)


def _engraved(element: Guilloche) -> PlacedElement:
    placed = _boxed(
        PlacedKind.GUILLOCHE, element.box, colour=element.colour, stroke_mm=element.stroke_mm
    )
    return replace(placed, gap_mm=element.depth_mm, pattern=element.pattern)


def _boxed(
    kind: PlacedKind,
    box: Box,
    *,
    text: str = "",
    colour: Colour = Colour.INK,
    stroke_mm: float = 0.0,
) -> PlacedElement:
    return PlacedElement(
        kind,
        box.x_mm,
        box.y_mm,
        box.width_mm,
        box.height_mm,
        text=text,
        colour=colour,
        stroke_mm=stroke_mm,
    )
