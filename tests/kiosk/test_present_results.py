# SPDX-License-Identifier: Apache-2.0
"""What the last pages show of a decision: nothing before it is so, no licence without one."""

from dataclasses import replace
from datetime import date

import pytest

from forms.decision import Accepted, AcceptedWithGaps, Concluded, Decision, FilledIn, Issued
from forms.headlines import headline
from kiosk.screens.present import Words, present
from kiosk.screens.present.sheet import sheet_of
from kiosk.screens.views import HomeView, IssuingView, ReviewView, TakeView
from kiosk.session.session import Session
from kiosk.session.states import State
from tests.kiosk.test_present import words
from tests.kiosk.test_results_on_paper import OLD
from tests.support.applying import permit
from tests.support.visits import Visit

DAY = date(2026, 12, 21)
NO_LICENCE = (Accepted(DAY), AcceptedWithGaps((), DAY), Concluded(), FilledIn(()))
SEALED = ("committed", "made", "sealed")


def chinese() -> Words:
    return words("zh_CN")


def submitted(decision: Decision, state: State = State.ISSUING) -> Session:
    """A visit whose case is on disk and whose papers are sealed."""
    session = Visit().until_review().session
    return replace(session, decision=decision, state=state, issue_lines=SEALED)


@pytest.mark.parametrize("decision", NO_LICENCE)
@pytest.mark.parametrize("state", [State.ISSUING, State.PRINTING, State.TAKE, State.RATING])
def test_no_licence_is_shown_on_a_case_that_has_none(decision: Decision, state: State) -> None:
    sheet = sheet_of(submitted(decision, state), chinese())
    assert sheet.title != chinese()("sheet.title_licence")
    assert {"frame", "guilloche"}.isdisjoint(one.kind for one in sheet.elements)


def test_the_licence_is_shown_with_its_seal_once_it_is_issued() -> None:
    sheet = sheet_of(submitted(Issued()), chinese())
    assert sheet.elements
    assert sheet.sealed


@pytest.mark.parametrize("decision", [Issued(), *NO_LICENCE])
def test_only_a_licence_is_said_to_be_issued(decision: Decision) -> None:
    view = present(submitted(decision), chinese()).view
    assert isinstance(view, IssuingView)
    assert ("出证" in view.title) == isinstance(decision, Issued)
    told = [line.text for line in view.lines]
    is_form = isinstance(decision, FilledIn)
    assert ("申请已收下，登记在册" in told, "盖章" in told) == (not is_form, not is_form)
    assert all(line.state == "done" for line in view.lines)


@pytest.mark.parametrize("decision", [Issued(), *NO_LICENCE])
def test_the_last_look_says_what_will_be_and_not_what_is(decision: Decision) -> None:
    session = replace(Visit().until_review().session, decision=decision)
    view = present(session, chinese()).view
    assert isinstance(view, ReviewView)
    sentence = headline(permit(), decision).zh_CN
    is_true_already = isinstance(decision, FilledIn)
    assert view.headline == (sentence if is_true_already else f"交上去以后：{sentence}")
    assert ("交到窗口" in view.note) == is_true_already


def taken(session: Session, situation: str, decision: Decision) -> TakeView:
    certificates = {**session.begun().certificates, OLD.role: OLD}
    application = replace(session.begun(), situation=situation, certificates=certificates)
    view = present(replace(session, application=application, decision=decision), chinese()).view
    assert isinstance(view, TakeView)
    return view


def test_at_the_tray_only_a_new_permit_may_not_be_opened_on_yet() -> None:
    session = Visit().until_take().session
    decision = session.decision
    assert decision is not None
    assert "还不能马上开门" in taken(session, "new", decision).note
    assert "第二天起有效" in taken(session, "renew", decision).note
    assert "作废" in taken(session, "change", Issued()).note
    assert taken(session, "new", Issued()).note == ""
    held = taken(session, "change", Accepted(DAY)).note
    assert "领取码" in held
    assert "作废" not in held, "the old permit still holds"
    assert "开门" not in held


def test_a_service_is_offered_from_the_day_on_which_it_is_in_force() -> None:
    visit = Visit().touch("start")
    services = visit.session.catalogue.services
    later = tuple(replace(one, effective_from=date(2030, 1, 1)) for one in services[:1])
    catalogue = replace(visit.session.catalogue, services=(*later, *services[1:]))
    session = replace(visit.session, catalogue=catalogue)
    for day, offered in ((date(2029, 12, 31), services[1:]), (date(2030, 1, 1), services)):
        view = present(replace(session, today=day), chinese()).view
        assert isinstance(view, HomeView)
        assert [one.id for one in view.services] == [one.id for one in offered]
    visit.session = replace(session, today=date(2029, 12, 31))
    assert visit.touch(f"service:{services[0].id}").at(State.HOME)
    assert visit.touch(f"service:{services[1].id}").at(State.NOTICE)
