# SPDX-License-Identifier: Apache-2.0
"""What can be found out about the seals of a file that anybody may have made.

Intact is not enough: an intact seal whose file has grown covers only what stood there before.
So each finding also says whether the file, as it lies here, is the file that was sealed.
"""

import asyncio
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Final

from asn1crypto import cms, x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import async_validate_pdf_signature, async_validate_pdf_timestamp
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from certificates.national.judge import NationalFinding, judge
from certificates.signing.long_term import Anchors, long_term_proof
from certificates.signing.national_seal import covered_digest, second_signature

# What a parser of hostile input may answer with besides its own errors.
_MALFORMED: Final = (
    PdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
# Octets of DER (X.690, 8.1.2 and 8.1.3).
_LONG_LENGTH: Final = 0x80
_CONSTRUCTED: Final = 0x20
_LONG_TAG: Final = 0x1F
_OUT_OF_DATE: Final = frozenset(
    {
        AdESIndeterminate.OUT_OF_BOUNDS_NO_POE,
        AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED,
        AdESIndeterminate.REVOCATION_OUT_OF_BOUNDS_NO_POE,
    }
)


@dataclass(frozen=True)
class SealFinding:
    """One seal of a file.

    Attributes:
        field_name: name of its signature field.
        covers_file: the signature holds and the file is what was sealed; nothing was changed,
            nothing but proofs of time appended.
        change: what became of a file that is not what was sealed, in English; empty else.
        root: the trusted root that the certificate leads to, DER; None when it leads to none
            that is valid at the moment asked for.
        is_out_of_date: it leads to a trusted root, but not at the moment asked for, and no
            proof of time that the file carries makes up for it.
        signer: common name on the signer's certificate, as it claims.
        signed_at: moment it states; not proved by anybody else.
        proved_at: moment by which a trusted time stamp proves the seal; None without one.
        national: the second signature, by SM2, judged at the moment that is proved, else at the
            one asked for; None when the seal has none.

    """

    field_name: str
    covers_file: bool
    root: bytes | None
    is_out_of_date: bool
    signer: str
    signed_at: datetime | None
    proved_at: datetime | None = None
    change: str = ""
    national: NationalFinding | None = None


class NotPdfError(ValueError):
    """The bytes are no PDF at all."""


class MalformedPdfError(ValueError):
    """A PDF, or a seal in it, that does not follow its own format."""


def find_seals(pdf: bytes, anchors: Anchors, *, at: datetime) -> tuple[SealFinding, ...]:
    """Check every signature of ``pdf`` offline; empty when there is none.

    Args:
        pdf: the file.
        anchors: trusted root certificates.
        at: moment at which certificates must be valid, with a time zone.

    Raises:
        NotPdfError: no ``%PDF-`` in the first 1024 bytes.
        MalformedPdfError: the file or a signature cannot be parsed.

    Must not be called from a running asyncio loop.

    """
    if b"%PDF-" not in pdf[:1024]:
        raise NotPdfError("no PDF header")
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=True)
        return tuple(
            asyncio.run(_finding(signature, anchors, pdf, at=at))
            for signature in reader.embedded_regular_signatures
        )
    except _MALFORMED as error:
        raise MalformedPdfError(type(error).__name__) from error


async def _finding(
    signature: EmbeddedPdfSignature, anchors: Anchors, pdf: bytes, *, at: datetime
) -> SealFinding:
    status = await async_validate_pdf_signature(
        signature,
        _context(anchors.seals, at),
        ts_validation_context=_context(anchors.times, at),
    )
    path = status.validation_path if status.trusted else None
    is_out_of_date = not status.trusted and status.trust_problem_indic in _OUT_OF_DATE
    proof = await long_term_proof(signature, anchors, at=at) if is_out_of_date else None
    root = None if path is None else bytes(path.first.dump())
    covers_file = (
        _covers_file(status)
        and _is_author_seal(signature)
        and await _proofs_hold(signature, anchors, at=at)
    )
    proved_at = _stamped_at(status) if proof is None else proof.sealed_by
    return SealFinding(
        field_name=str(signature.field_name),
        covers_file=covers_file,
        change="" if covers_file else _change(status),
        root=root if proof is None else proof.root,
        is_out_of_date=is_out_of_date and proof is None,
        signer=str(status.signing_cert.subject.native.get("common_name", "")),
        signed_at=status.signer_reported_dt,
        proved_at=proved_at,
        national=_national(signature, anchors, pdf, at=proved_at or at),
    )


def _national(
    signature: EmbeddedPdfSignature, anchors: Anchors, pdf: bytes, *, at: datetime
) -> NationalFinding | None:
    encoded = second_signature(signature)
    if encoded is None:
        return None
    return judge(encoded, covered_digest(signature, pdf), anchors.nationals, at=at)


async def _proofs_hold(
    signature: EmbeddedPdfSignature, anchors: Anchors, *, at: datetime
) -> bool:
    """Whether what follows the seal is stamped, each stamp whole, the last over all of it.

    Proofs may follow a seal; without a stamp over them anybody could have put them there.
    """
    stamps = signature.reader.embedded_timestamp_signatures
    for stamp in stamps:
        status = await async_validate_pdf_timestamp(stamp, _context(anchors.times, at))
        if not (status.valid and status.intact and _is_exact(stamp)):
            return False
    last = stamps[-1] if stamps else signature
    return last.evaluate_signature_coverage() == SignatureCoverageLevel.ENTIRE_FILE


def _context(roots: Sequence[bytes], at: datetime) -> ValidationContext:
    anchors = [x509.Certificate.load(root) for root in roots]
    return ValidationContext(trust_roots=anchors, moment=at, allow_fetching=False)


def _stamped_at(status: PdfSignatureStatus) -> datetime | None:
    """Moment of a time stamp on the signature that is whole and trusted."""
    stamp = status.timestamp_validity
    if stamp is None or not (stamp.valid and stamp.intact and stamp.trusted):
        return None
    return stamp.timestamp


def _change(status: PdfSignatureStatus) -> str:
    """What a technician is told of a file whose seal does not cover it as it is."""
    if not status.intact:
        return "its bytes are not those that this seal was put on"
    if status.coverage != SignatureCoverageLevel.ENTIRE_FILE:
        return "something was added behind the seal"
    return "the seal does not forbid changes, or its own value was changed"


def _covers_file(status: PdfSignatureStatus) -> bool:
    """Whether the signature holds and the whole file is what was signed.

    Where the chain is trusted, pyHanko's bottom line must agree; where it is not, the same is
    asked of the parts that do not depend on the chain.
    """
    if not (status.valid and status.intact and status.docmdp_ok and status.seed_value_ok):
        return False
    stamp = status.timestamp_validity
    if stamp is not None and not (stamp.valid and stamp.intact):
        return False
    # A stamp of an authority that nobody listed proves nothing and spoils nothing.
    is_known = status.trusted and (stamp is None or stamp.trusted)
    if is_known and not status.bottom_line:
        return False
    return status.coverage == SignatureCoverageLevel.ENTIRE_FILE or (
        status.coverage == SignatureCoverageLevel.ENTIRE_REVISION
        and status.modification_level == ModificationLevel.LTA_UPDATES
    )


def _is_author_seal(signature: EmbeddedPdfSignature) -> bool:
    """Whether it forbids every change, and no byte hides in or behind the signature value.

    A stamp on the signature is the one thing that may stand there unsigned: it proves itself.
    """
    if signature.docmdp_level != MDPPerm.NO_CHANGES or not _is_exact(signature):
        return False
    beside = signature.signer_info["unsigned_attrs"]
    if not beside:
        return True
    if [each["type"].native for each in beside] != ["signature_time_stamp_token"]:
        return False
    tokens = [token["content"] for each in beside for token in each["values"]]
    return all(_is_plain(token) for token in tokens)


def _is_exact(signature: EmbeddedPdfSignature) -> bool:
    """Whether the value that the signature cannot cover holds nothing but the signature.

    It must be DER (ETSI EN 319 142-1, 4.1), and zeros must fill the space that was kept for it.
    """
    value = signature.pkcs7_content
    return not any(value[_der_end(value, 0, len(value)) :]) and _is_plain(signature.signed_data)


def _is_plain(signed: cms.SignedData) -> bool:
    """Whether the parts that no digest covers say what they must (RFC 5652, 5.1 and 5.3)."""
    [signer] = signed["signer_infos"]
    algorithms = [each.dump() for each in signed["digest_algorithms"]]
    version = (
        "v3" if signed["encap_content_info"]["content_type"].native == "tst_info" else "v1"
    )
    return (
        algorithms == [signer["digest_algorithm"].dump()]
        and signed["version"].native == version
        and signer["version"].native == "v1"
    )


def _der_end(encoded: bytes, start: int, end: int) -> int:
    """Where the DER element at ``start`` ends; every length in it must be minimal and exact.

    Raises:
        ValueError: it is not DER, or reaches beyond ``end``.

    """
    tag, first = encoded[start], encoded[start + 1]
    content, length = start + 2, first
    if first & _LONG_LENGTH:
        content += first & ~_LONG_LENGTH
        length = int.from_bytes(encoded[start + 2 : content], "big")
        if length < _LONG_LENGTH or not encoded[start + 2]:
            raise ValueError("a length that is not minimal")
    stop = content + length
    if stop > end or tag & ~_CONSTRUCTED == 0 or tag & _LONG_TAG == _LONG_TAG:
        raise ValueError("an element that does not fit")
    if tag & _CONSTRUCTED:
        while content < stop:
            content = _der_end(encoded, content, stop)
    return stop
