# SPDX-License-Identifier: Apache-2.0
"""The door to PC/SC: one context of the daemon, and a card in one of its readers.

``smartcard`` is imported when a context is opened and not before: it needs a library of the
system, and a kiosk without a card slot starts without it. Source: winscard.h of pcsc-lite.
"""

import logging
import os
import socket
from collections.abc import Sequence
from ctypes import CDLL
from importlib import import_module
from types import ModuleType
from typing import Final, Self

from devices.errors import (
    CardUnreadableError,
    DeviceAbsentError,
    DeviceError,
    DeviceFailedError,
)
from devices.traffic import TRAFFIC

DEVICE: Final = "card_slot"

SYSTEM_LIBRARY: Final = "libpcsclite.so.1"
CHANGED: Final = 0x0002
PRESENT: Final = 0x0020

NEW_READERS: Final = "\\\\?PnP?\\Notification"
"""Name of no reader: its state changes when a reader comes or goes."""

_SUCCESS: Final = 0
_TIMEOUT: Final = 0x8010000A
_NO_READERS: Final = 0x8010002E
_HUNG_UP: Final = 0x8010006A
_STOPPED: Final = 0x8010001E
_NOT_LET_IN: Final = frozenset({_HUNG_UP, 0x8010001D, 0x80100013})
"""What libpcsclite says of a daemon that hangs up at the first word (which of them, is a matter
of who was the quicker), of one whose socket is forbidden, and of one that is away."""

_SOCKET: Final = "/run/pcscd/pcscd.comm"
_GREETING_S: Final = 0.5
_T0, _T1 = 1, 2

_FAULTS: Final[dict[int, tuple[type[DeviceError], str]]] = {
    0x80100009: (DeviceAbsentError, "SLOT-1202"),  # unknown reader
    0x80100017: (DeviceAbsentError, "SLOT-1202"),  # reader unavailable
    0x8010000B: (DeviceFailedError, "SLOT-1204"),  # held by another program
    0x8010006A: (DeviceAbsentError, "SLOT-1205"),  # polkit forbids this card or reader
    0x80100027: (DeviceAbsentError, "SLOT-1205"),  # no access
    0x8010001D: (DeviceAbsentError, "SLOT-1201"),  # no service
    0x8010001E: (DeviceAbsentError, "SLOT-1201"),  # service stopped
    0x80100013: (DeviceAbsentError, "SLOT-1201"),  # talk with the daemon broke off
    0x80100003: (DeviceAbsentError, "SLOT-1201"),  # a handle that the daemon forgot
    0x8010000C: (CardUnreadableError, "CARD-0212"),  # no card
    0x80100016: (CardUnreadableError, "CARD-0212"),  # not transacted
    0x8010002F: (CardUnreadableError, "CARD-0212"),  # data lost between reader and card
    0x80100068: (CardUnreadableError, "CARD-0212"),  # reset by somebody
    0x80100069: (CardUnreadableError, "CARD-0212"),  # removed
    0x80100066: (CardUnreadableError, "CARD-0211"),  # unresponsive
    0x80100067: (CardUnreadableError, "CARD-0211"),  # lies there and takes no power
    0x80100065: (CardUnreadableError, "CARD-0211"),  # unsupported
    0x8010000F: (CardUnreadableError, "CARD-0211"),  # neither T=0 nor T=1
}
"""Return code -> what it means here."""

_log = logging.getLogger(__name__)


def load_library() -> ModuleType:
    """Import pyscard's bare functions.

    Where the system's library is missing, pyscard says so on standard output and then answers
    as if the service did not run; so it is looked for before.

    Raises:
        DeviceAbsentError: SLOT-1203, pyscard or the system's library is missing.

    """
    try:
        CDLL(SYSTEM_LIBRARY)
        return import_module("smartcard.scard")
    except (ImportError, OSError) as error:
        detail = f"PC/SC cannot be used on this machine ({error})"
        raise DeviceAbsentError("SLOT-1203", DEVICE, detail) from error


def fault_of(code: int, what: str, *, otherwise: str) -> DeviceError:
    """The failure that a return code means; an unknown one is ``otherwise``."""
    unknown = CardUnreadableError if otherwise.startswith("CARD") else DeviceAbsentError
    kind, fault = _FAULTS.get(code, (unknown, otherwise))
    return kind(fault, DEVICE, f"{what} (0x{code:08X})")


class CardLine:
    """One card, powered and held by this process alone; a context manager."""

    def __init__(self, library: ModuleType, handle: int, protocol: int) -> None:
        self._library = library
        self._handle = handle
        self._protocol = library.SCARD_PCI_T0 if protocol == _T0 else library.SCARD_PCI_T1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def transmit(self, command: bytes) -> bytes:
        """Send one command; return data and status word, at least two bytes.

        Raises:
            CardUnreadableError: CARD-0212 the card left, CARD-0211 it does not answer.
            DeviceAbsentError: SLOT-1201 the daemon died, SLOT-1202 the reader was unplugged.

        """
        code, answer = self._library.SCardTransmit(self._handle, self._protocol, list(command))
        code = _in_conversation(code)
        octets = bytes(answer)
        _log.log(
            TRAFFIC,
            "%s, %d bytes -> %s, %d bytes",
            command[:4].hex(" "),
            len(command),
            octets[-2:].hex(),
            len(octets),
        )
        if code != _SUCCESS:
            raise fault_of(code, "no answer of the card", otherwise="CARD-0211")
        if len(octets) < len(b"SW"):  # what pcscd makes of a card pulled out in mid-answer
            raise CardUnreadableError("CARD-0212", DEVICE, "the card left while it answered")
        return octets

    def close(self) -> None:
        """Let go of the card without power: whatever was selected on it is forgotten."""
        self._library.SCardDisconnect(self._handle, self._library.SCARD_UNPOWER_CARD)


class Context:
    """One conversation with the daemon; whatever fails in it, a new one must be begun.

    Args:
        library: pyscard's bare functions; None to import them.

    Raises:
        DeviceAbsentError: SLOT-1201 the daemon is not running, SLOT-1203 no PC/SC here,
            SLOT-1205 it runs and does not let this user in.

    """

    def __init__(self, library: ModuleType | None = None) -> None:
        self._library = library or load_library()
        code, handle = self._library.SCardEstablishContext(self._library.SCARD_SCOPE_SYSTEM)
        if _unsigned(code) in _NOT_LET_IN:
            raise _not_let_in(_unsigned(code))
        _check(code, "the PC/SC service does not answer")
        self._handle = handle

    def readers(self) -> tuple[str, ...]:
        """Names of all readers that there are, in alphabetical order.

        Raises:
            DeviceError: the conversation is over.

        """
        code, names = self._library.SCardListReaders(self._handle, [])
        code = _in_conversation(code)
        if code == _NO_READERS:
            return ()
        _check(code, "readers cannot be listed")
        return tuple(sorted(names))

    def states(
        self, known: Sequence[tuple[str, int]], wait_s: float
    ) -> list[tuple[str, int, bytes]]:
        """Wait for a state that differs from the ``known`` ones, and return all of them.

        Args:
            known: names and their states as returned before, 0 at first.
            wait_s: return after so long also without a change.

        Returns:
            Name, state (the number of insertions and removals in the upper 16 bits) and the
            answer to reset, in the order of ``known``.

        Raises:
            DeviceError: the conversation is over, or a reader is gone.

        """
        code, found = self._library.SCardGetStatusChange(
            self._handle, int(wait_s * 1000), list(known)
        )
        code = _in_conversation(code)
        if code != _TIMEOUT:
            _check(code, "states of the readers cannot be had")
        return [(name, state & ~CHANGED, bytes(atr)) for name, state, atr in found]

    def connect(self, reader: str) -> CardLine:
        """Power the card in ``reader`` and hold it alone.

        Raises:
            CardUnreadableError: CARD-0211 it does not answer, CARD-0212 it is gone.
            DeviceFailedError: SLOT-1204, another program holds it.
            DeviceAbsentError: SLOT-1201, SLOT-1202, SLOT-1205.

        """
        library = self._library
        code, handle, protocol = library.SCardConnect(
            self._handle, reader, library.SCARD_SHARE_EXCLUSIVE, _T0 | _T1
        )
        if _unsigned(code) != _SUCCESS:
            raise fault_of(_unsigned(code), "no card to talk to", otherwise="CARD-0211")
        return CardLine(library, handle, protocol)

    def close(self) -> None:
        """End the conversation, also with a daemon that is dead already."""
        self._library.SCardReleaseContext(self._handle)


def _not_let_in(code: int) -> DeviceAbsentError:
    """Tell a daemon that is full or forbids this user from one that is away."""
    if _is_listening():
        detail = f"the PC/SC service runs and does not let us in (0x{code:08X})"
        return DeviceAbsentError("SLOT-1205", DEVICE, detail)
    detail = f"the PC/SC service does not answer (0x{code:08X})"
    return DeviceAbsentError("SLOT-1201", DEVICE, detail)


def _is_listening() -> bool:
    """Whether somebody takes calls at the daemon's socket, though it may be forbidden to us."""
    path = os.environ.get("PCSCLITE_CSOCK_NAME", _SOCKET)
    with socket.socket(socket.AF_UNIX) as caller:
        caller.settimeout(_GREETING_S)
        try:
            caller.connect(path)
        except (PermissionError, BlockingIOError, TimeoutError):
            return True
        except OSError:
            return False
    return True


def _check(code: int, what: str) -> None:
    if _unsigned(code) != _SUCCESS:
        raise fault_of(_unsigned(code), what, otherwise="SLOT-1201")


def _in_conversation(code: int) -> int:
    """Take a daemon that hangs up for a dead one; that is how it turns strangers away, too.

    Once it has answered, it knows this user.
    """
    return _STOPPED if _unsigned(code) == _HUNG_UP else _unsigned(code)


def _unsigned(code: int) -> int:
    return code & 0xFFFFFFFF
