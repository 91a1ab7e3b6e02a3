# SPDX-License-Identifier: Apache-2.0
"""What is different between two configurations, key by key; secrets stay hidden."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from config.loader import default_tables
from config.rules import DEVICE_TABLES, RULES

HIDDEN: Final = "(hidden)"


@dataclass(frozen=True)
class Change:
    """One key that is not what it was.

    Attributes:
        key: ``table.key``, or ``table`` where a table of a device came or went.
        before: value as TOML writes it, ``(hidden)`` for a secret; None where there was none.
        after: the same of now.

    """

    key: str
    before: str | None
    after: str | None

    def __str__(self) -> str:
        match self.before, self.after:
            case None, after:
                return f"+ {self.key} = {after}"
            case before, None:
                return f"- {self.key} = {before}"
            case before, after:
                return f"~ {self.key} = {after}    # was {before}"


def changes_between(before: str, after: str) -> tuple[Change, ...]:
    """Compare two texts of ``kiosk.toml`` by what counts: an unwritten key has its default.

    A text that is no TOML counts as empty.
    """
    was, now = _said(before), _said(after)
    return tuple(
        Change(key, _shown(key, was.get(key)), _shown(key, now.get(key)))
        for key in dict.fromkeys((*was, *now))
        if was.get(key) != now.get(key)
    )


def _said(text: str) -> Mapping[str, object]:
    """Every key that counts, with its value; a device that is not there has none."""
    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}
    said: dict[str, object] = {}
    for table, defaults in default_tables().items():
        if table in DEVICE_TABLES and table not in written:
            continue
        own = written.get(table, {})
        merged = {**defaults, **own} if isinstance(own, dict) else defaults
        said |= {f"{table}.{key}": value for key, value in merged.items()}
    return said


def _shown(key: str, value: object) -> str | None:
    if value is None:
        return None
    table, _, name = key.partition(".")
    rule = RULES[table].get(name)
    if rule is not None and rule.is_secret and value != "":
        return HIDDEN
    return json.dumps(value, ensure_ascii=False, default=str)
