# SPDX-License-Identifier: Apache-2.0
"""The audit journal (审计日志): what happened, for auditors, without personal data."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any, Final, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from kiosk.clock import Clock
from kiosk.journal_chain import (
    FIRST_PREVIOUS,
    Anchor,
    ChainReport,
    canonical,
    check_chain,
    sealed,
    sign_mark,
)
from kiosk.journal_events import Fact, JournalEntryError, check_reference, load_events
from kiosk.store.journal_records import CheckpointRow, JournalRow
from kiosk.store.keys import JOURNAL_KEY, read_or_make_key
from kiosk.store.store import Store

RECORDS_PER_MARK: Final = 100
EXPORT_FORMAT: Final = "jiban-journal-1"


class Journal:
    """Appends records to a hash chain and signs marks along it; see ``kiosk/events.toml``.

    Args:
        store: where the rows are kept; it sends its own lines here from now on.
        clock: dates each record.
        key: signs the marks.

    """

    def __init__(self, store: Store, clock: Clock, key: Ed25519PrivateKey) -> None:
        self._store = store
        self._clock = clock
        self._key = key
        self._events = load_events()
        store.audit.attach(self)

    @classmethod
    def open(cls, store: Store, *, clock: Clock) -> Self:
        """Open the journal of a store; its key is made with the first record.

        Raises:
            StoreDamagedError: there are records and the key is gone (STORE-0502).

        """
        is_new = store.journal.last() is None
        seed = read_or_make_key(store.data_dir, JOURNAL_KEY, may_make=is_new)
        return cls(store, clock, Ed25519PrivateKey.from_private_bytes(seed))

    @property
    def public_key(self) -> Ed25519PublicKey:
        """What the marks are checked with; handed to auditors in exports."""
        return self._key.public_key()

    def record(
        self,
        event_id: str,
        *,
        disposition: str = "",
        case_id: str = "",
        code: str = "",
        **facts: Fact,
    ) -> None:
        """Append one record; on disk on return, or with the transaction around it.

        Args:
            event_id: one of ``kiosk/events.toml``.
            disposition: how it ended, for events that have dispositions.
            case_id: the case it belongs to, if any.
            code: the fault code it is about, if any.
            facts: facts that the event lists.

        Raises:
            JournalEntryError: the vocabulary has no such event, word or fact.
            StoreError: it could not be written.

        """
        event = self._events.get(event_id)
        if event is None:
            raise JournalEntryError(f"there is no event {event_id}")
        event.check(disposition, facts)
        check_reference(case_id=case_id, code=code)
        with self._store.together():
            last = self._store.journal.last()
            row = JournalRow(
                seq=last.seq + 1 if last else 1,
                at=self._clock.now().isoformat(timespec="milliseconds"),
                event=event_id,
                disposition=disposition,
                case_id=case_id,
                code=code,
                facts=canonical(facts),
                previous=last.hash if last else FIRST_PREVIOUS,
                hash="",
            )
            self._store.journal.append(sealed(row))
            if row.seq % RECORDS_PER_MARK == 0:
                self.checkpoint()

    def record_configuration(self, checksum: str) -> None:
        """Note which settings count in this run, by ``LoadedSettings.checksum``."""
        self.record("config-loaded", sha256=checksum)

    def checkpoint(self) -> None:
        """Sign where the chain stands: each 100 records by itself, else on a timer, at the end.

        Nothing happens when the newest record is signed already, or there is none.
        """
        with self._store.together():
            last = self._store.journal.last()
            if last is None or last.seq == self._store.journal.last_checkpoint_seq():
                return
            now = self._clock.now().isoformat(timespec="milliseconds")
            self._store.journal.append_checkpoint(sign_mark(last, at=now, key=self._key))

    def verify(self, anchor: Anchor | None = None) -> ChainReport:
        """Check the whole chain; a tail cut with its marks shows only against an ``anchor``."""
        rows, marks = self._store.journal.all(), self._store.journal.checkpoints()
        return check_chain(rows, marks, self.public_key, anchor=anchor)

    def export(self) -> Iterator[str]:
        """The journal as JSON lines: a head with the public key, the records, the marks."""
        key = self.public_key.public_bytes_raw().hex()
        yield canonical({"format": EXPORT_FORMAT, "public_key": key})
        for row in self._store.journal.all():
            sentence = self._events[row.event].sentence if row.event in self._events else ""
            yield canonical({"record": asdict(row), "sentence": sentence})
        for mark in self._store.journal.checkpoints():
            yield canonical({"mark": {**asdict(mark), "signature": mark.signature.hex()}})


def check_export(
    lines: Iterable[str], *, public_key: str = "", anchor: Anchor | None = None
) -> ChainReport:
    """Check an exported journal without the kiosk.

    Args:
        lines: the lines of ``Journal.export``.
        public_key: 64 hex digits that the auditor has from elsewhere; empty: that of the head,
            which proves only that the file was not damaged on its way.
        anchor: a mark kept elsewhere.

    Raises:
        ValueError: the lines are no export.

    """
    try:
        head, *entries = [json.loads(line) for line in lines if line.strip()]
        rows = [JournalRow(**entry["record"]) for entry in entries if "record" in entry]
        marks = [_mark_from(entry["mark"]) for entry in entries if "mark" in entry]
        raw = bytes.fromhex(public_key or head["public_key"])
        key = Ed25519PublicKey.from_public_bytes(raw)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"this is no exported journal: {error}") from error
    return check_chain(rows, marks, key, anchor=anchor)


def _mark_from(columns: dict[str, Any]) -> CheckpointRow:
    return CheckpointRow(**{**columns, "signature": bytes.fromhex(columns["signature"])})
