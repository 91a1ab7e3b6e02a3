# SPDX-License-Identifier: Apache-2.0
"""What is practised, and when it is done: only the kiosk itself says so; pure.

An exercise is a row of conditions about session and event (``exercises.toml``). Each is looked
at once those before it are met, at every step of the session.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from kiosk.session.deadlines import RESTING
from kiosk.session.events import Event
from kiosk.session.session import Session
from kiosk.session.staff_acts import StaffActed
from kiosk.session.staff_desk import Page
from kiosk.session.staff_rights import Act
from kiosk.session.states import State


@dataclass(frozen=True)
class Stage:
    """One step: what has to be met, and the fault that follows it, if any."""

    met: str
    then: str = ""


@dataclass(frozen=True)
class Exercise:
    """Something to practise; ``fault`` is provoked at its beginning."""

    id: str
    picture: str
    stages: tuple[Stage, ...]
    fault: str = ""


@dataclass(frozen=True)
class Progress:
    """How far somebody has come."""

    exercise: Exercise
    done: int = 0

    @property
    def is_over(self) -> bool:
        """Whether every step is met."""
        return self.done == len(self.exercise.stages)


@cache
def exercises() -> Mapping[str, Exercise]:
    """All of them by id, in the order of the panel."""
    text = Path(__file__).with_name("exercises.toml").read_text("utf-8")
    return MappingProxyType(
        {
            id_: Exercise(
                id_,
                one["picture"],
                tuple(Stage(step["met"], step.get("then", "")) for step in one["steps"]),
                one.get("fault", ""),
            )
            for id_, one in tomllib.loads(text).items()
        }
    )


def advanced(progress: Progress, session: Session, event: Event) -> Progress:
    """Take in a step of the session; what is met is met for good."""
    if progress.is_over:
        return progress
    stage = progress.exercise.stages[progress.done]
    if not is_met(stage.met, session, event):
        return progress
    return replace(progress, done=progress.done + 1)


def is_met(condition: str, session: Session, event: Event) -> bool:
    """Whether a condition, such as ``told:PRINTER-0402``, holds now."""
    word, _, value = condition.partition(":")
    return WORDS[word](session, event, value)


def _is_told(session: Session, _event: Event, code: str) -> bool:
    return any(report.code == code for report in session.machine.reports)


def _is_well(session: Session, _event: Event, device: str) -> bool:
    return not session.machine.code_of(device)


def _is_entered(session: Session, _event: Event, _value: str) -> bool:
    return bool(session.staff.role)


def _is_guided(session: Session, _event: Event, guide: str) -> bool:
    return session.staff.page is Page.GUIDE and session.staff.picked == guide


def _is_at(session: Session, _event: Event, state: str) -> bool:
    return session.state is State(state)


def _is_on(session: Session, _event: Event, page: str) -> bool:
    return session.state is State.STAFF_TASK and session.staff.page is Page(page)


def _is_resting(session: Session, _event: Event, _value: str) -> bool:
    return session.state in RESTING


def _is_case(session: Session, _event: Event, _value: str) -> bool:
    return bool(session.case_number)


def _is_waiting(session: Session, _event: Event, _value: str) -> bool:
    return any(paper.phase == "operator" for paper in session.papers)


def _is_unclear(session: Session, _event: Event, _value: str) -> bool:
    return any(one.is_closing for one in session.staff.prints)


def _is_settled(session: Session, event: Event, found: str) -> bool:
    asked = session.staff.pending
    return _is_done(event) and asked is not None and asked.found == found


def _is_loaded(session: Session, event: Event, _value: str) -> bool:
    asked = session.staff.pending
    return _is_done(event) and asked is not None and asked.act is Act.LOAD


def _is_done(event: Event) -> bool:
    return isinstance(event, StaffActed) and event.outcome == "done"


def _is_locked(session: Session, _event: Event, _value: str) -> bool:
    return session.staff.message == "locked"


def _has_notice(session: Session, _event: Event, _value: str) -> bool:
    return bool(session.machine.notice)


def _has_no_notice(session: Session, _event: Event, _value: str) -> bool:
    return not session.machine.notice


def _is_assisting(session: Session, _event: Event, _value: str) -> bool:
    return session.assist is not None


def _is_handed_over(session: Session, _event: Event, _value: str) -> bool:
    return session.assist is not None and not session.assist.is_typing


WORDS: Final[Mapping[str, Callable[[Session, Event, str], bool]]] = MappingProxyType(
    {
        "told": _is_told,
        "well": _is_well,
        "entered": _is_entered,
        "guide": _is_guided,
        "state": _is_at,
        "page": _is_on,
        "resting": _is_resting,
        "case": _is_case,
        "waiting": _is_waiting,
        "unclear": _is_unclear,
        "settled": _is_settled,
        "loaded": _is_loaded,
        "locked": _is_locked,
        "notice": _has_notice,
        "no_notice": _has_no_notice,
        "assisting": _is_assisting,
        "handed_over": _is_handed_over,
    }
)
"""What may stand in ``met``; what follows a colon is handed to it."""
