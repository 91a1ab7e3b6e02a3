# SPDX-License-Identifier: Apache-2.0
"""The road to a receipt printer: TCP, a serial line or a USB printer port, both ways at once.

A printer that is out of paper takes nothing more and says why; so whoever writes listens, too.
"""

import errno
import os
import select
import socket
import stat
import termios
from collections.abc import Callable
from contextlib import suppress
from typing import Final, Self

import serial

from devices.errors import DeviceAbsentError
from devices.receipt_printer.status import ABSENT
from devices.serial_holders import told_unopened

DEVICE: Final = "receipt_printer"
GRAIN_S: Final = 0.1
"""Longest that one turn waits, and so the grain of every deadline and cancel above it."""

_SOCKET: Final = "socket://"
_PIECE_BYTES: Final = 4096
_FAILURES: Final = (OSError, termios.error, serial.SerialException, ValueError)
_HELD: Final = frozenset({errno.EBUSY, errno.EAGAIN})
_FORBIDDEN: Final = frozenset({errno.EACCES, errno.EPERM})


class ReceiptLine:
    """One open line; used by one thread. Every failure is DeviceAbsentError.

    Args:
        descriptor: open for reading and writing, not blocking.
        close: gives the line back.

    """

    def __init__(self, descriptor: int, close: Callable[[], None]) -> None:
        self._descriptor = descriptor
        self._close = close

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(*_FAILURES):
            self._close()

    def turn(self, octets: bytes | memoryview = b"") -> tuple[int, bytes]:
        """Send what is taken of ``octets`` and receive what has come, within the grain.

        Returns:
            How many octets were taken, and what was received; ``(0, b"")`` after silence.

        Raises:
            DeviceAbsentError: the line is gone.

        """
        wanted = [self._descriptor] if octets else []
        try:
            readable, writable, _ = select.select([self._descriptor], wanted, [], GRAIN_S)
            received = self._read() if readable else b""
            taken = os.write(self._descriptor, octets[:_PIECE_BYTES]) if writable else 0
        except BlockingIOError:
            return 0, b""
        except _FAILURES as error:
            raise _absent("the line vanished", error) from error
        return taken, received

    def _read(self) -> bytes:
        received = os.read(self._descriptor, _PIECE_BYTES)
        if not received:
            raise ConnectionResetError(errno.ECONNRESET, "hung up")
        return received


def open_line(uri: str, *, baud: int, connect_s: float) -> ReceiptLine:
    """Open the line.

    Args:
        uri: ``socket://HOST:PORT``, or the path of a tty or of a USB printer port.
        baud: speed of a tty, 8N1; without meaning for the others.
        connect_s: longest wait for a TCP connection.

    Raises:
        DeviceAbsentError: RECEIPT-1701, with who holds it or whose it is.

    """
    try:
        if uri.startswith(_SOCKET):
            return _tcp(uri.removeprefix(_SOCKET), connect_s)
        return _tty(uri, baud) if _is_tty(uri) else _port(uri)
    except _FAILURES as error:
        raise _not_opened(uri, error) from error


def _tcp(address: str, connect_s: float) -> ReceiptLine:
    host, _, port = address.rpartition(":")
    line = socket.create_connection((host.strip("[]"), int(port)), connect_s)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    line.settimeout(0.0)
    return ReceiptLine(line.fileno(), line.close)


def _is_tty(path: str) -> bool:
    """Whether a path is a terminal; a USB printer port is a character device and none."""
    descriptor = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
    try:
        if not stat.S_ISCHR(os.fstat(descriptor).st_mode):
            raise OSError(errno.ENOTTY, "neither tty nor printer port")
        return os.isatty(descriptor)
    finally:
        os.close(descriptor)


def _tty(path: str, baud: int) -> ReceiptLine:
    line = serial.Serial(path, baudrate=baud, timeout=0, write_timeout=0, exclusive=True)
    return ReceiptLine(line.fileno(), line.close)


def _port(path: str) -> ReceiptLine:
    descriptor = os.open(path, os.O_RDWR | os.O_NONBLOCK)
    return ReceiptLine(descriptor, lambda: os.close(descriptor))


def _not_opened(uri: str, error: Exception) -> DeviceAbsentError:
    """Say why, as far as it can be found out from outside of the port."""
    fault = _absent(f"cannot open {uri}", error)
    number = getattr(error, "errno", None)
    if not uri.startswith(_SOCKET):
        fault.detail += told_unopened(
            uri, is_held=number in _HELD, is_forbidden=number in _FORBIDDEN
        )
    return fault


def _absent(what: str, error: Exception) -> DeviceAbsentError:
    number = getattr(error, "errno", None)
    reason = errno.errorcode.get(number, str(number)) if number else type(error).__name__
    return DeviceAbsentError(ABSENT, DEVICE, f"{what} ({reason})")
