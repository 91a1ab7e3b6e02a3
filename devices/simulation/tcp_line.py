# SPDX-License-Identifier: Apache-2.0
"""A transparent serial box (串口服务器) on loopback: one host at a time, no own speed."""

import os
import select
import socket
from contextlib import suppress
from typing import Final

_CHUNK_BYTES: Final = 4096


class TcpLine:
    """The module's end of a TCP line; a second host is hung up on.

    One thread uses it; only ``wake`` may be called from another.
    """

    def __init__(self, port: int = 0) -> None:
        self._port = port
        self._server: socket.socket | None = None
        self._host: socket.socket | None = None
        self._wake_reader, self._wake_writer = os.pipe()

    @property
    def address(self) -> str:
        """URL of the line; the port stays the same after every replug."""
        return f"socket://127.0.0.1:{self._port}"

    @property
    def is_plugged(self) -> bool:
        """Whether the box listens."""
        return self._server is not None

    @property
    def speed(self) -> int | None:
        """None: the box speaks to the module at the module's own speed."""
        return None

    def plug(self, *, baud: int) -> None:  # noqa: ARG002  # a box has no speed towards the host
        """Listen, at the port that was listened at before."""
        if self._server is not None:
            return
        self._server = socket.create_server(("127.0.0.1", self._port))
        self._port = self._server.getsockname()[1]

    def unplug(self) -> None:
        """Hang up and listen no more."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._hang_up()

    def close(self) -> None:
        """Unplug for good."""
        self.unplug()
        os.close(self._wake_reader)
        os.close(self._wake_writer)

    def wake(self) -> None:
        """Let a waiting ``read`` return."""
        os.write(self._wake_writer, b"w")

    def read(self, wait_s: float) -> bytes:
        """Whatever the host sent, at the latest after ``wait_s``, a ``wake`` or a new host."""
        sockets = [end for end in (self._server, self._host) if end is not None]
        ends: list[int | socket.socket] = [self._wake_reader, *sockets]
        ready, _, _ = select.select(ends, [], [], wait_s)
        if self._wake_reader in ready:
            os.read(self._wake_reader, _CHUNK_BYTES)
        octets = b""
        if self._host is not None and self._host in ready:
            with suppress(ConnectionError, BlockingIOError):
                octets = self._host.recv(_CHUNK_BYTES)
            if not octets:
                self._hang_up()
        if self._server is not None and self._server in ready:
            self._welcome(self._server)
        return octets

    def write(self, octets: bytes) -> None:
        """Send ``octets``; what a host does not fetch in time is lost, as on a real line."""
        with suppress(ConnectionError, BlockingIOError):
            if self._host is not None:
                self._host.send(octets)

    def _welcome(self, server: socket.socket) -> None:
        newcomer, _ = server.accept()
        if self._host is not None:
            newcomer.close()
            return
        newcomer.settimeout(0.0)
        newcomer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._host = newcomer

    def _hang_up(self) -> None:
        if self._host is not None:
            self._host.close()
            self._host = None
