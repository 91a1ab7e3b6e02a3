# SPDX-License-Identifier: Apache-2.0
"""Cases (办件) and what is owed to them."""

from datetime import date, datetime

from kiosk.store.audit import Audit
from kiosk.store.certificates import Certificates
from kiosk.store.deadlines import DeadlineKey, Deadlines
from kiosk.store.engine import Database, IntegrityError, Row
from kiosk.store.numbers import Numbers
from kiosk.store.outbox import Outbox
from kiosk.store.records import (
    CaseRecord,
    CaseSummary,
    CorrectionRecord,
    NumberUse,
    PromiseRecord,
)


class Cases:
    """Writes each case once and whole; afterwards it only ever gains its licence number."""

    def __init__(  # noqa: PLR0913  # the parts of the store that a case touches
        self,
        database: Database,
        audit: Audit,
        *,
        numbers: Numbers,
        outbox: Outbox,
        deadlines: Deadlines,
        certificates: Certificates,
    ) -> None:
        self._database = database
        self._audit = audit
        self._numbers = numbers
        self._outbox = outbox
        self._deadlines = deadlines
        self._certificates = certificates

    def submit(self, case: CaseRecord) -> None:
        """Write the case, its promises, its number's use and its message: all or nothing.

        A case that is there already with the same content is left as it is, so that a caller
        who does not know whether the last call came through may simply call again.

        Raises:
            StoreError: nothing was written.
            ValueError: another case has this number, or the licence number is taken.

        """
        with self._database.transaction():
            if kept := self.form_of(case.case_id):
                if kept != case.form:
                    raise ValueError(f"case {case.case_id} is there with another form")
                return
            self._write(case)
            for correction in case.corrections:
                self._correct(case.case_id, correction)
            if case.number is not None:
                self.number(case.case_id, case.number)
            self._certify(case)
            if case.outbox is not None:
                self._outbox.queue(case.outbox)

    def _certify(self, case: CaseRecord) -> None:
        """Write the certificate of a case, and which ones are over by it."""
        if case.certificate is not None:
            self._certificates.put(case.case_id, case.certificate)
        for end in case.ended:
            self._certificates.end(end, case_id=case.case_id)

    def number(self, case_id: str, use: NumberUse) -> None:
        """Give a case its licence number: reserved becomes used, in the same transaction.

        Raises:
            StoreError: nothing was written.
            ValueError: the case is not there, has another number or makes no licence, or the
                number was not reserved or is taken.

        """
        with self._database.transaction():
            rows = self._database.execute(
                "SELECT licence_number FROM case_ WHERE case_id = ?", (case_id,)
            )
            if not rows:
                raise ValueError(f"case {case_id} is not there")
            if rows == [(use.text,)]:
                return
            try:
                self._numbers.use(use, case_id)
                self._database.execute(
                    "UPDATE case_ SET licence_number = ? WHERE case_id = ?", (use.text, case_id)
                )
            except IntegrityError as error:
                raise ValueError(f"case {case_id} cannot take {use.text}: {error}") from error

    def form_of(self, case_id: str) -> bytes | None:
        """The form as it was submitted, JSON bytes; None when there is no such case."""
        rows = self._database.execute("SELECT form FROM case_ WHERE case_id = ?", (case_id,))
        return rows[0][0] if rows else None

    def summary(self, case_id: str) -> CaseSummary | None:
        """One case without its form; None when there is no such case."""
        rows = self._database.execute(
            "SELECT * FROM case_summary WHERE case_id = ?", (case_id,)
        )
        return _summary_from(rows[0]) if rows else None

    def newest(self, limit: int = 50) -> tuple[CaseSummary, ...]:
        """The last cases, newest first, without their forms."""
        rows = self._database.execute(
            "SELECT * FROM case_summary ORDER BY submitted_at DESC, case_id DESC LIMIT ?",
            (limit,),
        )
        return tuple(_summary_from(row) for row in rows)

    def promises_of(self, case_id: str) -> tuple[PromiseRecord, ...]:
        """What is still owed to a case, earliest day first; the days as they stand now."""
        rows = self._database.execute(
            "SELECT material_id, due_on FROM promise WHERE case_id = ?", (case_id,)
        )
        found = []
        for material, told_on in rows:
            deadline = self._deadlines.get(DeadlineKey(case_id, material))
            due_on = deadline.due if deadline else date.fromisoformat(told_on)
            found.append(PromiseRecord(material, due_on, deadline))
        return tuple(sorted(found, key=lambda one: (one.due_on, one.material_id)))

    def corrections_of(self, case_id: str) -> tuple[CorrectionRecord, ...]:
        """What the citizen of a case says is wrong, in the order in which it was said."""
        rows = self._database.execute(
            "SELECT subject, role, reason FROM correction WHERE case_id = ? ORDER BY place",
            (case_id,),
        )
        return tuple(CorrectionRecord(*row) for row in rows)

    def _correct(self, case_id: str, one: CorrectionRecord) -> None:
        """Write one correction and its audit line, which tells no content."""
        self._database.execute(
            "INSERT INTO correction (case_id, place, subject, role, reason) VALUES (?,"
            " (SELECT count(*) FROM correction WHERE case_id = ?), ?, ?, ?)",
            (case_id, case_id, one.subject, one.role, one.reason),
        )
        field = one.subject if one.subject != one.role else ""
        self._audit.record(
            "correction-filed",
            disposition=one.reason,
            case_id=case_id,
            role=one.role,
            field=field,
        )

    def _write(self, case: CaseRecord) -> None:
        due_on = case.due_on.isoformat() if case.due_on else None
        self._database.execute(
            "INSERT INTO case_ (case_id, service, situation, decision, submitted_at, due_on,"
            " catalogue_version, catalogue_sha256, form, licence_number, keeps_number)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                case.case_id,
                case.service,
                case.situation,
                case.decision,
                case.submitted_at.isoformat(),
                due_on,
                case.catalogue_version,
                case.catalogue_sha256,
                case.form,
                case.kept_number or None,
                int(bool(case.kept_number)),
            ),
        )
        self._audit.record(
            "case-submitted",
            case_id=case.case_id,
            service=case.service,
            situation=case.situation,
            decision=case.decision,
            catalogue_sha256=case.catalogue_sha256,
        )
        for name in case.papers:
            self._database.execute(
                "INSERT INTO paper (case_id, name) VALUES (?, ?)", (case.case_id, name)
            )
        if case.deadline is not None:
            self._deadlines.put(DeadlineKey(case.case_id), case.deadline)
        for promise in case.promises:
            due_on = promise.due_on.isoformat()
            self._database.execute(
                "INSERT INTO promise (case_id, material_id, due_on) VALUES (?, ?, ?)",
                (case.case_id, promise.material_id, due_on),
            )
            if promise.deadline is not None:
                key = DeadlineKey(case.case_id, promise.material_id)
                self._deadlines.put(key, promise.deadline)
            self._audit.record(
                "promise-made",
                case_id=case.case_id,
                material=promise.material_id,
                due_on=due_on,
            )


def _summary_from(row: Row) -> CaseSummary:
    case_id, service, situation, decision, submitted_at, due_on, number, documents = row
    return CaseSummary(
        case_id,
        service,
        situation,
        decision,
        submitted_at=datetime.fromisoformat(submitted_at),
        due_on=date.fromisoformat(due_on) if due_on else None,
        licence_number=number or "",
        documents=tuple(documents.split("\n")) if documents else (),
    )
