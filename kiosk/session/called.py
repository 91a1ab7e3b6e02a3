# SPDX-License-Identifier: Apache-2.0
"""Which of the found certificates count for this citizen, and why the others do not."""

from datetime import date

from certificates.electronic_certificate import Holder, Unusable, UnusableReason, Usable
from devices.identity.record import IdentityRecord
from forms.application import CalledCertificate
from kiosk.session.session import SourceLine


def called_from(
    line: SourceLine, record: IdentityRecord, today: date
) -> tuple[CalledCertificate, ...]:
    """Certificates of one source that are valid and this citizen's own, in the order found."""
    holder = Holder(record.name, record.number.value)
    judged = [certificate.usable_for(holder, today=today) for certificate in line.certificates]
    return tuple(
        CalledCertificate(
            role=line.role,
            name=verdict.certificate.name,
            number=verdict.certificate.number,
            face=dict(verdict.certificate.surface),
            area_code=verdict.certificate.area_code,
        )
        for verdict in judged
        if isinstance(verdict, Usable)
    )


def reasons_against(
    line: SourceLine, record: IdentityRecord, today: date
) -> tuple[UnusableReason, ...]:
    """Why the other certificates of the source do not count."""
    holder = Holder(record.name, record.number.value)
    judged = [certificate.usable_for(holder, today=today) for certificate in line.certificates]
    return tuple(verdict.reason for verdict in judged if isinstance(verdict, Unusable))
