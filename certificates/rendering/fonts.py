# SPDX-License-Identifier: Apache-2.0
"""Chooses a font for each character; a character that no font draws is an error, never a blank.

Each face is a chain of designs. A value (a name, an address) is set in one design as a whole
where one has all of its characters, because mixed styles inside a name look like a mistake;
running text is mixed character by character. The big fonts at the chains' ends are read only
when a character needs them.
"""

import threading
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError

from certificates.elements import Face, Value
from certificates.errors import DocumentError, GlyphError
from certificates.rendering.mapped_font import Drawn, mapped_font
from certificates.rendering.private_use import standard_text
from certificates.settings import FontSettings
from certificates.wording import paragraphs_of

_SONG: Final = (
    ("song", "song-rare"),
    ("babelstone",),
    ("hanazono-a", "hanazono-b"),
)
CHAINS: Final[Mapping[Face, tuple[tuple[str, ...], ...]]] = {
    Face.SONG: _SONG,
    Face.KAI: (("kai", "wenkai"), *_SONG),
    Face.HEI: (("hei",), *_SONG),
    Face.TITLE: (("title",), *_SONG),
}
"""Designs that each face tries, in order; the fonts of one design look alike and may mix."""
NO_GLYPH: Final = "DOCUMENT-0601"
_REPLACEMENT: Final = "\ufffd"
_UNDRAWABLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Mn", "Me", "Zl", "Zp"})


@dataclass(frozen=True)
class Run:
    """Characters that stand next to each other in one font."""

    font: str
    text: str


class FontBook:
    """The fonts of documents, opened as they are needed.

    One process uses one book; opening is guarded, drawing belongs to one thread.
    """

    def __init__(self, settings: FontSettings) -> None:
        self._paths = _paths(settings)
        self._fonts: dict[str, Any] = {}
        self._opening = threading.Lock()
        self._tables: dict[str, Drawn] = {}

    def missing(self) -> tuple[Path, ...]:
        """Files that are not there (self-test)."""
        return tuple(path for path in self._paths.values() if not path.is_file())

    def path(self, font: str) -> Path:
        """File of a font named in a chain."""
        return self._paths[font]

    def warm(self) -> None:
        """Open the first font of every face, so that the first citizen does not wait for it."""
        for chain in CHAINS.values():
            self._drawn(chain[0][0])

    def font(self, name: str) -> Any:  # noqa: ANN401  (reportlab has no types)
        """Open a font and register it under its chain name.

        Raises:
            DocumentError: its file is missing or no font (DOCUMENT-0603).

        """
        with self._opening:
            if name not in self._fonts:
                self._fonts[name] = self._open(name)
            return self._fonts[name]

    def fonts_of(self, text: str, face: Face, *, whole: bool) -> tuple[str, ...]:
        """Name the font of each character of ``text``.

        Args:
            text: characters to draw, already in standard code points.
            face: chain to use.
            whole: prefer one design that has every character.

        Raises:
            DocumentError: a character is drawn by no font, or may not be drawn
                (DOCUMENT-0601); names its code point only.

        """
        designs = CHAINS[face]
        first = designs[0][0]
        if all(ord(character) in self._drawn(first) for character in text):
            return (first,) * len(text)
        names = tuple(self._font_of(character, designs) for character in text)
        if whole:
            for design in designs:
                alike = tuple(self._name_in(character, design) for character in text)
                if all(alike):
                    return alike
        return names

    def missing_in(self, text: str, face: Face) -> tuple[str, ...]:
        """Characters of ``text`` that no font of the chain draws, or that may not be drawn."""
        missing = []
        for character in text:
            try:
                self._font_of(character, CHAINS[face])
            except GlyphError:
                missing.append(character)
        return tuple(missing)

    def runs(self, text: str, names: Sequence[str]) -> Iterator[Run]:
        """Group characters of the same font."""
        start = 0
        for index in range(1, len(text) + 1):
            if index == len(text) or names[index] != names[start]:
                yield Run(names[start], text[start:index])
                start = index

    def advances(self, text: str, face: Face, *, whole: bool) -> Sequence[float]:
        """Give the advance of each character in em (``typesetting.Advances``)."""
        names = self.fonts_of(text, face, whole=whole)
        return [self._drawn(name)[ord(c)] for name, c in zip(names, text, strict=True)]

    def _font_of(self, character: str, designs: tuple[tuple[str, ...], ...]) -> str:
        if character == _REPLACEMENT or unicodedata.category(character) in _UNDRAWABLE:
            raise glyph_error(character)
        for design in designs:
            if name := self._name_in(character, design):
                return name
        raise glyph_error(character)

    def _name_in(self, character: str, design: tuple[str, ...]) -> str:
        """Name of the first font of a design that draws ``character``; empty if none does."""
        return next((name for name in design if ord(character) in self._drawn(name)), "")

    def _drawn(self, name: str) -> Drawn:
        """What a font really draws, and how wide."""
        if name not in self._tables:
            self._tables[name] = Drawn(self.font(name).face)
        return self._tables[name]

    def _open(self, name: str) -> Any:  # noqa: ANN401
        try:
            font = mapped_font(name, self._paths[name])
        except (TTFError, OSError, ValueError) as error:
            detail = f"cannot open font {name} at {self._paths[name]}"
            raise DocumentError("DOCUMENT-0603", detail) from error
        pdfmetrics.registerFont(font)
        return font


def preflight(values: Iterable[Value], fonts: FontBook, face: Face = Face.KAI) -> None:
    """Check that every character can be drawn, before a number is spent on the document.

    Raises:
        GlyphError: some cannot (DOCUMENT-0601); names their code points only, all of them.

    """
    missing: dict[str, None] = {}
    for value in values:
        for text in paragraphs_of(value):
            missing |= dict.fromkeys(fonts.missing_in(standard_text(text), face))
    if missing:
        raise glyph_error("".join(missing))


def glyph_error(characters: str) -> GlyphError:
    """The error about characters that no font draws; it holds their code points alone."""
    code_points = tuple(f"U+{ord(character):04X}" for character in characters)
    return GlyphError(NO_GLYPH, f"no glyph for {' '.join(code_points)}", code_points)


def _paths(settings: FontSettings) -> dict[str, Path]:
    built = {
        name: settings.built / f"{name}.ttf"
        for name in ("song", "song-rare", "title", "hei", "kai")
    }
    return built | {
        "wenkai": settings.wenkai,
        "babelstone": settings.babelstone,
        "hanazono-a": settings.hanazono_a,
        "hanazono-b": settings.hanazono_b,
    }
