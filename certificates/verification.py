# SPDX-License-Identifier: Apache-2.0
"""Licence verification (证照核验): one verdict for a file or a QR text, offline.

Offline, the verdict is on the paper as it was issued; whether the licence was revoked since is
known only to the authority's own register, and as far as a list of it was brought here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Final

from certificates import cose
from certificates.qr import (
    CHINA,
    LicenceClaims,
    NotQrTextError,
    UnknownKeyError,
    read_qr,
)
from certificates.revocation import NOTHING_KNOWN, RevocationList
from certificates.trust import PdfRoot, TrustList

if TYPE_CHECKING:
    from certificates.national.judge import NationalFinding
    from certificates.signing.validate import SealFinding


class Verdict(Enum):
    """What a check came to; only ``VALID`` is a licence.

    ``UNCHECKED`` is said of a second signature alone, where what checks it is not installed.
    """

    VALID = "valid"
    SAMPLE = "sample"
    EXPIRED = "expired"
    REVOKED = "revoked"
    UNKNOWN_KEY = "unknown-key"
    ALTERED = "altered"
    NOT_SIGNED = "not-signed"
    UNCHECKED = "unchecked"


# Of several seals the worst counts. A sample outranks an expired licence: it never was one.
_SEVERITY: Final = (
    Verdict.VALID,
    Verdict.EXPIRED,
    Verdict.REVOKED,
    Verdict.SAMPLE,
    Verdict.UNKNOWN_KEY,
    Verdict.ALTERED,
    Verdict.NOT_SIGNED,
    Verdict.UNCHECKED,
)


_PROVED: Final = frozenset({Verdict.VALID, Verdict.SAMPLE})
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
        claims: what QR text or attached data say; None when nothing is proved, and for a file
            without data.
        national: what the second signature came to, by SM2 with SM3; None when there is none.
            It bears on the verdict only where it was altered: the seal alone makes a licence.

    """

    verdict: Verdict
    reason: str
    signer: str = ""
    signed_at: datetime | None = None
    proved_at: datetime | None = None
    claims: LicenceClaims | None = None
    national: "Verification | None" = None


def verify_pdf(
    pdf: bytes, trust: TrustList, *, at: datetime, revoked: RevocationList = NOTHING_KNOWN
) -> Verification:
    """Check a sealed file; of several seals the worst one counts.

    Args:
        pdf: the file, from anywhere.
        trust: roots that are believed.
        at: now, with a time zone.
        revoked: licences known to be no longer good.

    Must not be called from a running asyncio loop.

    """
    # pyHanko and pypdf take long to import; a QR text is checked without them.
    from certificates.licence_data import attached_claims  # noqa: PLC0415
    from certificates.signing import validate  # noqa: PLC0415
    from certificates.signing.long_term import Anchors  # noqa: PLC0415

    roots = (*trust.pdf_roots, *trust.sm2_roots)
    is_demo = {root.certificate: root.is_demo for root in roots}
    anchors = Anchors(*map(_certificates, (trust.pdf_roots, trust.time_roots, trust.sm2_roots)))
    try:
        findings = validate.find_seals(pdf, anchors, at=at)
    except validate.NotPdfError:
        return Verification(Verdict.NOT_SIGNED, "the file is no PDF")
    except validate.MalformedPdfError as error:
        return _of_remains(pdf, f"the file is damaged ({error})")
    if not findings:
        return _of_remains(pdf, "the file carries no seal")
    found = max(
        (_of_seal(finding, is_demo) for finding in findings),
        key=lambda each: _SEVERITY.index(each.verdict),
    )
    if found.verdict not in _PROVED:
        return found
    return _with_licence(found, attached_claims(pdf), at=at, revoked=revoked)


def verify_qr(
    text: str, trust: TrustList, *, at: datetime, revoked: RevocationList = NOTHING_KNOWN
) -> Verification:
    """Check the text of a licence's QR code.

    Args:
        text: as a scanner gives it.
        trust: keys that are believed.
        at: now, with a time zone.
        revoked: licences known to be no longer good.

    """
    try:
        verified = read_qr(text, trust)
    except NotQrTextError as error:
        return Verification(Verdict.NOT_SIGNED, str(error))
    except UnknownKeyError as error:
        return Verification(Verdict.UNKNOWN_KEY, str(error))
    except cose.SignatureMismatchError as error:
        return Verification(Verdict.ALTERED, str(error))
    key = verified.key
    found = Verification(Verdict.VALID, "the signature holds", signer=key.kid.hex())
    if key.is_demo:
        reason = "the signature holds, under a demo key"
        found = replace(found, verdict=Verdict.SAMPLE, reason=reason)
    return _with_licence(found, verified.claims, at=at, revoked=revoked)


def compare(file: Verification, code: Verification) -> Verification:
    """The verdict on a file and the code read from its paper: both must be of one licence.

    Names are not compared: a long one is cut in the code.
    """
    worse = max(file, code, key=lambda each: _SEVERITY.index(each.verdict))
    if file.claims is None or code.claims is None:
        return worse
    told, read = file.claims, code.claims
    if (told.number, told.issued_on, told.expires_on) != (
        read.number,
        read.issued_on,
        read.expires_on,
    ):
        reason = "the code on the paper is of another licence"
        return replace(file, verdict=Verdict.ALTERED, reason=reason)
    return worse


def _with_licence(
    found: Verification,
    claims: LicenceClaims | None,
    *,
    at: datetime,
    revoked: RevocationList,
) -> Verification:
    """Judge the licence itself, whose paper is genuine; a sample stays a sample."""
    if claims is None:
        return found
    found = replace(found, claims=claims)
    if found.verdict is not Verdict.VALID:
        return found
    entry = revoked.of(claims.number)
    day = at.astimezone(CHINA).date()
    if entry is not None and entry.on <= day and entry.concerns(claims.issued_on):
        reason = f"{found.reason}, the licence is {entry.reason.value} since {entry.on}"
        return replace(found, verdict=Verdict.REVOKED, reason=reason)
    ends_at = claims.ends_at()
    if ends_at is not None and at >= ends_at:
        reason = f"{found.reason}, the licence has run out"
        return replace(found, verdict=Verdict.EXPIRED, reason=reason)
    return found


def _of_remains(pdf: bytes, reason: str) -> Verification:
    """Judge a file in which no seal can be found: it never had one, or lost it."""
    if any(trace in pdf for trace in _SEAL_TRACES):
        return Verification(Verdict.ALTERED, f"{reason}, but what remains of a seal")
    return Verification(Verdict.NOT_SIGNED, reason)


def _certificates(roots: tuple[PdfRoot, ...]) -> tuple[bytes, ...]:
    return tuple(root.certificate for root in roots)


def _of_seal(finding: "SealFinding", is_demo: Mapping[bytes, bool]) -> Verification:
    verdict, reason = _judge(finding, is_demo)
    if finding.change:
        reason = f"{reason}: {finding.change}"
    national = None if finding.national is None else _of_national(finding.national, is_demo)
    if verdict is not Verdict.ALTERED and national and national.verdict is Verdict.ALTERED:
        verdict, reason = Verdict.ALTERED, "the signature by SM2 is not of this file"
    return Verification(
        verdict,
        reason,
        finding.signer,
        finding.signed_at,
        finding.proved_at,
        national=national,
    )


def _of_national(finding: "NationalFinding", is_demo: Mapping[bytes, bool]) -> Verification:
    if finding.unchecked:
        return Verification(Verdict.UNCHECKED, finding.unchecked)
    verdict, reason = _judge(finding, is_demo)
    return Verification(verdict, reason, finding.signer, finding.signed_at)


def _judge(
    finding: "SealFinding | NationalFinding", is_demo: Mapping[bytes, bool]
) -> tuple[Verdict, str]:
    if not finding.covers_file:
        return Verdict.ALTERED, "the file is not the one that was sealed"
    if finding.is_out_of_date:
        return Verdict.EXPIRED, "the seal holds, its certificate is not valid today"
    if finding.root is None:
        return Verdict.UNKNOWN_KEY, "the seal holds, under a certificate that nobody listed"
    if is_demo[finding.root]:
        return Verdict.SAMPLE, "the seal holds, under a demo certificate"
    return Verdict.VALID, "the seal holds"
