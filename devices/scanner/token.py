# SPDX-License-Identifier: Apache-2.0
"""What a scanner may hand on: one short printable text, hidden wherever it is written out.

Whoever shows a code chose its text, so it is untrusted: it is never read for a name or number,
only handed as a whole to the platform that gave it out.
"""

import re
from dataclasses import dataclass
from typing import Final

TOKEN_BYTES: Final = 512
"""Longest text that is taken for a code."""

_PRINTABLE: Final = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?")


@dataclass(frozen=True, repr=False)
class ScannedToken:
    """The text of one code.

    Attributes:
        text: 1 to 512 printable ASCII characters, without a blank at either end.

    Raises:
        ValueError: another text; the message does not repeat it.

    >>> ScannedToken("T0-ab12")
    ScannedToken(7 characters)
    """

    text: str

    def __post_init__(self) -> None:
        if len(self.text) > TOKEN_BYTES:
            message = f"a code has at most {TOKEN_BYTES} characters"
            raise ValueError(message)
        if not _PRINTABLE.fullmatch(self.text):
            raise ValueError("a code is printable ASCII")

    def __repr__(self) -> str:
        return f"ScannedToken({len(self.text)} characters)"
