# SPDX-License-Identifier: Apache-2.0
"""Draws a QR code (ISO/IEC 18004) as vectors: rectangles that join without a seam."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Final

from qrcode.constants import ERROR_CORRECT_M
from qrcode.exceptions import DataOverflowError
from qrcode.main import QRCode

from certificates.errors import DocumentError

QUIET_MODULES: Final = 4
MASK: Final = 3
"""Fixed: trying all eight costs four milliseconds, and every reader undoes any of them."""
OVERLAP: Final = 0.02
"""Part of a module by which a bar reaches into the next row, so that no seam shows."""


@lru_cache(maxsize=8)
def qr_matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    """Encode ``text`` with error correction M; rows of modules, dark is True, no quiet zone.

    Raises:
        DocumentError: the text does not fit into any version (DOCUMENT-0602).

    """
    code = QRCode(error_correction=ERROR_CORRECT_M, mask_pattern=MASK, border=0)
    code.add_data(text)
    try:
        code.make(fit=True)
    except (DataOverflowError, ValueError) as error:
        raise DocumentError("DOCUMENT-0602", "text too long for a QR code") from error
    return tuple(tuple(bool(module) for module in row) for row in code.modules)


def qr_operators(text: str, *, left: float, bottom: float, side: float) -> str:
    """Write the code as PDF operators, on white, its quiet zone of four modules in ``side``.

    Args:
        text: what a reader is to see.
        left: left edge of the quiet zone, in points.
        bottom: lower edge.
        side: width and height.

    """
    matrix = qr_matrix(text)
    module = side / (len(matrix) + 2 * QUIET_MODULES)
    ground = f"{left:.3f} {bottom:.3f} {side:.3f} {side:.3f} re f"
    parts = [f"q 1 1 1 rg {ground} 0 0 0 rg"]
    top = bottom + side - QUIET_MODULES * module
    for row, start, end in dark_bars(matrix):
        x = left + (QUIET_MODULES + start) * module
        y = top - (row + 1 + OVERLAP) * module
        width, height = (end - start) * module, (1 + OVERLAP) * module
        parts.append(f"{x:.3f} {y:.3f} {width:.3f} {height:.3f} re")
    return "\n".join([*parts, "f Q"])


def dark_bars(matrix: tuple[tuple[bool, ...], ...]) -> Iterator[tuple[int, int, int]]:
    """Give the dark modules as bars: row, first column, column after the last.

    >>> list(dark_bars(((True, True, False), (False, False, True))))
    [(0, 0, 2), (1, 2, 3)]
    """
    for row, modules in enumerate(matrix):
        start = 0
        for is_dark, bar in groupby(modules):
            end = start + len(list(bar))
            if is_dark:
                yield row, start, end
            start = end
