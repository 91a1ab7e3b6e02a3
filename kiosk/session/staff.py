# SPDX-License-Identifier: Apache-2.0
"""The staff's side: device states, the door behind a PIN, restart and close."""

from dataclasses import replace
from typing import assert_never

from kiosk.session import offers
from kiosk.session.effects import (
    CloseApp,
    Effect,
    JudgePin,
    Note,
    ProbeDevices,
    ReadCounters,
    Restart,
)
from kiosk.session.events import (
    CountersRead,
    Event,
    KeyTouched,
    PinJudged,
    Probed,
    TimedOut,
    Touched,
)
from kiosk.session.identify import staff_door
from kiosk.session.pad import typed
from kiosk.session.session import Machine, Session, StaffDesk, Step, resting, with_state
from kiosk.session.states import State

PIN_DIGITS = 12
"""Longest PIN the pad takes."""


def at_out_of_service(session: Session, event: Event) -> Step:
    """Nothing can be served; only the staff door answers."""
    match event:
        case Touched("staff_door"):
            return staff_door(session)
        case _:
            return session, ()


def machine_told(session: Session, event: Probed | PinJudged | CountersRead) -> Step:
    """Take in what the machine says of itself; a resting kiosk opens or closes by it."""
    match event:
        case Probed(reports, at):
            machine = replace(session.machine, reports=reports, checked_at=at, out_since=None)
            return _probed(session, event, machine)
        case PinJudged():
            return _judged(session, event)
        case CountersRead(counters):
            told = tuple(counters.items())
            return replace(session, staff=replace(session.staff, counters=told)), ()
        case _:
            assert_never(event)


def _probed(session: Session, event: Probed, machine: Machine) -> Step:
    before = session.machine
    code = machine.fault_code
    effects: tuple[Effect, ...] = ()
    if code:
        since = before.out_since if before.fault_code and before.out_since else event.at
        machine = replace(machine, out_since=since)
        if before.fault_code != code or before.checked_at is None:
            effects = (Note("fault-raised", code=code),)
    elif before.fault_code and before.checked_at is not None:
        effects = (Note("fault-cleared", code=before.fault_code),)
    told = replace(session, machine=machine, staff=replace(session.staff, is_probing=False))
    if told.state in {State.ATTRACT, State.OUT_OF_SERVICE}:
        door = told.staff
        return replace(resting(told), staff=door), effects
    return told, effects


def _judged(session: Session, event: PinJudged) -> Step:
    if session.state is State.OFFERS:
        return offers.judged(session, event)
    if session.state is not State.STAFF_PIN:
        return session, ()
    if not event.role:
        desk = StaffDesk(message=event.message, wait_s=event.wait_s)
        return with_state(replace(session, staff=desk), State.STAFF_PIN), ()
    desk = StaffDesk(role=event.role, is_probing=True)
    return with_state(replace(session, staff=desk), State.STAFF), (
        ProbeDevices(),
        ReadCounters(),
    )


def at_pin(session: Session, event: Event) -> Step:
    """Type the PIN; it lives in the pad alone and is asked at the door once."""
    match event:
        case KeyTouched(key):
            return replace(session, entry=typed(session.entry, key, PIN_DIGITS)), ()
        case Touched("forward") if session.entry:
            asked = replace(session, staff=StaffDesk())
            return with_state(asked, State.STAFF_PIN), (JudgePin(session.visit, session.entry),)
        case Touched("back") | TimedOut():
            return resting(session), ()
        case _:
            return session, ()


def at_desk(session: Session, event: Event) -> Step:
    """Test the devices, restart or close; the last two want a second touch."""
    desk = session.staff
    match event:
        case Touched("probe"):
            probing = replace(desk, is_probing=True, confirm="")
            return replace(session, staff=probing), (ProbeDevices(), ReadCounters())
        case Touched("restart" | "close" as act):
            return replace(session, staff=replace(desk, confirm=act)), ()
        case Touched("cancel"):
            return replace(session, staff=replace(desk, confirm="")), ()
        case Touched("confirm") if desk.confirm == "restart":
            return session, (Note("app-restart-asked", desk.role), Restart())
        case Touched("confirm") if desk.confirm == "close":
            return session, (Note("app-close-asked", desk.role), CloseApp())
        case Touched("back" | "home") | TimedOut():
            return resting(session), (Note("staff-left", desk.role),)
        case _:
            return session, ()
