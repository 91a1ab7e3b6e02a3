# SPDX-License-Identifier: Apache-2.0
"""Lines are broken as in Chinese papers, sizes shrink before anything is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.elements import Box, Face
from certificates.strokes import StrokePoint, fit_strokes
from certificates.typesetting import break_lines, estimated_advances, fit
from certificates.wording import Wording, resolve

# -- breaking lines -------------------------------------------------------------------------


def broken(text: str, width_em: float) -> tuple[str, ...]:
    """Lines of a text by estimated widths."""
    return break_lines(text, estimated_advances(text, Face.SONG), width_em)


@given(
    st.text(alphabet="公共场所卫生许可，。、（）《》18ab ", min_size=1, max_size=60),
    st.integers(4, 20),
)
def test_breaking_loses_nothing_and_exceeds_no_line(text: str, width_em: int) -> None:
    lines = broken(text, width_em)
    assert "".join(lines) == text
    for line in lines:
        assert sum(estimated_advances(line.rstrip(" "), Face.SONG)) <= width_em + 1e-6


def test_no_line_begins_with_a_closing_mark() -> None:
    assert broken("百花路十八号，二楼", 6) == ("百花路十八", "号，二楼")
    assert broken("样例区（虚构）店", 4) == ("样例区", "（虚构）", "店")


def test_numbers_and_latin_words_stay_whole() -> None:
    assert broken("门牌号为0106号", 5.5) == ("门牌号为", "0106号")
    assert broken("Keep this slip", 6) == ("Keep this ", "slip")


def test_a_word_longer_than_a_line_is_broken_all_the_same() -> None:
    assert "".join(broken("A" * 50, 5)) == "A" * 50


def test_an_empty_text_is_one_empty_line() -> None:
    assert broken("", 5) == ("",)
    setting = fit("", [], width_mm=9, height_mm=9, size_mm=5, min_size_mm=4)
    assert setting.lines == ("",)
    assert setting.is_fitting


def test_one_line_is_preferred_to_two_when_it_costs_little() -> None:
    text = "百花路社区十八号楼"
    setting = fit(text, [1.0] * 9, width_mm=50, height_mm=15, size_mm=6, min_size_mm=4)
    assert setting.lines == (text,)
    assert setting.size_mm == pytest.approx(5.5)


def test_a_low_box_takes_a_small_single_line() -> None:
    setting = fit("字" * 10, [1.0] * 10, width_mm=42, height_mm=6, size_mm=6, min_size_mm=4)
    assert setting.lines == ("字" * 10,)
    assert setting.is_fitting


# -- strokes --------------------------------------------------------------------------------


def test_strokes_are_centred_and_never_enlarged() -> None:
    [[first, last]] = fit_strokes(
        ((StrokePoint(5, 5, 0), StrokePoint(9, 7, 0.1)),), Box(0, 0, 20, 10)
    )
    assert (first.x_mm, first.y_mm) == (8.0, 4.0)
    assert (last.x_mm, last.y_mm) == (12.0, 6.0)


def test_a_dot_and_no_stroke_are_allowed() -> None:
    dot = StrokePoint(3, 3, 0)
    assert fit_strokes(((dot,),), Box(0, 0, 20, 10))[0][0].x_mm == 10.0
    assert fit_strokes((), Box(0, 0, 1, 1)) == ()
    assert "3" not in repr(dot)


def test_what_fits_on_no_line_but_one_takes_the_smallest_that_fits() -> None:
    setting = fit("字" * 9, [1.0] * 9, width_mm=40, height_mm=5.2, size_mm=6, min_size_mm=4.35)
    assert setting.lines == ("字" * 9,)
    assert setting.size_mm == pytest.approx(4.4)


def test_wording_hides_its_text_in_a_log() -> None:
    assert "和风" not in repr(resolve("{unit}", {"unit": "和风理发店"}))
    assert Wording("x", is_known=True).value_name == ""
