# SPDX-License-Identifier: Apache-2.0
"""``step``: the one function that says what happens next; pure, and the same at every run.

An event that the state does not expect changes nothing, on purpose: touches may be doubled and
answers may come late. The states of a visit are told in four files, by phase.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from forms.application import Route
from kiosk.session import (
    appeal,
    apply,
    assisting,
    cases,
    copying,
    dispute,
    finish,
    identify,
    licence_check,
    materials,
    offers,
    pause,
    person_check,
    staff,
    staff_over,
)
from kiosk.session.bench_acts import BenchEvent
from kiosk.session.case_visit import (
    CaseActed,
    CasesTold,
    PaperReady,
    SlipOpened,
    SlipShown,
)
from kiosk.session.comfort import SpeechTold, touched, without_voice
from kiosk.session.effects import Effect, Forget, Note, StopReading
from kiosk.session.events import (
    BaseTold,
    CardRead,
    CardTaken,
    CaseReceived,
    CheckAnswered,
    CheckFailed,
    CheckStarted,
    CountersRead,
    DayKnown,
    EarlierTold,
    Event,
    Failed,
    GlyphsMissing,
    IssueAdvanced,
    Issued,
    LookupEnded,
    NoCard,
    OfferKept,
    OffersRecalled,
    OnlineTold,
    PaperAdvanced,
    PaperChecked,
    PaperEnded,
    PinJudged,
    Probed,
    ResendAllowed,
    SealShown,
    Signed,
    SourceBack,
    SourceFailed,
    TimedOut,
    Touched,
)
from kiosk.session.licence_visit import LicenceChecked, LicenceUnread
from kiosk.session.session import Session, Step, resting, with_state
from kiosk.session.settings_acts import (
    EditsChecked,
    PackagesFound,
    PlugsSeen,
    SettingsKept,
    SettingsRead,
)
from kiosk.session.staff_acts import (
    NoticeTold,
    StaffActed,
    StaffCardLaid,
    StaffDeskRead,
    StaffLimit,
)
from kiosk.session.states import State

_OF_THE_VISIT = (
    CardRead,
    SourceFailed,
    SourceBack,
    NoCard,
    CheckStarted,
    CheckAnswered,
    CheckFailed,
    ResendAllowed,
    LookupEnded,
    BaseTold,
    OffersRecalled,
    OfferKept,
    EarlierTold,
    PaperChecked,
    OnlineTold,
    IssueAdvanced,
    Issued,
    SealShown,
    GlyphsMissing,
    PaperAdvanced,
    PaperEnded,
    CardTaken,
    Failed,
    PinJudged,
    StaffLimit,
    StaffCardLaid,
    StaffDeskRead,
    StaffActed,
    BenchEvent,
    SettingsRead,
    EditsChecked,
    PlugsSeen,
    PackagesFound,
    SettingsKept,
    CasesTold,
    SlipShown,
    SlipOpened,
    CaseActed,
    PaperReady,
    LicenceChecked,
    LicenceUnread,
)


def _at_pause(session: Session, event: Event) -> Step:
    """Answer what means the pause; what the world says is taken in by the page behind it."""
    now = session.pause
    if now is None:
        raise LookupError("there is no pause")
    settled = pause.at_pause(session, now, event)
    if settled is not None:
        return settled
    if isinstance(event, Touched | TimedOut | Signed):
        return session, ()
    behind, effects = _HANDLERS[now.behind](pause.lifted(session, now), event)
    return pause.laid_over(behind, now), effects


_HANDLERS: dict[State, Callable[[Session, Event], Step]] = {
    State.ATTRACT: identify.at_attract,
    State.HOME: identify.at_home,
    State.LICENCE_CHECK: licence_check.at_licence_check,
    State.NOTICE: identify.at_notice,
    State.CARD: cases.at_card,
    State.PERSON_CHECK: person_check.at_person_check,
    State.LOOKUPS: identify.at_lookups,
    State.CASES: cases.at_cases,
    State.CASE: cases.at_case,
    State.CORRECTION: cases.at_correction,
    State.APPEAL: appeal.at_appeal,
    State.SHELF: copying.at_shelf,
    State.OFFERS: offers.at_offers,
    State.GUIDE: apply.at_guide,
    State.STOPPED: copying.at_stopped,
    State.BOARD: dispute.beside(materials.at_board),
    State.FORM: dispute.beside(copying.at_form),
    State.ROUTE: apply.at_route,
    State.LETTER: apply.at_letter,
    State.SIGN: appeal.beside(apply.at_sign),
    State.REVIEW: dispute.beside(copying.at_review),
    State.ISSUING: copying.at_issuing,
    State.PRINTING: finish.at_printing,
    State.TAKE: finish.at_take,
    State.RATING: finish.at_rating,
    State.FAREWELL: finish.at_farewell,
    State.TROUBLE: finish.at_trouble,
    State.OUT_OF_SERVICE: staff.at_out_of_service,
    State.PAUSE: _at_pause,
    State.STAFF_PIN: staff.at_pin,
    State.STAFF: staff.at_desk,
    State.STAFF_TASK: staff.at_task,
}

_MAY_LEAVE = frozenset(
    {
        State.HOME,
        State.LICENCE_CHECK,
        State.NOTICE,
        State.CARD,
        State.PERSON_CHECK,
        State.LOOKUPS,
        State.CASES,
        State.CASE,
        State.CORRECTION,
        State.APPEAL,
        State.SHELF,
        State.OFFERS,
        State.GUIDE,
        State.STOPPED,
        State.BOARD,
        State.FORM,
        State.ROUTE,
        State.LETTER,
        State.SIGN,
        State.REVIEW,
    }
)
"""States that the citizen may leave by "leave": nothing is committed yet."""

_ENDS_BY_ITSELF = (_MAY_LEAVE | {State.PAUSE}) - {
    State.PERSON_CHECK,
    State.LOOKUPS,
    State.STOPPED,
    State.CASES,
    State.CASE,
}
"""States that a citizen who has gone away leaves behind; the others answer time themselves."""


def step(session: Session, event: Event) -> Step:
    """Answer ``event``; returns the next session and what the world has to do."""
    if isinstance(event, _OF_THE_VISIT) and event.visit != session.visit:
        return session, ()
    if (behind := staff_over.stepped(session, event, step)) is not None:
        return behind
    if assisting.is_refused(session, event):
        return session, ()
    after, effects = assisting.held_back(session, event, _stepped(session, event))
    return staff_over.due(*staff_over.ending(after, effects))


def _stepped(session: Session, event: Event) -> Step:
    """Answer an event that means this session."""
    match event:
        case DayKnown(today):
            return _day_known(session, today), ()
        case (
            ResendAllowed()
            | EarlierTold()
            | PaperChecked()
            | OnlineTold()
            | OfferKept()
            | CaseReceived()
            | SpeechTold()
        ):
            return _told_anywhere(session, event)
        case (
            Probed()
            | PinJudged()
            | CountersRead()
            | NoticeTold()
            | StaffLimit()
            | StaffCardLaid()
            | StaffDeskRead()
            | StaffActed()
            | BenchEvent()
            | SettingsRead()
            | EditsChecked()
            | PlugsSeen()
            | PackagesFound()
            | SettingsKept()
        ):
            return staff.machine_told(session, event)
        case Touched(name, value):
            settled = _touched_anywhere(session, name, value)
            if settled is not None:
                return settled
        case TimedOut() if session.state in _ENDS_BY_ITSELF:
            return _ended(session, "timeout")
        case _:
            pass
    return _HANDLERS[session.state](session, event)


def _told_anywhere(
    session: Session,
    event: ResendAllowed
    | EarlierTold
    | PaperChecked
    | OnlineTold
    | OfferKept
    | CaseReceived
    | SpeechTold,
) -> Step:
    """Take in what the world says on whichever page the citizen is by then."""
    match event:
        case SpeechTold(is_there):
            return _can_speak(session, is_there=is_there), ()
        case ResendAllowed():
            return person_check.may_resend(session, event), ()
        case OfferKept():
            return offers.kept(session, event), ()
        case CaseReceived():
            return cases.moved(finish.received(session, event), event)
        case _:
            return materials.told(session, event)


def _day_known(session: Session, today: date) -> Session:
    """Take in the date; a letter read before midnight names yesterday's days: read it anew."""
    dated = copying.answered_on(session, today)
    is_promise = session.application is not None and session.application.route is Route.PROMISE
    if session.state is State.SIGN and is_promise and session.today != today:
        return with_state(replace(dated, strokes=(), is_letter_read=False), State.LETTER)
    return dated


def _touched_anywhere(session: Session, name: str, value: str) -> Step | None:
    """Answer the touches of the header and of the overlays, which mean the same everywhere."""
    match name:
        case "language" | "elder" | "contrast" | "help" | "close_help":
            return _looked_at(session, name, value), ()
        case "more_time":
            return session, ()
        case "assist":
            return assisting.touched(session, value)
        case "staff_door" if session.state not in staff_over.NEVER:
            return staff_over.door(session), ()
        case "pause" if pause.may_pause(session):
            return pause.begin(session), ()
        case (
            "ease" | "reach" | "speech" | "again_spoken" | "pause_speech" | "loudness" | "pace"
        ):
            return _eased(session, name, value), ()
        case "leave" if session.state in _MAY_LEAVE:
            return _ended(session, session.disposition)
        case _:
            return None


def _looked_at(session: Session, name: str, value: str) -> Session:
    """Take how the citizen wants to look at the page, and whether help lies over it."""
    match name:
        case "language":
            known = value in {"zh_CN", "en"}
            return replace(session, language=value) if known else session
        case "elder":
            return replace(session, elder=value == "on")
        case "contrast":
            return replace(session, contrast=value == "on")
        case _:
            return replace(session, is_help_open=name == "help")


def _eased(session: Session, name: str, value: str) -> Session:
    """Take what makes it easier to reach, hear or see; what is not offered changes nothing."""
    can_speak = session.machine.can_speak
    comfort = touched(session.comfort, name, value, can_speak=can_speak)
    return session if comfort is None else replace(session, comfort=comfort)


def _can_speak(session: Session, *, is_there: bool) -> Session:
    """Take in whether there is a voice; without one nothing pretends to be said."""
    machine = replace(session.machine, can_speak=is_there)
    comfort = session.comfort if is_there else without_voice(session.comfort)
    return replace(session, machine=machine, comfort=comfort)


def _ended(session: Session, disposition: str) -> Step:
    """End a visit in which nothing was committed."""
    effects: list[Effect] = [Note("session-ended", disposition), Forget(session.visit)]
    if session.state in {State.CARD, State.LICENCE_CHECK}:
        effects.insert(0, StopReading())
    if session.state is State.PERSON_CHECK:
        effects[:0] = person_check.left(session)
    effects[:0] = pause.left(session.pause)
    kept = resting(session)
    if disposition == "timeout":
        return kept, tuple(effects)
    shown = replace(
        kept,
        language=session.language,
        elder=session.elder,
        contrast=session.contrast,
        comfort=replace(session.comfort, is_open=False),
        ending=finish.ending_of(session),
    )
    return with_state(shown, State.FAREWELL), tuple(effects)
