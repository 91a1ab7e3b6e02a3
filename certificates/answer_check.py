# SPDX-License-Identifier: Apache-2.0
"""Checks a proof that another office has sealed: digest, seal, and what it says.

Offline, against the list of roots that this kiosk was given for other offices. What the proof
says of itself is read from ``issued.json`` in the file, which the seal covers; nothing that the
platform says beside it is believed.
"""

import io
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from certificates.earlier_material import SealedAnswer
from certificates.sealed_answer import AnswerFault, AnswerWanted, Believed
from certificates.verification import Verdict, verify_pdf

CONTENT_NAME: Final = "issued.json"
FAVOURABLE: Final = "favourable"
_CONTENT_LIMIT: Final = 100_000


_VERDICTS: Final[Mapping[Verdict, AnswerFault]] = {
    Verdict.NOT_SIGNED: AnswerFault.NOT_SEALED,
    Verdict.ALTERED: AnswerFault.TAMPERED,
    Verdict.UNKNOWN_KEY: AnswerFault.UNKNOWN_KEY,
    Verdict.EXPIRED: AnswerFault.SEAL_EXPIRED,
}


def check_answer(
    pdf: bytes, wanted: AnswerWanted, believed: Believed
) -> SealedAnswer | AnswerFault:
    """Check a sealed answer; anything that is not surely right is a fault.

    Must not be called from a running asyncio loop.
    """
    if not wanted.digest.fits(pdf):
        return AnswerFault.DIGEST
    is_sample = sealed_as_sample(pdf, believed)
    if isinstance(is_sample, AnswerFault):
        return is_sample
    content = _content(pdf)
    if content is None:
        return AnswerFault.NO_CONTENT
    return _judged(content, wanted, believed.at.date(), _Sealed(pdf, is_sample))


def sealed_as_sample(pdf: bytes, believed: Believed) -> bool | AnswerFault:
    """Whether a believed seal over the whole file is a sample's; a fault where there is none.

    Must not be called from a running asyncio loop.
    """
    verdict = verify_pdf(pdf, believed.trust, at=believed.at).verdict
    if fault := _VERDICTS.get(verdict):
        return fault
    is_sample = verdict is Verdict.SAMPLE
    return AnswerFault.SAMPLE if is_sample and not believed.samples else is_sample


@dataclass(frozen=True)
class _Sealed:
    pdf: bytes = field(repr=False)
    is_sample: bool


def _judged(
    content: Mapping[str, str], wanted: AnswerWanted, today: date, sealed: _Sealed
) -> SealedAnswer | AnswerFault:
    for name, value, fault in (
        ("ticket", wanted.ticket, AnswerFault.OTHER_REQUEST),
        ("officeCode", wanted.office_code, AnswerFault.OTHER_OFFICE),
        ("requestTypeCode", wanted.request_type, AnswerFault.OTHER_TYPE),
        ("holderCode", wanted.holder_code, AnswerFault.OTHER_HOLDER),
        ("conclusion", FAVOURABLE, AnswerFault.ADVERSE),
    ):
        if content.get(name) != value:
            return fault
    issued_on = _day(content.get("issuedDate", ""))
    until = content.get("validUntil", "")
    valid_until = _day(until)
    if issued_on is None or (until and valid_until is None):
        return AnswerFault.NO_CONTENT
    if valid_until is not None and valid_until < today:
        return AnswerFault.EXPIRED
    return SealedAnswer(
        ticket=wanted.ticket,
        office_code=wanted.office_code,
        request_type=wanted.request_type,
        issued_on=issued_on,
        valid_until=valid_until,
        digest=wanted.digest,
        content=sealed.pdf,
        is_sample=sealed.is_sample,
    )


def _day(text: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(text)
    return None


def _content(pdf: bytes) -> Mapping[str, str] | None:
    """Read ``issued.json``; None where it is missing, there twice, or no object of texts."""
    try:
        attached = PdfReader(io.BytesIO(pdf)).attachments.get(CONTENT_NAME, [])
        if len(attached) != 1 or len(attached[0]) > _CONTENT_LIMIT:
            return None
        content = json.loads(attached[0])
    except (PyPdfError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    if not isinstance(content, dict):
        return None
    return {str(name): value for name, value in content.items() if isinstance(value, str)}
