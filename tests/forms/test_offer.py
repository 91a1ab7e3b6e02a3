# SPDX-License-Identifier: Apache-2.0
"""What is offered: each benefit eligible, not eligible, unknown and drawn already."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.base_data import PushedNotice
from forms.benefit import load_benefits
from forms.benefit_match import Outcome, match_person
from forms.offer import (
    BENEFIT,
    NOTICE,
    benefit_of,
    is_hinted,
    offers_for,
    open_offers,
    question_for,
)
from forms.question import FactOrigin, FactValue
from forms.text import Text
from tests.support.applying import CATALOGUE_FOLDER

BENEFITS = load_benefits(CATALOGUE_FOLDER)
TODAY = date(2026, 11, 22)
LIVING, CARE, AGE = (
    f"benefit:{id_}" for id_ in ("disabled-living", "disabled-care", "old-age")
)
ALL: Mapping[str, FactValue] = {
    "alive": True, "age": 83, "hukou_here": True, "draws_age": False,
    "disability_card": True, "disability_grade": 2, "disability_kind": "physical",
    "long_care": True, "draws_living": False, "draws_care": False, "low_income": True,
    "borderline": False, "destitute": False, "orphan": False, "injury_care": False,
    "other_living": False, "other_care": False,
}  # fmt: skip
"""Somebody who is entitled to all three."""

NOTICE_1 = PushedNotice("PN-1", Text("甲", "A"), Text("乙", "B"), Text("丙", "C"), TODAY)


def offered(known: Mapping[str, FactValue]) -> dict[str, bool]:
    """Id of each offer to whether it is sure."""
    return {one.id: one.is_sure for one in offers_for(BENEFITS, known, (), today=TODAY)}


def without(*names: str, **changes: FactValue) -> dict[str, FactValue]:
    """The facts without some, and with others changed."""
    return {k: v for k, v in {**ALL, **changes}.items() if k not in names}


def test_who_is_entitled_is_offered_each_benefit_with_amount_and_beginning() -> None:
    assert offered(ALL) == {LIVING: True, CARE: True, AGE: True}
    living = offers_for(BENEFITS, ALL, (), today=TODAY)[0]
    assert [one.zh_CN for one in living.told] == [
        "本地每月80元。",
        "从申请的当月起发，按月打到银行账户。",
    ]
    assert (living.kind, living.subject) == (BENEFIT, "disabled-living")
    assert living.where is not None


CASES = {
    "living, not poor": (without(low_income=False), LIVING, None),
    "living, destitute": (without(destitute=True), LIVING, None),
    "living, elsewhere": (without(hukou_here=False), LIVING, None),
    "living, drawn already": (without(draws_living=True), LIVING, None),
    "living, income unknown": (without("low_income", "borderline"), LIVING, False),
    "living, card unknown": (without("disability_card"), LIVING, False),
    "living, drawing unknown": (without("draws_living"), LIVING, False),
    "care, grade 4": (without(disability_grade=4), CARE, None),
    "care, no long care": (without(long_care=False), CARE, None),
    "care, drawn already": (without(draws_care=True), CARE, None),
    "care, long care unknown": (without("long_care"), CARE, False),
    "care, grade unknown": (without("disability_grade"), CARE, False),
    "age, too young": (without(age=79), AGE, None),
    "age, drawn already": (without(draws_age=True), AGE, None),
    "age, dead": (without(alive=False), AGE, None),
    "age, drawing unknown": (without("draws_age"), AGE, False),
    "age, division unknown": (without("hukou_here"), AGE, False),
}


@pytest.mark.parametrize(("known", "id_", "is_sure"), CASES.values(), ids=CASES)
def test_each_benefit_eligible_not_eligible_unknown_and_drawn(
    known: Mapping[str, FactValue], id_: str, *, is_sure: bool | None
) -> None:
    assert offered(known).get(id_) is is_sure


@pytest.mark.parametrize("age", [18, 79, 80, 100])
def test_where_the_bases_tell_nothing_nothing_is_offered(age: int) -> None:
    assert offered({"age": age}) == {}


@pytest.mark.parametrize(
    "known",
    [
        {"age": 40, "alive": True, "hukou_here": True},
        {"age": 40, "alive": True, "disability_card": False},
        {"age": 40, "destitute": False, "injury_care": False, "orphan": False},
    ],
)
def test_what_most_people_share_is_no_hint(known: Mapping[str, FactValue]) -> None:
    assert offered(known) == {}


def test_somebody_sure_to_be_turned_down_or_served_is_no_case_for_hints() -> None:
    for known in (ALL, without(low_income=False, disability_card=False)):
        for match in match_person(BENEFITS, known, today=TODAY):
            assert not is_hinted(BENEFITS, match, known)


def test_only_what_is_unknown_and_matters_is_asked() -> None:
    known = without("long_care")
    match, asked = question_for(BENEFITS, "disabled-care", known, today=TODAY)
    assert match.outcome is Outcome.NEED_INFO
    assert asked is not None
    assert asked.id == "long_care"
    match, asked = question_for(BENEFITS, "disabled-care", ALL, today=TODAY)
    assert (match.outcome, asked) == (Outcome.ELIGIBLE, None)


def test_what_nobody_can_be_asked_has_no_question() -> None:
    match, asked = question_for(BENEFITS, "disabled-living", without("alive"), today=TODAY)
    assert match.outcome is Outcome.NEED_INFO
    assert asked is None


def test_notices_come_first_and_are_sure() -> None:
    found = offers_for(BENEFITS, ALL, (NOTICE_1,), today=TODAY)
    assert [one.id for one in found] == ["notice:PN-1", LIVING, CARE, AGE]
    assert (found[0].kind, found[0].subject, found[0].where) == (NOTICE, "PN-1", None)


def test_what_was_answered_is_not_open() -> None:
    found = offers_for(BENEFITS, ALL, (NOTICE_1,), today=TODAY)
    left = open_offers(found, {"notice:PN-1", CARE})
    assert [one.id for one in left] == [LIVING, AGE]


def test_a_benefit_that_is_not_there_is_a_bug() -> None:
    with pytest.raises(StopIteration):
        benefit_of(BENEFITS, "none")


def test_an_amount_that_is_not_known_is_not_told() -> None:
    silent = tuple(replace(one, amounts=()) for one in BENEFITS.benefits)
    (living, *_) = offers_for(replace(BENEFITS, benefits=silent), ALL, (), today=TODAY)
    assert [one.zh_CN for one in living.told] == ["从申请的当月起发，按月打到银行账户。"]


def test_an_amount_by_age_is_told_where_the_age_is_known() -> None:
    known = without("alive", "draws_age")
    (age,) = (one for one in offers_for(BENEFITS, known, (), today=TODAY) if one.id == AGE)
    assert [one.zh_CN for one in age.told] == ["本地每月50元。"]


_FACTS = {fact.id: fact for fact in BENEFITS.facts.values() if fact.value is None}
_BASE_FACTS = [one for one in _FACTS if _FACTS[one].origin is FactOrigin.BASE_DATA]


def _values(name: str) -> st.SearchStrategy[FactValue]:
    domain = _FACTS[name].domain
    return st.sampled_from(domain) if domain else st.integers(0, 110)


@given(
    st.lists(st.sampled_from(sorted(_FACTS)), unique=True).flatmap(
        lambda names: st.fixed_dictionaries({name: _values(name) for name in names})
    )
)
def test_an_offer_is_never_against_what_is_known(known: dict[str, FactValue]) -> None:
    """Whatever the bases say: what is offered fits or may fit, and something speaks for it."""
    outcomes = {
        f"benefit:{one.benefit_id}": one.outcome
        for one in match_person(BENEFITS, known, today=TODAY)
    }
    for id_, is_sure in offered(known).items():
        wanted = Outcome.ELIGIBLE if is_sure else Outcome.NEED_INFO
        assert outcomes[id_] is wanted
        assert any(name in known for name in _BASE_FACTS)
