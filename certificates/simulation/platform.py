# SPDX-License-Identifier: Apache-2.0
"""The loopback platform: a certificate library over HTTP, with knobs for its troubles.

Runs as a process of its own, started by ``kiosk simulate platform``, and shares nothing with
the client that calls it. It keeps of each call the operation, the purpose and the audit
elements, and no content.
"""

import json
import socket
from collections import deque
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from threading import Event, Lock
from typing import Final

from certificates.simulation.http_server import PlatformServer
from certificates.simulation.operations import (
    AUDIT_NAMES,
    OPERATIONS,
    REFUSED,
    Account,
    Envelope,
    reply_to,
)
from certificates.simulation.records import load_records
from certificates.simulation.troubles import (
    Delivery,
    HttpReply,
    Trouble,
    about_somebody_else,
    delivery,
    http_reply,
    json_reply,
)

_CALLS_KEPT: Final = 1_000

Arguments = Mapping[str, object]


class PlatformSimulator:
    """Serves the ``certshare`` dialect on loopback until it is stopped.

    Args:
        data_folder: folder with ``certificates.yaml``.
        port: TCP port; 0 takes a free one.

    Raises:
        OSError: the data cannot be read, or the port is taken.
        ValueError: the data are not of their form.

    """

    def __init__(self, data_folder: Path, port: int = 0) -> None:
        self._records = load_records(data_folder)
        self._account = Account()
        self._calls: deque[dict[str, object]] = deque(maxlen=_CALLS_KEPT)
        self._latency_s = 0.0
        self._trouble: Trouble | None = None
        self._troubles_left: int | None = None
        self._connections = 0
        self._lock = Lock()
        self._one_knob_at_a_time = Lock()
        self._stopping = Event()
        self._placeholder: socket.socket | None = None
        self._server: PlatformServer | None = PlatformServer(port, self._respond)
        self._port = int(self._server.server_address[1])

    @property
    def address(self) -> str:
        """Base address of all operations, such as ``http://127.0.0.1:8700``."""
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Begin to answer; calls made before wait in the listening queue."""
        if self._server is not None:
            self._server.serve()

    def stop(self) -> None:
        """Stop answering and break every open connection; it cannot be started again."""
        self._stopping.set()
        self._go_down()
        self._release_port()

    def control(self, verb: str, arguments: Arguments) -> dict[str, object]:
        """Turn a knob: ``set``, ``fault``, ``clear`` or ``state``.

        Args:
            verb: ``set latency_ms=… access_id=… access_token=…``; ``fault kind=… [count=n]``
                with a kind of ``Trouble``; ``clear``; ``state``.
            arguments: names and values; numbers may come as text.

        Returns:
            The state after the verb.

        Raises:
            ValueError: a verb, name or value that is not known.

        """
        with self._one_knob_at_a_time:
            match verb:
                case "set":
                    self._set(arguments)
                case "fault":
                    self._set_fault(arguments)
                case "clear":
                    self._clear()
                case "state":
                    pass
                case _:
                    message = f"the platform has no verb {verb!r}: set, fault, clear or state"
                    raise ValueError(message)
            return self._state()

    def _set(self, arguments: Arguments) -> None:
        _check_names(arguments, {"latency_ms", "access_id", "access_token"})
        latency_ms = _number(arguments, "latency_ms", round(self._latency_s * 1000))
        with self._lock:
            self._latency_s = latency_ms / 1000
            self._account = Account(
                str(arguments.get("access_id", self._account.access_id)),
                str(arguments.get("access_token", self._account.access_token)),
            )

    def _set_fault(self, arguments: Arguments) -> None:
        _check_names(arguments, {"kind", "count"})
        try:
            kind = Trouble(arguments.get("kind"))
        except ValueError:
            known = ", ".join(trouble.value for trouble in Trouble)
            message = f"fault needs kind= one of {known}"
            raise ValueError(message) from None
        count = _number(arguments, "count", 0)
        with self._lock:
            self._trouble = kind
            self._troubles_left = count or None
        if kind is Trouble.DOWN:
            self._go_down()
        else:
            self._come_up()

    def _clear(self) -> None:
        with self._lock:
            self._trouble = None
            self._troubles_left = None
            self._latency_s = 0.0
        self._come_up()

    def _state(self) -> dict[str, object]:
        with self._lock:
            accepted = self._server.accepted if self._server else 0
            return {
                "address": self.address,
                "fault": self._trouble.value if self._trouble else None,
                "fault_count": self._troubles_left,
                "latency_ms": round(self._latency_s * 1000),
                "connections": self._connections + accepted,
                "calls": list(self._calls),
            }

    def _respond(self, path: str, body: bytes) -> Delivery:
        operation = path.strip("/")
        self._stopping.wait(self._latency_s)
        trouble = self._take_trouble()
        request = _parsed(body)
        reply = self._reply(operation, request, trouble)
        self._remember(operation, request, trouble)
        return delivery(reply, trouble)

    def _reply(self, operation: str, request: object, trouble: Trouble | None) -> HttpReply:
        if operation not in OPERATIONS:
            return json_reply(HTTPStatus.NOT_FOUND, Envelope(REFUSED, "没有这个接口"))
        if request is None:
            return json_reply(HTTPStatus.BAD_REQUEST, Envelope(REFUSED, "请求不是JSON"))
        reply = reply_to(operation, request, records=self._records, account=self._account)
        if trouble is Trouble.WRONG_HOLDER:
            reply = about_somebody_else(reply)
        return http_reply(reply)

    def _take_trouble(self) -> Trouble | None:
        """Give the trouble that this call meets, and count it down."""
        with self._lock:
            trouble = self._trouble
            if trouble is not None and self._troubles_left is not None:
                self._troubles_left -= 1
                if self._troubles_left == 0:
                    self._trouble = None
                    self._troubles_left = None
            return trouble

    def _remember(self, operation: str, request: object, trouble: Trouble | None) -> None:
        data = request.get("data") if isinstance(request, dict) else None
        said = data if isinstance(data, dict) else {}
        call = {
            "operation": operation,
            "purpose": said.get("useCause"),
            "audit": {name: said.get(name) for name in AUDIT_NAMES},
            "trouble": trouble.value if trouble else None,
        }
        with self._lock:
            self._calls.append(call)

    def _go_down(self) -> None:
        """Stop listening; a socket that is bound and does not listen keeps the port for us."""
        if self._server is None:
            return
        self._server.go_down()
        self._connections += self._server.accepted
        self._server = None
        self._placeholder = socket.socket()
        self._placeholder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._placeholder.bind(("127.0.0.1", self._port))

    def _come_up(self) -> None:
        if self._server is None and not self._stopping.is_set():
            self._release_port()
            self._server = PlatformServer(self._port, self._respond)
            self._server.serve()

    def _release_port(self) -> None:
        if self._placeholder is not None:
            self._placeholder.close()
            self._placeholder = None


def _parsed(body: bytes) -> object:
    try:
        parsed: object = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return parsed


def _check_names(arguments: Arguments, known: set[str]) -> None:
    if unknown := set(arguments) - known:
        message = f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(sorted(known))}"
        raise ValueError(message)


def _number(arguments: Arguments, name: str, default: int) -> int:
    text = str(arguments.get(name, default))
    if not (text.isascii() and text.isdigit()):
        message = f"{name} must be a whole number"
        raise ValueError(message)
    return int(text)
