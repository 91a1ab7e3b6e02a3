# SPDX-License-Identifier: Apache-2.0
"""A clock that stands until a test moves it."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from kiosk.clock import SHANGHAI


@dataclass
class FixedClock:
    """Tells the time it was given; ``advance`` moves both clocks, ``set`` the wall clock."""

    moment: datetime = field(default=datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI))
    elapsed_s: float = 0.0

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.date()

    def monotonic(self) -> float:
        return self.elapsed_s

    def advance(self, seconds: float) -> None:
        """Let time go by."""
        self.moment += timedelta(seconds=seconds)
        self.elapsed_s += seconds

    def set(self, moment: datetime) -> None:
        """Set the wall clock, as a technician or a dead battery does."""
        self.moment = moment
