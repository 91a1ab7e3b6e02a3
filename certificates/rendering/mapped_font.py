# SPDX-License-Identifier: Apache-2.0
"""Opens a TrueType file for reportlab and keeps little of it in memory.

reportlab reads a font whole, keeps two objects for each of its glyphs, and copies all outlines
for each subset. Here the file is mapped, metrics are packed, and an outline is read when it is
wanted: the nine fonts then take a quarter of the memory, and a subset no copy of 20 MB.
"""

import mmap
from array import array
from collections import Counter
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from reportlab.pdfbase.ttfonts import TTFont

_COUNT_OF_METRICS: Final = 34
"""Place of numberOfHMetrics in the table hhea."""
_BLANKS: Final = frozenset(" \u2002\u2003\u3000")


class _MappedFile:
    """A file as reportlab wants it: ``read`` gives bytes that are read when they are used."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)

    def read(self) -> mmap.mmap:
        with Path(self.name).open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


class _Window:
    """A part of a file, of which slices are read."""

    def __init__(self, content: mmap.mmap, start: int) -> None:
        self._content = content
        self._start = start

    def __getitem__(self, part: slice) -> bytes:
        return self._content[self._start + part.start : self._start + part.stop]


class _Metrics:
    """Advance and bearing of each glyph, four bytes for both."""

    def __init__(self, metrics: list[tuple[int, int]]) -> None:
        self._advances = array("H", (advance for advance, _ in metrics))
        self._bearings = array("H", (bearing for _, bearing in metrics))

    def __getitem__(self, glyph: int) -> tuple[int, int]:
        return self._advances[glyph], self._bearings[glyph]


class Drawn:
    """Characters that a font really draws: in the font, and not empty."""

    def __init__(self, face: Any) -> None:  # noqa: ANN401  (reportlab has no types)
        self._glyphs: Mapping[int, int] = face.charToGlyph
        self._widths: Mapping[int, float] = face.charWidths
        self._usual: float = face.defaultWidth
        self._places: array[int] = face.glyphPos

    def __contains__(self, code: int) -> bool:
        glyph = self._glyphs.get(code)
        if glyph is None:
            return False
        return self._places[glyph + 1] > self._places[glyph] or chr(code) in _BLANKS

    def __getitem__(self, code: int) -> float:
        """Advance of a character in em."""
        return self._widths.get(code, self._usual) / 1000


def mapped_font(name: str, path: Path) -> Any:  # noqa: ANN401  (reportlab has no types)
    """Open a font under a name.

    Raises:
        TTFError, OSError, ValueError: it is no TrueType file, or not there, or empty.

    """
    font = TTFont(name, _MappedFile(path), asciiReadable=False, shapable=False)
    face = font.face
    _mend_metrics(face)
    face.hmetrics = _Metrics(face.hmetrics)
    face.glyphPos = array("L", face.glyphPos)
    _pack_widths(face)
    face.get_table = partial(_table, face, face.get_table)
    return font


def _pack_widths(face: Any) -> None:  # noqa: ANN401
    """Keep the widths that are not the usual one: nearly all characters are one em wide."""
    [(usual, _)] = Counter(face.charWidths.values()).most_common(1)
    face.charWidths = {code: width for code, width in face.charWidths.items() if width != usual}
    face.defaultWidth = usual


def _table(face: Any, whole: Any, tag: str) -> bytes | _Window:  # noqa: ANN401
    """Give a table of the file; of the outlines only what is sliced is read."""
    if tag != "glyf":
        content: bytes = whole(tag)
        return content
    return _Window(face._ttf_data, face.get_table_pos(tag)[0])  # noqa: SLF001  (no other name)


def _mend_metrics(face: Any) -> None:  # noqa: ANN401
    """Give the glyphs that share the last advance its true value.

    reportlab keeps it in thousandths of an em where font units belong, and would embed widths
    that contradict the file's own (ISO 19005-2 section 6.2.11.5).
    """
    count = face.get_ushort(face.get_table_pos("hhea")[0] + _COUNT_OF_METRICS)
    last = face.hmetrics[count - 1][0]
    face.hmetrics[count:] = [(last, bearing) for _, bearing in face.hmetrics[count:]]
