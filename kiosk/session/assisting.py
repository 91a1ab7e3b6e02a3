# SPDX-License-Identifier: Apache-2.0
"""Staff beside a citizen (帮办): they may type for the citizen, and never decide or sign.

The glass cannot see whose finger touches it. So each stretch of a visit has one: as long as
staff types, whatever only the person may do changes nothing, until staff has handed the glass
over. Both ways are noted with the staff number, and it all ends with the visit.
"""

from dataclasses import replace
from typing import Final

from forms.offer import Registrar
from kiosk.session.assist import Assist
from kiosk.session.case_visit import DoInCase
from kiosk.session.effects import (
    ConcludeCheck,
    Effect,
    FetchCopy,
    Issue,
    KeepOffer,
    Note,
    RecordRating,
    StartCheck,
)
from kiosk.session.events import Event, KeyTouched, Signed, Touched
from kiosk.session.session import Session, Step
from kiosk.session.states import State

OWN_TOUCHES: Final[dict[State, frozenset[str]]] = {
    State.NOTICE: frozenset({"agree"}),
    State.PERSON_CHECK: frozenset({"forward", "resend", "retry"}),
    State.OFFERS: frozenset({"answer"}),
    State.BOARD: frozenset({"reuse"}),
    State.ROUTE: frozenset({"route"}),
    State.LETTER: frozenset({"letter_end", "forward"}),
    State.SIGN: frozenset({"forward"}),
    State.REVIEW: frozenset({"forward"}),
    State.RATING: frozenset({"rate", "forward"}),
    State.PAUSE: frozenset({"forward", "retry"}),
}
"""Consent, choice of the way, promise, signature, handing in, rating: touches that only the
person may make, by page."""

OWN_KEYS: Final = frozenset({State.PERSON_CHECK, State.PAUSE})
"""Pages whose code only the person knows."""

OWN_PAGES: Final = frozenset(
    {
        State.NOTICE,
        State.PERSON_CHECK,
        State.ROUTE,
        State.LETTER,
        State.SIGN,
        State.REVIEW,
        State.RATING,
        State.PAUSE,
    }
)
"""Pages on which there is nothing to type for anybody: staff does not take the glass there."""

DECLARES: Final = (
    Issue,
    FetchCopy,
    DoInCase,
    KeepOffer,
    RecordRating,
    StartCheck,
    ConcludeCheck,
)
"""Effects that say something in the person's name; none comes from a hand that only types."""


def is_own(session: Session, event: Event) -> bool:
    """Whether only the person may do this, on the page that is shown."""
    match event:
        case Signed():
            return True
        case KeyTouched():
            return session.state in OWN_KEYS
        case Touched("answer") if session.state is State.OFFERS:
            return session.offers.registrar is not Registrar.STAFF  # else PIN and law allow it
        case Touched(name):
            return name in OWN_TOUCHES.get(session.state, frozenset())
        case _:
            return False


def is_refused(session: Session, event: Event) -> bool:
    """Whether staff is at the glass and this is not theirs to do."""
    return session.assist is not None and session.assist.is_typing and is_own(session, event)


def held_back(session: Session, event: Event, made: Step) -> Step:
    """The step as it may be: a touch of staff that would declare something changes nothing."""
    is_typing = session.assist is not None and session.assist.is_typing
    is_touch = isinstance(event, Touched | KeyTouched | Signed)
    _, effects = made
    if is_typing and is_touch and any(_declares(session, one) for one in effects):
        return session, ()
    return made


def _declares(session: Session, effect: Effect) -> bool:
    if isinstance(effect, KeepOffer) and session.offers.registrar is Registrar.STAFF:
        return False
    return isinstance(effect, DECLARES)


def begun(session: Session, number: str) -> Step:
    """Begin to help on the page that is shown; staff has the glass first."""
    helped = replace(
        session,
        assist=Assist(number, is_typing=session.state not in OWN_PAGES),
        helpers=tuple(dict.fromkeys((*session.helpers, number))),
    )
    return helped, (Note("assist-changed", "began", facts=(("staff", number),)),)


def touched(session: Session, value: str) -> Step:
    """Hand the glass over, take it back, or go away."""
    assist = session.assist
    if assist is None:
        return session, ()
    facts = (("staff", assist.number),)
    match value:
        case "citizen" if assist.is_typing:
            handed = replace(assist, is_typing=False)
            return replace(session, assist=handed), (
                Note("assist-changed", "handed_over", facts=facts),
            )
        case "staff" if not assist.is_typing and session.state not in OWN_PAGES:
            taken = replace(assist, is_typing=True)
            return replace(session, assist=taken), (
                Note("assist-changed", "taken_back", facts=facts),
            )
        case "end":
            return replace(session, assist=None), (
                Note("assist-changed", "ended", facts=facts),
            )
        case _:
            return session, ()
