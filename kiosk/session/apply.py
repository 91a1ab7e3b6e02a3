# SPDX-License-Identifier: Apache-2.0
"""Steps 2 to 4, 问答 · 填表 · 签字: from the first question to the signed application."""

from dataclasses import replace
from typing import assert_never

from forms.application import Application, Route, applicant_from
from forms.decision import Decision, Refused, decide
from forms.dispute_rules import carried_over
from forms.field_values import Source
from forms.guide import GuideDone, guide_path, next_step, number_error
from forms.material import supply_materials
from forms.prefill import prefill
from forms.promise import route_offer
from forms.service_item import Material, Question, QuestionKind, Stop
from kiosk.session import base_data, identify, materials, offers
from kiosk.session.called import called_from
from kiosk.session.effects import Forget, Issue, Note, TellDay
from kiosk.session.events import Event, KeyTouched, Signed, TimedOut, Touched
from kiosk.session.pad import MIN_INK_MM, ink_mm, typed
from kiosk.session.session import Session, Step, resting, with_state
from kiosk.session.states import State

PICK = "pick:"
"""Prefix of the page that asks which of several certificates is meant; no question has it."""


def forget(session: Session) -> Forget:
    """The effect that drops this visit's data."""
    return Forget(session.visit)


# -- guide -------------------------------------------------------------------


def begin_guide(session: Session) -> Step:
    """Start the questions with what card and certificates already tell."""
    return _guided(replace(session, answers=()))


def guide_page(session: Session) -> Question | Stop | GuideDone:
    """What the guide shows now."""
    item = session.chosen_item()
    return next_step(item, dict(session.answers), identify.facts_of(session, item))


def role_to_pick(session: Session) -> str:
    """The first role of which more than one certificate fits and none is chosen yet."""
    record, today = session.read_card(), session.day()
    picked, owned = dict(session.picked), identify.owned_by(session)
    for line in session.sources:
        if line.role not in picked and len(called_from(line, record, today, owned)) > 1:
            return line.role
    return ""


def _guided(session: Session) -> Step:
    """Go where the guide leads: the next question, a stop, or the material board."""
    if role_to_pick(session):
        return with_state(session, State.GUIDE), ()
    page = guide_page(session)
    match page:
        case Question():
            return with_state(session, State.GUIDE), ()
        case Stop():
            return with_state(session, State.STOPPED), ()
        case GuideDone():
            application = prefill(
                session.chosen_item(),
                applicant_from(session.read_card()),
                certificates=identify.certificates_of(session),
                answers=dict(session.answers),
                facts=page.facts,
            )
            known = replace(
                base_data.filled(session, application),
                proof=session.proof(),
                sought=identify.sought_by(session),
            )
            begun = replace(session, application=_kept(session, known))
            return materials.at_new_board(begun)
        case _:
            assert_never(page)


def _kept(session: Session, new: Application) -> Application:
    """Carry over what was typed and disputed before, where the form has no value for it."""
    old = session.application
    if old is None:
        return new
    new = carried_over(session.chosen_item(), old, new)
    if old.is_promise_withdrawn:
        new = new.with_promise_withdrawn()
    for id_, answer in old.fields.items():
        if answer.source in {Source.TYPED, Source.CHOSEN} and id_ not in new.fields:
            new = new.with_field(id_, answer)
    return new


def at_guide(session: Session, event: Event) -> Step:
    """Take one answer; back takes the last one away again."""
    role = role_to_pick(session)
    page = guide_page(session)
    match event:
        case Touched("answer", value) if role and value.isdigit():
            return _guided(replace(session, picked=(*session.picked, (role, int(value)))))
        case Touched("answer", value) if isinstance(page, Question) and page.option(value):
            return _answered(session, page, value)
        case KeyTouched(key) if isinstance(page, Question) and page.kind is QuestionKind.NUMBER:
            return replace(session, entry=typed(session.entry, key), error=None), ()
        case Touched("forward") if (
            isinstance(page, Question) and page.kind is QuestionKind.NUMBER
        ):
            if number_error(page, session.entry):
                return replace(session, error=page.help), ()
            return _answered(session, page, session.entry)
        case Touched("back"):
            return _unanswered(session)
        case _:
            return session, ()


def _answered(session: Session, question: Question, value: str) -> Step:
    kept = tuple(pair for pair in session.answers if pair[0] != question.id)
    return _guided(replace(session, answers=(*kept, (question.id, value))))


def _unanswered(session: Session) -> Step:
    """Take back the last answer; before the first question it leads to the look-ups."""
    item = session.chosen_item()
    path = guide_path(item, dict(session.answers), identify.facts_of(session, item))
    if path:
        kept = tuple(pair for pair in session.answers if pair[0] != path[-1].id)
        return with_state(replace(session, answers=kept), State.GUIDE), ()
    if session.picked:
        return with_state(replace(session, picked=session.picked[:-1]), State.GUIDE), ()
    return with_state(session, State.LOOKUPS), ()


def at_stopped(session: Session, event: Event) -> Step:
    """The kiosk cannot go on: back to the question, home, or away."""
    match event:
        case Touched("back") if isinstance(session.decision, Refused):
            return with_state(replace(session, decision=None), State.ROUTE), ()
        case Touched("back"):
            return _unanswered(session)
        case Touched("home" | "forward") | TimedOut():
            note = Note("session-ended", session.disposition)
            return resting(session), (note, forget(session))
        case _:
            return session, ()


def at_board(session: Session, event: Event) -> Step:
    """Show every material and how it is supplied."""
    match event:
        case Touched("forward"):
            return with_state(session, State.FORM), ()
        case Touched("back"):
            return _unanswered(session)
        case _:
            return session, ()


# -- route, letter, signature ------------------------------------------------


def at_route(session: Session, event: Event) -> Step:
    """Let the citizen choose freely; another way takes a signed promise back."""
    match event:
        case Touched("route", "ordinary" | "window" as other) if (
            session.is_promise_signed and _has_route(session, Route(other))
        ):
            return _withdrawn(session, event)
        case _:
            return _at_open_route(session, event)


def _at_open_route(session: Session, event: Event) -> Step:
    item, application = session.chosen_item(), session.begun()
    match event:
        case Touched("route", "promise") if route_offer(item, application).is_promise_open:
            return _promising(session, application), ()
        case Touched("route", "ordinary") if _has_route(session, Route.ORDINARY):
            chosen = replace(session, application=_on_route(application, Route.ORDINARY))
            if missing_papers(chosen):
                return replace(chosen, is_asking_papers=True), ()
            return with_state(replace(chosen, strokes=()), State.SIGN), ()
        case Touched("route", "window") if _has_route(session, Route.WINDOW):
            chosen = replace(session, application=_on_route(application, Route.WINDOW))
            unsigned = replace(chosen, is_asking_papers=False, strokes=())
            return with_state(unsigned, State.SIGN), ()
        case Touched("route", "handed_in" | "not_here" as answer) if session.is_asking_papers:
            return _papers_answered(session, application, is_brought=answer == "handed_in")
        case Touched("back") if session.is_asking_papers:
            return replace(session, is_asking_papers=False), ()
        case Touched("back"):
            return with_state(session, State.FORM), ()
        case _:
            return session, ()


def _promising(session: Session, application: Application) -> Session:
    """Read the letter; first the papers whose source gave no answer, if there are any."""
    chosen = replace(session, application=_on_route(application, Route.PROMISE))
    fresh = replace(chosen, is_letter_read=False, is_asking_papers=False)
    if missing_papers(fresh):
        return replace(fresh, is_asking_papers=True)
    return with_state(fresh, State.LETTER)


def _withdrawn(session: Session, event: Event) -> Step:
    """Take the signed promise back (撤回承诺), which is free until the decision, and go on."""
    application = session.begun().with_promise_withdrawn()
    free = replace(session, application=application, is_promise_signed=False)
    gone_on, effects = _at_open_route(free, event)
    return gone_on, (Note("promise-withdrawn"), *effects)


def _has_route(session: Session, route: Route) -> bool:
    return route_offer(session.chosen_item(), session.begun()).leads(route)


def _on_route(application: Application, route: Route) -> Application:
    """Go on a route afresh: what is said to lie in the box is said for one route.

    Nobody has looked into the box yet, so no licence may rest on it.
    """
    return replace(application.with_route(route), handed_in=frozenset())


def missing_papers(session: Session) -> tuple[Material, ...]:
    """Papers that have to be handed in on the chosen route and have not been."""
    rows = supply_materials(session.chosen_item(), session.begun())
    return tuple(row.material for row in rows if row.is_missing)


def _papers_answered(session: Session, application: Application, *, is_brought: bool) -> Step:
    """Put the papers into the hall's box and sign, or hear at once all that is missing."""
    if is_brought:
        for material in missing_papers(session):
            application = application.with_handed_in(material.id)
        brought = replace(session, application=application, is_asking_papers=False, strokes=())
        is_promise = application.route is Route.PROMISE
        return with_state(brought, State.LETTER if is_promise else State.SIGN), ()
    refused = replace(session, decision=decision_of(session, is_signed=True))
    return with_state(refused, State.STOPPED), ()


def at_letter(session: Session, event: Event) -> Step:
    """The letter is read to its end before it can be signed."""
    match event:
        case Touched("letter_end"):
            return replace(session, is_letter_read=True), ()
        case Touched("forward") if session.is_letter_read:
            return with_state(replace(session, strokes=()), State.SIGN), ()
        case Touched("back"):
            return with_state(session, State.ROUTE), ()
        case _:
            return session, ()


def at_sign(session: Session, event: Event) -> Step:
    """Take the signature; a slip of the finger is not one."""
    match event:
        case Signed(strokes):
            return replace(session, strokes=strokes, error=None), (TellDay(),)
        case Touched("clear_signature"):
            return replace(session, strokes=(), error=None), ()
        case Touched("forward") if ink_mm(session.strokes) >= MIN_INK_MM:
            decided = replace(session, decision=decision_of(session, is_signed=True))
            if isinstance(decided.decision, Refused):
                return with_state(decided, State.STOPPED), ()
            is_signed = session.is_promise_signed or session.begun().route is Route.PROMISE
            signed = replace(decided, is_promise_signed=is_signed)
            return with_state(signed, State.REVIEW), ()
        case Touched("back"):
            is_promise = session.begun().route is Route.PROMISE
            state = State.LETTER if is_promise else State.ROUTE
            return with_state(replace(session, strokes=()), state), ()
        case _:
            return session, ()


def decision_of(session: Session, *, is_signed: bool) -> Decision:
    """Decide by the catalogue's rules, as of the day the hall told last."""
    return decide(
        session.chosen_item(),
        session.begun(),
        signed=is_signed,
        today=session.day(),
        calendar=session.catalogue.calendar,
    )


def at_review(session: Session, event: Event) -> Step:
    """The last look; one touch submits."""
    decision = session.decision
    match event:
        case Touched("forward") if decision is not None and not isinstance(decision, Refused):
            issue = Issue(
                session.visit,
                session.day(),
                offers.with_registered(session),
                decision,
                session.strokes,
                session.language,
                session.helpers,
            )
            return with_state(replace(session, issue_lines=()), State.ISSUING), (issue,)
        case Touched("back"):
            unsigned = replace(session, strokes=(), decision=None)
            return with_state(unsigned, State.SIGN), ()
        case _:
            return session, ()
