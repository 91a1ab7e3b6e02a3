# SPDX-License-Identifier: Apache-2.0
"""The touch test: the whole glass as a grid of cells, each to be touched once; pure.

It ends when all are touched, or a while after the last touch: where the glass is dead
no button can be counted on. What was reached is kept in per cent, so that its trend shows.
"""

from dataclasses import replace
from typing import Final

from kiosk.session.events import Event, Touched
from kiosk.session.session import Session, Step, with_state
from kiosk.session.staff_acts import KeepGrid
from kiosk.session.staff_desk import Page
from kiosk.session.states import State

COLUMNS: Final = 8
ROWS: Final = 8
CELLS: Final = COLUMNS * ROWS
"""Of a glass of 21 inches each is about 58 by 33 mm."""
_CELLS: Final = frozenset(map(str, range(CELLS)))


def percent(touched: frozenset[int]) -> float:
    """How much of the glass answered, to a tenth.

    >>> percent(frozenset(range(62)))
    96.9
    """
    return round(100 * len(touched) / CELLS, 1)


def begun(session: Session) -> Session:
    """An empty grid."""
    desk = replace(session.staff, page=Page.TOUCH, touched=frozenset())
    return with_state(replace(session, staff=desk), State.STAFF_TASK)


def at_grid(session: Session, event: Event) -> Step:
    """Count the cells that are touched; all of them, or the time, end it."""
    match event:
        case Touched("choose", "end"):
            return _ended(session)
        case Touched("choose", cell) if cell in _CELLS:
            touched = session.staff.touched | {int(cell)}
            told = replace(session, staff=replace(session.staff, touched=touched))
            return _ended(told) if len(touched) == CELLS else (told, ())
        case _:
            return session, ()


def _ended(session: Session) -> Step:
    desk = replace(session.staff, page=Page.TOUCHED)
    kept = KeepGrid(session.visit, desk.touched, desk.number)
    return with_state(replace(session, staff=desk), State.STAFF_TASK), (kept,)


def at_result(session: Session, event: Event) -> Step:
    """What it reached stands there; it may be made again."""
    match event:
        case Touched("choose", "again"):
            return begun(session), ()
        case _:
            return session, ()
