# SPDX-License-Identifier: Apache-2.0
"""Answers of base data: each value of its kind, or the whole answer is rubbish."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.errors import PlatformRubbishError
from forms.base_data import Base, WantedFact
from forms.question import FactType
from kiosk.sync.base_data_wire import check_subject, facts_from, notices_from

TODAY = date(2026, 11, 22)
WANTED = (
    WantedFact("flag", FactType.BOOL),
    WantedFact("grade", FactType.INT, (1, 2, 3, 4)),
    WantedFact("count", FactType.INT),
    WantedFact("phone", FactType.TEXT),
)
DAY = {"asOf": "2026-10-31"}
GOOD: Mapping[str, Any] = {
    "flag": {"value": False, **DAY},
    "grade": {"value": "unknown"},
    "count": {"value": 3, **DAY},
    "phone": {"value": " 154 ", **DAY, "extra": 1},
}


def read(**changes: object) -> dict[str, object]:
    """What is told by the good answer with other entries."""
    told = facts_from({"facts": {**GOOD, **changes}}, WANTED, Base.POPULATION, today=TODAY)
    return {one.name: one.value for one in told}


def test_known_values_are_taken_and_unknown_ones_absent() -> None:
    assert read() == {"flag": False, "count": 3, "phone": "154"}
    assert read(stranger={"value": 1}) == read()


@pytest.mark.parametrize(
    "changes",
    [
        {"flag": None},
        {"flag": {}},
        {"flag": {"value": 1, **DAY}},
        {"flag": {"value": None, **DAY}},
        {"flag": {"value": "true", **DAY}},
        {"flag": {"value": True}},
        {"flag": {"value": True, "asOf": "2026-13-01"}},
        {"flag": {"value": True, "asOf": "2026-11-23"}},
        {"flag": {"value": True, "asOf": 20261031}},
        {"grade": {"value": 5, **DAY}},
        {"grade": {"value": True, **DAY}},
        {"count": {"value": -1, **DAY}},
        {"count": {"value": 1_000_000_000, **DAY}},
        {"count": {"value": 1.0, **DAY}},
        {"phone": {"value": "", **DAY}},
        {"phone": {"value": "\x00", **DAY}},
        {"phone": {"value": "\ud800", **DAY}},
        {"phone": {"value": "1" * 201, **DAY}},
        {"phone": {"value": ["154"], **DAY}},
    ],
)
def test_one_value_that_is_none_makes_the_answer_rubbish(changes: dict[str, object]) -> None:
    with pytest.raises(PlatformRubbishError):
        read(**changes)


@pytest.mark.parametrize("data", [{}, {"facts": []}, {"facts": None}])
def test_an_answer_without_facts_is_rubbish(data: Mapping[str, Any]) -> None:
    with pytest.raises(PlatformRubbishError):
        facts_from(data, WANTED, Base.POPULATION, today=TODAY)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"base": "population", "holderCode": "2"},
        {"base": "housing", "holderCode": "1"},
        {"base": ["population"], "holderCode": "1"},
    ],
)
def test_an_answer_about_somebody_or_something_else_is_rubbish(data: Mapping[str, Any]) -> None:
    check_subject({"base": "population", "holderCode": "1"}, Base.POPULATION, "1")
    with pytest.raises(PlatformRubbishError):
        check_subject(data, Base.POPULATION, "1")


WORDS = {"zh_CN": "甲", "en": "A"}
NOTICE = {
    "noticeId": "PN-1",
    "title": WORDS,
    "text": WORDS,
    "authority": {"zh_CN": "局"},
    **DAY,
}


def test_notices_are_read_and_chinese_stands_in_for_missing_english() -> None:
    told = notices_from({"notices": [NOTICE]}, today=TODAY)
    assert told is not None
    assert (told[0].id, told[0].title.en, told[0].authority.en) == ("PN-1", "A", "局")
    assert notices_from({"notices": "unknown"}, today=TODAY) is None
    assert notices_from({"notices": []}, today=TODAY) == ()


@pytest.mark.parametrize(
    "notices",
    [
        None,
        {},
        "none",
        [1],
        [NOTICE, NOTICE],
        [{**NOTICE, "noticeId": f"PN-{place}"} for place in range(21)],
        [{**NOTICE, "noticeId": "a b"}],
        [{**NOTICE, "title": "甲"}],
        [{**NOTICE, "title": {"en": "A"}}],
        [{**NOTICE, "text": {"zh_CN": "甲" * 121}}],
        [{**NOTICE, "asOf": "2027-01-01"}],
    ],
)
def test_notices_of_another_form_are_rubbish(notices: object) -> None:
    with pytest.raises(PlatformRubbishError):
        notices_from({"notices": notices}, today=TODAY)


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)
_VALUES = _JSON | st.sampled_from(["unknown", True, 2, "154", "2026-10-31"])
_ENTRIES = _JSON | st.fixed_dictionaries(
    {"value": _VALUES}, optional={"asOf": st.just("2026-10-31") | _VALUES}
)
_ANSWERS = st.fixed_dictionaries(
    {}, optional={"facts": _JSON | st.fixed_dictionaries({w.name: _ENTRIES for w in WANTED})}
)


@given(_ANSWERS)
def test_whatever_comes_no_wrong_value_is_taken(data: dict[str, Any]) -> None:
    try:
        told = facts_from(data, WANTED, Base.POPULATION, today=TODAY)
    except PlatformRubbishError:
        return
    kinds = {one.name: one for one in WANTED}
    for fact in told:
        assert kinds[fact.name].takes(fact.value)
        assert fact.value != "unknown"
        said = data["facts"][fact.name]["value"]
        assert fact.value == (said.strip() if isinstance(said, str) else said)
        assert fact.as_of <= TODAY


@given(_JSON | st.lists(st.fixed_dictionaries(dict.fromkeys(NOTICE, _VALUES)), max_size=3))
def test_whatever_comes_no_notice_is_made_up(notices: object) -> None:
    try:
        told = notices_from({"notices": notices}, today=TODAY)
    except PlatformRubbishError:
        return
    assert told is None or len(told) == len(notices)  # type: ignore[arg-type]  # a list then
