# SPDX-License-Identifier: Apache-2.0
"""Documents come out equal, archival, readable to foreign eyes, and like the kept pictures.

``JIBAN_GOLDEN=1`` keeps new pictures; look at them before they are committed.
"""

import hashlib
import io
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import zxingcpp
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops

from certificates.elements import PlacedKind, Values
from certificates.errors import DocumentError
from certificates.guilloche import guilloche_curves, svg_path
from certificates.rendering.archive import Description, archived
from certificates.rendering.drawing import Marks
from certificates.rendering.seal import SealArtwork
from certificates.template import page_count, place, template_from
from tests.support.documents import (
    AUTHORITY,
    CASE,
    CREATED,
    LETTER,
    LETTER_VALUES,
    LICENCE,
    LICENCE_VALUES,
    LONG_VALUES,
    QR_TEXT,
    RECEIPT,
    RECEIPT_VALUES,
    ROOT,
    SLIP,
    SLIP_VALUES,
    STROKES,
    pictures,
    read_text,
    rendered,
    renderer,
    shipped,
    unspaced,
)

GOLDEN = ROOT / "tests" / "golden"
DOCUMENTS: list[tuple[str, Path, Values, bool]] = [
    ("licence", LICENCE, LICENCE_VALUES, False),
    ("licence-long-sample", LICENCE, LONG_VALUES, True),
    ("promise-letter", LETTER, LETTER_VALUES, False),
    ("receipt", RECEIPT, RECEIPT_VALUES, False),
    ("acceptance-slip", SLIP, SLIP_VALUES, True),
]
every_document = pytest.mark.parametrize(
    ("name", "path", "values", "sample"), DOCUMENTS, ids=[d[0] for d in DOCUMENTS]
)


def shown(values: Values) -> list[str]:
    """Every text of the values, without blanks."""
    parts: list[str] = []
    for value in values.values():
        parts += [value] if isinstance(value, str) else value
    return [unspaced(part) for part in parts]


# -- the same again -------------------------------------------------------------------------


@every_document
def test_equal_arguments_give_equal_bytes(
    name: str, path: Path, values: Values, sample: bool
) -> None:
    first = rendered(path, values, sample=sample)
    assert rendered(path, values, sample=sample) == first


def test_another_process_gives_the_same_bytes() -> None:
    program = (
        "import hashlib; from tests.support.documents import *; "
        "print(hashlib.sha256(rendered(LICENCE, LICENCE_VALUES)).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        timeout=60,
        env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"},
    )
    own = hashlib.sha256(rendered(LICENCE, LICENCE_VALUES)).hexdigest()
    assert done.stdout.strip() == own


@every_document
def test_the_picture_is_the_one_that_was_looked_at(
    name: str, path: Path, values: Values, sample: bool
) -> None:
    pages = pictures(rendered(path, values, sample=sample), dots_per_inch=100)
    for number, page in enumerate(pages, 1):
        kept = GOLDEN / f"{name}-{number}.png"
        if os.environ.get("JIBAN_GOLDEN"):
            GOLDEN.mkdir(exist_ok=True)
            page.save(kept, optimize=True)
        with Image.open(kept) as golden:
            assert golden.size == page.size
            changed = ImageChops.difference(golden.convert("L"), page.convert("L")).getbbox()
        assert changed is None, f"{kept.name} differs within {changed}"


# -- what a reader finds --------------------------------------------------------------------


@every_document
def test_every_value_is_copied_out_exactly(
    name: str, path: Path, values: Values, sample: bool
) -> None:
    text = unspaced(read_text(rendered(path, values, sample=sample)))
    # Footers interrupt what goes over a page.
    for value in shown(values):
        assert value in text


def test_the_spaced_title_is_copied_as_a_word() -> None:
    assert "公共场所卫生许可证" in read_text(rendered(LICENCE, LICENCE_VALUES))


@pytest.mark.parametrize("path", [LICENCE, RECEIPT], ids=lambda p: p.stem)
def test_the_code_is_read_from_a_scan(path: Path) -> None:
    values = LICENCE_VALUES if path is LICENCE else RECEIPT_VALUES
    for sample in (False, True):
        [page] = pictures(rendered(path, values, sample=sample), dots_per_inch=200)
        [code] = zxingcpp.read_barcodes(page)
        assert code.text == QR_TEXT


def test_a_sample_says_so_in_words_and_stays_readable() -> None:
    text = read_text(rendered(LICENCE, LICENCE_VALUES, sample=True))
    assert "样本" in text
    assert "不具有法律效力" in text
    assert "张𠮷祥" in text
    assert "样本" not in read_text(rendered(LICENCE, LICENCE_VALUES))


def test_the_seal_is_a_drawing_without_text_or_font() -> None:
    artwork = renderer().seal_artwork(SealArtwork(AUTHORITY, "行政审批专用章"))
    assert unspaced(read_text(artwork)) == ""
    with pikepdf.open(io.BytesIO(artwork)) as document:
        [page] = document.pages
        assert float(page.mediabox[2]) == pytest.approx(42 * 72 / 25.4, abs=0.01)
        assert b"Tj" not in page.Contents.read_bytes()
        assert not any("/FontFile2" in o for o in dictionaries(document))
    assert artwork == renderer().seal_artwork(SealArtwork(AUTHORITY, "行政审批专用章"))
    [picture] = pictures(artwork, dots_per_inch=100)
    assert min(picture.tobytes()) < 128


def test_a_long_authority_fits_its_seal_and_an_endless_one_is_refused() -> None:
    assert renderer().seal_artwork(SealArtwork("虚构" * 13))
    assert renderer().seal_artwork(SealArtwork(""))
    with pytest.raises(DocumentError) as caught:
        renderer().seal_artwork(SealArtwork("虚构" * 40))
    assert caught.value.code == "DOCUMENT-0602"


def test_a_seal_may_be_drawn_where_nobody_signs() -> None:
    plain = rendered(LICENCE, LICENCE_VALUES)
    sealed = renderer().render(
        shipped(LICENCE),
        LICENCE_VALUES,
        created=CREATED,
        document_id=CASE,
        seal=SealArtwork(AUTHORITY),
        qr_text=QR_TEXT,
    )
    [before], [after] = pictures(plain, dots_per_inch=50), pictures(sealed, dots_per_inch=50)
    box = ImageChops.difference(before, after).getbbox()
    assert box is not None
    mm = 25.4 / 50
    assert [round(n * mm / 3) for n in box] == [round(n / 3) for n in (206, 146, 248, 188)]


def test_the_sheet_tells_where_the_seal_belongs() -> None:
    marks = Marks(qr_text=QR_TEXT, strokes=STROKES)
    description = Description("x", "zh-CN", CASE, CREATED)
    sheet = renderer().render_sheet(
        shipped(LETTER), LETTER_VALUES, marks, description=description
    )
    assert sheet.seal is not None
    assert sheet.seal.page == sheet.page_count - 1 == 1
    receipt = renderer().render_sheet(
        shipped(RECEIPT), RECEIPT_VALUES, marks, description=description
    )
    assert receipt.seal is None


def test_the_screen_shows_the_same_texts_as_the_paper() -> None:
    estimated = place(shipped(LICENCE), LICENCE_VALUES)
    exact = renderer().place(shipped(LICENCE), LICENCE_VALUES, Marks())
    assert [(e.kind, e.text, e.x_mm, e.y_mm) for e in estimated] == [
        (e.kind, e.text, e.x_mm, e.y_mm) for e in exact
    ]


def test_the_ground_can_be_drawn_by_the_screen() -> None:
    placed = place(shipped(LICENCE), {})
    grounds = [e for e in placed if e.kind is PlacedKind.GUILLOCHE]
    assert len(grounds) == 2
    for element in grounds:
        path = svg_path(guilloche_curves(element))
        assert path.startswith("M")
        assert path.count("C") > 500


# -- what is refused ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "code", "named"),
    [
        ({"holder_name": ""}, "DOCUMENT-0602", "holder_name is missing"),
        ({"address": "长" * 300}, "DOCUMENT-0602", "address does not fit"),
        ({"holder_name": "王\ue000"}, "DOCUMENT-0601", "U+E000"),
    ],
)
def test_a_licence_with_a_fault_is_not_made(
    change: dict[str, str], code: str, named: str
) -> None:
    with pytest.raises(DocumentError) as caught:
        rendered(LICENCE, {**LICENCE_VALUES, **change})
    assert caught.value.code == code
    assert named in caught.value.detail
    assert "长长" not in caught.value.detail


def test_a_code_or_signature_that_is_missing_is_no_document() -> None:
    with pytest.raises(DocumentError, match="QR text is missing"):
        rendered(LICENCE, LICENCE_VALUES, qr_text="")
    with pytest.raises(DocumentError, match="signature is missing"):
        rendered(LETTER, LETTER_VALUES, strokes=())


def test_a_text_too_long_for_any_code_is_refused() -> None:
    with pytest.raises(DocumentError, match="too long for a QR code"):
        rendered(LICENCE, LICENCE_VALUES, qr_text="𠮷" * 1000)


def test_a_time_without_its_zone_is_a_mistake_of_the_caller() -> None:
    naive = CREATED.replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        archived(b"", Description("x", "zh-CN", CASE, naive))


def test_a_fault_leaves_no_value_in_the_message() -> None:
    template = template_from(
        {
            "name": "t",
            "title": "t",
            "width_mm": 100,
            "height_mm": 100,
            "elements": [
                {"kind": "text", "text": "{a}和{b}", "box": [9, 9, 20, 4], "size_mm": 4}
            ],
        }
    )
    with pytest.raises(DocumentError) as caught:
        renderer().render(
            template, {"a": "甲" * 90, "b": "乙"}, created=CREATED, document_id="1"
        )
    assert "甲" not in str(caught.value)


# -- archival (ISO 19005-2), rule by rule ---------------------------------------------------


def dictionaries(document: pikepdf.Pdf) -> list[Any]:
    """Every dictionary and stream dictionary of a file."""
    return [o for o in document.objects if isinstance(o, pikepdf.Dictionary | pikepdf.Stream)]


@every_document
def test_the_file_keeps_the_rules_of_pdf_a(
    name: str, path: Path, values: Values, sample: bool
) -> None:
    pdf = rendered(path, values, sample=sample)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root
        assert pdf[:8] == b"%PDF-1.7"  # 6.1.2
        assert "/ID" in document.trailer  # 6.1.3
        assert not document.is_encrypted
        [intent] = root.OutputIntents  # 6.2.3
        assert intent.S == pikepdf.Name.GTS_PDFA1
        assert intent.DestOutputProfile.N == 3
        assert not {"/OpenAction", "/AA", "/AcroForm", "/Names"} & set(root.keys())  # 6.5
        for item in dictionaries(document):
            assert "/SMask" not in item  # opaque
            assert item.get("/CA", 1) == 1
            assert item.get("/ca", 1) == 1
            assert item.get("/BM", pikepdf.Name.Normal) == pikepdf.Name.Normal
            assert "/Filter" not in item or item.Filter != pikepdf.Name.LZWDecode  # 6.1.7.2
        metadata = root.Metadata.read_bytes().decode("utf-8")  # 6.6
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>U</pdfaid:conformance>" in metadata
    assert "zh-CN" in metadata
    assert CASE in metadata
    for value in shown({k: values[k] for k in ("holder_name", "applicant") if k in values}):
        assert value not in metadata


@every_document
def test_fonts_are_embedded_with_true_widths_and_meanings(
    name: str, path: Path, values: Values, sample: bool
) -> None:
    with pikepdf.open(io.BytesIO(rendered(path, values, sample=sample))) as document:
        fonts = [o for o in dictionaries(document) if o.get("/Type") == pikepdf.Name.Font]
        assert fonts
        for font in fonts:
            program = TTFont(io.BytesIO(font.FontDescriptor.FontFile2.read_bytes()))
            check_widths(font, program)
            table = font.ToUnicode.read_bytes()
            assert b"<0000>" not in table.split(b"endcodespacerange")[1]


def check_widths(font: pikepdf.Object, program: TTFont) -> None:
    """Widths of the file equal those of the font program (6.2.11.5), within one unit."""
    [cmap] = [t for t in program["cmap"].tables if (t.platformID, t.platEncID) == (1, 0)]
    units = program["head"].unitsPerEm
    for code, width in enumerate(font.Widths):
        glyph = cmap.cmap.get(code + int(font.FirstChar))
        if glyph is not None:
            assert float(width) == pytest.approx(
                program["hmtx"][glyph][0] * 1000 / units, abs=1.0
            )


def test_the_rarest_fonts_have_true_widths_too() -> None:
    rare = {
        "holder_name": "\U00020003\U0002a6d5\U0002cea1𮝹𰻝",
        "address": "\U00022900\U0002bf1d路",
    }
    pdf = rendered(LICENCE, {**LICENCE_VALUES, **rare})
    with pikepdf.open(io.BytesIO(pdf)) as document:
        fonts = [o for o in dictionaries(document) if o.get("/Type") == pikepdf.Name.Font]
        used = " ".join(str(font.BaseFont) for font in fonts)
        assert all(name in used for name in ("HanaMinA", "HanaMinB", "BabelStoneHan"))
        for font in fonts:
            program = font.FontDescriptor.FontFile2.read_bytes()
            check_widths(font, TTFont(io.BytesIO(program)))
    assert all(value in read_text(pdf) for value in rare.values())


def test_page_size_and_time_are_those_asked_for() -> None:
    with pikepdf.open(io.BytesIO(rendered(LICENCE, LICENCE_VALUES))) as document:
        [page] = document.pages
        size = [float(n) * 25.4 / 72 for n in page.mediabox]
        assert size == pytest.approx([0, 0, 297, 210], abs=0.05)
        assert str(document.docinfo["/CreationDate"]) == "D:20261122093000+08'00'"
        assert str(document.docinfo["/Title"]) == "公共场所卫生许可证"
        assert document.Root.Lang == "zh-CN"
    other = renderer().render(
        shipped(LICENCE),
        LICENCE_VALUES,
        created=datetime(2026, 1, 2, tzinfo=UTC),
        document_id=CASE,
        qr_text=QR_TEXT,
    )
    with pikepdf.open(io.BytesIO(other)) as document:
        assert str(document.docinfo["/CreationDate"]) == "D:20260102000000+00'00'"


def test_a_letter_has_as_many_pages_as_it_was_placed_on() -> None:
    exact = renderer().place(shipped(LETTER), LETTER_VALUES, Marks(strokes=STROKES))
    with pikepdf.open(io.BytesIO(rendered(LETTER, LETTER_VALUES))) as document:
        assert len(document.pages) == page_count(exact) == 2


def test_a_renderer_can_be_warmed_and_asked_before_a_number_is_spent() -> None:
    renderer().warm()
    renderer().preflight(LICENCE_VALUES)
    with pytest.raises(DocumentError):
        renderer().preflight({"name": "\ufffd"})


def test_a_licence_stays_small() -> None:
    assert len(rendered(LICENCE, LICENCE_VALUES)) < 110_000
