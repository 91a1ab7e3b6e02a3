# SPDX-License-Identifier: Apache-2.0
"""Messages for the other side (发件箱), queued with the case, sent when there is a line."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from kiosk.clock import Clock
from kiosk.store.engine import Database
from kiosk.store.records import OutboxMessage, OutboxState

CASE: Final = "case-submitted"
LICENCE: Final = "licence-issued"
VOID: Final = "number-void"
CORRECTION: Final = "correction"
"""Answer to a correction notice of the desk; the first word of its key, too."""
WITHDRAWAL: Final = "withdrawal"
"""The citizen takes the application back; the first word of its key, too."""
APPEAL: Final = "appeal"
"""Something did not go as it should; the first word of its key, too: ``appeal/<number>``."""
OFFER: Final = "offer-accepted"
ANSWER: Final = "notice-answered"
"""Goes to base data, not to the desk: an answer to a pushed notice."""

LONGEST_WAIT: Final = timedelta(days=1)
"""A time to try again that lies further ahead was set by a clock that was wrong."""


@dataclass(frozen=True)
class DueMessage:
    """A message whose turn it is: the first of its case that waits.

    Attributes:
        case_id: empty for a message about no case.
        attempts: how often it was tried without a receipt.

    """

    message: OutboxMessage
    case_id: str
    attempts: int

    @property
    def key(self) -> str:
        """Its idempotency key."""
        return self.message.idempotency_key


class Outbox:
    """A queue on disk; a message is repeated under its key until it is receipted."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def queue(self, message: OutboxMessage, case_id: str = "") -> None:
        """Put a message in; one with a key that is there already is not put in again."""
        now = self._clock.now().isoformat()
        if message.kind == CASE:
            case_id = message.idempotency_key.removeprefix("case/").partition("/")[0]
        self._database.execute(
            "INSERT INTO outbox (idempotency_key, kind, body, state, queued_at, case_id)"
            " VALUES (?, ?, ?, 'queued', ?, ?) ON CONFLICT (idempotency_key) DO NOTHING",
            (message.idempotency_key, message.kind, message.body, now, case_id or None),
        )

    def gather(self) -> int:
        """Queue what has happened and is not told yet: issued licences and void numbers.

        Worked out from the records themselves, so that no stop and no writer can forget one.

        Returns:
            How many were queued.

        """
        with self._database.transaction():
            licences = self._database.execute("SELECT case_id FROM untold_licence")
            for (case_id,) in licences:
                self.queue(OutboxMessage(f"licence/{case_id}", LICENCE, b"{}"), case_id)
            voids = self._database.execute("SELECT * FROM untold_void")
            for series, period, value, reason, at in voids:
                said = {"series": series, "period": period, "value": value}
                body = json.dumps({**said, "reason": reason, "voided_at": at}).encode()
                key = f"void/{series}/{period}/{value}"
                self.queue(OutboxMessage(key, VOID, body))
        return len(licences) + len(voids)

    def again(self, idempotency_key: str) -> str:
        """Queue a message that was refused once more, under a key of its own; return the key.

        Raises:
            ValueError: there is no such message, or it was not refused.

        """
        rows = self._database.execute(
            "SELECT kind, body, case_id FROM outbox WHERE idempotency_key = ?"
            " AND state = 'refused'",
            (idempotency_key,),
        )
        if not rows:
            raise ValueError(f"no message {idempotency_key} was refused")
        ((kind, body, case_id),) = rows
        stem, _, turn = idempotency_key.rpartition("/again-")
        stem, turn = (stem, turn) if stem else (idempotency_key, "1")
        key = f"{stem}/again-{int(turn) + 1}"
        self.queue(OutboxMessage(key, kind, body), case_id or "")
        return key

    def waiting(self, limit: int = 20) -> tuple[OutboxMessage, ...]:
        """The messages that wait longest, oldest first."""
        rows = self._database.execute(
            "SELECT idempotency_key, kind, body FROM outbox WHERE state = 'queued'"
            " ORDER BY queued_at, rowid LIMIT ?",
            (limit,),
        )
        return tuple(OutboxMessage(*row) for row in rows)

    def due(self, limit: int = 50, *, at_base: bool = False) -> tuple[DueMessage, ...]:
        """Messages that may be tried now, oldest first, of each case the first that waits.

        Of a long queue only the messages that are returned are read.

        Args:
            limit: how many at most.
            at_base: those for base data; else those for the case desk.

        """
        now = self._clock.now()
        new = self._database.execute(
            "SELECT queued_at, turn, idempotency_key FROM outbox_head"
            " WHERE not_before IS NULL AND (kind = ?) = ? ORDER BY queued_at, turn LIMIT ?",
            (ANSWER, int(at_base), limit),
        )
        rested = self._database.execute(
            "SELECT queued_at, turn, idempotency_key, not_before FROM outbox_head"
            " WHERE not_before IS NOT NULL AND (kind = ?) = ?",
            (ANSWER, int(at_base)),
        )
        due = sorted([*new, *(row[:3] for row in rested if _is_due(row[3], now))])
        return tuple(self._message(key) for _, _, key in due[:limit])

    def _message(self, idempotency_key: str) -> DueMessage:
        ((kind, body, case_id, attempts),) = self._database.execute(
            "SELECT kind, body, case_id, attempts FROM outbox WHERE idempotency_key = ?",
            (idempotency_key,),
        )
        return DueMessage(OutboxMessage(idempotency_key, kind, body), case_id or "", attempts)

    def next_due(self, *, at_base: bool = False) -> datetime | None:
        """When the next message may be tried; None when none waits."""
        now = self._clock.now()
        rows = self._database.execute(
            "SELECT DISTINCT not_before FROM outbox_head WHERE (kind = ?) = ?",
            (ANSWER, int(at_base)),
        )
        return min((_time_of(not_before, now) for (not_before,) in rows), default=None)

    def put_off(self, idempotency_key: str, *, until: datetime, code: str) -> None:
        """Count a try that brought no receipt, and say when the next one may be."""
        self._database.execute(
            "UPDATE outbox SET attempts = attempts + 1, not_before = ?, last_code = ?"
            " WHERE idempotency_key = ? AND state = 'queued'",
            (until.isoformat(), code, idempotency_key),
        )

    def end(self, idempotency_key: str, state: OutboxState) -> bool:
        """Record the other side's word, sent (receipted) or refused; False if it had ended."""
        changed = self._database.changed(
            "UPDATE outbox SET state = ?, attempts = attempts + 1, ended_at = ?,"
            " not_before = NULL WHERE idempotency_key = ? AND state = 'queued'",
            (state.value, self._clock.now().isoformat(), idempotency_key),
        )
        return changed == 1

    def depth(self) -> int:
        """How many messages wait."""
        ((count,),) = self._database.execute(
            "SELECT count(*) FROM outbox WHERE state = 'queued'"
        )
        return int(count)

    def of_case(self, case_id: str) -> dict[str, OutboxState]:
        """State of every message about a case by its key, oldest first."""
        rows = self._database.execute(
            "SELECT idempotency_key, state FROM outbox WHERE case_id = ? ORDER BY rowid",
            (case_id,),
        )
        return {key: OutboxState(state) for key, state in rows}

    def under(self, start: str) -> dict[str, OutboxState]:
        """State of every message whose key begins so, oldest first."""
        rows = self._database.execute(
            "SELECT idempotency_key, state FROM outbox"
            " WHERE idempotency_key >= ? AND idempotency_key < ? ORDER BY rowid",
            (start, start + "\x7f"),
        )
        return {key: OutboxState(state) for key, state in rows}

    def waiting_body(self, idempotency_key: str) -> bytes | None:
        """Content of a message that still waits; None once it has ended or where none is."""
        rows = self._database.execute(
            "SELECT body FROM outbox WHERE idempotency_key = ? AND state = 'queued'",
            (idempotency_key,),
        )
        return next((body for (body,) in rows), None)

    def states_of(self, case_ids: Iterable[str]) -> dict[str, OutboxState]:
        """State of the message that submits each case; the newest where it was sent again."""
        found = {}
        for case_id in case_ids:
            rows = self._database.execute(
                "SELECT state FROM outbox WHERE case_id = ? AND kind = ?"
                " ORDER BY rowid DESC LIMIT 1",
                (case_id, CASE),
            )
            if rows:
                found[case_id] = OutboxState(rows[0][0])
        return found


def _time_of(not_before: str | None, now: datetime) -> datetime:
    """When it may be tried; at once, if what stands there lies unreasonably far ahead."""
    if not_before is None:
        return now
    at = datetime.fromisoformat(not_before)
    return now if at - now > LONGEST_WAIT else at


def _is_due(not_before: str | None, now: datetime) -> bool:
    return _time_of(not_before, now) <= now
