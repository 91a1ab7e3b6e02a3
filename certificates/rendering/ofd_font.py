# SPDX-License-Identifier: Apache-2.0
"""A TrueType file of the few characters that a sheet shows, to be embedded in an OFD file.

It is built anew from outlines rather than cut from the font: OFD readers look a character up
by its code point, and the tables of a cut font hold much that no reader of a sheet needs.
"""

import io
from collections.abc import Iterable
from typing import Any, Final

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

from certificates.rendering.outlines import OutlineFont

_EPOCH: Final = 2_082_844_800
"""1970-01-01 in seconds since 1904 (TrueType table head): no file tells when it was made."""
_ASCENT_EM: Final = 0.88
_DESCENT_EM: Final = 0.12


def small_font(name: str, outlines: OutlineFont, characters: Iterable[str]) -> bytes:
    """Build a font of ``characters``.

    Args:
        name: what it calls itself, in ASCII.
        outlines: font that draws them all.
        characters: single characters, in any order.

    Returns:
        A TrueType file with code points up to U+10FFFF; equal arguments give equal bytes.

    """
    drawn = {f"u{ord(one):04X}": one for one in sorted(set(characters))}
    glyphs: dict[str, Any] = {".notdef": TTGlyphPen(None).glyph()}
    widths = {".notdef": outlines.units}
    for glyph, one in drawn.items():
        glyphs[glyph], widths[glyph] = _glyph(outlines, one), outlines.advance_units(one)
    builder = FontBuilder(outlines.units, isTTF=True)
    builder.updateHead(created=_EPOCH, modified=_EPOCH)
    builder.font.recalcTimestamp = False
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap({ord(one): glyph for glyph, one in drawn.items()})
    builder.setupGlyf(glyphs)
    table = builder.font["glyf"]
    bearings = {glyph: getattr(table[glyph], "xMin", 0) for glyph in glyphs}
    builder.setupHorizontalMetrics(
        {glyph: (widths[glyph], bearings[glyph]) for glyph in glyphs}
    )
    ascent, descent = round(_ASCENT_EM * outlines.units), round(_DESCENT_EM * outlines.units)
    builder.setupHorizontalHeader(ascent=ascent, descent=-descent)
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name})
    builder.setupOS2(sTypoAscender=ascent, sTypoDescender=-descent, usWinAscent=ascent)
    builder.setupPost(keepGlyphNames=False)
    buffer = io.BytesIO()
    builder.save(buffer)
    return buffer.getvalue()


def _glyph(outlines: OutlineFont, character: str) -> Any:  # noqa: ANN401  (fontTools)
    """Outline of a character, parts put together."""
    recorded = DecomposingRecordingPen(outlines.glyphs)
    outlines.draw(character, recorded)
    pen = TTGlyphPen(None)
    recorded.replay(pen)
    return pen.glyph()
