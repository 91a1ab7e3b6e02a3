# SPDX-License-Identifier: Apache-2.0
"""An appeal (诉求) about one's own case: everyday questions lead to its class, then it is
reviewed and signed.

It decides nothing, stops nothing and takes no period away; the page and its slip say so.
"""  # noqa: D205

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from forms.appeal import (
    AppealClass,
    AppealQuestion,
    AppealReceipt,
    AppealRules,
    next_step,
    receipt,
)
from forms.case_standing import CaseAct
from kiosk.session import cases
from kiosk.session.case_visit import AppealDraft, CaseActed, CasesTold, DoInCase
from kiosk.session.effects import TellDay
from kiosk.session.events import Event, KeyTouched, Signed, Touched
from kiosk.session.pad import MIN_INK_MM, ink_mm, typed
from kiosk.session.session import Session, Step, with_state
from kiosk.session.states import State

WORDS_LIMIT: Final = 120
"""Longest text that is added by keyboard; more is told to a person at the window."""

PAPER_LANGUAGE: Final = "zh_CN"
"""What was chosen goes on paper and to the desk in the language of both."""

Handler = Callable[[Session, Event], Step]


def rules_of(session: Session) -> AppealRules:
    """The rules of appeals; LookupError where none are taken."""
    if session.catalogue.appeals is None:
        raise LookupError("no appeals are taken here")
    return session.catalogue.appeals


def draft_of(session: Session) -> AppealDraft:
    """The appeal that is being put together; LookupError outside of its pages."""
    found = cases.visit_of(session).appeal
    if found is None:
        raise LookupError("there is no appeal yet")
    return found


def reached(session: Session) -> AppealQuestion | AppealClass:
    """The question that is asked next, or the class to which the answers have led."""
    return next_step(rules_of(session), dict(draft_of(session).answers))


def chosen(session: Session, language: str) -> tuple[str, ...]:
    """Each answer as it was read."""
    rules = rules_of(session)
    return tuple(
        option.text.in_(language)
        for question, picked in draft_of(session).answers
        for option in rules.question(question).options
        if option.id == picked
    )


def said(session: Session) -> tuple[str, ...]:
    """What the appeal says, for paper and desk: each answer, then the citizen's own words."""
    words = draft_of(session).words
    answers = chosen(session, PAPER_LANGUAGE)
    return (*answers, words) if words else answers


def receipt_of(session: Session, kind: AppealClass) -> AppealReceipt:
    """What is told of an appeal of this class that would be taken today."""
    calendar = session.catalogue.calendar
    return receipt(kind, ticket="", taken=session.day(), calendar=calendar)


def _drafted(session: Session, **changes: object) -> Session:
    draft = replace(draft_of(session), **changes)  # type: ignore[arg-type]
    return cases.changed(session, appeal=draft, is_writing=False)


def at_appeal(session: Session, event: Event) -> Step:
    """Ask what happened, then show what will be lodged; words may be added."""
    match event:
        case CasesTold() | CaseActed():
            told = cases.taken_in(session, event)
            is_open = CaseAct.APPEAL in cases.acts(told)
            return (told if is_open else with_state(told, State.CASE)), ()
        case _ if cases.visit_of(session).is_writing:
            return _written(session, event)
        case Touched("back"):
            return _back(session)
        case _:
            now = reached(session)
            if isinstance(now, AppealQuestion):
                return _asked(session, now, event)
            return _reviewed(session, event)


def _back(session: Session) -> Step:
    """Take the last answer back; without one, leave the appeal."""
    answers = draft_of(session).answers
    if not answers:
        return with_state(cases.changed(session, appeal=None), State.CASE), ()
    return with_state(_drafted(session, answers=answers[:-1]), State.APPEAL), ()


def _asked(session: Session, question: AppealQuestion, event: Event) -> Step:
    match event:
        case Touched("choose", value) if value in {one.id for one in question.options}:
            answers = (*draft_of(session).answers, (question.id, value))
            return with_state(_drafted(session, answers=answers), State.APPEAL), (TellDay(),)
        case _:
            return session, ()


def _reviewed(session: Session, event: Event) -> Step:
    match event:
        case Touched("choose", "write"):
            writing = with_state(cases.changed(session, is_writing=True), State.APPEAL)
            return replace(writing, entry=draft_of(session).words), ()
        case Touched("forward"):
            return with_state(replace(session, strokes=()), State.SIGN), ()
        case _:
            return session, ()


def _written(session: Session, event: Event) -> Step:
    """Type; an empty text takes back what was added."""
    match event:
        case KeyTouched(key):
            return replace(session, entry=typed(session.entry, key, WORDS_LIMIT)), ()
        case Touched("forward"):
            words = session.entry.strip()
            return with_state(_drafted(session, words=words), State.APPEAL), ()
        case Touched("back"):
            return with_state(cases.changed(session, is_writing=False), State.APPEAL), ()
        case _:
            return session, ()


# -- the signature ---------------------------------------------------------------


def beside(usual: Handler) -> Handler:
    """Take the signature under an appeal; under everything else as ever."""

    def at_sign(session: Session, event: Event) -> Step:
        return _signed(session, event) if session.cases is not None else usual(session, event)

    return at_sign


def _signed(session: Session, event: Event) -> Step:
    match event:
        case CasesTold() | CaseActed():
            return cases.taken_in(session, event), ()
        case Signed(strokes):
            return replace(session, strokes=strokes), ()
        case Touched("clear_signature"):
            return replace(session, strokes=()), ()
        case Touched("forward") if ink_mm(session.strokes) >= MIN_INK_MM:
            return _lodged(session)
        case Touched("back"):
            return with_state(replace(session, strokes=()), State.APPEAL), ()
        case _:
            return session, ()


def _lodged(session: Session) -> Step:
    """Hand the appeal in; nothing of it stays on the glass."""
    kind = reached(session)
    told, effects = cases.doing(session, CaseAct.APPEAL, kind.id)
    asked = tuple(
        replace(one, said=said(session), strokes=session.strokes)
        for one in effects
        if isinstance(one, DoInCase)
    )
    return replace(cases.changed(told, appeal=None), strokes=()), asked
