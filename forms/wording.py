# SPDX-License-Identifier: Apache-2.0
"""Dates and counts set into texts of the catalogue."""

from collections.abc import Mapping
from datetime import date
from string import Formatter
from typing import Final

from forms.text import Text

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def dated(day: date) -> Text:
    """Write a day as both languages say it.

    >>> dated(date(2027, 1, 21))
    Text(zh_CN='2027年1月21日', en='21 January 2027')
    """
    return Text(
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.day} {_MONTHS[day.month - 1]} {day.year}",
    )


def filled(text: Text, values: Mapping[str, str | Text]) -> Text:
    """Fill in the placeholders of a text, each in the text's own language.

    Raises:
        KeyError: the text has a placeholder that ``values`` lacks.

    """
    chinese = {key: one if isinstance(one, str) else one.zh_CN for key, one in values.items()}
    english = {key: one if isinstance(one, str) else one.en for key, one in values.items()}
    return Text(text.zh_CN.format_map(chinese), text.en.format_map(english))


def placeholders(text: Text) -> frozenset[str]:
    """Names in braces that a text uses, in either language.

    Raises:
        ValueError: a brace stands alone.

    """
    parts = (*Formatter().parse(text.zh_CN), *Formatter().parse(text.en))
    return frozenset(name for _, name, _, _ in parts if name is not None)
