# SPDX-License-Identifier: Apache-2.0
"""Who may enter the staff pages: a PIN per role, and a delay that grows with wrong tries.

There is no default PIN. Where none is set, a one-time code stands on the machine's console,
which only somebody with access to the machine can read.
"""

import hmac
import secrets
from dataclasses import dataclass
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kiosk.clock import Clock
from kiosk.store.records import StaffRole
from kiosk.store.staff_pins import StaffPins

TRIES_BEFORE_DELAY: Final = 5
FIRST_DELAY_S: Final = 15.0
LONGEST_DELAY_S: Final = 3600.0
_SHORTEST, _LONGEST = 6, 12
_ONE_TIME_DIGITS: Final = 8
_RUN: Final = "01234567890123456789"


@dataclass(frozen=True)
class Locked:
    """Too many wrong tries (STAFF-0902); no PIN is looked at before ``wait_s`` seconds."""

    wait_s: float


@dataclass(frozen=True)
class Wrong:
    """Not the PIN; after ``tries_left`` more the delay begins."""

    tries_left: int


@dataclass(frozen=True)
class NotSet:
    """No PIN is set and no one-time code stands on the console (STAFF-0901)."""


PinOutcome = StaffRole | Locked | Wrong | NotSet


class WeakPinError(ValueError):
    """The PIN is not one that may be set; the message says what is asked of it."""


class StaffAccess:
    """Checks PINs; a try is counted on disk before it is answered.

    Args:
        pins: where hashes and the count of wrong tries are kept.
        clock: wall clock, because the delay must outlive a restart.
        hasher: argon2id with the parameters of RFC 9106 unless told otherwise.

    """

    def __init__(
        self, pins: StaffPins, clock: Clock, hasher: PasswordHasher | None = None
    ) -> None:
        self._pins = pins
        self._clock = clock
        self._hasher = hasher or PasswordHasher()
        self._one_time_code = ""

    @property
    def is_set(self) -> bool:
        """Whether any role has a PIN."""
        return bool(self._pins.hashes())

    def set_pin(self, role: StaffRole, pin: str) -> None:
        """Give a role its PIN; wrong tries are forgotten.

        Raises:
            WeakPinError: not 6 to 12 digits, one digit only, or a plain run of digits.
            StoreError: it could not be written.

        """
        if not (pin.isascii() and pin.isdigit() and _SHORTEST <= len(pin) <= _LONGEST):
            raise WeakPinError(f"a PIN has {_SHORTEST} to {_LONGEST} digits")
        if len(set(pin)) == 1 or pin in _RUN or pin in _RUN[::-1]:
            raise WeakPinError("a PIN is neither one digit repeated nor a run such as 123456")
        self._pins.set_hash(role, self._hasher.hash(pin))
        self._one_time_code = ""

    def one_time_code(self) -> str:
        """A fresh code of 8 digits for the console, good once; empty when a PIN is set."""
        if self.is_set:
            return ""
        self._one_time_code = f"{secrets.randbelow(10**_ONE_TIME_DIGITS):0{_ONE_TIME_DIGITS}}"
        return self._one_time_code

    def try_pin(self, pin: str) -> PinOutcome:
        """Try a PIN: the role it opens, or why it opens nothing.

        Raises:
            StoreError: the try could not be counted, so it was not looked at.

        """
        hashes = self._pins.hashes()
        if not hashes and not self._one_time_code:
            return NotSet()
        if (wait_s := self._wait_s()) > 0:
            self._pins.note_try("locked")
            return Locked(wait_s)
        count = self._failures() + 1
        self._pins.set_failures(count, self._clock.now())
        for role, pin_hash in hashes:
            if self._matches(pin_hash, pin):
                return self._entered(role)
        if not hashes and hmac.compare_digest(self._one_time_code.encode(), pin.encode()):
            self._one_time_code = ""
            return self._entered(StaffRole.TECHNICIAN)
        self._pins.note_try("wrong")
        if (delay_s := delay_after(count)) > 0:
            return Locked(delay_s)
        return Wrong(TRIES_BEFORE_DELAY - count)

    def unlock(self) -> None:
        """Forget the wrong tries."""
        self._pins.forget_failures()

    def _entered(self, role: StaffRole) -> StaffRole:
        self._pins.forget_failures()
        self._pins.note_try("entered", role)
        return role

    def _failures(self) -> int:
        standing = self._pins.failures()
        return standing[0] if standing else 0

    def _wait_s(self) -> float:
        standing = self._pins.failures()
        if standing is None:
            return 0.0
        count, failed_at = standing
        now = self._clock.now()
        if now < failed_at:  # the clock was set back: the delay begins again, no longer
            self._pins.set_failures(count, now)
            failed_at = now
        return max(0.0, delay_after(count) - (now - failed_at).total_seconds())

    def _matches(self, pin_hash: str, pin: str) -> bool:
        try:
            return self._hasher.verify(pin_hash, pin)
        except (VerificationError, InvalidHashError):
            return False


def delay_after(failures: int) -> float:
    """Seconds to wait after so many wrong tries in a row.

    >>> [delay_after(n) for n in (4, 5, 6, 7, 50)]
    [0.0, 15.0, 30.0, 60.0, 3600.0]
    """
    if failures < TRIES_BEFORE_DELAY:
        return 0.0
    doublings = min(failures - TRIES_BEFORE_DELAY, 20)
    return float(min(FIRST_DELAY_S * 2**doublings, LONGEST_DELAY_S))
