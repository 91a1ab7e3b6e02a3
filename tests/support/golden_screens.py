# SPDX-License-Identifier: Apache-2.0
"""Kept pictures of the screens, and how much another picture may differ.

A picture is kept at half of its width and height (each pixel the mean of four), each colour in
32 steps, as WebP without loss: 17 KB a screen. What differs is softened twice by its neighbours
and averaged in squares of 6 pixels, about a character's. Measured on the screens themselves:
letters drawn without hinting reach 14, another word in the smallest print 16 and more, a single
digit of it 7; what moved by two pixels of the glass is seen.
"""

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from PySide6.QtGui import QImage

FOLDER = Path(__file__).parents[1] / "golden" / "screens"
BESIDE = Path(__file__).parents[2] / "build" / "golden-screens"
STEPS = 31
SQUARE = 6
MOST = 15.0
"""Mean difference of a square's strongest colour, of 255."""

Pixels = np.ndarray[Any, np.dtype[np.int16]]
Shares = np.ndarray[Any, np.dtype[np.floating[Any]]]


@dataclass(frozen=True)
class Kept:
    """One kept picture of a screen in a language."""

    name: str
    language: str

    @property
    def path(self) -> Path:
        """Where it is kept."""
        return FOLDER / f"{self.name}.{self.language}.webp"

    @cached_property
    def pixels(self) -> Pixels | None:
        """Rows, columns, colours; None when the screen is new."""
        if not self.path.is_file():
            return None
        with Image.open(self.path) as picture:
            return np.asarray(picture.convert("RGB"), np.int16)

    def keep(self, shown: QImage) -> None:
        """Keep this picture from now on."""
        FOLDER.mkdir(parents=True, exist_ok=True)
        _save(small(shown), self.path)

    def differs(self, shown: QImage) -> str:
        """Where and how much a picture differs; empty when it does not."""
        old, new = self.pixels, small(shown)
        if old is None:
            return "there is no kept picture"
        if old.shape != new.shape:
            return f"{new.shape} instead of {old.shape}"
        return difference(old, new)

    def lay_beside(self, shown: QImage) -> Path:
        """Write before, now and where they differ into one picture, and say where it lies."""
        new = small(shown)
        old = self.pixels if self.pixels is not None else np.zeros_like(new)
        parts = [old, new]
        if old.shape == new.shape:
            marked = np.kron(squares(old, new) > MOST, np.ones((SQUARE, SQUARE), bool))
            pale = 170 + new // 3
            pale[marked] = new[marked]
            parts.append(pale)
        BESIDE.mkdir(parents=True, exist_ok=True)
        path = BESIDE / f"{self.name}.{self.language}.png"
        tallest = max(part.shape[0] for part in parts)
        padded = [np.pad(one, ((0, tallest - len(one)), (0, 8), (0, 0))) for one in parts]
        Image.fromarray(np.concatenate(padded, axis=1).astype(np.uint8)).save(path)
        return path


def small(shown: QImage) -> Pixels:
    """Half as wide and high, each colour in 16 steps: (height / 2, width / 2, 3)."""
    plain = shown.convertedTo(QImage.Format.Format_RGB888)
    lines = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), -1)
    pixels = lines[:, : plain.width() * 3].reshape(plain.height(), plain.width(), 3)
    height, width = plain.height() // 2 * 2, plain.width() // 2 * 2
    wide = pixels[:height, :width].astype(np.uint16)
    rows = wide[::2] + wide[1::2]
    return np.asarray(_STEP_OF_SUM[rows[:, ::2] + rows[:, 1::2]])


def _steps_of_sums() -> Pixels:
    """The colour kept for each sum of four: looked up ten times as fast as reckoned."""
    means = np.arange(4 * 255 + 1, dtype=np.float32) / 4
    return np.asarray(np.round(np.round(means * STEPS / 255) * 255 / STEPS), np.int16)


_STEP_OF_SUM = _steps_of_sums()


def difference(old: Pixels, new: Pixels) -> str:
    """Tell where two pictures of one size differ most, in pixels of the glass; or nothing."""
    if np.array_equal(old, new):
        return ""
    found = squares(old, new)
    row, column = np.unravel_index(int(found.argmax()), found.shape)
    if found[row, column] <= MOST:
        return ""
    x, y = int(column) * SQUARE * 2, int(row) * SQUARE * 2
    return f"{found[row, column]:.0f} of 255 at {x}, {y}; {int((found > MOST).sum())} squares"


def squares(one: Pixels, other: Pixels) -> Shares:
    """Mean softened difference of the strongest colour in each square, (rows, columns)."""
    strongest = np.abs(_softened(_softened((one - other).astype(np.float32)))).max(axis=2)
    height, width = (side // SQUARE * SQUARE for side in strongest.shape)
    cut = strongest[:height, :width].reshape(height // SQUARE, SQUARE, width // SQUARE, SQUARE)
    return np.asarray(cut.mean(axis=(1, 3)))


def _softened(pixels: Shares) -> Shares:
    """Each value the mean of itself and its eight neighbours."""
    edged = np.pad(pixels, ((1, 1), (1, 1), (0, 0)), mode="edge")
    rows = (edged[:-2] + edged[1:-1] + edged[2:]) / 3
    return np.asarray((rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:]) / 3)


def is_renewing() -> bool:
    """Whether ``make golden`` keeps what is shown."""
    return bool(os.environ.get("JIBAN_GOLDEN"))


def _save(pixels: Pixels, path: Path) -> None:
    picture = Image.fromarray(pixels.astype(np.uint8))
    picture.save(path, lossless=True, method=4)
