# SPDX-License-Identifier: Apache-2.0
"""What the staff's pages show, and the page that says that the kiosk is out of service."""

from dataclasses import dataclass, field

from kiosk.screens.parts import Choice
from kiosk.screens.views_cases import CaseRow


@dataclass(frozen=True)
class Figure:
    """One of today's figures."""

    id: str
    label: str
    value: str


@dataclass(frozen=True)
class MendRow:
    """One thing to mend in the configuration: which key, where it stands, what it must be."""

    title: str
    place: str
    remedy: str


@dataclass(frozen=True)
class OutOfServiceView:
    """What is wrong, since when, whom to call; ``mend`` where no configuration holds.

    ``nearest`` says where else to go; ``picture`` is the fault's.
    """

    title: str
    message: str
    since: str
    contact: str
    machine: str
    code: str
    checked: str
    nearest: str = ""
    picture: str = "stop"
    mend: tuple[MendRow, ...] = ()
    more: tuple[str, ...] = ()
    """What is said of the rest where one row is shown, where two are, and so on."""


@dataclass(frozen=True)
class StaffPinView:
    """The staff door: a number that is shown, a PIN of which only the digits are counted."""

    title: str
    lead: str
    digits: int
    hidden: bool
    message: str


@dataclass(frozen=True)
class DeviceRow:
    """``state`` is good, low, bad or unknown; ``word`` says it, ``picture`` draws the fault."""

    id: str
    title: str
    state: str
    word: str
    checked: str
    detail: str
    action: str
    code: str
    picture: str = ""


@dataclass(frozen=True)
class StaffView:
    """Every device and service at a glance, today's figures, what can be done."""

    title: str
    who: str
    """Staff number and role of who is in."""
    devices: tuple[DeviceRow, ...]
    counters: tuple[Figure, ...]
    acts: tuple[Choice, ...]
    """What leads on, by the rights of who is in; one that is not enabled waits for a test."""


@dataclass(frozen=True)
class SettingRow:
    """One key of the configuration in a list; ``tone`` as of ``CaseRow``, for the mark."""

    id: str
    title: str
    key: str
    value: str
    mark: str = ""
    tone: str = "open"


@dataclass(frozen=True)
class StaffTaskView:
    """One page behind the staff's home: told rows, things to touch, a pad or a keyboard."""

    title: str
    kind: str
    """``list``, ``keys``, ``number``, ``text``, or ``guide``: one drawing, one sentence."""
    lead: str
    who: str
    rows: tuple[CaseRow, ...] = ()
    acts: tuple[Choice, ...] = ()
    code: str = ""
    picture: str = ""
    keys: tuple[SettingRow, ...] = ()
    mode: str = "pinyin"
    """Of the keyboard at first; from ``letters`` and ``digits`` none leads to characters."""
    unit: str = ""
    error: str = ""
    pages: tuple[str, ...] = field(default=(), repr=False)
    """Sheets of a paper as pictures (``data:`` addresses): ``paper``, ``paper_large``."""
