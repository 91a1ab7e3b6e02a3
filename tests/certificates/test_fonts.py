# SPDX-License-Identifier: Apache-2.0
"""Every character is drawn in a font that has it, and is copied out as itself."""

import io
import shutil
import sys
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from certificates.elements import Face
from certificates.errors import DocumentError
from certificates.rendering.archive import unicode_map
from certificates.rendering.font_build import (
    RECIPES,
    STAMP,
    FontRecipe,
    build_font,
    build_fonts,
    main,
    usual_characters,
)
from certificates.rendering.fonts import CHAINS, FontBook, preflight
from certificates.rendering.private_use import STANDARD_CODE_POINT, standard_text
from certificates.settings import FontSettings
from tests.support.documents import (
    LICENCE,
    LICENCE_VALUES,
    font_settings,
    read_text,
    rendered,
    renderer,
    unspaced,
)

RARE_NAMES = (
    "张𠮷祥",
    "李𬭚",
    "王䶮",
    "赵㛃",
    "陈㸆",
    "刘𬱖𫟹",
    "𬬮𫘧𪟝",
    "𮝹𰻝",
    "买买提·阿布都热依木",
    "頔昇喆",
)
KAI = next(recipe for recipe in RECIPES if recipe.name == "kai")


@pytest.fixture(scope="module")
def fonts() -> FontBook:
    return renderer().fonts


# -- choice of fonts ------------------------------------------------------------------------


@pytest.mark.parametrize("name", RARE_NAMES)
def test_a_rare_name_prints_and_is_copied_as_itself(name: str) -> None:
    pdf = rendered(LICENCE, {**LICENCE_VALUES, "holder_name": name})
    assert unspaced(name) in unspaced(read_text(pdf))


@pytest.mark.parametrize("name", RARE_NAMES)
def test_a_name_is_set_in_one_design(name: str, fonts: FontBook) -> None:
    used = set(fonts.fonts_of(name, Face.KAI, whole=True))
    assert any(used <= set(design) for design in CHAINS[Face.KAI])


def test_running_text_mixes_only_the_characters_that_must(fonts: FontBook) -> None:
    names = fonts.fonts_of("经营者𮝹，理发店", Face.HEI, whole=False)
    assert [name == "hei" for name in names] == [c != "𮝹" for c in "经营者𮝹，理发店"]


def test_characters_of_every_chain_have_advances(fonts: FontBook) -> None:
    for face in Face:
        assert fonts.advances("证照", face, whole=True) == [1.0, 1.0]
        assert fonts.advances("Ⅷ　", face, whole=False)[1] == 1.0


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("王\ue000", "U+E000"),
        ("王\U000f0001", "U+F0001"),
        ("王\ufffd", "U+FFFD"),
        ("王\u200b", "U+200B"),
        ("王\u0301", "U+0301"),
        ("王\t", "U+0009"),
        ("王\U0002ebf0", "U+2EBF0"),
    ],
)
def test_what_no_font_may_draw_is_refused_by_its_code_point_alone(
    text: str, named: str, fonts: FontBook
) -> None:
    with pytest.raises(DocumentError) as caught:
        preflight([text], fonts)
    assert caught.value.code == "DOCUMENT-0601"
    assert caught.value.detail == f"no glyph for {named}"


def test_preflight_looks_into_lists_and_mends_private_characters(fonts: FontBook) -> None:
    preflight(["王\ue863", ("第一项", "第二\n行"), ""], fonts)
    with pytest.raises(DocumentError):
        preflight([("第一项", "\ufffd")], fonts)


def test_the_punctuation_of_papers_is_in_the_first_font(fonts: FontBook) -> None:
    text = "〇—·〔〕“”‘’＊‧・，。：；（）《》、！？１Ａ①Ⅷ"
    for face in (Face.SONG, Face.HEI, Face.TITLE):
        assert set(fonts.fonts_of(text, face, whole=True)) == {CHAINS[face][0][0]}


# -- private use ----------------------------------------------------------------------------


def test_private_characters_are_put_where_they_belong() -> None:
    assert standard_text("王\ue863\ue831") == "王䶮\U000215d7"
    assert standard_text("\ue7c7\ue78d") == "\u1e3f\ufe10"
    assert standard_text("王\ue000") == "王\ue000"


def test_the_table_is_whole_and_leads_out_of_the_private_area() -> None:
    block = {code for code in STANDARD_CODE_POINT if 0xE815 <= code <= 0xE864}
    assert len(block) == 80
    assert len(STANDARD_CODE_POINT) == 91
    assert not any(0xE000 <= code <= 0xF8FF for code in STANDARD_CODE_POINT.values())
    assert len(set(STANDARD_CODE_POINT.values())) == len(STANDARD_CODE_POINT)


def test_the_table_agrees_with_the_codec_where_the_codec_knows() -> None:
    trail = [*range(0x50, 0x7F), *range(0x80, 0xA1)]
    for offset, low in enumerate(trail):
        decoded = bytes((0xFE, low)).decode("gb18030")
        if not 0xE000 <= ord(decoded) <= 0xF8FF:
            assert STANDARD_CODE_POINT[0xE815 + offset] == ord(decoded)


def test_a_private_character_of_an_old_card_prints_as_the_real_one() -> None:
    pdf = rendered(LICENCE, {**LICENCE_VALUES, "holder_name": "王\ue863"})
    assert "王䶮" in read_text(pdf)


# -- missing fonts --------------------------------------------------------------------------


def test_a_missing_font_is_named_and_refused(tmp_path: Path) -> None:
    book = FontBook(FontSettings(built=tmp_path, wenkai=tmp_path / "none.ttf"))
    assert tmp_path / "song.ttf" in book.missing()
    assert tmp_path / "none.ttf" in book.missing()
    with pytest.raises(DocumentError) as caught:
        book.warm()
    assert caught.value.code == "DOCUMENT-0603"


def test_a_damaged_font_is_refused(tmp_path: Path) -> None:
    (tmp_path / "song.ttf").write_bytes(b"no font at all")
    with pytest.raises(DocumentError) as caught:
        FontBook(FontSettings(built=tmp_path)).font("song")
    assert caught.value.code == "DOCUMENT-0603"


def test_no_font_is_missing_here(fonts: FontBook) -> None:
    assert fonts.missing() == ()


# -- building -------------------------------------------------------------------------------


def test_the_usual_characters_hold_both_lists() -> None:
    usual = usual_characters()
    assert {ord(c) for c in "一𬭚〇·—aZ9～Ⅷ"} <= usual
    assert ord("𠮷") not in usual
    assert 9_000 <= len(usual) <= 9_300


@pytest.mark.parametrize("name", ["song", "title", "hei", "kai"])
def test_a_built_font_has_the_whole_standard_list(name: str) -> None:
    font = TTFont(io.BytesIO((font_settings().built / f"{name}.ttf").read_bytes()))
    listed = (
        Path(__file__).parents[2] / "certificates/rendering/standard_characters.txt"
    ).read_text("utf-8")
    standard = {ord(c) for line in listed.splitlines() if line[0] != "#" for c in line}
    assert len(standard) == 8105
    assert not standard - font.getBestCmap().keys()


@pytest.mark.slow
def test_equal_sources_give_equal_bytes(tmp_path: Path) -> None:
    assert (
        build_font(KAI, tmp_path).read_bytes()
        == (font_settings().built / "kai.ttf").read_bytes()
    )


def tiny_font(path: Path, *, is_cubic: bool) -> Path:
    """A font of 一 (a box) and 二 (twice the box), with cubic or quadratic outlines."""
    builder = FontBuilder(1000, isTTF=not is_cubic)
    builder.setupGlyphOrder([".notdef", "one", "two"])
    builder.setupCharacterMap({ord("一"): "one", ord("二"): "two"})
    if is_cubic:
        pen = T2CharStringPen(1000, None)
        draw_box(pen)
        shapes = {name: pen.getCharString() for name in (".notdef", "one", "two")}
        builder.setupCFF("Tiny", {}, shapes, {})
    else:
        one = TTGlyphPen(None)
        draw_box(one)
        single = one.glyph()
        two = TTGlyphPen({"one": None})
        two.addComponent("one", (1, 0, 0, 1, 0, 300))
        builder.setupGlyf({".notdef": single, "one": single, "two": two.glyph()})
    builder.setupHorizontalMetrics(dict.fromkeys([".notdef", "one", "two"], (1000, 100)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Tiny", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)
    return path


def draw_box(pen: T2CharStringPen | TTGlyphPen) -> None:
    pen.moveTo((100, 0))
    pen.lineTo((100, 80))
    pen.lineTo((900, 80))
    pen.lineTo((900, 0))
    pen.closePath()


@pytest.mark.parametrize("is_cubic", [True, False])
def test_a_font_is_built_with_flat_quadratic_outlines(tmp_path: Path, is_cubic: bool) -> None:
    source = tiny_font(tmp_path / "tiny.otf", is_cubic=is_cubic)
    path = build_font(FontRecipe("made", source), tmp_path / "out")
    font = TTFont(io.BytesIO(path.read_bytes()))
    assert set(font.getBestCmap()) == {ord("一"), ord("二")}
    assert not any(font["glyf"][name].isComposite() for name in font.getGlyphOrder())
    assert font["hmtx"][font.getBestCmap()[ord("一")]] == (1000, 100)
    assert font["glyf"][font.getBestCmap()[ord("二")]].numberOfContours == 1
    assert font["head"].created == font["head"].modified
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["made.ttf"]


def test_building_leaves_a_stamp_and_happens_once(tmp_path: Path) -> None:
    recipe = FontRecipe("made", tiny_font(tmp_path / "tiny.otf", is_cubic=False))
    assert build_fonts(tmp_path / "out", (recipe,))
    assert not build_fonts(tmp_path / "out", (recipe,))
    rare = FontRecipe("made", recipe.source, is_rare=True)
    built = build_font(rare, tmp_path / "rare")
    assert TTFont(io.BytesIO(built.read_bytes())).getBestCmap() == {}


def test_a_matching_stamp_saves_the_work(tmp_path: Path) -> None:
    built = font_settings().built
    shutil.copy(built / STAMP, tmp_path / STAMP)
    assert not build_fonts(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {STAMP}


def test_a_missing_source_is_named_on_the_command_line(tmp_path: Path) -> None:
    absent = FontRecipe("song", tmp_path / "absent.ttc")
    with pytest.raises(FileNotFoundError, match="absent"):
        build_fonts(tmp_path / "out", (absent,))


def test_the_command_says_that_fonts_are_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(font_settings().built / STAMP, tmp_path / STAMP)
    monkeypatch.setattr(sys, "argv", ["font_build", str(tmp_path)])
    assert main() == 0
    assert capsys.readouterr().out.endswith("up to date\n")


def test_codes_beyond_the_first_plane_are_written_as_two_units() -> None:
    table = unicode_map({code: 0x20000 + code for code in range(1, 251)})
    assert b"<01> <D840DC01>" in table
    assert table.count(b"beginbfchar") == 3
    assert b"100 beginbfchar" in table
    assert b"50 beginbfchar" in table
