# SPDX-License-Identifier: Apache-2.0
"""Pages of reports and of the self-test: the sheet as it will come out, the steps in turn."""

from collections.abc import Callable, Mapping
from typing import Final

from kiosk.screens.present import staff_touch
from kiosk.screens.present.staff_frame import frame
from kiosk.screens.present.words import Words
from kiosk.screens.texts import LANGUAGES
from kiosk.screens.views import Button, Choice, Screen
from kiosk.screens.views_cases import CaseRow
from kiosk.session import staff_checks
from kiosk.session.bench_desk import (
    READINESS,
    REPORTS,
    CheckDesk,
    Phase,
    Printing,
    StepLine,
)
from kiosk.session.session import Session
from kiosk.session.staff_desk import Page
from kiosk.session.staff_reports import has_printer
from kiosk.technician.steps import Step, load_steps

_GOOD: Final = {"confirmed", "passed"}
ANOTHER_CODE: Final = "SCANNER-1104"
"""No code, or another one than that of the test sheet."""

# -- reports -----------------------------------------------------------------------------


def _reports(session: Session, words: Words) -> Screen:
    acts = tuple(
        Choice(
            name,
            words(f"report.{name}"),
            words(f"report.{name}_detail"),
            "check" if name == READINESS else "sheet",
        )
        for name in REPORTS
    )
    return frame(session, words, lead=words("report.help"), acts=acts)


def _report(session: Session, words: Words) -> Screen:
    """The made sheet as a picture; what hinders it with its code and what to do."""
    desk = session.staff.report
    has_pages = bool(desk.pages)
    kind = "list"
    if has_pages:
        kind = "paper_large" if desk.is_large else "paper"
    larger = Choice("larger", words("report.larger"), picture="search")
    return frame(
        session,
        words,
        kind=kind,
        title=words(f"report.{desk.report}"),
        rows=_report_rows(session, words),
        acts=(larger,) if has_pages and not desk.is_large else (),
        code=desk.code,
        forward=_report_forward(session, words),
        pages=desk.pages,
    )


def _report_forward(session: Session, words: Words) -> Button | None:
    desk = session.staff.report
    match desk.printing:
        case Printing.DONE:
            key = "home"
        case Printing.NOT_ASKED if desk.code and not desk.pages:
            return Button(words("report.make_again"), "forward")
        case _ if desk.pages and not has_printer(session):
            return None
        case Printing.FAILED:
            key = "print_again"
        case _:
            key = "print"
    is_busy = desk.printing is Printing.WORKING
    return Button(words(f"report.{key}"), "forward", enabled=bool(desk.pages) and not is_busy)


def _report_rows(session: Session, words: Words) -> tuple[CaseRow, ...]:
    desk = session.staff.report
    sheets = len(desk.pages)
    if desk.code.startswith("DOCUMENT-") and not desk.pages:  # its steps are about a citizen
        row = CaseRow("", words("report.not_made"), "stop")
        now = CaseRow(words("staff_page.now"), words("report.make_again_help"), "owed")
        return (row, now)
    match desk.printing:
        case Printing.NOT_ASKED if desk.pages and not has_printer(session):
            row = CaseRow("", words("report.no_printer", sheets=sheets), "open")
        case Printing.NOT_ASKED if desk.pages:
            row = CaseRow("", words("report.seen", sheets=sheets), "open")
        case Printing.NOT_ASKED:
            told = "report.not_made" if desk.code else "report.making"
            row = CaseRow("", words(told), "stop" if desk.code else "open")
        case Printing.WORKING:
            told = "report.waiting" if desk.code else "report.printing"
            row = CaseRow("", words(told), "owed" if desk.code else "open")
        case Printing.DONE:
            row = CaseRow("", words("report.printed", sheets=sheets), "done")
        case _:
            row = CaseRow("", words("report.failed"), "stop")
    return (row, *_what_now(desk.code, words))


def _what_now(code: str, words: Words) -> tuple[CaseRow, ...]:
    return (CaseRow(words("staff_page.now"), words.steps(code), "owed"),) if code else ()


# -- the self-test's steps -----------------------------------------------------------------


def _step(id_: str) -> Step:
    return next(one for one in load_steps() if one.id == id_)


def _told(texts: Mapping[str, str], words: Words) -> str:
    """A step's words; a language that is not here is answered in Chinese."""
    return texts.get(words.language) or texts[LANGUAGES[0]]


def _name(id_: str, words: Words) -> str:
    return _told(_step(id_).names, words)


def _checks(session: Session, words: Words) -> Screen:
    """Every step of this kiosk with what came of it last, by whom and when."""
    desk = session.staff.checks
    rows = _what_now(desk.code, words)
    if not desk.steps:
        rows = (CaseRow("", words("told.testing"), "open"), *rows)
    return frame(
        session,
        words,
        lead=words("selftest.help"),
        rows=rows,
        acts=tuple(_line(one, words) for one in desk.steps),
        code=desk.code,
        forward=Button(words("selftest.begin"), "forward", enabled=bool(desk.steps)),
    )


def _line(one: StepLine, words: Words) -> Choice:
    picture = "check" if one.result in _GOOD else "cross" if one.result else "question"
    picture = "dash" if one.result == "skipped" else picture
    return Choice(one.id, _name(one.id, words), _last(one, words), picture)


def _last(one: StepLine, words: Words) -> str:
    """What came of a step last, when and by whom."""
    if one.at is None:
        return words("selftest.never")
    result = words(f"selftest.{one.result}")
    told = words("selftest.last", result=result, at=f"{one.at:%m-%d %H:%M}", who=one.who)
    return f"{told} · {one.code}" if one.code else told


def _check(session: Session, words: Words) -> Screen:
    desk = session.staff.checks
    step = _step(desk.step)
    forward = _forward(desk, words)
    title = words(
        "selftest.step", name=_name(desk.step, words), step=desk.place, count=len(desk.steps)
    )
    return frame(
        session,
        words,
        title=title,
        rows=_check_rows(desk, step, words),
        acts=_answers(desk, words),
        code=desk.code,
        forward=forward,
    )


def _check_rows(desk: CheckDesk, step: Step, words: Words) -> tuple[CaseRow, ...]:
    """What is asked, or how far the machine is; at the end what it was the last time."""
    asked = CaseRow("", _told(step.texts, words), "open")
    rows: tuple[CaseRow, ...]
    match desk.phase:
        case Phase.READY if staff_checks.wants_sheet(desk):
            rows = (CaseRow("", words("selftest.sheet_first"), "owed"),)
        case Phase.WORKING:
            told = "waiting" if desk.code else f"working_{step.does}"
            tone = "owed" if desk.code else "open"
            rows = (CaseRow("", words(f"selftest.{told}"), tone), *_what_now(desk.code, words))
        case Phase.PASSED:
            rows = (CaseRow("", words("selftest.is_passed"), "done"),)
        case Phase.FAILED:
            rows = (CaseRow("", words("selftest.is_failed"), "stop"), *_mended(desk, words))
        case _:
            silent = (CaseRow("", words(f"selftest.{one}"), "owed") for one in desk.told)
            rows = (asked, *silent)
    return rows


def _mended(desk: CheckDesk, words: Words) -> tuple[CaseRow, ...]:
    """What to do about a step that failed; the catalogue speaks of a citizen's code."""
    if desk.code == ANOTHER_CODE:
        return (CaseRow(words("staff_page.now"), words("selftest.scan_again"), "owed"),)
    return _what_now(desk.code, words)


def _answers(desk: CheckDesk, words: Words) -> tuple[Choice, ...]:
    skip = Choice("skip", words("selftest.skip"), picture="right")
    match desk.phase:
        case Phase.READY:
            return (skip,)
        case Phase.ASKING:
            yes = Choice("yes", words("selftest.yes"), picture="check")
            return (yes, Choice("no", words("selftest.no"), picture="cross"), skip)
        case Phase.FAILED:
            return (Choice("again", words("staff_page.test_again"), picture="loop"),)
        case _:
            return ()


def _forward(desk: CheckDesk, words: Words) -> Button | None:
    match desk.phase:
        case Phase.READY:
            wants = staff_checks.wants_sheet(desk)
            return Button(words("selftest.to_sheet" if wants else "selftest.do"), "forward")
        case Phase.PASSED | Phase.FAILED:
            return Button(words(_onward(desk)), "forward")
        case _:
            return None


def _onward(desk: CheckDesk) -> str:
    is_last = not desk.is_walking or desk.place >= len(desk.steps)
    return "selftest.to_list" if is_last else "staff_page.next"


def _touched(session: Session, words: Words) -> Screen:
    """What the touch test reached; from here the walk goes on."""
    forward = Button(words(_onward(session.staff.checks)), "forward")
    return staff_touch.result(session, words, forward)


PAGES: Mapping[Page, Callable[[Session, Words], Screen]] = {
    Page.REPORTS: _reports,
    Page.REPORT: _report,
    Page.CHECKS: _checks,
    Page.CHECK: _check,
    Page.TOUCH: staff_touch.grid,
    Page.TOUCHED: _touched,
}
