# SPDX-License-Identifier: Apache-2.0
"""A server that says the same bytes to everyone: for answers that no simulator would give."""

import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread

_LENGTH = re.compile(rb"\r\nContent-Length: ([0-9]+)")


@dataclass
class CannedServer:
    """Address of the server, and every request that came."""

    address: str
    requests: list[bytes] = field(default_factory=list)


@contextmanager
def canned_server(
    reply: bytes, *, drip_s: float = 0.0, tls: ssl.SSLContext | None = None
) -> Iterator[CannedServer]:
    """Serve ``reply`` on loopback, one connection after the other.

    Args:
        reply: everything that is sent, status line included; then the connection is closed.
        drip_s: pause before each byte, in seconds; 0 sends all at once.
        tls: context to speak TLS with; None speaks plain.

    """
    stopping = Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.05)
        scheme = "http" if tls is None else "https"
        server = CannedServer(f"{scheme}://localhost:{listener.getsockname()[1]}")

        def serve() -> None:
            while not stopping.is_set():
                with suppress(OSError), _accepted(listener, tls) as connection:
                    server.requests.append(_request(connection))
                    for part in _parts(reply, drips=drip_s > 0):
                        stopping.wait(drip_s)
                        connection.sendall(part)

        thread = Thread(target=serve)
        thread.start()
        try:
            yield server
        finally:
            stopping.set()
            thread.join(timeout=10)


def json_reply(body: bytes) -> bytes:
    """Put JSON into HTTP/1.1 as a server would."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    return head % len(body) + body


def _accepted(listener: socket.socket, tls: ssl.SSLContext | None) -> socket.socket:
    connection, _ = listener.accept()
    connection.settimeout(5)
    if tls is None:
        return connection
    try:
        return tls.wrap_socket(connection, server_side=True)
    except OSError:
        connection.close()
        raise


def _request(connection: socket.socket) -> bytes:
    """Read a whole request: closing with bytes unread would reset the connection."""
    request = b""
    while not _is_whole(request) and (part := connection.recv(65_536)):
        request += part
    return request


def _is_whole(request: bytes) -> bool:
    head, blank_line, body = request.partition(b"\r\n\r\n")
    length = _LENGTH.search(head)
    return bool(blank_line) and (length is None or len(body) >= int(length[1]))


def _parts(reply: bytes, *, drips: bool) -> Iterator[bytes]:
    if not drips:
        yield reply
        return
    for byte in reply:
        yield bytes((byte,))


@contextmanager
def fickle_server(reply: bytes) -> Iterator[CannedServer]:
    """Answer the first request of each connection, and end it unanswered at the second."""
    stopping = Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.05)
        server = CannedServer(f"http://127.0.0.1:{listener.getsockname()[1]}")

        def serve() -> None:
            while not stopping.is_set():
                with suppress(OSError), _accepted(listener, None) as connection:
                    server.requests.append(_request(connection))
                    connection.sendall(reply)
                    if second := _request(connection):
                        server.requests.append(second)

        thread = Thread(target=serve)
        thread.start()
        try:
            yield server
        finally:
            stopping.set()
            thread.join(timeout=10)
