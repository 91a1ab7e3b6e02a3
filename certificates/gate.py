# SPDX-License-Identifier: Apache-2.0
"""What a file must be before it may be printed.

``gate_check`` looks; this needs no PDF library.
"""

from dataclasses import dataclass, field
from typing import Final

POINTS_PER_MM: Final = 72 / 25.4


@dataclass(frozen=True)
class GateExpectation:
    """What the finished file must be.

    Attributes:
        width_mm: width of every page, from the template.
        height_mm: height of every page.
        page_count: number of pages.
        texts: number, names, address and dates that must be readable; blanks do not count.
        is_signed: whether there is exactly one approval signature, with its visible seal.
        sha256: of the file as it was stored, lower-case hexadecimal; empty before that.
        data: of the licence, as they must be attached; empty where nothing may be.

    """

    width_mm: float
    height_mm: float
    page_count: int
    texts: tuple[str, ...] = field(default=(), repr=False)
    is_signed: bool = True
    sha256: str = ""
    data: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class CalledExpectation:
    """What a file must be that another office made (a called certificate's file or copy).

    Attributes:
        texts: what must be readable, each as the ways in which it may be written; blanks do
            not count.

    """

    texts: tuple[tuple[str, ...], ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class CalledFile:
    """A file that may be printed as it is: its pages, all of one size."""

    pages: int
    width_mm: float
    height_mm: float
