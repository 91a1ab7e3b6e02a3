# SPDX-License-Identifier: Apache-2.0
"""Where the pages of reports and of the self-test join the other pages of the staff; pure."""

from collections.abc import Callable, Mapping
from typing import Final

from kiosk.session import staff_checks, staff_reports
from kiosk.session.bench_acts import (
    BenchEvent,
    LetGo,
    ReportMade,
    ReportPrinted,
    StepDone,
    StepNotKept,
    StepsRead,
)
from kiosk.session.bench_desk import Phase, Printing
from kiosk.session.events import Event
from kiosk.session.session import Session, Step
from kiosk.session.staff_desk import Page

PAGES: Final[Mapping[Page, Callable[[Session, Event], Step]]] = {
    **staff_reports.PAGES,
    **staff_checks.PAGES,
}


def opened(session: Session) -> Step:
    """The self-test's list of steps."""
    return staff_checks.listed(session)


def back(session: Session) -> Step | None:
    """Where "back" leads on these pages; None on another."""
    match session.staff.page:
        case Page.REPORT:
            return staff_reports.back(session)
        case Page.CHECK:
            return staff_checks.back(session)
        case Page.TOUCH | Page.TOUCHED:
            return staff_checks.listed(session)
        case _:
            return None


def heard(session: Session, event: BenchEvent) -> Step:
    """Take in what is told to these pages."""
    match event:
        case ReportMade() | ReportPrinted():
            return staff_reports.heard(session, event)
        case StepsRead() | StepDone() | StepNotKept():
            return staff_checks.heard(session, event)
        case _:
            return session, ()


def let_go(before: Session, step: Step) -> Step:
    """Whoever leaves the staff's pages waits for nothing on them any more."""
    after, effects = step
    desk = before.staff
    waits = desk.report.printing is Printing.WORKING or desk.checks.phase is Phase.WORKING
    has_left = after.staff.page is not desk.page or after.state is not before.state
    if not (waits and has_left) or any(isinstance(one, LetGo) for one in effects):
        return step
    return after, (LetGo(before.visit), *effects)
