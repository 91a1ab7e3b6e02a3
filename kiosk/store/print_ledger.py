# SPDX-License-Identifier: Apache-2.0
"""The print ledger (打印台账): fulfils ``devices.printing.ledger.PrintLedger`` on disk.

The schema holds the two rules that matter: no second attempt beside one that may have put ink
on paper, and one open attempt per printer.
"""

import hashlib
import json
import secrets
from dataclasses import asdict
from datetime import datetime
from typing import Final

from devices.printing.attempt import AttemptState
from devices.printing.ledger import NOT_AS_SEALED, AttemptRecord, Evidence
from kiosk.clock import Clock
from kiosk.store.audit import Audit
from kiosk.store.blank_stock import BlankStock
from kiosk.store.engine import Database, IntegrityError, Row
from kiosk.store.errors import StoreError
from kiosk.store.records import Disposition, Found, PaperState, PrintedPaper, UnsettledPrint

OUTCOME_UNKNOWN: Final = "PRINTER-0406"
PRINTING_CLOSED: Final = "PRINTER-0409"
PICKUP_DIGITS: Final = 6


class PrintRefusedError(StoreError):
    """Another attempt stands in the way; nothing may be sent.

    PRINTER-0406: one of the same document, or one that is open; PRINTER-0409: nobody has looked
    yet what became of an earlier print, so printing is closed on this kiosk; PRINTER-0411: the
    document on the disk is not the one that was sealed.
    """


class PrintAttempts:
    """Every attempt to print, and each step of it."""

    def __init__(
        self, database: Database, clock: Clock, audit: Audit, *, stock: BlankStock
    ) -> None:
        self._database = database
        self._audit = audit
        self._clock = clock
        self._stock = stock

    def begin(self, attempt: AttemptRecord) -> None:
        """Commit a new attempt in state INTENT, before the first byte goes to the device.

        Raises:
            PrintRefusedError: this document of a case has an attempt that is open, out of the
                printer or of unknown outcome, the printer has an open attempt, printing is
                closed until somebody has looked at an earlier one, or the document changed.
            NoBlankError: it needs a numbered sheet and none is loaded.
            StoreError: nothing was written, so nothing may be sent.
            ValueError: the attempt is not at its beginning.

        """
        if attempt.state is not AttemptState.INTENT:
            raise ValueError(f"an attempt begins as intent, not {attempt.state.value}")
        evidence = _text_of(attempt.evidence)
        with self._database.transaction():
            self._check_document(attempt.document_sha256)
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
                code = PRINTING_CLOSED if self.is_closed() else OUTCOME_UNKNOWN
                raise PrintRefusedError(code, f"another attempt stands: {error}") from error
            if attempt.stationery:
                self._stock.reserve(attempt.stationery, attempt.attempt_id)
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
                self._ended(attempt_id, state)
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

        ``is_kept`` asks for the others: what is kept for the window or the post. An OFD file
        beside a licence is none of them.
        """
        rows = self._database.execute(
            "SELECT name, attempt_id, state, settlement, sha256"
            " FROM document LEFT JOIN print_attempt"
            " ON document_sha256 = sha256 AND guarded = 1 AND state <> 'not_started'"
            " AND settlement <> 'lost'"
            " WHERE case_id = ? AND to_print = ? AND name NOT LIKE '%.ofd'"
            " ORDER BY made_at, name",
            (case_id, int(not is_kept)),
        )
        return tuple(
            PrintedPaper(
                name,
                PaperState.OUT
                if self._is_slip_out(sha256)
                else _paper_state(state, settlement),
                attempt_id or "",
            )
            for name, attempt_id, state, settlement, sha256 in rows
        )

    def unprinted(self) -> tuple[tuple[str, str], ...]:
        """(Case, name) of each paper that is to be printed and never was, oldest first."""
        rows = self._database.execute(
            "SELECT case_id, name, sha256 FROM document WHERE to_print = 1 AND NOT EXISTS"
            " (SELECT 1 FROM print_attempt WHERE document_sha256 = sha256"
            "  AND state <> 'not_started' AND settlement <> 'lost') ORDER BY made_at, name"
        )
        out = self._database.execute(
            "SELECT document_sha256 FROM print_attempt WHERE guarded = 0 AND state = ?",
            (AttemptState.DEVICE_DONE.value,),
        )
        slips = {sha256 for (sha256,) in out}
        return tuple(
            (case_id, name)
            for case_id, name, sha256 in rows
            if slip_sha256(sha256) not in slips
        )

    def _is_slip_out(self, document_sha256: str) -> bool:
        """Whether the paper came out on the receipt printer."""
        rows = self._database.execute(
            "SELECT 1 FROM print_attempt WHERE document_sha256 = ? AND state = ?",
            (slip_sha256(document_sha256), AttemptState.DEVICE_DONE.value),
        )
        return bool(rows)

    def last_at(self, attempt_id: str) -> datetime | None:
        """When the device said its last word on an attempt; None when there is none."""
        ((at,),) = self._database.execute(
            "SELECT max(at) FROM print_event WHERE attempt_id = ?", (attempt_id,)
        )
        return datetime.fromisoformat(at) if at else None

    def is_closed(self) -> bool:
        """Whether printing is closed: of an earlier print nobody knows what came out."""
        return bool(self._database.execute("SELECT 1 FROM closing_attempt LIMIT 1"))

    def unsettled_prints(self) -> tuple[UnsettledPrint, ...]:
        """What staff must look for, oldest first, with all that helps to find it."""
        rows = self._database.execute(
            "SELECT attempt_id, state, evidence, sheets, case_id, name,"
            " (SELECT max(at) FROM print_event"
            "  WHERE print_event.attempt_id = unsettled_attempt.attempt_id)"
            " FROM unsettled_attempt LEFT JOIN document ON sha256 = document_sha256"
            " ORDER BY 7, case_id, name"
        )
        return tuple(
            UnsettledPrint(
                attempt_id,
                AttemptState(state),
                json.loads(evidence)["code"],
                sheets,
                case_id or "",
                name or "",
                datetime.fromisoformat(at),
                self._stock.of_attempt(attempt_id),
            )
            for attempt_id, state, evidence, sheets, case_id, name, at in rows
        )

    def settle(self, attempt_id: str, disposition: Disposition) -> None:
        """Record what people found of a print that the machine cannot know.

        The numbered sheet goes with it: on it is a licence, or it is void, or it still lies in
        its tray.

        Raises:
            ValueError: there is no such attempt, it is open, or somebody has said already.
            BlankRuleError: the named sheet cannot be the one.

        """
        found = disposition.found
        settlement = "out" if found is Found.CAME_OUT else "lost"
        with self._database.transaction():
            rows = self._database.execute(
                "SELECT 1 FROM unsettled_attempt WHERE attempt_id = ?", (attempt_id,)
            )
            if not rows:
                raise ValueError(f"attempt {attempt_id} cannot be settled as {found.value}")
            self._database.execute(
                "INSERT INTO disposition (attempt_id, found, who, witness, at)"
                " VALUES (?, ?, ?, ?, ?)",
                (
                    attempt_id,
                    found.value,
                    disposition.who,
                    disposition.witness,
                    self._clock.now().isoformat(),
                ),
            )
            self._database.execute(
                "UPDATE print_attempt SET settlement = ? WHERE attempt_id = ?",
                (settlement, attempt_id),
            )
            self._settle_blank(attempt_id, disposition)
            self._audit.record("print-settled", disposition=found.value, attempt=attempt_id)

    def disposition_of(self, attempt_id: str) -> Disposition | None:
        """What people found of a print; None while nobody has said."""
        rows = self._database.execute(
            "SELECT found, who, witness FROM disposition WHERE attempt_id = ?", (attempt_id,)
        )
        return Disposition(Found(rows[0][0]), rows[0][1], rows[0][2]) if rows else None

    def pickup_code(self, case_id: str) -> str:
        """The code by which the window hands out what did not come out; empty without one."""
        rows = self._database.execute("SELECT code FROM pickup WHERE case_id = ?", (case_id,))
        return str(rows[0][0]) if rows else ""

    def give_code(self, case_id: str) -> str:
        """The code of a case, drawn now if it has none: what is printed later is fetched by it.

        Raises:
            StoreError: none could be kept, so none may be told.

        """
        with self._database.transaction():
            if not (code := self.pickup_code(case_id)):
                self._draw_code(case_id)
                code = self.pickup_code(case_id)
        return code

    def case_of_pickup(self, code: str) -> str:
        """The case that a code belongs to; empty for any other code."""
        rows = self._database.execute("SELECT case_id FROM pickup WHERE code = ?", (code,))
        return str(rows[0][0]) if rows else ""

    def _check_document(self, sha256: str) -> None:
        """Read what is about to be printed from the disk once more; refuse it if it changed."""
        query = "SELECT content FROM document WHERE sha256 = ?"
        rows = self._database.execute(query, (sha256,))
        if any(hashlib.sha256(content).hexdigest() != sha256 for (content,) in rows):
            raise PrintRefusedError(NOT_AS_SEALED, "the stored document has another digest")

    def _ended(self, attempt_id: str, state: AttemptState) -> None:
        """Move the numbered sheet with the device's word; draw a code where one is needed."""
        match state:
            case AttemptState.DEVICE_DONE:
                self._stock.use(attempt_id)
            case AttemptState.NOT_STARTED:
                self._stock.release(attempt_id)
            case _:
                self._draw_codes(attempt_id)

    def _draw_codes(self, attempt_id: str) -> None:
        """Give each case of the document its code."""
        rows = self._database.execute(
            "SELECT DISTINCT case_id FROM document JOIN print_attempt"
            " ON document_sha256 = sha256 WHERE attempt_id = ?",
            (attempt_id,),
        )
        for (case_id,) in rows:
            self.give_code(case_id)

    def _draw_code(self, case_id: str) -> None:
        """Draw a code by chance, which no case has: case numbers can be guessed."""
        taken = {code for (code,) in self._database.execute("SELECT code FROM pickup")}
        self._database.execute(
            "INSERT INTO pickup (case_id, code, made_at) VALUES (?, ?, ?)",
            (case_id, _new_code(taken), self._clock.now().isoformat()),
        )

    def _settle_blank(self, attempt_id: str, said: Disposition) -> None:
        """Say where the numbered sheet of a print is now."""
        if said.serial is not None:
            self._stock.found_on(attempt_id, said.serial, who=said.who, witness=said.witness)
        match said.found:
            case Found.CAME_OUT:
                self._stock.use(attempt_id)
            case Found.NOTHING_CAME_OUT:
                self._stock.release(attempt_id)
            case _:
                self._stock.spoil_of(attempt_id, who=said.who, witness=said.witness)

    def _add_event(self, attempt_id: str, state: AttemptState, evidence: str) -> None:
        self._database.execute(
            "INSERT INTO print_event (attempt_id, state, evidence, at) VALUES (?, ?, ?, ?)",
            (attempt_id, state.value, evidence, self._clock.now().isoformat()),
        )


def slip_sha256(document_sha256: str) -> str:
    """By what a paper's slip on the receipt printer is known: no stored document has it.

    So no rule for papers of cases holds for it: it may be tried again, and what became of it
    closes nothing.
    """
    return hashlib.sha256(f"slip {document_sha256}".encode()).hexdigest()


def _new_code(taken: set[str]) -> str:
    """Draw a code that no case has."""
    while True:
        code = f"{secrets.randbelow(10**PICKUP_DIGITS):0{PICKUP_DIGITS}d}"
        if code not in taken:
            return code


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
