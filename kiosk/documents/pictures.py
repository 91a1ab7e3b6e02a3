# SPDX-License-Identifier: Apache-2.0
"""The pages of a paper as pictures, drawn by the document process from the file itself."""

from collections.abc import Callable, Mapping

from kiosk.documents.request import Item

Ask = Callable[[Mapping[str, object], float], Item]


def pictures_by(ask: Ask, pdf: bytes, *, width_px: int, deadline_s: float) -> tuple[bytes, ...]:
    """Have the pages drawn.

    Args:
        ask: puts a question to the document process.
        pdf: the file.
        width_px: width of each picture in pixels.
        deadline_s: longest wait.

    Returns:
        One PNG file a page, as ``certificates.page_pictures``.

    Raises:
        DocumentError: as for a document; nothing was drawn.

    """
    said = ask({"pictures": pdf, "width_px": width_px}, deadline_s)
    return tuple(said["pages"])


def pictures_item(pdf: bytes, width_px: int) -> Item:
    """Draw the pages, in the document process."""
    from certificates.page_pictures import page_pictures  # noqa: PLC0415 - staff asks, a citizen never waits for it

    return {"pages": list(page_pictures(pdf, width_px=width_px))}
