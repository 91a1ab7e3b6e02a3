# SPDX-License-Identifier: Apache-2.0
"""What goes into the store and comes out of it, as values."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from devices.printing.attempt import AttemptState
from forms.deadlines import Deadline
from kiosk.store.certificates import CertificateEnd, CertificateRecord


class NumberState(Enum):
    """Life of a licence number: it only ever moves down this list and is never used twice."""

    RESERVED = "reserved"
    USED = "used"
    VOID = "void"


class OutboxState(Enum):
    """Life of a message to the other side."""

    QUEUED = "queued"
    SENT = "sent"
    REFUSED = "refused"


class StaffRole(Enum):
    """What a member of staff is here for; ``kiosk.session.staff_rights`` says what each may."""

    CLERK = "clerk"
    TECHNICIAN = "technician"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"


@dataclass(frozen=True)
class StaffMember:
    """One person of the staff.

    Attributes:
        number: staff number (工号), 1 to 8 digits, never given to anybody else.
        pin_hash: argon2id, with its parameters.
        card: keyed hash of the staff card; empty without one.
        left_at: when the person was taken off the list; None while on it.

    """

    number: str
    role: StaffRole
    pin_hash: str = field(repr=False)
    card: str = field(repr=False)
    added_at: datetime
    left_at: datetime | None = None


@dataclass(frozen=True)
class FaultNotice:
    """What staff has put on the glass (故障告示).

    Attributes:
        kind: id of a prepared sentence, or ``own`` for ``text``.
        who: staff number.

    """

    kind: str
    text: str
    who: str
    at: datetime


@dataclass(frozen=True)
class SeriesNumber:
    """One number of one series: what is handed out once.

    Attributes:
        series_id: the series of the catalogue, such as ``hygiene-permit``.
        period: what starts the count anew, such as ``2026``; empty when nothing does.
        value: what ``reserve`` answered.

    """

    series_id: str
    period: str
    value: int


@dataclass(frozen=True)
class NumberUse(SeriesNumber):
    """A reserved number as a case uses it; ``text`` is the whole 许可证编号 as printed."""

    text: str


@dataclass(frozen=True)
class PromiseRecord:
    """One material that is promised (告知承诺) or to be supplied (容缺受理) by a day.

    Attributes:
        material_id: the material's id in the catalogue.
        due_on: last day on which it may be handed in.
        deadline: what that day was counted from; None for days of before this was kept.

    """

    material_id: str
    due_on: date
    deadline: Deadline | None = None


@dataclass(frozen=True)
class CorrectionRecord:
    """A called value or document that the citizen says is wrong (纠错); no content.

    Attributes:
        subject: id of the field, or the role of the whole document.
        role: the document's role in the catalogue.
        reason: why, one of a closed set.

    """

    subject: str
    role: str
    reason: str


@dataclass(frozen=True)
class OutboxMessage:
    """A message to the case desk; sent at least once, understood there once.

    Attributes:
        idempotency_key: the same for every repetition, such as ``case/<case id>``.
        kind: what it is, such as ``case-submitted``.
        body: JSON as bytes; may hold personal data, hence no part of ``repr``.

    """

    idempotency_key: str
    kind: str
    body: bytes = field(repr=False)


@dataclass(frozen=True)
class CaseRecord:
    """A case (办件) as it was submitted; written in one transaction.

    Attributes:
        case_id: the case number (办件编号) of ``Store.new_case_id``.
        service: id of the service in the catalogue.
        situation: id of its situation (情形).
        decision: kind of decision, one of ``DECISIONS``.
        submitted_at: aware time.
        catalogue_version: version of the catalogue the rules came from.
        catalogue_sha256: checksum of it, 64 hex digits.
        form: the filled form as JSON bytes; personal data, hence no part of ``repr``.
        due_on: the last day of the whole case, where there is one.
        deadline: what that day was counted from.
        promises: what is still owed.
        number: the licence number that this case uses, if it is known already.
        kept_number: the number of the earlier licence, where that one stays in force; it was
            given by an earlier case, here or elsewhere, and none is reserved for it.
        outbox: the message to the case desk, queued in the same transaction.
        corrections: what the citizen says is wrong; its content is in the form.
        certificate: the licence's own entry in the book of certificates.
        ended: certificates that are over by this case.
        papers: names of the documents that must come of it, such as ``licence.pdf``; until
            all are stored the case counts as undocumented.

    """

    case_id: str
    service: str
    situation: str
    decision: str
    submitted_at: datetime
    catalogue_version: str
    catalogue_sha256: str
    form: bytes = field(repr=False)
    due_on: date | None = None
    promises: tuple[PromiseRecord, ...] = ()
    number: NumberUse | None = None
    kept_number: str = ""
    outbox: OutboxMessage | None = None
    papers: tuple[str, ...] = ()
    deadline: Deadline | None = None
    corrections: tuple[CorrectionRecord, ...] = ()
    certificate: CertificateRecord | None = None
    ended: tuple[CertificateEnd, ...] = ()


@dataclass(frozen=True)
class CaseSummary:
    """A case without its form: what lists show.

    Attributes:
        due_on: the last day as it stands now.
        licence_number: the whole number as printed, empty while there is none.
        documents: names of the documents stored for it.

    """

    case_id: str
    service: str
    situation: str
    decision: str
    submitted_at: datetime
    due_on: date | None
    licence_number: str
    documents: tuple[str, ...]


@dataclass(frozen=True)
class StoredDocument:
    """A sealed document as it was first made; a reprint takes the same bytes.

    Attributes:
        name: its name within the case, such as ``licence.pdf``.
        sha256: checksum of ``content``, 64 hex digits.

    """

    case_id: str
    name: str
    sha256: str
    made_at: datetime
    content: bytes = field(repr=False)


class PaperState(Enum):
    """What the ledger knows of a stored paper."""

    UNPRINTED = "unprinted"
    OPEN = "open"
    """An attempt runs, or was left by a stop."""
    UNSETTLED = "unsettled"
    """A person must look at the paper and say."""
    OUT = "out"


@dataclass(frozen=True)
class PrintedPaper:
    """A stored paper of a case and the attempt that stands beside it.

    Attributes:
        document: its name in the store, such as ``licence.pdf``.
        state: what the ledger knows of it.
        attempt_id: the standing attempt; empty while it is unprinted.

    """

    document: str
    state: PaperState
    attempt_id: str = ""

    @property
    def name(self) -> str:
        """The paper, such as ``licence``."""
        return self.document.removesuffix(".pdf")


class Found(Enum):
    """What people found of a print whose outcome the machine does not know."""

    CAME_OUT = "came_out"
    NOTHING_CAME_OUT = "nothing_came_out"
    DESTROYED = "destroyed"
    """A spoiled sheet, taken out and made void."""


@dataclass(frozen=True)
class Disposition:
    """What staff found, and who says so.

    Attributes:
        found: what came of the print.
        who: staff number of who looked.
        witness: staff number of the second person, who is another one.
        serial: numbered sheet that the print lies on, where it is not the reserved one.

    Raises:
        ValueError: nobody stands for it, or "nothing came out", or a sheet other than the
            reserved one, is said by one person alone.

    """

    found: Found
    who: str
    witness: str = ""
    serial: int | None = None

    def __post_init__(self) -> None:
        if not self.who.strip():
            raise ValueError("somebody must stand for what was found")
        if self.witness and self.witness == self.who:
            raise ValueError("the second person must be another one")
        needs_two = self.found is Found.NOTHING_CAME_OUT or self.serial is not None
        if needs_two and not self.witness.strip():
            raise ValueError(f"{self.found.value} needs two persons")


@dataclass(frozen=True)
class UnsettledPrint:
    """A print that waits for somebody to look.

    Attributes:
        attempt_id: UUID of the attempt.
        state: unknown (printing is closed) or device_failed.
        code: fault code of the evidence.
        sheets: sheets that should have come out.
        case_id: the case.
        document: its name in the store, such as ``licence.pdf``.
        at: when the device said its last word.
        blank: series and serial of the numbered sheet; None on plain paper.

    """

    attempt_id: str
    state: AttemptState
    code: str
    sheets: int
    case_id: str
    document: str
    at: datetime
    blank: tuple[str, int] | None = None

    @property
    def is_closing(self) -> bool:
        """Whether printing is closed until somebody has looked."""
        return self.state is AttemptState.UNKNOWN


@dataclass(frozen=True)
class OpenWork:
    """What a stop in the middle left to do, so that the next start goes on lawfully.

    Attributes:
        reservations: reserved for no case: to be made void with the reason ``interrupted``.
        unnumbered: cases that carry a licence and have no number yet.
        undocumented: cases of which a paper that must come of them is not stored yet.
        unprinted: (case id, document name) stored and not sent to a printer.
        unsettled: print attempts of unknown outcome: a person must look at the paper first.

    """

    reservations: tuple[SeriesNumber, ...] = ()
    unnumbered: tuple[str, ...] = ()
    undocumented: tuple[str, ...] = ()
    unprinted: tuple[tuple[str, str], ...] = ()
    unsettled: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the last run ended with nothing half done."""
        return self == OpenWork()


@dataclass(frozen=True)
class RatingRecord:
    """A rating (好差评), voluntary and once per case.

    Attributes:
        score: 5 very satisfied … 1 very dissatisfied (GB/T 39735-2020).
        tags: ids of what was touched beneath the score; no free text.

    """

    case_id: str
    score: int
    tags: tuple[str, ...] = ()


LICENCE_DECISIONS = frozenset({"issued", "issued_under_promise"})
"""The only decisions that can make a licence (告知承诺 and full materials)."""

DECISIONS = LICENCE_DECISIONS | {
    "concluded",
    "accepted_with_gaps",
    "accepted",
    "filled_in",
    "filed",
    "answered",
    "refused",
}
