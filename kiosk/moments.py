# SPDX-License-Identifier: Apache-2.0
"""Moments as papers write them."""

from datetime import datetime

from kiosk.papers import chinese_day


def minute_in_words(value: datetime) -> str:
    """Write a moment to the minute.

    >>> minute_in_words(datetime(2026, 11, 22, 9, 5))
    '2026年11月22日 09:05'
    """
    return f"{chinese_day(value.date())} {value:%H:%M}"
