# SPDX-License-Identifier: Apache-2.0
"""One call with its purpose, under one deadline, through the circuit of its platform."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from certificates.library.answers import ANSWER_LIMIT, file_of
from certificates.library.certshare_wire import decode_answer
from certificates.library.circuit import Circuit
from certificates.library.interface import AuditElements, check_use_cause
from certificates.library.platform_call import Bounds, PlatformCaller
from certificates.library.platform_line import HttpAnswer
from certificates.settings import PlatformSettings

_Answer = TypeVar("_Answer")


@dataclass(frozen=True, repr=False)
class Asked:
    """One call: the operation, its own parameters, and what goes with every call."""

    operation: str
    parameters: Mapping[str, str]
    use_cause: str
    audit: AuditElements


class AskedCalls:
    """Calls of one platform; may be used from several threads at once.

    Args:
        settings: address, account and time limits.
        circuit: what keeps calls from an absent platform.
        file_limits: operations that answer a file, each with its largest size in bytes.

    """

    def __init__(
        self, settings: PlatformSettings, circuit: Circuit, file_limits: Mapping[str, int]
    ) -> None:
        self.settings = settings
        self.circuit = circuit
        self.caller = PlatformCaller(settings, repeats=True)
        self._file_limits = file_limits

    def ask(
        self, asked: Asked, read: Callable[[HttpAnswer], _Answer], deadline_s: float
    ) -> _Answer:
        """Call, and read the answer.

        Raises:
            CertificateError: unreachable, too slow, refused or rubbish.
            ValueError: the purpose is blank or too long.

        """
        check_use_cause(asked.use_cause)
        return self.circuit.run(
            lambda left_s: read(self.call(asked, left_s)), deadline_s=deadline_s
        )

    def call(self, asked: Asked, deadline_s: float) -> HttpAnswer:
        """Call past the circuit; raises as ``ask`` does."""
        limit = self._file_limits.get(asked.operation)
        bounds = Bounds(
            deadline_s,
            answer_s=deadline_s if limit else self.settings.read_s,
            limit=limit or ANSWER_LIMIT,
        )
        parameters = {**asked.parameters, "useCause": asked.use_cause}
        return self.caller.call(asked.operation, parameters, asked.audit, bounds)

    def close(self) -> None:
        """Close the connections."""
        self.caller.close()


def file_in(answer: HttpAnswer) -> bytes:
    """The file of an answer; JSON instead of one says why there is none."""
    if answer.media_type == "application/json":
        decode_answer(answer.body)  # raises where the platform says why not
    return file_of(answer.body)
