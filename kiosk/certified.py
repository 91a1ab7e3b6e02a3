# SPDX-License-Identifier: Apache-2.0
"""Which identifier (电子证照标识) a licence gets, and which older certificate it ends.

The serial is the licence number without what GB/T 36904 has no room for, so that number and
identifier lead to each other. A licence that keeps its number has the next version.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Protocol

from certificates.certificate_types import KNOWN, CertificateType, type_by_key
from certificates.identifier import CertificateIdentifier
from certificates.licence import Licence
from certificates.revocation import Revocation, RevocationReason
from forms.application import CalledCertificate
from forms.decision import Concluded
from forms.licensing import old_licence
from forms.service_item import ServiceItem
from kiosk.papers import Filing
from kiosk.store.certificates import CertificateEnd, CertificateRecord, CertificateState

_NO_PLACE: Final = re.compile(r"[^0-9A-Z]")
_PRINTED: Final = "（打印件）"


class KnownCertificates(Protocol):
    """What is known of certificates issued here; ``kiosk.store.certificates`` has it."""

    def latest(self, number: str) -> CertificateRecord | None:
        """The last version of a number."""
        ...


@dataclass(frozen=True)
class Certified:
    """A filing with its identifier, the certificate to keep, and what ends by the case."""

    filing: Filing
    record: CertificateRecord | None = None
    ends: tuple[CertificateEnd, ...] = ()


def certified(filing: Filing, known: KnownCertificates, *, issuer: str) -> Certified:
    """Identify the licence of a filing, and say which certificate is over by it.

    Args:
        filing: numbered, if it makes a licence.
        known: what was issued here before.
        issuer: credit code of the issuing body, or its division code.

    """
    licence = filing.licence
    if licence is None:
        return Certified(filing, ends=_cancelled(filing, known))
    kind = kind_of(filing.item)
    if kind is None:
        return Certified(filing, ends=_replaced(filing, licence, known))
    number = licence.number.value
    called = _called(filing)
    before = _before(called, kind) if called is not None and called.number == number else None
    serial = before.serial if before is not None else _NO_PLACE.sub("", number.upper())
    version = _last_version(number, called, before, known) + 1
    identifier = CertificateIdentifier(kind.code, issuer, serial, f"{version:03}")
    record = CertificateRecord(
        number, version, str(identifier), licence.issued_on, licence.valid_to
    )
    ends = _replaced(filing, licence, known)
    return Certified(replace(filing, identifier=str(identifier)), record, ends)


def kind_of(item: ServiceItem) -> CertificateType | None:
    """The type of certificate that a service issues: by its role, else by its title."""
    face = item.licence
    if face is None:
        return None
    title = face.title.zh_CN.removesuffix(_PRINTED)
    by_title = next((kind for kind in KNOWN if kind.name == title), None)
    return type_by_key(face.role) or by_title


def _called(filing: Filing) -> CalledCertificate | None:
    face = filing.item.licence
    return filing.application.certificates.get(face.role) if face is not None else None


def _before(called: CalledCertificate, kind: CertificateType) -> CertificateIdentifier | None:
    """The identifier of the earlier licence, if it is one of this type."""
    try:
        found = CertificateIdentifier.parse(called.identifier)
    except ValueError:
        return None
    return found if found.type_code == kind.code else None


def _last_version(
    number: str,
    called: CalledCertificate | None,
    before: CertificateIdentifier | None,
    known: KnownCertificates,
) -> int:
    """The highest version of this number that is known; 0 for a number that is new."""
    ours = known.latest(number)
    is_kept = called is not None and called.number == number
    return max(
        ours.version if ours is not None else 0,
        int(before.version) if before is not None else 0,
        1 if is_kept else 0,
    )


def _replaced(
    filing: Filing, licence: Licence, known: KnownCertificates
) -> tuple[CertificateEnd, ...]:
    """The earlier licence, where this one takes its place from its first day on."""
    result = filing.item.situation(filing.application.situation).result
    old = old_licence(filing.item, filing.application)
    if old is None or not result.needs_old_licence:
        return ()
    return (_end(old.number, known, CertificateState.REPLACED, licence.valid_from),)


def _cancelled(filing: Filing, known: KnownCertificates) -> tuple[CertificateEnd, ...]:
    old = old_licence(filing.item, filing.application)
    if old is None or not isinstance(filing.decision, Concluded):
        return ()
    return (_end(old.number, known, CertificateState.CANCELLED, filing.today),)


def _end(
    number: str, known: KnownCertificates, state: CertificateState, since: date
) -> CertificateEnd:
    ours = known.latest(number)
    return CertificateEnd(number, ours.version if ours is not None else 0, state, since)


def revocations(
    ends: tuple[CertificateEnd, ...], known: KnownCertificates
) -> tuple[Revocation, ...]:
    """One entry for each number that is over, for ``certificates.revocation``.

    A number that goes on with a later version is over for the papers issued before that one.
    """
    entries: dict[str, Revocation] = {}
    for end in ends:
        last = known.latest(end.number)
        goes_on = last is not None and last.version > end.version
        spares_from = last.issued_on if last is not None and goes_on else None
        on = end.since
        if end.state is CertificateState.REPLACED and spares_from is not None:
            on = max(on, spares_from)
        reason = RevocationReason(end.state.value)
        entries[end.number] = Revocation(end.number, on, reason, spares_from)
    return tuple(entries[number] for number in sorted(entries))
