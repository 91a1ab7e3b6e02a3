# SPDX-License-Identifier: Apache-2.0
"""What the simulated platform answers in the ``regional`` dialect: sessions, tokens, two steps.

Written from ``regional.openapi.yaml``, not from the client. It stands under ``/regional``,
beside the other operations. A session that is not known, for instance of before a restart, is
answered with code 401.
"""

import secrets
from collections import OrderedDict
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Final, TypeVar

from certificates.simulation.holders import digest_of
from certificates.simulation.operations import (
    AUDIT_NAMES,
    REFUSED,
    USE_CAUSE_LENGTH,
    Account,
    Envelope,
    Parameters,
    RefusedCallError,
    Reply,
    demanded,
    file_digest,
    pdf_of,
    thumbnail,
)
from certificates.simulation.records import Entry
from certificates.simulation.shelf import Shelf

PREFIX: Final = "regional/"
SESSION_OVER: Final = 401
_KEPT: Final = 10_000
_Value = TypeVar("_Value")
_NAMES: Final = {
    "certificateTypeCode": "CertificateType",
    "certificateName": "CertificateName",
    "certificateNumber": "CertificateNumber",
    "certificateIdentifier": "CertificateID",
    "certificateIssuingAuthorityName": "IssueDept",
    "certificateIssuingAuthorityCode": "IssueDeptCode",
    "certificateIssuedDate": "IssueDate",
    "certificateEffectiveDate": "ValidBeginDate",
    "certificateExpiringDate": "ValidEndDate",
    "certificateHolderName": "CertificateHolder",
    "certificateHolderCode": "CertificateHolderCode",
    "certificateHolderTypeCode": "CertificateHolderType",
    "certificateAreaCode": "AreaCode",
    "certificateStatus": "CertificateStatus",
}


class RegionalDesk:
    """Sessions and tokens of the regional dialect; safe to use from several threads at once."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._lock = Lock()
        self._sessions: OrderedDict[str, None] = OrderedDict()
        self._tokens: OrderedDict[str, str] = OrderedDict()
        self._operations: Final[Mapping[str, Callable[[Parameters], Reply]]] = {
            "checkIDCard": self._token,
            "secRetrieval": self._by_holder,
            "secGetCertificateDataByHolder": self._by_holder,
            "getCertificateDataByCertificateID": self._by_identifier,
            "getCertificateDataByQRCode": self._by_qr,
            "getCertificateFileByCertificateID": self._place,
            "getCertFile": self._file,
            "getThumbnail": self._thumbnail,
            "verifyCertificateData": self._verified,
            "verifyCertificateFile": self._verified_file,
        }

    @property
    def operations(self) -> frozenset[str]:
        """Last parts of the addresses, after the prefix."""
        return frozenset({"login", *self._operations})

    def forget_sessions(self) -> None:
        """Let every session end."""
        with self._lock:
            self._sessions.clear()

    def reply(self, operation: str, request: object, account: Account) -> Reply:
        """Answer one call; an envelope still has the names of ``certshare`` in it."""
        try:
            parameters = _parameters(request)
            if operation == "login":
                return self._login(parameters, account)
            with self._lock:
                is_known = parameters.get("SessionID", "") in self._sessions
            if not is_known:
                return Envelope(SESSION_OVER, "请重新登录")
            return self._operations[operation](parameters)
        except RefusedCallError as refusal:
            return Envelope(REFUSED, str(refusal))

    def _login(self, parameters: Parameters, account: Account) -> Reply:
        for name, wanted in (
            ("account", account.access_id),
            ("password", account.access_token),
        ):
            if wanted and parameters.get(name) != wanted:
                raise RefusedCallError("账号或密码错误")
        with self._lock:
            return Envelope(data={"sessionId": _kept(self._sessions, None)})

    def _token(self, parameters: Parameters) -> Reply:
        number = demanded(parameters, "id")
        if not demanded(parameters, "startDay") <= demanded(parameters, "endDay"):
            raise RefusedCallError("起止日期颠倒")
        with self._lock:
            return Envelope(data={"token": _kept(self._tokens, number)})

    def _by_holder(self, parameters: Parameters) -> Reply:
        code = demanded(parameters, "CertificateHolderCode")
        type_code = demanded(parameters, "CertificateType")
        with self._lock:
            holder = self._tokens.get(code, code)
        if holder == code and code.startswith("4399"):
            raise RefusedCallError("身份证号须先换取令牌")
        return Envelope(data={"certData": self._shelf.by_holder(holder, type_code)})

    def _by_identifier(self, parameters: Parameters) -> Reply:
        return _one(self._shelf.by_identifier(demanded(parameters, "CertificateID")))

    def _by_qr(self, parameters: Parameters) -> Reply:
        return _one(self._shelf.by_qr(demanded(parameters, "QRCode")))

    def _place(self, parameters: Parameters) -> Reply:
        entry = self._known(parameters)
        last_day = parameters.get("CopyExpiringDate", "")
        url = f"/file/{entry['certificateIdentifier']}?{last_day}"
        return Envelope(data={"url": url, "fileFormat": "pdf"})

    def _file(self, parameters: Parameters) -> Reply:
        identifier, _, last_day = (
            demanded(parameters, "url").removeprefix("/file/").partition("?")
        )
        entry = self._shelf.by_identifier(identifier)
        if entry is None:
            raise RefusedCallError("文件不存在")
        if not (last_day.isascii() and last_day.isprintable()):
            raise RefusedCallError("文件不存在")
        if not last_day:
            return pdf_of(identifier)
        if self._shelf.copies.is_refused:
            raise RefusedCallError("不提供加注件")
        return self._shelf.copies.copy_of(entry, parameters["UseFor"], last_day)

    def _thumbnail(self, parameters: Parameters) -> Reply:
        self._known(parameters)
        demanded(parameters, "watermark")
        return thumbnail()

    def _verified(self, parameters: Parameters) -> Reply:
        entry = self._shelf.by_identifier(demanded(parameters, "CertificateID"))
        status = str(entry["certificateStatus"]) if entry else ""
        exists = entry is not None
        return Envelope(data={"exists": exists, "matches": exists, "CertificateStatus": status})

    def _verified_file(self, parameters: Parameters) -> Reply:
        entry = self._shelf.by_identifier(demanded(parameters, "CertificateID"))
        digest = demanded(parameters, "FileDigest")
        if entry is None:
            return self._verified(parameters)
        identifier = str(entry["certificateIdentifier"])
        status = entry["certificateStatus"]
        is_same = file_digest(pdf_of(identifier)) == digest
        is_same = is_same or self._shelf.copies.knows(identifier, digest)
        return Envelope(data={"exists": True, "matches": is_same, "CertificateStatus": status})

    def _known(self, parameters: Parameters) -> Entry:
        entry = self._shelf.by_identifier(demanded(parameters, "CertificateID"))
        if entry is None:
            raise RefusedCallError("证照不存在")
        return entry


def as_regional(envelope: Envelope) -> dict[str, object]:
    """Put an envelope into this dialect's own form and names."""
    data: object = envelope.data
    if isinstance(entries := envelope.data.get("certData"), list):
        data = [_renamed(entry) for entry in entries]
    return {"code": envelope.status, "msg": envelope.message, "data": data}


def _renamed(entry: Entry) -> dict[str, object]:
    renamed: dict[str, object] = {
        theirs: entry[ours] for ours, theirs in _NAMES.items() if ours in entry
    }
    for name in ("IssueDate", "ValidBeginDate", "ValidEndDate"):
        renamed[name] = str(renamed.get(name, "")).replace("-", "")
    surface = entry.get("surfaceData")
    lines = surface if isinstance(surface, list) else []
    renamed["SurfaceData"] = [{line["name"]: line["value"]} for line in lines]
    if stated := entry.get("certificateDigest"):
        rest = {key: value for key, value in entry.items() if key != "certificateDigest"}
        holds = digest_of(rest) == stated
        renamed["CertificateDigest"] = digest_of(renamed) if holds else stated
    return renamed


def _one(entry: Entry | None) -> Reply:
    return Envelope(data={"certData": [entry] if entry else []})


def _kept(shelf: OrderedDict[str, _Value], value: _Value) -> str:
    word = secrets.token_hex(16)
    shelf[word] = value
    if len(shelf) > _KEPT:
        shelf.popitem(last=False)
    return word


def _parameters(request: object) -> Parameters:
    if not isinstance(request, dict):
        raise RefusedCallError("请求不是对象")
    parameters = {name: value for name, value in request.items() if isinstance(value, str)}
    for name in ("UseFor", *AUDIT_NAMES):
        if not parameters.get(name, "").strip():
            message = f"缺少{name}"
            raise RefusedCallError(message)
    if len(parameters["UseFor"]) > USE_CAUSE_LENGTH:
        raise RefusedCallError("UseFor超过200字")
    return parameters
