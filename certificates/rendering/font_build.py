# SPDX-License-Identifier: Apache-2.0
"""Builds the fonts of documents: ``python -m certificates.rendering.font_build OUT_DIR``.

reportlab draws no CFF outlines, and Debian's Noto CJK has no others. So the outlines are turned
into quadratic ones (at most half a unit of a thousand away) and put into small TrueType files:

* ``song.ttf``, ``title.ttf``, ``hei.ttf``, ``kai.ttf``: the standard list of 8105 characters,
  GB 2312, ASCII and the punctuation of papers; small, so a first page comes quickly;
* ``song-rare.ttf``: every other Han character of Noto Serif CJK SC, in mainland forms.

Equal sources give equal bytes. ``stamp`` in the folder names the recipe and the sources; where
it matches, nothing is built.
"""

import argparse
import hashlib
import os
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

RECIPE: Final = "5"
STAMP: Final = "stamp"
MAX_ERROR_UNITS: Final = 0.5
SIMPLIFIED: Final = "SC"
MADE: Final = 3_850_070_400
"""2026-01-01 in seconds since 1904: equal sources give equal bytes."""
_EXTRA: Final = (
    "〇—–·•‧・．…〔〕“”‘’＊×÷±°℃㎡№§※→←↑↓○●◎◇◆□■△▲☆★♂♀〈〉《》「」『』【】（）［］｛｝"
    "！，：；？。、￥＿－～＋＝％＃＆＠／＼｜ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ①②③④⑤⑥⑦⑧⑨⑩\u00a0\u2002\u2003\u3000"
)
_HAN: Final = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))


@dataclass(frozen=True)
class FontRecipe:
    """One file to build.

    Attributes:
        name: file name without ``.ttf``.
        source: font or collection of Debian.
        is_rare: whether it holds the Han characters outside the usual set instead of that set.

    """

    name: str
    source: Path
    is_rare: bool = False


_NOTO: Final = Path("/usr/share/fonts/opentype/noto")
RECIPES: Final = (
    FontRecipe("song-rare", _NOTO / "NotoSerifCJK-Regular.ttc", is_rare=True),
    FontRecipe("song", _NOTO / "NotoSerifCJK-Regular.ttc"),
    FontRecipe("title", _NOTO / "NotoSerifCJK-Bold.ttc"),
    FontRecipe("hei", _NOTO / "NotoSansCJK-Regular.ttc"),
    FontRecipe("kai", Path("/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf")),
)


def usual_characters() -> frozenset[int]:
    """Code points of GB 2312, of the standard list, of ASCII and of the papers' punctuation."""
    listed = (Path(__file__).parent / "standard_characters.txt").read_text(encoding="utf-8")
    text = "".join(line for line in listed.splitlines() if not line.startswith("#"))
    pairs = (bytes((high, low)) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
    national = "".join(pair.decode("gb2312", errors="ignore") for pair in pairs)
    ascii_text = "".join(map(chr, range(0x20, 0x7F)))
    return frozenset(map(ord, text + national + ascii_text + _EXTRA))


def build_fonts(out: Path, recipes: tuple[FontRecipe, ...] = RECIPES) -> bool:
    """Build every font into ``out``, unless its stamp says that they are there.

    Returns:
        Whether anything was built.

    Raises:
        FileNotFoundError: a source is missing; names it.

    """
    stamp = _stamp(recipes)
    marker = out / STAMP
    if marker.is_file() and marker.read_text(encoding="utf-8") == stamp:
        return False
    out.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as workers:
        for _ in workers.map(build_font, recipes, [out] * len(recipes)):
            pass
    _write_whole(marker, stamp.encode())
    return True


def build_font(recipe: FontRecipe, out: Path) -> Path:
    """Build one font; the file appears whole or not at all."""
    with closing(_open(recipe.source)) as source:
        built = _chosen(source, recipe)
    path = out / f"{recipe.name}.ttf"
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out) as folder:
        draft = Path(folder) / path.name
        built.save(draft)
        draft.replace(path)
    return path


def _chosen(source: Any, recipe: FontRecipe) -> FontBuilder:  # noqa: ANN401
    """Build the part of ``source`` that the recipe asks for."""
    cmap: dict[int, str] = source.getBestCmap()
    usual = usual_characters()
    rare = {code for code in cmap if code not in usual and _is_han(code)}
    chosen = rare if recipe.is_rare else usual & cmap.keys()
    return _converted(source, {code: cmap[code] for code in sorted(chosen)}, recipe.name)


def _converted(source: Any, cmap: dict[int, str], name: str) -> FontBuilder:  # noqa: ANN401
    """Build a font with the glyphs of ``cmap``, every outline quadratic and flat."""
    order = [".notdef", *dict.fromkeys(cmap.values())]
    metrics, units = source["hmtx"], source["head"].unitsPerEm
    outline = _copied if "glyf" in source else _converted_outline
    outlines = source.getGlyphSet()
    glyphs = {glyph: outline(source, outlines, glyph) for glyph in order}
    builder = FontBuilder(units, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(cmap)
    builder.setupGlyf(glyphs)
    table = builder.font["glyf"]
    builder.setupHorizontalMetrics(
        {glyph: (metrics[glyph][0], getattr(table[glyph], "xMin", 0)) for glyph in order}
    )
    hhea, os2 = source["hhea"], source["OS/2"]
    builder.setupHorizontalHeader(ascent=hhea.ascent, descent=hhea.descent)
    builder.setupNameTable(_names(source, name), mac=False)
    builder.setupOS2(
        usWeightClass=os2.usWeightClass,
        sTypoAscender=os2.sTypoAscender,
        sTypoDescender=os2.sTypoDescender,
        usWinAscent=os2.usWinAscent,
        usWinDescent=os2.usWinDescent,
        sCapHeight=getattr(os2, "sCapHeight", 0),
        achVendID="JIBN",
        fsType=os2.fsType,
    )
    builder.setupPost(keepGlyphNames=False)
    builder.updateHead(created=MADE, modified=MADE)
    builder.font.recalcTimestamp = False
    return builder


def _converted_outline(source: Any, outlines: Any, glyph: str) -> Any:  # noqa: ANN401
    """Turn the cubic outline of a glyph into a quadratic one."""
    del source
    pen = TTGlyphPen(None)
    outlines[glyph].draw(Cu2QuPen(pen, MAX_ERROR_UNITS, reverse_direction=True))
    return pen.glyph()


def _copied(source: Any, outlines: Any, glyph: str) -> Any:  # noqa: ANN401
    """Copy a quadratic outline without its hints; one made of other glyphs is drawn flat."""
    table = source["glyf"]
    own = table[glyph]
    if own.isComposite():
        pen = TTGlyphPen(None)
        flat = DecomposingRecordingPen(outlines)
        outlines[glyph].draw(flat)
        flat.replay(pen)
        return pen.glyph()
    own.expand(table)
    own.removeHinting()
    return own


def _names(source: Any, name: str) -> dict[str, str]:  # noqa: ANN401
    """Give the name table: the source's licence and copyright, and a name of its own."""
    kept = {
        "copyright": source["name"].getDebugName(0) or "",
        "licenseDescription": source["name"].getDebugName(13) or "",
    }
    family = f"Jiban {name.title()}"
    own = {
        "familyName": family,
        "styleName": "Regular",
        "uniqueFontIdentifier": f"{family} {RECIPE}",
        "fullName": family,
        "psName": family.replace(" ", ""),
        "version": f"Version {RECIPE}",
    }
    return {key: text for key, text in {**kept, **own}.items() if text}


def _open(source: Path) -> Any:  # noqa: ANN401  (fontTools has no types)
    """Open a font, or of a collection its simplified Chinese member."""
    if source.suffix != ".ttc":
        return TTFont(source, lazy=True)
    number = 0
    while True:
        font = TTFont(source, fontNumber=number, lazy=True)
        if str(font["name"].getDebugName(1)).endswith(f"CJK {SIMPLIFIED}"):
            return font
        font.close()
        number += 1


def _is_han(code: int) -> bool:
    return any(first <= code <= last for first, last in _HAN)


def _stamp(recipes: Iterable[FontRecipe]) -> str:
    """Name recipe, list of characters and sources; sizes stand for the sources' bytes."""
    characters = hashlib.sha256(repr(sorted(usual_characters())).encode()).hexdigest()
    sources = [f"{r.name} {r.source} {r.source.stat().st_size}" for r in recipes]
    return "\n".join((f"recipe {RECIPE}", f"characters {characters}", *sources)) + "\n"


def _write_whole(path: Path, content: bytes) -> None:
    draft = path.with_suffix(".new")
    draft.write_bytes(content)
    draft.replace(path)


def main() -> int:
    """Build the fonts into the folder named on the command line."""
    parser = argparse.ArgumentParser(description="Build the fonts of documents.")
    parser.add_argument("out", type=Path, help="folder for the built fonts")
    arguments = parser.parse_args()
    try:
        built = build_fonts(arguments.out)
    except FileNotFoundError as error:
        sys.stderr.write(f"DOCUMENT-0603 font source missing: {error.filename}\n")
        return 1
    word = "built" if built else "up to date"
    sys.stdout.write(f"fonts in {arguments.out}: {word}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
