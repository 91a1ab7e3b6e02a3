# SPDX-License-Identifier: Apache-2.0
"""Characters of names and addresses: padding, private-use code points, middle dots.

Nothing here passes through GBK or GB 18030: both lose characters, and the codec of GB 18030
makes private-use points of standard characters. Source: GB 18030-2022, annex on code points
that left the private-use area.
"""

import re
from typing import Final

_PADDING: Final = "\u0020\u3000\u0000"
_PRIVATE_USE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_UNREADABLE_MARK: Final = "\ufffd"

_STANDARD_CHARACTERS: Final = dict(
    zip(
        (
            *range(0xE78D, 0xE797),
            *(0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE832, 0xE843, 0xE854, 0xE864),
            *(0xE816, 0xE817, 0xE818, 0xE831, 0xE83B, 0xE855),
        ),
        (
            *(0xFE10, 0xFE12, 0xFE11, 0xFE13, 0xFE14, 0xFE15, 0xFE16, 0xFE17, 0xFE18, 0xFE19),
            *range(0x9FB4, 0x9FBC),
            *(0x20087, 0x20089, 0x200CC, 0x215D7, 0x2298F, 0x241FE),
        ),
        strict=True,
    )
)
"""GB 18030-2005 private-use code point -> the standard one."""

_MIDDLE_DOTS: Final = dict.fromkeys(map(ord, "\u2022\u30fb\uff0e\uff65\u2027"), "\u00b7")


def decode_column(column: bytes) -> str:
    """Decode one column, UTF-16LE: padding off its end only, standard code points applied.

    A lone half of a surrogate pair becomes U+FFFD, so that whatever comes out can be stored.
    """
    text = column.decode("utf-16-le", "surrogatepass").rstrip(_PADDING)
    return _LONE_SURROGATE.sub(_UNREADABLE_MARK, text.translate(_STANDARD_CHARACTERS))


def has_private_use(text: str) -> bool:
    """Whether a code point is left that only the font of its writer can show."""
    return _PRIVATE_USE.search(text) is not None


def has_unreadable(text: str) -> bool:
    """Whether a character was lost on the card itself (marked U+FFFD)."""
    return _UNREADABLE_MARK in text


def comparable_name(name: str) -> str:
    """Form of a name for comparing, never for printing: one middle dot, no private use.

    The dot of minority names is fixed as U+00B7, but cards and registers write others.

    >>> comparable_name("阿依古丽\u2022买买提") == comparable_name("阿依古丽\u00b7买买提")
    True
    """
    return name.rstrip(_PADDING).translate(_STANDARD_CHARACTERS).translate(_MIDDLE_DOTS)
