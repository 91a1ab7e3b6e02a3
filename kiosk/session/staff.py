# SPDX-License-Identifier: Apache-2.0
"""The staff's side: the door behind number and PIN, the home page, a second person."""

from dataclasses import replace

from kiosk.session import (
    assisting,
    offers,
    staff_bench,
    staff_guides,
    staff_over,
    staff_tasks,
    staff_versions,
)
from kiosk.session.bench_acts import BenchEvent
from kiosk.session.effects import (
    Effect,
    Forget,
    JudgePin,
    Note,
    ProbeDevices,
    ReadCounters,
    StopReading,
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
from kiosk.session.identify import begin_visit, staff_door
from kiosk.session.machine import Machine
from kiosk.session.pad import typed
from kiosk.session.session import Session, Step, resting, with_state
from kiosk.session.settings_acts import SettingsEvent
from kiosk.session.staff_acts import (
    CHIP,
    DOCUMENT,
    LimitStaff,
    NoticeTold,
    ReadStaffDesk,
    StaffActed,
    StaffCardLaid,
    StaffDeskRead,
    StaffEvent,
    StaffLimit,
    WaitStaffCard,
)
from kiosk.session.staff_desk import StaffDesk
from kiosk.session.staff_rights import Act, may, objection
from kiosk.session.states import State

PIN_DIGITS = 12
"""Longest PIN the pad takes."""

LOCKED_OUT = "STAFF-0902"
"""Code of a door that waits after too many wrong tries."""

NUMBER_DIGITS = 8
"""Longest staff number."""


def at_out_of_service(session: Session, event: Event) -> Step:
    """Nothing can be served; only the staff door answers."""
    match event:
        case Touched("staff_door"):
            return staff_door(session)
        case _:
            return session, ()


# -- what the machine says -------------------------------------------------------------------


def machine_told(
    session: Session, event: Probed | PinJudged | CountersRead | StaffEvent
) -> Step:
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
        case NoticeTold(kind, text, at):
            since = session.machine.out_since or at if kind else None
            told_on = replace(session.machine, notice=kind, notice_text=text, out_since=since)
            return _at_rest(replace(session, machine=told_on)), ()
        case _:
            return _staff_told(session, event)


def _staff_told(
    session: Session,
    event: StaffCardLaid | StaffDeskRead | StaffActed | StaffLimit | SettingsEvent | BenchEvent,
) -> Step:
    """Take in what is told to the staff alone."""
    match event:
        case StaffCardLaid():
            return _carded(session, event)
        case StaffDeskRead(_, prints, blanks):
            desk = replace(session.staff, prints=prints, blanks=blanks)
            return replace(session, staff=desk), ()
        case StaffActed():
            return staff_tasks.acted(session, event)
        case StaffLimit():
            return _limited(session)
        case BenchEvent():
            return staff_bench.heard(session, event)
        case _:
            return staff_versions.heard(session, event)


def _limited(session: Session) -> Step:
    if not session.staff.role:
        return session, ()
    return staff_bench.let_go(session, _left(session, "limit"))


def _probed(session: Session, event: Probed, machine: Machine) -> Step:
    before = session.machine
    code = machine.worst_fault
    effects: tuple[Effect, ...] = ()
    if machine.fault_code:
        since = before.out_since if before.fault_code and before.out_since else event.at
        machine = replace(machine, out_since=since)
    if code:
        if before.worst_fault != code or before.checked_at is None:
            effects = (Note("fault-raised", code=code),)
    elif before.worst_fault and before.checked_at is not None:
        effects = (Note("fault-cleared", code=before.worst_fault),)
    told = replace(session, machine=machine, staff=replace(session.staff, is_probing=False))
    told, guided = staff_guides.probed(_at_rest(told), was_probing=session.staff.is_probing)
    return told, (*effects, *guided)


def _at_rest(session: Session) -> Session:
    """Open or close a kiosk at which nobody stands."""
    if session.state not in {State.ATTRACT, State.OUT_OF_SERVICE}:
        return session
    return replace(resting(session), staff=session.staff)


# -- the door --------------------------------------------------------------------------------


def _judged(session: Session, event: PinJudged) -> Step:
    if session.state is State.OFFERS:
        return offers.judged(session, event)
    if session.state is not State.STAFF_PIN or not session.staff.asked:
        return session, ()
    if not event.role:
        desk = replace(session.staff, message=event.message, wait_s=event.wait_s)
        is_new = event.message == "locked" != session.staff.locked_as
        desk = replace(desk, locked_as=event.message)
        told = (Note("fault-raised", code=LOCKED_OUT),) if is_new else ()
        return with_state(replace(session, staff=desk), State.STAFF_PIN), told
    if session.staff.pending is not None:
        return _witnessed(session, event)
    desk = StaffDesk(role=event.role, number=event.number, is_probing=True)
    return with_state(replace(session, staff=desk), State.STAFF), (
        ProbeDevices(),
        ReadCounters(),
        ReadStaffDesk(session.visit),
        LimitStaff(session.visit),
    )


def _witnessed(session: Session, event: PinJudged) -> Step:
    """A second person has entered: what they stand for is done now."""
    desk = session.staff
    pending = staff_tasks.pending(session)
    against = objection(pending.act, first=desk.number, second=event.number, role=event.role)
    if against:
        told = replace(desk, asked="", is_carded=False, message=against, wait_s=0)
        again = with_state(replace(session, staff=told), State.STAFF_PIN)
        return again, (WaitStaffCard(session.visit),)
    facts = (("staff", desk.number), ("witness", event.number), ("act", pending.act.value))
    done, effects = staff_tasks.done(session, witness=event.number)
    return done, (Note("staff-witnessed", facts=facts), *effects)


def _carded(session: Session, event: StaffCardLaid) -> Step:
    """Take a card for the number of its holder; one that is nobody's waits for another."""
    desk = session.staff
    if session.state is not State.STAFF_PIN or desk.asked:
        return session, ()
    if not event.number:
        told = replace(desk, message="card_unknown", wait_s=0)
        return replace(session, staff=told), (WaitStaffCard(session.visit),)
    named = replace(desk, asked=event.number, is_carded=True, message="", wait_s=0)
    return with_state(replace(session, staff=named), State.STAFF_PIN), (StopReading(),)


def readable_cards(session: Session) -> tuple[str, ...]:
    """Kinds of staff cards that can be read now; what is not known to be well reads none."""
    if session.behind is not None:  # the visit's card may lie there
        return ()
    places = ((CHIP, "card_slot"), (DOCUMENT, "reader"))
    return tuple(kind for kind, device in places if not session.machine.code_of(device))


def at_pin(session: Session, event: Event) -> Step:
    """Type the number or lay the card, then the PIN, which lives in the pad alone."""
    desk = session.staff
    match event:
        case KeyTouched(key):
            limit = PIN_DIGITS if desk.asked else NUMBER_DIGITS
            return replace(session, entry=typed(session.entry, key, limit)), ()
        case Touched("forward") if session.entry and not desk.asked:
            named = replace(desk, asked=session.entry, message="", wait_s=0)
            turned = with_state(replace(session, staff=named), State.STAFF_PIN)
            return turned, (StopReading(),)
        case Touched("forward") if session.entry:
            asked = replace(session, staff=replace(desk, message="", wait_s=0))
            judging = JudgePin(
                session.visit,
                desk.asked,
                session.entry,
                is_carded=desk.is_carded,
                readable=readable_cards(session),
            )
            return with_state(asked, State.STAFF_PIN), (judging,)
        case Touched("back") if desk.asked:
            again = replace(desk, asked="", is_carded=False, message="", wait_s=0)
            turned = with_state(replace(session, staff=again), State.STAFF_PIN)
            return turned, (WaitStaffCard(session.visit),)
        case Touched("back") if desk.pending is not None:
            return staff_tasks.alone_again(session), (StopReading(),)
        case Touched("back" | "home"):
            return _left(session, "left")
        case TimedOut():
            return _left(session, "idle")
        case _:
            return session, ()


# -- the home page ---------------------------------------------------------------------------


def at_desk(session: Session, event: Event) -> Step:
    """Look at everything, test the devices, go to what is to be done."""
    desk = session.staff
    match event:
        case Touched("probe") if may(desk.role, Act.PROBE):
            probing = replace(session, staff=replace(desk, is_probing=True))
            return probing, (ProbeDevices(), ReadCounters(), ReadStaffDesk(session.visit))
        case Touched(name) if name in staff_tasks.ways_on(desk.role):
            return staff_tasks.gone_to(session, name)
        case Touched("assist_begin") if may_assist(session):
            return _assisting(session)
        case Touched("back" | "home"):
            return _left(session, "left")
        case TimedOut():
            return _left(session, "idle")
        case _:
            return session, ()


def may_assist(session: Session) -> bool:
    """Whether who is in may help a citizen now: at a visit, or at a kiosk that may serve."""
    is_open = session.behind is not None or not session.machine.fault_code
    return may(session.staff.role, Act.ASSIST) and is_open


def _assisting(session: Session) -> Step:
    """Go to the visit, or begin one, with staff beside the citizen."""
    number = session.staff.number
    left, effects = _left(session, "left")
    if session.behind is None:
        left, more = begin_visit(left)
        effects = (*effects, *more)
    helped, notes = assisting.begun(left, number)
    return helped, (*effects, *notes)


def at_task(session: Session, event: Event) -> Step:
    """Answer on a page behind the home page; time leads away from all of them."""
    match event:
        case TimedOut():
            return staff_bench.let_go(session, _left(session, "idle"))
        case _:
            return staff_bench.let_go(session, staff_tasks.at_task(session, event))


def _left(session: Session, how: str) -> Step:
    """Leave nobody at the desk; the journal hears who was there."""
    desk = session.staff
    facts = (("staff", desk.number), ("role", desk.role))
    if session.behind is not None:
        gone, back = staff_over.back_to_visit(session, session.behind)
        return gone, ((Note("staff-left", how, facts=facts), *back) if desk.role else back)
    away = (StopReading(), Forget(session.visit))
    if not desk.role:
        return resting(session), away
    return resting(session), (Note("staff-left", how, facts=facts), *away)
