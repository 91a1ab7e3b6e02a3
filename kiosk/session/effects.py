# SPDX-License-Identifier: Apache-2.0
"""What a step asks the world to do; ``kiosk.runtime`` performs it and answers by events."""

from dataclasses import dataclass, field
from datetime import date

from certificates.earlier_material import EarlierMaterial
from certificates.electronic_certificate import ElectronicCertificate
from devices.identity.record import IdentityRecord, SourceKind
from forms.application import Application
from forms.base_data import Base, WantedFact
from forms.copy_rules import CopyRules
from forms.decision import Answered, Decision
from forms.offer import Offer, OfferAnswer, Registrar
from forms.question import FactValue
from forms.service_item import OnlineTerm, ServiceItem
from kiosk.session.case_visit import CaseEffect
from kiosk.session.licence_visit import CheckLicence
from kiosk.session.staff_acts import StaffEffect

Strokes = tuple[tuple[tuple[float, float, float], ...], ...]


@dataclass(frozen=True)
class TellDay:
    """Tell the hall's date (answered at once by ``DayKnown``)."""


@dataclass(frozen=True)
class ReadCard:
    """Wait for a document by all of these ways at once; the first that gives one wins.

    ``told`` are ways whose document the service does not accept: they are read only so that
    somebody who tries one hears it, and nobody waits for them. ``slips`` says that the slip of
    a case may be shown to the scanner instead.
    """

    visit: int
    accepted: tuple[SourceKind, ...]
    told: tuple[SourceKind, ...] = ()
    slips: bool = False


@dataclass(frozen=True)
class StopReading:
    """Give up waiting for a card."""


@dataclass(frozen=True)
class StartCheck:
    """Begin the person check; ``CheckStarted``, ``CheckAnswered``, ``CheckFailed`` answer."""

    visit: int
    turn: int
    item_id: str
    record: IdentityRecord = field(repr=False)


@dataclass(frozen=True)
class ConcludeCheck:
    """Bring the running check to its end: judge the code, or wait for the face service."""

    visit: int
    turn: int
    code: str = field(default="", repr=False)


@dataclass(frozen=True)
class StopCheck:
    """Nobody waits for the person check any more."""


@dataclass(frozen=True)
class AllowResend:
    """Tell, after ``RESEND_S``, that another code may be asked for."""

    visit: int
    turn: int


@dataclass(frozen=True)
class LookUp:
    """Ask the certificate library for these roles of the holder, all at once.

    ``licences`` are the holder's business licences where this visit has found them already.
    """

    visit: int
    item_id: str
    roles: tuple[str, ...]
    record: IdentityRecord = field(repr=False)
    licences: tuple[ElectronicCertificate, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class TryNow:
    """What is asked next is asked by hand once more, also of who is held to be away."""


@dataclass(frozen=True)
class AskMaterials:
    """List the holder's earlier papers, and ask other offices for proofs.

    ``EarlierTold`` answers the one, where ``type_codes`` names any; ``OnlineTold`` the other,
    for each material as often as something is new.
    """

    visit: int
    item_id: str
    type_codes: tuple[str, ...]
    online: tuple[tuple[str, OnlineTerm], ...]
    record: IdentityRecord = field(repr=False)


@dataclass(frozen=True)
class FetchPaper:
    """Fetch an earlier paper that the citizen wants used; ``PaperChecked`` answers."""

    visit: int
    item_id: str
    material: str
    paper: EarlierMaterial
    record: IdentityRecord = field(repr=False)


@dataclass(frozen=True)
class AskBase:
    """Ask one base for facts or notices; ``BaseTold`` answers with the same ``line``.

    ``purpose`` is ``service`` or ``offers``.
    """

    visit: int
    item_id: str
    line: int
    base: Base
    holder_code: str = field(repr=False)
    holder_type_code: str
    facts: tuple[WantedFact, ...]
    purpose: str


@dataclass(frozen=True)
class RecallOffers:
    """Tell which of these offers this person answered lately (``OffersRecalled``)."""

    visit: int
    number: str = field(repr=False)
    offers: tuple[str, ...]


@dataclass(frozen=True)
class KeepOffer:
    """Keep what was said to an offer; ``OfferKept`` answers.

    ``facts`` are what the citizen told for it, by id.
    """

    visit: int
    item_id: str
    offer: Offer
    answer: OfferAnswer
    registrar: Registrar
    record: IdentityRecord = field(repr=False)
    facts: tuple[tuple[str, FactValue], ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Issue:
    """Commit the case, number it where it makes a licence, make and seal its papers."""

    visit: int
    day: date
    """The day of the signature, by which the decision was made: every paper bears it."""
    application: Application
    decision: Decision
    strokes: Strokes = field(repr=False)
    language: str
    helpers: tuple[str, ...] = ()
    """Staff numbers of who helped (帮办), for the case file."""


@dataclass(frozen=True)
class FetchCopy:
    """Fetch the library's annotated copy of a certificate, check it, and commit the case.

    ``asked_code`` is the credit code by which it was found, where a business holds it.
    """

    visit: int
    day: date
    application: Application
    decision: Answered
    rules: CopyRules
    certificate: ElectronicCertificate
    asked_code: str = field(default="", repr=False)
    helpers: tuple[str, ...] = ()


@dataclass(frozen=True)
class PrintPapers:
    """Print the papers of the case, each exactly once, in this order."""

    visit: int
    case_number: str
    papers: tuple[str, ...]


@dataclass(frozen=True)
class PrintWindowSlip:
    """Print the slip that sends the citizen to the window for want of these characters."""

    visit: int
    item: ServiceItem
    application: Application
    code_points: tuple[str, ...]


@dataclass(frozen=True)
class StopPrinting:
    """Cancel what is being printed: nobody waits for it any more."""


@dataclass(frozen=True)
class ShowSeal:
    """Let the seal come down before the page turns; the printer works meanwhile."""

    visit: int


@dataclass(frozen=True)
class WaitCardTaken:
    """Watch until the card has left the reader."""

    visit: int


@dataclass(frozen=True)
class RecordRating:
    """Store the rating (好差评) of a case."""

    case_number: str
    level: int


@dataclass(frozen=True)
class Forget:
    """Drop everything that belongs to the visit, wherever it lies."""

    visit: int


@dataclass(frozen=True)
class Note:
    """Write one line into the journal; values come from closed sets, never from the citizen."""

    event: str
    disposition: str = ""
    case_number: str = ""
    code: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    """Facts that the event's vocabulary lists, by name."""


@dataclass(frozen=True)
class JudgePin:
    """Ask the staff door; the number is kept as secret as the PIN, for it may be one."""

    visit: int
    number: str = field(repr=False)
    pin: str = field(repr=False)
    is_carded: bool = False
    """Whether this person's card was laid."""
    readable: tuple[str, ...] = ()
    """Kinds of staff cards that this kiosk can read now."""


@dataclass(frozen=True)
class ProbeDevices:
    """Test every device now."""


@dataclass(frozen=True)
class ReadCounters:
    """Read today's counters for the staff screen."""


@dataclass(frozen=True)
class Restart:
    """Start the application anew."""


@dataclass(frozen=True)
class CloseApp:
    """Close the application."""


Effect = (
    TellDay
    | ReadCard
    | StopReading
    | StartCheck
    | ConcludeCheck
    | StopCheck
    | AllowResend
    | TryNow
    | LookUp
    | AskBase
    | RecallOffers
    | KeepOffer
    | AskMaterials
    | FetchPaper
    | Issue
    | FetchCopy
    | PrintPapers
    | PrintWindowSlip
    | StopPrinting
    | ShowSeal
    | WaitCardTaken
    | RecordRating
    | Forget
    | Note
    | JudgePin
    | StaffEffect
    | ProbeDevices
    | ReadCounters
    | Restart
    | CloseApp
    | CaseEffect
    | CheckLicence
)
