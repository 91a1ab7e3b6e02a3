# SPDX-License-Identifier: Apache-2.0
"""Three-valued conditions: unknown is never good, and never bad either."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.conditions import Truth, evaluate, facts_used, remembering
from forms.errors import CatalogueError
from forms.service_item import FactValue

TRUTHS = st.sampled_from(list(Truth))
ORDER = [Truth.FALSE, Truth.UNKNOWN, Truth.TRUE]


@given(TRUTHS, TRUTHS)
def test_and_is_the_lesser_and_or_the_greater(a: Truth, b: Truth) -> None:
    assert (a & b) is min(a, b, key=ORDER.index)
    assert (a | b) is max(a, b, key=ORDER.index)


@given(TRUTHS, TRUTHS, TRUTHS)
def test_kleene_logic_keeps_the_laws_of_de_morgan_and_distribution(
    a: Truth, b: Truth, c: Truth
) -> None:
    assert ~(a & b) is (~a | ~b)
    assert ~~a is a
    assert (a & (b | c)) is ((a & b) | (a & c))


@pytest.mark.parametrize("truth", list(Truth))
def test_a_truth_refuses_to_be_taken_for_a_bool(truth: Truth) -> None:
    with pytest.raises(TypeError, match="compare a Truth"):
        bool(truth)


def _fact(truth: Truth, name: str) -> dict[str, FactValue]:
    return {} if truth is Truth.UNKNOWN else {name: truth is Truth.TRUE}


@pytest.mark.parametrize(("a", "b"), list(itertools.product(Truth, Truth)))
def test_cel_evaluates_as_kleene_whatever_is_unknown(a: Truth, b: Truth) -> None:
    facts = {**_fact(a, "a"), **_fact(b, "b")}
    assert evaluate("a && b", facts) is (a & b)
    assert evaluate("a || b", facts) is (a | b)
    assert evaluate("!a", facts) is ~a
    assert evaluate("!(a && b) || b", facts) is (~(a & b) | b)


@pytest.mark.parametrize(("a", "b"), list(itertools.product(Truth, Truth)))
def test_a_named_condition_counts_as_its_text(a: Truth, b: Truth) -> None:
    facts = {**_fact(a, "a"), **_fact(b, "b")}
    named = {"both": "a && b", "neither": "!a && !b", "one": "!both && !neither"}
    assert evaluate("both", facts, named) is (a & b)
    assert evaluate("one || both", facts, named) is ((~(a & b) & ~(~a & ~b)) | (a & b))


def test_an_empty_condition_is_true() -> None:
    assert evaluate("", {}) is Truth.TRUE


def test_a_condition_settles_as_soon_as_the_known_facts_settle_it() -> None:
    text = 'kind == "barber" && !central_ac && small'
    assert evaluate(text, {"kind": "hotel"}) is Truth.FALSE
    assert evaluate(text, {"kind": "barber", "central_ac": False}) is Truth.UNKNOWN
    assert evaluate("rooms >= 50", {}) is Truth.UNKNOWN


def test_named_conditions_that_need_each_other_stay_unknown() -> None:
    assert evaluate("a", {}, {"a": "b", "b": "a"}) is Truth.UNKNOWN


@pytest.mark.parametrize(
    ("text", "facts", "message"),
    [
        ("kind ==", {}, "no CEL expression"),
        ("kind > 3", {"kind": "barber"}, "mixes types"),
        ("area", {"area": 3}, "yields no bool"),
        ("area / 0 == 1", {"area": 3}, "divides by zero"),
        ("nothing(area)", {"area": 3}, "fails|mixes"),
    ],
)
def test_a_condition_that_cannot_work_is_an_error_not_an_answer(
    text: str, facts: dict[str, FactValue], message: str
) -> None:
    with pytest.raises(CatalogueError, match=message):
        evaluate(text, facts)


def test_the_facts_of_a_condition_are_found_without_running_it() -> None:
    assert facts_used('built && kind == "x"') == {"built", "kind"}


EXPRESSIONS = ("", "a", "both", "!both || n == 1", 'word == "1" && a', "one && !b")
NAMED = {"both": "a && b", "one": "both || n > 3"}
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "a": st.booleans(),
        "b": st.booleans(),
        "n": st.integers(0, 5),
        "word": st.sampled_from(["1", "2"]),
    },
)


@given(st.lists(st.tuples(st.sampled_from(EXPRESSIONS), FACTS), max_size=12))
def test_what_is_remembered_is_what_is_evaluated(
    asked: list[tuple[str, dict[str, FactValue]]],
) -> None:
    expected = [evaluate(text, facts, NAMED) for text, facts in asked]
    with remembering():
        for _ in range(2):
            assert [evaluate(text, facts, NAMED) for text, facts in asked] == expected


def test_other_named_conditions_and_other_types_are_not_mistaken() -> None:
    with remembering():
        assert evaluate("x", {"a": True}, {"x": "a"}) is Truth.TRUE
        assert evaluate("x", {"a": True}, {"x": "!a"}) is Truth.FALSE
        assert evaluate("x", {"x": True}) is Truth.TRUE
        assert evaluate("n == 1", {"n": 1}) is Truth.TRUE
        with pytest.raises(CatalogueError):
            evaluate("n", {"n": 1})
        assert evaluate("n", {"n": True}) is Truth.TRUE


def test_nothing_is_remembered_afterwards() -> None:
    named = {"x": "a"}
    with remembering():
        assert evaluate("x", {"a": True}, named) is Truth.TRUE
    named["x"] = "!a"
    assert evaluate("x", {"a": True}, named) is Truth.FALSE


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ('kind = "bath"', "equality is written =="),
        ("age => 60", "at least is written >=, at most <="),
        ("kind == \u201cbath\u201d", "quotation marks are straight"),
        ("age \uff1e 60", "signs are not full-width"),
        ("a and b", "and is written &&"),
        ("a or b", "or is written ||"),
        ("not a", "not is written !"),
        ("(a && b", "a bracket is not closed"),
        ("a b", ""),
    ],
)
def test_what_clerks_write_by_habit_is_told_in_the_right_form(written: str, hint: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        facts_used(written)
    assert hint in str(caught.value)
    assert ("(" in str(caught.value).removeprefix(f"no CEL expression: {written}")) == bool(
        hint
    )
