# SPDX-License-Identifier: Apache-2.0
"""What a touched key does to the text typed so far, and how much ink a signature has."""

from itertools import pairwise

from forms.field import Field, FieldKind
from kiosk.session.effects import Strokes

ERASE = "⌫"
CLEAR = "清空"
PAD_LIMIT = 60
"""Longer than any value that is typed here; keeps a child on the pad from filling memory."""
DAY_DIGITS = 8
_LIMITS = {
    FieldKind.PHONE: 11,
    FieldKind.DATE: DAY_DIGITS,
    FieldKind.CITIZEN_NUMBER: 18,
    FieldKind.CREDIT_CODE: 18,
}

MIN_INK_MM = 25.0
"""Shorter than this is a slip of the finger, not a signature."""


def typed(entry: str, key: str, limit: int = PAD_LIMIT) -> str:
    """Return the text after ``key``.

    >>> typed("12", "3"), typed("12", ERASE), typed("12", CLEAR)
    ('123', '1', '')
    """
    if key == ERASE:
        return entry[:-1]
    if key == CLEAR:
        return ""
    return (entry + key)[:limit]


def ink_mm(strokes: Strokes) -> float:
    """Length of all strokes together, in millimetres."""
    total = 0.0
    for stroke in strokes:
        for (x0, y0, _), (x1, y1, _) in pairwise(stroke):
            total += ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    return total


def limit_of(field: Field) -> int:
    """How many characters the field takes: an address may be longer than a pad's usual text."""
    if field.kind in _LIMITS:
        return _LIMITS[field.kind]
    is_text = field.kind in {FieldKind.TEXT, FieldKind.NAME, FieldKind.ADDRESS}
    return field.maximum if is_text and field.maximum else PAD_LIMIT


def stored(field: Field, entry: str) -> str:
    """The value to keep: a day that was typed as eight digits as the form holds days."""
    if field.kind is FieldKind.DATE and len(entry) == DAY_DIGITS:
        return f"{entry[:4]}-{entry[4:6]}-{entry[6:]}"
    if field.kind is FieldKind.CREDIT_CODE:
        return entry.upper()
    return entry


def reopened(field: Field, value: str) -> str:
    """What stands on the pad when a value is looked at again: a day as the digits typed."""
    return value.replace("-", "") if field.kind is FieldKind.DATE else value
