# SPDX-License-Identifier: Apache-2.0
"""Draws the flow of a visit as ``step`` really goes, for kiosk/README.md."""

from kiosk.session.events import Event, TimedOut, Touched
from kiosk.session.states import State
from kiosk.session.transitions import step
from tests.support.event_samples import sample_events
from tests.support.visits import sessions

START = "<!-- flow: drawn from step(); tests/kiosk/test_flow_diagram.py compares -->"
END = "<!-- flow ends -->"


def _label(event: Event) -> str:
    return event.name if isinstance(event, Touched) else type(event).__name__


def _is_way_out(event: Event) -> bool:
    """Leaving, pausing and time running out lead away from everywhere."""
    return isinstance(event, TimedOut) or _label(event) in {"leave", "home", "pause"}


def flow_chart() -> str:
    """Give the chart as Mermaid text: one arrow from state to state with what causes it."""
    arrows: dict[tuple[State, State], set[str]] = {}
    for session in sessions():
        for event in sample_events(session.visit):
            after, _ = step(session, event)
            if after.state is not session.state and not _is_way_out(event):
                arrows.setdefault((session.state, after.state), set()).add(_label(event))
    order = list(State)
    lines = [
        f"    {one.value} -->|{' · '.join(sorted(causes))}| {other.value}"
        for (one, other), causes in sorted(
            arrows.items(), key=lambda pair: (order.index(pair[0][0]), order.index(pair[0][1]))
        )
    ]
    return "\n".join(["```mermaid", "flowchart TD", *lines, "```"])
