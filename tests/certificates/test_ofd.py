# SPDX-License-Identifier: Apache-2.0
"""The OFD file beside the PDF: in order to foreign programs, and the same sheet to the eye."""

import io
from pathlib import Path

import pytest
import zxingcpp
from fontTools.ttLib import TTFont

from certificates.elements import Values
from certificates.rendering.archive import Attachment, Description
from certificates.rendering.drawing import Marks
from certificates.rendering.ofd_page import UNSEALED
from certificates.template import value_names
from tests.certificates.test_every_paper import compare_page, samples
from tests.support.documents import (
    CASE,
    CREATED,
    LETTER,
    LETTER_VALUES,
    LICENCE,
    LICENCE_VALUES,
    LONG_VALUES,
    QR_TEXT,
    STROKES,
    pictures,
    renderer,
    shipped,
    unspaced,
)
from tests.support.ofd import SPACE, drawn, entries, judged, parsed, read
from tests.support.paper_samples import NAMES

DATA = b'{"certificateNumber": "7"}'
DIGEST = "0" * 63 + "7"


def both(path: Path, values: Values, *, sample: bool = False) -> tuple[bytes, bytes]:
    """The PDF of a sheet, unsealed, and the OFD file beside it."""
    template, marks = shipped(path), Marks(None, QR_TEXT, STROKES, sample)
    attached = Attachment("licence.json", "application/json", DATA)
    about = Description(template.title, "zh-CN", CASE, CREATED, attached)
    sheet = renderer().render_sheet(template, values, marks, description=about)
    ofd = renderer().companion(template, sheet, marks, description=about, pdf_sha256=DIGEST)
    return sheet.pdf, ofd


def ofd_of(path: Path, values: Values) -> bytes:
    return both(path, values)[1]


@pytest.mark.slow
def test_every_paper_is_in_order_and_reads_as_its_pdf(tmp_path: Path) -> None:
    """One run of the judge for all."""
    files = {name: ofd_of(path, values) for name, (path, values) in samples().items()}
    assert judged(files, tmp_path) == ""
    for name, (path, values) in samples().items():
        text = unspaced(read(files[name]))
        for value in ("applicant", "holder_name", "case_number"):
            if value in value_names(shipped(path)):
                assert unspaced(str(values[value])) in text, name


def test_the_judge_can_fail(tmp_path: Path) -> None:
    good = ofd_of(LICENCE, LICENCE_VALUES)
    assert judged({"good": good}, tmp_path) == ""
    assert judged({"good": good, "cut": good[:-200]}, tmp_path) != ""


KEPT: dict[str, tuple[Path, Values, bool]] = {
    "licence": (LICENCE, LICENCE_VALUES, False),
    "licence-long-sample": (LICENCE, LONG_VALUES, True),
    "promise-letter": (LETTER, LETTER_VALUES, False),
}


@pytest.mark.parametrize("kept", KEPT)
def test_it_looks_as_the_pdf_does(kept: str, tmp_path: Path) -> None:
    """Held to pictures that were laid beside the PDF's; ``JIBAN_GOLDEN=1`` keeps new ones."""
    path, values, sample = KEPT[kept]
    pdf, ofd = both(path, values, sample=sample)
    shown = drawn(ofd, tmp_path, dots_per_inch=60)
    assert len(shown) == len(pictures(pdf, dots_per_inch=20))
    for number, page in enumerate(shown, 1):
        compare_page(f"ofd-{kept}-{number}", page)


@pytest.mark.parametrize("name", NAMES)
def test_rare_names_are_drawn_and_read(name: str) -> None:
    ofd = ofd_of(LICENCE, {**LICENCE_VALUES, "holder_name": name})
    assert name in unspaced(read(ofd))
    fonts = [TTFont(io.BytesIO(one)) for path, one in entries(ofd).items() if "font" in path]
    drawable = {chr(code) for font in fonts for code in font.getBestCmap()}
    assert set(name) <= drawable
    for font in fonts:
        glyphs = font["glyf"]
        for code, glyph in font.getBestCmap().items():
            assert glyphs[glyph].numberOfContours or chr(code).isspace(), hex(code)


def test_a_character_beyond_the_first_plane_stands_alone() -> None:
    """Readers count it once or twice among the steps; alone it has none."""
    ofd = ofd_of(LICENCE, {**LICENCE_VALUES, "holder_name": "张𠮷𠮷祥"})
    page = parsed(ofd, "Doc_0/Pages/Page_0/Content.xml")
    codes = list(page.iter(f"{SPACE}TextCode"))
    rare = [one for one in codes if one.text and max(one.text) > "\uffff"]
    assert [one.text for one in rare] == ["𠮷", "𠮷"]
    assert all("DeltaX" not in one.attrib for one in rare)


def test_the_code_is_read_from_it(tmp_path: Path) -> None:
    (page,) = drawn(ofd_of(LICENCE, LICENCE_VALUES), tmp_path, dots_per_inch=200)
    assert [found.text for found in zxingcpp.read_barcodes(page)] == [QR_TEXT]


def test_it_says_that_it_bears_no_seal_and_which_file_does() -> None:
    ofd = ofd_of(LICENCE, LICENCE_VALUES)
    assert unspaced(UNSEALED[:10]) in unspaced(read(ofd))
    root = parsed(ofd, "OFD.xml")
    said = {one.get("Name"): one.text for one in root.iter(f"{SPACE}CustomData")}
    assert said == {"document": CASE, "pdfSha256": DIGEST}
    assert root.find(f".//{SPACE}Signatures") is None


def test_its_data_travel_with_it() -> None:
    files = entries(ofd_of(LICENCE, LICENCE_VALUES))
    assert files["Doc_0/Attachs/licence.json"] == DATA
    assert b"Attachs/Attachments.xml" in files["Doc_0/Document.xml"]


def test_equal_sheets_are_equal_bytes_and_every_number_is_given_once() -> None:
    first = ofd_of(LETTER, LETTER_VALUES)
    assert ofd_of(LETTER, LETTER_VALUES) == first
    assert ofd_of(LETTER, {**LETTER_VALUES, "applicant": "李𬭚"}) != first
    numbers: list[int] = []
    for name in entries(first):
        if name.endswith(".xml"):
            numbers += [
                int(one.get("ID", ""))
                for one in parsed(first, name).iter()
                if digits(one.get("ID"))
            ]
    last = parsed(first, "Doc_0/Document.xml").find(f".//{SPACE}MaxUnitID")
    assert last is not None
    assert sorted(numbers) == list(range(1, int(last.text or 0) + 1))


def digits(text: str | None) -> bool:
    return (text or "").isdigit()
