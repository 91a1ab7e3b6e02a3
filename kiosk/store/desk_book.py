# SPDX-License-Identifier: Apache-2.0
"""What the case desk said of our cases, and what of it only a person can put right."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Final

from kiosk.clock import Clock
from kiosk.store.audit import Audit
from kiosk.store.engine import Database, Row
from kiosk.store.outbox import Outbox
from kiosk.store.records import OutboxState

RECEIVED: Final = "received"
OVER: Final = datetime(9999, 12, 31, tzinfo=UTC)
"""When the desk is asked again about a case of which nothing more is to come: never."""

WRONG_CLOCK: Final = timedelta(days=1)
"""A question further ahead than this was dated by a clock that was wrong."""


class TaskKind(Enum):
    """Why a person is needed."""

    REGISTRATION_REFUSED = "registration_refused"
    """The authority does not register a licence that was issued here."""
    SUBMISSION_REFUSED = "submission_refused"
    VOID_REFUSED = "void_refused"
    OFFER_REFUSED = "offer_refused"
    UNDELIVERABLE = "undeliverable"
    """It was tried for long, and the desk was there all the while."""
    CONTRADICTION = "contradiction"
    """The desk said a step twice and differently, or one that cannot be there."""


@dataclass(frozen=True)
class NewsRow:
    """One step as it is kept; ``body`` is its JSON, of our own writing."""

    step: int
    kind: str
    at: datetime
    body: bytes = field(repr=False)


@dataclass(frozen=True)
class Task:
    """Something for staff; open until it is settled.

    Attributes:
        message: idempotency key of the message that it is about; may be empty.
        reason: the desk's words; may name a person, hence not in ``repr``.
        settlement: ``done`` or ``again``; empty while it is open.

    """

    task_id: str
    kind: TaskKind
    case_id: str
    message: str
    raised_at: datetime
    reason: str = field(repr=False)
    settlement: str = ""


class DeskBook:
    """Receipts, news and tasks; every write is whole, and may be repeated."""

    def __init__(
        self, database: Database, clock: Clock, audit: Audit, *, outbox: Outbox
    ) -> None:
        self._database = database
        self._clock = clock
        self._audit = audit
        self._outbox = outbox

    # -- what the desk said --------------------------------------------------------

    def take(self, case_id: str, news: Iterable[NewsRow], *, ends: str = "") -> tuple[str, ...]:
        """Keep news of a case, and end the message that brought them: all or nothing.

        Args:
            case_id: a case of this store.
            news: what was told; what is there already is left as it is.
            ends: idempotency key of the message that is receipted by it; empty for none.

        Returns:
            The kinds that were news here, in the order told.

        """
        fresh = []
        with self._database.transaction():
            if ends:
                self._end(ends, OutboxState.SENT, case_id)
            for one in news:
                if self._put(case_id, one):
                    fresh.append(one.kind)
                    self._audit.record("desk-news", disposition=one.kind, case_id=case_id)
            if fresh:
                self._reopen(case_id)
        return tuple(fresh)

    def _reopen(self, case_id: str) -> None:
        """What was over may go on, such as by an appeal: the desk is asked again in time."""
        self._database.execute(
            "UPDATE desk_asked SET at = ? WHERE case_id = ? AND at = ?",
            (self._clock.now().isoformat(), case_id, OVER.isoformat()),
        )

    def _put(self, case_id: str, one: NewsRow) -> bool:
        values = (
            case_id,
            one.step,
            hashlib.sha256(one.body).hexdigest(),
            one.kind,
            one.at.isoformat(),
            self._clock.now().isoformat(),
            one.body,
        )
        changed = self._database.changed(
            "INSERT INTO desk_news (case_id, step, sha256, kind, at, learnt_at, body)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            values,
        )
        return changed == 1

    def news_of(self, case_id: str) -> tuple[NewsRow, ...]:
        """Everything the desk has said of a case, by its count."""
        rows = self._database.execute(
            "SELECT step, kind, at, body FROM desk_news WHERE case_id = ?"
            " ORDER BY step, sha256",
            (case_id,),
        )
        return tuple(
            NewsRow(step, kind, datetime.fromisoformat(at), body)
            for step, kind, at, body in rows
        )

    def is_received(self, case_id: str) -> bool:
        """Whether the desk's receipt is on disk."""
        return bool(
            self._database.execute(
                "SELECT 1 FROM desk_news WHERE case_id = ? AND kind = ? LIMIT 1",
                (case_id, RECEIVED),
            )
        )

    def cases_with_news(self) -> tuple[str, ...]:
        """Every case that the desk has, by case number."""
        rows = self._database.execute("SELECT DISTINCT case_id FROM desk_news ORDER BY case_id")
        return tuple(case_id for (case_id,) in rows)

    def longest_unasked(self, before: datetime, limit: int = 20) -> tuple[str, ...]:
        """Cases that the desk decides, not asked about since ``before``, longest first.

        One that was asked about in days to come is asked about now: the clock was wrong then.
        """
        ahead = self._clock.now() + WRONG_CLOCK
        rows = self._database.execute(
            "SELECT case_id FROM awaited WHERE asked_at < ? OR (asked_at > ? AND asked_at < ?)"
            " ORDER BY asked_at, case_id LIMIT ?",
            (before.isoformat(), ahead.isoformat(), OVER.isoformat(), limit),
        )
        return tuple(case_id for (case_id,) in rows)

    def asked(self, case_id: str, at: datetime) -> None:
        """Note when the desk was asked; ``OVER`` means that nothing more is to come."""
        self._database.execute(
            "INSERT INTO desk_asked (case_id, at) VALUES (?, ?)"
            " ON CONFLICT (case_id) DO UPDATE SET at = excluded.at",
            (case_id, at.isoformat()),
        )

    # -- messages that have ended ----------------------------------------------------

    def sent(self, key: str, case_id: str) -> None:
        """Record that the desk took a message that makes no news, such as a registration."""
        with self._database.transaction():
            self._end(key, OutboxState.SENT, case_id)

    def refused(self, key: str, case_id: str, kind: TaskKind, reason: str) -> None:
        """Record the desk's lawful no: the message ends and staff gets a task, together."""
        with self._database.transaction():
            if self._end(key, OutboxState.REFUSED, case_id):
                self.raise_task(kind, case_id, key, reason)

    def _end(self, key: str, state: OutboxState, case_id: str) -> bool:
        ended = self._outbox.end(key, state)
        if ended:
            self._audit.record(
                "message-ended", disposition=state.value, case_id=case_id, message=_word(key)
            )
        return ended

    # -- tasks ---------------------------------------------------------------------

    def raise_task(self, kind: TaskKind, case_id: str, message: str, reason: str) -> None:
        """Put something on the staff's list.

        The same stands there once, also after it was settled; what a settled task did not say
        is a new one.
        """
        with self._database.transaction():
            there = self._database.execute(
                "SELECT reason, settlement FROM task"
                " WHERE kind = ? AND case_id = ? AND message = ?",
                (kind.value, case_id, message),
            )
            if any(known == reason or not settlement for known, settlement in there):
                return
            turn = f"/{len(there) + 1}" if there else ""
            self._database.execute(
                "INSERT INTO task (task_id, kind, case_id, message, reason, raised_at)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (
                    f"{kind.value}/{message or case_id}{turn}",
                    kind.value,
                    case_id,
                    message,
                    reason,
                    self._clock.now().isoformat(),
                ),
            )
            self._audit.record("task-raised", disposition=kind.value, case_id=case_id)

    def tasks(self, *, open_only: bool = True) -> tuple[Task, ...]:
        """The staff's list, oldest first."""
        rows = self._database.execute(
            "SELECT task_id, kind, case_id, message, raised_at, reason, settlement FROM task"
            " WHERE settlement = '' OR ? ORDER BY raised_at, task_id",
            (int(not open_only),),
        )
        return tuple(_task_from(row) for row in rows)

    def open_tasks(self) -> int:
        """How many tasks wait for staff."""
        ((count,),) = self._database.execute("SELECT count(*) FROM task WHERE settlement = ''")
        return int(count)

    def settle(self, task_id: str, *, again: bool) -> str:
        """Say that a task is done, or that its message is to be sent again.

        Returns:
            The key of the message that was queued; empty when none was.

        Raises:
            ValueError: no such open task, or its message cannot be sent again.

        """
        with self._database.transaction():
            rows = self._database.execute(
                "SELECT task_id, kind, case_id, message, raised_at, reason, settlement"
                " FROM task WHERE task_id = ? AND settlement = ''",
                (task_id,),
            )
            if not rows:
                raise ValueError(f"there is no open task {task_id}")
            task = _task_from(rows[0])
            key = self._outbox.again(task.message) if again else ""
            word = "again" if again else "done"
            self._database.execute(
                "UPDATE task SET settlement = ?, settled_at = ? WHERE task_id = ?",
                (word, self._clock.now().isoformat(), task_id),
            )
            self._audit.record(
                "task-settled", disposition=word, case_id=task.case_id, task=task.kind.value
            )
        return key


def _task_from(row: Row) -> Task:
    task_id, kind, case_id, message, raised_at, reason, settlement = row
    return Task(
        task_id,
        TaskKind(kind),
        case_id,
        message,
        datetime.fromisoformat(raised_at),
        reason,
        settlement,
    )


def _word(key: str) -> str:
    """What kind of message a key is of: case, licence or void."""
    return key.partition("/")[0]
