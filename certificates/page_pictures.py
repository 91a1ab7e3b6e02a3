# SPDX-License-Identifier: Apache-2.0
"""The pages of a finished PDF as pictures, so that staff sees what will come out."""

import io
from typing import Final

import pypdfium2

MOST_PAGES: Final = 12
"""Pages that are drawn of a long report; its first ones."""


def page_pictures(pdf: bytes, *, width_px: int) -> tuple[bytes, ...]:
    """Draw the pages of a PDF.

    Args:
        pdf: the file, as it goes to the printer.
        width_px: width of each picture in pixels; the height follows the sheet.

    Returns:
        One PNG file a page, grey, from the first page; at most ``MOST_PAGES``.

    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(
            _drawn(document[place], width_px) for place in range(min(len(document), MOST_PAGES))
        )
    finally:
        document.close()


def _drawn(page: pypdfium2.PdfPage, width_px: int) -> bytes:
    out = io.BytesIO()
    picture = page.render(scale=width_px / page.get_width(), grayscale=True).to_pil()
    picture.save(out, "PNG")
    return out.getvalue()
