# SPDX-License-Identifier: Apache-2.0
"""What can happen to a visit: touches of the citizen and answers of the world.

Answers of the world carry the number of the visit that asked; one that comes late, after the
visit ended, is told by its number and changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from certificates.earlier_material import EarlierMaterial, SealedAnswer
from certificates.electronic_certificate import ElectronicCertificate
from devices.identity.record import IdentityRecord, SourceKind
from devices.states import ProbeReport
from forms.base_data import BaseFact, PushedNotice
from kiosk.person_check import CheckOutcome
from kiosk.session.case_visit import CaseEvent
from kiosk.session.comfort import SpeechTold
from kiosk.session.licence_visit import LicenceChecked, LicenceUnread
from kiosk.session.staff_acts import StaffEvent

# -- touches -----------------------------------------------------------------


@dataclass(frozen=True)
class Touched:
    """Any of the plain touches; ``name`` is an intent of ``kiosk.session.intents``."""

    name: str
    value: str = ""


@dataclass(frozen=True)
class KeyTouched:
    """One key of a pad or keyboard: a character, ``⌫`` or ``清空``."""

    key: str


@dataclass(frozen=True)
class Signed:
    """Strokes of the hand on the pad: points (x, y, t) in millimetres and milliseconds."""

    strokes: tuple[tuple[tuple[float, float, float], ...], ...]


# -- the clock ---------------------------------------------------------------


@dataclass(frozen=True)
class TimedOut:
    """The deadline of the present state has passed."""


@dataclass(frozen=True)
class DayKnown:
    """The date of the hall, told at the start of a visit and before its decision."""

    today: date


# -- answers of the world ----------------------------------------------------


@dataclass(frozen=True)
class CardRead:
    """A document was read; the record says from which source."""

    visit: int
    record: IdentityRecord


@dataclass(frozen=True)
class SourceFailed:
    """One way to identify oneself broke while others are still waited for."""

    visit: int
    source: SourceKind
    code: str


@dataclass(frozen=True)
class SourceBack:
    """The way that broke works again, and is waited for again."""

    visit: int
    source: SourceKind
    report: ProbeReport


@dataclass(frozen=True)
class NoCard:
    """Nothing came by any way before the deadline."""

    visit: int


@dataclass(frozen=True)
class CheckStarted:
    """The other side has taken the person check on; ``turn`` is that of ``StartCheck``."""

    visit: int
    turn: int
    masked_phone: str = ""
    url: str = field(default="", repr=False)


@dataclass(frozen=True)
class CheckAnswered:
    """The person check came to a word: confirmed, a wrong code, or not confirmed."""

    visit: int
    turn: int
    outcome: CheckOutcome


@dataclass(frozen=True)
class CheckFailed:
    """The person check could not be carried on; that says nothing about the person."""

    visit: int
    turn: int
    code: str


@dataclass(frozen=True)
class ResendAllowed:
    """Another code may be asked for."""

    visit: int
    turn: int


@dataclass(frozen=True)
class LookupEnded:
    """One source has answered.

    ``outcome`` is found, not_found, timed_out, refused, broken or unreachable.
    """

    visit: int
    source: str
    outcome: str
    certificates: tuple[ElectronicCertificate, ...] = ()
    code: str = ""


@dataclass(frozen=True)
class EarlierTold:
    """The list of earlier papers has come; ``outcome`` as of ``LookupEnded``."""

    visit: int
    outcome: str
    papers: tuple[EarlierMaterial, ...] = ()
    code: str = ""


@dataclass(frozen=True)
class PaperChecked:
    """The file of an earlier paper was fetched: whole, wrong_digest, or why not."""

    visit: int
    material: str
    identifier: str
    state: str
    code: str = ""


@dataclass(frozen=True)
class OnlineTold:
    """Something new of a proof that another office was asked for; words of ``OnlineLine``."""

    visit: int
    material: str
    state: str
    code: str = ""
    reason: str = field(default="", repr=False)
    fault: str = ""
    answer: SealedAnswer | None = None


@dataclass(frozen=True)
class BaseTold:
    """One base has answered; outcomes as for ``LookupEnded``. What is absent is unknown."""

    visit: int
    line: int
    outcome: str
    facts: tuple[BaseFact, ...] = ()
    notices: tuple[PushedNotice, ...] = field(default=(), repr=False)
    code: str = ""


@dataclass(frozen=True)
class OffersRecalled:
    """Which offers this person answered lately, so that they are not made again."""

    visit: int
    settled: frozenset[str]


@dataclass(frozen=True)
class OfferKept:
    """Whether what was said to an offer is on disk."""

    visit: int
    offer: str
    is_kept: bool


@dataclass(frozen=True)
class IssueAdvanced:
    """One line of deciding, numbering, rendering and sealing is done.

    From "committed" on the case has its number, which the citizen is told whatever follows.
    """

    visit: int
    line: str
    case_number: str = ""


@dataclass(frozen=True)
class Issued:
    """The case is on disk and its papers are made, ready to print in this order."""

    visit: int
    case_number: str
    licence_number: str
    papers: tuple[str, ...]
    """Names of the documents: licence, promise_letter, receipt, acceptance_slip."""
    sheets: tuple[int, ...]
    """Sheets of each, in the same order."""


@dataclass(frozen=True)
class SealShown:
    """The seal has come down on the stage; the page may turn."""

    visit: int


@dataclass(frozen=True)
class GlyphsMissing:
    """Nothing was committed: no font here draws these characters (``U+…``)."""

    visit: int
    code_points: tuple[str, ...]


@dataclass(frozen=True)
class PaperAdvanced:
    """How far the printing of one paper is; ``phase`` is waiting, working, operator or done."""

    visit: int
    paper: str
    phase: str
    sheets_done: int
    code: str = ""


@dataclass(frozen=True)
class PaperEnded:
    """One paper has ended: ``delivered`` with evidence, or the code of what hindered it.

    ``pickup`` is the code by which the window hands out what did not come out, and
    ``is_pickup_on_slip`` says that it lies on the roll, too; ``is_slip`` says that the paper
    came out on the receipt printer and is no sheet.
    """

    visit: int
    paper: str
    delivered: bool
    code: str = ""
    pickup: str = field(default="", repr=False)
    is_slip: bool = False
    is_pickup_on_slip: bool = False


@dataclass(frozen=True)
class CardTaken:
    """The card has left the reader's field, or it is still there after the wait."""

    visit: int
    is_gone: bool


@dataclass(frozen=True)
class Failed:
    """A device or the store failed while it worked for this visit."""

    visit: int
    code: str
    source: str


# -- the machine -------------------------------------------------------------


@dataclass(frozen=True)
class Probed:
    """What the self-test of the devices found, and when."""

    reports: tuple[ProbeReport, ...]
    at: datetime


@dataclass(frozen=True)
class PinJudged:
    """What the staff door says to a PIN: ``role`` empty means not opened."""

    visit: int
    role: str
    message: str = ""
    wait_s: int = 0
    number: str = ""


@dataclass(frozen=True)
class CaseReceived:
    """The case desk's receipt of a case is on disk; whose visit it was, the number says."""

    case_number: str


@dataclass(frozen=True)
class CountersRead:
    """Today's counters for the staff screen."""

    counters: Mapping[str, int]


Event = (
    Touched
    | KeyTouched
    | Signed
    | TimedOut
    | DayKnown
    | CardRead
    | SourceFailed
    | SourceBack
    | NoCard
    | CheckStarted
    | CheckAnswered
    | CheckFailed
    | ResendAllowed
    | LookupEnded
    | BaseTold
    | OffersRecalled
    | OfferKept
    | EarlierTold
    | PaperChecked
    | OnlineTold
    | IssueAdvanced
    | Issued
    | SealShown
    | GlyphsMissing
    | PaperAdvanced
    | PaperEnded
    | CardTaken
    | Failed
    | Probed
    | PinJudged
    | StaffEvent
    | CaseReceived
    | CountersRead
    | CaseEvent
    | LicenceChecked
    | LicenceUnread
    | SpeechTold
)
