# SPDX-License-Identifier: Apache-2.0
"""The simulated case desk as a service of its own: it can go down while the library stays."""

from pathlib import Path
from ssl import SSLContext
from typing import Final

from certificates.simulation.case_desk import PREFIX, CaseDesk
from certificates.simulation.loopback import Arguments, LoopbackService, check_names
from certificates.simulation.operations import Account
from certificates.simulation.troubles import HttpReply, Trouble


class CaseDeskSimulator(LoopbackService):
    """Serves ``/desk/…`` until it is stopped.

    ``set latency_ms=… access_id=… access_token=…``, and the knobs of ``CaseDesk.turn``.

    Args:
        folder: where what was taken is kept; None keeps nothing beyond this process.
        port: TCP port; 0 takes a free one.
        tls: speaks HTTPS with this context; None speaks HTTP.

    """

    name = "desk"

    def __init__(
        self, folder: Path | None = None, port: int = 0, *, tls: SSLContext | None = None
    ) -> None:
        self._desk = CaseDesk(folder)
        self._account = Account()
        super().__init__(port, tls=tls)

    def _set(self, arguments: Arguments) -> None:
        check_names(arguments, set(_OWN) | self._desk.knobs)
        self._desk.turn(arguments)
        super()._set(arguments)
        with self._lock:
            self._account = Account(
                str(arguments.get("access_id", self._account.access_id)),
                str(arguments.get("access_token", self._account.access_token)),
            )

    def _clear(self) -> None:
        self._desk.clear()
        super()._clear()

    def _state(self) -> dict[str, object]:
        return {**super()._state(), **self._desk.state()}

    def _reply(self, operation: str, request: object, _trouble: Trouble | None) -> HttpReply:
        return self._desk.reply(operation.removeprefix(PREFIX), request, self._account)


_OWN: Final = ("latency_ms", "latencies_ms", "access_id", "access_token")
