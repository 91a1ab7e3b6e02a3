# SPDX-License-Identifier: Apache-2.0
"""What a touched key does to the text typed so far."""

ERASE = "⌫"
CLEAR = "清空"
PAD_LIMIT = 60
"""Longer than any value that is typed here; keeps a child on the pad from filling memory."""


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
