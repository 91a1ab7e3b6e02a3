# SPDX-License-Identifier: Apache-2.0
"""Which of the found certificates count for this citizen, and why the others do not."""

from collections.abc import Mapping
from datetime import date

from certificates.certificate_types import BUSINESS_LICENCE
from certificates.electronic_certificate import Holder, Unusable, UnusableReason, Usable
from devices.identity.record import IdentityRecord
from forms.application import CalledCertificate
from kiosk.session.session import SourceLine


def owned_codes(
    lines: tuple[SourceLine, ...],
    record: IdentityRecord,
    today: date,
    picked: Mapping[str, int],
) -> frozenset[str]:
    """Credit codes of this citizen's business: of the licence that was picked, else of all."""
    holder = Holder(record.name, record.number.value)
    usable = [
        certificate.holder_code
        for line in lines
        if line.role == BUSINESS_LICENCE.key
        for certificate in line.certificates
        if isinstance(certificate.usable_for(holder, today=today), Usable)
    ]
    place = picked.get(BUSINESS_LICENCE.key)
    return frozenset(usable if place is None else usable[place : place + 1])


def called_from(
    line: SourceLine,
    record: IdentityRecord,
    today: date,
    owned: frozenset[str] = frozenset(),
) -> tuple[CalledCertificate, ...]:
    """Certificates of one source that are valid and this citizen's own, in the order found.

    What a business holds is the citizen's whose licence it has: ``owned`` are its credit codes.
    Of a repeated label the first value counts, as where it is judged whose certificate it is.
    """
    return tuple(
        CalledCertificate(
            role=line.role,
            name=verdict.certificate.name,
            number=verdict.certificate.number,
            face=dict(reversed(verdict.certificate.surface)),
            area_code=verdict.certificate.area_code,
            expires_on=verdict.certificate.expires_on,
            authority=verdict.certificate.issuing_authority_name,
            identifier=verdict.certificate.identifier,
        )
        for verdict in _judged(line, record, today, owned)
        if isinstance(verdict, Usable)
    )


def reasons_against(
    line: SourceLine,
    record: IdentityRecord,
    today: date,
    owned: frozenset[str] = frozenset(),
) -> tuple[UnusableReason, ...]:
    """Why the other certificates of the source do not count."""
    judged = _judged(line, record, today, owned)
    return tuple(verdict.reason for verdict in judged if isinstance(verdict, Unusable))


def _judged(
    line: SourceLine, record: IdentityRecord, today: date, owned: frozenset[str]
) -> list[Usable | Unusable]:
    holder = Holder(record.name, record.number.value)
    return [
        certificate.usable_for(
            holder,
            today=today,
            asked_code=certificate.holder_code if certificate.holder_code in owned else None,
        )
        for certificate in line.certificates
    ]
