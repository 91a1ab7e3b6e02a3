# SPDX-License-Identifier: Apache-2.0
"""What the kiosk asks of a certificate library (电子证照库), whatever its wire.

Every call names its purpose (用证事由) and the five audit elements that sharing under
GB/T 36906-2018 records. Every call blocks, ends by its deadline, and may be made from several
threads at once; none is started here.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Final, Protocol

from certificates.electronic_certificate import CertificateStatus, ElectronicCertificate

USE_CAUSE_LENGTH: Final = 200
"""Longest purpose that libraries take, in characters."""


@dataclass(frozen=True)
class AuditElements:
    """The five elements that a library records of each call; none may be blank.

    Attributes:
        org_name: organisation or place of the terminal.
        username: the terminal itself.
        item_name: service item (事项) that is applied for.
        item_code: its code.
        business_code: number of the case or session.

    Raises:
        ValueError: an element is blank.

    """

    org_name: str
    username: str
    item_name: str
    item_code: str
    business_code: str

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            if not value.strip():
                message = f"audit element {name} is blank"
                raise ValueError(message)


@dataclass(frozen=True, repr=False)
class HolderQuery:
    """Search for the certificates of one kind that a holder has.

    Attributes:
        holder_code: the holder's number.
        holder_type_code: what kind of number it is: ``111`` citizen, ``001`` business.
        type_code: kind of certificate that is looked for.
        use_cause: purpose in at most 200 characters.
        holder_name: as on the card, for dialects that ask for it; may be empty.

    Raises:
        ValueError: a part is blank, or the purpose too long.

    """

    holder_code: str
    holder_type_code: str
    type_code: str
    use_cause: str
    holder_name: str = ""

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            if name != "holder_name" and not value.strip():
                message = f"{name} of a query is blank"
                raise ValueError(message)
        check_use_cause(self.use_cause)

    def __repr__(self) -> str:
        return f"HolderQuery({self.type_code}, …)"


@dataclass(frozen=True)
class Annotation:
    """What is written on an annotated copy (加注件), so that it serves nothing else.

    Attributes:
        purpose: what the copy is for, in at most 200 characters.
        expires_on: last day on which it may be used.

    Raises:
        ValueError: the purpose is blank or too long.

    """

    purpose: str
    expires_on: date

    def __post_init__(self) -> None:
        check_use_cause(self.purpose)


@dataclass(frozen=True)
class CertificateFile:
    """A file that is said to be a certificate's; only its digest is sent to be verified."""

    identifier: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Verification:
    """What a library says about a certificate or a file that it was shown.

    Attributes:
        exists: the library has a certificate of that identifier.
        status: that certificate's status; unknown where there is none.
        matches: what was shown is what the library holds.

    """

    exists: bool
    status: CertificateStatus
    matches: bool

    @property
    def counts(self) -> bool:
        """Only what exists, is unchanged and valid counts."""
        return self.exists and self.matches and self.status is CertificateStatus.VALID


@dataclass(frozen=True)
class PlatformReport:
    """What a self-test of the platform found.

    Attributes:
        reachable: it answered a whole call as described; anything less is not reachable.
        code: fault code where it did not, else empty.
        detail: for the technician, in English; no personal data.

    """

    reachable: bool
    code: str
    detail: str


class CertificateLibrary(Protocol):
    """Finds certificates and hands out their data and files.

    Every method but ``probe`` raises ``CertificateError``: unreachable, too slow, refused, or
    answered rubbish (``certificates.errors``). Deadlines are in seconds for the whole call.
    """

    def find_by_holder(
        self, query: HolderQuery, audit: AuditElements, *, deadline_s: float
    ) -> tuple[ElectronicCertificate, ...]:
        """Search by holder; an empty tuple when the library has none."""
        ...

    def data(
        self, identifier: str, use_cause: str, audit: AuditElements, *, deadline_s: float
    ) -> ElectronicCertificate | None:
        """Fetch one certificate by its identifier; None when the library has none."""
        ...

    def file(
        self, identifier: str, use_cause: str, audit: AuditElements, *, deadline_s: float
    ) -> bytes:
        """Fetch a certificate's file, PDF or OFD as it is."""
        ...

    def annotated_copy(
        self,
        identifier: str,
        annotation: Annotation,
        audit: AuditElements,
        *,
        deadline_s: float,
    ) -> bytes:
        """Fetch a copy (加注件) that bears its purpose and its last day, PDF or OFD."""
        ...

    def thumbnail(
        self, identifier: str, use_cause: str, audit: AuditElements, *, deadline_s: float
    ) -> bytes:
        """Fetch a small picture with the purpose as watermark, PNG or JPEG."""
        ...

    def verify_data(
        self, identifier: str, use_cause: str, audit: AuditElements, *, deadline_s: float
    ) -> Verification:
        """Ask whether a certificate exists, and its status."""
        ...

    def verify_file(
        self, file: CertificateFile, use_cause: str, audit: AuditElements, *, deadline_s: float
    ) -> Verification:
        """Ask whether a file is the one that the library holds."""
        ...

    def by_qr(
        self, text: str, use_cause: str, audit: AuditElements, *, deadline_s: float
    ) -> ElectronicCertificate | None:
        """Fetch the certificate whose QR code was read; None when the library has none."""
        ...

    def try_now(self) -> None:
        """Let the next call be made although the library is held to be away: asked by hand."""
        ...

    def probe(self, *, deadline_s: float = 5.0) -> PlatformReport:
        """Make one whole call with nobody's data; never raises for the platform's faults."""
        ...


def check_use_cause(use_cause: str) -> None:
    """Refuse a purpose that no library takes.

    Raises:
        ValueError: it is blank or longer than ``USE_CAUSE_LENGTH``.

    """
    if not use_cause.strip():
        raise ValueError("the purpose of a call is blank")
    if len(use_cause) > USE_CAUSE_LENGTH:
        message = f"the purpose of a call has at most {USE_CAUSE_LENGTH} characters"
        raise ValueError(message)
