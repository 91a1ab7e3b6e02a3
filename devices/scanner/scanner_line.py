# SPDX-License-Identifier: Apache-2.0
"""The scanner's door to pyserial: a line that is only listened to, and fails in one way.

A sister of ``devices.card_reader.serial_line``: nothing is ever written here, and the codes are
the scanner's own.
"""

import errno
import termios
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock
from typing import Final

import serial

from devices.errors import DeviceAbsentError
from devices.serial_holders import told_unopened

DEVICE: Final = "scanner"

GRAIN_S: Final = 0.1
"""Longest that ``hear`` waits, and so the grain of every deadline and cancel above it."""

_VANISHING: Final = (OSError, termios.error, serial.SerialException, ValueError)
_HELD: Final = {errno.EBUSY, errno.EAGAIN}
_FORBIDDEN: Final = {errno.EACCES, errno.EPERM}


class ScannerLine:
    """One open line from the scanner; every failure is DeviceAbsentError.

    Used by one thread at a time; closed by any, also while another waits in it.
    """

    def __init__(self, port: serial.Serial) -> None:
        self._port = port
        self._in_use = Lock()
        self._is_closed = False

    def hear(self) -> bytes:
        """Give what has come, or comes first within ``GRAIN_S``; empty when nothing did."""
        with self._using():
            waiting = self._port.in_waiting
            return bytes(self._port.read(max(1, waiting)))

    def forget(self) -> None:
        """Throw away what came before now."""
        with self._using():
            self._port.reset_input_buffer()

    def close(self) -> None:
        """Give the port back, also when it is already gone; a read under way ends first."""
        self._is_closed = True
        with self._in_use, suppress(*_VANISHING):
            self._port.close()

    @contextmanager
    def _using(self) -> Iterator[None]:
        """Do one thing with the open port; ``SerialLine`` says why nobody closes it then."""
        with self._in_use:
            if self._is_closed:
                raise DeviceAbsentError("SCANNER-1101", DEVICE, "the line was closed")
            try:
                yield
            except _VANISHING as error:
                raise _gone("the line vanished", error) from error


def open_scanner_line(port: str, *, baud: int) -> ScannerLine:
    """Open ``port`` for exclusive use, 8N1 without flow control.

    Raises:
        DeviceAbsentError: SCANNER-1101 nothing there, SCANNER-1102 held by another process
            (told is which), SCANNER-1103 no permission (told is whose it is).

    """
    if not port:
        raise DeviceAbsentError("SCANNER-1101", DEVICE, "no port is configured")
    try:
        return ScannerLine(
            serial.serial_for_url(port, baudrate=baud, timeout=GRAIN_S, exclusive=True)
        )
    except _VANISHING as error:
        fault = _gone(f"cannot open {port}", error)
        fault.detail += told_unopened(
            port,
            is_held=fault.code == "SCANNER-1102",
            is_forbidden=fault.code == "SCANNER-1103",
        )
        raise fault from error


def _gone(what: str, error: Exception) -> DeviceAbsentError:
    candidates = (getattr(error, "errno", None), *error.args)
    number = next((found for found in candidates if isinstance(found, int)), 0)
    code = "SCANNER-1101"
    if number in _HELD:
        code = "SCANNER-1102"
    elif number in _FORBIDDEN:
        code = "SCANNER-1103"
    reason = errno.errorcode.get(number, type(error).__name__)
    return DeviceAbsentError(code, DEVICE, f"{what} ({reason})")
