# SPDX-License-Identifier: Apache-2.0
"""The last look before it counts: what is decided, what is printed, how the result comes."""

from forms.application import Route
from forms.decision import Accepted, Concluded, Decision, FilledIn, Issued, IssuedUnderPromise
from forms.delivery import DELIVERY_TEXTS, DeliveryPlan, delivery_plan
from forms.field_values import Answer, Source
from forms.handling import Delivery
from forms.headlines import headline
from kiosk.case_papers import LICENCE_DUPLICATE
from kiosk.screens.present import disputing
from kiosk.screens.present.form_page import chip_of, form_rows
from kiosk.screens.present.words import Words
from kiosk.screens.views import Button, FormRow, ReviewView, Screen
from kiosk.session.session import Session
from kiosk.session.states import State


def review(session: Session, words: Words) -> Screen:
    """What will be decided, with the way forward named after it."""
    decision = session.decision
    is_form = isinstance(decision, FilledIn)
    view = ReviewView(
        title=words("review.title"),
        headline=_sentence(session, words),
        rows=(*form_rows(session, words, only_face=True), *_delivered(session, words)),
        papers=tuple(words(f"paper.{name}") for name in papers_to_come(session)),
        note=words("review.note_form" if is_form else "review.note"),
        reasons=disputing.reasons(session, words),
    )
    return Screen(
        State.REVIEW.value,
        view,
        back=Button(words("back"), "back"),
        forward=Button(words(_forward(decision)), "forward", enabled=decision is not None),
        extra=Button(words("leave"), "leave"),
    )


def _delivered(session: Session, words: Words) -> tuple[FormRow, ...]:
    """One row on where the result goes; none where it is printed now, which the papers say."""
    plan = _plan(session)
    if plan is None or plan.way is Delivery.PRINT:
        return ()
    item, application = session.chosen_item(), session.begun()
    value = DELIVERY_TEXTS[plan.way].in_(words.language)
    if plan.address is not None:
        value = f"{value} · {plan.address.recipient} · {plan.address.address}"
    id_ = item.handling.delivery_field
    answer = application.fields.get(id_, Answer("", Source.DEFAULT))
    chip = chip_of(application, answer, words)
    return (FormRow(id_ or "delivery", words("review.delivery"), value, chip),)


def way_of(session: Session) -> Delivery:
    """How the result of the decided case comes; what comes nowhere else is had here."""
    plan = _plan(session)
    return plan.way if plan is not None else Delivery.PRINT


def _plan(session: Session) -> DeliveryPlan | None:
    decision, application = session.decision, session.application
    if decision is None or application is None:
        return None
    return delivery_plan(session.chosen_item(), application, decision)


def _sentence(session: Session, words: Words) -> str:
    item, decision = session.item, session.decision
    if item is None or decision is None:
        return words("review.then", sentence="")
    sentence = headline(item, decision, way_of(session)).in_(words.language)
    is_form = isinstance(decision, FilledIn)
    return sentence if is_form else words("review.then", sentence=sentence)


def papers_to_come(session: Session) -> tuple[str, ...]:
    """Names of the papers that will be printed here."""
    application = session.application
    is_wrong = application is not None and bool(application.disputes)
    return _papers_of(session) + (("correction_slip",) if is_wrong else ())


def _papers_of(session: Session) -> tuple[str, ...]:
    match session.decision:
        case Concluded():
            return ("cancellation_receipt",)
        case FilledIn():
            return ("filled_form",)
        case IssuedUnderPromise():
            return (*_licence(session), "promise_letter", "receipt")
        case Issued():
            return (*_licence(session), "receipt")
        case Accepted() if session.begun().route is Route.PROMISE:
            return ("acceptance_slip", "promise_letter")
        case _:
            return ("acceptance_slip",)


def _licence(session: Session) -> tuple[str, ...]:
    """What is printed here of a licence that is issued, with the duplicates of its service."""
    names = _LICENCE[way_of(session)]
    papers = session.chosen_item().papers
    has_more = any(one.id == LICENCE_DUPLICATE and one.copies > 0 for one in papers)
    return (*names, LICENCE_DUPLICATE) if "licence" in names and has_more else names


_LICENCE = {
    Delivery.PRINT: ("licence",),
    Delivery.WINDOW: ("pickup_slip",),
    Delivery.POST: (),
}
"""What is printed here of a licence that is issued, by the way in which it comes."""


def _forward(decision: Decision | None) -> str:
    match decision:
        case Issued() | IssuedUnderPromise():
            return "review.forward_licence"
        case Concluded():
            return "review.forward_done"
        case FilledIn():
            return "review.forward_form"
        case _:
            return "review.forward_accept"
