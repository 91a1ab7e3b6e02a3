# SPDX-License-Identifier: Apache-2.0
"""The authority's round seal (公章) as a drawing: ring, five-pointed star, name on the arc.

Size and order follow 国发〔1999〕25号: 42 mm across for an office at county level, the name on
an arc from left to right, the star in the middle. One opaque red, outlines only, no font: the
page stays a valid PDF/A when it is stamped, and nobody can copy text out of the seal.
"""

import io
import math
from dataclasses import dataclass
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from certificates.elements import Colour, Face
from certificates.errors import DocumentError
from certificates.rendering.fonts import FontBook
from certificates.rendering.outlines import EM_MIDDLE, OutlineFont, outline_font
from certificates.rendering.private_use import standard_text

DIAMETER_MM: Final = 42.0
POINTS_PER_MM: Final = 72 / 25.4
_RING: Final = 0.030  # of the diameter, as all that follow
_STAR_RADIUS: Final = 0.145
_TEXT_RADIUS: Final = 0.372
_TEXT_SIZE: Final = 0.125
_CAPTION_SIZE: Final = 0.068
_CAPTION_DEPTH: Final = 0.325
_WIDEST_ARC: Final = math.radians(220)
_PITCH: Final = 1.22
_NARROWEST: Final = 0.62
_SMALLEST: Final = 0.07


@dataclass(frozen=True)
class SealArtwork:
    """What a seal says: the authority on the arc, and below the star what it is for."""

    authority: str
    caption: str = ""
    diameter_mm: float = DIAMETER_MM


def seal_artwork_pdf(artwork: SealArtwork, fonts: FontBook) -> bytes:
    """Draw a seal on a page of its own size, to be stamped by the signer.

    Returns:
        A one-page PDF without fonts, images or transparency; equal artwork gives equal bytes.

    Raises:
        DocumentError: a character has no glyph (DOCUMENT-0601), or the name is too long for
            the arc (DOCUMENT-0602).

    """
    side = artwork.diameter_mm * POINTS_PER_MM
    buffer = io.BytesIO()
    first = fonts.font("song").fontName
    canvas = Canvas(buffer, pagesize=(side, side), invariant=1, initialFontName=first)
    canvas.addLiteral(seal_operators(artwork, fonts, centre=(side / 2, side / 2)))
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def seal_operators(
    artwork: SealArtwork, fonts: FontBook, *, centre: tuple[float, float]
) -> str:
    """Write the drawing as PDF operators around ``centre`` (points)."""
    size = artwork.diameter_mm * POINTS_PER_MM
    red = " ".join(f"{int(Colour.SEAL.value[i : i + 2], 16) / 255:.4f}" for i in (1, 3, 5))
    parts = [f"q {red} rg {red} RG", f"1 0 0 1 {centre[0]:.3f} {centre[1]:.3f} cm"]
    parts += [f"{_RING * size:.3f} w", _circle(size * (1 - _RING) / 2), "S"]
    parts += [_star(_STAR_RADIUS * size), "f"]
    parts += _arc(standard_text(artwork.authority), size, fonts)
    parts += _caption(standard_text(artwork.caption), size, fonts)
    return "\n".join([*parts, "Q"])


def _arc(text: str, size: float, fonts: FontBook) -> list[str]:
    """Fill the name along the arc, its middle above the star."""
    if not text:
        return []
    em, narrow, step = _fitted_arc(len(text), size)
    radius = _TEXT_RADIUS * size
    paths = []
    for index, character in enumerate(text):
        angle = (len(text) - 1) / 2 * step - index * step
        cos, sin = math.cos(angle), math.sin(angle)
        font = _outlines(character, fonts)
        left, low = -font.advance_em(character) / 2, -EM_MIDDLE
        a, b = em * narrow * cos, em * narrow * sin
        c, d = -em * sin, em * cos
        e = -radius * sin + a * left + c * low
        f = radius * cos + b * left + d * low
        paths += [font.path(character, (a, b, c, d, e, f)), "f"]
    return paths


def _fitted_arc(count: int, size: float) -> tuple[float, float, float]:
    """Give type size, narrowing and angle per character; longer names narrow, then shrink."""
    em, radius = _TEXT_SIZE * size, _TEXT_RADIUS * size
    step = min(_PITCH * em / radius, _WIDEST_ARC / max(count - 1, 1))
    narrow = min(1.0, 0.98 * step * radius / em)
    if narrow < _NARROWEST:
        em, narrow = em * narrow / _NARROWEST, _NARROWEST
    if em < _SMALLEST * size:
        raise DocumentError("DOCUMENT-0602", "the authority's name is too long for its seal")
    return em, narrow, step


def _caption(text: str, size: float, fonts: FontBook) -> list[str]:
    """Fill the straight line below the star."""
    em = _CAPTION_SIZE * size
    x = -em * len(text) / 2
    y = -_CAPTION_DEPTH * size - EM_MIDDLE * em
    paths = []
    for index, character in enumerate(text):
        font = _outlines(character, fonts)
        paths += [font.path(character, (em, 0, 0, em, x + index * em, y)), "f"]
    return paths


def _outlines(character: str, fonts: FontBook) -> OutlineFont:
    name = fonts.fonts_of(character, Face.TITLE, whole=False)[0]
    return outline_font(fonts.path(name))


def _circle(radius: float) -> str:
    """Write a circle of four cubic segments around the origin."""
    k, r = 0.5522847498 * radius, radius
    corners = ((r, k, k, r, 0, r), (-k, r, -r, k, -r, 0), (-r, -k, -k, -r, 0, -r))
    curves = [" ".join(f"{n:.3f}" for n in corner) + " c" for corner in corners]
    return (
        f"{r:.3f} 0 m\n"
        + "\n".join(curves)
        + f"\n{k:.3f} {-r:.3f} {r:.3f} {-k:.3f} {r:.3f} 0 c h"
    )


def _star(radius: float) -> str:
    """Write a regular five-pointed star, one point up."""
    inner = radius * math.sin(math.radians(18)) / math.sin(math.radians(54))
    points = []
    for index in range(10):
        length = radius if index % 2 == 0 else inner
        angle = math.radians(90 + 36 * index)
        points.append(f"{length * math.cos(angle):.3f} {length * math.sin(angle):.3f}")
    return f"{points[0]} m\n" + "\n".join(f"{point} l" for point in points[1:]) + "\nh"
