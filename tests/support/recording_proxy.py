# SPDX-License-Identifier: Apache-2.0
"""A relay on loopback that keeps every connection and every byte which a client sends."""

import json
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Lock, Thread
from typing import Any

_LENGTH = re.compile(rb"\r\ncontent-length: *([0-9]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Sent:
    """One HTTP request as it stood on the socket: the operation, and the JSON of its body."""

    operation: str
    body: dict[str, Any]


@dataclass
class Recording:
    """What came to the relay.

    Attributes:
        address: of the relay, to be used instead of the platform's.
        streams: bytes from the client, one entry for each connection that was accepted.

    """

    address: str
    streams: list[bytearray] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    @property
    def connections(self) -> int:
        """How many connections were accepted so far."""
        return len(self.streams)

    def mark(self) -> tuple[int, ...]:
        """How much each connection has sent; between two equal marks not a byte was sent."""
        with self.lock:
            return tuple(len(one) for one in self.streams)

    def requests(self, since: tuple[int, ...] = ()) -> list[Sent]:
        """Every whole request after a mark, connection by connection."""
        with self.lock:
            streams = [bytes(one) for one in self.streams]
        begins = (*since, *(0 for _ in streams[len(since) :]))
        rest = [stream[begin:] for stream, begin in zip(streams, begins, strict=True)]
        return [sent for stream in rest for sent in _requests_in(stream)]


@contextmanager
def recording_proxy(platform: str) -> Iterator[Recording]:
    """Relay to ``platform`` (``http://host:port``) while the block runs."""
    host, _, port = platform.removeprefix("http://").partition(":")
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
        recording = Recording(f"http://127.0.0.1:{listener.getsockname()[1]}")
        open_ones: list[socket.socket] = []
        relay = Thread(target=_relay, args=(listener, (host, int(port)), recording, open_ones))
        relay.start()
        try:
            yield recording
        finally:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            relay.join(timeout=10)
            for one in open_ones:
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
                one.close()


def _relay(
    listener: socket.socket,
    platform: tuple[str, int],
    recording: Recording,
    open_ones: list[socket.socket],
) -> None:
    while True:
        try:
            client, _ = listener.accept()
        except OSError:
            return
        stream = bytearray()
        with recording.lock:
            recording.streams.append(stream)
        server = socket.create_connection(platform)
        open_ones += [client, server]
        for source, target, kept in ((client, server, stream), (server, client, None)):
            Thread(target=_pump, args=(source, target, kept, recording), daemon=True).start()


def _pump(
    source: socket.socket, target: socket.socket, kept: bytearray | None, recording: Recording
) -> None:
    with suppress(OSError):
        while part := source.recv(65_536):
            if kept is not None:
                with recording.lock:
                    kept += part
            target.sendall(part)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)


def _requests_in(stream: bytes) -> Iterator[Sent]:
    while stream:
        head, blank_line, rest = stream.partition(b"\r\n\r\n")
        length = _LENGTH.search(b"\r\n" + head)
        assert blank_line, head
        assert length is not None, head
        size = int(length[1])
        operation = head.split(b" ", 2)[1].decode().rpartition("/")[2]
        yield Sent(operation, json.loads(rest[:size]))
        stream = rest[size:]
