# SPDX-License-Identifier: Apache-2.0
"""Every key of ``kiosk.toml`` explained: what it is, its range, and what a change asks for.

Meaning and effect are written in ``keys.toml``; type and range are read off the rules and the
default off ``defaults.toml``, so that none of them can say something else than what is checked.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Final

from config.loader import default_tables
from config.rules import DEVICE_TABLES, RULES, Rule, Scalar

CHINESE: Final = "zh_CN"
_UNITS: Final = {
    "_s": ("秒", "seconds"),
    "_mm": ("毫米", "millimetres"),
    "_percent": ("%", "per cent"),
    "_days": ("天", "days"),
    "_sheets": ("张", "sheets"),
}
_BITS: Final = ("bit/s", "bits per second")
_REMEDIES: Final = "remedies"


class StartsAnew(Enum):
    """What has to start anew before a changed value counts."""

    APP = "app"
    DEVICE = "device"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Explained:
    """One key, in one language.

    Attributes:
        key: ``table.key``.
        meaning: what it is.
        unit: unit of the number; empty for none.
        allowed: what it may hold, a clause.
        default: value where nothing is written, as TOML writes it.
        effect: what follows from a change; may be empty.
        starts_anew: what has to start anew before it counts.
        is_of_device: whether the default counts only where its table is written.

    """

    key: str
    meaning: str
    unit: str
    allowed: str
    default: str
    effect: str
    starts_anew: StartsAnew
    is_of_device: bool


def explained(key: str, language: str = CHINESE) -> Explained | None:
    """Explain ``table.key``; None when there is no such key.

    >>> explained("timing.idle_s", "en").allowed
    'seconds from 5 to 600'
    """
    table, _, name = key.partition(".")
    rule = RULES.get(table, {}).get(name)
    if rule is None:
        return None
    entry = _entry(table, name)
    code = "zh" if language == CHINESE else "en"
    return Explained(
        key=key,
        meaning=entry[code],
        unit=_unit(name, language),
        allowed=allowed(rule, language),
        default=_written(default_tables()[table][name]),
        effect=entry.get(f"then_{code}", ""),
        starts_anew=StartsAnew(entry.get("again", "app")),
        is_of_device=table in DEVICE_TABLES,
    )


def all_keys() -> tuple[str, ...]:
    """Every key there is, in the order of the defaults."""
    return tuple(f"{table}.{key}" for table, keys in default_tables().items() for key in keys)


def allowed(rule: Rule, language: str) -> str:
    """What a value must be, as a clause."""
    if language != CHINESE:
        return rule.remedy
    if rule.choices:
        return " 或 ".join(rule.choices)
    if rule.kind is not str:
        whole = "整数" if rule.kind is int else "数"
        return f"{rule.low:.10g} 到 {rule.high:.10g} 的{whole}"
    return _table()[_REMEDIES][rule.remedy]  # type: ignore[return-value]  # texts, not tables


def _unit(name: str, language: str) -> str:
    if name == "baud":
        return _BITS[language != CHINESE]
    for ending, words in _UNITS.items():
        if name.endswith(ending):
            return words[language != CHINESE]
    return ""


def _entry(table: str, name: str) -> Mapping[str, str]:
    """The key's own words, over those of the key it is like."""
    own = _table()[table][name]
    like, _, of = own.get("like", "").partition(".")
    return {**_table()[like][of], **own} if like else own


def _written(value: Scalar) -> str:
    return json.dumps(value, ensure_ascii=False)


@cache
def _table() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    text = resources.files("config").joinpath("keys.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(text))
