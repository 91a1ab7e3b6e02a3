# SPDX-License-Identifier: Apache-2.0
"""A draft of the configuration: what touches and typing make of it; pure."""

from dataclasses import replace
from types import MappingProxyType
from typing import Final

from config.rules import Scalar
from kiosk.session.settings_desk import Edit, Plug, SettingsDesk, rule_of

PLUGGED: Final = MappingProxyType(
    {
        "reader.port": ("sam-serial", "pcsc"),
        "scanner.port": ("sam-serial",),
        "receipt_printer.uri": ("sam-serial",),
        "card_slot.reader": ("pcsc",),
    }
)
"""Keys for which what is plugged in is offered, and of which kinds."""

RATES: Final = (9600, 19200, 38400, 57600, 115_200)
"""Speeds of serial lines, in bits per second."""


def wanted_plugs(desk: SettingsDesk) -> tuple[Plug, ...]:
    """What is plugged in and may be chosen for the key that is open."""
    kinds = PLUGGED.get(desk.key, ())
    return tuple(one for one in desk.plugs or () if one.driver in kinds)


def choices_of(key: str) -> tuple[str, ...]:
    """Values that are chosen and not typed."""
    rule = rule_of(key)
    if rule is not None and key.endswith(".baud"):
        return tuple(map(str, RATES))
    return rule.choices if rule is not None else ()


def step_of(key: str) -> float:
    """By how much a touch changes a number; 0 for what is no number or has its own values."""
    rule = rule_of(key)
    if rule is None or rule.kind is str or choices_of(key):
        return 0
    if rule.kind is int:
        return 1 if rule.high <= _FEW else 5
    return next(step for most, step in _STEPS if rule.high <= most)


_FEW: Final = 100
_STEPS: Final = ((1, 0.1), (5, 0.5), (60, 1), (600, 5), (3600, 60), (float("inf"), 300))


def stepped(desk: SettingsDesk, by: int) -> Scalar | None:
    """The value one touch further, within its range; None where there is none."""
    rule, now = rule_of(desk.key), desk.value(desk.key)
    size = step_of(desk.key)
    if rule is None or not size or isinstance(now, str):
        return None
    there = min(max(round(now + by * size, 3), rule.low), rule.high)
    value = int(there) if rule.kind is int else float(there)
    return None if value == now else value


def chosen(key: str, word: str) -> Scalar:
    """The value behind one of ``choices_of``."""
    return int(word) if key.endswith(".baud") else word


def parsed(key: str, entry: str) -> Scalar | None:
    """What was typed as a value that the key may hold; None where it may not.

    >>> parsed("printer.low_sheets", "30"), parsed("printer.low_sheets", "5001")
    (30, None)
    """
    rule, text = rule_of(key), entry.strip()
    if rule is None:
        return None
    value: Scalar = text
    try:
        value = text if rule.kind is str else int(text) if rule.kind is int else float(text)
    except ValueError:
        return None
    return None if rule.refusal(value) else value


def with_value(desk: SettingsDesk, key: str, value: Scalar) -> SettingsDesk:
    """The draft with this value; what is so already is no change."""
    line = desk.line(key)
    table = key.partition(".")[0]
    others = tuple(one for one in desk.edits if one.key not in {key, table})
    is_so = line is not None and line.is_fitted and not line.is_secret and line.value == value
    if is_so:
        return without(replace(desk, edits=others), key)
    if desk.edit(key) is None or desk.edit(table) is not None:
        return _changed(desk, (*others, Edit(key, value)))
    kept = tuple(Edit(key, value) if one.key == key else one for one in desk.edits)
    return _changed(desk, kept)


def with_default(desk: SettingsDesk, key: str) -> SettingsDesk:
    """The draft in which nothing is written of this key."""
    line = desk.line(key)
    if line is None or line.source != "file":
        return without(desk, key)
    others = tuple(one for one in desk.edits if one.key != key)
    return _changed(desk, (*others, Edit(key)))


def without(desk: SettingsDesk, key: str) -> SettingsDesk:
    """The draft that leaves this key, or a device's table, as it is kept."""
    return _changed(desk, tuple(one for one in desk.edits if one.key != key))


def taken_out(desk: SettingsDesk, table: str) -> SettingsDesk:
    """The draft in which this device is not there."""
    others = tuple(one for one in desk.edits if one.key.partition(".")[0] != table)
    is_fitted = any(one.is_fitted for one in desk.lines if one.key.startswith(f"{table}."))
    return _changed(desk, (*others, Edit(table)) if is_fitted else others)


def with_plug(desk: SettingsDesk, plug: Plug) -> SettingsDesk:
    """The draft with what is plugged in; a reader's kind follows from where it hangs."""
    changed = with_value(desk, desk.key, plug.port)
    if desk.key == "reader.port":
        changed = with_value(changed, "reader.driver", plug.driver)
    return changed


def _changed(desk: SettingsDesk, edits: tuple[Edit, ...]) -> SettingsDesk:
    """The same with another draft, of which nobody has said anything yet."""
    return replace(desk, edits=edits, checked=None, turn=desk.turn + 1)
