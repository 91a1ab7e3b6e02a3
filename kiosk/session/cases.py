# SPDX-License-Identifier: Apache-2.0
"""The second visit (刷证即查): one's own cases, how each stands, and what can be done about it.

Beside the application: no service is chosen. Nobody's case is told before its owner is known;
who shows a slip alone sees how its case stands, and no more.
"""

from dataclasses import replace
from typing import Final

from forms.case_news import DeskNews
from forms.case_standing import CaseAct, CaseFile, acts_of
from kiosk.session import apply, identify
from kiosk.session.case_visit import (
    AskCases,
    CaseActed,
    CasesTold,
    CaseVisit,
    DoInCase,
    OpenSlip,
    PaperReady,
    SlipOpened,
    SlipShown,
)
from kiosk.session.effects import Note, PrintPapers, TellDay
from kiosk.session.events import CaseReceived, Event, Failed, KeyTouched, TimedOut, Touched
from kiosk.session.pad import typed
from kiosk.session.session import PaperLine, Session, Step, resting, with_state
from kiosk.session.states import State

DESK_AWAY: Final = "DESK-1501"
NO_SUCH_SLIP: Final = "DESK-1503"
ANSWERED: Final = frozenset({"found", "none"})
"""Words after which there is nothing to ask the desk again for."""

WORDS_LIMIT: Final = 200
"""Longest answer to a correction notice; more is a paper for the window."""


def begin(session: Session) -> Step:
    """Ask for the cases of whoever has just shown who they are."""
    asked = AskCases(session.visit, session.read_card())
    begun = with_state(replace(session, cases=CaseVisit()), State.CASES)
    return begun, (Note("cases-asked"), asked)


def at_card(session: Session, event: Event) -> Step:
    """Wait for a document as ever; the slip of a case may be shown instead of one."""
    if not isinstance(event, SlipShown):
        return identify.at_card(session, event)
    if session.cases is None:
        return session, ()
    opened = replace(session, cases=CaseVisit(is_slip=True), broken_ways=())
    return with_state(opened, State.CASE), (OpenSlip(session.visit, event.text),)


def visit_of(session: Session) -> CaseVisit:
    """The visit to one's own cases; LookupError in any other visit."""
    if session.cases is None:
        raise LookupError("this visit is about no cases")
    return session.cases


def case_of(session: Session) -> CaseFile:
    """The case whose page is shown; LookupError while it is being opened."""
    found = visit_of(session).case
    if found is None:
        raise LookupError("no case is open")
    return found


def is_working(session: Session) -> bool:
    """Whether the machine works, and the citizen need not touch anything."""
    visit = visit_of(session)
    if session.state is State.CASES:
        return not visit.desk
    return bool(visit.busy) or visit.case is None


def notice_of(session: Session) -> DeskNews | None:
    """The correction notice that is to be answered next; None when none is left."""
    return next(iter(case_of(session).open_notices), None)


def moved(session: Session, event: CaseReceived) -> Step:
    """Read one's cases anew when the desk has said something of one of them."""
    visit, record = session.cases, session.record
    is_shown = session.state in {State.CASES, State.CASE} and record is not None
    if visit is None or record is None or not is_shown:
        return session, ()
    if event.case_number not in {one.number for one in visit.files}:
        return session, ()
    return session, (AskCases(session.visit, record, is_here=True),)


def _with(session: Session, **changes: object) -> Session:
    return replace(session, cases=replace(visit_of(session), **changes))  # type: ignore[arg-type]


def _told(session: Session, event: CasesTold) -> Session:
    """Take cases in; one that was told before stays, and is replaced by what is newer."""
    visit = visit_of(session)
    new = {one.number for one in event.files}
    files = (*event.files, *(one for one in visit.files if one.number not in new))
    in_order = sorted(files, key=lambda one: (one.submitted_at, one.number), reverse=True)
    return _with(
        session,
        files=tuple(in_order),
        is_told=True,
        desk=event.desk or visit.desk,
        code=event.code or visit.code,
    )


def _ended(session: Session) -> Step:
    return resting(session), (Note("session-ended", "timeout"), apply.forget(session))


# -- the list ------------------------------------------------------------------


def at_cases(session: Session, event: Event) -> Step:
    """Show every case of this person; the desk's word comes when it comes."""
    visit = visit_of(session)
    match event:
        case CasesTold():
            return _told(session, event), ()
        case Touched("pick", number) if any(one.number == number for one in visit.files):
            picked = _with(session, picked=number, told="", told_code="")
            return with_state(picked, State.CASE), ()
        case Touched("again") if visit.desk and visit.desk not in ANSWERED:
            again = AskCases(session.visit, session.read_card())
            return _with(session, desk="", code=""), (again,)
        case Failed(_, code):
            return _with(session, desk="broken", code=code), ()
        case TimedOut() if not visit.desk:
            return _with(session, desk="timed_out", code=DESK_AWAY), ()
        case TimedOut():
            return _ended(session)
        case _:
            return session, ()


# -- one case ------------------------------------------------------------------


def at_case(session: Session, event: Event) -> Step:
    """Show one case, its history and what can be done."""
    if visit_of(session).is_slip:
        return _at_slip(session, event)
    match event:
        case PaperReady():
            return _paper_ready(session, event)
        case Failed() | TimedOut():
            return _given_up(session, event)
        case Touched() if not visit_of(session).busy:
            return _touched(session, event.name, event.value)
        case _:
            return _news(session, event), ()


def _news(session: Session, event: Event) -> Session:
    """Take in what the world says of the cases, on whichever of their pages."""
    match event:
        case CasesTold():
            return _told(session, event)
        case CaseActed():
            return _acted(session, event)
        case _:
            return session


def _given_up(session: Session, event: Failed | TimedOut) -> Step:
    """Wait no longer for the act at hand; a page on which nothing works ends by its time."""
    if not visit_of(session).busy:
        return _ended(session) if isinstance(event, TimedOut) else (session, ())
    if isinstance(event, Failed):
        return _with(session, busy="", told="failed", told_code=event.code), ()
    return _with(session, busy="", told="late"), ()


def _at_slip(session: Session, event: Event) -> Step:
    """Say how the case of the slip stands; everything else wants its owner's document."""
    is_open = visit_of(session).case is not None
    match event:
        case SlipOpened(_, file) if file is not None and not is_open:
            note = Note("slip-opened", "opened", case_number=file.number)
            return _with(session, files=(file,), picked=file.number, is_told=True), (note,)
        case SlipOpened() | TimedOut() | Failed() if not is_open:
            told, effects = identify.trouble(session, NO_SUCH_SLIP, retry=State.CARD)
            return told, (Note("slip-opened", "unknown"), *effects)
        case TimedOut():
            return _ended(session)
        case Touched("back") | Touched("choose", "card"):
            fresh = replace(session, cases=CaseVisit())
            return with_state(fresh, State.CARD), (TellDay(), identify.read_card(fresh))
        case _:
            return session, ()


def _touched(session: Session, name: str, value: str) -> Step:
    visit = visit_of(session)
    if visit.asking:
        return _confirmed(session, name, value)
    match name:
        case "back":
            return with_state(_with(session, picked="", told=""), State.CASES), ()
        case "choose":
            act = next((one for one in acts_of(case_of(session)) if one.value == value), None)
            return (session, ()) if act is None else _begun(session, act)
        case _:
            return session, ()


def _confirmed(session: Session, name: str, value: str) -> Step:
    """Do what cannot be undone only after a second touch."""
    act = CaseAct(visit_of(session).asking)
    match name, value:
        case "choose", "yes":
            return _doing(_with(session, asking=""), act)
        case ("choose", "no") | ("back", _):
            return _with(session, asking=""), ()
        case _:
            return session, ()


def _begun(session: Session, act: CaseAct) -> Step:
    match act:
        case CaseAct.ANSWER:
            open_ = _with(session, is_writing=False, told="", told_code="")
            return with_state(open_, State.CORRECTION), ()
        case CaseAct.WITHDRAW:
            return _with(session, asking=act.value, told="", told_code=""), ()
        case CaseAct.FETCH:
            result = case_of(session).results_to_fetch[0]
            return _doing(session, act, result.reference)
        case _:
            return _doing(session, act)


def _doing(session: Session, act: CaseAct, reference: str = "", words: str = "") -> Step:
    number, record = case_of(session).number, session.read_card()
    effect = DoInCase(session.visit, act, number, record, reference, words)
    busy = _with(session, busy=act.value, is_writing=False, told="", told_code="")
    return with_state(busy, State.CASE), (effect,)


def _acted(session: Session, event: CaseActed) -> Session:
    """Take in what came of an act, also of one that was not waited for any more."""
    if event.file is not None:
        session = _told(session, CasesTold(event.visit, (event.file,)))
    visit = visit_of(session)
    if event.case_number != visit.picked or visit.busy not in {"", event.act.value}:
        return session
    told = f"{event.act.value}_{event.outcome}"
    return _with(session, busy="", told=told, told_code=event.code)


def _paper_ready(session: Session, event: PaperReady) -> Step:
    """Print what was asked for, unless nobody waits for it any more: then it stays."""
    visit = visit_of(session)
    if (visit.busy, visit.picked) != (event.act.value, event.case_number):
        return session, ()
    papers = (PaperLine(event.paper, sheets=event.sheets),)
    ready = replace(_with(session, busy=""), case_number=event.case_number, papers=papers)
    effect = PrintPapers(session.visit, event.case_number, (event.paper,))
    return with_state(ready, State.PRINTING), (effect,)


# -- the answer to a correction notice -------------------------------------------


def at_correction(session: Session, event: Event) -> Step:
    """Answer in words, or say that the papers go to the window."""
    match event:
        case CasesTold() | CaseActed():
            told = _news(session, event)
            return (told if notice_of(told) else with_state(told, State.CASE)), ()
        case _ if visit_of(session).is_writing:
            return _written(session, event)
        case Touched("choose", "write"):
            return with_state(_with(session, is_writing=True), State.CORRECTION), ()
        case Touched("choose", "window"):
            return _answered(session, "")
        case Touched("back"):
            return with_state(session, State.CASE), ()
        case _:
            return session, ()


def _written(session: Session, event: Event) -> Step:
    match event:
        case KeyTouched(key):
            return replace(session, entry=typed(session.entry, key, WORDS_LIMIT)), ()
        case Touched("forward") if session.entry.strip():
            return _answered(session, session.entry.strip())
        case Touched("back"):
            return with_state(_with(session, is_writing=False), State.CORRECTION), ()
        case _:
            return session, ()


def _answered(session: Session, words: str) -> Step:
    notice = notice_of(session)
    if notice is None:
        return with_state(session, State.CASE), ()
    return _doing(session, CaseAct.ANSWER, notice.reference, words)
