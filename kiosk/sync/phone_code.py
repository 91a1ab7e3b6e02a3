# SPDX-License-Identifier: Apache-2.0
"""Person check by a one-time code to the telephone that the platform knows (短信验证码).

What leaves the kiosk: the number of the document, to the platform that has it anyway, and the
digits that the citizen typed. The telephone's number never comes here.
"""

import secrets
from threading import Event
from typing import Final

from certificates.library.interface import AuditElements
from devices.states import ProbeReport
from kiosk.person_check import (
    CheckEnd,
    CheckOutcome,
    CheckSubject,
    NotConfirmed,
    PassAnswer,
    PersonCheckMethod,
    StartedCheck,
    WrongCode,
    binding_of,
)
from kiosk.sync.check_faults import confirmed, report_of, told_as_check_fault
from kiosk.sync.identity_platform import CodeExpired, CodeRight, CodeWrong, IdentityPlatform

PROBE_S: Final = 5.0
_LONGEST_CODE: Final = 12


class PhoneCodeCheck:
    """Fulfils ``kiosk.person_check.PersonCheck`` with the identity platform.

    Args:
        platform: sends the codes and knows the right ones; the kiosk knows none.

    """

    def __init__(self, platform: IdentityPlatform) -> None:
        self._platform = platform
        self._audits: dict[str, AuditElements] = {}

    @property
    def method(self) -> PersonCheckMethod:
        """``PHONE_CODE``."""
        return PersonCheckMethod.PHONE_CODE

    def start(
        self, subject: CheckSubject, audit: AuditElements, *, deadline_s: float
    ) -> StartedCheck | NotConfirmed:
        """Have the code sent; see ``PersonCheck.start``."""
        nonce = secrets.token_hex(16)
        with told_as_check_fault():
            sent = self._platform.send_code(subject.number, nonce, audit, deadline_s=deadline_s)
        if sent is None:
            return NotConfirmed(CheckEnd.NO_PHONE)
        self._audits = {sent.check_id: audit}  # one visit at a time, and its last check counts
        return StartedCheck(
            method=self.method,
            check_id=sent.check_id,
            nonce=nonce,
            binding=binding_of(sent.check_id, nonce, subject.number),
            masked_phone=sent.masked_phone,
            valid_s=float(sent.valid_s),
        )

    def conclude(
        self, started: StartedCheck, *, code: str = "", deadline_s: float, cancelled: Event
    ) -> CheckOutcome:
        """Ask whether the code is right; see ``PersonCheck.conclude``.

        A text that is no code (not 1 to 12 digits) is not sent, and costs no try; its
        ``tries_left`` is 1, as the platform alone knows better.
        """
        audit = self._audits.get(started.check_id)
        if audit is None:
            return NotConfirmed(CheckEnd.CANCELLED)  # abandoned, or of another visit
        if cancelled.is_set():
            self.abandon(started)
            return NotConfirmed(CheckEnd.CANCELLED)
        if not (code.isascii() and code.isdigit() and len(code) <= _LONGEST_CODE):
            return WrongCode(1)
        with told_as_check_fault():
            answer = self._platform.check_code(
                started.check_id, code, audit, deadline_s=deadline_s
            )
        match answer:
            case CodeWrong(tries_left) if tries_left > 0:
                return WrongCode(tries_left)
            case CodeRight(check_id, binding):
                outcome: CheckOutcome = confirmed(started, PassAnswer(check_id, binding))
            case CodeExpired():
                outcome = NotConfirmed(CheckEnd.TIMED_OUT)
            case _:
                outcome = NotConfirmed(CheckEnd.FAILED)
        self.abandon(started)
        return outcome

    def abandon(self, started: StartedCheck) -> None:
        """Forget the check here; the platform lets the code run out by itself."""
        self._audits.pop(started.check_id, None)

    def probe(self) -> ProbeReport:
        """Ask the platform with nobody's data."""
        return report_of(self._platform.probe(deadline_s=PROBE_S), self.method)

    def close(self) -> None:
        """Close the kept connections."""
        self._platform.close()
