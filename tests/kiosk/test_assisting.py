# SPDX-License-Identifier: Apache-2.0
"""Staff beside a citizen: every page meets every touch, and staff says no yes and signs not."""

import json
from dataclasses import replace

import pytest

from forms.offer import Registrar
from kiosk.filing import kept_from
from kiosk.session.assist import Assist
from kiosk.session.assisting import DECLARES, OWN_PAGES, begun, is_own
from kiosk.session.effects import Issue, Note
from kiosk.session.events import Event, KeyTouched, Signed, Touched
from kiosk.session.session import Session
from kiosk.session.states import State
from kiosk.session.transitions import step
from tests.support.event_samples import sample_events
from tests.support.staff_visits import at_desk
from tests.support.visits import STROKES, Visit, bad, sessions

STAFF = Assist("7")
CITIZEN = Assist("7", is_typing=False)
OPEN = [replace(one, assist=None) for one in sessions() if not (one.behind or one.staff.role)]
BY_STATE = [pytest.param(s, id=f"{i:02d}-{s.state.value}") for i, s in enumerate(OPEN)]
TOUCHES = (Touched, KeyTouched, Signed)


def touches(session: Session) -> list[Event]:
    """Every touch there is."""
    made = [one for one in sample_events(session.visit) if isinstance(one, TOUCHES)]
    return [*made, Signed(STROKES), Touched("reuse", "x"), Touched("rate", "5")]


def promises(session: Session) -> tuple[object, ...]:
    """All that stands for the person's own yes, in whatever part of the visit."""
    application = session.application
    return (
        bool(session.strokes),
        session.is_promise_signed,
        session.is_letter_read,
        application.route if application else None,
        application.handed_in if application else None,
        session.offers.is_wanted,
        session.rating,
    )


@pytest.mark.parametrize("session", BY_STATE)
def test_no_touch_of_staff_consents_promises_signs_or_hands_in(session: Session) -> None:
    helped = replace(session, assist=STAFF)
    for event in touches(session):
        after, effects = step(helped, event)
        said = [e for e in effects if isinstance(e, DECLARES)]
        if session.offers.registrar is not Registrar.STAFF:
            assert not said, event
        assert Note("consent-given") not in effects
        if is_own(session, event):
            assert (after, effects) == (helped, ()), event
        before, now = promises(session), promises(after)
        taken_back = [not value for value in now]
        assert all(
            one == other or gone
            for one, other, gone in zip(before, now, taken_back, strict=True)
        ), event


@pytest.mark.parametrize("session", BY_STATE)
def test_the_citizen_is_hindered_in_nothing(session: Session) -> None:
    for event in touches(session):
        alone = step(session, event)
        helped = step(replace(session, assist=CITIZEN), event)
        if not (isinstance(event, Touched) and event.name in {"staff_door", "assist"}):
            same = replace(helped[0], assist=None)
            assert (same, helped[1]) == alone, event


@pytest.mark.no_cover
@pytest.mark.parametrize("session", BY_STATE)
def test_help_ends_with_the_visit(session: Session) -> None:
    for event in sample_events(session.visit):
        after, _ = step(replace(session, assist=STAFF), event)
        if after.state in {State.ATTRACT, State.OUT_OF_SERVICE, State.FAREWELL} and (
            session.state is not after.state
        ):
            assert after.assist is None


def test_staff_types_what_the_citizen_then_signs() -> None:
    visit = Visit().until_form()
    helped = replace(visit.session, assist=STAFF)
    typed, _ = step(helped, KeyTouched("1"))
    assert typed.entry == visit.session.entry + "1"


def test_the_glass_is_handed_over_and_taken_back_and_each_is_noted() -> None:
    session = replace(Visit().until_form().session, assist=STAFF)
    handed, effects = step(session, Touched("assist", "citizen"))
    assert handed.assist == CITIZEN
    assert effects == (Note("assist-changed", "handed_over", facts=(("staff", "7"),)),)
    assert step(handed, Touched("assist", "citizen")) == (handed, ())
    taken, effects = step(handed, Touched("assist", "staff"))
    assert taken.assist == STAFF
    assert effects == (Note("assist-changed", "taken_back", facts=(("staff", "7"),)),)
    assert step(taken, Touched("assist", "staff")) == (taken, ())
    ended, effects = step(taken, Touched("assist", "end"))
    assert ended.assist is None
    assert effects == (Note("assist-changed", "ended", facts=(("staff", "7"),)),)
    assert step(ended, Touched("assist", "staff")) == (ended, ())


@pytest.mark.parametrize(
    "session", [pytest.param(s, id=s.state.value) for s in OPEN if s.state in OWN_PAGES]
)
def test_staff_takes_no_glass_where_only_the_person_acts(session: Session) -> None:
    helped = replace(session, assist=CITIZEN)
    assert step(helped, Touched("assist", "staff")) == (helped, ())


def test_a_clerk_begins_a_visit_with_somebody() -> None:
    visit = at_desk().touch("assist_begin")
    assert visit.session.state is State.HOME
    assert visit.session.assist == STAFF
    assert not visit.session.staff.role
    notes = [(one.event, one.disposition) for one in visit.effects if isinstance(one, Note)]
    assert notes[-3:] == [
        ("staff-left", "left"),
        ("session-started", ""),
        ("assist-changed", "began"),
    ]


def test_the_case_names_who_helped_though_the_help_is_over() -> None:
    visit = Visit().until_review()
    for number in ("7", "12", "7"):
        visit.session, _ = begun(visit.session, number)
        visit.touch("assist:end")
    visit.touch("forward")
    issue = next(one for one in visit.effects if isinstance(one, Issue))
    assert issue.helpers == ("7", "12")
    kept = json.loads(kept_from(issue.application, (), issue.strokes, helpers=issue.helpers))
    assert kept["helped_by"] == ["7", "12"]


@pytest.mark.parametrize("role", ["technician", "auditor"])
def test_whoever_may_not_assist_does_not(role: str) -> None:
    visit = at_desk(role).touch("assist_begin")
    assert visit.session.state is State.STAFF
    assert visit.session.assist is None


def test_a_kiosk_that_is_shut_is_no_help() -> None:
    visit = at_desk()
    machine = replace(visit.session.machine, reports=bad("printer", "PRINTER-0401"))
    shut = replace(visit.session, machine=machine)
    assert step(shut, Touched("assist_begin"))[0].state is State.STAFF


def test_registering_by_law_on_behalf_is_still_open_to_staff() -> None:
    session = next(one for one in OPEN if one.state is State.OFFERS)
    registrar = replace(session.offers, registrar=Registrar.STAFF)
    answer = Touched("answer", "accept")
    assert is_own(session, answer)
    assert not is_own(replace(session, offers=registrar), answer)
