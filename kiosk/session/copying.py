# SPDX-License-Identifier: Apache-2.0
"""Printing one's own certificates (电子证照打印): the shelf, and where its form leads.

Such a service shares every other page with the rest. Its form comes after the shelf instead of
the board and leads to the last look instead of the route, for nothing is decided; the desk
fetches the library's copy instead of making a paper.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from certificates.electronic_certificate import (
    ElectronicCertificate,
    Holder,
    Unusable,
    UnusableReason,
)
from forms.application import applicant_from
from forms.copy_rules import PICKED
from forms.copying import rules_for_copies, taken
from forms.decision import Answered, Refused, decide_copy
from forms.prefill import prefill
from kiosk.session import apply, asking, finish, forming, identify
from kiosk.session.effects import FetchCopy, TellDay, TryNow
from kiosk.session.events import Event, Failed, Touched
from kiosk.session.session import Session, SourceLine, Step, Trouble, with_state
from kiosk.session.states import State

GONE: Final = frozenset({"PLATFORM-0321", "PLATFORM-0322"})
"""No file is there, or the certificate is no longer valid: another one may still be printed."""


@dataclass(frozen=True)
class HeldCertificate:
    """One certificate on the shelf.

    Attributes:
        id: by which it is taken.
        role: its kind.
        certificate: as found; None for another person's, of which nothing is told.
        reason: why it cannot be taken; None for one that can.
        asked_code: credit code of the citizen's business that holds it, else empty.

    """

    id: str
    role: str
    certificate: ElectronicCertificate | None
    reason: UnusableReason | None = None
    asked_code: str = ""


def begin(session: Session) -> Step:
    """Go on from the look-ups: to the shelf of certificates, or to the first question."""
    if session.chosen_item().copies is None:
        return apply.begin_guide(session)
    return with_state(session, State.SHELF), ()


def shelf_of(session: Session) -> tuple[HeldCertificate, ...]:
    """Every certificate that was found, those that can be printed first."""
    found = [
        _judged(session, f"{line.role}-{place}", line.role, certificate)
        for line in session.sources
        for place, certificate in enumerate(line.certificates)
    ]
    return tuple(sorted(found, key=lambda one: one.reason is not None))


def _judged(
    session: Session, id_: str, role: str, certificate: ElectronicCertificate
) -> HeldCertificate:
    record = session.read_card()
    code = certificate.holder_code
    asked_code = code if code in identify.owned_by(session) else ""
    verdict = certificate.usable_for(
        Holder(record.name, record.number.value),
        today=session.day(),
        asked_code=asked_code or None,
    )
    if isinstance(verdict, Unusable):
        is_foreign = verdict.reason is UnusableReason.ANOTHER_PERSON
        return HeldCertificate(id_, role, None if is_foreign else certificate, verdict.reason)
    return HeldCertificate(id_, role, certificate, asked_code=asked_code)


def at_shelf(session: Session, event: Event) -> Step:
    """Take one certificate that counts; ask again where somebody did not answer."""
    match event:
        case Touched("pick", id_):
            held = next((one for one in shelf_of(session) if one.id == id_), None)
            if held is None or held.certificate is None or held.reason is not None:
                return session, ()
            return _taken(session, held.id, held.certificate), ()
        case Touched("again") if any(line.has_failed for line in session.sources):
            begun, look_ups = asking.asked_again(with_state(session, State.LOOKUPS))
            return begun, (TryNow(), *look_ups)
        case Touched("back"):
            return with_state(session, State.LOOKUPS), ()
        case _:
            return session, ()


def _taken(session: Session, id_: str, certificate: ElectronicCertificate) -> Session:
    """Begin the form for this certificate; what was said for another one is asked anew."""
    item = session.chosen_item()
    application = prefill(
        item,
        applicant_from(session.read_card()),
        certificates={PICKED: taken(certificate)},
        answers={},
        facts=identify.facts_of(session, item),
    )
    begun = replace(application, proof=session.proof())
    fresh = replace(session, held=id_, application=begun, asked=(), editing="", decision=None)
    return with_state(fresh, State.FORM)


def at_form(session: Session, event: Event) -> Step:
    """Fill the form as ever; that of a copy lies between shelf and last look."""
    after, effects = forming.at_form(session, event)
    if session.chosen_item().copies is None:
        return after, effects
    match after.state:
        case State.BOARD:
            return with_state(after, State.SHELF), effects
        case State.ROUTE:
            return _answered(after)
        case _:
            return after, effects


def _answered(session: Session) -> Step:
    """Say what will be printed; the day is told first, for the period runs from it."""
    decided = _decided(session)
    is_refused = isinstance(decided.decision, Refused)
    return with_state(decided, State.STOPPED if is_refused else State.REVIEW), (TellDay(),)


def _decided(session: Session) -> Session:
    item, application = session.chosen_item(), session.begun()
    return replace(session, decision=decide_copy(item, application, today=session.day()))


def answered_on(session: Session, today: date) -> Session:
    """Take in the day; a copy that is promised until a day is counted from this one."""
    dated = replace(session, today=today)
    is_open = session.state is State.REVIEW and isinstance(session.decision, Answered)
    return _decided(dated) if is_open else dated


def at_stopped(session: Session, event: Event) -> Step:
    """Stop as ever; a form that asks for a copy has no route to go back to."""
    after, effects = apply.at_stopped(session, event)
    if after.state is State.ROUTE and session.chosen_item().copies is not None:
        return with_state(after, State.FORM), effects
    return after, effects


def at_review(session: Session, event: Event) -> Step:
    """The last look; where a copy is asked for, one touch fetches and prints it."""
    decision = session.decision
    if not isinstance(decision, Answered):
        return apply.at_review(session, event)
    match event:
        case Touched("forward"):
            return with_state(replace(session, issue_lines=()), State.ISSUING), (
                _fetch(session, decision),
            )
        case Touched("back"):
            return with_state(replace(session, decision=None), State.FORM), ()
        case _:
            return session, ()


def _fetch(session: Session, decision: Answered) -> FetchCopy:
    """Ask for the copy of the held certificate; LookupError if there is none, a bug of ours."""
    held = next(one for one in shelf_of(session) if one.id == session.held)
    if held.certificate is None:
        raise LookupError("a certificate of somebody else was taken")
    return FetchCopy(
        session.visit,
        session.day(),
        session.begun(),
        decision,
        rules_for_copies(session.chosen_item()),
        held.certificate,
        held.asked_code,
        session.helpers,
    )


def at_issuing(session: Session, event: Event) -> Step:
    """Follow the desk as ever; a certificate that is gone leaves the shelf."""
    after, effects = finish.at_issuing(session, event)
    if isinstance(event, Failed) and event.code in GONE and not session.is_committed:
        left = tuple(_without(line, session.held) for line in session.sources)
        trouble = Trouble(event.code, State.SHELF)
        return replace(after, sources=left, trouble=trouble, held="", decision=None), effects
    return after, effects


def _without(line: SourceLine, id_: str) -> SourceLine:
    kept = tuple(
        certificate
        for place, certificate in enumerate(line.certificates)
        if f"{line.role}-{place}" != id_
    )
    return replace(line, certificates=kept)
