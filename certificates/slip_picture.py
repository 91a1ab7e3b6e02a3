# SPDX-License-Identifier: Apache-2.0
"""A slip (凭条) as dots. ``slip_dots`` makes it; this needs neither PDF nor pictures."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class SlipPicture:
    """A slip as dots.

    Attributes:
        width_dots: dots in a row, a multiple of eight.
        dots: rows from the top, eight dots a byte, the highest bit left, 1 is black.

    """

    width_dots: int
    dots: bytes = field(repr=False)
