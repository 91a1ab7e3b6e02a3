# SPDX-License-Identifier: Apache-2.0
"""What every dialect demands of an answer: that it is about what was asked for."""

from collections.abc import Callable
from time import monotonic
from typing import Final

from certificates.certificate_types import BUSINESS_LICENCE, HolderCodeType
from certificates.electronic_certificate import ElectronicCertificate
from certificates.errors import (
    CertificateError,
    PlatformRefusedError,
    PlatformRubbishError,
)
from certificates.library.interface import AuditElements, HolderQuery, PlatformReport

ANSWER_LIMIT: Final = 1_000_000
"""Largest JSON answer or picture taken, in bytes."""

FILE_LIMIT: Final = 20_000_000
"""Largest file taken, in bytes."""

NOBODY: Final = "439900197002280122"
"""A number nobody has, for self-tests: division 439900 does not exist."""

_FILE_SIGNATURES: Final = (b"%PDF-", b"PK\x03\x04")  # PDF; OFD is a ZIP package (GB/T 33190)
_PICTURE_SIGNATURES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")

Found = tuple[ElectronicCertificate, ...]


def all_of_kind(certificates: Found, type_code: str) -> Found:
    """Let certificates through that are all of the kind that was asked for.

    Raises:
        PlatformRubbishError: one is of another kind.

    """
    if any(certificate.type_code != type_code for certificate in certificates):
        detail = f"asked for {type_code}, got certificates of another kind"
        raise PlatformRubbishError("PLATFORM-0304", detail)
    return certificates


def the_only(
    certificates: Found, identifier: str | None = None
) -> ElectronicCertificate | None:
    """Give the one certificate of an answer, which is the one asked for where that is known.

    Raises:
        PlatformRubbishError: there are several, or another came.

    """
    if not certificates:
        return None
    only = certificates[0]
    if len(certificates) > 1 or (identifier is not None and only.identifier != identifier):
        raise PlatformRubbishError("PLATFORM-0304", "got another certificate than asked for")
    return only


def file_of(body: bytes) -> bytes:
    """Let a PDF or an OFD through.

    Raises:
        PlatformRefusedError: nothing came: the library has no file (PLATFORM-0321).
        PlatformRubbishError: it is neither.

    """
    if not body:
        raise PlatformRefusedError("PLATFORM-0321", "the library has no file")
    if not body.startswith(_FILE_SIGNATURES):
        raise PlatformRubbishError("PLATFORM-0304", "the file is neither PDF nor OFD")
    return body


def picture_of(body: bytes) -> bytes:
    """Let a PNG or a JPEG through.

    Raises:
        PlatformRubbishError: it is neither.

    """
    if not body.startswith(_PICTURE_SIGNATURES):
        raise PlatformRubbishError("PLATFORM-0304", "the thumbnail is neither PNG nor JPEG")
    return body


def probe_with(
    find: Callable[[HolderQuery, AuditElements], object], org_name: str
) -> PlatformReport:
    """Search for nobody's licence: tests line, account, purpose and answer in one call."""
    audit = AuditElements(
        org_name.strip() or "自助终端", "selftest", "终端自检", "selftest", "selftest"
    )
    kind = HolderCodeType.CITIZEN_NUMBER.value
    query = HolderQuery(NOBODY, kind, BUSINESS_LICENCE.code, "终端自检")
    started = monotonic()
    try:
        find(query, audit)
    except CertificateError as error:
        return PlatformReport(reachable=False, code=error.code, detail=error.detail)
    took_ms = (monotonic() - started) * 1000
    return PlatformReport(reachable=True, code="", detail=f"answered in {took_ms:.0f} ms")
