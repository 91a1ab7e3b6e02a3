# SPDX-License-Identifier: Apache-2.0
"""Values of benefit facts out of the texts that offices' files hold (取值)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from forms.benefit import BenefitFact
from forms.question import FactType, FactValue

_UNKNOWN: Final = frozenset({"", "未知", "不详", "unknown"})
_BOOLS: Final[Mapping[str, bool]] = {
    **dict.fromkeys(("1", "是", "true", "Y"), True),
    **dict.fromkeys(("0", "否", "false", "N"), False),
}
_DAY: Final = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})")
_DIVISION: Final = re.compile(r"[0-9]{6}(?:[0-9]{3}){0,2}")
_NUMBER: Final = re.compile(r"[0-9]{1,6}")
_OLDEST: Final = 130


@dataclass(frozen=True)
class Occasion:
    """When and where persons are matched: a day, and the division code of the place."""

    day: date
    division: str


class BadValueError(ValueError):
    """A text that is no value of its fact; names the column, never the text."""


Calculation = Callable[[str, Occasion], FactValue]


def age_at_month_end(text: str, occasion: Occasion) -> int:
    """Whole years on the last day of the month, from a birth date (YYYY-MM-DD, YYYYMMDD).

    Benefits are paid by months, so a birthday counts for its whole month.

    Raises:
        ValueError: no date, one to come, or one that nobody living has.

    """
    match = _DAY.fullmatch(text)
    if match is None:
        raise ValueError("no date")
    birth = date(*map(int, match.groups()))
    day = occasion.day
    age = day.year - birth.year - (day.month < birth.month)
    if birth > day or age > _OLDEST:
        raise ValueError("no birth date of somebody living")
    return age


def division_within(text: str, occasion: Occasion) -> bool:
    """Whether a division code (6, 9 or 12 digits) lies in the division of the place.

    Zeros at the end of the place's code mean all that is in it (GB/T 2260): 430000 holds
    431128. Raises ValueError for other texts.
    """
    if not _DIVISION.fullmatch(text):
        raise ValueError("no division code")
    place = occasion.division
    while place.endswith("00"):
        place = place[:-2]
    return text.startswith(place)


CALCULATIONS: Final[Mapping[str, Calculation]] = {
    "age_at_month_end": age_at_month_end,
    "division_within": division_within,
}


def value_of(fact: BenefitFact, text: str, occasion: Occasion) -> FactValue | None:
    """Read one text as the value of a fact; None when it says that nobody knows.

    Yes and no may be 1/0, 是/否, true/false, Y/N; listed values may be written as people say
    them (``肢体``, ``一级``).

    Raises:
        BadValueError: the text is no value of this fact.

    """
    text = text.strip()
    if text in _UNKNOWN:
        return None
    try:
        if fact.calculation:
            return CALCULATIONS[fact.calculation](text, occasion)
        return _plain(fact, text)
    except (ValueError, KeyError) as error:
        raise BadValueError(fact.heading) from error


def _plain(fact: BenefitFact, text: str) -> FactValue:
    if fact.type is FactType.BOOL:
        return _BOOLS[text]
    if fact.choices:
        said = {choice.text.zh_CN: choice.value for choice in fact.choices}
        return {**{str(value): value for value in fact.domain}, **said}[text]
    if fact.type is FactType.INT:
        if not _NUMBER.fullmatch(text):
            raise ValueError("no number")
        return int(text)
    return text
