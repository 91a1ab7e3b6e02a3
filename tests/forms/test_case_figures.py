# SPDX-License-Identifier: Apache-2.0
"""Figures of handling: from the desk's own steps, whatever their order, never from odd ones."""

import random
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.case_figures import Figures, HandledCase, Spread, figures_of
from forms.case_news import DeskNews, NewsKind, Outcome, Verdict

T0 = datetime(2026, 11, 23, 9, 0, tzinfo=timezone(timedelta(hours=8)))
TODAY = date(2026, 12, 1)
HOUR = 3_600.0
GRANTED, REFUSED = (Outcome("", Verdict.GRANTED),), (Outcome("", Verdict.REFUSED),)
PARTLY = (Outcome("a", Verdict.GRANTED), Outcome("b", Verdict.REFUSED))


def step(number: int, kind: NewsKind, hours: float, **more: object) -> DeskNews:
    return DeskNews(number, kind, T0 + timedelta(hours=hours), **more)  # type: ignore[arg-type]


def received(hours: float = 0.0) -> DeskNews:
    return step(1, NewsKind.RECEIVED, hours)


def asked(number: int, hours: float, notice: str = "BZ-1") -> DeskNews:
    return step(number, NewsKind.CORRECTION_ASKED, hours, reference=notice)


def answered(number: int, hours: float, notice: str = "BZ-1") -> DeskNews:
    return step(number, NewsKind.CORRECTION_ANSWERED, hours, reference=notice)


def decided(number: int, hours: float, outcomes: tuple[Outcome, ...] = GRANTED) -> DeskNews:
    return step(number, NewsKind.DECIDED, hours, outcomes=outcomes)


def case(*news: DeskNews, by: date | None = None, service: str = "permit") -> HandledCase:
    return HandledCase(service, is_decided_here=False, decide_by=by, news=news)


def only(*cases: HandledCase) -> Figures:
    return figures_of(cases, today=TODAY)[-1]


@pytest.mark.parametrize(
    ("news", "ended"),
    [
        ((), "waiting"),
        ((received(),), "in_hand"),
        ((received(), asked(2, 1)), "in_hand"),
        ((received(), decided(2, 1)), "granted"),
        ((received(), decided(2, 1, REFUSED)), "refused"),
        ((received(), decided(2, 1, PARTLY)), "partly_granted"),
        (
            (
                received(),
                decided(2, 1, PARTLY),
                step(3, NewsKind.RESULT_READY, 1, reference="JG-1", member="a"),
            ),
            "partly_granted",
        ),
        (
            (received(), decided(2, 1), step(3, NewsKind.RESULT_READY, 1, reference="JG-1")),
            "granted",
        ),
        ((received(), step(2, NewsKind.WITHDRAWN, 1)), "withdrawn"),
    ],
)
def test_a_case_counts_where_it_stands(news: tuple[DeskNews, ...], ended: str) -> None:
    found = only(case(*news))
    words = ("waiting", "in_hand", "granted", "partly_granted", "refused", "withdrawn")
    assert {word: getattr(found, word) for word in words} == {
        word: int(word == ended) for word in words
    }
    assert found.ended == int(ended not in {"waiting", "in_hand"})
    assert found.completion == found.ended


def test_what_the_kiosk_decides_is_done_and_has_no_handling_time() -> None:
    found = only(HandledCase("permit", is_decided_here=True, news=(received(),)), case())
    assert (found.cases, found.decided_here, found.waiting, found.ended) == (2, 1, 1, 1)
    assert found.completion == 0.5
    assert found.handling == Spread()


def test_no_case_has_no_rate() -> None:
    (nothing,) = figures_of((), today=TODAY)
    assert (nothing.cases, nothing.completion) == (0, None)


@pytest.mark.parametrize(
    ("news", "gross_h", "net_h", "corrections"),
    [
        ((received(), decided(2, 10)), 10, 10, 0),
        ((received(), asked(2, 2), answered(3, 8), decided(4, 10)), 10, 4, 1),
        ((received(), asked(2, 2), decided(3, 10)), 10, 2, 1),  # decided without an answer
        (
            (
                *(received(), asked(2, 2), asked(3, 4, "BZ-2"), answered(4, 6)),
                *(answered(5, 8, "BZ-2"), decided(6, 10)),
            ),
            *(10, 4, 2),  # two notices at once are waited for once
        ),
        (
            (
                *(received(), asked(2, 1), answered(3, 2), asked(4, 5, "BZ-2")),
                *(answered(5, 9, "BZ-2"), decided(6, 10)),
            ),
            *(10, 5, 2),
        ),
        ((received(), answered(2, 5), decided(3, 10)), 10, 10, 0),  # to no notice of ours
        ((received(), asked(2, 8), answered(3, 2), decided(4, 10)), 10, 10, 1),  # set back
    ],
)
def test_the_citizens_time_is_not_the_offices(
    news: tuple[DeskNews, ...], gross_h: float, net_h: float, corrections: int
) -> None:
    found = only(case(*news))
    assert found.handling.median_s == gross_h * HOUR
    assert found.net.median_s == net_h * HOUR
    assert (found.corrections, found.corrected) == (corrections, int(corrections > 0))


@pytest.mark.parametrize(
    "news",
    [
        (received(), decided(2, -1)),  # the desk's clock was set back
        (decided(2, 5),),  # the receipt is not known yet
        (received(), received(1), decided(2, 5)),  # the receipt twice and differently
        (received(), decided(2, 5), decided(2, 6)),  # and so the decision
    ],
)
def test_what_is_not_sure_gives_no_handling_time(news: tuple[DeskNews, ...]) -> None:
    assert only(case(*news)).handling == Spread()


def test_the_first_decision_counts_also_after_an_appeal() -> None:
    news = (
        *(received(), decided(2, 5, REFUSED), step(3, NewsKind.APPEAL_LODGED, 6)),
        *(step(4, NewsKind.APPEAL_ENDED, 8, is_upheld=True), decided(5, 20)),
    )
    found = only(case(*news))
    assert (found.granted, found.handling.median_s) == (1, 5 * HOUR)


@pytest.mark.parametrize(
    ("news", "by", "late"),
    [
        ((received(), decided(2, 5)), date(2026, 11, 23), 0),
        ((received(), decided(2, 24)), date(2026, 11, 23), 1),
        ((received(),), TODAY, 0),
        ((received(),), TODAY - timedelta(days=1), 1),
        ((received(), step(2, NewsKind.WITHDRAWN, 1)), date(2026, 11, 23), 0),
        ((received(),), None, 0),
    ],
)
def test_late_is_what_was_not_decided_by_its_day(
    news: tuple[DeskNews, ...], by: date | None, late: int
) -> None:
    assert only(case(*news, by=by)).late == late


def test_services_stand_by_name_and_all_of_them_last() -> None:
    cases = [case(service="b"), case(service="a"), case(received(), decided(2, 3))]
    found = figures_of(cases, today=TODAY)
    assert [one.service for one in found] == ["a", "b", "permit", ""]
    assert [one.cases for one in found] == [1, 1, 1, 3]
    spread = only(*(case(received(), decided(2, hours)) for hours in (1, 2, 9))).handling
    assert spread == Spread(3, 2 * HOUR, 4 * HOUR, 9 * HOUR)


NEWS = st.lists(
    st.builds(
        step,
        st.integers(1, 6),
        st.sampled_from(list(NewsKind)),
        st.floats(0, 100),
        reference=st.sampled_from(["BZ-1", "BZ-2"]),
        outcomes=st.sampled_from([GRANTED, REFUSED, PARTLY]),
    ),
    max_size=8,
)


@given(news=NEWS, chance=st.randoms(use_true_random=False))
def test_order_and_repetition_change_no_figure(
    news: list[DeskNews], chance: random.Random
) -> None:
    shuffled = [*news, *news]
    chance.shuffle(shuffled)
    found = only(case(*news))
    assert only(case(*shuffled)) == found
    assert found.net.longest_s <= found.handling.longest_s
    assert found.waiting + found.in_hand + found.ended == found.cases == 1
