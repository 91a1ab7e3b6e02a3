# SPDX-License-Identifier: Apache-2.0
"""Every Chinese character up to Extension F is printed, and copied out as itself.

``make test`` takes a sample, ``make prove`` takes them all: the code charts of Unicode 14,
which Python 3.11 knows, in seven blocks.
"""

import random
import unicodedata
from collections.abc import Iterator

import pytest

from certificates.template import template_from
from tests.support.documents import CREATED, pictures, read_text, renderer, unspaced
from tests.support.proof import announce, proof_count, proof_seed

BLOCKS = {
    "unified": (0x4E00, 0x9FFF),
    "A": (0x3400, 0x4DBF),
    "B": (0x20000, 0x2A6DF),
    "C": (0x2A700, 0x2B73F),
    "D": (0x2B740, 0x2B81F),
    "E": (0x2B820, 0x2CEAF),
    "F": (0x2CEB0, 0x2EBEF),
}
ACROSS, DOWN, CELL_MM = 40, 56, 5.0
"""Characters of a page, each in a cell of its own."""
DOTS_PER_INCH = 100


def assigned() -> list[str]:
    """Every character of the blocks that the charts name."""
    return [
        chr(code)
        for first, last in BLOCKS.values()
        for code in range(first, last + 1)
        if unicodedata.category(chr(code)) != "Cn"
    ]


def pages_of(characters: list[str]) -> Iterator[list[str]]:
    """Rows of characters, a page at a time."""
    per_page = ACROSS * DOWN
    for first in range(0, len(characters), per_page):
        page = characters[first : first + per_page]
        yield ["".join(page[row : row + ACROSS]) for row in range(0, len(page), ACROSS)]


def printed(rows: list[str], face: str) -> bytes:
    """A page with a character in each cell, in one of our designs."""
    elements = [
        {
            "kind": "text",
            "box": [5 + CELL_MM * column, 5 + CELL_MM * row, CELL_MM, CELL_MM],
            "text": character,
            "size_mm": 4,
            "face": face,
        }
        for row, line in enumerate(rows)
        for column, character in enumerate(line)
    ]
    template = template_from(
        {
            "name": "chart",
            "title": "字表",
            "width_mm": 210,
            "height_mm": 297,
            "elements": elements,
        }
    )
    return renderer().render(template, {}, created=CREATED, document_id="chart")


def blank_cells(pdf: bytes, rows: list[str]) -> list[str]:
    """Characters whose cell has no ink."""
    [page] = pictures(pdf, dots_per_inch=DOTS_PER_INCH)
    scale = DOTS_PER_INCH / 25.4
    found = []
    for row, line in enumerate(rows):
        for column, character in enumerate(line):
            left, upper = 5 + CELL_MM * column, 5 + CELL_MM * row
            lower, right = upper + CELL_MM, left + CELL_MM
            cell = page.crop((left * scale, upper * scale, right * scale, lower * scale))
            darkest = min(cell.tobytes())
            if darkest > 128:
                found.append(character)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("face", ["song", "kai"])
def test_every_character_is_printed_and_copied_out(
    face: str, capsys: pytest.CaptureFixture[str]
) -> None:
    seed, characters = proof_seed(), assigned()
    assert len(characters) > 87_000
    wanted = min(proof_count(2_000), len(characters))
    announce(capsys, f"{wanted} of {len(characters)} characters in {face}", seed)
    chosen = random.Random(seed).sample(characters, wanted)
    for rows in pages_of(chosen):
        pdf = printed(rows, face)
        assert unspaced(read_text(pdf)) == "".join(rows)
        assert blank_cells(pdf, rows) == []


def test_a_blank_cell_is_seen() -> None:
    """The measure itself: a cell with nothing in it is named."""
    pdf = printed(["国　永"], "song")
    assert blank_cells(pdf, ["国　永"]) == ["　"]
