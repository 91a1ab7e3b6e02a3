# SPDX-License-Identifier: Apache-2.0
"""Characters as pure outlines, for what is a picture and no text: the seal and the 样本 mark.

What is drawn so is not found when the text is extracted, and needs no font in the file.
"""

import mmap
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from fontTools.pens.basePen import BasePen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

Matrix = tuple[float, float, float, float, float, float]
EM_MIDDLE: Final = 0.38
"""Height of the middle of a Han character above its baseline, in em."""


class _OperatorPen(BasePen):  # type: ignore[misc]  # fontTools has no types
    """Writes PDF path operators."""

    def __init__(self) -> None:
        super().__init__(None)
        self.operators: list[str] = []

    def _moveTo(self, pt: Any) -> None:  # noqa: ANN401, N802  (fontTools' name)
        self.operators.append(f"{pt[0]:.2f} {pt[1]:.2f} m")

    def _lineTo(self, pt: Any) -> None:  # noqa: ANN401, N802
        self.operators.append(f"{pt[0]:.2f} {pt[1]:.2f} l")

    def _curveToOne(self, pt1: Any, pt2: Any, pt3: Any) -> None:  # noqa: ANN401, N802
        numbers = " ".join(f"{number:.2f}" for point in (pt1, pt2, pt3) for number in point)
        self.operators.append(f"{numbers} c")

    def _closePath(self) -> None:  # noqa: N802
        self.operators.append("h")


class OutlineFont:
    """A TrueType file whose glyphs are asked for as paths.

    ``glyphs`` is fontTools' set of them, ``units`` the font's units in an em.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._font = TTFont(content, lazy=True)
        self.glyphs: Any = self._font.getGlyphSet()
        self._names: dict[int, str] = self._font.getBestCmap()
        self.units: int = self._font["head"].unitsPerEm

    def has(self, character: str) -> bool:
        """Whether the font draws ``character``."""
        return ord(character) in self._names

    def advance_em(self, character: str) -> float:
        """Advance of ``character`` in em."""
        return self.advance_units(character) / self.units

    def advance_units(self, character: str) -> int:
        """Advance of ``character`` in units of the font."""
        return int(self.glyphs[self._names[ord(character)]].width)

    def draw(self, character: str, pen: Any) -> None:  # noqa: ANN401  (fontTools' pens)
        """Draw ``character`` with a pen of fontTools, in units of the font."""
        self.glyphs[self._names[ord(character)]].draw(pen)

    def path(self, character: str, matrix: Matrix) -> str:
        """Path of ``character``, to be filled; ``matrix`` (a b c d e f) maps em to points."""
        pen = _OperatorPen()
        a, b, c, d, e, f = matrix
        per_unit = 1 / self.units
        moved = TransformPen(
            pen, (a * per_unit, b * per_unit, c * per_unit, d * per_unit, e, f)
        )
        self.draw(character, moved)
        return "\n".join(pen.operators)


@lru_cache(maxsize=8)
def outline_font(path: Path) -> OutlineFont:
    """Open the outlines of a font file once."""
    return OutlineFont(path)
