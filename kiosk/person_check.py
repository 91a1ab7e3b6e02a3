# SPDX-License-Identifier: Apache-2.0
"""Is the holder of the document the one who stands here (人证核验): one interface, two ways.

A way is started for one person and concluded once. That somebody was confirmed is a value that
can be made only of an answer that belongs to the check that was started: of its id, of its
person, and of its way. A check that did not run leaves no such value.
"""

import hashlib
import hmac
from dataclasses import dataclass
from enum import StrEnum
from threading import Event
from typing import Final, Protocol

from certificates.library.interface import AuditElements
from devices.states import ProbeReport

DEVICE: Final = "person_check"
"""Its table in ``kiosk.toml``, and its name in self-tests and faults."""


class PersonCheckMethod(StrEnum):
    """Ways of checking, from the weakest to the strongest; words of ``[person_check] method``.

    ``NONE`` is for halls where staff looks on; it confirms nobody.
    """

    NONE = "none"
    PHONE_CODE = "phone_code"
    FACE_SERVICE = "face_service"

    @property
    def strength(self) -> int:
        """Place in the order of strength, 0 for none."""
        return list(PersonCheckMethod).index(self)

    def satisfies(self, required: "PersonCheckMethod") -> bool:
        """Whether this way is at least as strong as the one that a service requires.

        >>> PersonCheckMethod.FACE_SERVICE.satisfies(PersonCheckMethod.PHONE_CODE)
        True
        >>> PersonCheckMethod.NONE.satisfies(PersonCheckMethod.PHONE_CODE)
        False
        """
        return self.strength >= required.strength


class CheckEnd(StrEnum):
    """Why nobody was confirmed."""

    FAILED = "failed"  # it ran, and says no; or every try at the code was wrong
    CANCELLED = "cancelled"  # somebody ended it, here or at the service
    TIMED_OUT = "timed_out"  # nobody finished it in time, or the code ran out
    NO_PHONE = "no_phone"  # the platform knows no telephone of this person


_CODES: Final = {
    CheckEnd.NO_PHONE: "CHECK-1303",
    CheckEnd.FAILED: "CHECK-1304",
    CheckEnd.TIMED_OUT: "CHECK-1305",
}


@dataclass(frozen=True, repr=False)
class CheckSubject:
    """Who is to be checked: all that ever leaves the kiosk for a check.

    Attributes:
        name: as the document says it.
        number: number of the document, in full.

    Raises:
        ValueError: one of the two is blank.

    """

    name: str
    number: str

    def __post_init__(self) -> None:
        if not self.name.strip() or not self.number.strip():
            raise ValueError("a person check needs a name and a number")


@dataclass(frozen=True, repr=False)
class StartedCheck:
    """A check that the other side has taken on.

    Attributes:
        method: the way it goes.
        check_id: what the other side calls it.
        nonce: random text of this check, hexadecimal; it ties the answer to this start.
        binding: what an answer about this check and this person must carry.
        masked_phone: the telephone that a code went to, masked by the platform; else empty.
        url: page of a face service where the person goes on, perhaps shown as a QR code; often
            empty, as a camera in the kiosk needs none.
        valid_s: how long it stays open, in seconds from its start.

    """

    method: PersonCheckMethod
    check_id: str
    nonce: str
    binding: str
    masked_phone: str = ""
    url: str = ""
    valid_s: float = 60.0

    def __repr__(self) -> str:
        return f"StartedCheck({self.method.value}, …)"


@dataclass(frozen=True, repr=False)
class PassAnswer:
    """The other side's word that the person was confirmed, as it came.

    Attributes:
        check_id: which check it says it speaks of.
        binding: digest of check, nonce and person that it was able to make.

    """

    check_id: str
    binding: str


@dataclass(frozen=True, repr=False)
class PersonConfirmed:
    """The person was confirmed: made of a started check and an answer that belongs to it.

    Raises:
        UnboundAnswerError: the answer is about another check or another person.

    """

    started: StartedCheck
    answer: PassAnswer

    def __post_init__(self) -> None:
        is_same_check = self.answer.check_id == self.started.check_id
        is_same_person = hmac.compare_digest(
            self.answer.binding.encode(), self.started.binding.encode()
        )
        if self.started.method is PersonCheckMethod.NONE:
            raise UnboundAnswerError("no check confirms nobody")
        if not (is_same_check and is_same_person):
            raise UnboundAnswerError("the answer is not about the check that was started")

    def __repr__(self) -> str:
        return f"PersonConfirmed({self.method.value}, …)"

    @property
    def method(self) -> PersonCheckMethod:
        """The way by which."""
        return self.started.method

    @property
    def check_id(self) -> str:
        """What the other side calls the check; for the journal."""
        return self.started.check_id

    def is_of(self, number: str) -> bool:
        """Whether it is the holder of this number who was confirmed."""
        expected = binding_of(self.started.check_id, self.started.nonce, number)
        return hmac.compare_digest(expected, self.started.binding)


class UnboundAnswerError(ValueError):
    """An answer that does not belong to the check that was started; nothing was confirmed."""


@dataclass(frozen=True)
class WrongCode:
    """The code was not right; ``tries_left`` is above zero."""

    tries_left: int


@dataclass(frozen=True)
class NotConfirmed:
    """The check is over and nobody was confirmed."""

    end: CheckEnd

    @property
    def code(self) -> str:
        """Fault code that says it in three voices; empty where it was somebody's wish."""
        return _CODES.get(self.end, "")


CheckOutcome = PersonConfirmed | WrongCode | NotConfirmed


class PersonCheck(Protocol):
    """One way of checking a person. Everything blocks, ends by its deadline, starts no thread.

    A citizen's code is typed between ``start`` and ``conclude``; a face service is waited for
    in ``conclude``. Failures of the other side are ``devices.errors.DeviceError``: CHECK-1301
    it cannot be reached or is too slow, CHECK-1302 it refuses or answers rubbish. None of them
    is a confirmation, and none says anything against the person.
    """

    @property
    def method(self) -> PersonCheckMethod:
        """The way it goes; never ``NONE``."""
        ...

    def start(
        self, subject: CheckSubject, audit: AuditElements, *, deadline_s: float
    ) -> StartedCheck | NotConfirmed:
        """Begin: the code is sent, or the face service takes over.

        Returns:
            The started check, or ``NotConfirmed(NO_PHONE)``.

        """
        ...

    def conclude(
        self, started: StartedCheck, *, code: str = "", deadline_s: float, cancelled: Event
    ) -> CheckOutcome:
        """Bring it to its end.

        Args:
            started: what ``start`` gave.
            code: digits that the citizen typed; without meaning for a face service.
            deadline_s: of this call, in seconds; a face check still open then is abandoned.
            cancelled: ends the wait at once between two questions to the other side, each of
                which may take 2 s, and abandons the check.

        Returns:
            For a code right, wrong (the same check may be concluded again) or over; for a face
            everything but ``WrongCode``.

        """
        ...

    def abandon(self, started: StartedCheck) -> None:
        """Tell the other side that nobody waits any more; says nothing of its own failure."""
        ...

    def probe(self) -> ProbeReport:
        """Make one whole call with nobody's data; faults are its report."""
        ...

    def close(self) -> None:
        """Close kept connections; the next call opens new ones."""
        ...


def binding_of(check_id: str, nonce: str, number: str) -> str:
    r"""Digest that ties an answer to check and person: SHA-256, 64 hexadecimal digits.

    Of ``check_id``, ``nonce`` and ``number``, each on a line, in UTF-8.

    >>> binding_of("F-1", "00ff", "439900199203170068")[:16]
    '8a2e78eba8109838'
    """
    return hashlib.sha256(f"{check_id}\n{nonce}\n{number}".encode()).hexdigest()
