# SPDX-License-Identifier: Apache-2.0
"""The attempt as a table: every state against every event, and the chart drawn from it."""

from itertools import product
from pathlib import Path

import pytest

from devices.printing.attempt import (
    AT_DEVICE,
    DEFAULT_LIMITS,
    FINAL,
    AttemptEffect,
    AttemptEvent,
    AttemptState,
    step,
)

README = Path(__file__).parents[2] / "devices" / "README.md"
ALL_PAIRS = list(product(AttemptState, AttemptEvent))


def chart() -> str:
    """Draw the table as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", "    [*] --> PLANNED"]
    for state, event in ALL_PAIRS:
        following, effects = step(state, event)
        if following is not state or effects:
            doing = ", ".join(effect.value for effect in effects)
            label = f"{event.value} / {doing}" if doing else event.value
            lines.append(f"    {state.name} --> {following.name}: {label}")
    lines += [f"    {state.name} --> [*]" for state in AttemptState if state.is_final]
    return "\n".join(lines)


def test_the_chart_in_the_readme_is_the_table() -> None:
    expected = f"```mermaid\n{chart()}\n```"
    assert expected in README.read_text(encoding="utf-8"), (
        f"devices/README.md needs\n{expected}"
    )


@pytest.mark.parametrize(("state", "event"), ALL_PAIRS)
def test_every_pair_keeps_the_rules(state: AttemptState, event: AttemptEvent) -> None:
    following, effects = step(state, event)
    if state in FINAL:
        assert (following, effects) == (state, ())  # an end is an end
    if following is not state and state is not AttemptState.PLANNED:
        assert effects[0] is AttemptEffect.COMMIT  # on disk before anything else
    if following is state:
        assert AttemptEffect.COMMIT not in effects
    if AttemptEffect.SEND in effects:
        assert (state, following) == (AttemptState.PLANNED, AttemptState.INTENT)
        assert effects == (AttemptEffect.COMMIT, AttemptEffect.SEND)
    if following.is_final:
        assert set(effects) <= {AttemptEffect.COMMIT}


def test_nothing_is_sent_twice_whatever_happens() -> None:
    """From INTENT on no path leads to SEND, nor from a job at the device to NOT_STARTED."""
    reached, frontier = set[AttemptState](), {AttemptState.INTENT}
    while frontier:
        state = frontier.pop()
        reached.add(state)
        for event in AttemptEvent:
            following, effects = step(state, event)
            assert AttemptEffect.SEND not in effects
            assert not (state in AT_DEVICE and following is AttemptState.NOT_STARTED)
            if following not in reached:
                frontier.add(following)
    assert AttemptState.PLANNED not in reached
    assert reached >= FINAL


def test_every_state_that_is_not_final_has_a_way_out() -> None:
    for state in AttemptState:
        assert state.is_final or any(
            step(state, event)[0] is not state for event in AttemptEvent
        )


@pytest.mark.parametrize("state", [state for state in AttemptState if state in AT_DEVICE])
def test_a_job_that_takes_too_long_is_cancelled_before_it_is_left(state: AttemptState) -> None:
    assert step(state, AttemptEvent.TIMED_OUT) == (state, (AttemptEffect.CANCEL,))


def test_not_there_is_proof_only_while_devices_keep_their_history() -> None:
    assert DEFAULT_LIMITS.absent_s < DEFAULT_LIMITS.settle_s < DEFAULT_LIMITS.history_s
    assert DEFAULT_LIMITS.poll_s == 0.5
