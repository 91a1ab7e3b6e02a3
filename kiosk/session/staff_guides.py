# SPDX-License-Identifier: Apache-2.0
"""Mending step by step: what to do for which fault, one drawing each, then the device's word.

A guide ends in a test of its device, and only that test says whether it is well.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from devices.states import ProbeReport
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
        codes: faults and warnings for which it is offered first.
        pictures: one drawing a step, by its name; the words are ``mending.<id>_<step>``.
        low: supply of the device for which it is offered, too, while it runs low.

    """

    device: str
    codes: tuple[str, ...]
    pictures: tuple[str, ...]
    low: str = ""


GUIDES: Final[Mapping[str, Guide]] = MappingProxyType(
    {
        "refill": Guide(
            "printer",
            ("PRINTER-0402",),
            ("tray_open", "fan", "paper_in", "paper_guides", "tray_shut"),
            low="paper",
        ),
        "toner": Guide(
            "printer",
            ("PRINTER-0412",),
            ("cover_open", "toner_out", "toner_shake", "toner_in", "cover_shut", "put_aside"),
            low="toner",
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
        "roll": Guide(
            "receipt_printer",
            ("RECEIPT-1702", "RECEIPT-1703", "RECEIPT-1707"),
            ("roll_open", "roll_side", "roll_in", "roll_pull", "roll_shut", "roll_tear"),
        ),
        "roll_stuck": Guide(
            "receipt_printer",
            ("RECEIPT-1704",),
            ("power", "roll_open", "roll_shut", "clock"),
        ),
        "roll_line": Guide(
            "receipt_printer", ("RECEIPT-1701", "RECEIPT-1705"), ("power", "plug", "clock")
        ),
        "reader_line": Guide(
            "reader", ("READER-0101", "READER-0102", "READER-0103"), ("plug", "reader")
        ),
        "scanner_line": Guide("scanner", ("SCANNER-1101",), ("plug", "scanner")),
        "slot_line": Guide("card_slot", ("SLOT-1202",), ("plug", "slot")),
    }
)
"""By id, in the order in which they are listed."""

_LOW: Final = "low"
"""Fact of a self-test: what staff should fill soon, each by a word."""


def offered(session: Session) -> tuple[str, ...]:
    """Guides for what is wrong now, for what runs low, then the others of tested devices."""
    machine = session.machine
    tested = {one.device for one in machine.reports}
    there = [id_ for id_, one in GUIDES.items() if one.device in tested]
    return tuple(
        sorted(there, key=lambda id_: (not _is_told(session, id_), not _is_low(session, id_)))
    )


def is_wanted(session: Session, id_: str) -> bool:
    """Whether the device says of itself what this guide is for."""
    return _is_told(session, id_) or _is_low(session, id_)


def _is_told(session: Session, id_: str) -> bool:
    guide = GUIDES[id_]
    return session.machine.told_by(guide.device) in guide.codes


def _is_low(session: Session, id_: str) -> bool:
    guide = GUIDES[id_]
    reports = (one for one in session.machine.reports if one.device == guide.device)
    return any(guide.low in low_of(report) for report in reports)


def low_of(report: ProbeReport) -> tuple[str, ...]:
    """What of a device staff should fill soon: ``paper``, ``toner``."""
    return tuple(dict(report.facts).get(_LOW, "").split())


def guide_of(session: Session) -> Guide:
    """The guide that is open; LookupError outside of one."""
    if session.staff.picked not in GUIDES:
        raise LookupError("no guide is open")
    return GUIDES[session.staff.picked]


def code_now(session: Session) -> str:
    """What the guide's device says of itself, a warning too; empty when it says nothing."""
    return session.machine.told_by(guide_of(session).device)


def works(session: Session) -> bool:
    """Whether the guide's device says that it can be used; it may be short of something."""
    return not session.machine.code_of(guide_of(session).device)


def is_mended(session: Session) -> bool:
    """Whether the device is well, and asks no longer for what this guide is for."""
    return works(session) and not is_wanted(session, session.staff.picked)


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
    facts = (("staff", desk.number), ("guide", desk.picked))
    if is_mended(session):
        return session, (Note("guide-ended", "mended", facts=facts),)
    note = Note("guide-ended", "not_mended", code=code_now(session), facts=facts)
    return session, (note,)


def _at_step(session: Session, step: int) -> Session:
    desk = replace(session.staff, page=Page.GUIDE, step=step)
    return with_state(replace(session, staff=desk), State.STAFF_TASK)


def _tested(session: Session) -> Step:
    desk = session.staff
    asked = replace(desk, page=Page.RETEST, is_stale=desk.is_probing, is_probing=True)
    return with_state(replace(session, staff=asked), State.STAFF_TASK), (ProbeDevices(),)
