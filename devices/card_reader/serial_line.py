# SPDX-License-Identifier: Apache-2.0
"""The door to pyserial: a line of bytes that fails in one way only."""

import errno
import termios
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock
from typing import Final, Self

import serial

from devices.errors import DeviceAbsentError
from devices.serial_holders import told_unopened

DEVICE: Final = "reader"

GRAIN_S: Final = 0.1
"""Longest that a read waits, and so the grain of every deadline and cancel above it."""

_WRITE_S: Final = 1.0

_FAILURES: Final = (OSError, termios.error, serial.SerialException, ValueError)
"""What pyserial lets through: a closed pty gives ``termios.error``, a device pulled out
OSError or SerialException, a port text or speed that makes no sense ValueError."""

_CODES: Final = {
    errno.EBUSY: "READER-0105",
    errno.EAGAIN: "READER-0105",  # flock: another process holds the line
    errno.EACCES: "READER-0106",
    errno.EPERM: "READER-0106",
}


class SerialLine:
    """One open line to the reader; every failure is DeviceAbsentError.

    Used by one thread at a time; closed by any, also while another waits in it.
    """

    def __init__(self, line: serial.Serial) -> None:
        self._line = line
        self._in_use = Lock()
        self._is_closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def has_speed(self) -> bool:
        """Whether this is a tty, where both ends must be set to one speed."""
        return isinstance(self._line, serial.Serial)

    def set_speed(self, baud: int) -> None:
        """Go on at ``baud``."""
        with self._using("setting its speed"):
            self._line.baudrate = baud

    def read(self) -> bytes:
        """Whatever has come, or comes first within the grain; empty when nothing did."""
        with self._using("reading"):
            first = self._line.read(1)
            return bytes(first + self._line.read(self._line.in_waiting)) if first else b""

    def write(self, octets: bytes) -> None:
        """Send ``octets``, all of them, within a second."""
        with self._using("writing"):
            self._line.write(octets)

    def discard_input(self) -> None:
        """Throw away what came and was not read, such as a late answer."""
        with self._using("flushing"):
            self._line.reset_input_buffer()

    def close(self) -> None:
        """Give the line back, also when it is already gone; what is under way ends first."""
        self._is_closed = True
        with self._in_use:
            end = getattr(self._line, "_socket", None)
            with suppress(*_FAILURES):
                self._line.close()
            if end is not None:
                end.close()  # pyserial forgets it open where the far end hung up first

    @contextmanager
    def _using(self, doing: str) -> Iterator[None]:
        """Do one thing with an open line, and have it told when the line has gone.

        pyserial looks whether it is open and uses its descriptor later: closed between the two,
        it would use none (TypeError), or a number that the system has given to another file.
        """
        with self._in_use:
            if self._is_closed:
                raise DeviceAbsentError("READER-0101", DEVICE, f"line closed before {doing}")
            try:
                yield
            except _FAILURES as error:
                raise _absent(f"line vanished while {doing}", error) from error


def open_line(port: str, *, baud: int, grain_s: float = GRAIN_S) -> SerialLine:
    """Open ``port`` for exclusive use, 8N1 without flow control.

    Args:
        port: a tty path, best one of ``/dev/serial/by-id``, or ``socket://host:port``.
        baud: speed of a tty; without meaning for a socket.
        grain_s: longest that one ``read`` waits.

    Raises:
        DeviceAbsentError: READER-0101 nothing there (told is what is there), READER-0105 held
            by another process (told is which), READER-0106 no permission (told is whose it is).

    """
    if not port:
        raise DeviceAbsentError("READER-0101", DEVICE, "no port is configured")
    try:
        line = serial.serial_for_url(
            port, baudrate=baud, timeout=grain_s, write_timeout=_WRITE_S, exclusive=True
        )
    except _FAILURES as error:
        raise _not_opened(port, error) from error
    return SerialLine(line)


def _not_opened(port: str, error: Exception) -> DeviceAbsentError:
    """Say why, as far as it can be found out from outside of the port."""
    fault = _absent(f"cannot open {port}", error)
    fault.detail += told_unopened(
        port, is_held=fault.code == "READER-0105", is_forbidden=fault.code == "READER-0106"
    )
    return fault


def _absent(what: str, error: Exception) -> DeviceAbsentError:
    number = getattr(error, "errno", None) or next(
        (argument for argument in error.args if isinstance(argument, int)), None
    )
    code = _CODES.get(number, "READER-0101") if number else "READER-0101"
    reason = errno.errorcode.get(number, str(number)) if number else type(error).__name__
    return DeviceAbsentError(code, DEVICE, f"{what} ({reason})")
