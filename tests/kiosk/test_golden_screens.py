# SPDX-License-Identifier: Apache-2.0
"""What the comparison with kept pictures of the screens sees, and what it forgives."""

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage

from tests.support.golden_screens import FOLDER, Kept, Pixels, difference, small

PAGE = Kept("form-text", "en")


@pytest.fixture
def page() -> Pixels:
    kept = PAGE.pixels
    assert kept is not None
    return kept


def test_the_kept_pictures_stay_small() -> None:
    sizes = [path.stat().st_size for path in FOLDER.glob("*.webp")]
    assert sum(sizes) < 10_000_000
    assert len(sizes) > 300


def test_the_same_page_does_not_differ(page: Pixels) -> None:
    assert difference(page, page.copy()) == ""


def test_letters_with_softer_edges_do_not_differ(page: Pixels) -> None:
    """As another version of the font engine draws them."""
    beside = np.roll(page, 1, axis=0)
    softer = np.where(np.abs(page - beside) > 0, (3 * page + beside) // 4, page)
    assert not np.array_equal(softer, page)
    assert difference(page, softer.astype(np.int16)) == ""


@pytest.mark.parametrize("by", [1, 2, 4])
def test_a_control_that_moved_is_seen_and_told_where(page: Pixels, by: int) -> None:
    """The keys of the keyboard, from 500 to 900 of the glass, by 2, 4 and 8 of its pixels."""
    moved = page.copy()
    moved[250:450] = np.roll(page[250:450], by, axis=1)
    told = difference(page, moved)
    assert " squares" in told
    assert 490 <= int(told.partition(", ")[2].partition(";")[0]) <= 910


def test_a_colour_that_changed_is_seen(page: Pixels) -> None:
    changed = page.copy()
    changed[:120, :, 0] = np.maximum(0, page[:120, :, 0] - 34)
    assert difference(page, changed) != ""


def test_a_new_page_is_told_and_laid_beside(tmp_path: object) -> None:
    shown = QImage(1080, 1920, QImage.Format.Format_RGB32)
    shown.fill(QColor("#F8F6F1"))
    assert Kept("never-shown", "en").differs(shown) == "there is no kept picture"
    assert small(shown).shape == (960, 540, 3)
    other = QImage(1920, 1080, QImage.Format.Format_RGB32)
    assert "instead of" in PAGE.differs(other)
