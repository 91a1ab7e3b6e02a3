# SPDX-License-Identifier: Apache-2.0
"""Step 1, 刷证: from the attract screen to what card and certificate library tell."""

from dataclasses import replace

from forms.application import CalledCertificate, applicant_from
from forms.prefill import known_facts
from forms.service_item import FactOrigin, FactValue, ServiceItem, Supply
from kiosk.session import apply
from kiosk.session.called import called_from
from kiosk.session.effects import LookUp, Note, ReadCard, StopReading, TellDay
from kiosk.session.events import (
    CardRead,
    Event,
    Failed,
    LookupEnded,
    NoCard,
    TimedOut,
    Touched,
)
from kiosk.session.session import (
    Session,
    SourceLine,
    StaffDesk,
    Step,
    Trouble,
    resting,
    with_state,
)
from kiosk.session.states import State


def at_attract(session: Session, event: Event) -> Step:
    """Begin a visit at the first touch."""
    match event:
        case Touched("start"):
            begun = replace(session, visit=session.visit + 1, staff=StaffDesk())
            return with_state(begun, State.HOME), (TellDay(), Note("session-started"))
        case Touched("staff_door"):
            return staff_door(session)
        case _:
            return session, ()


def staff_door(session: Session) -> Step:
    """Open the PIN page; the glass has counted the touches on the machine's number."""
    opened = replace(session, visit=session.visit + 1, staff=StaffDesk())
    return with_state(opened, State.STAFF_PIN), ()


def at_home(session: Session, event: Event) -> Step:
    """Choose a service."""
    match event:
        case Touched("service", id_) if any(i.id == id_ for i in session.catalogue.services):
            chosen = replace(session, item=session.catalogue.service(id_))
            return with_state(chosen, State.NOTICE), ()
        case _:
            return session, ()


def at_notice(session: Session, event: Event) -> Step:
    """Say what is read and why; nothing is read before "agree"."""
    match event:
        case Touched("agree"):
            return (
                with_state(session, State.CARD),
                (Note("consent-given"), ReadCard(session.visit)),
            )
        case Touched("decline" | "back"):
            return with_state(replace(session, item=None), State.HOME), ()
        case _:
            return session, ()


def at_card(session: Session, event: Event) -> Step:
    """Wait for the card; what it says starts the look-ups."""
    match event:
        case CardRead(_, record):
            if not record.validity.covers(session.day()):
                return trouble(session, "CARD-0205", retry=State.CARD)
            item = session.chosen_item()
            roles = roles_of(item)
            read = replace(
                session, record=record, sources=tuple(SourceLine(role) for role in roles)
            )
            asked = LookUp(session.visit, item.id, roles, record)
            return with_state(read, State.LOOKUPS), (Note("card-read"), asked)
        case NoCard():
            return trouble(session, "CARD-0201", retry=State.CARD)
        case Failed(_, code):
            return trouble(session, code, retry=State.CARD)
        case Touched("back"):
            return with_state(session, State.NOTICE), (StopReading(),)
        case _:
            return session, ()


def at_lookups(session: Session, event: Event) -> Step:
    """Show what each source answers; go on when all have, or when their time is over."""
    match event:
        case LookupEnded():
            sources = tuple(
                replace(
                    line,
                    outcome=event.outcome,
                    code=event.code,
                    certificates=event.certificates,
                )
                if line.role == event.source and not line.outcome
                else line
                for line in session.sources
            )
            note = Note("look-up-ended", event.outcome, code=event.code)
            return replace(session, sources=sources), (note,)
        case Touched("forward") if all(line.outcome for line in session.sources):
            return apply.begin_guide(session)
        case TimedOut() if all(line.outcome for line in session.sources):
            return resting(session), (Note("session-ended", "timeout"), apply.forget(session))
        case TimedOut():
            return replace(session, sources=_given_up(session.sources)), ()
        case _:
            return session, ()


def _given_up(sources: tuple[SourceLine, ...]) -> tuple[SourceLine, ...]:
    return tuple(
        line if line.outcome else replace(line, outcome="timed_out", code="PLATFORM-0302")
        for line in sources
    )


def roles_of(item: ServiceItem) -> tuple[str, ...]:
    """Certificate roles that the service needs, and no other: those its materials call."""
    called = [
        way.role
        for material in item.materials
        for way in material.supplies
        if way.supply is Supply.CALLED
    ]
    asked = [fact.reference for fact in item.facts if fact.origin is FactOrigin.CERTIFICATE]
    return tuple(dict.fromkeys(role for role in called + asked if role))


def certificates_of(session: Session) -> dict[str, CalledCertificate]:
    """The certificate of each role that counts for this citizen; the chosen one of several."""
    record, picked = session.read_card(), dict(session.picked)
    found = {line.role: called_from(line, record, session.day()) for line in session.sources}
    return {
        role: options[picked.get(role, 0)]
        for role, options in found.items()
        if picked.get(role, 0) < len(options)
    }


def facts_of(session: Session, item: ServiceItem) -> dict[str, FactValue]:
    """What is known before the first question; a source that did not answer tells nothing."""
    certificates = certificates_of(session)
    absent = frozenset(
        line.role
        for line in session.sources
        if line.outcome in {"found", "not_found"} and line.role not in certificates
    )
    return known_facts(
        item,
        applicant_from(session.read_card()),
        certificates=certificates,
        absent_roles=absent,
        today=session.day(),
    )


def trouble(session: Session, code: str, *, retry: State | None) -> Step:
    """Tell the citizen what went wrong; nothing of the visit is lost."""
    told = replace(session, trouble=Trouble(code, retry))
    return with_state(told, State.TROUBLE), (Note("fault-raised", code=code),)
