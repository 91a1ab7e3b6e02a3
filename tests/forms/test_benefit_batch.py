# SPDX-License-Identifier: Apache-2.0
"""Rows of a file are matched as persons are, only faster."""

import csv
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import benefit_batch
from forms.benefit import BenefitFact
from forms.benefit_batch import BadHeaderError, BadRowError, PersonMatcher
from forms.benefit_match import Outcome, match_person
from forms.benefit_values import BadValueError, Occasion, age_at_month_end, value_of
from forms.question import FactOrigin, FactType, FactValue
from forms.terms import Mark, Provenance
from forms.text import Text
from tests.forms.test_benefit import shipped
from tests.support.persons import COLUMNS, persons

HERE = Occasion(date(2026, 11, 23), "439900")
FACTS = [fact for fact in shipped().facts.values() if fact.value is None]


def matcher(*header: str) -> PersonMatcher:
    return PersonMatcher(shipped(), header or COLUMNS, HERE)


def read(id_: str, text: str) -> FactValue | None:
    return value_of(shipped().facts[id_], text, HERE)


@pytest.mark.parametrize(
    ("birth", "age"),
    [
        ("1946-11-30", 80),  # the birthday is still to come, the month counts
        ("19461201", 79),
        ("1946-11-01", 80),
        ("19440229", 82),
        ("20261123", 0),
    ],
)
def test_an_age_is_that_of_the_end_of_the_month(birth: str, age: int) -> None:
    assert age_at_month_end(birth, HERE) == age


def test_who_was_born_on_a_leap_day_is_a_year_older_in_february() -> None:
    february = Occasion(date(2027, 2, 1), "439900")
    assert age_at_month_end("19470228", february) == 80
    assert age_at_month_end("1948-02-29", february) == 79


@pytest.mark.parametrize(
    ("id_", "text", "value"),
    [
        ("alive", "1", True), ("alive", "否", False), ("alive", " 是 ", True),
        ("alive", "", None), ("alive", "未知", None),
        ("disability_grade", "2", 2), ("disability_grade", "二级", 2),
        ("disability_kind", "mental", "mental"), ("disability_kind", "精神", "mental"),
        ("hukou_here", "439900001005", True), ("hukou_here", "439800", False),
    ],
)  # fmt: skip
def test_values_are_read_as_offices_write_them(
    id_: str, text: str, value: FactValue | None
) -> None:
    assert read(id_, text) == value


@pytest.mark.parametrize(
    ("id_", "text"),
    [
        ("alive", "perhaps"), ("alive", "2"), ("disability_grade", "5"),
        ("disability_kind", "x"), ("age", "1946"), ("age", "19461301"), ("age", "20261124"),
        ("age", "18950101"), ("hukou_here", "4399"), ("hukou_here", "439900x"),
    ],
)  # fmt: skip
def test_a_text_that_is_no_value_is_refused_by_the_name_of_its_column(
    id_: str, text: str
) -> None:
    with pytest.raises(BadValueError) as error:
        read(id_, text)
    assert str(error.value) == shipped().facts[id_].heading
    assert text not in str(error.value)


def test_plain_numbers_and_words_are_read() -> None:
    def fact(type_: FactType) -> BenefitFact:
        source = Provenance(Mark.ASSUMED, "test")
        return BenefitFact("x", type_, FactOrigin.BASE_DATA, Text("字", "x"), source)

    assert value_of(fact(FactType.INT), "12", HERE) == 12
    assert value_of(fact(FactType.TEXT), "word", HERE) == "word"
    with pytest.raises(BadValueError):
        value_of(fact(FactType.INT), "-1", HERE)


@pytest.mark.parametrize(
    ("division", "is_here"), [("439900", True), ("430000", True), ("439800", False)]
)
def test_zeros_at_the_end_of_a_division_mean_all_that_is_in_it(
    division: str, is_here: bool
) -> None:
    place = Occasion(HERE.day, division)
    assert value_of(shipped().facts["hukou_here"], "439912", place) is is_here


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=5))
def test_a_row_is_matched_as_the_person_is(seeds: list[int]) -> None:
    rows = matcher()
    for seed in seeds:
        (row,) = csv.reader([[*persons(1, seed)][1]])
        values = {fact.id: row[COLUMNS.index(fact.heading)] for fact in FACTS}
        read_values = {id_: read(id_, text) for id_, text in values.items()}
        known = {id_: value for id_, value in read_values.items() if value is not None}
        assert rows.person(row) == row[0]
        assert rows.match(row) == [*match_person(shipped(), known, today=HERE.day)]


def test_a_column_that_is_not_there_is_unknown_for_everybody() -> None:
    few = matcher("person", "note", "destitute", "")
    assert "birth" in few.absent
    assert "destitute" not in few.absent
    assert [one.outcome for one in few.match(["A", "hello", "1", ""])] == [
        Outcome.NOT, Outcome.NOT, Outcome.NEED_INFO,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "message"),
    [(("name", "birth"), "no column is called person"), (("person", "birth", "birth"), "two")],
)
def test_a_heading_that_names_nobody_or_the_same_twice_is_refused(
    header: tuple[str, ...], message: str
) -> None:
    with pytest.raises(BadHeaderError, match=message):
        matcher(*header)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (["A"], "1 columns instead of 2"),
        (["", "19400101"], "names nobody"),
        (["A" * 65, "19400101"], "names nobody"),
        (["=cmd()", "19400101"], "names nobody"),
    ],
)
def test_a_row_of_another_shape_is_refused(row: list[str], message: str) -> None:
    with pytest.raises(BadRowError, match=message):
        matcher("person", "birth").person(row)


def test_a_bad_value_is_refused_every_time_it_comes() -> None:
    rows = matcher("person", "birth")
    for _ in range(2):
        with pytest.raises(BadValueError, match="birth"):
            rows.match(["A", "soon"])
    assert rows.match(["A", "19400101"])


def test_the_memories_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benefit_batch, "REMEMBERED", 3)
    rows = matcher("person", "birth")
    for year in range(1930, 1990):
        rows.match(["A", f"{year}0101"])
    assert all(len(memory) <= 3 for memory, _ in rows._judges)
    assert all(len(memory) <= 3 for memory, _ in rows._benefits)
