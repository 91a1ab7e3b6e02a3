# SPDX-License-Identifier: Apache-2.0
"""The loopback platform: certificates and identity codes over HTTP, with troubles on demand.

Runs as a process of its own, started by ``kiosk simulate platform``, and shares nothing with
the clients that call it. It keeps of each call the operation, the purpose and the audit
elements, and no content.
"""

from collections import deque
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from ssl import SSLContext
from typing import Final

from certificates.simulation.base_desk import (
    BASE_OPERATIONS,
    BaseDesk,
    about_another_holder,
    facts_asked,
)
from certificates.simulation.case_desk import PREFIX as CASE_PREFIX
from certificates.simulation.case_desk import CaseDesk
from certificates.simulation.identity_desk import IDENTITY_OPERATIONS, IdentityDesk
from certificates.simulation.loopback import (
    Arguments,
    LoopbackService,
    check_names,
    whole_number,
)
from certificates.simulation.materials_desk import MaterialsDesk
from certificates.simulation.operations import (
    AUDIT_NAMES,
    OPERATIONS,
    REFUSED,
    Account,
    Envelope,
    RefusedCallError,
    Reply,
    checked_reply,
    reply_to,
)
from certificates.simulation.records import load_records
from certificates.simulation.regional import PREFIX, RegionalDesk
from certificates.simulation.shelf import Shelf
from certificates.simulation.sm2_desk import Sm2Desk
from certificates.simulation.troubles import (
    HttpReply,
    Trouble,
    about_somebody_else,
    http_reply,
    json_reply,
    regional_reply,
)

_CALLS_KEPT: Final = 1_000
HOLDERS: Final = 5_000
"""Generated holders, if nobody says how many."""


class PlatformSimulator(LoopbackService):
    """Serves both dialects, the identity platform and base data until it is stopped.

    The ``regional`` dialect stands under ``/regional``; ``set forget_sessions=1`` ends its
    sessions, ``set forget_calls=1`` empties the list of calls. ``set latency_ms=…
    latencies_ms=… access_id=… access_token=… token_s=… code_s=… tries=… phone=unknown`` and
    ``lay token=PERSON``, which answers the text of a new token; codes that were "sent"
    stand in ``state`` under ``messages``. Earlier materials and proofs answer
    under either dialect's address; their knobs are in ``materials_desk``, those of base data in
    ``base_desk``, those of encrypted payloads in ``sm2_desk``.

    Args:
        data_folder: folder with ``certificates.yaml`` and ``persons.yaml``.
        port: TCP port; 0 takes a free one.
        tls: speaks HTTPS with this context; None speaks HTTP.
        holders: how many fictitious holders there are beside the persons of the folder.

    Raises:
        OSError: the data cannot be read, or the port is taken.
        ValueError: the data are not of their form.

    """

    name = "platform"
    verbs = ("lay", "set", "fault", "clear", "state")

    def __init__(
        self,
        data_folder: Path,
        port: int = 0,
        *,
        tls: SSLContext | None = None,
        holders: int = HOLDERS,
    ) -> None:
        self._shelf = Shelf(load_records(data_folder), holders)
        self._regional = RegionalDesk(self._shelf)
        self._identity = IdentityDesk(data_folder)
        self._case_desk = CaseDesk()
        self._materials = MaterialsDesk(data_folder)
        self._bases = BaseDesk(data_folder, holders)
        self._account = Account()
        self._sm2 = Sm2Desk()
        self._calls: deque[dict[str, object]] = deque(maxlen=_CALLS_KEPT)
        super().__init__(port, tls=tls)

    def _lay(self, arguments: Arguments) -> Mapping[str, object]:
        check_names(arguments, {"token"})
        return {"token": self._identity.new_token(str(arguments.get("token", "")))}

    def _set(self, arguments: Arguments) -> None:
        own = {"latency_ms", "latencies_ms", "access_id", "access_token"}
        own |= {"forget_sessions", "forget_calls"}
        desks = self._identity.knobs | self._materials.knobs | self._bases.knobs
        desks |= self._shelf.copies.knobs | self._case_desk.knobs | self._sm2.knobs
        check_names(arguments, own | desks)
        self._sm2.turn(arguments)
        self._case_desk.turn(arguments)
        self._bases.turn(arguments)
        self._shelf.copies.turn(arguments)
        self._materials.turn(arguments)
        self._identity.turn({k: v for k, v in arguments.items() if k in self._identity.knobs})
        super()._set(arguments)
        if whole_number(arguments, "forget_sessions", 0):
            self._regional.forget_sessions()
        with self._lock:
            if whole_number(arguments, "forget_calls", 0):
                self._calls.clear()
            self._account = Account(
                str(arguments.get("access_id", self._account.access_id)),
                str(arguments.get("access_token", self._account.access_token)),
            )

    def _clear(self) -> None:
        self._identity.clear()
        self._sm2.clear()
        self._case_desk = CaseDesk()
        self._materials.clear()
        self._shelf.copies.clear()
        self._bases.clear()
        super()._clear()

    def _state(self) -> dict[str, object]:
        with self._lock:
            calls = list(self._calls)
        return {
            **super()._state(),
            "calls": calls,
            **self._identity.state(),
            **self._case_desk.state(),
            **self._materials.state(),
            **self._bases.state(),
        }

    def _reply(self, operation: str, request: object, trouble: Trouble | None) -> HttpReply:
        if operation.startswith(CASE_PREFIX):
            name = operation.removeprefix(CASE_PREFIX)
            return self._case_desk.reply(name, request, self._account)
        try:
            if operation not in BASE_OPERATIONS:  # another office's, with no keys of ours
                request = self._sm2.opened(request)
        except RefusedCallError as refusal:
            refused = Envelope(REFUSED, str(refusal))
            is_flat = isinstance(request, dict) and "head" not in request
            return regional_reply(refused) if is_flat else http_reply(refused)
        reply = self._right_reply(operation, request, trouble)
        self._remember(operation, request, trouble)
        return reply if operation in BASE_OPERATIONS else self._sm2.sealed(reply)

    def _right_reply(
        self, operation: str, request: object, trouble: Trouble | None
    ) -> HttpReply:
        if operation.removeprefix(PREFIX) in self._materials.operations:
            operation = operation.removeprefix(PREFIX)  # one envelope under either dialect
        in_region = operation.startswith(PREFIX)
        if not self._is_known(operation):
            return json_reply(HTTPStatus.NOT_FOUND, Envelope(REFUSED, "没有这个接口"))
        if request is None:
            return json_reply(HTTPStatus.BAD_REQUEST, Envelope(REFUSED, "请求不是JSON"))
        reply = self._content(operation, request)
        if trouble is Trouble.WRONG_HOLDER:
            reply = about_another_holder(about_somebody_else(reply))
        return regional_reply(reply) if in_region else http_reply(reply)

    def _trouble_of(self, operation: str) -> Trouble | None:
        return self._bases.trouble(operation)

    def _is_known(self, operation: str) -> bool:
        if operation.startswith(PREFIX):
            return operation.removeprefix(PREFIX) in self._regional.operations
        own = {*OPERATIONS, *IDENTITY_OPERATIONS, *BASE_OPERATIONS}
        return operation in own | self._materials.operations

    def _content(self, operation: str, request: object) -> Reply:
        if operation in IDENTITY_OPERATIONS:
            return checked_reply(
                request,
                self._account,
                lambda parameters: self._identity.reply(operation, parameters),
            )
        if operation in BASE_OPERATIONS:
            return checked_reply(
                request,
                self._account,
                lambda parameters: self._bases.reply(operation, request, parameters),
            )
        if operation in self._materials.operations:
            return checked_reply(
                request,
                self._account,
                lambda parameters: self._materials.reply(operation, parameters),
            )
        if operation.startswith(PREFIX):
            name = operation.removeprefix(PREFIX)
            return self._regional.reply(name, request, self._account)
        return reply_to(operation, request, shelf=self._shelf, account=self._account)

    def _remember(self, operation: str, request: object, trouble: Trouble | None) -> None:
        data = request.get("data", request) if isinstance(request, dict) else None
        said = data if isinstance(data, dict) else {}
        call = {
            "operation": operation,
            "purpose": said.get("useCause", said.get("UseFor")),
            "audit": {name: said.get(name) for name in AUDIT_NAMES},
            "trouble": trouble.value if trouble else None,
            **facts_asked(request),
        }
        with self._lock:
            self._calls.append(call)
