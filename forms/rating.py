# SPDX-License-Identifier: Apache-2.0
"""Ratings (好差评): five levels, voluntary; no answer is no rating, never a good one.

Source: GB/T 39734-2020, GB/T 39735-2020.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from forms.text import Text


class RatingLevel(IntEnum):
    """The five levels of GB/T 39734-2020."""

    VERY_SATISFIED = 5
    SATISFIED = 4
    BASICALLY_SATISFIED = 3
    DISSATISFIED = 2
    VERY_DISSATISFIED = 1


LEVEL_TEXTS: Final = {
    RatingLevel.VERY_SATISFIED: Text("非常满意", "Very satisfied"),
    RatingLevel.SATISFIED: Text("满意", "Satisfied"),
    RatingLevel.BASICALLY_SATISFIED: Text("基本满意", "Fairly satisfied"),
    RatingLevel.DISSATISFIED: Text("不满意", "Dissatisfied"),
    RatingLevel.VERY_DISSATISFIED: Text("非常不满意", "Very dissatisfied"),
}


@dataclass(frozen=True)
class Rating:
    """One rating of one handling (一次一评); skipping gives no Rating at all."""

    level: RatingLevel
    reasons: tuple[str, ...] = ()


def needs_reasons(level: RatingLevel) -> bool:
    """Tell whether the reasons are asked: only for levels 2 and 1, and they may be skipped."""
    return level <= RatingLevel.DISSATISFIED
