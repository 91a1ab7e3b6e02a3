# SPDX-License-Identifier: Apache-2.0
"""A face service on loopback that has no camera: what it sees is what ``set result=…`` says.

Written from ``kiosk/sync/face_service.openapi.yaml``, not from the client. It keeps of what it
was told which names came, and no name, number or picture.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from http import HTTPStatus
from time import monotonic
from typing import Final

from certificates.simulation.loopback import (
    Arguments,
    LoopbackService,
    check_names,
    whole_number,
)
from certificates.simulation.operations import REFUSED, Envelope
from certificates.simulation.troubles import FOREIGN_NUMBER, HttpReply, Trouble, json_reply

RESULTS: Final = {
    "pass": "passed",
    "fail": "failed",
    "cancel": "cancelled",
    "slow": "passed",  # after slow_ms
    "none": "",  # nobody ever comes before the camera
}
_UNKNOWN_CHECK: Final = 98
_PASS_AFTER_S: Final = 0.2


@dataclass
class _Check:
    nonce: str
    number: str
    started_at: float
    is_cancelled: bool = False


class _RefusedError(Exception):
    """The request is not as described; ``status`` goes into the head."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class FaceServiceSimulator(LoopbackService):
    """Serves ``startCheck``, ``pollCheck`` and ``cancelCheck`` until it is stopped.

    ``set result=pass|fail|cancel|slow|none slow_ms=… valid_s=… secret=… url=… latency_ms=…``.
    Under the trouble ``wrong_holder`` a pass is bound to another person.

    Args:
        port: TCP port; 0 takes a free one.

    """

    name = "face service"

    def __init__(self, port: int = 0) -> None:
        self._checks: dict[str, _Check] = {}
        self._told: list[list[str]] = []
        self._reset()
        super().__init__(port)

    def _reset(self) -> None:
        self._result = "pass"
        self._slow_ms = 3_000
        self._valid_s = 60
        self._secret = ""
        self._url = ""

    def _set(self, arguments: Arguments) -> None:
        knobs = {"result", "slow_ms", "valid_s", "secret", "url", "latency_ms"}
        check_names(arguments, knobs)
        result = str(arguments.get("result", self._result))
        if result not in RESULTS:
            message = f"result is one of {', '.join(RESULTS)}, not {result!r}"
            raise ValueError(message)
        self._slow_ms = whole_number(arguments, "slow_ms", self._slow_ms)
        self._valid_s = whole_number(arguments, "valid_s", self._valid_s)
        self._secret = str(arguments.get("secret", self._secret))
        self._url = str(arguments.get("url", self._url))
        self._result = result
        super()._set(arguments)

    def _clear(self) -> None:
        self._reset()
        with self._lock:
            self._checks.clear()
            self._told.clear()
        super()._clear()

    def _state(self) -> dict[str, object]:
        state = super()._state()
        with self._lock:
            cancelled = sum(check.is_cancelled for check in self._checks.values())
            more = {"checks": len(self._checks), "cancelled": cancelled}
            return {**state, "result": self._result, **more, "told": list(self._told)}

    def _reply(self, operation: str, request: object, trouble: Trouble | None) -> HttpReply:
        try:
            with self._lock:
                data = self._answer(operation, _texts(request), trouble)
        except _RefusedError as refusal:
            return json_reply(HTTPStatus.OK, Envelope(refusal.status, str(refusal)))
        return json_reply(HTTPStatus.OK, Envelope(data=data))

    def _answer(
        self, operation: str, said: dict[str, str], trouble: Trouble | None
    ) -> dict[str, object]:
        if operation == "startCheck":
            return self._started(said)
        check_id = said.get("checkId", "")
        check = self._checks.get(check_id)
        if operation not in {"pollCheck", "cancelCheck"}:
            raise _RefusedError(REFUSED, "没有这个接口")
        if check is None:
            raise _RefusedError(_UNKNOWN_CHECK, "没有这次核验")
        if operation == "cancelCheck":
            check.is_cancelled = True
            return {}
        return self._polled(check_id, check, trouble)

    def _started(self, said: dict[str, str]) -> dict[str, object]:
        self._told.append(sorted(said))
        for name in ("name", "number", "nonce"):
            if not said.get(name):
                raise _RefusedError(REFUSED, f"缺少{name}")
        if self._secret:
            expected = self._signed(said["nonce"], said["name"], said["number"])
            if not hmac.compare_digest(expected, said.get("signature", "")):
                raise _RefusedError(REFUSED, "签名不对")
        check_id = f"F-{secrets.token_hex(8)}"
        self._checks[check_id] = _Check(said["nonce"], said["number"], monotonic())
        answer: dict[str, object] = {"checkId": check_id, "validSeconds": self._valid_s}
        return {**answer, "url": self._url} if self._url else answer

    def _polled(
        self, check_id: str, check: _Check, trouble: Trouble | None
    ) -> dict[str, object]:
        result = self._seen(check)
        answer: dict[str, object] = {"checkId": check_id, "result": result}
        binding = ""
        if result == "passed":
            number = FOREIGN_NUMBER if trouble is Trouble.WRONG_HOLDER else check.number
            lines = f"{check_id}\n{check.nonce}\n{number}"
            binding = hashlib.sha256(lines.encode("utf-8")).hexdigest()
            answer["binding"] = binding
        if self._secret:
            answer["signature"] = self._signed(check_id, result, binding)
        return answer

    def _seen(self, check: _Check) -> str:
        age_s = monotonic() - check.started_at
        if check.is_cancelled:
            return "cancelled"
        needs_s = self._slow_ms / 1000 if self._result == "slow" else _PASS_AFTER_S
        if RESULTS[self._result] and age_s >= needs_s:
            return RESULTS[self._result]
        return "timed_out" if age_s >= self._valid_s else "pending"

    def _signed(self, *lines: str) -> str:
        key, message = self._secret.encode("utf-8"), "\n".join(lines).encode("utf-8")
        return hmac.new(key, message, hashlib.sha256).hexdigest()


def _texts(request: object) -> dict[str, str]:
    data = request.get("data") if isinstance(request, dict) else None
    if not isinstance(data, dict):
        raise _RefusedError(REFUSED, "请求缺少data")
    return {name: value for name, value in data.items() if isinstance(value, str)}
