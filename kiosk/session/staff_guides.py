# SPDX-License-Identifier: Apache-2.0
"""Mending step by step: what to do for which fault, one drawing each, then the device's word.

A guide ends in a test of its device, and only that test says whether it is well.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from kiosk.session.effects import Note, ProbeDevices
from kiosk.session.events import Event, Touched
from kiosk.session.session import Session, Step, with_state
from kiosk.session.staff_desk import Page
from kiosk.session.states import State


@dataclass(frozen=True)
class Guide:
    """What a pair of hands does about one kind of fault.

    Attributes:
        device: that is tested at the end, as the self-test calls it.
        codes: faults for which it is offered first.
        pictures: one drawing a step, by its name; the words are ``mending.<id>_<step>``.

    """

    device: str
    codes: tuple[str, ...]
    pictures: tuple[str, ...]


GUIDES: Final[Mapping[str, Guide]] = MappingProxyType(
    {
        "refill": Guide(
            "printer",
            ("PRINTER-0402", "PRINTER-0410"),
            ("tray_open", "fan", "paper_in", "paper_guides", "tray_shut"),
        ),
        "jam": Guide(
            "printer",
            ("PRINTER-0403",),
            ("cover_open", "sheet_pull", "look_in", "cover_shut", "put_aside"),
        ),
        "cover": Guide("printer", ("PRINTER-0404",), ("look_in", "cover_shut")),
        "printer_line": Guide(
            "printer", ("PRINTER-0401", "PRINTER-0408"), ("power", "plug", "clock")
        ),
        "reader_line": Guide("reader", ("READER-0101", "READER-0102"), ("plug", "reader")),
    }
)
"""By id, in the order in which they are listed."""


def offered(session: Session) -> tuple[str, ...]:
    """Guides for what is wrong now, then the others; of devices that this kiosk tests."""
    machine = session.machine
    tested = {one.device for one in machine.reports}
    there = [id_ for id_, one in GUIDES.items() if one.device in tested]
    return tuple(sorted(there, key=lambda id_: not is_wanted(session, id_)))


def is_wanted(session: Session, id_: str) -> bool:
    """Whether the device says of itself what this guide is for."""
    guide = GUIDES[id_]
    return session.machine.code_of(guide.device) in guide.codes


def guide_of(session: Session) -> Guide:
    """The guide that is open; LookupError outside of one."""
    if session.staff.picked not in GUIDES:
        raise LookupError("no guide is open")
    return GUIDES[session.staff.picked]


def code_now(session: Session) -> str:
    """What the guide's device says of itself; empty when it is known to be well."""
    return session.machine.code_of(guide_of(session).device)


def at_mend(session: Session, event: Event) -> Step:
    """Choose what is to be mended."""
    match event:
        case Touched("choose", id_) if id_ in offered(session):
            return _at_step(replace(session, staff=replace(session.staff, picked=id_)), 0), ()
        case _:
            return session, ()


def at_guide(session: Session, event: Event) -> Step:
    """One step after the other; after the last one the device is tested."""
    at = session.staff.step
    match event:
        case Touched("forward") if at + 1 < len(guide_of(session).pictures):
            return _at_step(session, at + 1), ()
        case Touched("forward"):
            return _tested(session)
        case _:
            return session, ()


def back(session: Session) -> Session | None:
    """The step before; None when "back" leaves the guide."""
    desk = session.staff
    if desk.page is Page.RETEST:
        return _at_step(session, len(guide_of(session).pictures) - 1)
    if desk.page is Page.GUIDE and desk.step:
        return _at_step(session, desk.step - 1)
    return None


def at_retest(session: Session, event: Event) -> Step:
    """Test again, or begin the guide for what the device says now."""
    match event:
        case Touched("choose", "again") if not session.staff.is_probing:
            return _tested(session)
        case Touched("choose", id_) if id_ in next_guides(session):
            return _at_step(replace(session, staff=replace(session.staff, picked=id_)), 0), ()
        case _:
            return session, ()


def next_guides(session: Session) -> tuple[str, ...]:
    """Guides for what the device says after its test; none while it is tested, or well."""
    if session.staff.is_probing:
        return ()
    return tuple(id_ for id_ in offered(session) if is_wanted(session, id_))


def probed(session: Session, *, was_probing: bool) -> Step:
    """Hear the test out; one that had begun before the last step is not what was asked for."""
    desk = session.staff
    if session.state is not State.STAFF_TASK or desk.page is not Page.RETEST:
        return session, ()
    if desk.is_stale:
        asked = replace(desk, is_stale=False, is_probing=True)
        return replace(session, staff=asked), (ProbeDevices(),)
    if not was_probing:
        return session, ()
    code = code_now(session)
    facts = (("staff", desk.number), ("guide", desk.picked))
    ended = "not_mended" if code else "mended"
    return session, (Note("guide-ended", ended, code=code, facts=facts),)


def _at_step(session: Session, step: int) -> Session:
    desk = replace(session.staff, page=Page.GUIDE, step=step)
    return with_state(replace(session, staff=desk), State.STAFF_TASK)


def _tested(session: Session) -> Step:
    desk = session.staff
    asked = replace(desk, page=Page.RETEST, is_stale=desk.is_probing, is_probing=True)
    return with_state(replace(session, staff=asked), State.STAFF_TASK), (ProbeDevices(),)
