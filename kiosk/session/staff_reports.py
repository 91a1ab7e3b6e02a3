# SPDX-License-Identifier: Apache-2.0
"""Reports on the staff's pages: seen as they will come out, then printed; pure."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from devices.states import DeviceState
from kiosk.session.bench_acts import LetGo, MakeReport, PrintReport, ReportMade, ReportPrinted
from kiosk.session.bench_desk import REPORTS, Printing, ReportDesk
from kiosk.session.effects import ProbeDevices
from kiosk.session.events import Event, Touched
from kiosk.session.session import Session, Step, with_state
from kiosk.session.staff_desk import Page
from kiosk.session.states import State


def _with(session: Session, report: ReportDesk, page: Page = Page.REPORT) -> Session:
    desk = replace(session.staff, page=page, report=report)
    return with_state(replace(session, staff=desk), State.STAFF_TASK)


def _at_reports(session: Session, event: Event) -> Step:
    match event:
        case Touched("choose", report) if report in REPORTS:
            return _made(session, report)
        case _:
            return session, ()


def _made(session: Session, report: str) -> Step:
    turn = session.staff.report.turn + 1
    asked = MakeReport(session.visit, turn, report, session.language, session.machine.reports)
    return _with(session, ReportDesk(report, turn)), (asked,)


def has_printer(session: Session) -> bool:
    """Whether there is anything to print on; one that is ill or unknown is a printer, too."""
    reports = (one for one in session.machine.reports if one.device == "printer")
    return not any(one.state is DeviceState.NO_DEVICE for one in reports)


def _at_report(session: Session, event: Event) -> Step:
    desk = session.staff.report
    match event:
        case Touched("choose", "larger") if desk.pages:
            return _with(session, replace(desk, is_large=not desk.is_large)), ()
        case Touched("forward") if desk.printing is Printing.DONE:
            return back(session)
        case Touched("forward") if desk.code and not desk.pages:
            return _made(session, desk.report)
        case Touched("forward") if _may_print(session):
            asked = replace(desk, printing=Printing.WORKING, code="", is_large=False)
            who = session.staff.number
            printing = PrintReport(session.visit, desk.turn, desk.report, who)
            return _with(session, asked), (printing,)
        case _:
            return session, ()


def _may_print(session: Session) -> bool:
    desk = session.staff.report
    is_seen = bool(desk.pages) and desk.printing is not Printing.WORKING
    return is_seen and has_printer(session)


def back(session: Session) -> Step:
    """From the large sheet to the page, from the page to the list."""
    desk = session.staff.report
    if desk.is_large:
        return _with(session, replace(desk, is_large=False)), ()
    return _with(session, ReportDesk(turn=desk.turn), Page.REPORTS), (LetGo(session.visit),)


def heard(session: Session, event: ReportMade | ReportPrinted) -> Step:
    """Take in how far the report is; what was asked for before is no news."""
    desk = session.staff.report
    if not desk.report or event.turn != desk.turn:
        return session, ()
    if isinstance(event, ReportMade):
        made = replace(desk, pages=event.pages, code=event.code)
        return replace(session, staff=replace(session.staff, report=made)), ()
    told = replace(desk, printing=Printing(event.outcome), code=event.code)
    after = replace(session, staff=replace(session.staff, report=told))
    return after, (() if told.printing is Printing.WORKING else (ProbeDevices(),))


PAGES: Final[Mapping[Page, Callable[[Session, Event], Step]]] = {
    Page.REPORTS: _at_reports,
    Page.REPORT: _at_report,
}
