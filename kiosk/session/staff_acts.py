# SPDX-License-Identifier: Apache-2.0
"""What staff has done at the glass, and what comes back: of ``effects`` and ``events``."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from kiosk.session.bench_acts import BenchEffect, BenchEvent
from kiosk.session.settings_acts import SettingsEffect, SettingsEvent
from kiosk.session.staff_desk import BlankShelf, OpenPrint

CHIP: Final = "chip"
DOCUMENT: Final = "document"
"""What a staff card may be: a chip known by its number, or the person's identity card."""

# -- effects -----------------------------------------------------------------------------


@dataclass(frozen=True)
class LimitStaff:
    """Tell, when a staff session has lasted as long as any may (``StaffLimit``)."""

    visit: int


@dataclass(frozen=True)
class WaitStaffCard:
    """Wait at every place that reads one for a card of staff (``StaffCardLaid``)."""

    visit: int


@dataclass(frozen=True)
class ReadStaffDesk:
    """Read open prints and blanks (``StaffDeskRead``)."""

    visit: int


@dataclass(frozen=True)
class SettlePrint:
    """Record what people found of a print; ``StaffActed`` answers, as to every act."""

    visit: int
    attempt_id: str
    found: str
    who: str
    witness: str = ""


@dataclass(frozen=True)
class LoadBlanks:
    """Book numbered blanks into a tray."""

    visit: int
    series: str
    first: int
    last: int
    tray: str
    who: str
    witness: str


@dataclass(frozen=True)
class PutNotice:
    """Put a fault notice on the glass; an empty ``kind`` takes it down (``NoticeTold``)."""

    visit: int
    kind: str
    text: str
    who: str


@dataclass(frozen=True)
class RestartDevice:
    """Let go of a device, open it again and test it."""

    device: str


@dataclass(frozen=True)
class RebootMachine:
    """Have the computer restarted; ``StaffActed`` tells whether the command was carried out."""

    visit: int


@dataclass(frozen=True)
class AskTraining:
    """Find out whether training can begin; ``StaffActed`` tells, with the code if it cannot."""

    visit: int


@dataclass(frozen=True)
class EnterTraining:
    """End the program and begin a training; the real kiosk comes back when that is over."""


@dataclass(frozen=True)
class KeepGrid:
    """Keep what a touch test reached: cells from 0, row by row, and who touched."""

    visit: int
    touched: frozenset[int]
    who: str


StoreAct = SettlePrint | LoadBlanks | PutNotice | ReadStaffDesk | KeepGrid
"""What is done in the store, or read there."""

TrainingEffect = AskTraining | EnterTraining

StaffEffect = (
    StoreAct
    | LimitStaff
    | RestartDevice
    | RebootMachine
    | WaitStaffCard
    | SettingsEffect
    | TrainingEffect
    | BenchEffect
)

# -- events ------------------------------------------------------------------------------


@dataclass(frozen=True)
class StaffLimit:
    """A staff session has lasted as long as any may."""

    visit: int


@dataclass(frozen=True)
class StaffCardLaid:
    """A card was laid at the staff door; ``number`` is empty where it is nobody's."""

    visit: int
    number: str = field(repr=False)


@dataclass(frozen=True)
class StaffDeskRead:
    """Open prints, oldest first, and the shelves of blanks."""

    visit: int
    prints: tuple[OpenPrint, ...]
    blanks: tuple[BlankShelf, ...]


@dataclass(frozen=True)
class StaffActed:
    """What came of something that staff did: done, already, refused or failed."""

    visit: int
    outcome: str
    code: str = ""


@dataclass(frozen=True)
class NoticeTold:
    """Which fault notice is on the glass from now on; an empty kind is none."""

    kind: str
    text: str
    at: datetime


StaffEvent = (
    StaffLimit
    | StaffCardLaid
    | StaffDeskRead
    | StaffActed
    | NoticeTold
    | SettingsEvent
    | BenchEvent
)
