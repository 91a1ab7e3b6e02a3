# SPDX-License-Identifier: Apache-2.0
"""The touch test and what it reached: the cells that did not answer are drawn."""

from kiosk.screens.present.staff_frame import frame
from kiosk.screens.present.words import Words
from kiosk.screens.views import Button, Choice, Screen
from kiosk.screens.views_cases import CaseRow
from kiosk.session import touch_grid
from kiosk.session.session import Session


def _cells(session: Session) -> str:
    """One sign a cell, row by row: ``1`` touched, ``0`` not."""
    touched = session.staff.touched
    return "".join("1" if cell in touched else "0" for cell in range(touch_grid.CELLS))


def grid(session: Session, words: Words) -> Screen:
    """The whole glass in cells."""
    left = touch_grid.CELLS - len(session.staff.touched)
    lead = words("staff_page.touch_help", count=left)
    return frame(session, words, kind="grid", lead=lead, picture=_cells(session))


def result(session: Session, words: Words, forward: Button) -> Screen:
    """How much answered, and where it did not."""
    touched = session.staff.touched
    missed = touch_grid.CELLS - len(touched)
    share = f"{touch_grid.percent(touched):g}"
    told = "touch_missed" if missed else "touch_all"
    row = CaseRow(
        words("staff_page.touch_share", share=share),
        words(f"staff_page.{told}", count=missed),
        "stop" if missed else "done",
    )
    again = Choice("again", words("staff_page.touch_again"), picture="loop")
    return frame(
        session,
        words,
        kind="grid_done",
        rows=(row,),
        acts=(again,),
        picture=_cells(session),
        forward=forward,
    )
