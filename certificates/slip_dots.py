# SPDX-License-Identifier: Apache-2.0
"""A slip (凭条) as dots for a receipt printer: black or white, as high as its text needs.

The page is drawn as every paper is, so that a rare name stands on a slip as on the licence, and
then turned into dots: 8 dots a millimetre (203 an inch), the width of the roll that the head
reaches. A roll has no pages: what is blank below the last line of a page is left out.
"""

from typing import Final

import pypdfium2
from PIL import Image

from certificates.slip_picture import SlipPicture

DOTS_PER_MM: Final = 8
PAPER_MM: Final = 80.0
HEAD_MM: Final = 72.0
"""Of an 80 mm roll the head reaches 72 mm: 576 dots."""

_POINTS_PER_MM: Final = 72 / 25.4
_BLACK_BELOW: Final = 160
"""Grey from here down is black: thin strokes stay whole at 203 dots an inch."""

_FOOT_DOTS: Final = 16


def slip_picture(pdf: bytes) -> SlipPicture:
    """Turn the pages of a slip into dots, one below the other.

    Raises:
        ValueError: there is nothing on it.

    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        scale = DOTS_PER_MM / _POINTS_PER_MM
        pages = [page.render(scale=scale, grayscale=True).to_pil().copy() for page in document]
    finally:
        document.close()
    parts = [part for page in pages if (part := _inked(page)) is not None]
    if not parts:
        raise ValueError("a slip with nothing on it")
    width = parts[0].width
    whole = Image.new("1", (width, sum(part.height for part in parts)))
    top = 0
    for part in parts:
        whole.paste(part, (0, top))
        top += part.height
    return SlipPicture(width, whole.tobytes())


def _inked(page: Image.Image) -> Image.Image | None:
    """The rows of a page down to its last ink, between the margins; ink is 1."""
    margin = int((PAPER_MM - HEAD_MM) / 2 * DOTS_PER_MM)
    across = page.crop((margin, 0, margin + int(HEAD_MM * DOTS_PER_MM), page.height))
    ink = across.point(lambda grey: 255 if grey < _BLACK_BELOW else 0).convert("1", dither=None)
    box = ink.getbbox()
    if box is None:
        return None
    foot = min(ink.height, box[3] + _FOOT_DOTS)
    return ink.crop((0, max(0, box[1] - _FOOT_DOTS), ink.width, foot))
