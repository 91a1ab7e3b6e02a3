# SPDX-License-Identifier: Apache-2.0
"""The person check on its own worker: started, concluded or left; every answer is an event."""

from collections.abc import Callable
from functools import partial
from threading import Event as Cancelled

from certificates.library.interface import AuditElements
from kiosk.person_check import CheckSubject, NotConfirmed, PersonCheck, StartedCheck, WrongCode
from kiosk.session.effects import ConcludeCheck, StartCheck, StopCheck
from kiosk.session.events import CheckAnswered, CheckFailed, CheckStarted, Event
from kiosk.workers import Cancel, Worker

START_S = 8.0
"""Longest wait for the other side to take a check on."""

CONCLUDE_S = 90.0
"""Longest wait for its end: a face takes a minute at most, a code is judged in seconds."""

UNREACHABLE = "CHECK-1301"


class CheckRoom:
    """One person check at a time; called from the Qt thread."""

    def __init__(
        self,
        check: PersonCheck | None,
        *,
        audit: Callable[[str], AuditElements],
        tell: Callable[[Event], None],
    ) -> None:
        self._check = check
        self._audit = audit
        self._tell = tell
        self._waiting = Cancel()
        self._started: StartedCheck | None = None
        self.worker = Worker("person_check")

    def perform(self, effect: StartCheck | ConcludeCheck | StopCheck) -> None:
        """Do one thing about the person check."""
        match effect:
            case StartCheck():
                self.start(effect)
            case ConcludeCheck():
                self.conclude(effect)
            case StopCheck():
                self.stop()

    def start(self, effect: StartCheck) -> None:
        """Begin a check; the one before it is given up."""
        cancelled = self._waiting.fresh()
        self._do(effect, partial(self._start, effect, cancelled))

    def conclude(self, effect: ConcludeCheck) -> None:
        """Bring the running check to its end."""
        cancelled = self._waiting.fresh()
        self._do(effect, partial(self._conclude, effect, cancelled))

    def stop(self) -> None:
        """Nobody waits any more: the other side is told so."""
        self._waiting.set()
        self.worker.do(self._abandon, lambda _code: None)

    def leave(self) -> Worker:
        """Cancel every wait; the worker ends with the job at hand."""
        self._waiting.set()
        self.worker.drop()
        return self.worker

    def close(self) -> None:
        """Close kept connections."""
        if self._check is not None:
            self._check.close()

    def _do(self, effect: StartCheck | ConcludeCheck, job: Callable[[], None]) -> None:
        def failed(code: str) -> None:
            self._tell(CheckFailed(effect.visit, effect.turn, code))

        self.worker.do(job, failed)

    # -- on the worker -----------------------------------------------------------

    def _start(self, effect: StartCheck, cancelled: Cancelled) -> None:
        self._abandon()
        if cancelled.is_set():
            return
        if self._check is None:
            self._tell(CheckFailed(effect.visit, effect.turn, UNREACHABLE))
            return
        subject = CheckSubject(effect.record.name, effect.record.number.value)
        audit = self._audit(effect.item_id)
        started = self._check.start(subject, audit, deadline_s=START_S)
        if isinstance(started, NotConfirmed):
            self._tell(CheckAnswered(effect.visit, effect.turn, started))
            return
        self._started = started
        self._tell(CheckStarted(effect.visit, effect.turn, started.masked_phone, started.url))

    def _conclude(self, effect: ConcludeCheck, cancelled: Cancelled) -> None:
        if self._check is None or self._started is None or cancelled.is_set():
            return
        outcome = self._check.conclude(
            self._started, code=effect.code, deadline_s=CONCLUDE_S, cancelled=cancelled
        )
        if not isinstance(outcome, WrongCode):
            self._started = None
        if not cancelled.is_set():
            self._tell(CheckAnswered(effect.visit, effect.turn, outcome))

    def _abandon(self) -> None:
        started, self._started = self._started, None
        if self._check is not None and started is not None:
            self._check.abandon(started)
