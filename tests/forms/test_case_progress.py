# SPDX-License-Identifier: Apache-2.0
"""Where a case stands: every answer of the desk in every order, doubled, contradicted."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.case_news import DeskNews, NewsKind, Outcome, Verdict
from forms.case_progress import FINAL, AppealStage, Progress, Stage, progress_of

T0 = datetime(2026, 11, 23, 10, tzinfo=UTC)
GRANTED = Outcome("", Verdict.GRANTED)
REFUSED = Outcome("", Verdict.REFUSED, reasons=("不符合条件",), remedies=("可以申请行政复议",))


def news(step: int, kind: NewsKind, reference: str = "", **more: object) -> DeskNews:
    """A step of a case, an hour after the one before."""
    at = T0 + timedelta(hours=step)
    return DeskNews(step, kind, at, reference, **more)  # type: ignore[arg-type]


def received(step: int = 1) -> DeskNews:
    return news(step, NewsKind.RECEIVED)


def asked(step: int, notice: str = "BZ-1") -> DeskNews:
    return news(step, NewsKind.CORRECTION_ASKED, notice, texts=("补电话",), due_on=T0.date())


def answered(step: int, notice: str = "BZ-1") -> DeskNews:
    return news(step, NewsKind.CORRECTION_ANSWERED, notice)


def decided(step: int, *outcomes: Outcome) -> DeskNews:
    return news(step, NewsKind.DECIDED, outcomes=outcomes or (GRANTED,))


def ready(step: int, member: str = "") -> DeskNews:
    return news(step, NewsKind.RESULT_READY, f"JG-{member or 1}", member=member)


def withdrawn(step: int) -> DeskNews:
    return news(step, NewsKind.WITHDRAWN)


def appeal(step: int, kind: NewsKind = NewsKind.APPEAL_LODGED, **more: object) -> DeskNews:
    return news(step, kind, "SQ-1", **more)


UPHELD = {"kind": NewsKind.APPEAL_ENDED, "is_upheld": True}
BUNDLE = (
    Outcome("birth", Verdict.GRANTED, office="公安局"),
    Outcome("insurance", Verdict.REFUSED, office="医保局", reasons=("已参保",)),
    Outcome("card", Verdict.NOT_POSSIBLE, office="人社局"),
    Outcome("vaccines", Verdict.GRANTED, office="卫健局"),
)

HISTORIES: dict[str, tuple[tuple[DeskNews, ...], Stage]] = {
    "nothing yet": ((), Stage.WAITING),
    "received": ((received(),), Stage.RECEIVED),
    "correction": ((received(), asked(2)), Stage.CORRECTION),
    "answered": ((received(), asked(2), answered(3)), Stage.RECEIVED),
    "two notices, one answered": (
        (received(), asked(2), asked(3, "BZ-2"), answered(4)),
        Stage.CORRECTION,
    ),
    "granted": ((received(), decided(2)), Stage.GRANTED),
    "granted after a correction": (
        (received(), asked(2), answered(3), decided(4), ready(5)),
        Stage.RESULT_READY,
    ),
    "decided though not answered": ((received(), asked(2), decided(3)), Stage.GRANTED),
    "refused": ((received(), decided(2, REFUSED)), Stage.REFUSED),
    "withdrawn": ((received(), asked(2), withdrawn(3)), Stage.WITHDRAWN),
    "bundle in part": ((received(), decided(2, *BUNDLE)), Stage.PARTLY_GRANTED),
    "bundle with results": (
        (received(), decided(2, *BUNDLE), ready(3, "birth"), ready(4, "vaccines")),
        Stage.RESULT_READY,
    ),
    "appeal lodged": ((received(), decided(2, REFUSED), appeal(3)), Stage.REFUSED),
    "appeal dismissed": (
        (received(), decided(2, REFUSED), appeal(3), appeal(4, NewsKind.APPEAL_ENDED)),
        Stage.REFUSED,
    ),
    "decided again upon an appeal": (
        (received(), decided(2, REFUSED), appeal(3), appeal(4, **UPHELD), decided(5)),  # type: ignore[arg-type]
        Stage.GRANTED,
    ),
}


@pytest.mark.parametrize("name", HISTORIES)
def test_a_lawful_history_ends_in_its_stage_in_every_order_and_doubled(name: str) -> None:
    history, stage = HISTORIES[name]
    straight = progress_of(history)
    assert (straight.stage, straight.odd, straight.is_patchy) == (stage, (), False)
    for order in permutations(history):
        assert progress_of(order) == straight
        assert progress_of((*order, *order)) == straight
        assert progress_of((*order, *order[:1])) == straight


STEPS: tuple[DeskNews, ...] = (
    received(1),
    asked(2),
    answered(3),
    decided(4),
    ready(5),
    withdrawn(6),
    decided(7, REFUSED),
    appeal(8),
    appeal(9, NewsKind.APPEAL_ADVANCED),
    appeal(10, **UPHELD),  # type: ignore[arg-type]
    received(11),
    asked(12, "BZ-2"),
)
"""One of every answer, some of which no desk may give after the others."""


def lawful(progress: Progress, told: Iterable[DeskNews]) -> None:
    """What holds of every state whatever was told."""
    kinds = {one.kind for one in told}
    assert progress.is_received == (NewsKind.RECEIVED in kinds)
    assert (progress.stage is Stage.WAITING) <= (not progress.is_received)
    granted = {one.member for one in progress.outcomes if one.verdict is Verdict.GRANTED}
    for result in progress.results:
        assert result.member in granted
    assert (progress.stage is Stage.RESULT_READY) == bool(
        progress.results and progress.stage is not Stage.WITHDRAWN
    )
    if progress.stage in FINAL or progress.outcomes:
        assert not progress.notices
    if progress.stage in {Stage.GRANTED, Stage.PARTLY_GRANTED, Stage.REFUSED}:
        assert NewsKind.DECIDED in kinds


def test_every_set_of_answers_has_a_lawful_state_that_no_order_changes() -> None:
    """All 4,096 sets of the twelve answers; of the small ones every order."""
    walked = 0
    for size in range(len(STEPS) + 1):
        for told in combinations(STEPS, size):
            straight = progress_of(told)
            lawful(straight, told)
            orders = permutations(told) if size <= 4 else (told[::-1], told[1:] + told[:1])
            for order in orders:
                assert progress_of(order) == straight
                walked += 1
    assert walked > 15_000


@given(st.lists(st.sampled_from(STEPS), max_size=40))
def test_repetitions_and_orders_change_nothing(told: list[DeskNews]) -> None:
    assert progress_of(told) == progress_of(sorted(set(told), key=lambda one: one.step))


@given(st.lists(st.sampled_from(STEPS), min_size=1, max_size=12), st.data())
def test_a_step_told_twice_and_differently_counts_as_unsaid(
    told: list[DeskNews], data: st.DataObject
) -> None:
    one = data.draw(st.sampled_from(told))
    other = replace(one, at=one.at + timedelta(seconds=1))
    contradicted = progress_of([*told, other])
    without = progress_of([step for step in told if step.step != one.step])
    assert one.step in contradicted.odd
    assert contradicted.is_patchy
    assert contradicted.stage is without.stage
    assert contradicted.results == without.results


@pytest.mark.parametrize(
    ("told", "odd", "stage"),
    [
        ((received(), withdrawn(2), decided(3)), (3,), Stage.WITHDRAWN),
        ((received(), decided(2), withdrawn(3)), (3,), Stage.GRANTED),
        ((received(), decided(2), decided(3, REFUSED)), (3,), Stage.GRANTED),
        ((received(), decided(2), asked(3)), (3,), Stage.GRANTED),
        ((received(), withdrawn(2), asked(3)), (3,), Stage.WITHDRAWN),
        ((received(), withdrawn(2), withdrawn(3)), (3,), Stage.WITHDRAWN),
        ((received(), decided(2, REFUSED), ready(3)), (3,), Stage.REFUSED),
        ((received(), received(2)), (2,), Stage.RECEIVED),
        ((received(), news(2, NewsKind.DECIDED)), (2,), Stage.RECEIVED),
        ((received(), decided(2, *BUNDLE), ready(3, "card")), (3,), Stage.PARTLY_GRANTED),
    ],
)
def test_what_no_desk_may_say_there_is_told_to_staff_and_changes_nothing(
    told: tuple[DeskNews, ...], odd: tuple[int, ...], stage: Stage
) -> None:
    progress = progress_of(told)
    assert (progress.odd, progress.stage) == (odd, stage)


def test_a_result_without_its_decision_is_not_fetched() -> None:
    """The decision may still be on its way: unknown is never good."""
    early = progress_of((received(), ready(3)))
    assert (early.stage, early.results, early.odd) == (Stage.RECEIVED, (), ())
    assert early.is_patchy
    late = progress_of((ready(3), received(), decided(2)))
    assert (late.stage, late.is_patchy) == (Stage.RESULT_READY, False)


def test_a_decision_tells_that_the_case_is_there_but_is_no_receipt() -> None:
    progress = progress_of((decided(2),))
    assert (progress.stage, progress.is_received, progress.is_patchy) == (
        Stage.GRANTED,
        False,
        True,
    )


@pytest.mark.parametrize(
    ("told", "stage"),
    [
        ((appeal(2),), AppealStage.LODGED),
        ((appeal(2), appeal(3, NewsKind.APPEAL_ADVANCED)), AppealStage.IN_HAND),
        ((appeal(2), appeal(3, NewsKind.APPEAL_ENDED)), AppealStage.DISMISSED),
        ((appeal(2), appeal(3, **UPHELD)), AppealStage.UPHELD),  # type: ignore[arg-type]
    ],
)
def test_an_appeal_is_followed_to_its_end(
    told: tuple[DeskNews, ...], stage: AppealStage
) -> None:
    progress = progress_of((received(), *told))
    assert progress.appeal is stage
    assert progress.is_open


def test_a_case_is_open_until_nothing_more_is_to_come() -> None:
    refused = (received(), decided(2, REFUSED))
    assert not progress_of(refused).is_open
    assert progress_of((*refused, appeal(3))).is_open
    assert progress_of((*refused, appeal(4, NewsKind.APPEAL_ENDED))).is_open  # a gap
    assert progress_of((received(),)).is_open


def test_notices_stay_in_the_order_of_the_desk_with_their_day() -> None:
    progress = progress_of((asked(3, "BZ-2"), received(), asked(2)))
    assert [one.reference for one in progress.notices] == ["BZ-1", "BZ-2"]
    assert progress.notices[0].due_on == date(2026, 11, 23)
