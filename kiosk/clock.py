# SPDX-License-Identifier: Apache-2.0
"""The only clock of the kiosk; everything below is handed a date, a time or this Protocol."""

import time
from datetime import date, datetime, timedelta, timezone
from typing import Final, Protocol

SHANGHAI: Final = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China Standard Time (北京时间): UTC+08:00 the year round, no summer time since 1992."""


class Clock(Protocol):
    """Tells the time of day and measures how long something takes."""

    def now(self) -> datetime:
        """Wall clock, aware, in China Standard Time; it may jump when it is set."""
        ...

    def today(self) -> date:
        """Date of ``now()``: what legal periods are counted from."""
        ...

    def monotonic(self) -> float:
        """Seconds since some instant of this run; never goes back."""
        ...


class SystemClock:
    """The machine's clock; the only place that asks for it."""

    def now(self) -> datetime:
        """Wall clock of the machine in China Standard Time, whatever its own zone is."""
        return datetime.now(SHANGHAI)  # noqa: TID251 - this is the clock that others are handed

    def today(self) -> date:
        """Date of ``now()`` in China Standard Time."""
        return self.now().date()

    def monotonic(self) -> float:
        """Seconds of the machine's monotonic clock."""
        return time.monotonic()
