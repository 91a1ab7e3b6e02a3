# SPDX-License-Identifier: Apache-2.0
"""Drawings are rendered once, kept within a bound, and a citizen's code not at all."""

import pytest
from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import qAlpha

from kiosk.screens.drawings import Codes, Drawings

SIDE = 32
BYTES = SIDE * SIDE * 4

pytestmark = pytest.mark.usefixtures("qapp")


def svg(colour: str = "#9E1B16") -> str:
    """A square in the middle of the grid, as ``Icon`` asks for it."""
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">'
        f'<path d="M12 12h24v24h-24z" fill="{colour}"/></svg>'
    )
    return bytes(QUrl.toPercentEncoding(drawn).data()).decode("ascii")


def test_a_drawing_has_the_size_and_the_colour_that_were_asked() -> None:
    told = QSize()
    image = Drawings().requestImage(svg(), told, QSize(SIDE, SIDE))
    assert image.size() == told == QSize(SIDE, SIDE)
    assert image.pixelColor(16, 16).name() == "#9e1b16"
    assert qAlpha(image.pixel(1, 1)) == 0


def test_a_drawing_is_rendered_once_for_each_size() -> None:
    drawings = Drawings()
    first = drawings.requestImage(svg(), QSize(), QSize(SIDE, SIDE))
    again = drawings.requestImage(svg(), QSize(), QSize(SIDE, SIDE))
    assert again.cacheKey() == first.cacheKey()
    assert drawings.kept_bytes == BYTES
    drawings.requestImage(svg(), QSize(), QSize(2 * SIDE, 2 * SIDE))
    assert drawings.kept_bytes == 5 * BYTES


def test_the_longest_unused_goes_when_there_are_too_many() -> None:
    drawings = Drawings(most_bytes=2 * BYTES)
    size = QSize(SIDE, SIDE)
    used = drawings.requestImage(svg("#000001"), QSize(), size)
    unused = drawings.requestImage(svg("#000002"), QSize(), size)
    drawings.requestImage(svg("#000001"), QSize(), size)
    for number in range(3, 9):
        drawings.requestImage(svg(f"#00000{number}"), QSize(), size)
        assert drawings.kept_bytes <= 2 * BYTES
        drawings.requestImage(svg("#000001"), QSize(), size)
    assert drawings.requestImage(svg("#000001"), QSize(), size).cacheKey() == used.cacheKey()
    assert drawings.requestImage(svg("#000002"), QSize(), size).cacheKey() != unused.cacheKey()


def test_a_code_is_not_kept() -> None:
    codes = Drawings(most_bytes=0)
    assert not codes.requestImage(svg(), QSize(), QSize(SIDE, SIDE)).isNull()
    assert codes.kept_bytes == 0


def test_a_code_that_cannot_be_drawn_stays_nowhere_and_is_not_named(
    caplog: pytest.LogCaptureFixture,
) -> None:
    codes = Codes()
    size = QSize(SIDE, SIDE)
    assert not codes.requestImage("439900199203170068", QSize(), size).isNull()
    assert not codes._kept
    assert [one.getMessage() for one in caplog.records] == [
        "a code's picture cannot be drawn: 18 characters of SVG"
    ]
    assert not codes.requestImage(svg(), QSize(), size).isNull()
    assert not codes._kept


def test_what_is_no_drawing_is_no_picture() -> None:
    assert Drawings().requestImage("nothing", QSize(), QSize(SIDE, SIDE)).isNull()
