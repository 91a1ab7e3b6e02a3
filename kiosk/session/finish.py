# SPDX-License-Identifier: Apache-2.0
"""Step 5, 出证: decided, numbered, sealed, printed, taken, rated, forgotten."""

from dataclasses import replace
from typing import Final, assert_never

from kiosk.session import identify, person_check
from kiosk.session.effects import (
    Effect,
    Forget,
    Note,
    PrintPapers,
    PrintWindowSlip,
    ProbeDevices,
    RecordRating,
    ShowSeal,
    StopPrinting,
    TellDay,
    TryNow,
    WaitCardTaken,
)
from kiosk.session.events import (
    CardTaken,
    CaseReceived,
    Event,
    Failed,
    GlyphsMissing,
    IssueAdvanced,
    Issued,
    PaperAdvanced,
    PaperEnded,
    SealShown,
    TimedOut,
    Touched,
)
from kiosk.session.print_need import NO_PRINTING
from kiosk.session.session import (
    CheckStage,
    Ending,
    PaperLine,
    Session,
    Step,
    Trouble,
    resting,
    with_state,
)
from kiosk.session.states import State

NO_GLYPH: Final = "DOCUMENT-0601"
NO_PAPER: Final = "DOCUMENT-0602"
NOT_KNOWN: Final = "DOCUMENT-0605"


def at_issuing(session: Session, event: Event) -> Step:
    """Follow the case to the store, the number, the page and the seal."""
    match event:
        case IssueAdvanced():
            return _advanced(session, event), ()
        case Issued():
            ready = replace(
                session,
                case_number=event.case_number,
                licence_number=event.licence_number,
                papers=tuple(
                    PaperLine(name, sheets=sheets)
                    for name, sheets in zip(event.papers, event.sheets, strict=True)
                ),
            )
            effect = PrintPapers(session.visit, event.case_number, event.papers)
            return ready, (effect, ShowSeal(session.visit))
        case PaperAdvanced():
            return _paper_advanced(session, event)
        case PaperEnded():
            ended = _paper_ended(session, event)
            is_told = not event.delivered and event.code != NO_PRINTING
            return _trouble(ended, event.code) if is_told else (ended, ())
        case SealShown() if session.papers:
            return _after_paper(with_state(session, State.PRINTING))
        case Failed() | GlyphsMissing() | TimedOut():
            return _not_issued(session, event)
        case _:
            return session, ()


def _advanced(session: Session, event: IssueAdvanced) -> Session:
    """Take in a line that came true, and the case's number with the commit."""
    number = event.case_number or session.case_number
    lines = (*session.issue_lines, event.line)
    return replace(session, issue_lines=lines, case_number=number)


def _not_issued(session: Session, event: Failed | GlyphsMissing | TimedOut) -> Step:
    """Tell why there is no paper; what no font draws costs neither case nor number."""
    match event:
        case GlyphsMissing() if not session.is_committed:
            return _to_window(session, event.code_points)
        case GlyphsMissing():
            return _trouble(session, NO_GLYPH)
        case Failed():
            return _trouble(session, event.code)
        case TimedOut():
            return _never_answered(session)
        case _:
            assert_never(event)


def _to_window(session: Session, code_points: tuple[str, ...]) -> Step:
    """Send the citizen to the window with a slip; no second try brings the character here."""
    told = with_state(replace(session, trouble=Trouble(NO_GLYPH)), State.TROUBLE)
    notes = tuple(
        Note("character-missing", code=NO_GLYPH, facts=(("code_point", code_point),))
        for code_point in code_points
    )
    item, application = session.chosen_item(), session.begun()
    slip = PrintWindowSlip(session.visit, item, application, code_points)
    return told, (Note("fault-raised", code=NO_GLYPH), *notes, slip)


def _never_answered(session: Session) -> Step:
    """The desk took too long; before the commit nobody knows whether it still commits.

    So there is no second try: it could make a second case of the same application. A desk
    that is stuck for the next citizen, too, is found out by a test.
    """
    if session.is_committed:
        told, effects = _trouble(session, NO_PAPER)
        return told, (*effects, ProbeDevices())
    told = with_state(replace(session, trouble=Trouble(NOT_KNOWN)), State.TROUBLE)
    return told, (Note("fault-raised", code=NOT_KNOWN), ProbeDevices())


def _committed_late(session: Session, code: str) -> Step:
    """Take the second try away; what was not known is known now: there is a case."""
    told = replace(session, trouble=Trouble(NO_PAPER if code == NOT_KNOWN else code))
    if code != NOT_KNOWN:
        return told, ()
    return told, (Note("fault-raised", code=NO_PAPER, case_number=session.case_number),)


def _trouble(session: Session, code: str) -> Step:
    """Tell what failed; before the commit the citizen may try again, after it staff must."""
    retry = None if session.is_committed else State.REVIEW
    return with_state(replace(session, trouble=Trouble(code, retry)), State.TROUBLE), (
        Note("fault-raised", code=code, case_number=session.case_number),
    )


def at_printing(session: Session, event: Event) -> Step:
    """Follow each paper to the tray."""
    match event:
        case PaperAdvanced():
            return _paper_advanced(session, event)
        case PaperEnded():
            return _after_paper(_paper_ended(session, event))
        case Failed(_, code):
            return _trouble(session, code)
        case TimedOut():
            told, effects = _trouble(session, _hindrance(session) or "PRINTER-0406")
            return told, (StopPrinting(), *effects)
        case _:
            return session, ()


def _hindrance(session: Session) -> str:
    """Code of what holds a paper of which no sheet is out yet; empty when that is not known."""
    held = (paper.code for paper in session.papers if paper.phase == "operator")
    sheets = sum(paper.sheets_done for paper in session.papers)
    return next(held, "") if not sheets else ""


def _paper_advanced(session: Session, event: PaperAdvanced) -> Step:
    """Show how far a paper is; what hinders it is noted when it begins and when it is over."""
    before = _line(session, event.paper)
    line = replace(
        before,
        phase="operator" if event.code else event.phase,
        sheets_done=event.sheets_done,
        code=event.code,
    )
    notes = tuple(
        Note(name, code=code, case_number=session.case_number)
        for name, code in (("fault-cleared", before.code), ("fault-raised", event.code))
        if code and before.code != event.code
    )
    return replace(session, papers=_replaced(session.papers, line)), notes


def _paper_ended(session: Session, event: PaperEnded) -> Session:
    """Take in how one paper ended; sheets that came out stay counted, a slip is none."""
    phase = "done" if event.delivered else "failed"
    line = replace(_line(session, event.paper), phase=phase, code=event.code)
    line = replace(line, sheets=0, sheets_done=0) if event.is_slip else line
    return replace(
        session,
        papers=_replaced(session.papers, line),
        pickup=event.pickup or session.pickup,
        is_pickup_on_slip=event.is_pickup_on_slip or session.is_pickup_on_slip,
    )


def _line(session: Session, name: str) -> PaperLine:
    """The line of a paper; a new one for a paper that this visit did not name."""
    return next((paper for paper in session.papers if paper.name == name), PaperLine(name))


def _replaced(papers: tuple[PaperLine, ...], line: PaperLine) -> tuple[PaperLine, ...]:
    return tuple(line if paper.name == line.name else paper for paper in papers)


def _after_paper(session: Session) -> Step:
    """Go on to the tray when all papers are out, to the trouble page when one is not.

    Papers that nobody tried to print, because printing is closed, are no trouble: that was said
    before the visit began, and a code fetches them at the window.
    """
    failed = next((paper for paper in session.papers if paper.phase == "failed"), None)
    if failed is not None and failed.code == NO_PRINTING:
        note = Note("fault-raised", code=failed.code, case_number=session.case_number)
        return with_state(session, State.TAKE), (note, WaitCardTaken(session.visit))
    if failed is not None:
        return _trouble(session, failed.code)
    if all(paper.phase == "done" for paper in session.papers):
        return with_state(session, State.TAKE), (WaitCardTaken(session.visit),)
    return session, ()


def at_take(session: Session, event: Event) -> Step:
    """Nothing is left behind: papers taken, card taken."""
    match event:
        case CardTaken(_, is_gone):
            return replace(session, is_card_gone=is_gone), ()
        case Touched("taken" | "forward") if session.cases is not None:
            return _finished(session, ())
        case Touched("taken" | "forward"):
            return with_state(session, State.RATING), ()
        case TimedOut():
            return _left_behind(session)
        case _:
            return session, ()


def _left_behind(session: Session) -> Step:
    """End a visit whose papers nobody said to be taken; hall staff looks into the slot."""
    if not any(paper.phase == "done" for paper in session.papers):
        return _finished(session, ())
    left = Note("papers-left", case_number=session.case_number)
    ended, effects = _finished(session, (left,))
    return replace(ended, ending=Ending.LEFT), effects


def at_rating(session: Session, event: Event) -> Step:
    """Rate or not; silence is no rating, never a good one."""
    match event:
        case Touched("rate", level) if level in {"1", "2", "3", "4", "5"}:
            return replace(session, rating=int(level)), ()
        case Touched("forward") if session.rating is not None:
            return _finished(session, (RecordRating(session.case_number, session.rating),))
        case Touched("skip" | "back"):
            return _finished(session, ())
        case TimedOut():
            return _finished(session, ())
        case _:
            return session, ()


def _finished(session: Session, before: tuple[Effect, ...]) -> Step:
    """Wipe the visit; the farewell page shows nothing of it."""
    running = session.check is not None and session.check.stage is CheckStage.ASKING
    stopped = person_check.left(session) if running else ()
    kept = replace(
        resting(session),
        language=session.language,
        elder=session.elder,
        contrast=session.contrast,
        comfort=replace(session.comfort, is_open=False),
        ending=ending_of(session),
    )
    note = Note("session-ended", session.disposition, case_number=session.case_number)
    return with_state(kept, State.FAREWELL), (*before, *stopped, note, Forget(session.visit))


def ending_of(session: Session) -> Ending:
    """What the farewell page may say of the visit without saying anything about anybody."""
    if session.licence is not None:
        return Ending.CHECKED if session.licence.told else Ending.NOTHING
    if session.cases is not None:
        return Ending.LOOKED if session.cases.is_told else Ending.NOTHING
    if not session.is_committed:
        return Ending.NOTHING
    if session.trouble is not None:
        return Ending.KEPT
    return Ending.RECEIVED if session.is_received else Ending.DONE


def received(session: Session, event: CaseReceived) -> Session:
    """Take in that the case desk has the case, while the citizen is still there."""
    if not session.case_number or event.case_number != session.case_number:
        return session
    return replace(session, is_received=True)


def at_farewell(session: Session, event: Event) -> Step:
    """Rest again: with the next touch or by itself."""
    match event:
        case TimedOut() | Touched("start" | "forward" | "home"):
            return resting(session), ()
        case _:
            return session, ()


def at_trouble(session: Session, event: Event) -> Step:
    """Try again where that is lawful, or leave; what is committed stays committed."""
    trouble = session.trouble
    match event:
        case Touched("retry") if trouble is not None and trouble.retry is not None:
            again = with_state(replace(session, trouble=None), trouble.retry)
            if trouble.retry is State.CARD:
                return again, (TellDay(), identify.read_card(session))
            if trouble.retry is State.PERSON_CHECK:
                return person_check.resume(session)
            return again, (TryNow(),)
        case Touched("leave" | "home" | "forward") | TimedOut():
            return _finished(session, ())
        case IssueAdvanced(_, "committed") if trouble is not None:
            return _committed_late(_advanced(session, event), trouble.code)
        case PaperEnded():
            return _paper_ended(session, event), ()
        case _:
            return session, ()
