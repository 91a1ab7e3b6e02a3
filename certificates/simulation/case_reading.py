# SPDX-License-Identifier: Apache-2.0
"""Reads what is sent to the simulated case desk, as strictly as its description demands."""

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from certificates.simulation.case_offices import Matter
from certificates.simulation.operations import AUDIT_NAMES, Account

Data = Mapping[str, Any]

_KEY: Final = "[A-Za-z0-9][A-Za-z0-9./_-]{0,119}"
_CASE: Final = "[A-Za-z0-9][A-Za-z0-9-]{0,47}"
_REFERENCE: Final = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}"
_OFFER: Final = "(benefit|notice):[A-Za-z0-9._-]{1,64}"
_MEMBER: Final = "[A-Za-z0-9_.-]{1,64}"
_MOMENT: Final = r"[0-9-]{10}[Tt ][0-9:]{8}([.][0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})"
_DECISIONS: Final = frozenset(
    {
        *("issued", "issued_under_promise", "concluded", "accepted_with_gaps", "accepted"),
        *("filled_in", "filed", "answered", "refused"),
    }
)


class MalformedError(Exception):
    """The call is not as described; its message goes into the answer's head."""


@dataclass(frozen=True)
class SubmittedCase:
    """What the desk takes in of a case."""

    number: str
    service: str
    decision: str
    holder: str
    submitted_at: str
    matters: list[Matter]


def checked(request: object, account: Account) -> Data:
    """Give the call's data without its audit elements, if account and elements are there."""
    head = request.get("head") if isinstance(request, dict) else None
    data = request.get("data") if isinstance(request, dict) else None
    if not isinstance(head, dict) or not isinstance(data, dict):
        raise MalformedError("请求缺少head或data")
    for name, wanted in (
        ("accessId", account.access_id),
        ("accessToken", account.access_token),
    ):
        if wanted and head.get(name) != wanted:
            raise MalformedError("accessId或accessToken无效")
    for name in AUDIT_NAMES:
        text_of(data, name, 1000)
    return {name: value for name, value in data.items() if name not in AUDIT_NAMES}


def text_of(
    data: Data, name: str, longest: int, *, form: str = "", default: str | None = None
) -> str:
    """Read a text; with a default it may be missing or empty."""
    value = data.get(name, default)
    if not isinstance(value, str) or len(value) > longest:
        raise MalformedError(f"{name}不是{longest}字以内的文本")
    if default is None and not value.strip():
        raise MalformedError(f"缺少{name}")
    if value and form and not re.fullmatch(form, value):
        raise MalformedError(f"{name}格式不对")
    return value


def whole_of(data: Data, name: str, low: int, high: int, *, default: int | None = None) -> int:
    """Read a whole number within bounds."""
    value = data.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise MalformedError(f"{name}不是{low}到{high}的整数")
    return value


def submitted(data: Data) -> SubmittedCase:
    """Read a case."""
    key_and_case(data)
    decision = text_of(data, "decision", 30)
    if decision not in _DECISIONS:
        raise MalformedError("decision不在范围内")
    _day(data, "dueOn", default="")
    for promise in _objects(data, "promises", 100):
        text_of(promise, "material", 64)
        _day(promise, "dueOn")
    _values(data)
    _papers(data)
    text_of(data, "situation", 64)
    text_of(data, "bundle", 64, default="")
    return SubmittedCase(
        number=text_of(data, "caseNumber", 48),
        service=text_of(data, "service", 64),
        decision=decision,
        holder=_holder(data),
        submitted_at=_moment(data, "submittedAt"),
        matters=[_member(one) for one in _objects(data, "members", 20, needed=False)],
    )


def key_and_case(data: Data) -> str:
    """Read key and case number."""
    text_of(data, "idempotencyKey", 120, form=_KEY)
    return text_of(data, "caseNumber", 48, form=_CASE)


def answered(data: Data) -> tuple[str, str]:
    """Read the answer to a correction: case and notice."""
    number = key_and_case(data)
    _values(data)
    _papers(data)
    return number, text_of(data, "notice", 64, form=_REFERENCE)


def appealed(data: Data) -> tuple[str, str]:
    """Read an appeal: the number of its case, and its own; each empty without one."""
    text_of(data, "idempotencyKey", 120, form=_KEY)
    text_of(data, "kind", 64)
    text_of(data, "text", 2000)
    _holder(data)
    named = text_of(data, "appeal", 64, form=_REFERENCE, default="")
    return text_of(data, "caseNumber", 48, form=_CASE, default=""), named


def registered(data: Data) -> tuple[str, str]:
    """Read a licence: case and number."""
    case = key_and_case(data)
    licence = data.get("licence")
    if not isinstance(licence, dict):
        raise MalformedError("缺少licence")
    text_of(licence, "service", 64)
    text_of(licence, "holderName", 200)
    _day(licence, "issuedOn")
    _day(licence, "validTo", default="")
    _paper(licence.get("paper"))
    return case, text_of(licence, "number", 100)


def offered(data: Data) -> tuple[str, str]:
    """Read an accepted offer: whose it is, and which."""
    text_of(data, "idempotencyKey", 120, form=_KEY)
    text_of(data, "title", 200)
    for value in _objects(data, "told", 100):
        text_of(value, "name", 100)
        text_of(value, "value", 10_000, default="")
    if text_of(data, "registeredBy", 10) not in {"citizen", "staff"}:
        raise MalformedError("registeredBy不在范围内")
    _moment(data, "registeredAt")
    return _holder(data), text_of(data, "offer", 80, form=_OFFER)


def voided(data: Data) -> str:
    """Read a void number, as ``series/period/value``."""
    text_of(data, "idempotencyKey", 120, form=_KEY)
    text_of(data, "reason", 64)
    _moment(data, "voidedAt")
    series, period = text_of(data, "series", 64), text_of(data, "period", 32, default="")
    return f"{series}/{period}/{whole_of(data, 'value', 1, 9_999_999)}"


def _holder(data: Data) -> str:
    holder = data.get("holder")
    if not isinstance(holder, dict):
        raise MalformedError("缺少holder")
    text_of(holder, "name", 200)
    text_of(holder, "numberType", 20, default="")
    text_of(holder, "address", 400, default="")
    return text_of(holder, "number", 40)


def _member(entry: Data) -> Matter:
    after = entry.get("after")
    if not isinstance(after, list) or not all(isinstance(one, str) for one in after):
        raise MalformedError("after不是列表")
    return Matter(
        member=text_of(entry, "member", 64, form=_MEMBER),
        office=text_of(entry, "office", 100),
        title=text_of(entry, "title", 200, default=""),
        after=tuple(after),
    )


def _values(data: Data) -> None:
    for value in _objects(data, "values", 500):
        text_of(value, "name", 100)
        text_of(value, "value", 10_000, default="")


def _papers(data: Data) -> None:
    for paper in _objects(data, "papers", 12):
        _paper(paper)


def _paper(paper: object) -> None:
    if not isinstance(paper, dict):
        raise MalformedError("缺少文书")
    text_of(paper, "name", 100)
    if paper.get("mediaType") != "application/pdf":
        raise MalformedError("文书不是PDF")
    content, sha256 = text_of(paper, "content", 11_200_000), text_of(paper, "sha256", 64)
    try:
        decoded = base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError):
        raise MalformedError("文书不是base64") from None
    if hashlib.sha256(decoded).hexdigest() != sha256:
        raise MalformedError("文书与校验值不符")


def _objects(data: Data, name: str, most: int, *, needed: bool = True) -> list[Data]:
    found = data.get(name)
    if found is None and not needed:
        return []
    if not isinstance(found, list) or len(found) > most:
        raise MalformedError(f"{name}不是{most}项以内的列表")
    if not all(isinstance(one, dict) for one in found):
        raise MalformedError(f"{name}里有不是对象的项")
    return found


def _moment(data: Data, name: str) -> str:
    text = text_of(data, name, 40, form=_MOMENT)
    try:
        datetime.fromisoformat(text.upper())
    except ValueError:
        raise MalformedError(f"{name}不是带时区的时间") from None
    return text


def _day(data: Data, name: str, *, default: str | None = None) -> None:
    text = text_of(data, name, 10, default=default)
    if not text:
        return
    try:
        date.fromisoformat(text)
    except ValueError:
        raise MalformedError(f"{name}不是日期") from None
