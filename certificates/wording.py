# SPDX-License-Identifier: Apache-2.0
"""Puts values into fixed wording: ``{name}`` stands for a value, and only in the template."""

import re
from dataclasses import dataclass
from typing import Final

from certificates.elements import Value, Values

NAME: Final = re.compile(r"\{(\w+)\}")
BLANK: Final = "＿＿＿＿"
_JOINT: Final = "；"


@dataclass(frozen=True)
class Wording:
    """A text with its values put in.

    Attributes:
        text: what to set; a gap within wording is drawn as a blank line.
        is_known: whether every value in it was given and is not empty.
        value_name: the value, where the text is nothing but one value; else empty.

    """

    text: str
    is_known: bool
    value_name: str = ""

    def __repr__(self) -> str:
        return f"Wording({self.value_name!r}, is_known={self.is_known})"


def resolve(text: str, values: Values) -> Wording:
    """Put ``values`` into ``text``.

    >>> resolve("编号：{number}", {"number": "7"}).text
    '编号：7'
    >>> resolve("编号：{number}", {}).text
    '编号：＿＿＿＿'
    """
    names = NAME.findall(text)
    is_known = all(values.get(name) for name in names)
    if names and text == f"{{{names[0]}}}":
        return Wording(flat(values.get(names[0], "")), is_known, names[0])

    def put(match: re.Match[str]) -> str:
        return flat(values.get(match.group(1), "")) or BLANK

    return Wording(NAME.sub(put, text), is_known)


def flat(value: Value) -> str:
    """Make one line of a value."""
    text = value if isinstance(value, str) else _JOINT.join(value)
    return " ".join(text.split("\n"))


def paragraphs_of(value: Value) -> tuple[str, ...]:
    """Give the paragraphs of a value; a line feed in a text ends one."""
    parts = value.split("\n") if isinstance(value, str) else [flat(part) for part in value]
    return tuple(part for part in parts if part)
