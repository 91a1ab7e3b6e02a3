# SPDX-License-Identifier: Apache-2.0
"""The days on which a licence may be renewed: counted back, told in words, kept by all."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.application import CalledCertificate
from forms.guide import GuideDone, next_step, told
from forms.lint_results import renewal
from forms.question import Fact, FactOrigin, FactPart, FactType
from forms.renewal import (
    RenewalDays,
    RenewalState,
    RenewalWindow,
    day_before,
    general_days,
    renewal_facts,
)
from forms.service_item import FactValue, Limit, ServiceItem, Stop
from forms.terms import DayUnit, Mark, Provenance
from forms.text import Text
from tests.support.applying import permit, shipped

CALENDAR = shipped().calendar
SURE = Provenance(Mark.ASSUMED, "x")
FREIGHT = shipped().service("road-freight-licence")
LAST_DAY = date(2027, 3, 1)


def days(count: int, unit: DayUnit = DayUnit.CALENDAR) -> Limit:
    return Limit(count, unit)


WORKING = DayUnit.WORKING
BACK = [
    # the last day, the period, the day on which it must begin at the latest
    (date(2027, 3, 1), days(30), date(2027, 1, 30)),
    (date(2028, 3, 1), days(1), date(2028, 2, 29)),
    (date(2026, 11, 20), days(1, WORKING), date(2026, 11, 19)),
    (date(2026, 11, 20), days(10, WORKING), date(2026, 11, 8)),
    # Over the days off in October 2026: 1 to 7, with 10 October worked instead.
    (date(2026, 10, 12), days(3, WORKING), date(2026, 10, 8)),
    (date(2026, 10, 7), days(1, WORKING), date(2026, 9, 29)),
]


@pytest.mark.parametrize(("end", "limit", "first"), BACK)
def test_a_period_is_counted_back_from_the_last_day(
    end: date, limit: Limit, first: date
) -> None:
    assert day_before(end, limit, CALENDAR) == first


@given(
    end=st.dates(date(2025, 3, 1), date(2026, 12, 31)),
    count=st.integers(1, 30),
)
def test_counted_back_is_the_latest_day_from_which_the_period_fits(
    end: date, count: int
) -> None:
    day = day_before(end, days(count, WORKING), CALENDAR)
    assert CALENDAR.add_working_days(day, count).day <= end
    assert CALENDAR.add_working_days(day + timedelta(days=1), count).day > end


WINDOW = RenewalWindow("renew", days(30), SURE, opens=days(180))


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 9, 1), RenewalState.EARLY),
        (date(2026, 9, 2), RenewalState.OPEN),
        (date(2027, 1, 30), RenewalState.OPEN),
        (date(2027, 1, 31), RenewalState.LATE),
        (LAST_DAY, RenewalState.LATE),
    ],
)
def test_first_and_last_day_both_count(today: date, state: RenewalState) -> None:
    assert WINDOW.days(LAST_DAY, CALENDAR).state(today) is state


def test_without_a_first_day_it_is_never_too_early() -> None:
    never = replace(WINDOW, opens=None).days(LAST_DAY, CALENDAR)
    assert never == RenewalDays(date.min, date(2027, 1, 30))
    assert never.state(date(1990, 1, 1)) is RenewalState.OPEN


def licence(item: ServiceItem, last: date | None) -> dict[str, CalledCertificate]:
    role = "HYG" if item is permit() else "RTL"
    return {role: CalledCertificate(role, "许可证", "1", {}, expires_on=last)}


@pytest.mark.parametrize("item", [permit(), FREIGHT], ids=lambda item: item.id)
def test_what_the_licence_tells_of_its_renewal(item: ServiceItem) -> None:
    called = licence(item, LAST_DAY)
    today = date(2026, 1, 5)
    assert item.renewal is not None
    window = item.renewal.days(LAST_DAY, CALENDAR)
    assert renewal_facts(item, called, today=today, calendar=CALENDAR) == {
        "renewal": "early",
        "opens_on": window.first.isoformat(),
        "closes_on": window.last.isoformat(),
    }
    endless = licence(item, None)
    assert renewal_facts(item, endless, today=today, calendar=CALENDAR) == {}
    assert renewal_facts(item, {}, today=today, calendar=CALENDAR) == {}
    windowless = replace(item, renewal=None)
    assert renewal_facts(windowless, called, today=today, calendar=CALENDAR) == {}


@pytest.mark.parametrize("item", [permit(), FREIGHT], ids=lambda item: item.id)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_outside_of_its_days_the_guide_stops_with_the_day_in_words(
    item: ServiceItem, language: str
) -> None:
    found: dict[str, FactValue] = {"age": 40, "licence_found": True, "permit_found": True}
    answers = {"situation": "renew", "driver": "hired"}
    assert item.renewal is not None
    window = item.renewal.days(LAST_DAY, CALENDAR)
    spoken = {
        window.first - timedelta(days=1): window.first,
        window.last + timedelta(days=1): window.last,
    }
    for today, named in spoken.items():
        known = renewal_facts(item, licence(item, LAST_DAY), today=today, calendar=CALENDAR)
        step = next_step(item, answers, {**found, **known})
        assert isinstance(step, Stop)
        year = f"{named.year}年" if language == "zh_CN" else f" {named.year}"
        assert year in step.reason.in_(language)
        assert "{" not in step.reason.in_(language) + step.next_step.in_(language)
    for today in (window.first, window.last):
        known = renewal_facts(item, licence(item, LAST_DAY), today=today, calendar=CALENDAR)
        assert isinstance(next_step(item, answers, {**found, **known}), GuideDone)


@pytest.mark.parametrize("situation", ["change", "reissue", "damage", "cancel"])
def test_the_days_to_renew_bind_nothing_else(situation: str) -> None:
    known: dict[str, FactValue] = {"age": 40, "licence_found": True, "permit_found": True}
    known["renewal"] = "late"
    answers = {"situation": situation, "changed": "name"}
    assert isinstance(next_step(permit(), answers, known), GuideDone)


def test_a_notice_names_the_days_in_general() -> None:
    assert general_days(permit()) == {
        "opens_on": Text("到期前180天", "180 days before its last day"),
        "closes_on": Text("到期前30天", "30 days before its last day"),
    }
    assert general_days(FREIGHT)["closes_on"].zh_CN == "到期前10个工作日"
    assert general_days(replace(permit(), renewal=None)) == {}
    open_ended = replace(permit(), renewal=replace(WINDOW, opens=None))
    assert set(general_days(open_ended)) == {"closes_on"}


def test_a_stop_says_what_is_known_and_waits_for_the_rest() -> None:
    stop = Stop(Text("{a}，{b}", "{a}, {b}"), Text("去", "go"), Text("这里", "here"))
    assert told(stop, {"a": "x"}) is stop
    known = told(stop, {"a": 3, "b": "2027-01-30"})
    assert known.reason == Text("3，2027年1月30日", "3, 30 January 2027")


NO_GATE = "no gate asks for it; add a fact of part renewal and a gate"
BROKEN = [
    ({"situation": "renewal"}, "there is no situation renewal; mend it"),
    ({"closes": days(0)}, "a day before the last one is counted from 1; mend opens or closes"),
    ({"opens": days(0)}, "a day before the last one is counted from 1; mend opens or closes"),
    ({"opens": days(30)}, "it opens after it has closed; more days in opens than in closes"),
    (
        {"closes": days(130, WORKING)},
        "it opens after it has closed; more days in opens than in closes",
    ),
]


@pytest.mark.parametrize(("change", "message"), BROKEN)
def test_a_window_that_is_none_is_found(change: dict[str, object], message: str) -> None:
    item = replace(permit(), renewal=replace(WINDOW, **change))  # type: ignore[arg-type]
    assert ("renewal", message) in list(renewal(item))


def test_a_window_that_nobody_asks_for_is_found() -> None:
    facts = tuple(fact for fact in permit().facts if fact.part is not FactPart.RENEWAL)
    assert ("renewal", NO_GATE) in list(renewal(replace(permit(), facts=facts)))
    garbled = replace(permit(), conditions={"x": "=="}, gates=())
    assert ("renewal", NO_GATE) in list(renewal(garbled))
    assert list(renewal(replace(permit(), renewal=replace(WINDOW, opens=None)))) == []


def test_days_to_renew_without_a_window_and_a_day_that_nobody_tells_are_found() -> None:
    windowless = dict(renewal(replace(permit(), renewal=None)))
    assert windowless["facts.renewal"] == "there are no days to renew; add renewal to the item"
    number = Fact(
        "n", FactType.INT, FactOrigin.CERTIFICATE, "x", SURE, "HYG", FactPart.OPENS_ON
    )
    counted = replace(permit(), facts=(*permit().facts, number))
    message = "days to renew are a text that a certificate tells; use text"
    assert dict(renewal(counted))["facts.n"] == message
    dayless = tuple(fact for fact in permit().facts if fact.part is not FactPart.CLOSES_ON)
    stray = dict(renewal(replace(permit(), facts=dayless)))
    assert stray["gates.late_renewal"] == "nobody fills in closes_on; name a day to renew"
