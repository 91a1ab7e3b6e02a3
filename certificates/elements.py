# SPDX-License-Identifier: Apache-2.0
"""What a sheet is made of, as data in millimetres: origin at the top left, y downwards.

A template (证照模板) comes from the catalogue, so a new licence face is a file and no code. The
same values draw the sheet on the screen and in the PDF.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

Value: TypeAlias = str | tuple[str, ...]
"""What a form says for one name: a text, or the paragraphs of a list."""
Values: TypeAlias = Mapping[str, Value]


class Face(Enum):
    """Kind of type: which chain of fonts a text is set in."""

    SONG = "song"  # 宋体: labels, running text
    KAI = "kai"  # 楷体: what was filled in
    HEI = "hei"  # 黑体: headings
    TITLE = "title"  # 小标宋: titles of papers


class Align(Enum):
    """Where a text stands in its box; SPREAD fills the width with equal gaps."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    SPREAD = "spread"


class Colour(Enum):
    """A named ink; the value is its sRGB in hexadecimal, opaque."""

    INK = "#14202B"
    SOFT = "#3C4856"
    RULE = "#8A8F96"
    SEAL = "#9E1B16"
    FRAME = "#8C6A2F"
    BAND = "#C9AD77"
    GROUND = "#F1EAD9"
    SAMPLE = "#F0DCD8"


class Pattern(Enum):
    """Kind of guilloche (底纹)."""

    BAND = "band"
    GROUND = "ground"


class TextStyle(Enum):
    """Role of a paragraph in running text."""

    TITLE = "title"
    HEADING = "heading"
    SUBHEADING = "subheading"
    BODY = "body"
    LEAD = "lead"
    LINE = "line"
    ITEM = "item"
    NOTE = "note"
    ENGLISH = "english"


class Numbering(Enum):
    """What stands before each item of a list; counted anew in each piece."""

    NONE = "none"
    ARABIC = "arabic"  # 1.
    CHINESE = "chinese"  # （一）
    DASH = "dash"  # —


@dataclass(frozen=True)
class Box:
    """A rectangle on the sheet, in millimetres from its top left corner."""

    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float


@dataclass(frozen=True)
class Frame:
    """A double frame: a strong outer line and, ``gap_mm`` inside it, a fine one."""

    box: Box
    stroke_mm: float = 0.9
    inner_mm: float = 0.25
    gap_mm: float = 1.0
    colour: Colour = Colour.FRAME


@dataclass(frozen=True)
class Guilloche:
    """Fine curves that are hard to copy: a BAND along the box's edge, or a GROUND in it.

    ``depth_mm`` is the width of the band; the ground ignores it.
    """

    box: Box
    pattern: Pattern = Pattern.GROUND
    depth_mm: float = 7.0
    stroke_mm: float = 0.12
    colour: Colour = Colour.GROUND


@dataclass(frozen=True)
class TextLine:
    """A fixed text, in which ``{name}`` stands for a value.

    It shrinks to ``min_size_mm`` (0 means three quarters of its size) and wraps as far as its
    box lets it. With ``optional`` it is left out when one of its values is missing or empty;
    with ``when`` (or ``unless``) it is there only if that value is given (or is not).
    """

    box: Box
    text: str
    size_mm: float
    face: Face = Face.SONG
    align: Align = Align.LEFT
    colour: Colour = Colour.INK
    min_size_mm: float = 0.0
    optional: bool = False
    when: str = ""
    unless: str = ""


@dataclass(frozen=True)
class ValueLine:
    """A label and, right of it, the value that was filled in, over a rule.

    The label takes ``label_width_mm`` of the box and is spread over it; the value has the rest,
    wraps, and shrinks down to ``min_size_mm``. It is never clipped.
    """

    box: Box
    label: str
    value: str
    label_width_mm: float
    size_mm: float
    min_size_mm: float
    label_face: Face = Face.SONG
    face: Face = Face.KAI
    colour: Colour = Colour.INK
    is_ruled: bool = True
    optional: bool = False


@dataclass(frozen=True)
class Rule:
    """A straight line along the box's upper edge (or its left one, if it has no width)."""

    box: Box
    stroke_mm: float = 0.2
    colour: Colour = Colour.RULE


@dataclass(frozen=True)
class SealPlace:
    """Where the authority's round seal (公章) comes down; the page itself leaves it empty."""

    box: Box
    authority: str = "issuing_authority"


@dataclass(frozen=True)
class QrPlace:
    """Where the QR code stands, quiet zone included."""

    box: Box
    optional: bool = False


@dataclass(frozen=True)
class SignaturePlace:
    """Where the citizen's own strokes (签名) stand, never enlarged, shrunk if they must be.

    With ``unless`` it is left out where that value is given: the sheet is signed by pen.
    """

    box: Box
    unless: str = ""


@dataclass(frozen=True)
class Piece:
    """Paragraphs of one style: either ``text`` with ``{name}`` in it, or the value ``value``.

    A value that is a tuple gives one paragraph for each entry. With ``optional`` the piece is
    left out when its value, or one in its text, is missing or empty. With ``has_headings`` the
    paragraphs that begin with a numeral in brackets, as （一）, are set as headings. ``when``
    names a value without which the piece is left out, ``unless`` one with which it is.
    """

    style: TextStyle
    text: str = ""
    value: str = ""
    numbering: Numbering = Numbering.NONE
    has_headings: bool = False
    optional: bool = False
    when: str = ""
    unless: str = ""


@dataclass(frozen=True)
class Paragraphs:
    """Running text, from ``box`` on into ``later_box`` of as many pages as it needs.

    ``scale`` multiplies the sizes of its styles. With ``is_slip`` all of it is 黑体 and flush
    left: at 203 dots an inch the fine strokes of 宋体 break, and a roll is narrow.
    """

    box: Box
    flow: tuple[Piece, ...]
    later_box: Box | None = None
    scale: float = 1.0
    is_slip: bool = False


@dataclass(frozen=True)
class Column:
    """One column of a table: its head and its width."""

    title: str
    width_mm: float
    align: Align = Align.LEFT


@dataclass(frozen=True)
class Table:
    """Rows under a head, from ``box`` on into ``later_box`` of as many pages as it needs.

    Each entry of the value is a row, as ``certificates.tabling.row_of`` writes it; an entry of
    one cell is a heading over the whole width. With ``optional`` it is left out without rows.
    """

    box: Box
    value: str
    columns: tuple[Column, ...]
    size_mm: float = 3.6
    later_box: Box | None = None
    face: Face = Face.SONG
    optional: bool = False


Element: TypeAlias = (
    Frame
    | Guilloche
    | TextLine
    | ValueLine
    | Rule
    | SealPlace
    | QrPlace
    | SignaturePlace
    | Paragraphs
    | Table
)


@dataclass(frozen=True)
class Closing:
    """What stands after running text or table (落款); its boxes' y counts from their end.

    It is not torn apart, and where it needs a new page the last lines of the text go with it.
    """

    height_mm: float
    elements: tuple[Element, ...]


@dataclass(frozen=True)
class Template:
    """One kind of sheet.

    Attributes:
        name: id within the catalogue, such as ``hygiene-permit-licence``.
        title: what the document calls itself (PDF title), Chinese.
        width_mm: width of the page as it is read (A4 landscape is 297).
        height_mm: its height.
        elements: what stands on the first page, in drawing order.
        running: what stands on every page; ``{page}`` and ``{pages}`` may be used.
        closing: what follows the running text, or None.
        is_sealed: whether the authority's seal belongs on it.

    """

    name: str
    title: str
    width_mm: float
    height_mm: float
    elements: tuple[Element, ...]
    running: tuple[Element, ...] = ()
    closing: Closing | None = None
    is_sealed: bool = False


class PlacedKind(Enum):
    """What a placed element draws."""

    FRAME = "frame"
    GUILLOCHE = "guilloche"
    TEXT = "text"
    RULE = "rule"
    SEAL = "seal"
    QR = "qr"
    SIGNATURE = "signature"


@dataclass(frozen=True)
class PlacedElement:
    """One thing to draw, everything decided: the screen and the PDF draw the same list.

    Attributes:
        kind: what it draws.
        x_mm, y_mm, width_mm, height_mm: its box; a text is centred vertically in it.
        page: page it stands on, from 0.
        text: lines, separated by a line feed, already broken.
        size_mm: size of the type (1 em) after shrinking.
        leading_mm: distance from line to line.
        face: kind of type.
        align: where the lines stand in the box.
        colour: its ink.
        value_name: the value it shows, or empty for fixed text.
        part: of a list, which entry it shows, from 1; 0 where it shows no list.
        is_known: False for a gap: the value has not been given yet.
        is_fitting: False when the text needs more room than there is; such a sheet is not made.
        stroke_mm: width of its lines.
        inner_mm, gap_mm: of a frame: its fine line and the way to it; of a band: ``gap_mm`` is
            its depth.
        pattern: of a guilloche.

    """

    kind: PlacedKind
    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    page: int = 0
    text: str = ""
    size_mm: float = 0.0
    leading_mm: float = 0.0
    face: Face = Face.SONG
    align: Align = Align.LEFT
    colour: Colour = Colour.INK
    value_name: str = ""
    part: int = 0
    is_known: bool = True
    is_fitting: bool = True
    stroke_mm: float = 0.0
    inner_mm: float = 0.0
    gap_mm: float = 0.0
    pattern: Pattern = Pattern.GROUND

    def __repr__(self) -> str:
        shown = repr(self.text) if not self.value_name else f"<{self.value_name}>"
        return f"PlacedElement({self.kind.value}, {self.x_mm:g}, {self.y_mm:g}, {shown})"
