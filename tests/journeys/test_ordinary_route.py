# SPDX-License-Identifier: Apache-2.0
"""The ordinary route: accepted with a slip, or refused with everything said at once.

The two regimes never mix: no licence comes of it, no number is used, and by type none can be.
"""

import inspect
from typing import get_args, get_type_hints

import pytest

from forms.decision import Accepted, AcceptedWithGaps, Issued, IssuedUnderPromise, Refused
from forms.licensing import licence_from
from kiosk.screens.views import StoppedView
from kiosk.session.session import Session
from kiosk.session.states import State
from tests.support.paper_text import joined, text_of
from tests.support.whole import WholeKiosk, script

pytestmark = [pytest.mark.daemon, pytest.mark.slow]

MISSING = (
    "平面图和卫生设施平面布局图",
    "卫生管理制度和卫生管理员",
    "从业人员名单和健康合格证明",
    "卫生检测或者评价报告",
    "集中空调通风系统卫生检测或者评价报告",
)


def _used_numbers(whole: WholeKiosk) -> int:
    return sum(bool(case.licence_number) for case in whole.kiosk.store.cases.newest(500))


def test_all_papers_handed_in_end_in_a_slip_and_no_licence(whole: WholeKiosk) -> None:
    numbers, printed = _used_numbers(whole), whole.printed()
    result = whole.play(script("hygiene-permit-ordinary"), settle_s=0.06)
    assert (result.outcome, result.licence_number) == ("accepted", "")
    assert result.materials_by_supply["promised"] == 0
    assert result.materials_by_supply["handed_in"] == 7
    _check_case(whole, result.case_number)
    assert _used_numbers(whole) == numbers
    assert whole.kiosk.store.numbers.open_reservations() == ()
    new = [path for path in whole.printed() if path not in printed]
    assert len(new) == 1, "the slip is printed once"
    text = joined(text_of(new[0]))
    assert result.case_number in text
    assert "陈秋美" in text
    assert "已经受理" in text
    assert "不是许可证" in text
    assert "卫公证字" not in text


def _check_case(whole: WholeKiosk, case_number: str) -> None:
    summary = whole.kiosk.store.cases.summary(case_number)
    assert summary is not None
    assert summary.decision == "accepted"
    assert summary.documents == ("acceptance_slip.pdf",)
    assert whole.kiosk.store.cases.promises_of(case_number) == ()
    today = whole.kiosk.controller._clock.today()
    assert summary.due_on is not None
    assert summary.due_on > today


def test_without_the_papers_all_that_is_missing_is_said_at_once(whole: WholeKiosk) -> None:
    cases, printed = len(whole.kiosk.store.cases.newest(500)), whole.printed()
    told: list[StoppedView] = []

    def look(name: str) -> None:
        if name == State.STOPPED.value and isinstance(whole.screen.view, StoppedView):
            told.append(whole.screen.view)

    result = whole.play(script("hygiene-permit-refused"), settle_s=0.06, looked=look)
    assert result.outcome == "refused"
    assert len(told) == 1
    for title in MISSING:
        assert title in told[0].reason
    assert told[0].reason.count("缺少") == 7
    assert told[0].next_step
    assert "0000-12345" in told[0].where
    assert (len(whole.kiosk.store.cases.newest(500)), whole.printed()) == (cases, printed)


def test_back_from_a_refusal_leads_to_the_choice_of_the_route(whole: WholeKiosk) -> None:
    seen: list[Session] = []

    def look(name: str) -> None:
        if name == State.STOPPED.value and not seen:
            whole.tap("back")
            seen.append(whole.session)
            whole.tap("route-not_here")

    wanted = script("hygiene-permit-refused")
    result = whole.play(wanted, settle_s=0.06, looked=look, seconds=30.0)
    assert (seen[0].state, seen[0].decision) == (State.ROUTE, None)
    assert whole.visited.count(State.STOPPED) == 2
    assert result.outcome == "refused"


def test_by_type_only_an_issued_decision_makes_a_licence() -> None:
    """Strict typing holds this at every call; here it is read off the signature."""
    accepted = set(get_args(get_type_hints(licence_from)["decision"]))
    assert accepted == {IssuedUnderPromise, Issued}
    assert accepted.isdisjoint({Accepted, AcceptedWithGaps, Refused})
    assert "decision" in inspect.signature(licence_from).parameters
