# SPDX-License-Identifier: Apache-2.0
"""Facts of the bases: which are asked, what they may be, and what is known by them."""

from datetime import date

import pytest

from forms.base_data import (
    Base,
    BaseFact,
    WantedFact,
    benefit_facts,
    wanted_by_benefits,
    wanted_by_service,
)
from forms.benefit import Benefits, load_benefits
from forms.benefit_values import Occasion
from forms.question import FactType, FactValue
from tests.support.applying import CATALOGUE_FOLDER, permit

BENEFITS = load_benefits(CATALOGUE_FOLDER)
HERE = Occasion(date(2026, 11, 22), "439900")
AS_OF = date(2026, 10, 31)


def fact(name: str, value: FactValue) -> BaseFact:
    return BaseFact(name, value, Base.POPULATION, AS_OF)


def test_a_service_asks_what_its_rules_name() -> None:
    wanted = wanted_by_service(permit())
    assert {base: [one.name for one in facts] for base, facts in wanted.items()} == {
        Base.POPULATION: ["credit_flag", "own_phone"],
        Base.LEGAL_PERSON: ["open_promise"],
    }


def test_benefits_ask_only_what_a_condition_names() -> None:
    wanted = wanted_by_benefits(BENEFITS)
    names = {one.name for facts in wanted.values() for one in facts}
    assert {"hukou_division", "disability_grade", "other_care", "draws_age"} <= names
    assert "age" not in names  # the card tells it
    assert wanted_by_benefits(Benefits((), BENEFITS.facts)) == {}


def test_one_benefit_alone_asks_for_less() -> None:
    (old_age,) = (one for one in BENEFITS.benefits if one.id == "old-age")
    wanted = wanted_by_benefits(Benefits((old_age,), BENEFITS.facts))
    assert set(wanted) == {Base.POPULATION}


@pytest.mark.parametrize(
    ("wanted", "value", "is_taken"),
    [
        (WantedFact("a", FactType.BOOL), True, True),
        (WantedFact("a", FactType.BOOL), 1, False),
        (WantedFact("a", FactType.INT), 1, True),
        (WantedFact("a", FactType.INT), True, False),
        (WantedFact("a", FactType.INT, (1, 2)), 3, False),
        (WantedFact("a", FactType.TEXT), "x", True),
        (WantedFact("a", FactType.TEXT, ("y",)), "x", False),
        (WantedFact("a", FactType.TEXT), None, False),
    ],
)
def test_a_value_is_of_its_kind(wanted: WantedFact, value: object, *, is_taken: bool) -> None:
    assert wanted.takes(value) is is_taken


def test_what_is_not_told_is_unknown_and_the_age_is_the_cards() -> None:
    known = benefit_facts(BENEFITS, (), birth=date(1943, 11, 30), occasion=HERE)
    assert known == {"age": 83}


@pytest.mark.parametrize(
    ("division", "is_here"),
    [("439900", True), ("439900001", True), ("439800", False), ("nowhere", None), ("", None)],
)
def test_a_calculated_fact_is_worked_out_of_its_text(
    division: str, *, is_here: bool | None
) -> None:
    told = (fact("hukou_division", division), fact("alive", value=True))
    known = benefit_facts(BENEFITS, told, birth=date(1992, 3, 17), occasion=HERE)
    assert known.get("hukou_here") is is_here
    assert known["alive"] is True


def test_a_name_that_no_fact_has_tells_nothing() -> None:
    known = benefit_facts(BENEFITS, (fact("x", 1),), birth=date(1992, 3, 17), occasion=HERE)
    assert set(known) == {"age"}


def test_only_the_business_base_is_about_businesses() -> None:
    assert [base for base in Base if base.is_of_business] == [Base.LEGAL_PERSON]


def test_a_value_hides_in_logs() -> None:
    assert "15400000001" not in repr(fact("own_phone", "15400000001"))
