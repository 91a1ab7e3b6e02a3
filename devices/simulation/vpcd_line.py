# SPDX-License-Identifier: Apache-2.0
"""The line of a virtual card to the virtual reader of ``pcscd`` (vpcd's protocol).

    each way     length, 2 bytes big-endian | body
    reader says  00 power off · 01 power on · 02 reset · 04 the answer to reset, please
    else         a command of the card, which answers it

A connection is a card in the reader. vpcd writes length and body apart: without
``TCP_QUICKACK`` each command would wait 40 ms for an acknowledgement.
"""

import socket
from collections.abc import Callable
from threading import Event, Lock, Thread
from typing import Final

POWER_OFF, POWER_ON, RESET, GIVE_ATR = 0, 1, 2, 4
RETRY_S: Final = 0.05
"""Between two attempts to get into a reader whose daemon is away."""

_LENGTH_BYTES: Final = 2
_CONNECT_S: Final = 1.0
_GRAIN_S: Final = 0.05


class VpcdLine:
    """Keeps the card in the reader while ``present`` is set, also after the daemon restarted.

    Args:
        place: host and port of the slot.
        order: takes POWER_OFF, POWER_ON or RESET; no answer.
        atr: gives the answer to reset; None to break the line, and be put in again.
        answer: gives the answer to a command; None to be lifted without one.

    """

    def __init__(
        self,
        place: tuple[str, int],
        *,
        order: Callable[[int], None],
        atr: Callable[[], bytes | None],
        answer: Callable[[bytes], bytes | None],
    ) -> None:
        self._place = place
        self._order = order
        self._atr = atr
        self._answer = answer
        self._present = Event()
        self._stopping = Event()
        self._lock = Lock()  # the socket: the hand and the line are two threads
        self._socket: socket.socket | None = None
        self._thread = Thread(target=self._serve, name="vpcd-line", daemon=True)

    @property
    def is_in(self) -> bool:
        """Whether the reader has taken the card."""
        return self._socket is not None

    def start(self) -> None:
        """Begin to serve; the card is still outside."""
        self._thread.start()

    def put_in(self) -> None:
        """Insert the card."""
        self._present.set()

    def pull_out(self) -> None:
        """Remove it, also in the middle of an answer."""
        self._present.clear()
        self._hang_up()

    def stop(self) -> None:
        """Remove it for good."""
        self._stopping.set()
        self.pull_out()
        self._thread.join()

    def _serve(self) -> None:
        while not self._stopping.is_set():
            if not self._present.wait(_GRAIN_S):
                continue
            try:
                line = socket.create_connection(self._place, _CONNECT_S)
            except OSError:
                self._stopping.wait(RETRY_S)
                continue
            with line:
                line.settimeout(None)
                line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                with self._lock:
                    self._socket = line
                if self._present.is_set():
                    self._converse(line)
                self._hang_up()
            self._order(POWER_OFF)
            self._stopping.wait(RETRY_S)

    def _hang_up(self) -> None:
        with self._lock:
            line, self._socket = self._socket, None
            if line is not None:
                try:
                    line.shutdown(socket.SHUT_RDWR)
                except OSError:
                    return  # the daemon was faster

    def _converse(self, line: socket.socket) -> None:
        try:
            while body := _message(line):
                if len(body) == 1 and body[0] != GIVE_ATR:
                    self._order(body[0])
                    continue
                answer = self._atr() if len(body) == 1 else self._answer(body)
                if answer is None:
                    if len(body) > 1:
                        self._present.clear()
                    return
                line.sendall(len(answer).to_bytes(_LENGTH_BYTES, "big") + answer)
        except OSError:
            return


def _message(line: socket.socket) -> bytes:
    """Next body; empty when the reader hung up."""
    length = int.from_bytes(_exactly(line, _LENGTH_BYTES), "big")
    return _exactly(line, length)


def _exactly(line: socket.socket, size: int) -> bytes:
    octets = b""
    while len(octets) < size:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)  # the kernel forgets it
        piece = line.recv(size - len(octets))
        if not piece:
            return b""
        octets += piece
    return octets
