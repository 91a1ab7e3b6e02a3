# SPDX-License-Identifier: Apache-2.0
"""Pages of step 5, 出证, and the pages that end a visit."""

from devices.identity.record import SourceKind
from forms.decision import (
    Accepted,
    AcceptedWithGaps,
    Answered,
    Concluded,
    FilledIn,
    Issued,
    IssuedUnderPromise,
)
from forms.delivery import delivery_plan
from forms.handling import Delivery
from forms.rating import LEVEL_TEXTS, RatingLevel
from kiosk.delivery_papers import spaced
from kiosk.screens.present import copying
from kiosk.screens.present.known import documents_of, other_than_usual
from kiosk.screens.present.words import Words
from kiosk.screens.views import (
    Button,
    Choice,
    FarewellView,
    IssuingView,
    Line,
    PrintingView,
    RatingView,
    Screen,
    TakeView,
    TroubleView,
)
from kiosk.session.print_need import NO_PRINTING
from kiosk.session.session import PaperLine, Session
from kiosk.session.states import State
from kiosk.stored_paper import stem_of

ISSUE_LINES = ("committed", "made", "sealed")
"""Lines of the issuing page in the order in which they come true."""

FORM_LINES = ISSUE_LINES[:2]
"""A form that is only filled in is neither taken in nor sealed."""

NO_BREAK = "\u00a0"

PAPER_PATH = "PRINTER-"
"""Faults that say what to do with the paper that lies there; that must not be covered up."""

_STATES = {
    "waiting": "waiting",
    "working": "working",
    "operator": "working",
    "done": "done",
    "failed": "failed",
}


def issuing(session: Session, words: Words) -> Screen:
    """Committed, numbered, made, sealed: each said when it is true, not before."""
    if isinstance(session.decision, Answered):
        title = words("issuing.title_copy")
        return Screen(
            State.ISSUING.value,
            IssuingView(title, copying.issue_lines(session, words), sealed=False),
        )
    done = session.issue_lines
    is_form = isinstance(session.decision, FilledIn)
    lines: list[Line] = []
    for name in FORM_LINES if is_form else ISSUE_LINES:
        state = "done" if name in done else "waiting"
        if state == "waiting" and all(line.state == "done" for line in lines):
            state = "working"
        detail = session.licence_number if name == "made" else ""
        key = "issuing.committed_form" if is_form and name == "committed" else f"issuing.{name}"
        lines.append(Line(name, words(key), state, detail))
    is_sealed = "sealed" in done
    makes_licence = isinstance(session.decision, IssuedUnderPromise | Issued)
    done_key = "issuing.title_done" if makes_licence else "issuing.title_slip"
    title = words(done_key if is_sealed else "issuing.title")
    view = IssuingView(title, tuple(lines), sealed=is_sealed)
    return Screen(State.ISSUING.value, view)


def printing(session: Session, words: Words) -> Screen:
    """Each paper, followed to the tray."""
    hindered = next((paper for paper in session.papers if paper.phase == "operator"), None)
    message, now, _ = words.fault(hindered.code) if hindered else ("", "", "")
    view = PrintingView(
        title=words("printing.title"),
        lines=tuple(_paper_line(paper, words) for paper in session.papers),
        sheets_done=sum(paper.sheets_done for paper in session.papers),
        sheets_total=sum(paper.sheets for paper in session.papers),
        message=words.joined(message, now),
        code=hindered.code if hindered else "",
    )
    return Screen(State.PRINTING.value, view)


def _paper_line(paper: PaperLine, words: Words) -> Line:
    """One paper; the state's word stands beside it, the detail says what that does not."""
    detail = ""
    if paper.phase == "working" and paper.sheets > 1:
        now = min(paper.sheets_done + 1, paper.sheets)
        detail = words("printing.sheet", now=now, total=paper.sheets)
    elif paper.phase in {"operator", "failed"}:
        detail = words(f"printing.{paper.phase}")
    return Line(paper.name, words(f"paper.{stem_of(paper.name)}"), _STATES[paper.phase], detail)


def take(session: Session, words: Words) -> Screen:
    """What to take along, and what still has to be done."""
    at_window = _at_window(session)
    items = tuple(
        Choice(
            paper.name,
            words(f"paper.{stem_of(paper.name)}"),
            words("take.on_roll") if not paper.sheets else "",
            picture="sheet",
        )
        for paper in session.papers
        if paper not in at_window
    )
    if at_window:
        items = (*items, _waiting(session, at_window, words))
    proof = session.proof() if session.record is not None else None
    other = other_than_usual(proof, words)
    name = words("take.other", document=other) if other else words("take.card")
    card = Choice("card", name, picture="card", chosen=session.is_card_gone)
    is_code = proof is not None and proof.source is SourceKind.QR_TOKEN
    view = TakeView(
        title=_fetched_by(session, words) if at_window else words("take.title"),
        headline=words(f"take.{_note_it(session)}") if at_window else _numbered(session, words),
        items=items if is_code else (*items, card),
        card_left=not session.is_card_gone,
        due=_due(session, words),
        note=_note(session, words),
        reminder=_reminder(session, words),
    )
    taken = words("take.forward_window" if at_window else "take.forward")
    return Screen(State.TAKE.value, view, forward=Button(taken, "taken"))


def _reminder(session: Session, words: Words) -> str:
    """How many sheets lie in the slot, until somebody says that they are taken."""
    sheets = sum(paper.sheets for paper in session.papers if paper.phase == "done")
    if not sheets:
        return ""
    return words("take.reminder" if sheets > 1 else "take.reminder_one", count=sheets)


def _at_window(session: Session) -> tuple[PaperLine, ...]:
    """Papers that were not printed because printing is closed here, in their order."""
    is_closed = any(paper.code == NO_PRINTING for paper in session.papers)
    return tuple(paper for paper in session.papers if is_closed and paper.phase != "done")


def _waiting(session: Session, papers: tuple[PaperLine, ...], words: Words) -> Choice:
    """What the window hands out, and how the case stands."""
    named = [words(f"paper.{stem_of(paper.name)}") for paper in papers]
    names = words("document.and").join(named)
    told = "" if session.cases is not None else _numbered(session, words)
    return Choice("window", words("take.at_window", papers=names), told, picture="window")


def _fetched_by(session: Session, words: Words) -> str:
    """By what the window finds the papers: the code, or the case number if none was kept."""
    if session.pickup:
        return words("take.pickup", code=_unbroken(session.pickup))
    return words("take.no_pickup", number=session.case_number)


def _note_it(session: Session) -> str:
    """The word for how to keep the code: it is written down unless a slip bears it."""
    return "on_slip" if session.is_pickup_on_slip else "note_it"


def _unbroken(code: str) -> str:
    """A code in two groups that stay on one line."""
    return spaced(code).replace(" ", NO_BREAK)


def _numbered(session: Session, words: Words) -> str:
    """What the citizen has in hand, with its number."""
    return words(_headline(session), number=session.licence_number or session.case_number)


def _note(session: Session, words: Words) -> str:
    """How the result comes where it is not in hand, and what is said of the licence."""
    return words.joined(_delivered(session, words), _said(session, words))


def _delivered(session: Session, words: Words) -> str:
    """Where the result goes, or where it waits; nothing where it was printed here."""
    application, decision = session.application, session.decision
    if application is None or decision is None:
        return ""
    item = session.chosen_item()
    plan = delivery_plan(item, application, decision)
    if plan is None or plan.way is Delivery.PRINT:
        return ""
    is_now = isinstance(decision, IssuedUnderPromise | Issued)
    if plan.address is not None:
        key = "take.posted" if is_now else "take.posted_later"
        return words(key, address=plan.address.address)
    where = item.where.in_(words.language)
    return words("take.waits" if is_now else "take.waits_later", where=where)


def _said(session: Session, words: Words) -> str:
    """What the situation wants said of the licence; under a promise of a new one, not to open.

    While nothing is decided nothing is said: the old licence still holds.
    """
    if not isinstance(session.decision, IssuedUnderPromise | Issued | Concluded):
        return ""
    note = session.chosen_item().situation(session.begun().situation).note
    if note is not None:
        return note.in_(words.language)
    is_promise = isinstance(session.decision, IssuedUnderPromise)
    return words("take.not_before") if is_promise else ""


def _headline(session: Session) -> str:
    """Key of the sentence that says what the citizen has in hand."""
    if session.cases is not None:
        return "take.headline_again"
    match session.decision:
        case Concluded():
            return "take.headline_concluded"
        case FilledIn():
            return "take.headline_filled"
        case Answered():
            return "take.headline_copy"
        case _:
            if session.licence_number:
                return "take.headline_issued"
            return "take.headline_received" if session.is_received else "take.headline_accepted"


def _due(session: Session, words: Words) -> str:
    """Who owes what until when: the citizen a promise or a gap, the authority its decision."""
    match session.decision:
        case IssuedUnderPromise(due_on=day):
            return words("take.due_promised", day=words.day(day))
        case AcceptedWithGaps(due_on=day):
            return words("take.due_gaps", day=words.day(day))
        case Accepted(decide_by=day):
            return words("take.decide_by", day=words.day(day))
        case Answered(wish=wish):
            return words("take.due_copy", day=words.day(wish.valid_to))
        case _:
            return ""


def rating(session: Session, words: Words) -> Screen:
    """Five levels, and a way past them."""
    levels = tuple(
        Choice(
            str(level.value),
            LEVEL_TEXTS[level].in_(words.language),
            chosen=session.rating == level.value,
        )
        for level in sorted(RatingLevel, reverse=True)
    )
    view = RatingView(words("rating.title"), levels, words("rating.note"))
    return Screen(
        State.RATING.value,
        view,
        back=Button(words("rating.skip"), "skip"),
        forward=Button(words("rating.forward"), "forward", enabled=session.rating is not None),
    )


def farewell(session: Session, words: Words) -> Screen:
    """Say how it ended and that nothing of the visit stays on the glass."""
    ending = session.ending.value
    view = FarewellView(words(f"farewell.title_{ending}"), words(f"farewell.text_{ending}"))
    return Screen(
        State.FAREWELL.value, view, forward=Button(words("farewell.forward"), "forward")
    )


REFUSED_DOCUMENTS = frozenset({"CARD-0204", "CARD-0209"})
"""Faults after which it helps to know what does: all of it is named."""


def trouble(session: Session, words: Words) -> Screen:
    """What happened, what to do now, where else to go; what is committed is said to be."""
    code = session.trouble.code if session.trouble else ""
    retry = session.trouble.retry if session.trouble else None
    what, now, elsewhere = words.fault(code)
    if session.case_number and code.startswith(PAPER_PATH):
        elsewhere = _kept(session, words)
    elif session.case_number:
        now = _kept(session, words)
    elif retry is State.REVIEW:
        now = words("trouble.not_committed")
    elif code in REFUSED_DOCUMENTS and (documents := documents_of(session, words)):
        now = words("document.use", documents=documents)
    title = words("trouble.title")
    if session.pickup:
        title = words("trouble.pickup", code=_unbroken(session.pickup))
    view = TroubleView(
        title=title,
        message=what,
        next_step=now,
        elsewhere=elsewhere or words.contact(),
        code=code,
    )
    forward = Button(words("trouble.retry"), "retry") if retry is not None else None
    leave = Button(words("trouble.leave"), "leave")
    return Screen(State.TROUBLE.value, view, back=leave, forward=forward)


def _kept(session: Session, words: Words) -> str:
    """Say that the case is on disk, with its number, which finds it at every window."""
    case = session.case_number
    said = words("trouble.committed", number=case)
    if session.licence_number:
        said = words("trouble.committed_licence", number=session.licence_number, case=case)
    noted = words(f"trouble.{_note_it(session)}")
    return words.joined(noted, said) if session.pickup else said
