# SPDX-License-Identifier: Apache-2.0
"""Codes that documents and their numbers share: sex and dates.

Sources: GB/T 2261.1 (sex), GB/T 7408 (dates).
"""

import re
from datetime import date
from enum import Enum
from typing import assert_never


class Sex(Enum):
    """Sex (性别) by its code in GB/T 2261.1; there are four, and none is a default."""

    UNKNOWN = "0"
    MALE = "1"
    FEMALE = "2"
    UNSTATED = "9"

    @property
    def label(self) -> str:
        """The word that cards and certificates print."""
        match self:
            case Sex.UNKNOWN:
                return "未知"
            case Sex.MALE:
                return "男"
            case Sex.FEMALE:
                return "女"
            case Sex.UNSTATED:
                return "未说明"
            case _:
                assert_never(self)


def date_from(text: str) -> date | None:
    """Read YYYYMMDD in plain digits; None when it is anything else or no day.

    >>> date_from("20240229"), date_from("20230229"), date_from("长期")
    (datetime.date(2024, 2, 29), None, None)
    """
    if not re.fullmatch(r"[0-9]{8}", text):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None
