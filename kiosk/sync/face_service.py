# SPDX-License-Identifier: Apache-2.0
"""Person check by a face service over HTTP (人脸核验): started here, done there, awaited here.

What leaves the kiosk: name, number and a random text; no picture, no audit data, nothing of
what is applied for. The camera belongs to the service. Assumed as a whole, see
``face_service.openapi.yaml``.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any, Final

from certificates.errors import (
    CertificateError,
    PlatformRefusedError,
    PlatformTimeoutError,
    PlatformUnreachableError,
)
from certificates.library.interface import AuditElements, PlatformReport
from certificates.library.platform_call import check_status
from certificates.library.platform_line import PlatformLine
from devices.states import ProbeReport
from kiosk.person_check import (
    CheckEnd,
    CheckOutcome,
    CheckSubject,
    NotConfirmed,
    PassAnswer,
    PersonCheckMethod,
    StartedCheck,
    binding_of,
)
from kiosk.sync.check_faults import confirmed, report_of, told_as_check_fault
from kiosk.sync.identity_platform import BINDING_FORM, CHECK_ID_FORM, LONGEST_VALIDITY_S
from kiosk.sync.wire import data_of, needed, optional, rubbish, whole_number

ANSWER_LIMIT: Final = 65_536
"""Largest answer taken, in bytes; the largest that is described has less than a thousand."""

CALL_S: Final = 2.0
"""Longest for one question about a check; also how late a cancel may be noticed at worst."""

ABANDON_S: Final = 1.0
"""Longest for saying that nobody waits, after the wait itself is over."""

POLL_S: Final = 0.5
MISSED_POLLS: Final = 3
"""Questions in a row that may stay unanswered before the service counts as away."""

NO_CHECK: Final = "selftest"
"""An id that no service gives out, for self-tests."""

UNKNOWN_CHECK: Final = 98
_URL_FORM: Final = r"https?://[\x21-\x7e]+"
_ENDS: Final = {
    "failed": CheckEnd.FAILED,
    "cancelled": CheckEnd.CANCELLED,
    "timed_out": CheckEnd.TIMED_OUT,
}


@dataclass(frozen=True)
class FaceSettings:
    """Where the service is.

    Attributes:
        url: address without an operation.
        secret_file: file whose only line is the secret shared with the service; empty: answers
            are bound to their check but not signed, which is for loopback alone.
        timeout_s: longest wait for a check to come to its end.
        connect_s: longest wait for a connection.

    """

    url: str
    secret_file: str = ""
    timeout_s: float = 90.0
    connect_s: float = 3.0


class FaceServiceCheck:
    """Fulfils ``kiosk.person_check.PersonCheck`` with a vendor's face service."""

    def __init__(self, settings: FaceSettings) -> None:
        self._settings = settings
        self._line = PlatformLine(settings.url, connect_s=settings.connect_s)

    @property
    def method(self) -> PersonCheckMethod:
        """``FACE_SERVICE``."""
        return PersonCheckMethod.FACE_SERVICE

    def start(
        self,
        subject: CheckSubject,
        audit: AuditElements,  # noqa: ARG002  # never sent: the service needs none of it
        *,
        deadline_s: float,
    ) -> StartedCheck | NotConfirmed:
        """Hand name and number over; see ``PersonCheck.start``."""
        nonce = secrets.token_hex(16)
        parameters = {"name": subject.name, "number": subject.number, "nonce": nonce}
        with told_as_check_fault():
            if secret := self._secret():
                parameters["signature"] = _signature(
                    secret, nonce, subject.name, subject.number
                )
            data = self._call("startCheck", parameters, deadline_s=deadline_s)
            check_id = needed(data, "checkId", longest=64, form=CHECK_ID_FORM)
            return StartedCheck(
                method=self.method,
                check_id=check_id,
                nonce=nonce,
                binding=binding_of(check_id, nonce, subject.number),
                url=optional(data, "url", longest=512, form=_URL_FORM),
                valid_s=float(
                    whole_number(data, "validSeconds", low=1, high=LONGEST_VALIDITY_S)
                ),
            )

    def conclude(
        self,
        started: StartedCheck,
        *,
        code: str = "",  # noqa: ARG002  # a face has none
        deadline_s: float,
        cancelled: Event,
    ) -> CheckOutcome:
        """Ask every ``POLL_S`` until it is over; see ``PersonCheck.conclude``."""
        deadline = monotonic() + min(deadline_s, self._settings.timeout_s)
        missed = 0
        while True:
            left = deadline - monotonic()
            if cancelled.is_set() or left <= 0:
                self.abandon(started)
                is_cancelled = cancelled.is_set()
                return NotConfirmed(CheckEnd.CANCELLED if is_cancelled else CheckEnd.TIMED_OUT)
            with told_as_check_fault():
                try:
                    outcome = self._outcome(started, deadline_s=min(CALL_S, left))
                    missed = 0
                except (PlatformUnreachableError, PlatformTimeoutError):
                    outcome = None
                    missed += 1
                    if missed >= MISSED_POLLS:
                        raise
            if outcome is not None:
                return outcome
            cancelled.wait(min(POLL_S, max(0.0, deadline - monotonic())))

    def abandon(self, started: StartedCheck) -> None:
        """Have the service end the check, so that its camera stops."""
        with suppress(CertificateError):  # it ends by itself, only later
            self._call("cancelCheck", {"checkId": started.check_id}, deadline_s=ABANDON_S)

    def probe(self) -> ProbeReport:
        """Ask about a check that does not exist; the service must say just that."""
        found = PlatformReport(reachable=True, code="", detail="answered as described")
        try:
            self._secret()
            self._ask("pollCheck", {"checkId": NO_CHECK}, deadline_s=CALL_S)
            found = PlatformReport(
                reachable=False, code="PLATFORM-0304", detail="it knows a check that is none"
            )
        except _UnknownCheckError:
            pass
        except CertificateError as error:
            found = PlatformReport(reachable=False, code=error.code, detail=error.detail)
        return report_of(found, self.method)

    def close(self) -> None:
        """Close the kept connections."""
        self._line.close()

    def _outcome(self, started: StartedCheck, *, deadline_s: float) -> CheckOutcome | None:
        """Ask once; None while it is open.

        Raises:
            CertificateError: no answer, or one that is not as described or wrongly signed.
            DeviceError: a pass that is not about this check and person.

        """
        data = self._call("pollCheck", {"checkId": started.check_id}, deadline_s=deadline_s)
        check_id = needed(data, "checkId", longest=64, form=CHECK_ID_FORM)
        result = needed(data, "result", longest=20)
        binding = optional(data, "binding", longest=64, form=BINDING_FORM)
        if result == "pending":
            return None
        if secret := self._secret():
            signature = needed(data, "signature", longest=64, form=BINDING_FORM)
            expected = _signature(secret, check_id, result, binding)
            if not hmac.compare_digest(signature, expected):
                raise rubbish("pollCheck: the signature does not hold")
        if check_id != started.check_id:
            raise rubbish("pollCheck: the answer is about another check")
        if result == "passed":
            return confirmed(started, PassAnswer(check_id, binding))
        if result not in _ENDS:
            raise rubbish("pollCheck: no known result")
        return NotConfirmed(_ENDS[result])

    def _call(
        self, operation: str, parameters: Mapping[str, str], *, deadline_s: float
    ) -> Mapping[str, Any]:
        return data_of(self._ask(operation, parameters, deadline_s=deadline_s))

    def _ask(
        self, operation: str, parameters: Mapping[str, str], *, deadline_s: float
    ) -> bytes:
        answer = self._line.post(
            operation,
            json.dumps({"data": dict(parameters)}).encode(),
            deadline_s=deadline_s,
            answer_s=deadline_s,
            limit=ANSWER_LIMIT,
        )
        check_status(operation, answer)
        if _status(answer.body) == UNKNOWN_CHECK:
            raise _UnknownCheckError("PLATFORM-0303", f"{operation}: the check is not known")
        return answer.body

    def _secret(self) -> bytes:
        if not self._settings.secret_file:
            return b""
        try:
            secret = Path(self._settings.secret_file).read_bytes().strip()
        except OSError as error:
            detail = "the file of the face service's secret cannot be read"
            raise PlatformRefusedError("PLATFORM-0303", detail) from error
        if not secret:
            raise PlatformRefusedError("PLATFORM-0303", "the face service's secret is empty")
        return secret


class _UnknownCheckError(PlatformRefusedError):
    """The service does not know the check."""


def _status(body: bytes) -> object:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return None
    head = answer.get("head") if isinstance(answer, dict) else None
    return head.get("status") if isinstance(head, dict) else None


def _signature(secret: bytes, *lines: str) -> str:
    return hmac.new(secret, "\n".join(lines).encode(), hashlib.sha256).hexdigest()
