# SPDX-License-Identifier: Apache-2.0
"""Between card and look-ups: is the holder of the document the one who stands here (人证核验).

Nobody counts as confirmed but by a ``PersonConfirmed`` of this visit's own check and person.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, assert_never

from forms.identity_need import PersonCheck
from kiosk.person_check import CheckEnd, CheckOutcome, NotConfirmed, PersonConfirmed, WrongCode
from kiosk.session import apply, identify
from kiosk.session.case_visit import OWN_CASES
from kiosk.session.effects import (
    AllowResend,
    ConcludeCheck,
    Effect,
    Note,
    StartCheck,
    StopCheck,
)
from kiosk.session.events import (
    CheckAnswered,
    CheckFailed,
    CheckStarted,
    Event,
    KeyTouched,
    ResendAllowed,
    TimedOut,
    Touched,
)
from kiosk.session.pad import typed
from kiosk.session.session import (
    CheckDesk,
    CheckStage,
    Session,
    Step,
    Trouble,
    resting,
    with_state,
)
from kiosk.session.states import State

CODE_DIGITS: Final = 8
"""Longest code that the pad takes."""

LEAST_DIGITS: Final = 4
"""Shortest code that is worth asking about."""

MOST_TURNS: Final = 3
"""Checks that one visit may start; after that somebody at the window looks."""

_ENDS: Final[Mapping[CheckEnd, str]] = {CheckEnd.CANCELLED: "CHECK-1307"}
"""Codes of ends that have none of their own."""


def begin(session: Session) -> Step:
    """Start the check, or start it anew."""
    turn = session.check.turn + 1 if session.check is not None else 1
    desk = CheckDesk(method=session.machine.means.person_check, turn=turn)
    item_id = session.item.id if session.item is not None else OWN_CASES
    started = with_state(replace(session, check=desk, trouble=None), State.PERSON_CHECK)
    return started, (StartCheck(session.visit, turn, item_id, session.read_card()),)


def resume(session: Session) -> Step:
    """Come back from the page that told what went wrong: the running check, or another."""
    desk = session.running_check()
    if desk.stage is CheckStage.ASKING and not desk.may_resend:
        return with_state(replace(session, trouble=None), State.PERSON_CHECK), ()
    return _anew(session)


def _anew(session: Session) -> Step:
    """Start another check, and end the running one where there is one."""
    is_running = session.running_check().stage is CheckStage.ASKING
    begun, effects = begin(session)
    return begun, ((*left(session), *effects) if is_running else effects)


def may_resend(session: Session, event: ResendAllowed) -> Session:
    """Let the citizen ask for another code, also from the page that tells what to do."""
    desk = session.check
    if desk is None or desk.turn != event.turn:
        return session
    return replace(session, check=replace(desk, may_resend=True))


def left(session: Session, word: str = "cancelled") -> tuple[Effect, ...]:
    """What has to be done when nobody waits for the running check any more."""
    return StopCheck(), _noted(session, word)


def _noted(session: Session, word: str, code: str = "") -> Note:
    method = session.running_check().method.value
    return Note("person-check-ended", word, code=code, facts=(("method", method),))


def at_person_check(session: Session, event: Event) -> Step:
    """Ask for the code, or wait for the face service; both end in a plain word."""
    desk = session.running_check()
    match event:
        case CheckStarted() | CheckAnswered() | CheckFailed():
            return _answered(session, event) if event.turn == desk.turn else (session, ())
        case TimedOut() if desk.stage is CheckStage.ASKING:
            ended = Note("session-ended", "timeout")
            return resting(session), (*left(session, "timed_out"), ended, apply.forget(session))
        case TimedOut():
            told, effects = _over(session, "unavailable", "CHECK-1301")
            return told, (StopCheck(), *effects)
        case _ if desk.stage is CheckStage.ASKING:
            return _asked(session, event)
        case _:
            return session, ()


def _asked(session: Session, event: Event) -> Step:
    """Take the digits of the code, or hear that none came."""
    desk = session.running_check()
    match event:
        case KeyTouched(key):
            return replace(session, entry=typed(session.entry, key, CODE_DIGITS)), ()
        case Touched("forward") if len(session.entry) >= LEAST_DIGITS:
            judging = replace(desk, stage=CheckStage.JUDGING)
            asked = ConcludeCheck(session.visit, desk.turn, session.entry)
            return replace(session, check=judging, entry=""), (asked,)
        case Touched("resend") if desk.may_resend and desk.turn < MOST_TURNS:
            return _anew(session)
        case Touched("no_code"):
            told = replace(session, trouble=Trouble("CHECK-1306", State.PERSON_CHECK))
            return with_state(told, State.TROUBLE), ()
        case _:
            return session, ()


def _answered(session: Session, event: CheckStarted | CheckAnswered | CheckFailed) -> Step:
    desk = session.running_check()
    match event:
        case CheckStarted(_, turn, masked_phone, url):
            return _started(session, replace(desk, masked_phone=masked_phone, url=url), turn)
        case CheckFailed(_, _, code):
            return _over(session, "unavailable", code)
        case CheckAnswered(_, _, outcome):
            return _judged(session, outcome)
        case _:
            assert_never(event)


def _judged(session: Session, outcome: CheckOutcome) -> Step:
    match outcome:
        case WrongCode(tries_left):
            desk = session.running_check()
            again = replace(desk, stage=CheckStage.ASKING, tries_left=tries_left)
            return replace(session, check=again), ()
        case NotConfirmed(end):
            return _over(session, end.value, outcome.code or _ENDS[end])
        case PersonConfirmed():
            return _confirmed(session, outcome)
        case _:
            assert_never(outcome)


def _started(session: Session, desk: CheckDesk, turn: int) -> Step:
    if desk.method is PersonCheck.FACE_SERVICE:
        waiting = replace(session, check=replace(desk, stage=CheckStage.WAITING))
        return waiting, (ConcludeCheck(session.visit, turn),)
    asking = replace(session, check=replace(desk, stage=CheckStage.ASKING))
    return asking, (AllowResend(session.visit, turn),)


def _confirmed(session: Session, confirmed: PersonConfirmed) -> Step:
    """Go on, if it is this person who was confirmed, in a way that is strong enough."""
    number = session.read_card().number.value
    method, needed = PersonCheck(confirmed.method.value), session.identity
    if not confirmed.is_of(number) or not method.satisfies(needed.person_check):
        return _over(session, "unavailable", "CHECK-1302")
    note = _noted(session, "confirmed")
    begun, effects = identify.begin_lookups(replace(session, confirmed=confirmed, check=None))
    return begun, (note, *effects)


def _over(session: Session, word: str, code: str) -> Step:
    """Say plainly that nobody was confirmed, and why; try again where that may help."""
    desk = replace(session.running_check(), stage=CheckStage.STARTING)
    may_try = desk.turn < MOST_TURNS and code not in {"CHECK-1302", "CHECK-1303"}
    trouble = Trouble(code, State.PERSON_CHECK if may_try else None)
    told = with_state(replace(session, trouble=trouble, check=desk), State.TROUBLE)
    return told, (_noted(session, word, code), Note("fault-raised", code=code))
