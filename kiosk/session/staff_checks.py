# SPDX-License-Identifier: Apache-2.0
"""The self-test's steps for a person, one after the other on the glass; pure.

The machine does its part, somebody says what came of it, and each answer is kept at once with
the name: who leaves in the middle loses nothing and leaves nothing open.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from kiosk.session import touch_grid
from kiosk.session.bench_acts import (
    DoStep,
    KeepStep,
    LetGo,
    ReadSteps,
    StepDone,
    StepNotKept,
    StepsRead,
)
from kiosk.session.bench_desk import CheckDesk, Phase, StepLine
from kiosk.session.events import Event, Touched
from kiosk.session.session import Session, Step, with_state
from kiosk.session.staff_desk import Page
from kiosk.session.states import State

GRID: Final = "touch_grid"
"""The step that has a page of its own."""
SHEET: Final = "test_sheet"
SCAN: Final = "scan_back"
"""The step that takes the sheet of the other."""
ANSWERS: Final[Mapping[str, str]] = {"yes": "confirmed", "no": "denied", "skip": "skipped"}
_PHASES: Final = {
    "working": Phase.WORKING,
    "ask": Phase.ASKING,
    "passed": Phase.PASSED,
    "failed": Phase.FAILED,
}


def _with(session: Session, checks: CheckDesk, page: Page) -> Session:
    desk = replace(session.staff, page=page, checks=checks)
    return with_state(replace(session, staff=desk), State.STAFF_TASK)


def listed(session: Session) -> Step:
    """The list of steps, with what is true now."""
    now = session.staff.checks
    checks = replace(
        now, step="", is_walking=False, phase=Phase.READY, turn=now.turn + 1, code="", told=()
    )
    return _with(session, checks, Page.CHECKS), (ReadSteps(session.visit),)


def _opened(session: Session, line: StepLine, *, is_walking: bool) -> Step:
    """Open one step; the one without a part for the machine asks at once."""
    checks = replace(
        session.staff.checks,
        step=line.id,
        is_walking=is_walking,
        phase=Phase.READY if line.does else Phase.ASKING,
        turn=session.staff.checks.turn + 1,
        code="",
        told=(),
    )
    there = _with(session, checks, Page.CHECK)
    return (touch_grid.begun(there) if line.id == GRID else there), ()


def _named(session: Session, step: str) -> StepLine | None:
    return next((one for one in session.staff.checks.steps if one.id == step), None)


def _at_list(session: Session, event: Event) -> Step:
    steps = session.staff.checks.steps
    match event:
        case Touched("forward") if steps:
            return _opened(session, steps[0], is_walking=True)
        case Touched("choose", id_) if (line := _named(session, id_)) is not None:
            return _opened(session, line, is_walking=False)
        case _:
            return session, ()


def wants_sheet(checks: CheckDesk) -> bool:
    """Whether the open step takes a sheet that was not printed yet."""
    return checks.step == SCAN and not checks.sheet_code


def _at_step(session: Session, event: Event) -> Step:
    checks = session.staff.checks
    match event:
        case Touched("choose", "again") if checks.phase is Phase.FAILED:
            return _doing(session)
        case Touched("choose", "skip") if checks.phase in {Phase.READY, Phase.ASKING}:
            return _answered(session, "skip")
        case Touched("choose", answer) if checks.phase is Phase.ASKING and answer in ANSWERS:
            return _answered(session, answer)
        case Touched("forward"):
            return _forward(session)
        case _:
            return session, ()


def _forward(session: Session) -> Step:
    checks = session.staff.checks
    match checks.phase:
        case Phase.READY if wants_sheet(checks) and (sheet := _named(session, SHEET)):
            return _opened(session, sheet, is_walking=checks.is_walking)
        case Phase.READY:
            return _doing(session)
        case Phase.PASSED | Phase.FAILED:
            return next_one(session)
        case _:
            return session, ()


def _doing(session: Session) -> Step:
    checks = session.staff.checks
    turn = checks.turn + 1
    working = replace(checks, phase=Phase.WORKING, turn=turn, code="", told=())
    who, code = session.staff.number, checks.sheet_code
    deed = DoStep(session.visit, turn, checks.step, who, session.language, code)
    return _with(session, working, Page.CHECK), (deed,)


def _answered(session: Session, answer: str) -> Step:
    step, who = session.staff.checks.step, session.staff.number
    kept = KeepStep(session.visit, step, ANSWERS[answer], who)
    after, effects = next_one(session)
    return after, (kept, *effects)


def next_one(session: Session) -> Step:
    """The step behind this one where they are walked through, else the list."""
    checks = session.staff.checks
    if not checks.is_walking or checks.place >= len(checks.steps):
        return listed(session)
    return _opened(session, checks.steps[checks.place], is_walking=True)


def back(session: Session) -> Step:
    """To the list; a sheet that still waits is not waited for."""
    after, effects = listed(session)
    return after, (LetGo(session.visit), *effects)


def _at_grid_result(session: Session, event: Event) -> Step:
    match event:
        case Touched("forward"):
            return next_one(session)
        case _:
            return touch_grid.at_result(session, event)


def heard(session: Session, event: StepsRead | StepDone | StepNotKept) -> Step:
    """Take in how far the machine is, and what is kept."""
    checks = session.staff.checks
    match event:
        case StepsRead(_, steps):
            told = replace(checks, steps=steps)
        case StepNotKept(_, code):
            told = replace(checks, code=code)
        case StepDone(_, turn, outcome, code, words, sheet_code) if turn == checks.turn:
            told = replace(
                checks,
                phase=_PHASES[outcome],
                code=code,
                told=words,
                sheet_code=sheet_code or checks.sheet_code,
            )
        case _:
            return session, ()
    return replace(session, staff=replace(session.staff, checks=told)), ()


PAGES: Final[Mapping[Page, Callable[[Session, Event], Step]]] = {
    Page.CHECKS: _at_list,
    Page.CHECK: _at_step,
    Page.TOUCH: touch_grid.at_grid,
    Page.TOUCHED: _at_grid_result,
}
