# SPDX-License-Identifier: Apache-2.0
"""The way out to the case desk: what waits in the store is sent, each message once in effect.

Blocking and Qt-free; called by one worker. A message stays queued until the desk's word on it
is on disk; a kill between the two repeats it under the same key, which the desk knows. Messages
of one case go in their order; a case that the desk cannot swallow holds up no other case.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from threading import Event as Leaving
from typing import Final

from certificates.library.interface import AuditElements
from devices.states import DeviceState, ProbeReport
from kiosk.case_file import take_news
from kiosk.clock import Clock
from kiosk.outgoing_letters import (
    NotReadyError,
    UnknownFormatError,
    appeal_of,
    case_of,
    correction_of,
    licence_of,
    offer_of,
    submission_of,
    void_of,
)
from kiosk.store.desk_book import OVER, TaskKind
from kiosk.store.outbox import (
    APPEAL,
    CASE,
    CORRECTION,
    LICENCE,
    OFFER,
    VOID,
    WITHDRAWAL,
    DueMessage,
)
from kiosk.store.store import Store
from kiosk.sync.case_desk_values import (
    CaseDesk,
    CaseDeskError,
    FailureKind,
    NotTaken,
    Received,
    Taken,
    UnknownThere,
)

log = logging.getLogger(__name__)

AuditOf = Callable[[str, str], AuditElements]
"""Audit elements of a service (empty: of none) and of a case number."""

LINE_WIDE: Final = frozenset({FailureKind.UNREACHABLE, FailureKind.BUSY})
"""Failures of which the next message would fare no better."""

IN_A_ROW: Final = 3
"""So many other failures one after the other mean the line, too."""

STUCK_AFTER: Final = 12
"""Tries after which a message is told to staff, if the desk was there; it is tried on."""

LONGEST_REST_S: Final = 60.0
SHORTEST_REST_S: Final = 0.05
STUCK_REASON: Final = "多次上报没有成功（{code}），还在继续试"
LOST_REASON: Final = "审批业务系统说没有这个办件，但它给过回执"


@dataclass(frozen=True)
class Pace:
    """How patiently it is tried again, in seconds; see ``[desk]`` of the settings."""

    call_s: float = 60.0
    first_s: float = 5.0
    longest_s: float = 900.0
    ask_s: float = 3600.0


def pause_s(pace: Pace, attempts: int, chance: float) -> float:
    """Pause after so many tries in vain: doubled each time, half of it by chance.

    >>> [pause_s(Pace(first_s=4, longest_s=30), attempts, 1.0) for attempts in (0, 1, 2, 9)]
    [4.0, 8.0, 16.0, 30.0]
    >>> pause_s(Pace(first_s=4), 0, 0.0)
    2.0
    """
    whole = min(pace.longest_s, pace.first_s * 2.0 ** min(attempts, 30))
    return whole * (0.5 + chance / 2)


class Outgoing:
    """Sends what is due, pass by pass.

    Args:
        store: where messages wait and the desk's word is kept.
        desk: the other side.
        audit: audit elements for a call.
        clock: dates tries; the wall clock, because pauses outlive a run.
        pace: deadlines and pauses.
        chance: spreads the pauses, so that a hall does not come back all at once.
        received: hears of each case whose receipt is on disk; called on the worker.

    """

    def __init__(  # noqa: PLR0913  # the composition root hands over what it has built
        self,
        store: Store,
        desk: CaseDesk,
        *,
        audit: AuditOf,
        clock: Clock,
        pace: Pace,
        chance: Random,
        received: Callable[[str], None] = lambda _case_id: None,
    ) -> None:
        self._store = store
        self._desk = desk
        self._audit = audit
        self._clock = clock
        self._pace = pace
        self._chance = chance
        self.received = received
        self._vain = 0

    def run_once(self, leaving: Leaving) -> float:
        """Send everything that is due and ask about cases that are open there.

        Returns:
            Seconds until there may be something to do again.

        Raises:
            StoreError: the store cannot be read or written; nothing is lost by it.

        """
        self._store.outbox.gather()
        in_a_row = 0
        while not leaving.is_set() and (due := self._store.outbox.due(1)):
            kind = self._try(due[0])
            if kind is None:
                in_a_row = 0
                continue
            in_a_row += 1
            if kind in LINE_WIDE or in_a_row >= IN_A_ROW:
                return self._hold()
        self._vain = 0
        if not leaving.is_set() and not self._ask():
            return self._hold()
        return self._rest()

    def probe(self) -> ProbeReport:
        """Ask the desk for nobody's case; tells what waits here beside it."""
        return desk_probe(self._desk, self._store)

    def close(self) -> None:
        """Close kept connections."""
        self._desk.close()

    def _hold(self) -> float:
        """Leave the line alone for a while, longer each time."""
        rest = pause_s(self._pace, self._vain, self._chance.random())
        self._vain += 1
        return rest

    def _rest(self) -> float:
        next_due = self._store.outbox.next_due()
        if next_due is None:
            return LONGEST_REST_S
        left = (next_due - self._clock.now()).total_seconds()
        return min(max(left, SHORTEST_REST_S), LONGEST_REST_S)

    # -- one message -------------------------------------------------------------

    def _try(self, due: DueMessage) -> FailureKind | None:
        """Send one message; None when the desk's word on it is on disk, or it must wait."""
        try:
            self._send(due)
        except CaseDeskError as error:
            log.info("%s: %s", due.message.kind, error.kind.value)
            if error.kind not in LINE_WIDE:
                self._put_off(due, error.code)
            return error.kind
        except NotReadyError:
            self._put_off(due, "DOCUMENT-0602")
        except UnknownFormatError:
            self._put_off(due, "DOCUMENT-0602", is_stuck=True)
        return None

    def _put_off(self, due: DueMessage, code: str, *, is_stuck: bool = False) -> None:
        pause = pause_s(self._pace, due.attempts, self._chance.random())
        until = self._clock.now() + timedelta(seconds=pause)
        with self._store.together():
            self._store.outbox.put_off(due.key, until=until, code=code)
            if is_stuck or due.attempts + 1 >= STUCK_AFTER:
                self._store.desk_book.raise_task(
                    TaskKind.UNDELIVERABLE,
                    due.case_id,
                    due.key,
                    STUCK_REASON.format(code=code),
                )

    def _send(self, due: DueMessage) -> None:
        match due.message.kind:
            case kind if kind == CASE:
                self._submit(due)
            case kind if kind == LICENCE:
                self._register(due)
            case kind if kind == VOID:
                self._report_void(due)
            case kind if kind in {CORRECTION, WITHDRAWAL, APPEAL}:
                self._citizen_says(due)
            case kind if kind == OFFER:
                self._register_offer(due)
            case kind:
                raise UnknownFormatError(kind)

    def _submit(self, due: DueMessage) -> None:
        case = submission_of(self._store, due)
        answer = self._desk.submit(
            case, self._audit(case.service, due.case_id), deadline_s=self._pace.call_s
        )
        if isinstance(answer, NotTaken):
            self._refused(due, TaskKind.SUBMISSION_REFUSED, answer)
            return
        self._take(due.case_id, answer, ends=due.key)

    def _take(self, case_id: str, answer: Received, *, ends: str) -> None:
        take_news(self._store, case_id, answer.news, ends=ends)
        self.received(case_id)

    def _register(self, due: DueMessage) -> None:
        licence = licence_of(self._store, due)
        answer = self._desk.register(
            licence, self._audit(licence.service, due.case_id), deadline_s=self._pace.call_s
        )
        if isinstance(answer, NotTaken):
            self._refused(due, TaskKind.REGISTRATION_REFUSED, answer)
            return
        self._store.desk_book.sent(due.key, due.case_id)

    def _report_void(self, due: DueMessage) -> None:
        number = void_of(due)
        answer = self._desk.report_void(
            number, self._audit("", number.series), deadline_s=self._pace.call_s
        )
        if isinstance(answer, NotTaken):
            self._refused(due, TaskKind.VOID_REFUSED, answer)
            return
        self._store.desk_book.sent(due.key, due.case_id)

    def _register_offer(self, due: DueMessage) -> None:
        offer = offer_of(due)
        answer = self._desk.register_offer(
            offer, self._audit(offer.service, due.key), deadline_s=self._pace.call_s
        )
        if isinstance(answer, NotTaken):
            self._refused(due, TaskKind.OFFER_REFUSED, answer)
            return
        self._store.desk_book.sent(due.key, due.case_id)

    def _citizen_says(self, due: DueMessage) -> None:
        """Pass on what was said at a second visit; what came of it is kept at once."""
        case_id = case_of(due)
        answer = self._told(due, case_id)
        if isinstance(answer, NotTaken):
            self._refused(due, TaskKind.SUBMISSION_REFUSED, answer, case_id)
        elif due.case_id:
            take_news(self._store, due.case_id, answer.news, ends=due.key)
        else:  # of another machine's case nothing is kept here but that it was said
            self._store.desk_book.sent(due.key, case_id)
        self.received(case_id)

    def _told(self, due: DueMessage, case_id: str) -> Taken | NotTaken:
        summary = self._store.cases.summary(case_id)
        audit = self._audit(summary.service if summary is not None else "", case_id)
        call_s = self._pace.call_s
        match due.message.kind:
            case kind if kind == WITHDRAWAL:
                return self._desk.withdraw(due.key, case_id, audit, deadline_s=call_s)
            case kind if kind == APPEAL:
                appeal = appeal_of(self._store, due)
                return self._desk.lodge_appeal(appeal, audit, deadline_s=call_s)
            case _:
                answer = correction_of(due)
                return self._desk.answer_correction(answer, audit, deadline_s=call_s)

    def _refused(
        self, due: DueMessage, kind: TaskKind, answer: NotTaken, case_id: str = ""
    ) -> None:
        """The desk's lawful no ends the message, and a person is asked to look at it."""
        reason = f"{answer.code}: {answer.reason}"
        self._store.desk_book.refused(due.key, case_id or due.case_id, kind, reason)

    # -- news of open cases --------------------------------------------------------

    def _ask(self) -> bool:
        """Ask about the cases that were not asked about for long; False when nobody answers."""
        before = self._clock.now() - timedelta(seconds=self._pace.ask_s)
        for case_id in self._store.desk_book.longest_unasked(before):
            try:
                self._ask_about(case_id)
            except CaseDeskError as error:
                log.info("news: %s", error.kind.value)
                if error.kind in LINE_WIDE:
                    return False
                self._store.desk_book.asked(case_id, self._clock.now())
        return True

    def _ask_about(self, case_id: str) -> None:
        summary = self._store.cases.summary(case_id)
        service = summary.service if summary is not None else ""
        news = self._desk.news(
            case_id, self._audit(service, case_id), deadline_s=self._pace.call_s
        )
        now = self._clock.now()
        with self._store.together():
            if isinstance(news, UnknownThere):
                self._store.desk_book.raise_task(
                    TaskKind.CONTRADICTION, case_id, "", LOST_REASON
                )
                self._store.desk_book.asked(case_id, now)
                return
            progress = take_news(self._store, case_id, news)
            self._store.desk_book.asked(case_id, now if progress.is_open else OVER)


def desk_probe(desk: CaseDesk, store: Store) -> ProbeReport:
    """Ask the desk for nobody's case; tells what waits here beside it."""
    found = desk.probe()
    facts = (("waiting", str(store.outbox.depth())),)
    state = DeviceState.ONLINE if found.reachable else DeviceState.OFFLINE
    return ProbeReport("desk", state, found.code, found.detail, facts)
