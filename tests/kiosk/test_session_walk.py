# SPDX-License-Identifier: Apache-2.0
"""Every state meets every event: nothing raises, nothing of a citizen outlives the visit."""

from dataclasses import replace

import pytest

from kiosk.session.deadlines import READING_FACTOR, RESTING, Patience, deadline_s
from kiosk.session.effects import Forget, Issue, Note, PrintPapers
from kiosk.session.events import TimedOut, Touched
from kiosk.session.session import Session, resting
from kiosk.session.states import STEP, State
from kiosk.session.transitions import step
from tests.support.event_samples import sample_events
from tests.support.visits import sessions

BY_STATE = [pytest.param(s, id=f"{i:02d}-{s.state.value}") for i, s in enumerate(sessions())]


def test_every_state_is_walked() -> None:
    assert {session.state for session in sessions()} == set(State)


@pytest.mark.no_cover
@pytest.mark.parametrize("session", BY_STATE)
def test_every_event_has_an_answer_and_the_same_one_each_time(session: Session) -> None:
    for event in sample_events(session.visit):
        once = step(session, event)
        assert once == step(session, event)
        assert isinstance(once[0].state, State)


@pytest.mark.parametrize("session", BY_STATE)
def test_an_answer_for_an_earlier_visit_changes_nothing(session: Session) -> None:
    for event in sample_events(session.visit - 1):
        if hasattr(event, "visit"):
            assert step(session, event) == (session, ())


@pytest.mark.no_cover
@pytest.mark.parametrize("session", BY_STATE)
def test_a_rested_session_has_nobodys_data(session: Session) -> None:
    for event in sample_events(session.visit):
        after, effects = step(session, event)
        if after.state in {*RESTING, State.FAREWELL} and after.state is not session.state:
            empty = resting(after)
            looks = replace(
                after,
                language="zh_CN",
                elder=False,
                contrast=False,
                state=empty.state,
                staff=empty.staff,
                ending=empty.ending,
            )
            assert looks == empty
        if session.record is not None and not (after.record or after.behind):
            assert Forget(session.visit) in effects


@pytest.mark.parametrize("session", BY_STATE)
def test_what_is_committed_cannot_be_left_as_if_nothing_were(session: Session) -> None:
    if not session.is_committed:
        return
    after, effects = step(session, Touched("leave"))
    for effect in effects:
        if isinstance(effect, Note) and effect.event == "session-ended":
            assert effect.disposition in {"issued", "accepted", "fault"}
    assert after.state is not State.ATTRACT


def test_papers_are_printed_only_after_the_case_is_on_disk() -> None:
    for session in sessions():
        for event in sample_events(session.visit):
            _, effects = step(session, event)
            for effect in effects:
                if isinstance(effect, PrintPapers):
                    assert session.state in {State.ISSUING, State.CASE}
                    assert effect.case_number
                if isinstance(effect, Issue):
                    assert session.state is State.REVIEW
                    assert effect.strokes


@pytest.mark.parametrize("state", [state for state in State if state not in RESTING])
def test_every_state_with_a_citizen_has_an_end(state: State) -> None:
    patience = Patience(idle_s=60.0, elder_factor=2.0)
    assert deadline_s(state, patience, elder=False)
    assert (deadline_s(state, patience, elder=True) or 0) >= (
        deadline_s(state, patience, elder=False) or 0
    )


def test_the_warning_comes_after_the_idle_time_and_elder_mode_stretches_both() -> None:
    patience = Patience(idle_s=60.0, warning_s=20.0, elder_factor=2.0)
    assert deadline_s(State.FORM, patience, elder=False) == 60.0 + 20.0
    assert deadline_s(State.FORM, patience, elder=True) == (60.0 + 20.0) * 2.0
    assert deadline_s(State.LETTER, patience, elder=False) == 60.0 * READING_FACTOR + 20.0


@pytest.mark.parametrize("state", [State.STOPPED, State.TROUBLE])
def test_a_page_that_only_tells_something_stays_as_long_as_the_setting_says(
    state: State,
) -> None:
    patience = Patience(idle_s=60.0, message_s=25.0)
    assert deadline_s(state, patience, elder=False) == 25.0


@pytest.mark.parametrize("state", [state for state in State if state in RESTING])
def test_a_resting_kiosk_waits_for_ever(state: State) -> None:
    assert deadline_s(state, Patience(), elder=False) is None


@pytest.mark.parametrize("session", BY_STATE)
def test_time_leads_every_visit_to_its_end(session: Session) -> None:
    for _ in range(8):
        if session.state in RESTING:
            break
        session, _ = step(session, TimedOut())
    assert session.state in RESTING


def test_the_steps_of_the_header_follow_the_visit() -> None:
    assert set(STEP.values()) == {1, 2, 3, 4, 5}
