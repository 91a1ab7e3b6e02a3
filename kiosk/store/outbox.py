# SPDX-License-Identifier: Apache-2.0
"""Messages for the other side (发件箱), queued with the case, sent when there is a line."""

from kiosk.clock import Clock
from kiosk.store.engine import Database
from kiosk.store.records import OutboxMessage, OutboxState


class Outbox:
    """A queue on disk; a message is repeated under its key until it is receipted."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def queue(self, message: OutboxMessage) -> None:
        """Put a message in; one with a key that is there already is not put in again."""
        now = self._clock.now().isoformat()
        self._database.execute(
            "INSERT INTO outbox (idempotency_key, kind, body, state, queued_at)"
            " VALUES (?, ?, ?, 'queued', ?) ON CONFLICT (idempotency_key) DO NOTHING",
            (message.idempotency_key, message.kind, message.body, now),
        )

    def waiting(self, limit: int = 20) -> tuple[OutboxMessage, ...]:
        """The messages that wait longest, oldest first."""
        rows = self._database.execute(
            "SELECT idempotency_key, kind, body FROM outbox WHERE state = 'queued'"
            " ORDER BY queued_at, rowid LIMIT ?",
            (limit,),
        )
        return tuple(OutboxMessage(*row) for row in rows)

    def tried(self, idempotency_key: str) -> None:
        """Count a try that brought no receipt."""
        self._database.execute(
            "UPDATE outbox SET attempts = attempts + 1 WHERE idempotency_key = ?",
            (idempotency_key,),
        )

    def end(self, idempotency_key: str, state: OutboxState) -> None:
        """Record the other side's word: sent (receipted) or refused."""
        self._database.execute(
            "UPDATE outbox SET state = ?, attempts = attempts + 1, ended_at = ?"
            " WHERE idempotency_key = ? AND state = 'queued'",
            (state.value, self._clock.now().isoformat(), idempotency_key),
        )

    def depth(self) -> int:
        """How many messages wait."""
        ((count,),) = self._database.execute(
            "SELECT count(*) FROM outbox WHERE state = 'queued'"
        )
        return int(count)
