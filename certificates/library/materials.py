# SPDX-License-Identifier: Apache-2.0
"""Asks for earlier materials (材料库) and for proofs of other offices (在线开具).

The operations, ``materials.openapi.yaml``, are this project's own assumption; account, purpose,
audit elements, line, deadlines and circuit are those of the certificate library.
"""

from dataclasses import dataclass, field
from typing import Final, Protocol, TypeVar

from certificates.earlier_material import EarlierMaterial, IssueReport
from certificates.library.asked_call import Asked, AskedCalls, file_in
from certificates.library.circuit import Circuit
from certificates.library.interface import AuditElements, check_use_cause
from certificates.library.materials_wire import (
    decode_materials,
    decode_report,
    decode_ticket,
)
from certificates.settings import PlatformSettings

FILE_LIMIT: Final = 5_000_000
"""Largest earlier material or sealed answer taken, in bytes: it becomes part of the case."""

_FILES: Final = {"downloadMaterial": FILE_LIMIT, "downloadIssued": FILE_LIMIT}
_Answer = TypeVar("_Answer")


@dataclass(frozen=True)
class MaterialHolder:
    """Whose materials are asked for, and why; every value hides itself in logs.

    Attributes:
        code: the holder's number.
        type_code: what kind of number it is: ``111`` citizen, ``001`` business.
        name: as on the card.
        use_cause: purpose in at most 200 characters.

    Raises:
        ValueError: a part is blank, or the purpose too long.

    """

    code: str = field(repr=False)
    type_code: str
    name: str = field(repr=False)
    use_cause: str

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            if not value.strip():
                message = f"{name} of a holder is blank"
                raise ValueError(message)
        check_use_cause(self.use_cause)


@dataclass(frozen=True)
class IssueRequest:
    """A proof that is wanted of another office.

    Attributes:
        key: idempotency key; the same key never makes a second request.
        office_code: credit code of the office.
        request_type: which proof.

    """

    key: str
    office_code: str
    request_type: str


class MaterialsLibrary(Protocol):
    """What the kiosk asks of the far side; every method raises ``CertificateError``.

    Each call blocks, ends by its deadline in seconds, and may be made from several threads.
    """

    def find(
        self,
        holder: MaterialHolder,
        type_codes: tuple[str, ...],
        audit: AuditElements,
        *,
        deadline_s: float,
    ) -> tuple[EarlierMaterial, ...]:
        """List the holder's earlier materials of these types; empty where there is none."""
        ...

    def file(
        self,
        holder: MaterialHolder,
        identifier: str,
        audit: AuditElements,
        *,
        deadline_s: float,
    ) -> bytes:
        """Fetch the file of one of them, PDF or OFD as it is."""
        ...

    def request_issue(
        self,
        holder: MaterialHolder,
        request: IssueRequest,
        audit: AuditElements,
        *,
        deadline_s: float,
    ) -> str:
        """Ask an office for a proof; gives the ticket."""
        ...

    def issue_report(
        self, ticket: str, use_cause: str, audit: AuditElements, *, deadline_s: float
    ) -> IssueReport:
        """Ask how far a request is."""
        ...

    def issued_file(
        self, ticket: str, use_cause: str, audit: AuditElements, *, deadline_s: float
    ) -> bytes:
        """Fetch the sealed answer; nothing about it is checked yet."""
        ...

    def try_now(self) -> None:
        """Let the next call be made although the platform is held to be away."""
        ...


class PlatformMaterials:
    """The materials library of the platform; fulfils ``MaterialsLibrary``.

    Args:
        settings: address, account and time limits of the platform.
        circuit: what keeps calls from an absent platform; its own beside the certificates',
            for the two may stand on different machines.

    Every method raises ``CertificateError`` (unreachable, too slow, refused or rubbish).

    """

    def __init__(self, settings: PlatformSettings, circuit: Circuit | None = None) -> None:
        self._calls = AskedCalls(settings, circuit or Circuit(), _FILES)

    def __repr__(self) -> str:
        return f"PlatformMaterials({self._calls.settings.base_url})"

    def find(
        self,
        holder: MaterialHolder,
        type_codes: tuple[str, ...],
        audit: AuditElements,
        *,
        deadline_s: float,
    ) -> tuple[EarlierMaterial, ...]:
        """List the holder's materials of these types (``queryMaterialsByHolder``).

        What is of another type or of another holder than asked for is passed on: that it does
        not count, and why, ``forms.reuse`` says.
        """
        parameters = {**_of(holder), "materialTypeCodes": ",".join(type_codes)}
        asked = Asked("queryMaterialsByHolder", parameters, holder.use_cause, audit)
        return self._calls.ask(asked, lambda answer: decode_materials(answer.body), deadline_s)

    def file(
        self,
        holder: MaterialHolder,
        identifier: str,
        audit: AuditElements,
        *,
        deadline_s: float,
    ) -> bytes:
        """Fetch a file (``downloadMaterial``)."""
        parameters = {**_of(holder), "materialIdentifier": identifier}
        asked = Asked("downloadMaterial", parameters, holder.use_cause, audit)
        return self._calls.ask(asked, file_in, deadline_s)

    def request_issue(
        self,
        holder: MaterialHolder,
        request: IssueRequest,
        audit: AuditElements,
        *,
        deadline_s: float,
    ) -> str:
        """Ask another office for a proof (``requestIssue``)."""
        parameters = {
            **_of(holder),
            "holderName": holder.name,
            "idempotencyKey": request.key,
            "officeCode": request.office_code,
            "requestTypeCode": request.request_type,
        }
        asked = Asked("requestIssue", parameters, holder.use_cause, audit)
        return self._calls.ask(asked, lambda answer: decode_ticket(answer.body), deadline_s)

    def issue_report(
        self, ticket: str, use_cause: str, audit: AuditElements, *, deadline_s: float
    ) -> IssueReport:
        """Ask how far a request is (``queryIssue``)."""
        asked = Asked("queryIssue", {"ticket": ticket}, use_cause, audit)
        return self._calls.ask(
            asked, lambda answer: decode_report(answer.body, ticket), deadline_s
        )

    def issued_file(
        self, ticket: str, use_cause: str, audit: AuditElements, *, deadline_s: float
    ) -> bytes:
        """Fetch the sealed answer (``downloadIssued``)."""
        asked = Asked("downloadIssued", {"ticket": ticket}, use_cause, audit)
        return self._calls.ask(asked, file_in, deadline_s)

    def try_now(self) -> None:
        """Let the next call be made although the platform is held to be away: asked by hand."""
        self._calls.circuit.try_now()

    def close(self) -> None:
        """Close the kept connections."""
        self._calls.close()


def _of(holder: MaterialHolder) -> dict[str, str]:
    return {"holderCode": holder.code, "holderTypeCode": holder.type_code}
