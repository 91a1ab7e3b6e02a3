# SPDX-License-Identifier: Apache-2.0
"""The staff's side of the session, as frozen values."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from kiosk.session.bench_desk import NO_CHECKS, NO_REPORT, CheckDesk, ReportDesk
from kiosk.session.settings_desk import NO_SETTINGS, SettingsDesk
from kiosk.session.staff_rights import Act

NOTICE = "STAFF-0903"
"""Code of a kiosk that staff has closed by a notice."""


class Page(Enum):
    """Pages behind the staff's home; the value is a word of the texts."""

    PRINTS = "prints"
    PRINT = "print"
    BLANKS = "blanks"
    LOAD_FIRST = "load_first"
    LOAD_LAST = "load_last"
    LOAD_TRAY = "load_tray"
    NOTICE = "notice"
    NOTICE_TEXT = "notice_text"
    RESTART = "restart"
    OTHERS = "others"
    """What is done now and then: blanks, the notice, restart."""
    MEND = "mend"
    """What can be mended by hand, what is wrong now first."""
    GUIDE = "guide"
    RETEST = "retest"
    """What the device says after its mending."""
    SETTINGS = "settings"
    SETTINGS_AREA = "settings_area"
    SETTINGS_TABLE = "settings_table"
    SETTING = "setting"
    SETTING_TYPE = "setting_type"
    SETTINGS_FIND = "settings_find"
    SETTINGS_FOUND = "settings_found"
    SETTINGS_DRAFT = "settings_draft"
    """Old beside new, checked as a whole."""
    SETTINGS_WHY = "settings_why"
    SETTINGS_WHY_TEXT = "settings_why_text"
    VERSIONS = "versions"
    VERSION = "version"
    PACKAGES = "packages"
    PACKAGE = "package"
    SETTINGS_KEPT = "settings_kept"
    REPORTS = "reports"
    REPORT = "report"
    """One of them as it will come out."""
    CHECKS = "checks"
    """The self-test's steps for a person."""
    CHECK = "check"
    TOUCH = "touch"
    """The glass as a grid of cells to be touched."""
    TOUCHED = "touched"
    """How much of it answered."""
    SURE = "sure"
    """What is to be done stands there once more; then it is done, or a second person comes."""
    TOLD = "told"
    """What came of it."""


@dataclass(frozen=True)
class OpenPrint:
    """A print of which the machine does not know what came out.

    Attributes:
        paper: its name, such as ``licence``; empty for a paper that is no case's.
        blank: series and serial of the numbered sheet; empty on plain paper.
        is_closing: whether nothing is printed until somebody has looked.

    """

    attempt_id: str
    paper: str
    case_id: str
    at: datetime
    sheets: int
    code: str
    blank: str = ""
    is_closing: bool = False


@dataclass(frozen=True)
class BlankShelf:
    """One series of numbered blanks, now and today.

    Attributes:
        cabinet: ranges (first, last) that lie in the cabinet and may be loaded.
        trays: trays that were loaded before, the last one first.
        counts: sheets by state, those that there are.
        moved: today's moves: word, sheets, serials.
        on_hand: sheets that must be found when somebody counts.

    """

    series: str
    cabinet: tuple[tuple[int, int], ...] = ()
    trays: tuple[str, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    moved: tuple[tuple[str, int, str], ...] = ()
    on_hand: int = 0


@dataclass(frozen=True)
class Pending:
    """What somebody is about to do.

    Attributes:
        what: attempt, series, device, or the kind of notice; ``on`` what it is done with.
        found: what came of a print: came_out, nothing_came_out or destroyed.

    """

    act: Act
    what: str = ""
    found: str = ""
    first: int = 0
    last: int = 0
    tray: str = ""
    text: str = ""


@dataclass(frozen=True)
class StaffDesk:
    """Who is at the desk, and what they are at.

    Attributes:
        role: of who is in; empty while nobody is.
        number: staff number of who is in.
        asked: number that was typed at the door, while its PIN is asked for.
        is_carded: whether that number came from a card that was laid.
        message: what the door says; ``wait_s`` when it opens again.
        locked_as: what the door said of the last try; a touch does not clear it.
        picked: attempt, series or guide whose page is open; ``step`` of that guide, from 0.
        is_stale: whether the test that runs began before the last step of a guide.
        pending: what is about to be done.
        told: outcome of the last act: done, already, refused or failed; empty while it runs.
        told_code: fault code of it.

    """

    role: str = ""
    number: str = ""
    asked: str = field(default="", repr=False)
    is_carded: bool = False
    message: str = ""
    wait_s: int = 0
    locked_as: str = ""
    is_probing: bool = False
    counters: tuple[tuple[str, int], ...] = ()
    page: Page = Page.PRINTS
    prints: tuple[OpenPrint, ...] = ()
    blanks: tuple[BlankShelf, ...] = ()
    picked: str = ""
    step: int = 0
    is_stale: bool = False
    pending: Pending | None = None
    told: str = ""
    told_code: str = ""
    settings: SettingsDesk = NO_SETTINGS
    report: ReportDesk = NO_REPORT
    checks: CheckDesk = NO_CHECKS
    touched: frozenset[int] = frozenset()
    """Cells of the touch test that answered."""
    load: tuple[int, int] = field(default=(0, 0))
    """First and last serial as typed so far."""

    @property
    def print(self) -> OpenPrint | None:
        """The print whose page is open."""
        return next((one for one in self.prints if one.attempt_id == self.picked), None)

    @property
    def shelf(self) -> BlankShelf | None:
        """The series whose page is open."""
        return next((one for one in self.blanks if one.series == self.picked), None)
