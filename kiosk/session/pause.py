# SPDX-License-Identifier: Apache-2.0
"""Going away for a moment: the glass shows a shade, and only the citizen comes back.

The way back is four digits of the citizen's own choosing, or the same document laid down anew;
a document that has lain there since before is not handed out twice by its source. Whoever does
not come back in time leaves a kiosk that is wiped, as everybody who walks away does.
"""

from dataclasses import replace
from typing import Final

from kiosk.session import cases
from kiosk.session.away import DIGITS, Pause
from kiosk.session.effects import Effect, ReadCard, StopReading, TellDay
from kiosk.session.events import CardRead, Event, Failed, KeyTouched, NoCard, Touched
from kiosk.session.pad import typed
from kiosk.session.session import Session, Step
from kiosk.session.states import State

MAY_PAUSE: Final = frozenset(
    {
        State.CASES,
        State.CASE,
        State.CORRECTION,
        State.APPEAL,
        State.SHELF,
        State.OFFERS,
        State.GUIDE,
        State.BOARD,
        State.FORM,
        State.ROUTE,
        State.LETTER,
        State.SIGN,
        State.REVIEW,
    }
)
"""States in which the kiosk waits for a known person and nothing is being committed."""


def may_pause(session: Session) -> bool:
    """Whether there is somebody's data on a page that waits for them."""
    if session.state in {State.CASES, State.CASE} and cases.is_working(session):
        return False
    return session.state in MAY_PAUSE and session.record is not None


def begin(session: Session) -> Session:
    """Ask for four digits; what was typed on the page stays as it is."""
    return replace(session, state=State.PAUSE, pause=Pause(session.state), is_help_open=False)


def at_pause(session: Session, pause: Pause, event: Event) -> Step | None:
    """Answer what means the pause itself; None for what means the page behind it."""
    match event:
        case KeyTouched(key):
            return _keyed(session, pause, key)
        case Touched("forward") if not pause.code and len(pause.typed) == DIGITS:
            shaded = replace(pause, code=pause.typed, typed="")
            return replace(session, pause=shaded), (_reading(session),)
        case Touched("back") if not pause.code:
            return lifted(session, pause), ()
        case CardRead(_, record) if pause.code:
            if record.number == session.read_card().number:
                return lifted(session, pause), (TellDay(),)
            other = replace(pause, is_other=True, typed="")
            return replace(session, pause=other), (_reading(session),)
        case NoCard() if pause.code:
            return session, (_reading(session),)
        case Failed() if pause.code:
            return replace(session, pause=replace(pause, is_reader_broken=True)), ()
        case _:
            return None


def laid_over(behind: Session, pause: Pause) -> Session:
    """Keep the shade over a page that the world has changed."""
    return replace(behind, state=State.PAUSE, pause=replace(pause, behind=behind.state))


def lifted(session: Session, pause: Pause) -> Session:
    """The session as it is behind the shade."""
    return replace(session, state=pause.behind, pause=None)


def left(pause: Pause | None) -> tuple[Effect, ...]:
    """What has to stop when a pause ends without anybody coming back."""
    return (StopReading(),) if pause is not None and pause.code else ()


def _keyed(session: Session, pause: Pause, key: str) -> Step:
    entry = typed(pause.typed, key, DIGITS)
    if pause.is_shut or not (entry.isdigit() or entry == ""):
        return session, ()
    if not pause.code or len(entry) < DIGITS:
        return replace(session, pause=replace(pause, typed=entry, is_other=False)), ()
    if entry == pause.code:
        return lifted(session, pause), (StopReading(), TellDay())
    wrong = replace(pause, typed="", wrong=pause.wrong + 1, is_other=False)
    return replace(session, pause=wrong), ()


def _reading(session: Session) -> ReadCard:
    """Wait for the document by which the citizen is known, and for no other kind."""
    return ReadCard(session.visit, (session.read_card().source,))
