# SPDX-License-Identifier: Apache-2.0
"""The staff's pages laid over a visit that goes on: none of it is lost, none is shown.

What the world tells the visit reaches it behind the staff's pages; time and touches are the
staff's. The door takes no card then, because the visit may be waiting for one.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from kiosk.session.bench_acts import BenchEvent
from kiosk.session.comfort import SpeechTold
from kiosk.session.effects import CloseApp, Effect, Forget, Note, Restart, WaitCardTaken
from kiosk.session.events import (
    CountersRead,
    Event,
    KeyTouched,
    PinJudged,
    Probed,
    Signed,
    TimedOut,
    Touched,
)
from kiosk.session.session import Session, Step
from kiosk.session.settings_acts import (
    EditsChecked,
    PackagesFound,
    PlugsSeen,
    SettingsKept,
    SettingsRead,
)
from kiosk.session.staff_acts import (
    NoticeTold,
    RebootMachine,
    StaffActed,
    StaffCardLaid,
    StaffDeskRead,
    StaffLimit,
)
from kiosk.session.states import State

NEVER: Final = frozenset(
    {
        State.ATTRACT,
        State.OUT_OF_SERVICE,
        State.FAREWELL,
        State.CARD,
        State.LICENCE_CHECK,
        State.PERSON_CHECK,
        State.PAUSE,
        State.STAFF_PIN,
        State.STAFF,
        State.STAFF_TASK,
    }
)
"""Where staff does not enter over a visit: there is none, or a device is waited for."""

_STAFFS: Final = (
    Touched,
    KeyTouched,
    Signed,
    TimedOut,
    PinJudged,
    Probed,
    CountersRead,
    NoticeTold,
    SpeechTold,
    StaffLimit,
    StaffCardLaid,
    StaffDeskRead,
    StaffActed,
    BenchEvent,
    SettingsRead,
    EditsChecked,
    PlugsSeen,
    PackagesFound,
    SettingsKept,
)
"""Events that mean the staff's pages; every other one means the visit behind them."""


def door(session: Session) -> Session:
    """Open the staff door over this visit, with nothing of it on the glass."""
    return Session(
        catalogue=session.catalogue,
        machine=session.machine,
        visit=session.visit,
        state=State.STAFF_PIN,
        home_language=session.home_language,
        language=session.home_language,
        behind=session,
    )


def stepped(
    session: Session, event: Event, step: Callable[[Session, Event], Step]
) -> Step | None:
    """Let the visit behind answer what is meant for it; None for what is the staff's."""
    if session.behind is None or isinstance(event, _STAFFS):
        return None
    after, effects = step(session.behind, event)
    return replace(session, behind=after), effects


def back_to_visit(session: Session, behind: Session) -> Step:
    """Leave the staff's pages for the page that the visit has come to meanwhile."""
    effects: tuple[Effect, ...] = ()
    if behind.state is State.TAKE:  # the door had ended that wait
        effects = (WaitCardTaken(behind.visit),)
    return replace(behind, machine=session.machine), effects


def ending(session: Session, effects: tuple[Effect, ...]) -> Step:
    """Before the program ends the visit is told and forgotten; what is committed stays."""
    behind = session.behind
    ends = any(isinstance(one, Restart | CloseApp | RebootMachine) for one in effects)
    if behind is None or not ends:
        return session, effects
    note = Note("session-ended", behind.disposition, case_number=behind.case_number)
    return replace(session, behind=None), (note, Forget(behind.visit), *effects)


def due(session: Session, effects: tuple[Effect, ...]) -> Step:
    """Start anew, as soon as nobody stands there, what staff has asked for."""
    is_resting = session.state in {State.ATTRACT, State.OUT_OF_SERVICE}
    if not (session.machine.is_restart_due and is_resting):
        return session, effects
    is_reboot = session.machine.is_reboot_due
    machine = replace(session.machine, is_restart_due=False, is_reboot_due=False)
    start = RebootMachine(session.visit) if is_reboot else Restart()
    return replace(session, machine=machine), (*effects, start)
