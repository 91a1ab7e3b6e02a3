# SPDX-License-Identifier: Apache-2.0
"""One role of the catalogue, asked of the certificate library for the holder of the card."""

from dataclasses import dataclass
from typing import Final, assert_never

from certificates.certificate_types import KNOWN
from certificates.electronic_certificate import ElectronicCertificate
from certificates.library.interface import AuditElements, CertificateLibrary, HolderQuery
from certificates.library.lookup import (
    Broken,
    Found,
    NotFound,
    Refused,
    TimedOut,
    Unreachable,
    look_up,
)
from devices.identity.numbers import IdentityNumber
from forms.application import holder_type_of

USE_CAUSE: Final = "自助终端办理"
"""Purpose that is told to the library, before the name of the service."""


@dataclass(frozen=True)
class Answer:
    """What one source said: the outcome as a word, what was found, the code of a failure."""

    outcome: str
    certificates: tuple[ElectronicCertificate, ...] = ()
    code: str = ""


def ask(
    library: CertificateLibrary | None,
    audit: AuditElements,
    *,
    role: str,
    number: IdentityNumber,
    deadline_s: float,
) -> Answer:
    """Search for the certificates of one role; never raises for the world.

    Args:
        library: None where no platform is configured: unreachable.
        audit: the five audit elements; its item's name completes the purpose.
        role: key of ``certificates.certificate_types``.
        number: the holder's number, of whatever kind; its kind is told with it.
        deadline_s: longest wait, in seconds.

    """
    kind = next((known for known in KNOWN if known.key == role), None)
    if library is None or kind is None:
        return Answer("unreachable", code="PLATFORM-0301")
    query = HolderQuery(
        holder_code=number.value,
        holder_type_code=holder_type_of(number).value,
        type_code=kind.code,
        use_cause=f"{USE_CAUSE}{audit.item_name}",
    )
    outcome = look_up(library, query, audit, deadline_s=deadline_s)
    match outcome:
        case Found(certificates):
            return Answer("found", certificates)
        case NotFound():
            return Answer("not_found")
        case TimedOut(code):
            return Answer("timed_out", code=code)
        case Refused(code):
            return Answer("refused", code=code)
        case Broken(code):
            return Answer("broken", code=code)
        case Unreachable(code):
            return Answer("unreachable", code=code)
        case _:
            assert_never(outcome)
