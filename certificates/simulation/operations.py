# SPDX-License-Identifier: Apache-2.0
"""What the simulated platform answers: the ``certshare`` operations, pure and without HTTP.

Written from ``certshare.openapi.yaml``, not from the client. A call without purpose, without
one of the five audit elements or with a foreign account is refused with status 99, as the
deployed platforms do.
"""

import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from cryptography.hazmat.primitives import hashes

from certificates.simulation.one_page_pdf import one_page_pdf
from certificates.simulation.records import Entry
from certificates.simulation.shelf import Shelf

AUDIT_NAMES: Final = ("orgName", "username", "itemName", "itemCode", "businessCode")
REFUSED: Final = 99
USE_CAUSE_LENGTH: Final = 200

Parameters = Mapping[str, str]


@dataclass(frozen=True)
class Account:
    """The account that the platform takes; empty takes every one."""

    access_id: str = ""
    access_token: str = ""


@dataclass(frozen=True)
class Envelope:
    """A JSON answer: ``head.status``, ``head.message``, ``data``."""

    status: int = 0
    message: str = ""
    data: Mapping[str, object] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """The object that goes over the wire."""
        return {"head": {"status": self.status, "message": self.message}, "data": self.data}


Reply = Envelope | bytes
"""A JSON envelope, or the bytes of a file."""


class RefusedCallError(Exception):
    """The call is not as the interface demands; its message goes into the answer's head."""


def reply_to(operation: str, request: object, *, shelf: Shelf, account: Account) -> Reply:
    """Answer one call.

    Args:
        operation: last part of the address, a key of ``OPERATIONS``.
        request: the request's JSON.
        shelf: what the platform holds.
        account: who may ask.

    """
    return checked_reply(
        request, account, lambda parameters: OPERATIONS[operation](parameters, shelf)
    )


def checked_reply(
    request: object, account: Account, answer: Callable[[Parameters], Reply]
) -> Reply:
    """Give what ``answer`` says to the request's parameters, or the refusal of the call."""
    try:
        return answer(_parameters(request, account))
    except RefusedCallError as refusal:
        return Envelope(REFUSED, str(refusal))


def _parameters(request: object, account: Account) -> Parameters:
    head = request.get("head") if isinstance(request, dict) else None
    data = request.get("data") if isinstance(request, dict) else None
    if not isinstance(head, dict) or not isinstance(data, dict):
        raise RefusedCallError("请求缺少head或data")
    _check_account(head, account)
    parameters = {name: value for name, value in data.items() if isinstance(value, str)}
    for name in ("useCause", *AUDIT_NAMES):
        if not parameters.get(name, "").strip():
            message = f"缺少{name}"
            raise RefusedCallError(message)
    if len(parameters["useCause"]) > USE_CAUSE_LENGTH:
        raise RefusedCallError("useCause超过200字")
    return parameters


def _check_account(head: Mapping[str, object], account: Account) -> None:
    for name, wanted in (
        ("accessId", account.access_id),
        ("accessToken", account.access_token),
    ):
        if wanted and head.get(name) != wanted:
            raise RefusedCallError("accessId或accessToken无效")


def _by_holder(parameters: Parameters, shelf: Shelf) -> Reply:
    holder = demanded(parameters, "holderCode")
    type_code = demanded(parameters, "certTypeCode")
    demanded(parameters, "holderTypeCode")
    return Envelope(data={"certData": shelf.by_holder(holder, type_code)})


def _by_identifier(parameters: Parameters, shelf: Shelf) -> Reply:
    entry = _entry(parameters, shelf)
    return Envelope(data={"certData": [entry] if entry else []})


def _by_qr(parameters: Parameters, shelf: Shelf) -> Reply:
    entry = shelf.by_qr(demanded(parameters, "qrcode"))
    return Envelope(data={"certData": [entry] if entry else []})


def _file(parameters: Parameters, shelf: Shelf) -> Reply:
    entry = _entry(parameters, shelf)
    if entry is None:
        raise RefusedCallError("证照不存在")
    last_day = parameters.get("expiryTime", "")
    if not (last_day.isascii() and last_day.isprintable()):
        raise RefusedCallError("expiryTime不是日期")
    if not last_day:
        return pdf_of(str(entry["certificateIdentifier"]))
    if shelf.copies.is_refused:
        raise RefusedCallError("不提供加注件")
    return shelf.copies.copy_of(entry, parameters["useCause"], last_day)


def _thumbnail(parameters: Parameters, shelf: Shelf) -> Reply:
    demanded(parameters, "watermark")
    if _entry(parameters, shelf) is None:
        raise RefusedCallError("证照不存在")
    return thumbnail()


def _verified(parameters: Parameters, shelf: Shelf) -> Reply:
    entry = _entry(parameters, shelf)
    status = str(entry.get("certificateStatus", "")) if entry else ""
    return Envelope(data={"exists": entry is not None, "certificateStatus": status})


def _verified_file(parameters: Parameters, shelf: Shelf) -> Reply:
    digest = demanded(parameters, "fileDigest")
    if demanded(parameters, "digestAlgorithm") != "SM3":
        raise RefusedCallError("digestAlgorithm须为SM3")
    entry = _entry(parameters, shelf)
    if entry is None:
        return Envelope(data={"exists": False, "matches": False, "certificateStatus": ""})
    identifier = str(entry["certificateIdentifier"])
    is_held = file_digest(pdf_of(identifier)) == digest or shelf.copies.knows(
        identifier, digest
    )
    status = str(entry.get("certificateStatus", ""))
    return Envelope(data={"exists": True, "matches": is_held, "certificateStatus": status})


def _entry(parameters: Parameters, shelf: Shelf) -> Entry | None:
    return shelf.by_identifier(demanded(parameters, "certIdentifier"))


def pdf_of(identifier: str) -> bytes:
    """The file of a certificate, as the library holds it."""
    return one_page_pdf(("SPECIMEN - simulated certificate library", identifier))


def file_digest(content: bytes) -> str:
    """SM3 (GB/T 32905) in hexadecimal."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(content)
    return digest.finalize().hex()


def thumbnail() -> bytes:
    """A picture (PNG) of 8 by 8 grey dots."""
    rows = (b"\0" + b"\xc0" * 8) * 8
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    )


def demanded(parameters: Parameters, name: str) -> str:
    """Give a parameter that must be there, or refuse the call."""
    value = parameters.get(name, "").strip()
    if not value:
        message = f"缺少{name}"
        raise RefusedCallError(message)
    return value


OPERATIONS: Final[Mapping[str, Callable[[Parameters, Shelf], Reply]]] = {
    "queryCertInfoByHolderCode": _by_holder,
    "queryCertInfo": _by_identifier,
    "queryCertInfoByQRcode": _by_qr,
    "downloadFile": _file,
    "getThumbnail": _thumbnail,
    "verifyCertInfo": _verified,
    "verifyFile": _verified_file,
}
