# SPDX-License-Identifier: Apache-2.0
"""HTTP/1.1 on loopback for the simulated platform, able to misbehave below HTTP.

Answers are written to the socket as bytes, so that half an answer can be sent as well as a
whole. Connections are kept open between calls until the server goes down.
"""

import socket
import ssl
import sys
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Any, Final, cast

from certificates.simulation.troubles import Delivery

Respond = Callable[[str, bytes], Delivery]
"""Takes the address's path and the request's body, gives what is to be sent."""

_BODY_LIMIT: Final = 25_165_824  # 24 MiB: a case with its papers
_DRIP_S: Final = 0.05
_HANG_S: Final = 60.0
_IDLE_S: Final = 60.0


class PlatformServer(ThreadingHTTPServer):
    """Listens on ``127.0.0.1`` and sends what ``respond`` says; one thread per connection."""

    daemon_threads = True
    request_queue_size = 64
    """Connections that may wait for this process to get the processor. With the usual 5 a busy
    machine drops the sixth of a case: it is tried again after a second, or breaks."""

    def __init__(self, port: int, respond: Respond, tls: ssl.SSLContext | None = None) -> None:
        self.respond = respond
        self.going_down = Event()
        self.accepted = 0
        self._open: set[socket.socket] = set()
        self._lock = Lock()
        self._serving: Thread | None = None
        self._tls = tls
        super().__init__(("127.0.0.1", port), _Handler)

    def serve(self) -> None:
        """Begin to answer, in a thread of its own."""
        self._serving = Thread(target=self.serve_forever, args=(0.05,), daemon=True)
        self._serving.start()

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401
        """Remember the connection, then serve it in its own thread."""
        with self._lock:
            self.accepted += 1
            self._open.add(request)
        super().process_request(request, client_address)

    def get_request(self) -> tuple[socket.socket, Any]:
        """Take a connection; over TLS its handshake is made in its own thread."""
        connection, address = super().get_request()
        if self._tls is not None:
            connection = self._tls.wrap_socket(
                connection, server_side=True, do_handshake_on_connect=False
            )
        return connection, address

    def shutdown_request(self, request: Any) -> None:  # noqa: ANN401
        """Forget the connection and close it."""
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401
        """Say nothing when a client hangs up: that is what clients with deadlines do.

        Anything else is a bug of the simulator; its client sees only a line that breaks.
        """
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)

    def go_down(self) -> None:
        """Stop listening and break every open connection."""
        self.going_down.set()
        if self._serving is not None:
            self.shutdown()
            self._serving.join()
        self.server_close()
        with self._lock:
            for connection in self._open:
                with suppress(OSError):  # the client was faster
                    connection.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = _IDLE_S

    def do_POST(self) -> None:
        """Answer one call."""
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > _BODY_LIMIT:
            self.close_connection = True
            self.send_error(413 if length.isdigit() else 411)
            return
        body = self.rfile.read(int(length))
        self._send(self._server.respond(self.path, body))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Log nothing: a request may name a person."""

    @property
    def _server(self) -> PlatformServer:
        return cast("PlatformServer", self.server)

    def _send(self, delivery: Delivery) -> None:
        self.close_connection = self.close_connection or delivery.closes
        if delivery.hangs:
            self._server.going_down.wait(_HANG_S)
            return
        at_once = len(delivery.content)
        if delivery.drips_from is not None:
            at_once = delivery.drips_from
        self.wfile.write(delivery.content[:at_once])
        for byte in delivery.content[at_once:]:
            if self._server.going_down.wait(_DRIP_S):
                return
            self.wfile.write(bytes((byte,)))
