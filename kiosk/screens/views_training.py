# SPDX-License-Identifier: Apache-2.0
"""What a training shows over every page: the band, and the teacher's desk when it is open."""

from dataclasses import dataclass

from kiosk.screens.parts import Button, Choice
from kiosk.screens.views_cases import CaseRow


@dataclass(frozen=True)
class TrainingView:
    """The band, and the desk behind it.

    Attributes:
        text: that this is a training, in both languages at once.
        news: what is practised and how far, or what happened last.
        is_open: whether the desk lies over the page.
        places: the desk's parts, the open one chosen.
        rows: what is told; ``acts`` what can be touched.
        back: to where the open part was entered from.

    """

    text: str
    news: str = ""
    is_open: bool = False
    title: str = ""
    lead: str = ""
    places: tuple[Choice, ...] = ()
    rows: tuple[CaseRow, ...] = ()
    acts: tuple[Choice, ...] = ()
    back: Button | None = None
    close: Button | None = None
