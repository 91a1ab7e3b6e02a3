# SPDX-License-Identifier: Apache-2.0
"""One visit and the machine around it, as frozen values."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from typing import TypeVar

from certificates.electronic_certificate import ElectronicCertificate
from devices.identity.record import IdentityRecord, SourceKind
from forms.application import Application
from forms.catalogue import Catalogue
from forms.decision import Answered, Concluded, Decision, FilledIn, Refused
from forms.identity_need import (
    DocumentKind,
    IdentityNeed,
    IdentityProof,
    PersonCheck,
)
from forms.service_item import ServiceItem
from forms.text import Text
from kiosk.person_check import PersonConfirmed
from kiosk.session.assist import Assist
from kiosk.session.away import Pause
from kiosk.session.base_desk import OFFERS, BaseLine, OfferDesk
from kiosk.session.case_visit import CaseVisit, need_of_query
from kiosk.session.comfort import Comfort
from kiosk.session.effects import Effect, Strokes
from kiosk.session.licence_visit import LicenceVisit
from kiosk.session.machine import Machine
from kiosk.session.material_lines import MaterialsLook
from kiosk.session.place import Place
from kiosk.session.staff_desk import StaffDesk
from kiosk.session.states import State


@dataclass(frozen=True)
class SourceLine:
    """One source that is asked for certificates; ``outcome`` empty while it works."""

    role: str
    outcome: str = ""
    code: str = ""
    certificates: tuple[ElectronicCertificate, ...] = ()

    @property
    def has_failed(self) -> bool:
        """Whether it gave no answer at all; that there is nothing would be one."""
        return self.outcome not in {"", "found", "not_found"}


@dataclass(frozen=True)
class PaperLine:
    """One paper on its way out; ``phase`` is waiting, working, operator, done or failed."""

    name: str
    phase: str = "waiting"
    sheets_done: int = 0
    code: str = ""
    sheets: int = 1


class Ending(Enum):
    """How a visit ended, as far as the farewell page may tell."""

    NOTHING = "nothing"
    KEPT = "kept"
    DONE = "done"
    RECEIVED = "received"
    """As done, and the case desk's receipt is on disk."""
    LEFT = "left"
    """Nobody said that the papers are taken; they may still lie in the slot."""
    LOOKED = "looked"
    """Somebody looked after their own cases."""
    CHECKED = "checked"
    """Somebody had a licence checked."""


class CheckStage(Enum):
    """How far the person check is; only ``ASKING`` waits for the citizen."""

    STARTING = "starting"
    ASKING = "asking"
    JUDGING = "judging"
    WAITING = "waiting"


@dataclass(frozen=True)
class CheckDesk:
    """The person check of this visit; nothing here says that anybody was confirmed.

    Attributes:
        turn: which start this is, from 1; answers to an earlier one change nothing.
        tries_left: after a wrong code; 0 while none was wrong.

    """

    method: PersonCheck
    turn: int = 1
    stage: CheckStage = CheckStage.STARTING
    masked_phone: str = ""
    url: str = field(default="", repr=False)
    tries_left: int = 0
    may_resend: bool = False


@dataclass(frozen=True)
class Trouble:
    """What went wrong in this visit and where a second try leads."""

    code: str
    retry: State | None = None


@dataclass(frozen=True)
class Session:
    """The visit of one citizen; a new one has nothing of the last."""

    catalogue: Catalogue = field(repr=False)
    machine: Machine = field(default_factory=Machine)
    visit: int = 0
    state: State = State.ATTRACT
    today: date | None = None
    home_language: str = "zh_CN"
    """The hall's language, in which every visit begins."""
    language: str = "zh_CN"
    elder: bool = False
    contrast: bool = False
    comfort: Comfort = field(default_factory=Comfort)
    is_help_open: bool = False
    item: ServiceItem | None = field(default=None, repr=False)
    record: IdentityRecord | None = field(default=None, repr=False)
    broken_ways: tuple[tuple[SourceKind, str], ...] = ()
    """Ways that broke while the document was waited for, each with its code."""
    check: CheckDesk | None = None
    confirmed: PersonConfirmed | None = field(default=None, repr=False)
    sources: tuple[SourceLine, ...] = field(default=(), repr=False)
    materials: MaterialsLook = field(default_factory=MaterialsLook)
    bases: tuple[BaseLine, ...] = field(default=(), repr=False)
    """Questions to bases, in the order asked."""
    offers: OfferDesk = field(default_factory=OfferDesk)
    application: Application | None = field(default=None, repr=False)
    answers: tuple[tuple[str, str], ...] = ()
    """Guide answers in the order given: question id and option id or digits."""
    picked: tuple[tuple[str, int], ...] = ()
    """Which certificate of a role the citizen chose, where more than one fits."""
    held: str = ""
    """Which certificate of the shelf is to be printed."""
    entry: str = field(default="", repr=False)
    error: Text | None = None
    editing: str = ""
    place: Place | None = field(default=None, repr=False)
    """How far an address is picked; None before its first touch."""
    asked: tuple[str, ...] = ()
    """Fields that the citizen has answered on pages of their own, in order."""
    is_asking_papers: bool = False
    """On the ordinary route: whether the missing papers were brought is being asked."""
    is_letter_read: bool = False
    is_promise_signed: bool = False
    strokes: Strokes = field(default=(), repr=False)
    decision: Decision | None = field(default=None, repr=False)
    issue_lines: tuple[str, ...] = ()
    case_number: str = ""
    licence_number: str = ""
    papers: tuple[PaperLine, ...] = ()
    pickup: str = field(default="", repr=False)
    """Code by which the window hands out what did not come out here."""
    is_pickup_on_slip: bool = False
    is_received: bool = False
    """Whether the case desk's receipt is on disk; until then the case is accepted only here."""
    is_card_gone: bool = False
    rating: int | None = None
    trouble: Trouble | None = None
    ending: Ending = Ending.NOTHING
    staff: StaffDesk = field(default_factory=StaffDesk)
    assist: Assist | None = None
    """Who of the staff helps in this visit."""
    helpers: tuple[str, ...] = ()
    """Staff numbers of all who helped in it, in their order."""
    behind: "Session | None" = field(default=None, repr=False)
    """The visit over which the staff's pages lie."""
    cases: CaseVisit | None = None
    """One's own cases; None in a visit that applies for something."""
    licence: LicenceVisit | None = None
    """A licence that is being checked; None on every other page."""
    pause: Pause | None = None
    """While the citizen is away for a moment and the glass is shaded."""

    def chosen_item(self) -> ServiceItem:
        """The service of this visit; LookupError before one is chosen."""
        return _there(self.item, "service")

    def begun(self) -> Application:
        """The application of this visit; LookupError before the guide has ended."""
        return _there(self.application, "application")

    def read_card(self) -> IdentityRecord:
        """What the card says; LookupError before it is read."""
        return _there(self.record, "card")

    def running_check(self) -> CheckDesk:
        """The person check; LookupError before it begins."""
        return _there(self.check, "person check")

    def proof(self) -> IdentityProof:
        """By what the applicant is known: a check that confirmed nobody is no check."""
        record, confirmed = self.read_card(), self.confirmed
        return IdentityProof(
            source=record.source,
            document=DocumentKind.of(record.kind),
            person_check=PersonCheck(confirmed.method.value) if confirmed else PersonCheck.NONE,
            check_id=confirmed.check_id if confirmed else "",
        )

    @property
    def accepted_ways(self) -> tuple[SourceKind, ...]:
        """Sources of this kiosk that the chosen service accepts."""
        return self.identity.sources_of(self.machine.means)

    @property
    def identity(self) -> IdentityNeed:
        """What this visit asks for: the chosen service's need, or that of one's own cases."""
        if self.cases is not None:
            return need_of_query(self.machine.means)
        return self.chosen_item().identity

    @property
    def services(self) -> tuple[ServiceItem, ...]:
        """Services that are offered today; all of them until the day is told."""
        known, day = self.catalogue.services, self.today
        return tuple(item for item in known if day is None or item.is_in_force(day))

    def day(self) -> date:
        """The hall's date; LookupError before it is told, which is at the first touch."""
        return _there(self.today, "day")

    @property
    def are_lookups_settled(self) -> bool:
        """Whether every source has answered, and what another office issues can wait."""
        return (
            all(line.outcome for line in self.sources)
            and all(line.outcome for line in self.bases)
            and self.materials.is_settled
            and (self.offers.settled is not None or not self.is_looking_for_offers)
        )

    @property
    def has_failed_lookups(self) -> bool:
        """Whether somebody gave no answer, so that asking again may help."""
        return (
            self.materials.has_failed
            or any(line.has_failed for line in self.sources)
            or any(line.has_failed for line in self.bases)
        )

    @property
    def is_looking_for_offers(self) -> bool:
        """Whether a base was asked for what there is to offer."""
        return any(line.purpose == OFFERS for line in self.bases)

    @property
    def is_committed(self) -> bool:
        """Whether the case is on disk, so that the visit must not end as if nothing were."""
        return "committed" in self.issue_lines or bool(self.case_number)

    @property
    def is_slow(self) -> bool:
        """Whether what waits for the citizen waits longer: large type, or a voice."""
        return self.elder or self.comfort.is_spoken

    @property
    def disposition(self) -> str:
        """How the visit would be told in the journal if it ended now."""
        if self.state is State.STOPPED:
            return "refused" if isinstance(self.decision, Refused) else "stopped"
        if self.trouble is not None:
            return "fault"
        if self.licence is not None:
            return "answered" if self.licence.told else "abandoned"
        if self.cases is not None:
            looked = "filed" if self.cases.is_filed else "answered"
            return looked if self.cases.is_told else "abandoned"
        if self.licence_number:
            return "issued"
        return _handed_in(self.decision) if self.case_number else "abandoned"


def _handed_in(decision: Decision | None) -> str:
    """How a committed case without a licence is told."""
    match decision:
        case Concluded():
            return "concluded"
        case FilledIn():
            return "filed"
        case Answered():
            return "answered"
        case _:
            return "accepted"


_Part = TypeVar("_Part")


def _there(part: _Part | None, name: str) -> _Part:
    """Give what the state promises to have; a state without it is a bug of ours."""
    if part is None:
        raise LookupError(f"there is no {name} yet")
    return part


Step = tuple[Session, tuple[Effect, ...]]


def resting(session: Session) -> Session:
    """Return a session with nobody's data: attract, or out of service."""
    state = State.OUT_OF_SERVICE if session.machine.fault_code else State.ATTRACT
    return Session(
        catalogue=session.catalogue,
        machine=session.machine,
        visit=session.visit,
        state=state,
        home_language=session.home_language,
        language=session.home_language,
    )


def with_state(session: Session, state: State) -> Session:
    """Go to ``state`` with an empty pad."""
    return replace(session, state=state, entry="", error=None)
