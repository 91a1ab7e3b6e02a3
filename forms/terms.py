# SPDX-License-Identifier: Apache-2.0
"""Words that all parts of the catalogue share: marks, limits, where a statement comes from."""

from dataclasses import dataclass
from enum import Enum


class Mark(Enum):
    """How sure a statement of the catalogue is."""

    SOURCED = "src"
    ASSUMED = "asm"


class DayUnit(Enum):
    """What a limit counts: calendar days (自然日) or working days (工作日)."""

    CALENDAR = "calendar"
    WORKING = "working"


@dataclass(frozen=True)
class Limit:
    """A legal period: how many days, and of which kind."""

    days: int
    unit: DayUnit


@dataclass(frozen=True)
class Provenance:
    """Why the catalogue says so: a mark and the source in words (statute and article)."""

    mark: Mark
    source: str
