# SPDX-License-Identifier: Apache-2.0
"""One role of the catalogue, asked of the certificate library for the holder of the card."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final, assert_never

from certificates.certificate_types import (
    BUSINESS_LICENCE,
    CertificateType,
    HolderCodeType,
    type_by_key,
)
from certificates.electronic_certificate import ElectronicCertificate, Holder, Usable
from certificates.library.interface import AuditElements, CertificateLibrary, HolderQuery
from certificates.library.lookup import (
    Broken,
    Found,
    LookupOutcome,
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

_CREDIT_CODE: Final = HolderCodeType.CREDIT_CODE.value


@dataclass(frozen=True)
class Answer:
    """What one source said: the outcome as a word, what was found, the code of a failure."""

    outcome: str
    certificates: tuple[ElectronicCertificate, ...] = ()
    code: str = ""


@dataclass(frozen=True)
class Asking:
    """One look-up: of which role, for whom, on which day, how long at most.

    Attributes:
        role: key of ``certificates.certificate_types``.
        number: the holder's number, of whatever kind; its kind is told with it.
        deadline_s: longest wait for one answer, in seconds.
        name: the holder's name; without it nothing is asked about a business.
        today: the day on which a business licence must be valid.

    """

    role: str
    number: IdentityNumber = field(repr=False)
    deadline_s: float
    name: str = field(default="", repr=False)
    today: date | None = None


def ask(library: CertificateLibrary | None, audit: AuditElements, asking: Asking) -> Answer:
    """Search for the certificates of one role; never raises for the world.

    What a business holds is looked for by the credit codes of those valid business licences
    that name this holder, where the holder's own number finds nothing.

    Args:
        library: None where no platform is configured: unreachable.
        audit: the five audit elements; its item's name completes the purpose.
        asking: what is looked for.

    """
    kind = type_by_key(asking.role)
    if library is None or kind is None:
        return Answer("unreachable", code="PLATFORM-0301")
    call = _Call(library, audit, asking.deadline_s, asking.name)
    person = (asking.number.value, holder_type_of(asking.number).value)
    own = call.search(kind, person)
    if own.outcome != "not_found" or not kind.is_of_business:
        return own
    if not asking.name or asking.today is None:
        return own
    licences = call.search(BUSINESS_LICENCE, person)
    if licences.outcome != "found":
        return licences
    holder = Holder(asking.name, asking.number.value)
    codes = [
        one.holder_code
        for one in licences.certificates
        if isinstance(one.usable_for(holder, today=asking.today), Usable)
    ]
    return _joined([call.search(kind, (code, _CREDIT_CODE)) for code in codes])


def _joined(answers: list[Answer]) -> Answer:
    """All that was found; else the first failure, else that there is nothing."""
    found = tuple(one for answer in answers for one in answer.certificates)
    if found:
        return Answer("found", found)
    failed = (one for one in answers if one.outcome != "not_found")
    return next(failed, Answer("not_found"))


@dataclass(frozen=True)
class _Call:
    """The library, and what goes with every call."""

    library: CertificateLibrary
    audit: AuditElements
    deadline_s: float
    holder_name: str = field(repr=False)

    def search(self, kind: CertificateType, holder: tuple[str, str]) -> Answer:
        """Ask for one kind by the holder's code and the kind of that code."""
        query = HolderQuery(
            holder_code=holder[0],
            holder_type_code=holder[1],
            type_code=kind.code,
            use_cause=f"{USE_CAUSE}{self.audit.item_name}",
            holder_name="" if holder[1] == _CREDIT_CODE else self.holder_name,
        )
        return _answer(look_up(self.library, query, self.audit, deadline_s=self.deadline_s))


def _answer(outcome: LookupOutcome) -> Answer:
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
