# SPDX-License-Identifier: Apache-2.0
"""How the settings' pages turn: what every one of them does alike; pure."""

from dataclasses import replace
from typing import Final

from kiosk.session.pad import typed
from kiosk.session.session import Session, Step, with_state
from kiosk.session.settings_acts import CheckEdits, ReadSettings
from kiosk.session.settings_desk import SettingsDesk
from kiosk.session.staff_desk import Page, Pending
from kiosk.session.staff_done import AFTER, PROGRAM
from kiosk.session.staff_rights import Act
from kiosk.session.states import State

LONGEST: Final = 200
"""Characters of a value or a reason that are typed."""
DRAFT: Final = "draft"
VERSION: Final = "version"
PACKAGE: Final = "package"
"""What is kept: ``what`` of a ``Pending``."""


def at(session: Session, page: Page, **changes: object) -> Session:
    """Open a page; what it is about is changed with it."""
    settings = replace(session.staff.settings, error=False, **changes)  # type: ignore[arg-type]
    desk = replace(session.staff, page=page, pending=None, settings=settings)
    there = with_state(replace(session, staff=desk), State.STAFF_TASK)
    return replace(there, entry=settings.sought) if page is Page.SETTINGS_FIND else there


def with_settings(session: Session, settings: SettingsDesk) -> Session:
    """The same with other settings."""
    return replace(session, staff=replace(session.staff, settings=settings))


def checking(session: Session) -> Step:
    """Open the draft, and have it checked as a whole."""
    settings = session.staff.settings
    turn = settings.turn + 1
    there = at(session, Page.SETTINGS_DRAFT, turn=turn, checked=None)
    return there, (CheckEdits(session.visit, turn, settings.edits),)


def restarting(session: Session) -> Step:
    """Ask whether the program is to start anew: now, or after the visit that goes on behind."""
    what = PROGRAM if session.behind is None else AFTER
    return sure(session, Pending(Act.RESTART, what)), ()


def sure(session: Session, asked: Pending) -> Session:
    """Ask for the last time."""
    desk = replace(session.staff, page=Page.SURE, pending=asked)
    return with_state(replace(session, staff=desk), State.STAFF_TASK)


def opened(session: Session) -> Step:
    """Open the settings with what is true now; a draft that was begun is still there."""
    return at(session, Page.SETTINGS), (ReadSettings(session.visit),)


def key_typed(session: Session, key: str) -> Session:
    """Take one key of a keyboard; what was said of the entry before is said no more."""
    corrected = with_settings(session, replace(session.staff.settings, error=False))
    return replace(corrected, entry=typed(session.entry, key, LONGEST))
