# SPDX-License-Identifier: Apache-2.0
"""Decisions: a promise issues at once, tolerance only accepts, and the two never mix."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.application import Application, Route
from forms.decision import (
    Accepted,
    AcceptedWithGaps,
    Decision,
    FilledIn,
    Issued,
    IssuedUnderPromise,
    Refused,
    decide,
)
from forms.headlines import headline
from forms.service_item import DayUnit, Limit, PromiseTerm, ServiceItem
from tests.support.applying import (
    TODAY,
    business_licence,
    complete,
    deed,
    letter_rules,
    permit,
    shipped,
)

ALL_PAPERS = tuple(f"M{number}" for number in range(1, 13))


def decided(
    application: Application,
    *,
    item: ServiceItem | None = None,
    signed: bool = True,
    today: date = TODAY,
) -> Decision:
    calendar = shipped().calendar
    return decide(item or permit(), application, signed=signed, today=today, calendar=calendar)


def with_all_papers(application: Application) -> Application:
    for id_ in ALL_PAPERS:
        application = application.with_handed_in(id_)
    return application


def test_the_promise_route_issues_at_once_and_names_what_follows() -> None:
    decision = decided(complete().with_route(Route.PROMISE))
    assert isinstance(decision, IssuedUnderPromise)
    assert [one.id for one in decision.promised] == [
        "M4", "M5", "M6", "M7", "M8", "M9", "M10", "M11",
    ]  # fmt: skip
    assert decision.due_on == date(2027, 1, 22)
    assert decision.check_due_on == date(2027, 2, 22)  # 21 February is a Sunday
    assert decision.is_provisional
    assert decision.told_version == letter_rules().told_version


def test_a_period_inside_the_published_years_is_not_provisional() -> None:
    decision = decided(complete().with_route(Route.PROMISE), today=date(2026, 3, 2))
    assert isinstance(decision, IssuedUnderPromise)
    assert not decision.is_provisional
    assert decision.due_on == date(2026, 5, 6)  # 1 May begins five days off


def test_an_item_with_a_shorter_limit_of_its_own_sets_the_day_that_is_told() -> None:
    material = permit().material("M9")
    assert isinstance(material.promise, PromiseTerm)
    soon = replace(material.promise, limit=Limit(10, DayUnit.CALENDAR))
    materials = tuple(
        replace(one, promise=soon) if one.id == "M9" else one for one in permit().materials
    )
    item = replace(permit(), materials=materials)
    decision = decided(complete().with_route(Route.PROMISE), item=item)
    assert isinstance(decision, IssuedUnderPromise)
    assert decision.due_on == date(2026, 12, 3)


def test_with_every_paper_there_the_promise_route_owes_nothing() -> None:
    application = with_all_papers(complete()).with_route(Route.PROMISE)
    assert decided(application) == Issued()


def test_the_ordinary_route_accepts_a_complete_case_and_issues_nothing() -> None:
    application = with_all_papers(complete()).with_route(Route.ORDINARY)
    assert decided(application) == Accepted(date(2026, 12, 21))


def test_the_ordinary_route_accepts_listed_gaps_and_issues_nothing() -> None:
    application = with_all_papers(complete()).with_route(Route.ORDINARY)
    gap = replace(application, handed_in=application.handed_in - {"M4"})
    decision = decided(gap)
    assert isinstance(decision, AcceptedWithGaps)
    assert [one.id for one in decision.gaps] == ["M4"]
    assert decision.due_on == date(2026, 12, 7)
    assert not decision.is_provisional


def test_the_first_gap_to_fall_due_sets_the_day() -> None:
    application = replace(
        with_all_papers(complete()).with_route(Route.ORDINARY),
        handed_in=frozenset(ALL_PAPERS) - {"M3", "M4"},
        certificates={},
    )
    decision = decided(application)
    assert isinstance(decision, AcceptedWithGaps)
    assert {one.id for one in decision.gaps} == {"M3", "M4"}


def test_the_ordinary_route_without_its_papers_is_refused_with_all_of_them() -> None:
    decision = decided(complete(business_licence(), deed()).with_route(Route.ORDINARY))
    assert isinstance(decision, Refused)
    missing = " ".join(text.zh_CN for text in decision.blocking)
    for id_ in ("M5", "M6", "M7", "M8", "M9", "M10", "M11"):
        assert permit().material(id_).title.zh_CN in missing


def test_a_promise_cannot_stand_in_for_a_business_licence() -> None:
    application = replace(complete().with_route(Route.PROMISE), certificates={})
    decision = decided(application)
    assert isinstance(decision, Refused)
    assert decision.blocking[0].zh_CN == "缺少营业执照"


def begun_with(bad_fact: str) -> Application:
    application = complete()
    return replace(application, facts={**application.facts, bad_fact: True})


@pytest.mark.parametrize("fact", ["credit_flag", "open_promise"])
def test_a_known_bad_record_refuses_a_promise_however_it_came_about(fact: str) -> None:
    application = begun_with(fact)
    promised = decided(with_all_papers(application).with_route(Route.PROMISE))
    ordinary = decided(with_all_papers(application).with_route(Route.ORDINARY))
    assert isinstance(promised, Refused)
    assert isinstance(ordinary, Accepted)


def test_everything_that_is_missing_is_told_at_once() -> None:
    application = replace(
        complete().with_route(Route.PROMISE),
        fields={},
        route=None,
        situation="none-such",
        facts={**complete().facts, "age": 12},
        catalogue_version="0.1",
    )
    decision = decided(application, signed=False)
    assert isinstance(decision, Refused)
    told = [text.zh_CN for text in decision.blocking]
    for wanted in (
        "未满十六周岁，不能自己申请。",
        "办理规则刚刚更新，请重新开始",
        "这种情形机器办不了",
        "“联系电话”没有填",
        "还没有选怎么办理",
        "还没有签字",
    ):
        assert wanted in told


def test_other_rules_than_those_the_case_was_begun_under_do_not_decide_it() -> None:
    changed = replace(permit(), checksum="0" * 64)
    assert isinstance(decided(complete().with_route(Route.PROMISE), item=changed), Refused)


@given(
    route=st.sampled_from([*Route, None]),
    handed_in=st.frozensets(st.sampled_from(ALL_PAPERS)),
    signed=st.booleans(),
    central_ac=st.sampled_from(["yes", "no"]),
    has_deed=st.booleans(),
)
def test_a_licence_never_comes_from_the_ordinary_route_nor_a_gap_from_the_promise(
    *,
    route: Route | None,
    handed_in: frozenset[str],
    signed: bool,
    central_ac: str,
    has_deed: bool,
) -> None:
    found = (business_licence(), deed()) if has_deed else (business_licence(),)
    application = replace(
        complete(*found, answers={"central_ac": central_ac}),
        route=route,
        handed_in=handed_in,
    )
    decision = decided(application, signed=signed)
    if not signed or route is None:
        assert isinstance(decision, Refused)
    elif route is Route.PROMISE:
        assert isinstance(decision, IssuedUnderPromise | Issued)
    elif route is Route.WINDOW:
        assert isinstance(decision, FilledIn)
    else:
        assert isinstance(decision, AcceptedWithGaps | Accepted | Refused)


@pytest.mark.parametrize(
    ("decision", "chinese", "english"),
    [
        (
            IssuedUnderPromise((permit().material("M5"),), TODAY, TODAY, "1"),
            "许可证现在就给您。承诺的1项材料，最晚2026年11月23日补交",
            "You get your permit now. Please hand in the 1 promised papers by 23 November 2026",
        ),
        (
            Issued(),
            "许可证现在就给您，材料都齐了",
            "You get your permit now. Nothing is missing",
        ),
        (
            AcceptedWithGaps((permit().material("M4"),), TODAY),
            "已经受理，还没有发证。还缺1项材料，最晚2026年11月23日补齐，补齐后才审批发证",
            "Your application is accepted, but there is no permit yet. Please hand in 1 "
            "missing papers by 23 November 2026; the permit follows only after that",
        ),
        (
            Accepted(TODAY),
            "已经受理，最迟2026年11月23日作出决定",
            "Your application is accepted. The decision will be made by 23 November 2026",
        ),
        (
            Refused((permit().title,)),
            "今天还不能受理，差1项。请看下面怎么办",
            "It cannot be accepted today: 1 things are missing. See below what to do",
        ),
    ],
)
def test_each_decision_has_its_sentence(decision: Decision, chinese: str, english: str) -> None:
    sentence = headline(permit(), decision)
    assert (sentence.zh_CN, sentence.en) == (chinese, english)
