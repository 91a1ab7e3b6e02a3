# SPDX-License-Identifier: Apache-2.0
"""Whom the shipped benefits are meant for, in three values; nobody here is real."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.benefit import Benefit, Benefits, load_benefits
from forms.benefit_match import (
    Match,
    Outcome,
    Verdict,
    combined,
    judged,
    match_person,
    next_question,
    told,
)
from forms.conditions import Truth
from forms.errors import CatalogueError
from forms.question import FactValue
from tests.support.applying import CATALOGUE_FOLDER

TODAY = date(2026, 11, 23)
LIVING, CARE, AGE = "disabled-living", "disabled-care", "old-age"
NOBODY: Mapping[str, FactValue] = {
    "alive": True, "age": 50, "hukou_here": True, "disability_card": True,
    "disability_grade": 1, "disability_kind": "physical", "long_care": True, "low_income": True,
    "borderline": False, "destitute": False, "orphan": False, "injury_care": False,
    "other_living": False, "other_care": False, "draws_living": False, "draws_care": False,
    "draws_age": False,
}  # fmt: skip
"""Somebody of fifty with a first-grade card in a family on minimum subsistence."""


@cache
def shipped() -> Benefits:
    """The benefits as they are shipped."""
    return load_benefits(CATALOGUE_FOLDER)


def benefit(id_: str) -> Benefit:
    return next(one for one in shipped().benefits if one.id == id_)


def matched(id_: str, *without: str, **changes: FactValue) -> Match:
    """Match that person, with some facts changed and others not known."""
    facts = {**NOBODY, **changes}
    known = {name: facts[name] for name in facts if name not in without}
    return next(
        match
        for match in match_person(shipped(), known, today=TODAY)
        if match.benefit_id == id_
    )


@pytest.mark.parametrize(("id_", "age"), [(LIVING, 50), (CARE, 50), (AGE, 80)])
def test_who_meets_every_condition_is_eligible_from_this_month(id_: str, age: int) -> None:
    match = matched(id_, age=age)
    assert match.outcome is Outcome.ELIGIBLE
    assert match.pay_from == date(2026, 11, 1)
    assert match.fen > 0
    assert not match.reasons
    assert not match.missing


@pytest.mark.parametrize(
    ("id_", "changes", "reason"),
    [
        (LIVING, {"alive": False}, "alive"),
        (LIVING, {"disability_card": False}, "card"),
        (LIVING, {"hukou_here": False}, "here"),
        (LIVING, {"low_income": False}, "income"),
        (LIVING, {"low_income": False, "borderline": True}, "income"),
        (LIVING, {"destitute": True}, "not_destitute"),
        (LIVING, {"injury_care": True}, "no_injury_care"),
        (LIVING, {"orphan": True}, "no_orphan"),
        (CARE, {"alive": False}, "alive"),
        (CARE, {"disability_card": False}, "card"),
        (CARE, {"hukou_here": False}, "here"),
        (CARE, {"disability_grade": 3}, "grade"),
        (CARE, {"disability_grade": 4, "disability_kind": "mental"}, "grade"),
        (CARE, {"long_care": False}, "long_care"),
        (CARE, {"destitute": True}, "not_destitute"),
        (CARE, {"injury_care": True}, "no_injury_care"),
        (AGE, {"age": 79}, "age"),
        (AGE, {"age": 80, "hukou_here": False}, "here"),
        (AGE, {"age": 80, "alive": False}, "alive"),
    ],
)
def test_who_fails_a_condition_hears_which(
    id_: str, changes: dict[str, FactValue], reason: str
) -> None:
    match = matched(id_, **changes)
    assert (match.outcome, match.reasons) == (Outcome.NOT, (reason,))
    assert told(shipped(), match) == (benefit(id_).reason(reason),)
    assert match.pay_from is None


@pytest.mark.parametrize(
    ("id_", "unknown"), [(LIVING, "low_income"), (CARE, "long_care"), (AGE, "hukou_here")]
)
def test_what_nobody_told_is_asked_and_never_held_against_anybody(
    id_: str, unknown: str
) -> None:
    match = matched(id_, unknown, age=85)
    assert (match.outcome, match.missing) == (Outcome.NEED_INFO, (unknown,))
    assert shipped().facts[unknown].label in told(shipped(), match)
    asked = next_question(shipped(), [match])
    assert asked is not None
    assert asked.id == unknown


@pytest.mark.parametrize(
    ("id_", "drawing"), [(LIVING, "draws_living"), (CARE, "draws_care"), (AGE, "draws_age")]
)
def test_who_draws_it_already_is_offered_nothing(id_: str, drawing: str) -> None:
    assert matched(id_, **{drawing: True}, age=85) == Match(id_, Outcome.ALREADY)
    assert matched(id_, drawing, age=85).missing == (drawing,)


def test_who_draws_it_and_no_longer_meets_it_is_named_for_the_yearly_check() -> None:
    match = matched(LIVING, draws_living=True, low_income=False)
    assert (match.outcome, match.reasons) == (Outcome.ALREADY, ("income",))


def test_one_failed_condition_settles_it_whatever_else_is_unknown() -> None:
    assert matched(LIVING, "low_income", "orphan", destitute=True).outcome is Outcome.NOT
    assert matched(LIVING, "draws_living", destitute=True).outcome is Outcome.NOT


def test_an_orphan_may_have_the_care_subsidy() -> None:
    assert matched(CARE, orphan=True).outcome is Outcome.ELIGIBLE


def test_both_subsidies_may_be_drawn_together() -> None:
    outcomes = [match.outcome for match in match_person(shipped(), NOBODY, today=TODAY)]
    assert outcomes == [Outcome.ELIGIBLE, Outcome.ELIGIBLE, Outcome.NOT]


def test_of_two_benefits_of_a_kind_the_higher_one_is_said_to_be_paid() -> None:
    plain, same = matched(LIVING), matched(LIVING, other_living=True)
    assert not plain.may_be_higher_one
    assert same.outcome is Outcome.ELIGIBLE
    sentence = benefit(LIVING).same_kind
    assert sentence is not None
    assert told(shipped(), same) == (sentence.text, benefit(LIVING).payment.text)
    assert matched(LIVING, "other_living").may_be_higher_one  # not known: said too
    assert told(shipped(), plain) == (benefit(LIVING).payment.text,)
    assert told(shipped(), matched(AGE, age=80)) == (benefit(AGE).payment.text,)


@pytest.mark.parametrize(
    ("age", "fen"), [(80, 5000), (89, 5000), (90, 10000), (99, 10000), (100, 30000)]
)
def test_the_old_age_allowance_rises_by_bands(age: int, fen: int) -> None:
    assert matched(AGE, age=age).fen == fen


def test_an_amount_is_not_told_while_its_band_is_unknown() -> None:
    match = matched(AGE, "age")
    assert (match.outcome, match.missing, match.fen) == (Outcome.NEED_INFO, ("age",), 0)
    assert next_question(shipped(), [match]) is None  # a card tells it, nobody is asked


def test_an_amount_that_no_band_covers_is_none() -> None:
    bands = benefit(AGE)
    verdicts = [Verdict(Truth.FALSE), *[Verdict(Truth.TRUE)] * 3, *[Verdict(Truth.FALSE)] * 4]
    assert combined(bands, verdicts, today=TODAY).fen == 0


def test_a_switch_of_the_place_widens_the_circle() -> None:
    person = {**NOBODY, "low_income": False, "borderline": True, "disability_grade": 3,
              "disability_kind": "mental"}  # fmt: skip
    wide = {**person, "borderline_counts": True, "mind_grades_count": True}
    narrow = match_person(shipped(), person, today=TODAY)
    assert [match.outcome for match in narrow[:2]] == [Outcome.NOT, Outcome.NOT]
    widened = match_person(shipped(), wide, today=TODAY)
    assert [match.outcome for match in widened[:2]] == [Outcome.ELIGIBLE, Outcome.ELIGIBLE]


def test_only_what_can_still_matter_is_asked() -> None:
    facts = shipped().facts
    text = benefit(CARE).expressions[4]
    assert "disability_kind" in text
    narrow = dict(shipped().switches)
    assert judged(text, narrow, facts).missing == ("disability_grade",)
    wide = {**narrow, "mind_grades_count": True}
    assert judged(text, wide, facts).missing == ("disability_grade", "disability_kind")
    known = {**wide, "disability_grade": 3}
    assert judged(text, known, facts).missing == ("disability_kind",)


def test_where_nothing_listed_can_be_tried_every_unknown_fact_is_asked() -> None:
    facts = shipped().facts
    assert judged("age > 80 && alive", {}, facts).missing == ("alive", "age")
    assert judged("alive || !alive", {}, facts) == Verdict(Truth.UNKNOWN, ("alive",))


def test_questions_come_in_the_order_of_the_facts_and_each_once() -> None:
    known: dict[str, FactValue] = {"alive": True, "age": 50}
    asked = []
    while (
        fact := next_question(shipped(), match_person(shipped(), known, today=TODAY))
    ) is not None:
        assert fact.id not in known
        asked.append(fact.id)
        known[fact.id] = NOBODY[fact.id]
    assert asked == sorted(asked, key=[*shipped().facts].index)
    assert "disability_kind" not in asked
    assert "draws_age" not in asked  # too young, whatever the answer


TRUTHS = st.sampled_from(list(Truth))


def test_a_benefit_is_paid_from_its_first_day() -> None:
    rules = load_benefits(CATALOGUE_FOLDER)
    first, *rest = rules.benefits
    later = replace(rules, benefits=(replace(first, effective_from=date(2027, 7, 1)), *rest))
    assert later.in_force(date(2027, 6, 30)).benefits == tuple(rest)
    assert later.in_force(date(2027, 7, 1)) == later


@given(TRUTHS, st.lists(TRUTHS, min_size=7, max_size=7), TRUTHS)
def test_conditions_are_combined_as_kleene_says(
    drawing: Truth, conditions: list[Truth], same_kind: Truth
) -> None:
    one = benefit(LIVING)
    truths = [drawing, *conditions, same_kind, Truth.TRUE]
    verdicts = [Verdict(truth, ("alive",) * (truth is Truth.UNKNOWN)) for truth in truths]
    match = combined(one, verdicts, today=TODAY)
    if drawing is Truth.TRUE:
        wanted = Outcome.ALREADY
    elif Truth.FALSE in conditions:
        wanted = Outcome.NOT
    elif Truth.UNKNOWN in (drawing, *conditions):
        wanted = Outcome.NEED_INFO
    else:
        wanted = Outcome.ELIGIBLE
    assert match.outcome is wanted
    assert bool(match.missing) == (wanted is Outcome.NEED_INFO)
    assert (match.pay_from is not None) == (wanted is Outcome.ELIGIBLE)


@st.composite
def persons(draw: st.DrawFn) -> dict[str, FactValue]:
    """Somebody of whom everything is known."""
    return {
        id_: draw(st.sampled_from(fact.domain) if fact.domain else st.integers(0, 110))
        for id_, fact in shipped().facts.items()
        if fact.value is None
    }


@settings(deadline=None)
@given(persons(), st.sets(st.sampled_from(sorted(NOBODY))))
def test_more_knowledge_never_turns_what_was_settled(
    person: dict[str, FactValue], forgotten: set[str]
) -> None:
    """What is said with facts missing holds with all of them, and what is asked is unknown."""
    known = {id_: value for id_, value in person.items() if id_ not in forgotten}
    before = match_person(shipped(), known, today=TODAY)
    after = match_person(shipped(), person, today=TODAY)
    for early, late in zip(before, after, strict=True):
        assert set(early.missing) <= forgotten
        if early.outcome is Outcome.NEED_INFO:
            assert early.missing
        elif early.outcome is Outcome.NOT:
            assert late.outcome in {Outcome.NOT, Outcome.ALREADY}
            assert set(early.reasons) <= set(late.reasons)
        else:
            assert late.outcome is early.outcome
        assert late.outcome is not Outcome.NEED_INFO


def test_a_catalogue_without_the_folder_has_no_benefits(tmp_path: Path) -> None:
    assert load_benefits(tmp_path) == Benefits(())


def test_reasons_that_are_not_there_are_a_bug() -> None:
    with pytest.raises(KeyError):
        benefit(AGE).reason("colour")
    with pytest.raises(CatalogueError, match="condition"):
        match_person(shipped(), {**NOBODY, "age": "old"}, today=TODAY)
