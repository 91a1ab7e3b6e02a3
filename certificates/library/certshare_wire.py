# SPDX-License-Identifier: Apache-2.0
"""Reads and writes the JSON of the ``certshare`` dialect; strict at the border, pure.

Request ``{"head": {"accessId", "accessToken"}, "data": {…}}``, answer ``{"head": {"status",
"message"}, "data": {"certData": …}}``; ``certshare.openapi.yaml`` beside this file describes
both. A list, a single object and JSON text are taken for ``certData``; names that are not known
here are ignored. What else differs is PLATFORM-0304.
"""

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any, Final

from cryptography.hazmat.primitives import hashes

from certificates.electronic_certificate import CertificateStatus, ElectronicCertificate
from certificates.errors import PlatformRefusedError, PlatformRubbishError
from certificates.library.interface import Verification

TEXT_LENGTH: Final = 10_000
"""Longest single value taken, in characters; the longest 经营范围 met has a few thousand."""

ENTRIES: Final = 200
"""Most certificates, and most lines of one face, that are taken."""

_LONG_TERM: Final = frozenset({"", "长期"})
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{8}")


def encode_call(head: Mapping[str, str], data: Mapping[str, object] | str) -> bytes:
    """Write one request body (JSON, UTF-8); data that are encrypted are a text."""
    said = data if isinstance(data, str) else dict(data)
    return json.dumps({"head": dict(head), "data": said}).encode()


def decode_certificates(body: bytes) -> tuple[ElectronicCertificate, ...]:
    """Read the answer of an operation that hands out certificates.

    Returns:
        All certificates in the order answered; empty when the library has none.

    Raises:
        PlatformRefusedError: the head's status is not 0.
        PlatformRubbishError: anything in the answer is not as described.

    """
    answer = decode_answer(body)
    content = _opened(answer.get("data"))
    if not isinstance(content, dict) or "certData" not in content:
        raise rubbish("the answer has no certData")
    return certificates_of(content["certData"])


def certificates_of(content: object) -> tuple[ElectronicCertificate, ...]:
    """Read a list of certificates, one of them, or either as JSON text.

    Raises:
        PlatformRubbishError: anything in it is not as described.

    """
    entries = _opened(content)
    if entries is None:
        return ()
    if isinstance(entries, dict):
        entries = [entries]
    if not isinstance(entries, list) or len(entries) > ENTRIES:
        raise rubbish(f"certData is no list of at most {ENTRIES} entries")
    return tuple(_certificate(entry) for entry in entries)


def decode_verification(body: bytes) -> Verification:
    """Read the answer of an operation that verifies; ``matches`` is true where not said.

    Raises:
        PlatformRefusedError: the head's status is not 0.
        PlatformRubbishError: anything in the answer is not as described.

    """
    return verification_of(_opened(decode_answer(body).get("data")))


def verification_of(content: object) -> Verification:
    """Read what a library says about something that it was shown.

    Raises:
        PlatformRubbishError: anything in it is not as described.

    """
    if not isinstance(content, dict):
        raise rubbish("the answer has no verification")
    exists, matches = content.get("exists"), content.get("matches", True)
    if not isinstance(exists, bool) or not isinstance(matches, bool):
        raise rubbish("exists or matches is neither true nor false")
    status = CertificateStatus.from_code(text_of(content, "certificateStatus"))
    return Verification(exists, status, matches and exists)


def digest_of(content: bytes) -> str:
    """Give the SM3 digest (GB/T 32905) in lower-case hexadecimal."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(content)
    return digest.finalize().hex()


def decode_answer(body: bytes) -> dict[str, Any]:
    """Read the envelope of any answer.

    Raises:
        PlatformRefusedError: the head's status is not 0. The platform's message is left out of
            the detail: it may name the citizen.
        PlatformRubbishError: not JSON, or without a head and a status.

    """
    answer = parsed(body)
    head = answer.get("head") if isinstance(answer, dict) else None
    status = head.get("status") if isinstance(head, dict) else None
    if isinstance(status, str) and status.isascii() and status.isdigit():
        status = int(status[:9])
    if not isinstance(answer, dict) or not isinstance(status, int) or isinstance(status, bool):
        raise rubbish("the answer has no head with a status")
    if status != 0:
        raise PlatformRefusedError("PLATFORM-0303", f"the platform answered status {status}")
    return answer


def _certificate(entry: object) -> ElectronicCertificate:
    if not isinstance(entry, dict):
        raise rubbish("an entry of certData is no object")
    return ElectronicCertificate(
        type_code=needed_text(entry, "certificateTypeCode"),
        name=needed_text(entry, "certificateName"),
        number=text_of(entry, "certificateNumber"),
        identifier=needed_text(entry, "certificateIdentifier"),
        issuing_authority_name=text_of(entry, "certificateIssuingAuthorityName"),
        issuing_authority_code=text_of(entry, "certificateIssuingAuthorityCode"),
        issued_on=date_of(entry, "certificateIssuedDate"),
        effective_on=date_of(entry, "certificateEffectiveDate"),
        expires_on=date_of(entry, "certificateExpiringDate"),
        holder_name=needed_text(entry, "certificateHolderName"),
        holder_code=needed_text(entry, "certificateHolderCode"),
        holder_type_code=text_of(entry, "certificateHolderTypeCode"),
        area_code=text_of(entry, "certificateAreaCode"),
        status=CertificateStatus.from_code(text_of(entry, "certificateStatus")),
        surface=_surface(_opened(entry.get("surfaceData"))),
        digest_holds=digest_holds(entry, "certificateDigest"),
    )


def digest_holds(entry: dict[str, Any], name: str) -> bool:
    """Tell whether an entry has the digest that it states; without one, true.

    The digest is SM3 over the entry without it: JSON with sorted names and no blanks, UTF-8.
    """
    stated = text_of(entry, name)
    if not stated:
        return True
    rest = {key: value for key, value in entry.items() if key != name}
    try:
        text = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return digest_of(text.encode()) == stated.lower()
    except (ValueError, RecursionError):  # half a surrogate pair; nested beyond all reason
        return False


def _surface(lines: object) -> tuple[tuple[str, str], ...]:
    if lines is None:
        return ()
    if not isinstance(lines, list) or len(lines) > ENTRIES:
        raise rubbish(f"surfaceData is no list of at most {ENTRIES} lines")
    return tuple(_line(line) for line in lines)


def _line(line: object) -> tuple[str, str]:
    if not isinstance(line, dict):
        raise rubbish("a line of surfaceData is no object")
    return needed_text(line, "name"), text_of(line, "value")


def needed_text(entry: dict[str, Any], name: str) -> str:
    """Read a text that must be there.

    Raises:
        PlatformRubbishError: it is missing or blank, or is no text.

    """
    text = text_of(entry, name)
    if not text:
        raise rubbish(f"{name} is missing or blank")
    return text


def text_of(entry: dict[str, Any], name: str) -> str:
    """Read a text; missing and null are empty. Stripped of white space at both ends.

    Raises:
        PlatformRubbishError: it is no text, too long, or has control characters.

    """
    value = entry.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > TEXT_LENGTH:
        raise rubbish(f"{name} is no text of at most {TEXT_LENGTH} characters")
    text = value.strip()
    if any(_is_no_character(character) for character in text):
        raise rubbish(f"{name} has a control character or half a surrogate pair")
    return text


def _is_no_character(character: str) -> bool:
    return (character < " " and character not in "\t\r\n") or "\ud800" <= character <= "\udfff"


def date_of(entry: dict[str, Any], name: str) -> date | None:
    """Read a day; None for one that is empty or 长期.

    Raises:
        PlatformRubbishError: it is no day.

    """
    text = text_of(entry, name)
    if text in _LONG_TERM:
        return None
    if _DATE.fullmatch(text):  # weeks and ordinal days are ISO 8601 too, and not in use here
        with suppress(ValueError):  # the 30th of February; the error would quote the value
            return date.fromisoformat(text)
    raise rubbish(f"{name} is no date")


def _opened(value: object) -> object:
    """Open JSON text inside JSON; anything else stays as it is."""
    return parsed(value.encode("utf-8", "surrogatepass")) if isinstance(value, str) else value


def parsed(content: bytes) -> object:
    """Read JSON.

    Raises:
        PlatformRubbishError: it is none.

    """
    try:
        value: object = json.loads(content)
    except (ValueError, RecursionError):
        # The cause holds the whole document, and with it the citizen's data.
        raise rubbish("the answer is not JSON") from None
    return value


def rubbish(detail: str) -> PlatformRubbishError:
    """Say what in the answer is not as described; nothing of its content."""
    return PlatformRubbishError("PLATFORM-0304", detail)
