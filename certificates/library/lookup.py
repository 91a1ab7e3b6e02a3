# SPDX-License-Identifier: Apache-2.0
"""One look-up as a value: what was found, or which of five things kept it from being found.

For the citizen the five differ: 没有查到 is an answer, the others are not. None of them ends a
session; what could not be called is promised or handed in.
"""

import logging
from dataclasses import dataclass

from certificates.electronic_certificate import ElectronicCertificate
from certificates.errors import (
    CertificateError,
    PlatformRefusedError,
    PlatformRubbishError,
    PlatformTimeoutError,
)
from certificates.library.interface import AuditElements, CertificateLibrary, HolderQuery

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Found:
    """At least one certificate; whether it counts, ``usable_for`` says."""

    certificates: tuple[ElectronicCertificate, ...]


@dataclass(frozen=True)
class NotFound:
    """The library answered that it has none."""


@dataclass(frozen=True)
class TimedOut:
    """No whole answer by the deadline."""

    code: str
    detail: str


@dataclass(frozen=True)
class Refused:
    """The library answered that it will not say."""

    code: str
    detail: str


@dataclass(frozen=True)
class Broken:
    """What came back is no answer."""

    code: str
    detail: str


@dataclass(frozen=True)
class Unreachable:
    """Nobody answered."""

    code: str
    detail: str


LookupOutcome = Found | NotFound | TimedOut | Refused | Broken | Unreachable


def look_up(
    library: CertificateLibrary, query: HolderQuery, audit: AuditElements, *, deadline_s: float
) -> LookupOutcome:
    """Search once, and tell apart everything that can come of it; never raises for the world.

    Args:
        library: where to search.
        query: whose certificates, of which kind, for what purpose.
        audit: what the library records of the call.
        deadline_s: longest wait for the outcome, in seconds.

    """
    try:
        certificates = library.find_by_holder(query, audit, deadline_s=deadline_s)
    except CertificateError as error:
        _log.info("look-up of %s failed: %s", query.type_code, error)
        return failure_of(error)
    return Found(certificates) if certificates else NotFound()


def failure_of(error: CertificateError) -> TimedOut | Refused | Broken | Unreachable:
    """Tell the four failures apart, whatever was asked for."""
    match error:
        case PlatformTimeoutError():
            return TimedOut(error.code, error.detail)
        case PlatformRefusedError():
            return Refused(error.code, error.detail)
        case PlatformRubbishError():
            return Broken(error.code, error.detail)
        case _:
            return Unreachable(error.code, error.detail)
