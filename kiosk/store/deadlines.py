# SPDX-License-Identifier: Apache-2.0
"""Last days (期限) as they were told and as they stand now."""

from dataclasses import dataclass
from datetime import date

from forms.deadlines import Bearer, Deadline
from forms.terms import DayUnit, Limit
from kiosk.store.audit import Audit
from kiosk.store.engine import Database, IntegrityError

WHOLE_CASE = ""


@dataclass(frozen=True)
class DeadlineKey:
    """Whose last day it is: a material of a case, or with ``WHOLE_CASE`` the case itself."""

    case_id: str
    subject: str = WHOLE_CASE


class Deadlines:
    """Keeps what a day was counted from; the day itself may move on, and leaves its line."""

    def __init__(self, database: Database, audit: Audit) -> None:
        self._database = database
        self._audit = audit

    def put(self, key: DeadlineKey, deadline: Deadline) -> None:
        """Write a new last day; part of the transaction that writes its case.

        Raises:
            StoreError: nothing was written.

        """
        with self._database.transaction():
            self._database.execute(
                "INSERT INTO deadline (case_id, subject, bearer, event_on, told_on, due_on,"
                " is_provisional) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    key.case_id,
                    key.subject,
                    deadline.bearer.value,
                    deadline.event.isoformat(),
                    deadline.told.isoformat(),
                    deadline.due.isoformat(),
                    int(deadline.is_provisional),
                ),
            )
            for limit in sorted({(one.days, one.unit.value) for one in deadline.limits}):
                self._database.execute(
                    "INSERT INTO deadline_limit (case_id, subject, days, unit)"
                    " VALUES (?, ?, ?, ?)",
                    (key.case_id, key.subject, *limit),
                )

    def move(self, key: DeadlineKey, deadline: Deadline) -> None:
        """Write where a last day stands after it was counted again, with its audit line.

        Raises:
            StoreError: nothing was written.
            ValueError: a citizen's day would be brought forward.

        """
        day, flag = deadline.due.isoformat(), int(deadline.is_provisional)
        with self._database.transaction():
            try:
                self._database.execute(
                    "UPDATE deadline SET due_on = ?, is_provisional = ?"
                    " WHERE case_id = ? AND subject = ?",
                    (day, flag, key.case_id, key.subject),
                )
            except IntegrityError as error:
                raise ValueError(f"{key.case_id} {key.subject}: {error}") from error
            self._audit.record(
                "deadline-counted-again",
                disposition="provisional" if deadline.is_provisional else "final",
                case_id=key.case_id,
                material=key.subject or "case",
                told_on=deadline.told.isoformat(),
                due_on=day,
            )

    def get(self, key: DeadlineKey) -> Deadline | None:
        """One last day; None where none was counted."""
        return self._where("case_id = ? AND subject = ?", (key.case_id, key.subject)).get(key)

    def to_count_again(self, today: date) -> dict[DeadlineKey, Deadline]:
        """All that a new table can move: the provisional ones, and those not yet over.

        The State Council has changed an arrangement in mid-year before, so that days of a
        published year may move too.
        """
        return self._where("is_provisional = 1 OR due_on >= ?", (today.isoformat(),))

    def _where(self, clause: str, values: tuple[str, ...]) -> dict[DeadlineKey, Deadline]:
        rows = self._database.execute(
            "SELECT case_id, subject, bearer, event_on, told_on, due_on, is_provisional,"  # noqa: S608  # the clause is ours
            " days, unit FROM deadline JOIN deadline_limit USING (case_id, subject)"
            f" WHERE {clause} ORDER BY case_id, subject, days, unit",
            values,
        )
        found: dict[DeadlineKey, Deadline] = {}
        for case_id, subject, bearer, event, told, due, is_provisional, days, unit in rows:
            key = DeadlineKey(case_id, subject)
            before = found[key].limits if key in found else ()
            found[key] = Deadline(
                Bearer(bearer),
                event=date.fromisoformat(event),
                limits=(*before, Limit(days, DayUnit(unit))),
                told=date.fromisoformat(told),
                due=date.fromisoformat(due),
                is_provisional=bool(is_provisional),
            )
        return found
