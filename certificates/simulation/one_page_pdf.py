# SPDX-License-Identifier: Apache-2.0
"""A certificate's file for the simulated platform: one A5 page of PDF 1.4, written by hand.

A foreign sample for the client: nothing of the product's own rendering is used. ASCII only.
"""

from collections.abc import Sequence
from typing import Final

_FONT_SIZE: Final = 11
_LEADING: Final = 18


def one_page_pdf(lines: Sequence[str]) -> bytes:
    """Write lines of ASCII text on one page (ISO 32000-1, cross-reference table included).

    Raises:
        UnicodeEncodeError: a line is not ASCII.

    """
    content = _page_content(lines)
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 420] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    written = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    return bytes(written) + _cross_reference(offsets, start=len(written))


def _page_content(lines: Sequence[str]) -> bytes:
    shown = b"".join(b"(%s) Tj T*\n" % _escaped(line) for line in lines)
    return b"BT /F1 %d Tf %d TL 40 370 Td\n%sET" % (_FONT_SIZE, _LEADING, shown)


def _escaped(line: str) -> bytes:
    text = line.encode("ascii")
    for special in (b"\\", b"(", b")"):
        text = text.replace(special, b"\\" + special)
    return text


def _cross_reference(offsets: Sequence[int], *, start: int) -> bytes:
    entries = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(offsets) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, entries)
    return table + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        start,
    )
