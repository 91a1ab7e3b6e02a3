# SPDX-License-Identifier: Apache-2.0
"""The pages of offers (免申即享, 主动推送), and what earlier pages say of base data."""

from forms.benefit import BenefitFact
from forms.benefit_match import Match, Outcome, told
from forms.offer import NOTICE, Offer, OfferAnswer, Registrar
from kiosk.screens.present.staffing import door_says
from kiosk.screens.present.words import Words
from kiosk.screens.views import Button, Choice, Line, OffersView, Screen
from kiosk.session import offers
from kiosk.session.base_desk import OFFERS, SERVICE, BaseLine, Registration
from kiosk.session.session import Session
from kiosk.session.states import State

_FAILED = frozenset({"timed_out", "refused", "broken", "unreachable"})


def offering(session: Session, words: Words) -> Screen:
    """One offer, one question about it, what came of it, or the pad of the staff."""
    if session.offers.is_at_pin:
        return _pin(session, words)
    offer = offers.current(session)
    if session.offers.asking:
        match, fact = offers.question(session)
        if match.outcome in {Outcome.NOT, Outcome.ALREADY} or fact is None:
            return _against(session, match, words)
        return _question(fact, words)
    if offer is None:
        return _done(session, words)
    return _offer(session, offer, words)


def _offer(session: Session, offer: Offer, words: Words) -> Screen:
    sentences = [offer.text.in_(words.language)]
    sentences += [one.in_(words.language) for one in offer.told]
    if not offer.is_sure:
        sentences.append(words("offers.unsure"))
    is_staff = session.offers.registrar is Registrar.STAFF
    view = OffersView(
        id=offer.id,
        title=offer.title.in_(words.language),
        kind="offer",
        lead=words.joined(*sentences),
        remark=words("offers.by_staff") if is_staff else _whose(session, offer, words),
        options=_answers(offer, words),
    )
    behalf = None if is_staff else Button(words("offers.on_behalf"), "on_behalf")
    forward = Button(words("offers.forward"), "forward")
    return _page(view, words, forward=forward, extra=behalf)


def _whose(session: Session, offer: Offer, words: Words) -> str:
    """Whose offer it is; a notice says of which day."""
    authority = offer.authority.in_(words.language)
    if offer.kind != NOTICE:
        return words("offers.from_authority", authority=authority)
    pushed = {one.id: one.as_of for line in session.bases for one in line.notices}
    day = words.day(pushed[offer.subject])
    return words("offers.from_notice", authority=authority, day=day)


def _answers(offer: Offer, words: Words) -> tuple[Choice, ...]:
    accept = words("offers.accept" if offer.is_sure else "offers.accept_unsure")
    return (
        Choice(OfferAnswer.ACCEPT.value, accept, picture="check"),
        Choice(
            OfferAnswer.DECLINE.value,
            words("offers.decline"),
            words("offers.decline_detail"),
            "cross",
        ),
        Choice(
            OfferAnswer.LATER.value,
            words("offers.later"),
            words("offers.later_detail"),
            "clock",
        ),
    )


def _question(fact: BenefitFact, words: Words) -> Screen:
    text = fact.question or fact.label
    view = OffersView(
        id=fact.id,
        title=text.in_(words.language),
        kind="question",
        lead=words("offers.question_help"),
        remark="",
        options=tuple(
            Choice(str(place), _value(fact, place, words)) for place in range(len(fact.domain))
        ),
    )
    return _page(view, words, forward=Button(words("offers.forward"), "forward"))


def _value(fact: BenefitFact, place: int, words: Words) -> str:
    """How a value is said: its own words, or yes and no."""
    if fact.choices:
        return fact.choices[place].text.in_(words.language)
    return words("offers.yes" if fact.domain[place] else "offers.no")


def _against(session: Session, match: Match, words: Words) -> Screen:
    """Why the offer does not fit after all."""
    benefits = session.catalogue.benefits
    reasons = (one.in_(words.language) for one in told(benefits, match))
    view = OffersView(
        id=match.benefit_id,
        title=words("offers.not_title"),
        kind="told",
        lead=words.joined(*reasons),
        remark="",
        options=(Choice("ok", words("offers.not_ok"), picture="check"),),
    )
    return _page(view, words, forward=Button(words("offers.forward"), "forward"))


def _done(session: Session, words: Words) -> Screen:
    """What was accepted, and whether it is on disk."""
    titles = {one.id: one.title.in_(words.language) for one in offers.all_offers(session)}
    view = OffersView(
        id="done",
        title=words("offers.done_title"),
        kind="done",
        lead="",
        remark="",
        lines=tuple(
            _kept(one, titles[one.offer], words) for one in session.offers.registrations
        ),
    )
    return _page(view, words, forward=Button(words("offers.done_forward"), "forward"))


def _kept(made: Registration, title: str, words: Words) -> Line:
    states = {None: "working", True: "done", False: "failed"}
    keys = {None: "waiting", True: "registered", False: "not_registered"}
    return Line(made.offer, title, states[made.is_kept], words(f"offers.{keys[made.is_kept]}"))


def _pin(session: Session, words: Words) -> Screen:
    desk = session.offers
    view = OffersView(
        id="pin",
        title=words("offers.pin_title" if desk.staff else "offers.number_title"),
        kind="pin",
        lead="",
        remark="",
        message=door_says(desk.message, desk.wait_s, words),
        digits=len(session.entry),
    )
    key = "pin.forward" if desk.staff else "pin.next"
    forward = Button(words(key), "forward", enabled=bool(session.entry))
    return _page(view, words, forward=forward)


def _page(
    view: OffersView, words: Words, *, forward: Button, extra: Button | None = None
) -> Screen:
    back = Button(words("back"), "back")
    return Screen(State.OFFERS.value, view, back=back, forward=forward, extra=extra)


# -- what earlier pages say ----------------------------------------------------


def agree_too(session: Session, words: Words) -> Button | None:
    """The second way to agree on the page of notice; none where no base can be asked."""
    if not session.machine.has_base_data or session.cases is not None:
        return None
    return Button(words("notice.agree_offers"), "agree", "offers")


def base_lines(session: Session, words: Words) -> tuple[Line, ...]:
    """One line of the look-ups for each purpose, whatever the number of bases."""
    by_purpose = {
        purpose: [line for line in session.bases if line.purpose == purpose]
        for purpose in (SERVICE, OFFERS)
    }
    return tuple(_line(purpose, lines, words) for purpose, lines in by_purpose.items() if lines)


def _line(purpose: str, lines: list[BaseLine], words: Words) -> Line:
    name, text = f"base_{purpose}", words(f"lookups.base_{purpose}")
    outcomes = {line.outcome for line in lines}
    if "" in outcomes:
        return Line(name, text, "working", words("lookups.working"))
    if "found" in outcomes:
        return Line(name, text, "done", words("lookups.base_told"))
    if outcomes & _FAILED:
        return Line(name, text, "failed", words("lookups.base_failed"))
    return Line(name, text, "none", words("lookups.base_none"))
