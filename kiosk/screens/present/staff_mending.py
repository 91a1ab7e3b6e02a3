# SPDX-License-Identifier: Apache-2.0
"""Pages of mending by hand: which guide, its steps, and what the device says in the end."""

from collections.abc import Callable, Mapping

from kiosk.screens.present.staff_frame import frame
from kiosk.screens.present.words import Words
from kiosk.screens.views import Button, Choice, Screen
from kiosk.screens.views_cases import CaseRow
from kiosk.session import staff_guides
from kiosk.session.session import Session
from kiosk.session.staff_desk import Page


def _mend(session: Session, words: Words) -> Screen:
    guides = staff_guides.offered(session)
    return frame(
        session,
        words,
        lead=words("staff_page.mend_help"),
        acts=tuple(_guide_choice(session, id_, words) for id_ in guides),
    )


def _guide_choice(session: Session, id_: str, words: Words) -> Choice:
    """A guide; one that the device itself asks for says so."""
    is_wanted = staff_guides.is_wanted(session, id_)
    detail = words("staff_page.mend_now") if is_wanted else ""
    picture = staff_guides.GUIDES[id_].pictures[0]
    return Choice(id_, words(f"mending.{id_}"), detail, "warning" if is_wanted else picture)


def _guide(session: Session, words: Words) -> Screen:
    desk, guide = session.staff, staff_guides.guide_of(session)
    count = len(guide.pictures)
    key = "test" if desk.step + 1 == count else "next"
    return frame(
        session,
        words,
        kind="guide",
        title=words(
            "staff_page.guide_step",
            guide=words(f"mending.{desk.picked}"),
            step=desk.step + 1,
            count=count,
        ),
        lead=words(f"mending.{desk.picked}_{desk.step + 1}"),
        forward=Button(words(f"staff_page.{key}"), "forward"),
        picture=guide.pictures[desk.step],
    )


def _retest(session: Session, words: Words) -> Screen:
    """What the device says of itself now; nobody else's word is green."""
    desk = session.staff
    device = words(f"device.{staff_guides.guide_of(session).device}")
    if desk.is_probing:
        busy = CaseRow(device, words("told.testing"), "open")
        return frame(session, words, rows=(busy,))
    code, is_mended = staff_guides.code_now(session), staff_guides.is_mended(session)
    if is_mended:
        rows = [CaseRow(device, words("told.device_good"), "done")]
        if any(one.is_closing for one in desk.prints):
            prints = words("staff.to_prints", count=len(desk.prints))
            rows.append(CaseRow(prints, words("staff_page.prints_closed"), "owed"))
    else:
        rows = [_still(session, device, words)]
        if code:
            rows.append(CaseRow(words("staff_page.now"), words.steps(code), "owed"))
    again = Choice("again", words("staff_page.test_again"), picture="loop")
    more = tuple(
        _guide_choice(session, id_, words) for id_ in staff_guides.next_guides(session)
    )
    forward = Button(words("staff_page.home"), "forward")
    return frame(
        session,
        words,
        rows=tuple(rows),
        acts=() if is_mended else (again, *more),
        code="" if is_mended else code,
        forward=forward,
    )


def _still(session: Session, device: str, words: Words) -> CaseRow:
    """A device that is ill, or that works and is short of what should have been filled."""
    if staff_guides.works(session):
        return CaseRow(device, words("told.device_low"), "owed")
    return CaseRow(device, words("told.device_bad"), "stop")


PAGES: Mapping[Page, Callable[[Session, Words], Screen]] = {
    Page.MEND: _mend,
    Page.GUIDE: _guide,
    Page.RETEST: _retest,
}
