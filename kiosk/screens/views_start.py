# SPDX-License-Identifier: Apache-2.0
"""What the screens of step 1, 刷证, show; see ``views``, which has them all."""

from dataclasses import dataclass

from kiosk.screens.parts import Choice, Line


@dataclass(frozen=True)
class AttractView:
    """Invites: what can be had here, whom to call, which machine this is."""

    title: str
    lines: tuple[str, ...]
    hint: str
    machine: str
    contact: str


@dataclass(frozen=True)
class HomeView:
    """The services of this hall, the most wanted first."""

    title: str
    services: tuple[Choice, ...]
    note: str


@dataclass(frozen=True)
class LicenceCheckView:
    """Where a licence's code goes, or what the check of one came to."""

    title: str
    hint: str
    """Where the code is held; empty once there is an answer."""
    message: str
    """That the last scan was not whole; empty otherwise."""
    tone: str
    """``wait``, or of the answer ``done``, ``owed`` or ``stop``."""
    picture: str = ""
    reason: str = ""
    face: tuple[str, ...] = ()
    """What the code says of its licence, a line each; empty where nothing is proved."""
    next_step: str = ""
    note: str = ""
    code: str = ""


@dataclass(frozen=True)
class NoticeView:
    """What is read and why, before anything is read."""

    title: str
    items: tuple[Choice, ...]
    note: str
    squares: str = ""
    """Code to go on on the citizen's own phone, as an SVG path; empty where there is none."""
    across: int = 0
    phone: str = ""
    """What the code is for."""


@dataclass(frozen=True)
class CardView:
    """Where the card goes, or each way to identify oneself with a picture of its own."""

    title: str
    hint: str
    message: str
    """What went wrong the last time, and what to do now; empty at first."""
    ways: tuple[Choice, ...] = ()
    """Told, not touched; empty where there is only the reader. Not enabled: broken now."""
    note: str = ""
    """What does not work, small."""


@dataclass(frozen=True)
class PersonCheckView:
    """The code from the telephone, or the wait for the other side."""

    title: str
    hint: str
    kind: str
    """``code`` with a pad, ``look`` into the camera, ``scan`` of a code, or ``wait``."""
    error: str
    note: str
    lines: tuple[Line, ...]
    """What happens meanwhile; empty while a code is asked for."""
    squares: str = ""
    """Path of the code to scan, a unit a module; empty without one."""
    across: int = 0
    """Modules of that code in a row."""


@dataclass(frozen=True)
class OffersView:
    """One offer, one question about it, what came of it, or the pad of the staff."""

    id: str
    """The offer's id, or the question's fact."""
    title: str
    kind: str
    """``offer`` or ``question`` with options, ``told`` or ``done`` with lines, or ``pin``."""
    lead: str
    remark: str
    options: tuple[Choice, ...] = ()
    lines: tuple[Line, ...] = ()
    message: str = ""
    """What the door says to a PIN."""
    digits: int = 0


@dataclass(frozen=True)
class LookupsView:
    """One line for each source, the card first."""

    title: str
    lines: tuple[Line, ...]
    note: str
    code: str = ""
    """Of the first source that did not answer as it should; the note says what that means."""
