# SPDX-License-Identifier: Apache-2.0
"""The ways in which the simulated platform goes wrong, as what leaves the socket.

Refusals, HTML in place of JSON, answers cut off, answers that never end, and another person's
certificate under the right number: what a client must expect of a platform behind gateways.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from http import HTTPStatus
from typing import Final

from certificates.simulation.operations import REFUSED, Envelope, Reply
from certificates.simulation.regional import as_regional

HUGE_BYTES: Final = 3_000_000
FOREIGN_NAME: Final = "外人甲"
FOREIGN_NUMBER: Final = "439900197002280122"
_PERSON_LABELS: Final = ("经营者", "法定代表人", "负责人", "权利人", "姓名")
_NUMBER_LABELS: Final = ("法定代表人证件号码", "经营者证件号码", "负责人证件号码")


class Trouble(Enum):
    """Kinds of ``fault kind=…``."""

    REFUSE = "refuse"  # HTTP 403
    STATUS_99 = "status_99"  # HTTP 200, the head says no
    HTTP_500 = "http_500"
    RUBBISH = "rubbish"  # HTML, as a gateway's error page
    HALF_JSON = "half_json"  # JSON that stops in the middle
    CUT_SHORT = "cut_short"  # the line breaks in the middle of the body
    HUGE = "huge"  # more than anyone would read
    NO_HTTP = "no_http"  # something else listens on that port
    SLOW_DRIP = "slow_drip"  # the body comes byte by byte
    SLOW_HEADER = "slow_header"  # all of the answer comes byte by byte
    HANG = "hang"  # connected, and never a word
    CLOSE = "close"  # connected, and hung up on
    WRONG_HOLDER = "wrong_holder"  # a well-formed answer about somebody else
    DOWN = "down"  # nobody listens


@dataclass(frozen=True)
class HttpReply:
    """An answer before it is spoilt: HTTP status, media type, body."""

    status: HTTPStatus
    media_type: str
    body: bytes


@dataclass(frozen=True)
class Delivery:
    """What leaves the socket.

    Attributes:
        content: the bytes, status line included.
        drips_from: index of the first byte that is sent on its own; None sends all at once.
        hangs: nothing is sent, and the connection stays open.
        closes: the connection is closed after the last byte.

    """

    content: bytes
    drips_from: int | None = None
    hangs: bool = False
    closes: bool = False


def regional_reply(reply: Reply) -> HttpReply:
    """Put an answer into HTTP as the regional dialect does."""
    if isinstance(reply, bytes):
        return http_reply(reply)
    return _json(HTTPStatus.OK, as_regional(reply))


def http_reply(reply: Reply) -> HttpReply:
    """Put an answer into HTTP as the interface describes it."""
    if isinstance(reply, bytes):
        media_type = "application/pdf" if reply.startswith(b"%PDF") else "image/png"
        return HttpReply(HTTPStatus.OK, media_type, reply)
    return json_reply(HTTPStatus.OK, reply)


def json_reply(status: HTTPStatus, envelope: Envelope) -> HttpReply:
    """Put an envelope into HTTP with a status of one's choice."""
    return _json(status, envelope.as_json())


def _json(status: HTTPStatus, content: object) -> HttpReply:
    text = json.dumps(content, ensure_ascii=False)
    return HttpReply(status, "application/json;charset=UTF-8", text.encode())


def delivery(reply: HttpReply, trouble: Trouble | None) -> Delivery:
    """Write an answer out, spoilt in one way or not at all."""
    reply = _other_reply(trouble) or reply
    content = _written(reply)
    body_starts = len(content) - len(reply.body)
    match trouble:
        case Trouble.HALF_JSON:
            return Delivery(_written(replace(reply, body=reply.body[: len(reply.body) // 2])))
        case Trouble.CUT_SHORT:
            return Delivery(content[: body_starts + len(reply.body) // 2], closes=True)
        case Trouble.NO_HTTP:
            return Delivery(b"220 mail.invalid ESMTP ready\r\n" * 3, closes=True)
        case Trouble.SLOW_DRIP:
            return Delivery(content, drips_from=body_starts)
        case Trouble.SLOW_HEADER:
            return Delivery(content, drips_from=0)
        case Trouble.HANG:
            return Delivery(b"", hangs=True, closes=True)
        case Trouble.CLOSE | Trouble.DOWN:
            return Delivery(b"", closes=True)
        case _:
            return Delivery(content)


def about_somebody_else(reply: Reply) -> Reply:
    """Put another person into an answer: into every certificate, person and binding of it."""
    if isinstance(reply, bytes):
        return reply
    if isinstance(reply.data.get("person"), dict):
        person = {"name": FOREIGN_NAME, "number": FOREIGN_NUMBER}
        return replace(reply, data={**reply.data, "person": person})
    if "binding" in reply.data:
        return replace(reply, data={**reply.data, "binding": "0f" * 32})
    entries = reply.data.get("certData")
    if not isinstance(entries, list):
        return reply
    return replace(reply, data={"certData": [_foreign(entry) for entry in entries]})


def _foreign(entry: Mapping[str, object]) -> dict[str, object]:
    changed = dict(entry)
    if entry["certificateHolderTypeCode"] == "111":
        changed["certificateHolderName"] = FOREIGN_NAME
        changed["certificateHolderCode"] = FOREIGN_NUMBER
    surface = entry.get("surfaceData")
    if isinstance(surface, list):
        changed["surfaceData"] = [_foreign_line(line) for line in surface]
    return changed


def _foreign_line(line: Mapping[str, str]) -> dict[str, str]:
    if line["name"] in _PERSON_LABELS:
        return {"name": line["name"], "value": FOREIGN_NAME}
    if line["name"] in _NUMBER_LABELS:
        return {"name": line["name"], "value": FOREIGN_NUMBER}
    return dict(line)


def _other_reply(trouble: Trouble | None) -> HttpReply | None:
    """Give the answer that takes the place of the right one, where there is one."""
    match trouble:
        case Trouble.REFUSE:
            return json_reply(HTTPStatus.FORBIDDEN, Envelope(REFUSED, "无权访问"))
        case Trouble.STATUS_99:
            refusal = Envelope(REFUSED, "其他错误")
            both = refusal.as_json() | {"code": refusal.status, "msg": refusal.message}
            return _json(HTTPStatus.OK, both)  # says no in either dialect
        case Trouble.HTTP_500:
            status = HTTPStatus.INTERNAL_SERVER_ERROR
            return HttpReply(status, "text/plain", b"java.lang.NullPointerException")
        case Trouble.RUBBISH:
            page = "<html><body>系统维护中</body></html>".encode()
            return HttpReply(HTTPStatus.OK, "text/html", page)
        case Trouble.HUGE:
            return HttpReply(HTTPStatus.OK, "application/json", b" " * HUGE_BYTES)
        case _:
            return None


def _written(reply: HttpReply) -> bytes:
    head = (
        f"HTTP/1.1 {reply.status.value} {reply.status.phrase}\r\n"
        f"Content-Type: {reply.media_type}\r\n"
        f"Content-Length: {len(reply.body)}\r\n\r\n"
    )
    return head.encode("ascii") + reply.body
