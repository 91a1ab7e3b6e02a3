# SPDX-License-Identifier: Apache-2.0
"""What goes to the case desk and comes back from it, as values; faults by kind.

A refusal of a case, a registration or an answer is no failure: it is the desk's lawful word and
a value. What fails is a call, in one of five ways.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Protocol

from certificates.errors import CertificateError
from certificates.library.interface import AuditElements, PlatformReport
from forms.case_news import DeskNews


class FailureKind(Enum):
    """Why a call brought no answer."""

    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed_out"
    BUSY = "busy"
    """The desk says: not now (HTTP 429 or 503)."""
    REFUSED = "refused"
    """It does not take this kiosk's account or certificate."""
    BROKEN = "broken"
    """What came is no answer as described, or the desk did not understand the question."""


DESK_AWAY = "DESK-1501"
DESK_ODD = "DESK-1502"
_AWAY = frozenset({FailureKind.UNREACHABLE, FailureKind.TIMED_OUT, FailureKind.BUSY})


class CaseDeskError(CertificateError):
    """A call to the case desk brought no answer (DESK-1501 away, DESK-1502 odd)."""

    def __init__(self, kind: FailureKind, detail: str) -> None:
        super().__init__(DESK_AWAY if kind in _AWAY else DESK_ODD, detail)
        self.kind = kind


# -- what goes out ---------------------------------------------------------------


@dataclass(frozen=True)
class SealedPaper:
    """A sealed paper as it is stored, byte for byte; ``sha256`` has 64 hex digits."""

    name: str
    sha256: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, repr=False)
class NamedValue:
    """A field or answer of the form by its id, and where its value came from."""

    name: str
    value: str
    source: str = ""


@dataclass(frozen=True, repr=False)
class Holder:
    """Who applies."""

    name: str
    number: str
    number_type: str
    address: str = ""


@dataclass(frozen=True)
class BundleMember:
    """A member of a bundle and the members whose results it needs."""

    member: str
    office: str
    after: tuple[str, ...] = ()
    title: str = ""


@dataclass(frozen=True, repr=False)
class Submission:
    """A case as it goes to the desk.

    Attributes:
        key: idempotency key, the same at every repetition.
        decision: one of ``kiosk.store.records.DECISIONS``.
        promises: (material, last day) of what is still owed.
        bundle: id of the bundle; empty where the case is one matter.

    """

    key: str
    case_number: str
    service: str
    situation: str
    decision: str
    submitted_at: datetime
    holder: Holder
    values: tuple[NamedValue, ...] = ()
    papers: tuple[SealedPaper, ...] = ()
    promises: tuple[tuple[str, date], ...] = ()
    due_on: date | None = None
    bundle: str = ""
    members: tuple[BundleMember, ...] = ()


@dataclass(frozen=True, repr=False)
class CorrectionAnswer:
    """What a citizen hands in upon a correction notice."""

    key: str
    case_number: str
    notice: str
    values: tuple[NamedValue, ...] = ()
    papers: tuple[SealedPaper, ...] = ()


@dataclass(frozen=True, repr=False)
class IssuedLicence:
    """A licence that was issued here, to be registered there; ``paper`` is the licence."""

    key: str
    case_number: str
    number: str
    service: str
    situation: str
    holder_name: str
    issued_on: date
    paper: SealedPaper
    unit: str = ""
    item_codes: tuple[str, ...] = ()
    valid_to: date | None = None


@dataclass(frozen=True)
class VoidNumber:
    """A number that no licence bears, and why."""

    key: str
    series: str
    period: str
    value: int
    reason: str
    voided_at: datetime


@dataclass(frozen=True, repr=False)
class AcceptedOffer:
    """An offer that a citizen has accepted (免申即享, 主动推送).

    Attributes:
        offer: ``benefit:<id>`` or ``notice:<id>``.
        told: what the citizen added because no base knew it.
        registered_by: ``citizen`` or ``staff``.

    """

    key: str
    offer: str
    title: str
    holder: Holder
    registered_by: str
    registered_at: datetime
    service: str = ""
    told: tuple[NamedValue, ...] = ()


@dataclass(frozen=True, repr=False)
class Appeal:
    """An appeal (诉求); ``case_number`` empty where it is about no case.

    ``number`` is the one that its slip bears; a desk that takes it has no other.
    """

    key: str
    kind: str
    text: str
    holder: Holder
    case_number: str = ""
    number: str = ""


# -- what comes back -------------------------------------------------------------


@dataclass(frozen=True)
class Placed:
    """Where a member of a bundle went: its office, and the turn in which that works."""

    member: str
    office: str
    order: int


@dataclass(frozen=True)
class Received:
    """The desk has the case; the receipt is among ``news``."""

    news: tuple[DeskNews, ...]
    members: tuple[Placed, ...] = ()


@dataclass(frozen=True)
class Taken:
    """What was sent is taken; what happened by it may be told at once."""

    news: tuple[DeskNews, ...] = ()
    reference: str = ""
    """Number of the appeal; empty of everything else."""


@dataclass(frozen=True)
class NotTaken:
    """The desk's lawful no; the same at every repetition."""

    code: str
    reason: str = field(repr=False)


@dataclass(frozen=True)
class Registered:
    """The licence stands in the authority's register."""

    at: datetime


@dataclass(frozen=True)
class UnknownThere:
    """The desk has no such case, appeal or result."""


@dataclass(frozen=True)
class ResultFile:
    """The file of a result; its checksum was compared. Its seal is for the caller to check."""

    name: str
    sha256: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class AppealProgress:
    """How far an appeal is; ``steps`` are (when, what), oldest first."""

    state: str
    is_upheld: bool = False
    steps: tuple[tuple[datetime, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class CaseLine:
    """A case of a holder, as a list names it."""

    case_number: str
    service: str
    submitted_at: datetime


class CaseDesk(Protocol):
    """The authority's desk. Every method but ``probe`` and ``close`` raises ``CaseDeskError``;
    deadlines are in seconds for the whole call. Any thread may call.
    """  # noqa: D205

    def submit(
        self, case: Submission, audit: AuditElements, *, deadline_s: float
    ) -> Received | NotTaken:
        """Submit a case with its sealed papers."""
        ...

    def register(
        self, licence: IssuedLicence, audit: AuditElements, *, deadline_s: float
    ) -> Registered | NotTaken:
        """Register a licence that was issued here."""
        ...

    def report_void(
        self, number: VoidNumber, audit: AuditElements, *, deadline_s: float
    ) -> Taken | NotTaken:
        """Tell a number that became void."""
        ...

    def register_offer(
        self, offer: AcceptedOffer, audit: AuditElements, *, deadline_s: float
    ) -> Taken | NotTaken:
        """Register an offer that was accepted here."""
        ...

    def answer_correction(
        self, answer: CorrectionAnswer, audit: AuditElements, *, deadline_s: float
    ) -> Taken | NotTaken:
        """Answer a correction notice."""
        ...

    def withdraw(
        self, key: str, case_number: str, audit: AuditElements, *, deadline_s: float
    ) -> Taken | NotTaken:
        """Withdraw an application before its decision."""
        ...

    def lodge_appeal(
        self, lodged: Appeal, audit: AuditElements, *, deadline_s: float
    ) -> Taken | NotTaken:
        """Lodge an appeal."""
        ...

    def news(
        self, case_number: str, audit: AuditElements, *, deadline_s: float, after_step: int = 0
    ) -> tuple[DeskNews, ...] | UnknownThere:
        """Ask what happened to a case."""
        ...

    def probe(self, *, deadline_s: float = 5.0) -> PlatformReport:
        """Ask for a case that nobody has; never raises for the desk's faults."""
        ...

    def close(self) -> None:
        """Close kept connections."""
        ...
