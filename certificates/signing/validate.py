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

from asn1crypto import x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

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
        root: the trusted root that the certificate leads to, DER; None when it leads to none
            that is valid at the moment asked for.
        is_out_of_date: it leads to a trusted root, but not at the moment asked for.
        signer: common name on the signer's certificate, as it claims.
        signed_at: moment it states; not proved by anybody else.

    """

    field_name: str
    covers_file: bool
    root: bytes | None
    is_out_of_date: bool
    signer: str
    signed_at: datetime | None


class NotPdfError(ValueError):
    """The bytes are no PDF at all."""


class MalformedPdfError(ValueError):
    """A PDF, or a seal in it, that does not follow its own format."""


def find_seals(pdf: bytes, *, roots: Sequence[bytes], at: datetime) -> tuple[SealFinding, ...]:
    """Check every signature of ``pdf`` offline; empty when there is none.

    Args:
        pdf: the file.
        roots: trusted root certificates, DER.
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
            _finding(signature, roots=roots, at=at)
            for signature in reader.embedded_regular_signatures
        )
    except _MALFORMED as error:
        raise MalformedPdfError(type(error).__name__) from error


def _finding(
    signature: EmbeddedPdfSignature, *, roots: Sequence[bytes], at: datetime
) -> SealFinding:
    anchors = [x509.Certificate.load(root) for root in roots]
    context = ValidationContext(trust_roots=anchors, moment=at, allow_fetching=False)
    status = asyncio.run(async_validate_pdf_signature(signature, context))
    path = status.validation_path if status.trusted else None
    return SealFinding(
        field_name=str(signature.field_name),
        covers_file=_covers_file(status) and _is_author_seal(signature),
        root=None if path is None else bytes(path.first.dump()),
        is_out_of_date=not status.trusted and status.trust_problem_indic in _OUT_OF_DATE,
        signer=str(status.signing_cert.subject.native.get("common_name", "")),
        signed_at=status.signer_reported_dt,
    )


def _covers_file(status: PdfSignatureStatus) -> bool:
    """Whether the signature holds and the whole file is what was signed.

    Where the chain is trusted, pyHanko's bottom line must agree; where it is not, the same is
    asked of the parts that do not depend on the chain.
    """
    if not (status.valid and status.intact and status.docmdp_ok and status.seed_value_ok):
        return False
    if status.trusted and not status.bottom_line:
        return False
    return status.coverage == SignatureCoverageLevel.ENTIRE_FILE or (
        status.coverage == SignatureCoverageLevel.ENTIRE_REVISION
        and status.modification_level == ModificationLevel.LTA_UPDATES
    )


def _is_author_seal(signature: EmbeddedPdfSignature) -> bool:
    """Whether it forbids every change, and no byte hides in or behind the signature value.

    The signature value is the one part of a file that the signature cannot cover. It must be
    DER (ETSI EN 319 142-1, 4.1) with the versions and the one digest algorithm of RFC 5652,
    5.1 and 5.3, and zeros must fill the space that was kept for it.
    """
    value = signature.pkcs7_content
    signed, signer = signature.signed_data, signature.signer_info
    algorithms = [each.dump() for each in signed["digest_algorithms"]]
    return (
        signature.docmdp_level == MDPPerm.NO_CHANGES
        and not any(value[_der_end(value, 0, len(value)) :])
        and algorithms == [signer["digest_algorithm"].dump()]
        and signed["version"].native == signer["version"].native == "v1"
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
