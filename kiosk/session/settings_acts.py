# SPDX-License-Identifier: Apache-2.0
"""What the staff's pages ask of the configuration, and what comes back."""

from dataclasses import dataclass, field

from config.places import Problem
from kiosk.session.settings_desk import (
    ChangeLine,
    Edit,
    PackageLine,
    Plug,
    Refused,
    SettingLine,
    VersionLine,
)

# -- effects -----------------------------------------------------------------------------


@dataclass(frozen=True)
class ReadSettings:
    """Read keys and versions (``SettingsRead``)."""

    visit: int


@dataclass(frozen=True)
class CheckEdits:
    """Check the draft as a whole (``EditsChecked`` with the same ``turn``)."""

    visit: int
    turn: int
    edits: tuple[Edit, ...]


@dataclass(frozen=True)
class SeePlugs:
    """List what is plugged in (``PlugsSeen``); ``port`` is what the key holds now."""

    visit: int
    port: str


@dataclass(frozen=True)
class FindPackages:
    """Look for packages on USB sticks (``PackagesFound``)."""

    visit: int


@dataclass(frozen=True)
class KeepEdits:
    """Keep the draft as a version; ``SettingsKept`` answers, as to every keeping.

    ``base`` is the checksum of the text that the draft was made over.
    """

    visit: int
    edits: tuple[Edit, ...]
    base: str
    who: str
    why: str = ""


@dataclass(frozen=True)
class GoBack:
    """Go back to a version, as a new one."""

    visit: int
    number: int
    who: str


@dataclass(frozen=True)
class KeepPackage:
    """Keep a package that lies there, checked once more."""

    visit: int
    path: str
    number: int
    who: str


Keeping = KeepEdits | GoBack | KeepPackage
SettingsEffect = ReadSettings | CheckEdits | SeePlugs | FindPackages | Keeping

# -- events ------------------------------------------------------------------------------


@dataclass(frozen=True)
class SettingsRead:
    """Keys and versions as they are; fields as of ``SettingsDesk``."""

    visit: int
    is_offered: bool = True
    base: str = ""
    is_waiting: bool = False
    version: int = 0
    lines: tuple[SettingLine, ...] = field(default=(), repr=False)
    versions: tuple[VersionLine, ...] = field(default=(), repr=False)
    back_to: int = 0
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True)
class EditsChecked:
    """What the draft changes, and what in the whole does not hold."""

    visit: int
    turn: int
    changes: tuple[ChangeLine, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class PlugsSeen:
    """Serial ports and PC/SC readers that are there now."""

    visit: int
    plugs: tuple[Plug, ...]


@dataclass(frozen=True)
class PackagesFound:
    """Packages on USB sticks, each opened and judged."""

    visit: int
    packages: tuple[PackageLine, ...]


@dataclass(frozen=True)
class SettingsKept:
    """What came of a keeping; words of ``settings_desk.Kept``."""

    visit: int
    outcome: str
    number: int = 0
    of: int = 0
    changes: tuple[ChangeLine, ...] = ()
    problems: tuple[Problem, ...] = ()
    code: str = ""


SettingsEvent = SettingsRead | EditsChecked | PlugsSeen | PackagesFound | SettingsKept
