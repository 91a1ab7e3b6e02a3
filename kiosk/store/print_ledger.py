# SPDX-License-Identifier: Apache-2.0
"""The print ledger (打印台账): fulfils ``devices.printing.ledger.PrintLedger`` on disk.

The schema holds the two rules that matter: no second attempt beside one that may have put ink
on paper, and one open attempt per printer.
"""

import json
from dataclasses import asdict
from typing import Final

from devices.printing.attempt import AttemptState
from devices.printing.ledger import AttemptRecord, Evidence
from kiosk.clock import Clock
from kiosk.store.audit import Audit
from kiosk.store.engine import Database, IntegrityError, Row
from kiosk.store.errors import StoreError
from kiosk.store.records import PaperState, PrintedPaper

OUTCOME_UNKNOWN: Final = "PRINTER-0406"


class PrintRefusedError(StoreError):
    """Another attempt stands in the way; nothing may be sent (PRINTER-0406)."""


class PrintAttempts:
    """Every attempt to print, and each step of it."""

    def __init__(self, database: Database, clock: Clock, audit: Audit) -> None:
        self._database = database
        self._audit = audit
        self._clock = clock

    def begin(self, attempt: AttemptRecord) -> None:
        """Commit a new attempt in state INTENT, before the first byte goes to the device.

        Raises:
            PrintRefusedError: this document of a case has an attempt that is open, out of the
                printer or of unknown outcome, or the printer has an open attempt.
            StoreError: nothing was written, so nothing may be sent.
            ValueError: the attempt is not at its beginning.

        """
        if attempt.state is not AttemptState.INTENT:
            raise ValueError(f"an attempt begins as intent, not {attempt.state.value}")
        evidence = _text_of(attempt.evidence)
        with self._database.transaction():
            try:
                self._database.execute(
                    "INSERT INTO print_attempt"
                    " (attempt_id, device, document_sha256, sheets, state, evidence, guarded)"
                    " VALUES (?, ?, ?, ?, ?, ?,"
                    " EXISTS (SELECT 1 FROM document WHERE sha256 = ?))",
                    (
                        attempt.attempt_id,
                        attempt.device,
                        attempt.document_sha256,
                        attempt.sheets,
                        attempt.state.value,
                        evidence,
                        attempt.document_sha256,
                    ),
                )
            except IntegrityError as error:
                raise PrintRefusedError(
                    OUTCOME_UNKNOWN, f"another attempt stands: {error}"
                ) from error
            self._add_event(attempt.attempt_id, attempt.state, evidence)
            self._audit.record(
                "print-started",
                attempt=attempt.attempt_id,
                sha256=attempt.document_sha256,
                sheets=attempt.sheets,
            )

    def advance(self, attempt_id: str, state: AttemptState, evidence: Evidence) -> None:
        """Commit a later state of an attempt with the evidence for it.

        Raises:
            ValueError: there is no such attempt, or it has ended.
            StoreError: nothing was written.

        """
        text = _text_of(evidence)
        with self._database.transaction():
            try:
                changed = self._database.changed(
                    "UPDATE print_attempt SET state = ?, evidence = ? WHERE attempt_id = ?",
                    (state.value, text, attempt_id),
                )
            except IntegrityError as error:
                raise ValueError(f"attempt {attempt_id}: {error}") from error
            if changed != 1:
                raise ValueError(f"there is no attempt {attempt_id}")
            self._add_event(attempt_id, state, text)
            if state.is_final:
                sheets_out = evidence.sheets_completed or 0
                self._audit.record(
                    "print-ended",
                    disposition=state.value,
                    attempt=attempt_id,
                    sheets_out=sheets_out,
                )
            else:
                self._audit.record("print-advanced", attempt=attempt_id, state=state.value)

    def open_attempts(self) -> tuple[AttemptRecord, ...]:
        """Every attempt that has reached no end."""
        rows = self._database.execute("SELECT * FROM open_attempt")
        return tuple(_record_from(row) for row in rows)

    def unsettled(self) -> tuple[AttemptRecord, ...]:
        """Attempts after which a person must look at the paper and has not yet said."""
        rows = self._database.execute("SELECT * FROM unsettled_attempt")
        return tuple(_record_from(row) for row in rows)

    def papers_of(self, case_id: str, *, is_kept: bool = False) -> tuple[PrintedPaper, ...]:
        """The stored papers of a case that are to be printed, in the order they were made.

        ``is_kept`` asks for the others: what is kept for the window or the post.
        """
        rows = self._database.execute(
            "SELECT name, attempt_id, state, settlement FROM document LEFT JOIN print_attempt"
            " ON document_sha256 = sha256 AND guarded = 1 AND state <> 'not_started'"
            " AND settlement <> 'lost'"
            " WHERE case_id = ? AND to_print = ? ORDER BY made_at, name",
            (case_id, int(not is_kept)),
        )
        return tuple(
            PrintedPaper(name, _paper_state(state, settlement), attempt_id or "")
            for name, attempt_id, state, settlement in rows
        )

    def settle(self, attempt_id: str, *, is_out: bool) -> None:
        """Record what a person found: the sheet is out, or is lost and may be printed again.

        Raises:
            ValueError: there is no such attempt, it is open, or somebody has said otherwise.

        """
        found = "out" if is_out else "lost"
        with self._database.transaction():
            changed = self._database.changed(
                "UPDATE print_attempt SET settlement = ? WHERE attempt_id = ?"
                " AND settlement = '' AND guarded = 1"
                " AND attempt_id NOT IN (SELECT attempt_id FROM open_attempt)",
                (found, attempt_id),
            )
            if changed != 1:
                raise ValueError(f"attempt {attempt_id} cannot be settled as {found}")
            self._audit.record("print-settled", disposition=found, attempt=attempt_id)

    def _add_event(self, attempt_id: str, state: AttemptState, evidence: str) -> None:
        self._database.execute(
            "INSERT INTO print_event (attempt_id, state, evidence, at) VALUES (?, ?, ?, ?)",
            (attempt_id, state.value, evidence, self._clock.now().isoformat()),
        )


def _text_of(evidence: Evidence) -> str:
    return json.dumps(asdict(evidence), ensure_ascii=False, sort_keys=True)


def _paper_state(state: str | None, settlement: str | None) -> PaperState:
    """What the columns of the standing attempt, if there is one, say of its paper."""
    if state is None:
        return PaperState.UNPRINTED
    known = AttemptState(state)
    if settlement == "out" or known is AttemptState.DEVICE_DONE:
        return PaperState.OUT
    return PaperState.UNSETTLED if known.is_final else PaperState.OPEN


def _record_from(row: Row) -> AttemptRecord:
    attempt_id, device, document_sha256, sheets, state, evidence = row
    facts = json.loads(evidence)
    facts["reasons"] = tuple(facts["reasons"])
    known = AttemptState(state), Evidence(**facts)
    return AttemptRecord(attempt_id, device, document_sha256, sheets, *known)
