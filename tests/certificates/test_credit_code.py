# SPDX-License-Identifier: Apache-2.0
"""Credit codes: a published sample, the fictitious ones used here, and what must not pass."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.credit_code import (
    ALPHABET,
    check_character,
    is_credit_code,
    organisation_check_character,
    organisation_code_holds,
)

BODIES = st.builds(
    lambda head, division, tail: head + division + tail,
    st.text(ALPHABET, min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(ALPHABET, min_size=9, max_size=9),
)


@pytest.mark.parametrize(
    "code",
    [
        "91110000600037341L",
        "92439900MA0TEXT04R",
        "91439900MA0TEXTA6D",
        "11439900MB0TEXTB8Y",
    ],
)
def test_lawful_code_holds_inside_and_out(code: str) -> None:
    assert is_credit_code(code)
    assert organisation_code_holds(code)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "91110000600037341",
        "91110000600037341LL",
        "91110000600037341l",
        "9111000060003734IL",
        "91A10000600037341L",
        "９１110000600037341L",
        "91110000600037341K",
    ],
)
def test_what_is_no_credit_code(text: str) -> None:
    assert not is_credit_code(text)
    assert not organisation_code_holds(text)


@given(BODIES)
def test_check_character_makes_a_code(body: str) -> None:
    assert is_credit_code(body + check_character(body))


@given(BODIES, st.integers(0, 16), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_noticed(body: str, position: int, other: str) -> None:
    code = body + check_character(body)
    changed = code[:position] + other + code[position + 1 :]
    assert is_credit_code(changed) == (changed == code)


def test_organisation_code_of_its_own_check_may_fail_in_a_code_that_holds() -> None:
    body = "92439900MA0TEXT05"
    code = body + check_character(body)
    assert is_credit_code(code)
    assert not organisation_code_holds(code)


@pytest.mark.parametrize(
    "first_8", ["MA0TEXT", "MA0TEXT00", "MA0TEXt0", "MA0TEX 0", "MA0TEX文0"]
)
def test_organisation_check_needs_eight_digits_or_capitals(first_8: str) -> None:
    with pytest.raises(ValueError, match="organisation code"):
        organisation_check_character(first_8)


def test_check_needs_seventeen_characters_of_the_alphabet() -> None:
    with pytest.raises(ValueError, match="17 characters"):
        check_character("92439900")
    with pytest.raises(ValueError, match="not found"):
        check_character("I" * 17)
