# SPDX-License-Identifier: Apache-2.0
"""What the citizen may be entitled to (免申即享) and was sent (主动推送), one page each.

Shown only to who agreed to it, skipped where there is nothing, and left by one touch at any
time: what was not answered is simply made again another day.
"""

from dataclasses import replace

from forms.application import Application
from forms.benefit import BenefitFact
from forms.benefit_match import Match, Outcome
from forms.offer import (
    BENEFIT,
    NOTICE,
    Offer,
    OfferAnswer,
    Registrar,
    open_offers,
    question_for,
)
from kiosk.session import copying
from kiosk.session.base_data import known_of, offers_of
from kiosk.session.base_desk import Registration
from kiosk.session.effects import Effect, JudgePin, KeepOffer, Note
from kiosk.session.events import Event, KeyTouched, OfferKept, PinJudged, Touched
from kiosk.session.pad import typed
from kiosk.session.session import Session, Step, with_state
from kiosk.session.staff_rights import Act, may
from kiosk.session.states import State

PIN_DIGITS = 12
NUMBER_DIGITS = 8
"""Longest PIN and staff number that the pad takes."""


def begin(session: Session) -> Step:
    """Show the first offer; with nothing to offer the guide begins at once."""
    if current(session) is None:
        return copying.begin(session)
    return with_state(session, State.OFFERS), ()


def current(session: Session) -> Offer | None:
    """The offer that is shown now; None when each was answered, now or lately."""
    desk = session.offers
    if not desk.is_wanted or desk.settled is None:
        return None
    answered = desk.settled | {id_ for id_, _ in desk.answers}
    found = open_offers(offers_of(session), answered)
    return found[0] if found else None


def all_offers(session: Session) -> tuple[Offer, ...]:
    """All offers of this visit, answered or not."""
    return offers_of(session)


def question(session: Session) -> tuple[Match, BenefitFact | None]:
    """How the benefit stands whose missing facts are being asked, and which is asked now."""
    benefits = session.catalogue.benefits.in_force(session.day())
    subject = session.offers.asking.removeprefix(f"{BENEFIT}:")
    return question_for(benefits, subject, known_of(session), today=session.day())


def at_offers(session: Session, event: Event) -> Step:
    """Answer one offer, one question, or the pad; "forward" goes on with the main matter."""
    desk = session.offers
    if desk.is_at_pin:
        return _at_pin(session, event)
    match event:
        case Touched("answer", value) if desk.asking:
            return _told(session, value)
        case Touched("answer", value) if value in list(OfferAnswer):
            return _answered(session, OfferAnswer(value))
        case Touched("back") if desk.asking:
            return _desk(session, asking=""), ()
        case Touched("back"):
            return with_state(session, State.LOOKUPS), ()
        case Touched("forward"):
            return copying.begin(_desk(session, asking=""))
        case Touched("on_behalf") if current(session) is not None:
            return with_state(
                _desk(session, is_at_pin=True, staff="", message=""), State.OFFERS
            ), ()
        case _:
            return session, ()


def kept(session: Session, event: OfferKept) -> Session:
    """Take the store's word, on whichever page it comes: the receipt tells what is kept."""
    registrations = tuple(
        replace(one, is_kept=event.is_kept) if one.offer == event.offer else one
        for one in session.offers.registrations
    )
    return _desk(session, registrations=registrations)


def with_registered(session: Session) -> Application:
    """The application with the offers that the store has kept, for the receipt."""
    titles = {one.id: one.title.zh_CN for one in offers_of(session)}
    kept = (one.offer for one in session.offers.registrations if one.is_kept)
    return replace(session.begun(), registered=tuple(titles[id_] for id_ in kept))


def _desk(session: Session, **changes: object) -> Session:
    desk = replace(session.offers, **changes)  # type: ignore[arg-type]  # names of OfferDesk
    return replace(session, offers=desk)


# -- answers -------------------------------------------------------------------


def _answered(session: Session, answer: OfferAnswer) -> Step:
    """Take an answer; what nobody knows yet is asked before it is registered."""
    offer = current(session)
    if offer is None:
        return session, ()
    is_asking = answer is OfferAnswer.ACCEPT and not offer.is_sure
    if is_asking:
        asking = _desk(session, asking=offer.id)
        if question(asking)[1] is not None:
            return asking, ()
    return _said(session, offer, answer)


def _told(session: Session, value: str) -> Step:
    """Take the answer to a question; it is kept for this visit alone."""
    offer = next(one for one in offers_of(session) if one.id == session.offers.asking)
    match, asked = question(session)
    if match.outcome in {Outcome.NOT, Outcome.ALREADY}:
        return _next(_desk(_marked(session, offer, OfferAnswer.LATER), asking=""))
    if asked is None or not (value.isdigit() and int(value) < len(asked.domain)):
        return session, ()
    facts = (*session.offers.facts, (asked.id, asked.domain[int(value)]))
    told = _desk(session, facts=facts)
    match, asked = question(told)
    if asked is not None or match.outcome in {Outcome.NOT, Outcome.ALREADY}:
        return told, ()
    return _said(_desk(told, asking=""), offer, OfferAnswer.ACCEPT)


def _said(session: Session, offer: Offer, answer: OfferAnswer) -> Step:
    """Have the answer kept, and go to the next offer."""
    registrar = session.offers.registrar
    facts = (("kind", offer.kind), ("by", registrar.value))
    effects: list[Effect] = [Note("offer-answered", answer.value, facts=facts)]
    if answer is not OfferAnswer.LATER or offer.kind == NOTICE:
        effects.append(
            KeepOffer(
                visit=session.visit,
                item_id=session.chosen_item().id,
                offer=offer,
                answer=answer,
                registrar=registrar,
                record=session.read_card(),
                facts=session.offers.facts,
            )
        )
    said = _marked(session, offer, answer)
    if answer is OfferAnswer.ACCEPT:
        made = (*session.offers.registrations, Registration(offer.id, registrar))
        said = _desk(said, registrations=made)
    after, more = _next(said)
    return after, (*effects, *more)


def _marked(session: Session, offer: Offer, answer: OfferAnswer) -> Session:
    return _desk(session, answers=(*session.offers.answers, (offer.id, answer)))


def _next(session: Session) -> Step:
    """The next offer; after the last the page that says what is registered, or the guide."""
    if current(session) is not None or session.offers.registrations:
        return with_state(session, State.OFFERS), ()
    return copying.begin(session)


# -- staff on behalf (代为登记) -----------------------------------------------------------


def _at_pin(session: Session, event: Event) -> Step:
    """Staff says who they are; from then on they register on the citizen's behalf."""
    staff = session.offers.staff
    match event:
        case KeyTouched(key):
            limit = PIN_DIGITS if staff else NUMBER_DIGITS
            return replace(session, entry=typed(session.entry, key, limit)), ()
        case Touched("forward") if session.entry and not staff:
            return with_state(_desk(session, staff=session.entry, message=""), State.OFFERS), ()
        case Touched("forward") if session.entry:
            asked = with_state(_desk(session, message=""), State.OFFERS)
            return asked, (JudgePin(session.visit, staff, session.entry),)
        case Touched("back"):
            is_at_pin = bool(staff)
            again = _desk(session, is_at_pin=is_at_pin, staff="", message="")
            return with_state(again, State.OFFERS), ()
        case _:
            return session, ()


def judged(session: Session, event: PinJudged) -> Step:
    """Hear what the door says to the PIN."""
    if not session.offers.is_at_pin:
        return session, ()
    if not event.role:
        told = _desk(session, message=event.message, wait_s=event.wait_s)
        return with_state(told, State.OFFERS), ()
    if not may(event.role, Act.ASSIST):
        told = _desk(session, staff="", message="no_right", wait_s=0)
        return with_state(told, State.OFFERS), ()
    opened = _desk(session, is_at_pin=False, staff="", message="", registrar=Registrar.STAFF)
    return with_state(opened, State.OFFERS), ()
