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
    AppealDraft,
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
    is_here = next(one.is_ours for one in visit.files if one.number == event.case_number)
    return session, (AskCases(session.visit, record, is_here=is_here),)


def acts(session: Session) -> tuple[CaseAct, ...]:
    """What can be done in the open case here; appeals only where the catalogue takes them."""
    takes = session.catalogue.appeals is not None
    return tuple(act for act in acts_of(case_of(session)) if takes or act is not CaseAct.APPEAL)


def changed(session: Session, **changes: object) -> Session:
    """The session with its visit to one's own cases changed."""
    return replace(session, cases=replace(visit_of(session), **changes))  # type: ignore[arg-type]


def _told(session: Session, event: CasesTold) -> Session:
    """Take cases in; one that was told before stays, and is replaced by what is newer."""
    visit = visit_of(session)
    new = {one.number for one in event.files}
    files = (*event.files, *(one for one in visit.files if one.number not in new))
    in_order = sorted(files, key=lambda one: (one.submitted_at, one.number), reverse=True)
    return changed(
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
            picked = changed(session, picked=number, told="", told_code="")
            return with_state(picked, State.CASE), ()
        case Touched("again") if visit.desk and visit.desk not in ANSWERED:
            again = AskCases(session.visit, session.read_card())
            return changed(session, desk="", code=""), (again,)
        case Failed(_, code):
            return changed(session, desk="broken", code=code), ()
        case TimedOut() if not visit.desk:
            return changed(session, desk="timed_out", code=DESK_AWAY), ()
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
            return taken_in(session, event), ()


def taken_in(session: Session, event: Event) -> Session:
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
        return changed(session, busy="", told="failed", told_code=event.code), ()
    return changed(session, busy="", told="late"), ()


def _at_slip(session: Session, event: Event) -> Step:
    """Say how the case of the slip stands; everything else wants its owner's document."""
    is_open = visit_of(session).case is not None
    match event:
        case SlipOpened(_, file) if file is not None and not is_open:
            note = Note("slip-opened", "opened", case_number=file.number)
            return changed(session, files=(file,), picked=file.number, is_told=True), (note,)
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
            return with_state(changed(session, picked="", told=""), State.CASES), ()
        case "choose":
            act = next((one for one in acts(session) if one.value == value), None)
            return (session, ()) if act is None else _begun(session, act)
        case _:
            return session, ()


def _confirmed(session: Session, name: str, value: str) -> Step:
    """Do what cannot be undone only after a second touch."""
    act = CaseAct(visit_of(session).asking)
    match name, value:
        case "choose", "yes":
            return doing(changed(session, asking=""), act)
        case ("choose", "no") | ("back", _):
            return changed(session, asking=""), ()
        case _:
            return session, ()


def _begun(session: Session, act: CaseAct) -> Step:
    match act:
        case CaseAct.ANSWER:
            open_ = changed(session, is_writing=False, told="", told_code="")
            return with_state(open_, State.CORRECTION), ()
        case CaseAct.APPEAL:
            open_ = changed(session, appeal=AppealDraft(), is_writing=False, told="")
            return with_state(changed(open_, told_code=""), State.APPEAL), ()
        case CaseAct.WITHDRAW:
            return changed(session, asking=act.value, told="", told_code=""), ()
        case CaseAct.FETCH:
            result = case_of(session).results_to_fetch[0]
            return doing(session, act, result.reference)
        case _:
            return doing(session, act)


def doing(session: Session, act: CaseAct, reference: str = "", words: str = "") -> Step:
    """Let the machine work at the open case; its page says so."""
    number, record = case_of(session).number, session.read_card()
    effect = DoInCase(session.visit, act, number, record, reference, words)
    busy = changed(session, busy=act.value, is_writing=False, told="", told_code="")
    return with_state(busy, State.CASE), (effect,)


def _acted(session: Session, event: CaseActed) -> Session:
    """Take in what came of an act, also of one that was not waited for any more."""
    if event.file is not None:
        session = _told(session, CasesTold(event.visit, (event.file,)))
    visit = visit_of(session)
    if event.case_number != visit.picked or visit.busy not in {"", event.act.value}:
        return session
    told = f"{event.act.value}_{event.outcome}"
    filed = visit.is_filed or told == "appeal_kept"
    return changed(session, busy="", told=told, told_code=event.code, is_filed=filed)


def _paper_ready(session: Session, event: PaperReady) -> Step:
    """Print what was asked for, unless nobody waits for it any more: then it stays."""
    visit = visit_of(session)
    if (visit.busy, visit.picked) != (event.act.value, event.case_number):
        return _ready_late(session, event)
    papers = (PaperLine(event.paper, sheets=event.sheets),)
    filed = visit.is_filed or event.act is CaseAct.APPEAL
    ready = replace(
        changed(session, busy="", is_filed=filed), case_number=event.case_number, papers=papers
    )
    effect = PrintPapers(session.visit, event.case_number, (event.paper,))
    return with_state(ready, State.PRINTING), (effect,)


def _ready_late(session: Session, event: PaperReady) -> Step:
    """Leave the paper for later; an appeal is on disk by now, so the case is read anew."""
    visit = visit_of(session)
    if event.act is not CaseAct.APPEAL or visit.busy or event.case_number != visit.picked:
        return session, ()
    again = AskCases(session.visit, session.read_card(), is_here=True)
    return changed(session, told="appeal_kept", told_code="", is_filed=True), (again,)


# -- the answer to a correction notice -------------------------------------------


def at_correction(session: Session, event: Event) -> Step:
    """Answer in words, or say that the papers go to the window."""
    match event:
        case CasesTold() | CaseActed():
            told = taken_in(session, event)
            return (told if notice_of(told) else with_state(told, State.CASE)), ()
        case _ if visit_of(session).is_writing:
            return _written(session, event)
        case Touched("choose", "write"):
            return with_state(changed(session, is_writing=True), State.CORRECTION), ()
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
            return with_state(changed(session, is_writing=False), State.CORRECTION), ()
        case _:
            return session, ()


def _answered(session: Session, words: str) -> Step:
    notice = notice_of(session)
    if notice is None:
        return with_state(session, State.CASE), ()
    return doing(session, CaseAct.ANSWER, notice.reference, words)
