# SPDX-License-Identifier: Apache-2.0
"""Reads and writes the JSON of the ``regional`` dialect; strict at the border, pure.

Request: one flat object with ``SessionID``, ``UseFor``, the five audit elements and the
operation's parameters. Answer ``{"code": 0, "msg": "", "data": …}``; ``regional.openapi.yaml``
beside this file describes both. A certificate has the names of GB/T 36903 in capitals and its
face as a list of maps; it is renamed here and read by the same strict code as ``certshare``.
"""

from typing import Any, Final

from certificates.electronic_certificate import ElectronicCertificate
from certificates.errors import PlatformRefusedError
from certificates.library.certshare_wire import certificates_of, digest_holds, parsed, rubbish

SESSION_OVER: Final = 401
"""Code of an answer to a session that is not known, or no longer."""

_NAMES: Final = {
    "CertificateType": "certificateTypeCode",
    "CertificateName": "certificateName",
    "CertificateNumber": "certificateNumber",
    "CertificateID": "certificateIdentifier",
    "IssueDept": "certificateIssuingAuthorityName",
    "IssueDeptCode": "certificateIssuingAuthorityCode",
    "IssueDate": "certificateIssuedDate",
    "ValidBeginDate": "certificateEffectiveDate",
    "ValidEndDate": "certificateExpiringDate",
    "CertificateHolder": "certificateHolderName",
    "CertificateHolderCode": "certificateHolderCode",
    "CertificateHolderType": "certificateHolderTypeCode",
    "AreaCode": "certificateAreaCode",
    "CertificateStatus": "certificateStatus",
}
_MOST: Final = 200


class SessionOverError(PlatformRefusedError):
    """The session is not known to the platform, or no longer (PLATFORM-0303)."""


def decode_data(body: bytes) -> object:
    """Read the envelope of any answer and give its data; None where it has none.

    Raises:
        SessionOverError: the platform wants a new login.
        PlatformRefusedError: any other code than 0; the platform's words are left out, for they
            may name the citizen.
        PlatformRubbishError: not JSON, or without a code.

    """
    answer = parsed(body)
    code = answer.get("code") if isinstance(answer, dict) else None
    if not isinstance(answer, dict) or not isinstance(code, int) or isinstance(code, bool):
        raise rubbish("the answer has no code")
    if code == SESSION_OVER:
        raise SessionOverError("PLATFORM-0303", "the platform wants a new login")
    if code != 0:
        raise PlatformRefusedError("PLATFORM-0303", f"the platform answered code {code}")
    return answer.get("data")


def word_of(data: object, name: str) -> str:
    """Read one word out of the data, such as a session or a token.

    Raises:
        PlatformRubbishError: it is missing, blank, or not printable ASCII of usual length.

    """
    word = data.get(name) if isinstance(data, dict) else None
    if not isinstance(word, str) or not word.strip() or len(word) > 4 * _MOST:
        raise rubbish(f"{name} is missing or blank")
    if not (word.isascii() and word.isprintable()):
        raise rubbish(f"{name} has other characters than it may have")
    return word


def certificates_in(data: object) -> tuple[ElectronicCertificate, ...]:
    """Read the certificates of an answer; empty when the library has none.

    Raises:
        PlatformRubbishError: anything in them is not as described.

    """
    if data is None:
        return ()
    if not isinstance(data, list) or len(data) > _MOST:
        raise rubbish(f"data is no list of at most {_MOST} entries")
    return certificates_of([_renamed(entry) for entry in data])


def _renamed(entry: object) -> dict[str, Any]:
    if not isinstance(entry, dict):
        raise rubbish("an entry is no object")
    renamed = {ours: entry.get(theirs) for theirs, ours in _NAMES.items()}
    renamed["surfaceData"] = _lines(entry.get("SurfaceData"))
    if not digest_holds(entry, "CertificateDigest"):
        renamed["certificateDigest"] = "does not hold"
    return renamed


def _lines(surface: object) -> list[dict[str, object]]:
    """Turn a list of maps from label to value into labelled lines."""
    if surface is None:
        return []
    if not isinstance(surface, list) or len(surface) > _MOST:
        raise rubbish(f"SurfaceData is no list of at most {_MOST} maps")
    lines = list[dict[str, object]]()
    for part in surface:
        if not isinstance(part, dict):
            raise rubbish("a part of SurfaceData is no map")
        lines += [{"name": label, "value": value} for label, value in part.items()]
    return lines
