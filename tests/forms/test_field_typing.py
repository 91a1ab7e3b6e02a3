# SPDX-License-Identifier: Apache-2.0
"""While a value is typed: wrong is said when no further key can help, and not before."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.field import Field, FieldKind
from forms.field_check import check_value
from forms.field_typing import judge_typing
from forms.terms import Mark, Provenance
from forms.text import Text

TODAY = date(2026, 11, 23)
WORDS = Text("样例", "Sample")


def field(kind: FieldKind, minimum: int | None = None, maximum: int | None = None) -> Field:
    provenance = Provenance(Mark.ASSUMED, "样例")
    return Field("f", WORDS, WORDS, kind, provenance, minimum=minimum, maximum=maximum)


def judged(kind: FieldKind, text: str, **limits: int) -> str:
    """One of "", wrong and missing."""
    found = judge_typing(field(kind, **limits), text, today=TODAY)
    assert not (found.wrong and found.missing)
    return "wrong" if found.wrong else "missing" if found.missing else ""


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        (FieldKind.PHONE, "", ""),
        (FieldKind.PHONE, "1", "missing"),
        (FieldKind.PHONE, "12", "wrong"),
        (FieldKind.PHONE, "8", "wrong"),
        (FieldKind.PHONE, "1390000000", "missing"),
        (FieldKind.PHONE, "13900000001", ""),
        (FieldKind.PHONE, "139000000011", "wrong"),
        (FieldKind.PHONE, "0744", "missing"),
        (FieldKind.PHONE, "07441234567", ""),
        (FieldKind.PHONE, "0744-12345678901", "wrong"),
        (FieldKind.DATE, "2", "missing"),
        (FieldKind.DATE, "3", "wrong"),
        (FieldKind.DATE, "1899", "wrong"),
        (FieldKind.DATE, "1900", "missing"),
        (FieldKind.DATE, "20261", "missing"),
        (FieldKind.DATE, "20262", "wrong"),
        (FieldKind.DATE, "202600", "wrong"),
        (FieldKind.DATE, "202613", "wrong"),
        (FieldKind.DATE, "2026112", "missing"),
        (FieldKind.DATE, "2026-02-30", "wrong"),
        (FieldKind.DATE, "2026-11-24", "wrong"),
        (FieldKind.DATE, "2026-11-23", ""),
        (FieldKind.DATE, "2X", "wrong"),
        (FieldKind.CITIZEN_NUMBER, "4399", "missing"),
        (FieldKind.CITIZEN_NUMBER, "43990019850230", "wrong"),
        (FieldKind.CITIZEN_NUMBER, "43990019850228", "missing"),
        (FieldKind.CITIZEN_NUMBER, "4399X", "wrong"),
        (FieldKind.CITIZEN_NUMBER, "439900199003070038", ""),
        (FieldKind.CITIZEN_NUMBER, "439900199003070039", "wrong"),
        (FieldKind.CREDIT_CODE, "9243", "missing"),
        (FieldKind.CREDIT_CODE, "92439900MA0TEXT04X", "wrong"),
        (FieldKind.CREDIT_CODE, "92439900MA0TEXT04R", ""),
    ],
)
def test_what_is_said_after_each_key(kind: FieldKind, text: str, said: str) -> None:
    assert judged(kind, text) == said


def test_a_number_below_its_range_may_still_grow_and_one_above_may_not() -> None:
    assert judged(FieldKind.NUMBER, "1", minimum=10, maximum=99) == "missing"
    assert judged(FieldKind.NUMBER, "10", minimum=10, maximum=99) == ""
    assert judged(FieldKind.NUMBER, "100", minimum=10, maximum=99) == "wrong"
    assert judged(FieldKind.NUMBER, "1a", minimum=10) == "wrong"


def test_a_text_may_still_grow_and_one_that_cannot_be_printed_may_not() -> None:
    assert judged(FieldKind.NAME, "林", minimum=2) == "missing"
    assert judged(FieldKind.NAME, "林夏", minimum=2) == ""
    assert judged(FieldKind.TEXT, "a\x07") == "wrong"


def test_how_many_are_missing_is_told_in_both_languages() -> None:
    found = judge_typing(field(FieldKind.PHONE), "1390000", today=TODAY).missing
    assert found is not None
    assert "还差 4 位" in found.in_("zh_CN")
    assert "4 to go" in found.in_("en")


@pytest.mark.parametrize(
    ("kind", "good"),
    [
        (FieldKind.PHONE, "13900000001"),
        (FieldKind.PHONE, "07441234567"),
        (FieldKind.DATE, "20261123"),
        (FieldKind.DATE, "19000101"),
        (FieldKind.CITIZEN_NUMBER, "439900199003070038"),
        (FieldKind.CREDIT_CODE, "92439900MA0TEXT04R"),
        (FieldKind.NUMBER, "99"),
    ],
)
def test_no_begin_of_a_good_value_is_called_wrong(kind: FieldKind, good: str) -> None:
    for end in range(1, len(good)):
        assert judged(kind, good[:end], minimum=10, maximum=99) != "wrong"


@given(
    st.sampled_from([kind for kind in FieldKind if kind is not FieldKind.CHOICE]),
    st.text("0123456789X-", max_size=19),
)
@settings(max_examples=200, deadline=None)
def test_the_way_forward_never_says_less(kind: FieldKind, text: str) -> None:
    if text and judged(kind, text):
        assert check_value(field(kind), text, today=TODAY) is not None
