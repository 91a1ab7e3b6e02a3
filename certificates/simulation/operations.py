# SPDX-License-Identifier: Apache-2.0
"""What the simulated platform answers: the ``certshare`` operations, pure and without HTTP.

Written from ``certshare.openapi.yaml``, not from the client. A call without purpose, without
one of the five audit elements or with a foreign account is refused with status 99, as the
deployed platforms do.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from certificates.simulation.one_page_pdf import one_page_pdf
from certificates.simulation.records import Record

AUDIT_NAMES: Final = ("orgName", "username", "itemName", "itemCode", "businessCode")
REFUSED: Final = 99
_USE_CAUSE_LENGTH: Final = 200

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


def reply_to(
    operation: str, request: object, *, records: Sequence[Record], account: Account
) -> Reply:
    """Answer one call.

    Args:
        operation: last part of the address, a key of ``OPERATIONS``.
        request: the request's JSON.
        records: what the platform holds.
        account: who may ask.

    """
    return checked_reply(
        request, account, lambda parameters: OPERATIONS[operation](parameters, records)
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
    if len(parameters["useCause"]) > _USE_CAUSE_LENGTH:
        raise RefusedCallError("useCause超过200字")
    return parameters


def _check_account(head: Mapping[str, object], account: Account) -> None:
    for name, wanted in (
        ("accessId", account.access_id),
        ("accessToken", account.access_token),
    ):
        if wanted and head.get(name) != wanted:
            raise RefusedCallError("accessId或accessToken无效")


def _by_holder(parameters: Parameters, records: Sequence[Record]) -> Reply:
    holder = demanded(parameters, "holderCode")
    type_code = demanded(parameters, "certTypeCode")
    demanded(parameters, "holderTypeCode")
    found = [
        record.entry
        for record in records
        if holder in record.found_by and record.type_code == type_code
    ]
    return Envelope(data={"certData": found})


def _by_identifier(parameters: Parameters, records: Sequence[Record]) -> Reply:
    record = _record(parameters, records)
    return Envelope(data={"certData": [record.entry] if record else []})


def _file(parameters: Parameters, records: Sequence[Record]) -> Reply:
    record = _record(parameters, records)
    if record is None:
        raise RefusedCallError("证照不存在")
    return one_page_pdf(("SPECIMEN - simulated certificate library", record.identifier))


def _verified(parameters: Parameters, records: Sequence[Record]) -> Reply:
    record = _record(parameters, records)
    status = str(record.entry.get("certificateStatus", "")) if record else ""
    return Envelope(data={"exists": record is not None, "certificateStatus": status})


def _record(parameters: Parameters, records: Sequence[Record]) -> Record | None:
    identifier = demanded(parameters, "certIdentifier")
    return next((record for record in records if record.identifier == identifier), None)


def demanded(parameters: Parameters, name: str) -> str:
    """Give a parameter that must be there, or refuse the call."""
    value = parameters.get(name, "").strip()
    if not value:
        message = f"缺少{name}"
        raise RefusedCallError(message)
    return value


OPERATIONS: Final[Mapping[str, Callable[[Parameters, Sequence[Record]], Reply]]] = {
    "queryCertInfoByHolderCode": _by_holder,
    "queryCertInfo": _by_identifier,
    "downloadFile": _file,
    "verifyCertInfo": _verified,
}
