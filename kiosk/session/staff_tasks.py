# SPDX-License-Identifier: Apache-2.0
"""Pages behind the staff's home: prints nobody knows of, blanks, the notice, restart; pure.

Every act goes the same way: chosen, shown once more, done; or, where the table of rights asks
for two, done when a second person has entered number and PIN.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from kiosk.session import settings_turn, staff_bench, staff_guides, staff_settings
from kiosk.session.effects import Note, ProbeDevices, ReadCounters
from kiosk.session.events import Event, KeyTouched, Touched
from kiosk.session.pad import typed
from kiosk.session.session import Session, Step, with_state
from kiosk.session.staff_acts import EnterTraining, ReadStaffDesk, StaffActed, WaitStaffCard
from kiosk.session.staff_desk import Page, Pending
from kiosk.session.staff_done import (
    AFTER,
    MACHINE_AFTER,
    OFF,
    TRAINING,
    devices,
    effects_of,
    restartable,
)
from kiosk.session.staff_rights import TWO_PERSONS, Act, may
from kiosk.session.states import State

SERIAL_DIGITS: Final = 7
NOTICE_LENGTH: Final = 60
NOTICES: Final = ("repair", "part", "supplies", "cleaning", "network")
"""Prepared sentences, in both languages; ``own`` is what staff types."""
OWN: Final = "own"
CLOSE: Final = "close"
TRAYS: Final = ("tray-1", "tray-2", "tray-3", "by-pass-tray")
"""Names of IPP's media-source; those that were loaded before stand first."""

WAYS: Final[Mapping[str, tuple[Page, Act]]] = {
    "prints": (Page.PRINTS, Act.LOOK),
    "mend": (Page.MEND, Act.PROBE),
    "others": (Page.OTHERS, Act.LOOK),
    "blanks": (Page.BLANKS, Act.LOOK),
    "notice": (Page.NOTICE, Act.NOTICE),
    "restart": (Page.RESTART, Act.RESTART),
    "reports": (Page.REPORTS, Act.LOOK),
    "selftest": (Page.CHECKS, Act.PROBE),
    "settings": (Page.SETTINGS, Act.LOOK),
}
"""What leads from the home page to another, and the right that it takes."""

OTHERS: Final = ("blanks", "reports", "notice", "restart", "selftest", "settings")
"""Of these what stands on a page of its own: the home page is for what is done each day."""

FOUND: Final[Mapping[str, Act]] = {
    "came_out": Act.SETTLE,
    "destroyed": Act.SETTLE,
    "nothing_came_out": Act.SETTLE_NOTHING,
}
"""What people may say of a print, and the right that it takes."""

_BACK: Final[Mapping[Page, Page]] = {
    Page.PRINT: Page.PRINTS,
    Page.BLANKS: Page.OTHERS,
    Page.NOTICE: Page.OTHERS,
    Page.RESTART: Page.OTHERS,
    Page.REPORTS: Page.OTHERS,
    Page.CHECKS: Page.OTHERS,
    Page.GUIDE: Page.MEND,
    Page.LOAD_FIRST: Page.BLANKS,
    Page.LOAD_LAST: Page.LOAD_FIRST,
    Page.LOAD_TRAY: Page.LOAD_LAST,
    Page.NOTICE_TEXT: Page.NOTICE,
}
"""Where "back" leads; from every other page to the home page."""

_CHOSEN_ON: Final[Mapping[Act, Page]] = {
    Act.SETTLE: Page.PRINT,
    Act.SETTLE_NOTHING: Page.PRINT,
    Act.LOAD: Page.LOAD_TRAY,
    Act.NOTICE: Page.NOTICE,
    Act.RESTART: Page.RESTART,
    Act.CLOSE: Page.RESTART,
    Act.TRAIN: Page.OTHERS,
}
"""The page on which an act was chosen, to which its last question leads back."""


def pending(session: Session) -> Pending:
    """What is about to be done; LookupError when nothing is."""
    if session.staff.pending is None:
        raise LookupError("nothing is about to be done")
    return session.staff.pending


def opened(session: Session, page: Page) -> Session:
    """Open one of the pages that the home page leads to."""
    fresh = replace(
        session.staff,
        page=page,
        picked="",
        step=0,
        pending=None,
        told="",
        told_code="",
        load=(0, 0),
        touched=frozenset(),
    )
    return with_state(replace(session, staff=fresh), State.STAFF_TASK)


def ways_on(role: str) -> tuple[str, ...]:
    """Where somebody of that role may go from the home page."""
    return tuple(name for name, (_, act) in WAYS.items() if may(role, act))


def gone_to(session: Session, name: str) -> Step:
    """Open a page with what is true now."""
    if name == "settings":
        return settings_turn.opened(session)
    if name == "selftest":
        return staff_bench.opened(opened(session, Page.CHECKS))
    return opened(session, WAYS[name][0]), (ReadStaffDesk(session.visit),)


def may_train(session: Session) -> bool:
    """Whether the kiosk may be turned into one for practice; never while a visit goes on."""
    is_free = session.machine.can_train and session.behind is None
    return is_free and may(session.staff.role, Act.TRAIN)


def _at_others(session: Session, event: Event) -> Step:
    match event:
        case Touched("choose", "training") if may_train(session):
            return _sure(session, Pending(Act.TRAIN, TRAINING)), ()
        case Touched("choose", name) if name in OTHERS and name in ways_on(session.staff.role):
            return gone_to(session, name)
        case _:
            return session, ()


def alone_again(session: Session) -> Session:
    """The second person has not come: back to the last question."""
    desk = replace(
        session.staff, asked="", is_carded=False, message="", wait_s=0, page=Page.SURE
    )
    return with_state(replace(session, staff=desk), State.STAFF_TASK)


def trays(session: Session) -> tuple[str, ...]:
    """Trays to choose from, those that were loaded before first."""
    shelf = session.staff.shelf
    return tuple(dict.fromkeys((*(shelf.trays if shelf else ()), *TRAYS)))[:5]


def at_task(session: Session, event: Event) -> Step:
    """Answer on whichever page is open."""
    page = session.staff.page
    match event:
        case Touched("home"):
            return _home(session)
        case Touched("back"):
            return _back(session)
        case _:
            return _PAGES[page](session, event)


def _home(session: Session) -> Step:
    kept = replace(session.staff, pending=None, picked="", told="", told_code="")
    read = (ReadCounters(), ReadStaffDesk(session.visit))
    return with_state(replace(session, staff=kept), State.STAFF), read


def _back(session: Session) -> Step:
    desk = session.staff
    if (before := staff_guides.back(session)) is not None:
        return before, ()
    if (before_that := staff_settings.back(session)) is not None:
        return before_that
    if (from_bench := staff_bench.back(session)) is not None:
        return from_bench
    if desk.page is Page.SURE:
        return _turned(session, _CHOSEN_ON[pending(session).act]), ()
    if desk.page not in _BACK:
        return _home(session)
    return _turned(session, _BACK[desk.page]), ()


def _turned(session: Session, page: Page) -> Session:
    desk = replace(session.staff, page=page, pending=None)
    turned = with_state(replace(session, staff=desk), State.STAFF_TASK)
    serials = {Page.LOAD_FIRST: desk.load[0], Page.LOAD_LAST: desk.load[1]}
    return replace(turned, entry=str(serials.get(page) or ""))


# -- prints nobody knows of ------------------------------------------------------------------


def _at_prints(session: Session, event: Event) -> Step:
    desk = session.staff
    match event:
        case Touched("choose", id_) if id_ in {one.attempt_id for one in desk.prints}:
            return _turned(replace(session, staff=replace(desk, picked=id_)), Page.PRINT), ()
        case _:
            return session, ()


def _at_print(session: Session, event: Event) -> Step:
    desk = session.staff
    match event:
        case Touched("choose", found) if (
            desk.print is not None and found in FOUND and may(desk.role, FOUND[found])
        ):
            return _sure(session, Pending(FOUND[found], desk.picked, found=found)), ()
        case _:
            return session, ()


# -- blanks ----------------------------------------------------------------------------------


def _at_blanks(session: Session, event: Event) -> Step:
    desk = session.staff
    match event:
        case Touched("choose", series) if may(desk.role, Act.LOAD):
            shelf = next((one for one in desk.blanks if one.series == series), None)
            if shelf is None or not shelf.cabinet:
                return session, ()
            picked = replace(desk, picked=series, load=shelf.cabinet[0])
            return _turned(replace(session, staff=picked), Page.LOAD_FIRST), ()
        case _:
            return session, ()


def _at_first(session: Session, event: Event) -> Step:
    match event:
        case KeyTouched(key):
            return _serial_typed(session, key), ()
        case Touched("forward") if (first := _serial(session)) > 0:
            last = max(first, session.staff.load[1])
            desk = replace(session.staff, load=(first, last))
            return _turned(replace(session, staff=desk), Page.LOAD_LAST), ()
        case _:
            return session, ()


def _at_last(session: Session, event: Event) -> Step:
    first = session.staff.load[0]
    match event:
        case KeyTouched(key):
            return _serial_typed(session, key), ()
        case Touched("forward") if (last := _serial(session)) >= first:
            desk = replace(session.staff, load=(first, last))
            return _turned(replace(session, staff=desk), Page.LOAD_TRAY), ()
        case _:
            return session, ()


def _at_tray(session: Session, event: Event) -> Step:
    desk = session.staff
    match event:
        case Touched("choose", tray) if tray in trays(session):
            first, last = desk.load
            asked = Pending(Act.LOAD, desk.picked, first=first, last=last, tray=tray)
            return _sure(session, asked), ()
        case _:
            return session, ()


def _serial_typed(session: Session, key: str) -> Session:
    return replace(session, entry=typed(session.entry, key, SERIAL_DIGITS))


def _serial(session: Session) -> int:
    return int(session.entry) if session.entry.isdecimal() else 0


# -- notice and restart ----------------------------------------------------------------------


def _at_notice(session: Session, event: Event) -> Step:
    match event:
        case Touched("choose", "own"):
            return _turned(session, Page.NOTICE_TEXT), ()
        case Touched("choose", "off") if session.machine.notice:
            return _sure(session, Pending(Act.NOTICE, OFF)), ()
        case Touched("choose", kind) if kind in NOTICES:
            return _sure(session, Pending(Act.NOTICE, kind)), ()
        case _:
            return session, ()


def _at_notice_text(session: Session, event: Event) -> Step:
    match event:
        case KeyTouched(key):
            return replace(session, entry=typed(session.entry, key, NOTICE_LENGTH)), ()
        case Touched("forward") if session.entry.strip():
            return _sure(session, Pending(Act.NOTICE, OWN, text=session.entry.strip())), ()
        case _:
            return session, ()


def _at_restart(session: Session, event: Event) -> Step:
    match event:
        case Touched("choose", "close") if may(session.staff.role, Act.CLOSE):
            return _sure(session, Pending(Act.CLOSE, CLOSE)), ()
        case Touched("choose", what) if what in restartable(session):
            return _sure(session, Pending(Act.RESTART, what)), ()
        case _:
            return session, ()


# -- done ------------------------------------------------------------------------------------


def _sure(session: Session, asked: Pending) -> Session:
    desk = replace(session.staff, page=Page.SURE, pending=asked)
    return with_state(replace(session, staff=desk), State.STAFF_TASK)


def _at_sure(session: Session, event: Event) -> Step:
    match event:
        case Touched("forward") if pending(session).act in TWO_PERSONS:
            desk = replace(session.staff, asked="", is_carded=False, message="", wait_s=0)
            door = with_state(replace(session, staff=desk), State.STAFF_PIN)
            return door, (WaitStaffCard(session.visit),)
        case Touched("forward"):
            return done(session)
        case _:
            return session, ()


def done(session: Session, *, witness: str = "") -> Step:
    """Have it done, and show what comes of it."""
    told = replace(session.staff, page=Page.TOLD, asked="", told="", told_code="")
    turned = with_state(replace(session, staff=told), State.STAFF_TASK)
    asked = pending(session)
    if asked.act is Act.RESTART and asked.what in {AFTER, MACHINE_AFTER}:
        machine = replace(
            session.machine, is_restart_due=True, is_reboot_due=asked.what == MACHINE_AFTER
        )
        turned = replace(turned, machine=machine, staff=replace(told, told="done"))
    elif asked.act is Act.RESTART and asked.what in devices(session):  # the test answers
        turned = replace(turned, staff=replace(told, told="done", is_probing=True))
    return turned, effects_of(session, asked, witness)


def acted(session: Session, event: StaffActed) -> Step:
    """Hear what came of it; prints and blanks may stand otherwise now, and the printer open."""
    if session.state is not State.STAFF_TASK or session.staff.page is not Page.TOLD:
        told = (Note("fault-raised", code=event.code),) if event.code else ()
        return session, told  # nobody is at the page any more: the journal hears it
    desk = replace(session.staff, told=event.outcome, told_code=event.code)
    if desk.told == "done" and desk.pending is not None and desk.pending.act is Act.TRAIN:
        return replace(session, staff=desk), (EnterTraining(),)
    again = (ProbeDevices(), ReadCounters(), ReadStaffDesk(session.visit))
    return replace(session, staff=replace(desk, is_probing=True)), again


def _at_retest(session: Session, event: Event) -> Step:
    match event:
        case Touched("forward") if not session.staff.is_probing:
            return _home(session)
        case _:
            return staff_guides.at_retest(session, event)


def _at_told(session: Session, event: Event) -> Step:
    match event:
        case Touched("forward") if session.staff.told:
            return _home(session)
        case _:
            return session, ()


_PAGES: Mapping[Page, Callable[[Session, Event], Step]] = {
    Page.PRINTS: _at_prints,
    Page.PRINT: _at_print,
    Page.BLANKS: _at_blanks,
    Page.LOAD_FIRST: _at_first,
    Page.LOAD_LAST: _at_last,
    Page.LOAD_TRAY: _at_tray,
    Page.NOTICE: _at_notice,
    Page.NOTICE_TEXT: _at_notice_text,
    Page.RESTART: _at_restart,
    Page.OTHERS: _at_others,
    Page.MEND: staff_guides.at_mend,
    Page.GUIDE: staff_guides.at_guide,
    Page.RETEST: _at_retest,
    Page.SURE: _at_sure,
    Page.TOLD: _at_told,
    **staff_bench.PAGES,
    **staff_settings.PAGES,
}
