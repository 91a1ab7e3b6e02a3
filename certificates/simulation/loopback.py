# SPDX-License-Identifier: Apache-2.0
"""A simulated service on loopback: its troubles, its latency, going away and coming back.

What it answers is its subclass's; what befalls the answer is the same for all of them.
"""

import json
import socket
from collections.abc import Mapping
from ssl import SSLContext
from threading import Event, Lock
from typing import TypeGuard

from certificates.simulation.http_server import PlatformServer
from certificates.simulation.troubles import Delivery, HttpReply, Trouble, delivery

Arguments = Mapping[str, object]


class LoopbackService:
    """Answers on loopback until it is stopped.

    Args:
        port: TCP port; 0 takes a free one.
        tls: speaks HTTPS with this context; None speaks HTTP.

    Raises:
        OSError: the port is taken.

    """

    name = "service"
    verbs: tuple[str, ...] = ("set", "fault", "clear", "state")

    def __init__(self, port: int = 0, *, tls: SSLContext | None = None) -> None:
        self._tls = tls
        self._latency_s = 0.0
        self._latencies_s: tuple[float, ...] = ()
        self._kinds: dict[str, float] = {}
        self._trouble: Trouble | None = None
        self._troubles_left: int | None = None
        self._connections = 0
        self._lock = Lock()
        self._one_knob_at_a_time = Lock()
        self._stopping = Event()
        self._placeholder: socket.socket | None = None
        self._server: PlatformServer | None = PlatformServer(port, self._respond, tls)
        self._port = int(self._server.server_address[1])

    @property
    def address(self) -> str:
        """Base address of all operations, such as ``http://127.0.0.1:8700``."""
        scheme = "http" if self._tls is None else "https"
        return f"{scheme}://127.0.0.1:{self._port}"

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
        """Turn a knob: ``lay``, ``set``, ``fault``, ``clear`` or ``state``.

        Args:
            verb: ``lay`` and ``set`` as the service has them; ``fault kind=… [count=n]`` with
                a kind of ``Trouble``; ``clear``; ``state``.
            arguments: names and values; numbers may come as text.

        Returns:
            The state after the verb.

        Raises:
            ValueError: a verb, name or value that is not known.

        """
        with self._one_knob_at_a_time:
            more: Mapping[str, object] = {}
            match verb:
                case "lay" if verb in self.verbs:
                    more = self._lay(arguments)
                case "set":
                    self._set(arguments)
                case "fault":
                    self._set_fault(arguments)
                case "clear":
                    self._clear()
                case "state":
                    pass
                case _:
                    message = f"the {self.name} has no verb {verb!r}: {', '.join(self.verbs)}"
                    raise ValueError(message)
            return {**self._state(), **more}

    # -- what a service is made of -------------------------------------------

    def _lay(self, arguments: Arguments) -> Mapping[str, object]:
        """Put something there; says what beside the state is to be known of it."""
        raise NotImplementedError

    def _set(self, arguments: Arguments) -> None:
        """Turn the knobs; ``latency_ms`` and ``latencies_ms`` are everybody's.

        ``latencies_ms=50,400`` lets the first kind of certificate that is asked for wait 50 ms,
        the second 400, and so on in turn; other calls wait ``latency_ms``.
        """
        latencies = str(arguments.get("latencies_ms", ""))
        latency_ms = whole_number(arguments, "latency_ms", round(self._latency_s * 1000))
        with self._lock:
            self._latency_s = latency_ms / 1000
            if "latencies_ms" in arguments:
                self._kinds.clear()
                self._latencies_s = tuple(
                    whole_number({"latencies_ms": one}, "latencies_ms", 0) / 1000
                    for one in latencies.split(",")
                    if one
                )

    def _reply(self, operation: str, request: object, trouble: Trouble | None) -> HttpReply:
        raise NotImplementedError

    def _trouble_of(self, _operation: str) -> Trouble | None:
        """The trouble that only some operations meet."""
        return None

    def _state(self) -> dict[str, object]:
        with self._lock:
            accepted = self._server.accepted if self._server else 0
            return {
                "address": self.address,
                "fault": self._trouble.value if self._trouble else None,
                "fault_count": self._troubles_left,
                "latency_ms": round(self._latency_s * 1000),
                "connections": self._connections + accepted,
            }

    # -- troubles ------------------------------------------------------------

    def _set_fault(self, arguments: Arguments) -> None:
        check_names(arguments, {"kind", "count"})
        try:
            kind = Trouble(arguments.get("kind"))
        except ValueError:
            known = ", ".join(trouble.value for trouble in Trouble)
            message = f"fault needs kind= one of {known}"
            raise ValueError(message) from None
        count = whole_number(arguments, "count", 0)
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
            self._latencies_s = ()
        self._come_up()

    def _respond(self, path: str, body: bytes) -> Delivery:
        operation = path.strip("/")
        request = _parsed(body)
        self._stopping.wait(self._latency_for(request))
        trouble = self._take_trouble() or self._trouble_of(operation)
        return delivery(self._reply(operation, request, trouble), trouble)

    def _latency_for(self, request: object) -> float:
        said = request.get("data", request) if isinstance(request, dict) else None
        kind = said.get("certTypeCode", said.get("CertificateType")) if _is_map(said) else None
        with self._lock:
            if not self._latencies_s or not isinstance(kind, str):
                return self._latency_s
            turn = self._latencies_s[len(self._kinds) % len(self._latencies_s)]
            return self._kinds.setdefault(kind, turn)

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
            self._server = PlatformServer(self._port, self._respond, self._tls)
            self._server.serve()

    def _release_port(self) -> None:
        if self._placeholder is not None:
            self._placeholder.close()
            self._placeholder = None


def _is_map(value: object) -> TypeGuard[dict[str, object]]:
    return isinstance(value, dict)


def _parsed(body: bytes) -> object:
    try:
        parsed: object = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return parsed


def check_names(arguments: Arguments, known: set[str]) -> None:
    """Refuse names that no knob has."""
    if unknown := set(arguments) - known:
        message = f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(sorted(known))}"
        raise ValueError(message)


def whole_number(arguments: Arguments, name: str, default: int) -> int:
    """Read a whole number, which may come as text."""
    text = str(arguments.get(name, default))
    if not (text.isascii() and text.isdigit()):
        message = f"{name} must be a whole number"
        raise ValueError(message)
    return int(text)
