# SPDX-License-Identifier: Apache-2.0
"""Rows of the audit journal; what they mean is the matter of ``kiosk.journal``."""

from dataclasses import dataclass

from kiosk.store.engine import Database


@dataclass(frozen=True)
class JournalRow:
    """One record; ``hash`` covers every other column."""

    seq: int
    at: str
    event: str
    disposition: str
    case_id: str
    code: str
    facts: str
    previous: str
    hash: str


@dataclass(frozen=True)
class CheckpointRow:
    """A signed mark: up to ``seq`` the chain ended in ``hash``."""

    seq: int
    hash: str
    at: str
    key_id: str
    signature: bytes


class JournalRecords:
    """Appends and reads; offers no way to change or delete."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, row: JournalRow) -> None:
        """Write one record; on disk on return, or with the transaction around it."""
        self._database.execute(
            "INSERT INTO journal (seq, at, event, disposition, case_id, code, facts, previous,"
            " hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                row.seq,
                row.at,
                row.event,
                row.disposition,
                row.case_id,
                row.code,
                row.facts,
                row.previous,
                row.hash,
            ),
        )

    def append_checkpoint(self, row: CheckpointRow) -> None:
        """Write a signed mark; one per record at most."""
        self._database.execute(
            "INSERT INTO checkpoint (seq, hash, at, key_id, signature) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (seq) DO NOTHING",
            (row.seq, row.hash, row.at, row.key_id, row.signature),
        )

    def last(self) -> JournalRow | None:
        """The newest record; None when there is none yet."""
        rows = self._database.execute("SELECT * FROM journal ORDER BY seq DESC LIMIT 1")
        return JournalRow(*rows[0]) if rows else None

    def last_checkpoint_seq(self) -> int:
        """Number of the record that the newest mark covers; 0 when there is none."""
        ((seq,),) = self._database.execute("SELECT coalesce(max(seq), 0) FROM checkpoint")
        return int(seq)

    def all(self) -> tuple[JournalRow, ...]:
        """Every record, oldest first."""
        rows = self._database.execute("SELECT * FROM journal ORDER BY seq")
        return tuple(JournalRow(*row) for row in rows)

    def checkpoints(self) -> tuple[CheckpointRow, ...]:
        """Every signed mark, oldest first."""
        rows = self._database.execute("SELECT * FROM checkpoint ORDER BY seq")
        return tuple(CheckpointRow(*row) for row in rows)
