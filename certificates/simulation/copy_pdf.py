# SPDX-License-Identifier: Apache-2.0
"""An annotated copy (加注件) as the simulated platform gives it: one A4 page with its mark.

A foreign file for the client: written by hand (ISO 32000-1), its characters drawn as a Type 3
font from a system font, so that nothing of the product's own rendering is used and the text can
still be read out of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

FONT: Final = Path("/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf")
"""Where Debian's package fonts-lxgw-wenkai puts it."""

WIDTH: Final = 842
HEIGHT: Final = 595
_MOST_GLYPHS: Final = 250
_LEFT: Final = 60


@dataclass(frozen=True)
class Line:
    """One line of text and its size in points."""

    text: str
    size: float = 16.0


class _PathPen(BasePen):  # type: ignore[misc]  # fontTools has no types
    """Writes a glyph's outline as path operators."""

    def __init__(self, glyphs: Any) -> None:  # noqa: ANN401
        super().__init__(glyphs)
        self.operators: list[str] = []

    def _moveTo(self, pt: Any) -> None:  # noqa: ANN401, N802  (fontTools' name)
        self.operators.append(f"{pt[0]:.0f} {pt[1]:.0f} m")

    def _lineTo(self, pt: Any) -> None:  # noqa: ANN401, N802
        self.operators.append(f"{pt[0]:.0f} {pt[1]:.0f} l")

    def _curveToOne(self, pt1: Any, pt2: Any, pt3: Any) -> None:  # noqa: ANN401, N802
        numbers = " ".join(f"{number:.0f}" for point in (pt1, pt2, pt3) for number in point)
        self.operators.append(f"{numbers} c")

    def _closePath(self) -> None:  # noqa: N802
        self.operators.append("h")


@dataclass(frozen=True)
class _Glyph:
    width: int
    path: str


@cache
def _font() -> tuple[Any, Any, int]:
    """Character map, glyphs and units of the system font, opened once."""
    font = TTFont(FONT, lazy=True)
    return font.getBestCmap(), font.getGlyphSet(), int(font["head"].unitsPerEm)


@cache
def _glyph(character: str) -> _Glyph:
    """The outline of a character; an empty box where the font has none."""
    names, glyphs, units = _font()
    name = names.get(ord(character))
    if name is None:
        return _Glyph(units, f"100 0 {units - 200} {units - 200} re")
    pen = _PathPen(glyphs)
    glyphs[name].draw(pen)
    return _Glyph(int(glyphs[name].width), " ".join([*pen.operators, "f"]))


def copy_pdf(lines: Sequence[Line], marks: Sequence[Line], acts: bytes = b"") -> bytes:
    """Write one page: the certificate's lines, and below a rule the marks of the copy.

    Control characters and lone surrogates are left out. ``acts`` goes into the catalogue as it
    is, for a file that wants to do something by itself.
    """
    characters = _characters("".join(line.text for line in (*lines, *marks)))
    codes = {character: place for place, character in enumerate(characters, 1)}
    content = _content(lines, marks, codes)
    procedures = [_procedure(_glyph(character)) for character in characters]
    first = 7
    names = b" ".join(b"/g%d" % place for place in codes.values())
    entries = b" ".join(b"/g%d %d 0 R" % (n, first + n - 1) for n in codes.values())
    widths = b" ".join(b"%d" % _glyph(character).width for character in characters)
    scale = 1 / _font()[2]
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % acts,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>" % (WIDTH, HEIGHT),
        _stream(content),
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 0 0] /FontMatrix [%f 0 0 %f 0 0]"
        b" /CharProcs << %s >> /Encoding << /Type /Encoding /Differences [1 %s] >>"
        b" /FirstChar 1 /LastChar %d /Widths [%s] /Resources << >> /ToUnicode 6 0 R >>"
        % (scale, scale, entries, names, len(characters), widths),
        _stream(_to_unicode(codes)),
        *procedures,
    )
    return _file(objects)


def _characters(text: str) -> list[str]:
    shown = [one for one in dict.fromkeys(text) if one.isprintable()]
    return shown[:_MOST_GLYPHS] or ["-"]


def _content(lines: Sequence[Line], marks: Sequence[Line], codes: dict[str, int]) -> bytes:
    written, height = [], HEIGHT - 90.0
    for line in (*lines, *marks):
        if marks and line is marks[0]:
            written.append(b"%d %.1f m %d %.1f l S" % (_LEFT, height, WIDTH - _LEFT, height))
            height -= 2 * line.size
        text = b"".join(b"%02x" % codes[one] for one in line.text if one in codes)
        place = (line.size, _LEFT, height, text)
        written.append(b"BT /F1 %.1f Tf %d %.1f Td <%s> Tj ET" % place)
        height -= 1.7 * line.size
    return b"\n".join(written)


def _procedure(glyph: _Glyph) -> bytes:
    return _stream(f"{glyph.width} 0 d0 {glyph.path}".encode())


def _to_unicode(codes: dict[str, int]) -> bytes:
    pairs = [
        b"<%02x> <%s>" % (code, one.encode("utf-16-be").hex().encode())
        for one, code in codes.items()
    ]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    mapped = b"\n".join(
        b"%d beginbfchar\n%s\nendbfchar" % (len(block), b"\n".join(block)) for block in blocks
    )
    return (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        b"1 begincodespacerange <00> <ff> endcodespacerange\n%s\n"
        b"endcmap end end" % mapped
    )


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def _file(objects: Sequence[bytes]) -> bytes:
    written = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    entries = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size, start = len(offsets) + 1, len(written)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, entries)
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
    return bytes(written) + table + end
