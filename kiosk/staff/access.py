# SPDX-License-Identifier: Apache-2.0
"""Who may enter the staff pages: number, PIN, and a delay that grows with wrong tries.

There is no default PIN. Where nobody is on the staff, a one-time code stands on the machine's
console, which only somebody with access to the machine can read.
"""

import hmac
import secrets
from dataclasses import dataclass
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kiosk.clock import Clock
from kiosk.store.records import StaffMember, StaffRole
from kiosk.store.staff import MACHINE, Staff, StaffListError

TRIES_BEFORE_DELAY: Final = 5
MACHINE_TRIES: Final = 20
"""Wrong tries under any numbers after which the whole machine waits: PINs are not tried out
person by person."""
FIRST_DELAY_S: Final = 15.0
LONGEST_DELAY_S: Final = 3600.0
CONSOLE: Final = "0"
"""Typed as the number with the one-time code of the console; nobody's number."""
_SHORTEST, _LONGEST = 6, 12
_ONE_TIME_DIGITS: Final = 8
_RUN: Final = "01234567890123456789"


@dataclass(frozen=True)
class Entered:
    """The PIN is right: this person, in this role."""

    number: str
    role: StaffRole


@dataclass(frozen=True)
class Locked:
    """Too many wrong tries (STAFF-0902); no PIN is looked at before ``wait_s`` seconds."""

    wait_s: float


@dataclass(frozen=True)
class Wrong:
    """Not the PIN, or nobody's number; after ``tries_left`` more the delay begins."""

    tries_left: int


@dataclass(frozen=True)
class NotSet:
    """Nobody is on the staff and no one-time code stands on the console (STAFF-0901)."""


@dataclass(frozen=True)
class CardMissing:
    """The right PIN, but the person has a card that could have been laid, and was not."""


PinOutcome = Entered | Locked | Wrong | CardMissing | NotSet


class WeakPinError(ValueError):
    """The PIN is not one that may be set; the message says what is asked of it."""


class StaffAccess:
    """Checks PINs; a try is counted on disk before it is answered.

    Args:
        staff: where people, hashes and counts of wrong tries are kept.
        clock: wall clock, because the delay must outlive a restart.
        hasher: argon2id with the parameters of RFC 9106 unless told otherwise.

    """

    def __init__(
        self, staff: Staff, clock: Clock, hasher: PasswordHasher | None = None
    ) -> None:
        self._staff = staff
        self._clock = clock
        self._hasher = hasher or PasswordHasher()
        self._one_time_code = ""
        self._nobodys_hash = ""

    @property
    def is_set(self) -> bool:
        """Whether anybody is on the staff."""
        return bool(self._staff.members())

    def add(self, number: str, role: StaffRole, pin: str) -> None:
        """Put a person on the list with their PIN.

        Raises:
            WeakPinError: the PIN is guessed at once.
            StaffListError: the number is none, or is or was somebody's.
            StoreError: it could not be written.

        """
        self._staff.add(number, role, self._hashed(number, pin))
        self._one_time_code = ""

    def set_pin(self, number: str, pin: str) -> None:
        """Give a person another PIN; their wrong tries are forgotten.

        Raises:
            WeakPinError: the PIN is guessed at once.
            StaffListError: there is no such person.
            StoreError: it could not be written.

        """
        self._staff.set_hash(number, self._hashed(number, pin))
        self._one_time_code = ""

    def one_time_code(self) -> str:
        """A fresh code of 8 digits for the console, good once; empty where there is staff."""
        if self.is_set:
            return ""
        self._one_time_code = f"{secrets.randbelow(10**_ONE_TIME_DIGITS):0{_ONE_TIME_DIGITS}}"
        return self._one_time_code

    def try_pin(
        self, number: str, pin: str, *, card_for: frozenset[str] = frozenset()
    ) -> PinOutcome:
        """Try the PIN of a person: who it is, or why it opens nothing.

        A number that is nobody's takes as long as any other. ``card_for`` are the kinds of
        card that could be laid and were not: whose card is of such a kind is not let in.
        A right PIN without the card stays counted as a try, for somebody may be guessing.

        Raises:
            StoreError: the try could not be counted, so it was not looked at.

        """
        if not self.is_set and not self._one_time_code:
            return NotSet()
        member = self._staff.member(number)
        if (wait_s := max(self._wait_s(number), self._wait_s(MACHINE))) > 0:
            self._staff.note_try("locked", member)
            return Locked(wait_s)
        count = self._counted(number if member or number == CONSOLE else MACHINE)
        if self._is_right(member, number, pin):
            if member is not None and member.card.partition(":")[0] in card_for:
                self._staff.note_try("card_missing", member)
                return CardMissing()
            return self._entered(member)
        self._staff.note_try("wrong", member)
        return self._refused(number, count)

    def holder_of(self, card: str) -> str:
        """Number of the person whose card has this keyed hash; empty where it is nobody's."""
        member = self._staff.holder_of(card)
        return member.number if member is not None else ""

    def unlock(self, number: str = "") -> None:
        """Forget the wrong tries of a person, or all.

        Raises:
            StaffListError: there is no such person.

        """
        self._staff.unlock(number)

    def _hashed(self, number: str, pin: str) -> str:
        if not (pin.isascii() and pin.isdigit() and _SHORTEST <= len(pin) <= _LONGEST):
            raise WeakPinError(f"a PIN has {_SHORTEST} to {_LONGEST} digits")
        if len(set(pin)) == 1 or pin in _RUN or pin in _RUN[::-1]:
            raise WeakPinError("a PIN is neither one digit repeated nor a run such as 123456")
        if pin == number:
            raise WeakPinError("a PIN is not the staff number")
        return self._hasher.hash(pin)

    def _is_right(self, member: StaffMember | None, number: str, pin: str) -> bool:
        if member is not None:
            return self._matches(member.pin_hash, pin)
        if number == CONSOLE and self._one_time_code and not self.is_set:
            return hmac.compare_digest(self._one_time_code.encode(), pin.encode())
        self._nobodys_hash = self._nobodys_hash or self._hasher.hash(secrets.token_hex())
        self._matches(self._nobodys_hash, pin)
        return False

    def _entered(self, member: StaffMember | None) -> Entered:
        if member is None:
            self._one_time_code = ""
            self._staff.forget_failures(CONSOLE)
            self._staff.note_try("entered")
            return Entered(CONSOLE, StaffRole.TECHNICIAN)
        self._staff.forget_failures(member.number)
        self._staff.note_try("entered", member)
        return Entered(member.number, member.role)

    def _counted(self, number: str) -> int:
        """Count a try of this number and of the machine; how many in a row it is."""
        now = self._clock.now()
        counts = [self._failures(one) + 1 for one in dict.fromkeys((number, MACHINE))]
        for one, count in zip(dict.fromkeys((number, MACHINE)), counts, strict=True):
            self._staff.set_failures(one, count, now)
        return counts[0]

    def _refused(self, number: str, count: int) -> Locked | Wrong:
        wait_s = max(self._wait_s(number), self._wait_s(MACHINE))
        if wait_s > 0:
            return Locked(wait_s)
        return Wrong(max(TRIES_BEFORE_DELAY - count, 1))

    def _failures(self, number: str) -> int:
        standing = self._staff.failures(number)
        return standing[0] if standing else 0

    def _wait_s(self, number: str) -> float:
        standing = self._staff.failures(number)
        if standing is None:
            return 0.0
        count, failed_at = standing
        now = self._clock.now()
        if now < failed_at:  # the clock was set back: the delay begins again, no longer
            self._staff.set_failures(number, count, now)
            failed_at = now
        allowed = MACHINE_TRIES if number == MACHINE else TRIES_BEFORE_DELAY
        delay_s = delay_after(count - allowed + TRIES_BEFORE_DELAY)
        return max(0.0, delay_s - (now - failed_at).total_seconds())

    def _matches(self, pin_hash: str, pin: str) -> bool:
        try:
            return self._hasher.verify(pin_hash, pin)
        except (VerificationError, InvalidHashError):
            return False


def first_number(staff: Staff, role: StaffRole) -> str:
    """The number of the only person of a role; where there is none, the first free one.

    Raises:
        StaffListError: there are several, so somebody must say which.

    """
    numbers = [one.number for one in staff.members() if one.role is role]
    if len(numbers) > 1:
        raise StaffListError(f"there are several of role {role.value}: name a staff number")
    return numbers[0] if numbers else str(list(StaffRole).index(role) + 1)


def delay_after(failures: int) -> float:
    """Seconds to wait after so many wrong tries in a row.

    >>> [delay_after(n) for n in (4, 5, 6, 7, 50)]
    [0.0, 15.0, 30.0, 60.0, 3600.0]
    """
    if failures < TRIES_BEFORE_DELAY:
        return 0.0
    doublings = min(failures - TRIES_BEFORE_DELAY, 20)
    return float(min(FIRST_DELAY_S * 2**doublings, LONGEST_DELAY_S))
