# SPDX-License-Identifier: Apache-2.0
"""What is kept of a pause: the page behind the shade, and the digits that lead back to it."""

from dataclasses import dataclass, field
from typing import Final

from kiosk.session.states import State

DIGITS: Final = 4
TRIES: Final = 5
"""Wrong codes after which only the document leads back."""


@dataclass(frozen=True)
class Pause:
    """One pause.

    Attributes:
        behind: the state to come back to.
        typed: digits so far, of the code that is chosen or of the try to come back.
        code: the chosen digits; empty while they are chosen, which is before the shade.
        wrong: how many wrong codes were given.
        is_other: another person's document was laid down last.
        is_reader_broken: no document can be laid down any more.

    """

    behind: State
    typed: str = field(default="", repr=False)
    code: str = field(default="", repr=False)
    wrong: int = 0
    is_other: bool = False
    is_reader_broken: bool = False

    @property
    def is_shut(self) -> bool:
        """Whether the digits lead back no more."""
        return self.wrong >= TRIES
