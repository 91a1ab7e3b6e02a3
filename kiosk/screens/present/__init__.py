# SPDX-License-Identifier: Apache-2.0
"""From the session to the glass: ``present(session, words)`` is the whole picture, and pure."""

from collections.abc import Callable
from dataclasses import replace

from kiosk.screens.present import (
    appealing,
    applying,
    assisting,
    casework,
    checking,
    copying,
    easing,
    finishing,
    identifying,
    licence_checking,
    offering,
    pausing,
    settings_pages,
    staff_pages,
    staffing,
)
from kiosk.screens.present.sheet import sheet_of
from kiosk.screens.present.words import Words
from kiosk.screens.views import Help, Screen, Sheet
from kiosk.session.pause import may_pause
from kiosk.session.session import Session
from kiosk.session.states import STEP, State

__all__ = ["Words", "present"]

_PAGES: dict[State, Callable[[Session, Words], Screen]] = {
    State.ATTRACT: identifying.attract,
    State.HOME: identifying.home,
    State.LICENCE_CHECK: licence_checking.page,
    State.NOTICE: identifying.notice,
    State.CARD: identifying.card,
    State.PERSON_CHECK: checking.person_check,
    State.LOOKUPS: identifying.lookups,
    State.OFFERS: offering.offering,
    State.CASES: casework.listing,
    State.CASE: casework.page,
    State.CORRECTION: casework.correction,
    State.APPEAL: appealing.page,
    State.SHELF: copying.shelf,
    State.GUIDE: applying.guide,
    State.STOPPED: applying.stopped,
    State.BOARD: applying.board,
    State.FORM: applying.form,
    State.ROUTE: applying.route,
    State.LETTER: applying.letter,
    State.SIGN: applying.sign,
    State.REVIEW: copying.review,
    State.ISSUING: finishing.issuing,
    State.PRINTING: finishing.printing,
    State.TAKE: finishing.take,
    State.RATING: finishing.rating,
    State.FAREWELL: finishing.farewell,
    State.TROUBLE: finishing.trouble,
    State.OUT_OF_SERVICE: staffing.out_of_service,
    State.PAUSE: pausing.pause,
    State.STAFF_PIN: staffing.pin,
    State.STAFF: staffing.desk,
    State.STAFF_TASK: staff_pages.task,
}

_STAFF = frozenset({State.STAFF_PIN, State.STAFF, State.STAFF_TASK})


def present(
    session: Session, words: Words, *, seconds_left: int = -1, sheet: Sheet | None = None
) -> Screen:
    """Say what is on the glass for ``session``.

    Args:
        session: the visit and the machine.
        words: in the session's language.
        seconds_left: to be warned of; -1 while there is time.
        sheet: what lies beside the page where it is drawn at another time; None draws it.

    """
    is_appeal = session.state is State.SIGN and session.cases is not None
    page = (appealing.sign if is_appeal else _PAGES[session.state])(session, words)
    return replace(
        page,
        step=STEP.get(session.state, 0),
        service=_service(session, words),
        language=session.language,
        elder=session.elder,
        contrast=session.contrast,
        ease=easing.ease(session),
        offer=easing.offer(session, words),
        assist=assisting.strip(session, words),
        entry=_entry(session),
        seconds_left=seconds_left,
        help=_help(session, words) if session.is_help_open else None,
        sheet=sheet_of(session, words) if sheet is None else sheet,
        sample=words.site.is_sample,
    )


def _entry(session: Session) -> str:
    """What has been typed; of a secret, and of a PIN, nothing but how much."""
    is_pin = session.state is State.STAFF_PIN and bool(session.staff.asked)
    is_task = session.state is State.STAFF_TASK
    if is_pin or (is_task and settings_pages.is_hidden(session)):
        return "●" * len(session.entry)
    return pausing.entry(session)


def _service(session: Session, words: Words) -> str:
    """What this visit is about, for the header; empty outside of one."""
    if session.state not in STEP:
        return ""
    if session.cases is not None:
        return words("cases.service")
    return session.item.title.in_(words.language) if session.item is not None else ""


def _help(session: Session, words: Words) -> Help:
    away = words("pause.offer") if may_pause(session) else ""
    section = "staff_help" if session.state in _STAFF else "help"
    return Help(
        title=words(f"{section}.title"),
        lines=tuple(words(f"{section}.line_{line}") for line in (1, 2, 3)),
        contact=words.contact(),
        away=away,
    )
