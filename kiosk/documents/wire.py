# SPDX-License-Identifier: Apache-2.0
"""Frames between the kiosk and its document process: a length, then one CBOR item.

Eight bytes big-endian give the length of the item (RFC 8949). CBOR carries texts, numbers,
bytes and lists and can call nothing when it is read, which pickle can. Nothing is ever written
to a file: a frame holds personal data and dies with the socket.
"""

import socket
from collections.abc import Callable
from typing import Final

import cbor2

_LENGTH_BYTES: Final = 8
_MAX_BYTES: Final = 64 * 1024 * 1024


class BrokenFrameError(ValueError):
    """What arrived is no frame, or one of more than 64 MiB."""


def send_frame(line: socket.socket, item: object) -> None:
    """Send one item; blocks as long as the line's own time-out allows.

    Raises:
        OSError: the other side is gone, or took too long to take it.

    """
    body = cbor2.dumps(item)
    line.sendall(len(body).to_bytes(_LENGTH_BYTES, "big") + body)


def receive_frame(
    line: socket.socket, *, remaining_s: Callable[[], float] | None = None
) -> object:
    """Receive one item.

    Args:
        line: a connected stream socket.
        remaining_s: seconds left until the deadline, asked before each wait; None waits for
            ever.

    Raises:
        EOFError: the other side closed the line.
        TimeoutError: the deadline passed.
        BrokenFrameError: what arrived is no frame.
        OSError: the line broke.

    """
    length = int.from_bytes(_exactly(line, _LENGTH_BYTES, remaining_s), "big")
    if length > _MAX_BYTES:
        raise BrokenFrameError(f"frame of {length} bytes")
    body = _exactly(line, length, remaining_s)
    try:
        return cbor2.loads(body)
    except (cbor2.CBORError, ValueError) as error:
        raise BrokenFrameError("not CBOR") from error


def _exactly(line: socket.socket, count: int, remaining_s: Callable[[], float] | None) -> bytes:
    received = bytearray()
    while len(received) < count:
        if remaining_s is not None:
            left_s = remaining_s()
            if left_s <= 0:
                raise TimeoutError("deadline passed")
            line.settimeout(left_s)
        chunk = line.recv(min(count - len(received), 1 << 20))
        if not chunk:
            raise EOFError("the other side closed the line")
        received += chunk
    return bytes(received)
