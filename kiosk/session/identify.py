# SPDX-License-Identifier: Apache-2.0
"""Step 1, 刷证: from the attract screen to what card and certificate library tell."""

from collections.abc import Mapping
from dataclasses import replace

from devices.identity.record import Assurance, IdentityRecord, SourceKind
from devices.states import ProbeReport
from forms.application import CalledCertificate, applicant_from
from forms.base_data import facts_told
from forms.facts import known_facts
from forms.identity_need import Objection
from forms.renewal import renewal_facts
from forms.service_item import FactOrigin, FactValue, ServiceItem, Supply
from kiosk.session import (
    apply,
    asking,
    base_data,
    cases,
    licence_check,
    materials,
    offers,
    person_check,
)
from kiosk.session.called import called_from, owned_codes
from kiosk.session.case_visit import OWN_CASES, CaseVisit
from kiosk.session.degradation import remaining, remaining_query
from kiosk.session.effects import Note, ReadCard, StopReading, TellDay, TryNow
from kiosk.session.events import (
    BaseTold,
    CardRead,
    Event,
    Failed,
    LookupEnded,
    NoCard,
    OffersRecalled,
    SourceBack,
    SourceFailed,
    TimedOut,
    Touched,
)
from kiosk.session.licence_visit import LICENCE_CHECK
from kiosk.session.session import (
    Session,
    SourceLine,
    Step,
    Trouble,
    resting,
    with_state,
)
from kiosk.session.staff_acts import WaitStaffCard
from kiosk.session.staff_desk import StaffDesk
from kiosk.session.states import State


def at_attract(session: Session, event: Event) -> Step:
    """Begin a visit at the first touch."""
    match event:
        case Touched("start"):
            return begin_visit(session)
        case Touched("staff_door"):
            return staff_door(session)
        case _:
            return session, ()


def begin_visit(session: Session) -> Step:
    """Begin a visit at the list of services."""
    begun = replace(session, visit=session.visit + 1, staff=StaffDesk())
    return with_state(begun, State.HOME), (TellDay(), Note("session-started"))


def staff_door(session: Session) -> Step:
    """Open the PIN page; the glass has counted the touches on the machine's number."""
    opened = replace(session, visit=session.visit + 1, staff=StaffDesk())
    return with_state(opened, State.STAFF_PIN), (WaitStaffCard(opened.visit),)


def at_home(session: Session, event: Event) -> Step:
    """Choose a service."""
    match event:
        case Touched("service", id_) if id_ == OWN_CASES and is_query_offered(session):
            return with_state(replace(session, cases=CaseVisit()), State.NOTICE), ()
        case Touched("service", id_) if id_ == LICENCE_CHECK:
            offered_here = licence_check.is_offered(session.machine)
            return licence_check.begin(session) if offered_here else (session, ())
        case Touched("service", id_) if id_ in offered(session):
            chosen = replace(session, item=session.catalogue.service(id_))
            return with_state(chosen, State.NOTICE), ()
        case _:
            return session, ()


def offered(session: Session) -> tuple[str, ...]:
    """Ids of the services that may be begun now, in whatever form."""
    machine = session.machine
    return tuple(item.id for item in session.services if remaining(machine, item).is_open)


def is_query_offered(session: Session) -> bool:
    """Whether this kiosk can tell, now, whose cases are asked after."""
    return remaining_query(session.machine).is_open


def at_notice(session: Session, event: Event) -> Step:
    """Say what is read and why; nothing is read before "agree"."""
    match event:
        case Touched("agree", value):
            agreed = _agreed(session, is_offered=value == "offers")
            return with_state(agreed, State.CARD), (Note("consent-given"), read_card(session))
        case Touched("decline" | "back"):
            return with_state(replace(session, item=None, cases=None), State.HOME), ()
        case _:
            return session, ()


def _agreed(session: Session, *, is_offered: bool) -> Session:
    """Keep the consent; that benefits and notices are looked for is agreed to on its own."""
    is_wanted = is_offered and session.machine.has_base_data
    return replace(session, offers=replace(session.offers, is_wanted=is_wanted))


def read_card(session: Session) -> ReadCard:
    """Ask for a document by every way that the service accepts.

    A social-security card is looked for even where it does not do: whoever puts it in hears
    why, instead of waiting for nothing. What it says is dropped at once.
    """
    accepted = session.accepted_ways
    slot = SourceKind.SSCARD_PCSC
    told = (slot,) if slot in session.machine.means.sources and slot not in accepted else ()
    return ReadCard(session.visit, accepted, told, slips=session.cases is not None)


_OBJECTIONS: Mapping[Objection, str] = {
    Objection.DOCUMENT: "CARD-0204",
    Objection.ASSURANCE: "CARD-0204",
    Objection.STORED_DATA: "CARD-0209",
}


def fault_of(session: Session, record: IdentityRecord) -> str:
    """Code of what keeps this record from being used; empty when it does.

    A code from the platform says nothing of a validity and is not expired by that; a document
    that leaves its validity blank is not known to be valid.
    """
    objection = session.identity.objection_to(record)
    if objection is not None:
        return _OBJECTIONS[objection]
    is_silent = not record.validity.is_stated
    if is_silent and record.assurance is Assurance.PLATFORM_VERIFIED:
        return ""
    return "" if record.validity.covers(session.day()) else "CARD-0205"


def begin_lookups(session: Session) -> Step:
    """Ask every source of certificates; nobody is asked before the person is known."""
    if session.cases is not None:
        return cases.begin(session)
    item = session.chosen_item()
    begun, look_ups = asking.asked(with_state(session, State.LOOKUPS), roles_of(item))
    known, questions = base_data.begin(replace(begun, bases=()))
    return known, (*look_ups, *questions)


def at_card(session: Session, event: Event) -> Step:
    """Wait for the document; what it says starts the person check or the look-ups."""
    match event:
        case CardRead(_, record):
            if code := fault_of(session, record):
                return trouble(session, code, retry=State.CARD)
            read = replace(session, record=record, broken_ways=())
            begin = person_check.begin if session.identity.needs_check else begin_lookups
            proof = read.proof()
            facts = (("source", proof.source.value), ("document", proof.document.value))
            begun, effects = begin(read)
            return begun, (Note("card-read", facts=facts), *effects)
        case SourceFailed(_, source, code):
            broken = (*session.broken_ways, (source, code))
            return replace(session, broken_ways=broken), (Note("fault-raised", code=code),)
        case SourceBack(_, source, report):
            return _back(session, source, report)
        case NoCard():
            return trouble(session, "CARD-0201", retry=State.CARD)
        case Failed(_, code):
            return trouble(session, code, retry=State.CARD)
        case Touched("back"):
            return with_state(session, State.NOTICE), (StopReading(),)
        case _:
            return session, ()


def _back(session: Session, source: SourceKind, report: ProbeReport) -> Step:
    """Show a way again that had broken."""
    broken = dict(session.broken_ways)
    code = broken.pop(source, "")
    machine = session.machine.with_report(report)
    told = replace(session, machine=machine, broken_ways=tuple(broken.items()))
    return told, (Note("fault-cleared", code=code),)


def at_lookups(session: Session, event: Event) -> Step:
    """Show what each source answers; go on when all have, or when their time is over."""
    match event:
        case LookupEnded(_, source, outcome, certificates, code):
            line = SourceLine(source, outcome, code, certificates)
            after, notes = asking.answered(session, line)
            known, questions = base_data.after_lookup(after, source)
            return known, (*notes, *questions)
        case BaseTold():
            return base_data.told(session, event)
        case OffersRecalled():
            return base_data.recalled(session, event)
        case Touched("again") if session.are_lookups_settled:
            return _asked_again(session)
        case Touched("forward") if session.are_lookups_settled:
            return offers.begin(session)
        case TimedOut() if session.are_lookups_settled:
            return resting(session), (Note("session-ended", "timeout"), apply.forget(session))
        case TimedOut():
            look = materials.given_up(session.materials)
            late, notes = asking.given_up(replace(session, materials=look))
            return base_data.given_up(late), notes
        case _:
            return session, ()


def _asked_again(session: Session) -> Step:
    """Ask everybody once more who gave no answer; what was told is kept."""
    sources, look_ups = asking.asked_again(session)
    bases, questions = base_data.asked_again(sources)
    look, asked = materials.asked_again(bases)
    effects = (*look_ups, *asked, *questions)
    return look, (TryNow(), *effects) if effects else ()


def roles_of(item: ServiceItem) -> tuple[str, ...]:
    """Certificate roles that the service needs, and no other: those its materials call."""
    called = [
        way.role
        for material in item.materials
        for way in material.supplies
        if way.supply in {Supply.CALLED, Supply.ISSUED_ONLINE}
    ]
    asked = [fact.reference for fact in item.facts if fact.origin is FactOrigin.CERTIFICATE]
    kinds = list(item.copies.kinds) if item.copies is not None else []
    return tuple(dict.fromkeys(role for role in called + asked + kinds if role))


def certificates_of(session: Session) -> dict[str, CalledCertificate]:
    """The certificate of each role that counts for this citizen; the chosen one of several."""
    record, picked, owned = session.read_card(), dict(session.picked), owned_by(session)
    found = {
        line.role: called_from(line, record, session.day(), owned) for line in session.sources
    }
    return {
        role: options[picked.get(role, 0)]
        for role, options in found.items()
        if picked.get(role, 0) < len(options)
    }


def sought_by(session: Session) -> dict[str, str]:
    """Why each role without a certificate that counts has none."""
    known = certificates_of(session)
    return {
        line.role: "not_usable" if line.outcome == "found" else line.outcome
        for line in session.sources
        if line.role not in known
    }


def owned_by(session: Session) -> frozenset[str]:
    """Credit codes of the business for which this citizen applies."""
    return owned_codes(
        session.sources, session.read_card(), session.day(), dict(session.picked)
    )


def facts_of(session: Session, item: ServiceItem) -> dict[str, FactValue]:
    """What is known before the first question; a source that did not answer tells nothing."""
    certificates = certificates_of(session)
    absent = frozenset(
        line.role
        for line in session.sources
        if line.outcome in {"found", "not_found"} and line.role not in certificates
    )
    known = known_facts(
        item,
        applicant_from(session.read_card()),
        certificates=certificates,
        absent_roles=absent,
        today=session.day(),
    )
    calendar = session.catalogue.calendar
    known |= facts_told(item, base_data.told_of(session))
    return known | renewal_facts(item, certificates, today=session.day(), calendar=calendar)


def trouble(session: Session, code: str, *, retry: State | None) -> Step:
    """Tell the citizen what went wrong; nothing of the visit is lost."""
    told = replace(session, trouble=Trouble(code, retry), broken_ways=())
    return with_state(told, State.TROUBLE), (Note("fault-raised", code=code),)
