# SPDX-License-Identifier: Apache-2.0
"""Slips for the roll: whole, readable as dots, the rare name too, and never with a seal."""

import io

import pytest
import zxingcpp
from PIL import Image, ImageOps

from certificates.elements import Paragraphs
from certificates.slip_dots import slip_picture
from certificates.slip_picture import SlipPicture
from tests.support.documents import CATALOGUE, RECEIPT_VALUES, rendered, shipped
from tests.support.slip_samples import RARE, SAMPLES

SLIPS = CATALOGUE / "_slips"
NAMES = sorted(path.stem for path in SLIPS.glob("*.yaml"))


def drawn(name: str, **more: str) -> SlipPicture:
    """A slip of the catalogue as dots."""
    values = {**SAMPLES[name], **more}
    code = str(values.get("slip_code", ""))
    return slip_picture(rendered(SLIPS / f"{name}.yaml", values, qr_text=code, strokes=()))


def seen(picture: SlipPicture) -> Image.Image:
    """The slip as the eye sees it."""
    rows = len(picture.dots) * 8 // picture.width_dots
    dots = Image.frombytes("1", (picture.width_dots, rows), picture.dots)
    return ImageOps.invert(dots.convert("L"))


def test_there_is_a_sample_of_every_slip() -> None:
    assert set(SAMPLES) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_slip_is_as_wide_as_the_head_and_as_long_as_its_text(name: str) -> None:
    picture = drawn(name)
    rows = len(picture.dots) // (576 // 8)
    assert picture.width_dots == 576
    assert 100 < rows / 8 < 270  # millimetres of paper
    last = picture.dots[-3 * 72 :]
    assert not any(last)  # air below the last line, and no more than two millimetres
    assert any(picture.dots[-24 * 72 :])


@pytest.mark.parametrize("name", NAMES)
def test_every_slip_is_a_paper_of_its_own_name_and_bears_no_seal(name: str) -> None:
    slip, paper = shipped(SLIPS / f"{name}.yaml"), CATALOGUE / "_documents" / f"{name}.yaml"
    assert not slip.is_sealed
    if name != "code_slip":  # told when the A4 printer has failed: the roll or the glass
        assert not shipped(paper).is_sealed  # what the law wants sealed stays on A4
    assert (slip.width_mm, slip.height_mm) == (80.0, 297.0)
    assert all(one.is_slip for one in slip.elements if isinstance(one, Paragraphs))


def test_the_code_is_read_from_the_dots() -> None:
    (code,) = zxingcpp.read_barcodes(seen(drawn("receipt")))
    assert code.text == SAMPLES["receipt"]["slip_code"]


def test_a_rare_name_stands_there_and_is_no_blank() -> None:
    whole = drawn("receipt")
    for character in RARE:
        other = drawn("receipt", applicant=RARE.replace(character, "\u3000"))
        assert whole != other, character


def test_a_sample_says_so_in_black() -> None:
    plain, sample = drawn("receipt"), drawn("receipt", sample="样本　仅供演示，不具有法律效力")
    rows = slice(0, 40 * 72)
    assert sum(map(int.bit_count, sample.dots[rows])) > 300
    assert len(sample.dots) > len(plain.dots)


def test_a_slip_longer_than_a_page_goes_on_below_without_a_hole() -> None:
    many = tuple(f"第{number}份要补交的材料，名称很长很长很长" for number in range(60))
    values = {**RECEIPT_VALUES, "promised": many}
    pdf = rendered(SLIPS / "receipt.yaml", values, qr_text="JC1:x", strokes=())
    picture = slip_picture(pdf)
    blank, longest = 0, 0
    for row in range(len(picture.dots) // 72):
        blank = 0 if any(picture.dots[row * 72 : row * 72 + 72]) else blank + 1
        longest = max(longest, blank)
    assert len(picture.dots) // 72 / 8 > 400
    assert longest / 8 < 10


def test_a_slip_with_nothing_on_it_is_none() -> None:
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415  # an empty page, nothing else

    page = io.BytesIO()
    canvas = Canvas(page, pagesize=(226.8, 300))
    canvas.showPage()
    canvas.save()
    with pytest.raises(ValueError, match="nothing on it"):
        slip_picture(page.getvalue())
