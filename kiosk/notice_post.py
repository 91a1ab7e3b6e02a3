# SPDX-License-Identifier: Apache-2.0
"""Accepted notices on their way to base data: queued when accepted, told when it is there.

Blocking and Qt-free; called by one worker. Only an acceptance waits: of "no thanks" and "later"
nothing may stay here, so they are said at once or not at all (``kiosk.base_room``).
"""

import json
from collections.abc import Callable
from datetime import timedelta
from random import Random
from threading import Event as Leaving
from typing import Final, Protocol

from certificates.library.interface import AuditElements
from forms.base_data import Base
from forms.offer import OfferAnswer, Registrar
from kiosk.clock import Clock
from kiosk.outgoing import (
    LONGEST_REST_S,
    SHORTEST_REST_S,
    STUCK_AFTER,
    STUCK_REASON,
    Pace,
    pause_s,
)
from kiosk.store.desk_book import TaskKind
from kiosk.store.outbox import DueMessage
from kiosk.store.store import Store
from kiosk.sync.base_data import AWAY, BaseAnswer, BaseOutcome, BaseQuery

PURPOSE: Final = "经本人同意查询可享待遇和通知："
"""Purpose that is told to a base, before the name of the service."""

GONE_REASON: Final = "本人在自助终端接受了通知，但通知已撤回，或者此前另有答复"
UNREADABLE: Final = "DOCUMENT-0602"


class AnswersNotices(Protocol):
    """What is needed of the bases; ``BaseData`` has it."""

    def answer_notice(
        self,
        query: BaseQuery,
        notice_id: str,
        said: tuple[OfferAnswer, Registrar],
        audit: AuditElements,
        *,
        deadline_s: float,
    ) -> BaseAnswer:
        """Pass on what was said to a notice; may be repeated."""
        ...


class NoticePost:
    """Tells the base of notices what was accepted; each message once in effect.

    Args:
        store: where the messages wait.
        data: the bases.
        audit: the five audit elements for a service.
        clock: dates tries; the wall clock, because pauses outlive a run.
        chance: spreads the pauses.

    """

    def __init__(
        self,
        store: Store,
        data: AnswersNotices,
        *,
        audit: Callable[[str], AuditElements],
        clock: Clock,
        chance: Random,
    ) -> None:
        self._store = store
        self._data = data
        self._audit = audit
        self._clock = clock
        self._chance = chance
        self._pace = Pace(call_s=8.0)

    def run_once(self, leaving: Leaving) -> float:
        """Tell what is due, and stop at the first base that is away.

        Returns:
            Seconds until there may be something to do again.

        Raises:
            StoreError: the store cannot be read or written; nothing is lost by it.

        """
        outbox = self._store.outbox
        while not leaving.is_set() and (due := outbox.due(1, at_base=True)):
            if self._tell(due[0]) == AWAY:
                break
        next_due = outbox.next_due(at_base=True)
        if next_due is None:
            return LONGEST_REST_S
        left = (next_due - self._clock.now()).total_seconds()
        return min(max(left, SHORTEST_REST_S), LONGEST_REST_S)

    def close(self) -> None:
        """Nothing is kept open here; the bases belong to who has built them."""

    def _tell(self, due: DueMessage) -> str:
        """Pass one answer on; the fault code of a try in vain, else empty."""
        try:
            told = self._asked(due)
        except (ValueError, KeyError, TypeError, AttributeError):
            self._put_off(due, UNREADABLE, is_stuck=True)
            return UNREADABLE
        match told.outcome:
            case BaseOutcome.FOUND:
                self._store.desk_book.sent(due.key, due.case_id)
            case BaseOutcome.NOT_FOUND:
                self._store.desk_book.refused(
                    due.key, due.case_id, TaskKind.OFFER_REFUSED, GONE_REASON
                )
            case _:
                is_stuck = told.code != AWAY and due.attempts + 1 >= STUCK_AFTER
                self._put_off(due, told.code, is_stuck=is_stuck)
        return told.code

    def _asked(self, due: DueMessage) -> BaseAnswer:
        said = json.loads(due.message.body)
        audit = self._audit(said["item"])
        query = BaseQuery(
            Base.NOTICES,
            said["holder"],
            said["holder_type"],
            (),
            f"{PURPOSE}{audit.item_name}",
        )
        answer = (OfferAnswer(said["answer"]), Registrar(said["registered_by"]))
        return self._data.answer_notice(
            query, said["notice"], answer, audit, deadline_s=self._pace.call_s
        )

    def _put_off(self, due: DueMessage, code: str, *, is_stuck: bool) -> None:
        pause = pause_s(self._pace, due.attempts, self._chance.random())
        until = self._clock.now() + timedelta(seconds=pause)
        with self._store.together():
            self._store.outbox.put_off(due.key, until=until, code=code)
            if is_stuck:
                reason = STUCK_REASON.format(code=code)
                self._store.desk_book.raise_task(
                    TaskKind.UNDELIVERABLE, due.case_id, due.key, reason
                )
