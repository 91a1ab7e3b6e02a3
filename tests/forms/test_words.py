# SPDX-License-Identifier: Apache-2.0
"""Texts in two languages, dates in words, and ratings that nobody gives by keeping still."""

from datetime import date

import pytest

from forms.rating import LEVEL_TEXTS, Rating, RatingLevel, needs_reasons
from forms.text import Text
from forms.wording import dated, filled, placeholders
from tests.support.applying import permit


@pytest.mark.parametrize(
    ("language", "read"), [("zh_CN", "证"), ("en", "permit"), ("en_GB", "permit"), ("", "证")]
)
def test_a_text_is_read_in_the_language_of_the_screen(language: str, read: str) -> None:
    assert Text("证", "permit").in_(language) == read


def test_a_day_is_written_without_leading_noughts() -> None:
    assert dated(date(2026, 2, 3)) == Text("2026年2月3日", "3 February 2026")


def test_each_language_gets_its_own_words() -> None:
    text = Text("{n}项，{due}前", "{n} by {due}")
    values: dict[str, str | Text] = {"n": "2", "due": dated(date(2026, 2, 3))}
    assert filled(text, values) == Text("2项，2026年2月3日前", "2 by 3 February 2026")
    assert placeholders(text) == {"n", "due"}


def test_a_placeholder_without_a_value_is_an_error() -> None:
    with pytest.raises(KeyError, match="due"):
        filled(Text("{due}", "{due}"), {})


def test_there_are_five_levels_and_low_ones_ask_why() -> None:
    assert [level.value for level in RatingLevel] == [5, 4, 3, 2, 1]
    assert set(LEVEL_TEXTS) == set(RatingLevel)
    assert [level for level in RatingLevel if needs_reasons(level)] == [
        RatingLevel.DISSATISFIED,
        RatingLevel.VERY_DISSATISFIED,
    ]


def test_a_rating_needs_a_level_and_may_do_without_reasons() -> None:
    assert Rating(RatingLevel.SATISFIED).reasons == ()


def test_rows_of_a_service_are_found_by_id_or_not_at_all() -> None:
    item = permit()
    assert item.situation("new").is_offered
    assert item.paper("receipt").text("where").in_("zh_CN").startswith("交到")
    assert item.question("group").option("beauty") is not None
    assert item.question("group").option("none") is None
    with pytest.raises(KeyError, match="M99"):
        item.material("M99")


def test_a_stored_choice_is_shown_as_its_text() -> None:
    field = permit().field("f_ac")
    assert (field.shown("yes", "zh_CN"), field.shown("yes", "en")) == ("使用", "Yes")
    assert field.shown("unheard-of", "en") == "unheard-of"
