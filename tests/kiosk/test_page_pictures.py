# SPDX-License-Identifier: Apache-2.0
"""A report is looked at before it is printed: its pages, drawn from the file itself."""

import io

import pypdfium2
import zxingcpp
from PIL import Image

from certificates.page_pictures import MOST_PAGES, page_pictures
from kiosk.documents.process import DocumentProcess
from tests.support.document_process import READY_S, make

WIDTH = 1240


def test_the_picture_is_the_sheet_that_comes_out(documents: DocumentProcess) -> None:
    """What is printed on the sheet can be read off its picture."""
    (png,) = documents.pictures(make(documents), width_px=WIDTH, deadline_s=READY_S)
    picture = Image.open(io.BytesIO(png))
    assert picture.format == "PNG"
    assert abs(picture.width - WIDTH) <= 1
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text.startswith("https://example.cn/v#J1:")


def test_of_a_long_report_the_first_pages_are_drawn() -> None:
    document = pypdfium2.PdfDocument.new()
    for _ in range(MOST_PAGES + 3):
        document.new_page(100, 141)
    out = io.BytesIO()
    document.save(out)
    document.close()
    assert len(page_pictures(out.getvalue(), width_px=50)) == MOST_PAGES
