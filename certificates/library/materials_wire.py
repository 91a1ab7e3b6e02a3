# SPDX-License-Identifier: Apache-2.0
"""Reads the JSON of the materials library and of online issuing; strict at the border, pure.

``materials.openapi.yaml`` beside this file describes it. The envelope and the single values are
those of the ``certshare`` dialect and are read by its code; what else differs is PLATFORM-0304.
"""

import re
from typing import Any, Final

from certificates.earlier_material import (
    DigestKind,
    EarlierMaterial,
    FileDigest,
    IssueReport,
    IssueState,
)
from certificates.library.certshare_wire import (
    ENTRIES,
    date_of,
    decode_answer,
    needed_text,
    rubbish,
    text_of,
)

REASON_LENGTH: Final = 200
"""Longest reason of an office that is shown, in characters."""

TICKET_LENGTH: Final = 200
_DIGEST: Final = re.compile("[0-9a-f]{64}")
_KINDS: Final = {kind.value: kind for kind in DigestKind}
_MEDIA_TYPES: Final = frozenset({"application/pdf", "application/ofd"})


def decode_materials(body: bytes) -> tuple[EarlierMaterial, ...]:
    """Read a list of earlier materials, in the order answered.

    Raises:
        PlatformRefusedError: the head's status is not 0.
        PlatformRubbishError: anything in the answer is not as described.

    """
    entries = _data(body).get("materials")
    if not isinstance(entries, list) or len(entries) > ENTRIES:
        raise rubbish(f"materials is no list of at most {ENTRIES} entries")
    return tuple(_material(entry) for entry in entries)


def decode_ticket(body: bytes) -> str:
    """Read the ticket of a request.

    Raises:
        PlatformRefusedError: the head's status is not 0.
        PlatformRubbishError: there is none, or one that is too long.

    """
    ticket = needed_text(_data(body), "ticket")
    if len(ticket) > TICKET_LENGTH:
        raise rubbish(f"the ticket has more than {TICKET_LENGTH} characters")
    return ticket


def decode_report(body: bytes, ticket: str) -> IssueReport:
    """Read how far the request of ``ticket`` is.

    Raises:
        PlatformRefusedError: the head's status is not 0.
        PlatformRubbishError: it is about another ticket, or issued without a digest.

    """
    data = _data(body)
    if needed_text(data, "ticket") != ticket:
        raise rubbish("the answer is about another ticket")
    state = IssueState.of(text_of(data, "state"))
    return IssueReport(
        ticket,
        state,
        reason=text_of(data, "reason")[:REASON_LENGTH],
        digest=_digest(data) if state is IssueState.ISSUED else None,
    )


def _data(body: bytes) -> dict[str, Any]:
    data = decode_answer(body).get("data")
    if not isinstance(data, dict):
        raise rubbish("the answer has no data")
    return data


def _material(entry: object) -> EarlierMaterial:
    if not isinstance(entry, dict):
        raise rubbish("an entry of materials is no object")
    submitted_on = date_of(entry, "submittedDate")
    if submitted_on is None:
        raise rubbish("submittedDate is missing or blank")
    media_type = needed_text(entry, "mediaType")
    if media_type not in _MEDIA_TYPES:
        raise rubbish("mediaType is neither PDF nor OFD")
    return EarlierMaterial(
        identifier=needed_text(entry, "materialIdentifier"),
        type_code=needed_text(entry, "materialTypeCode"),
        name=needed_text(entry, "materialName"),
        version=needed_text(entry, "materialVersion"),
        submitted_on=submitted_on,
        valid_until=date_of(entry, "validUntil"),
        holder_code=needed_text(entry, "holderCode"),
        digest=_digest(entry),
        media_type=media_type,
        source_case=needed_text(entry, "sourceCase"),
    )


def _digest(entry: dict[str, Any]) -> FileDigest:
    kind = _KINDS.get(needed_text(entry, "digestAlgorithm"))
    value = needed_text(entry, "fileDigest")
    if kind is None or not _DIGEST.fullmatch(value):
        raise rubbish("the digest is neither SM3 nor SHA-256 in lower-case hexadecimal")
    return FileDigest(kind, value)
