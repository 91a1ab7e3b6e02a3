# SPDX-License-Identifier: Apache-2.0
"""Licence verification (证照核验): one verdict for a file or a QR text, offline.

Offline, the verdict is on the paper as it was issued; whether the licence was revoked since is
known only to the authority's own register.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Final

from certificates import cose
from certificates.qr import (
    LicenceClaims,
    NotQrTextError,
    UnknownKeyError,
    read_qr,
)
from certificates.trust import TrustList

if TYPE_CHECKING:
    from certificates.signing.validate import SealFinding


class Verdict(Enum):
    """What a check came to; only ``VALID`` is a licence."""

    VALID = "valid"
    SAMPLE = "sample"
    EXPIRED = "expired"
    UNKNOWN_KEY = "unknown-key"
    ALTERED = "altered"
    NOT_SIGNED = "not-signed"


# Of several seals the worst counts. A sample outranks an expired licence: it never was one.
_SEVERITY: Final = (
    Verdict.VALID,
    Verdict.EXPIRED,
    Verdict.SAMPLE,
    Verdict.UNKNOWN_KEY,
    Verdict.ALTERED,
)


_SEAL_TRACES: Final = (b"/ByteRange", b"/SigFlags")


@dataclass(frozen=True)
class Verification:
    """A verdict and what it rests on.

    Attributes:
        verdict: what the check came to.
        reason: one sentence in English, for the technician; no personal data.
        signer: name on the certificate, or the key id; empty when not signed.
        signed_at: moment that the seal states; None for a QR text.
        proved_at: moment by which a trusted time stamp proves the seal; None without one.
        claims: what the QR text says; None for a file and when nothing is proved.

    """

    verdict: Verdict
    reason: str
    signer: str = ""
    signed_at: datetime | None = None
    proved_at: datetime | None = None
    claims: LicenceClaims | None = None


def verify_pdf(pdf: bytes, trust: TrustList, *, at: datetime) -> Verification:
    """Check a sealed file; of several seals the worst one counts.

    Args:
        pdf: the file, from anywhere.
        trust: roots that are believed.
        at: now, with a time zone.

    Must not be called from a running asyncio loop.

    """
    # pyHanko takes half a second to import; a QR text is checked without it.
    from certificates.signing import validate  # noqa: PLC0415
    from certificates.signing.long_term import Anchors  # noqa: PLC0415

    is_demo = {root.certificate: root.is_demo for root in trust.pdf_roots}
    times = tuple(root.certificate for root in trust.time_roots)
    try:
        findings = validate.find_seals(pdf, Anchors(tuple(is_demo), times), at=at)
    except validate.NotPdfError:
        return Verification(Verdict.NOT_SIGNED, "the file is no PDF")
    except validate.MalformedPdfError as error:
        return _of_remains(pdf, f"the file is damaged ({error})")
    if not findings:
        return _of_remains(pdf, "the file carries no seal")
    return max(
        (_of_seal(finding, is_demo) for finding in findings),
        key=lambda each: _SEVERITY.index(each.verdict),
    )


def verify_qr(text: str, trust: TrustList, *, at: datetime) -> Verification:
    """Check the text of a licence's QR code.

    Args:
        text: as a scanner gives it.
        trust: keys that are believed.
        at: now, with a time zone.

    """
    try:
        verified = read_qr(text, trust)
    except NotQrTextError as error:
        return Verification(Verdict.NOT_SIGNED, str(error))
    except UnknownKeyError as error:
        return Verification(Verdict.UNKNOWN_KEY, str(error))
    except cose.SignatureMismatchError as error:
        return Verification(Verdict.ALTERED, str(error))
    claims, key = verified.claims, verified.key
    ends_at = claims.ends_at()
    if key.is_demo:
        verdict, reason = Verdict.SAMPLE, "the signature holds, under a demo key"
    elif ends_at is not None and at >= ends_at:
        verdict, reason = Verdict.EXPIRED, "the signature holds, the licence has run out"
    else:
        verdict, reason = Verdict.VALID, "the signature holds"
    return Verification(verdict, reason, signer=key.kid.hex(), claims=claims)


def _of_remains(pdf: bytes, reason: str) -> Verification:
    """Judge a file in which no seal can be found: it never had one, or lost it."""
    if any(trace in pdf for trace in _SEAL_TRACES):
        return Verification(Verdict.ALTERED, f"{reason}, but what remains of a seal")
    return Verification(Verdict.NOT_SIGNED, reason)


def _of_seal(finding: "SealFinding", is_demo: Mapping[bytes, bool]) -> Verification:
    verdict, reason = _judge(finding, is_demo)
    return Verification(verdict, reason, finding.signer, finding.signed_at, finding.proved_at)


def _judge(finding: "SealFinding", is_demo: Mapping[bytes, bool]) -> tuple[Verdict, str]:
    if not finding.covers_file:
        return Verdict.ALTERED, "the file is not the one that was sealed"
    if finding.is_out_of_date:
        return Verdict.EXPIRED, "the seal holds, its certificate is not valid today"
    if finding.root is None:
        return Verdict.UNKNOWN_KEY, "the seal holds, under a certificate that nobody listed"
    if is_demo[finding.root]:
        return Verdict.SAMPLE, "the seal holds, under a demo certificate"
    return Verdict.VALID, "the seal holds"
