# SPDX-License-Identifier: Apache-2.0
"""Sealed documents, kept byte for byte before the printer sees them."""

import hashlib
from datetime import datetime

from kiosk.clock import Clock
from kiosk.store.audit import Audit
from kiosk.store.engine import Database
from kiosk.store.records import StoredDocument


class Documents:
    """The documents of the cases; what stands first stands."""

    def __init__(self, database: Database, clock: Clock, audit: Audit) -> None:
        self._database = database
        self._audit = audit
        self._clock = clock

    def put(
        self, case_id: str, name: str, content: bytes, *, to_print: bool = True
    ) -> StoredDocument:
        """Store a sealed document, or give back the one that is there under this name.

        A document that was sealed again after a restart is dropped for the first one: what
        may have been printed is the only one that exists.

        Raises:
            StoreError: nothing was written.
            ValueError: there is no such case, or no content.

        """
        if not content:
            raise ValueError(f"{name} is empty")
        with self._database.transaction():
            if kept := self.get(case_id, name):
                return kept
            if not self._database.execute("SELECT 1 FROM case_ WHERE case_id = ?", (case_id,)):
                raise ValueError(f"case {case_id} is not there")
            digest, now = hashlib.sha256(content).hexdigest(), self._clock.now()
            self._database.execute(
                "INSERT INTO document (case_id, name, sha256, content, to_print, made_at)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (case_id, name, digest, content, int(to_print), now.isoformat()),
            )
            self._audit.record(
                "document-made",
                case_id=case_id,
                document=name,
                sha256=digest,
                bytes=len(content),
            )
            return StoredDocument(case_id, name, digest, now, content)

    def names_due(self, case_id: str) -> tuple[str, ...]:
        """Names of the documents that must come of a case, fixed when it was submitted."""
        rows = self._database.execute(
            "SELECT name FROM paper WHERE case_id = ? ORDER BY name", (case_id,)
        )
        return tuple(name for (name,) in rows)

    def wipe(self, case_id: str, name: str) -> bool:
        """Delete a document that another office made; its digest stays in the journal.

        Returns:
            False where there is none of that name.

        Raises:
            StoreError: nothing was deleted.

        """
        with self._database.transaction():
            stored = self.get(case_id, name)
            if stored is None:
                return False
            self._database.execute(
                "DELETE FROM document WHERE (case_id, name) = (?, ?)", (case_id, name)
            )
            self._audit.record(
                "copy-wiped", case_id=case_id, document=name, sha256=stored.sha256
            )
            return True

    def left_of(self, name: str, *, before: datetime) -> tuple[str, ...]:
        """Cases that hold a document of this name which is out of the printer, or too old."""
        rows = self._database.execute(
            "SELECT case_id, made_at, EXISTS (SELECT 1 FROM print_attempt"
            " WHERE document_sha256 = sha256 AND guarded = 1"
            " AND (state = 'device_done' OR settlement = 'out')) FROM document WHERE name = ?"
            " ORDER BY case_id",
            (name,),
        )
        return tuple(
            case_id
            for case_id, made_at, is_out in rows
            if is_out or datetime.fromisoformat(made_at) < before
        )

    def get(self, case_id: str, name: str) -> StoredDocument | None:
        """A document with its content; None when there is none of that name."""
        rows = self._database.execute(
            "SELECT sha256, made_at, content FROM document WHERE (case_id, name) = (?, ?)",
            (case_id, name),
        )
        for sha256, made_at, content in rows:
            moment = datetime.fromisoformat(made_at)
            return StoredDocument(case_id, name, sha256, moment, content)
        return None
