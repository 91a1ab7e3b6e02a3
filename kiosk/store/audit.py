# SPDX-License-Identifier: Apache-2.0
"""Lets each write of the store leave its line in the journal, in the same transaction."""

from typing import Protocol


class Recorder(Protocol):
    """Takes audit lines; ``kiosk.journal.Journal`` is the one."""

    def record(
        self,
        event_id: str,
        *,
        disposition: str = "",
        case_id: str = "",
        code: str = "",
        **facts: str | float,
    ) -> None:
        """Append one line."""
        ...


class Audit:
    """Where the store's parts send their lines; silent until a journal is attached."""

    def __init__(self) -> None:
        self._recorder: Recorder | None = None

    def attach(self, recorder: Recorder) -> None:
        """Send every further line to ``recorder``."""
        self._recorder = recorder

    def record(
        self, event_id: str, *, disposition: str = "", case_id: str = "", **facts: str | float
    ) -> None:
        """Pass one line on."""
        if self._recorder is not None:
            self._recorder.record(
                event_id, disposition=disposition, case_id=case_id, code="", **facts
            )
