# SPDX-License-Identifier: Apache-2.0
"""Line breaking and shrinking of Chinese text, without any font: widths are handed in.

No line begins with a closing mark or ends with an opening one (避头尾, GB/T 15834-2011 section
5.1), and Latin words and numbers stay whole as long as they fit.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from certificates.elements import Face

_NEVER_FIRST: Final = frozenset("，。、；：？！）》〉」』】〕”’…—·,.;:?!)]}%％°℃/")
_NEVER_LAST: Final = frozenset("（《〈「『【〔“‘([{￥¥№")
_STEP_MM: Final = 0.1


class Advances(Protocol):
    """Tells how wide the characters of a text are."""

    def __call__(self, text: str, face: Face, *, whole: bool) -> Sequence[float]:
        """Give the advance of each character of ``text``, in em.

        ``whole`` asks for one font for the whole text where one has all of its characters.
        """
        ...


@dataclass(frozen=True)
class Setting:
    """A text broken into lines at a size."""

    lines: tuple[str, ...]
    size_mm: float
    is_fitting: bool


def estimated_advances(text: str, face: Face, *, whole: bool = False) -> Sequence[float]:
    """Advances without a font: wide and ambiguous characters 1 em, all others 0.55 em."""
    del face, whole
    return [1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.55 for c in text]


def break_lines(
    text: str, advances: Sequence[float], width_em: float, *, first_indent_em: float = 0.0
) -> tuple[str, ...]:
    """Break ``text`` into lines of at most ``width_em``; put together they are the text.

    Args:
        text: one paragraph, without a line feed.
        advances: width of each of its characters, in em.
        width_em: room on a line.
        first_indent_em: room that the first line does not have.

    Returns:
        The lines; blanks where a line was broken stay at its end and need no room.

    """
    lines: list[str] = []
    start, room = 0, width_em - first_indent_em
    while start < len(text):
        end = _line_end(text, advances, start=start, room=room)
        while end < len(text) and text[end] == " ":
            end += 1
        lines.append(text[start:end])
        start, room = end, width_em
    return tuple(lines) or ("",)


def fit(  # noqa: PLR0913  (a box has two sides, a size two bounds)
    text: str,
    advances: Sequence[float],
    *,
    width_mm: float,
    height_mm: float,
    size_mm: float,
    min_size_mm: float,
    leading: float = 1.25,
) -> Setting:
    """Find the largest size at which ``text`` stands in the box, one line before two.

    A single line is preferred as long as it does not cost more than a fifth of the size. Two
    lines or more need ``leading`` em each.

    Returns:
        The setting; at the smallest size, and not fitting, if there is none.

    """
    total = sum(advances)
    single = _floor_step(min(size_mm, width_mm / total)) if total else size_mm
    if single >= max(0.8 * size_mm, min_size_mm) and single <= height_mm:
        return Setting((text,), single, is_fitting=True)
    size = size_mm
    while size >= min_size_mm - 1e-9:
        lines = break_lines(text, advances, width_mm / size)
        if len(lines) * leading * size <= height_mm + 1e-6:
            return Setting(lines, round(size, 2), is_fitting=True)
        size -= _STEP_MM
    if min_size_mm <= single <= height_mm:
        return Setting((text,), single, is_fitting=True)
    lines = break_lines(text, advances, width_mm / min_size_mm)
    return Setting(lines, min_size_mm, is_fitting=False)


def _line_end(text: str, advances: Sequence[float], *, start: int, room: float) -> int:
    """Index after the last character that goes on the line which begins at ``start``."""
    used, end = 0.0, start
    while end < len(text) and used + advances[end] <= room + 1e-6:
        used += advances[end]
        end += 1
    if end >= len(text) or end == start:
        return max(end, start + 1)
    allowed = end
    while allowed > start and not _may_break(text, allowed):
        allowed -= 1
    return allowed if allowed > start else end


def _may_break(text: str, index: int) -> bool:
    """Whether a line may end before ``text[index]``."""
    before, after = text[index - 1], text[index]
    if after == " " or before == " ":
        return True
    if after in _NEVER_FIRST or before in _NEVER_LAST:
        return False
    return not (_is_word(before) and _is_word(after))


def _is_word(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character in "-_'+#@&")


def _floor_step(size_mm: float) -> float:
    return int(size_mm / _STEP_MM + 1e-9) * _STEP_MM
