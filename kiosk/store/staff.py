# SPDX-License-Identifier: Apache-2.0
"""Who is on the staff, wrong tries that outlive a restart, and the notice on the glass."""

from datetime import datetime
from typing import Final

from kiosk.clock import Clock
from kiosk.store.audit import Audit
from kiosk.store.engine import Database, IntegrityError, Row
from kiosk.store.records import FaultNotice, StaffMember, StaffRole

MACHINE: Final = ""
"""In place of a number: wrong tries of the whole machine."""

_MEMBERS: Final = "SELECT number, role, hash, card, added_at, left_at FROM staff"


class StaffListError(ValueError):
    """The list of staff does not allow it; the message says why."""


class Staff:
    """Hashes only; neither a PIN nor a card's number ever comes here."""

    def __init__(self, database: Database, clock: Clock, audit: Audit) -> None:
        self._database = database
        self._audit = audit
        self._clock = clock

    def add(self, number: str, role: StaffRole, pin_hash: str) -> None:
        """Put a person on the list.

        Raises:
            StaffListError: the number is no number, or is or was somebody's.
            StoreError: it could not be written.

        """
        with self._database.transaction():
            if self._any(number) is not None:
                raise StaffListError(f"staff number {number} is or was somebody's")
            try:
                self._database.execute(
                    "INSERT INTO staff (number, role, hash, card, added_at, left_at)"
                    " VALUES (?, ?, ?, '', ?, '')",
                    (number, role.value, pin_hash, self._clock.now().isoformat()),
                )
            except IntegrityError as error:
                raise StaffListError("a staff number has 1 to 8 digits and is not 0") from error
            self._audit.record("staff-added", staff=number, role=role.value)

    def set_hash(self, number: str, pin_hash: str) -> None:
        """Replace the hash of a person and forget their wrong tries.

        Raises:
            StaffListError: there is no such person.

        """
        with self._database.transaction():
            member = self._there(number)
            self._database.execute(
                "UPDATE staff SET hash = ? WHERE number = ?", (pin_hash, number)
            )
            self.forget_failures(number)
            self._audit.record("staff-pin-set", staff=number, role=member.role.value)

    def set_card(self, number: str, card: str) -> None:
        """Keep the keyed hash of a person's card; an empty one takes the card away.

        Raises:
            StaffListError: there is no such person, or the card is somebody else's.

        """
        with self._database.transaction():
            self._there(number)
            try:
                self._database.execute(
                    "UPDATE staff SET card = ? WHERE number = ?", (card, number)
                )
            except IntegrityError as error:
                raise StaffListError("this card is somebody else's") from error
            self._audit.record(
                "staff-card-set", disposition="given" if card else "taken", staff=number
            )

    def remove(self, number: str) -> None:
        """Take a person off the list; the number stays theirs in ledgers and journal.

        Raises:
            StaffListError: there is no such person.

        """
        with self._database.transaction():
            member = self._there(number)
            self._database.execute(
                "UPDATE staff SET left_at = ?, hash = '', card = '' WHERE number = ?",
                (self._clock.now().isoformat(), number),
            )
            self.forget_failures(number)
            self._audit.record("staff-removed", staff=number, role=member.role.value)

    def member(self, number: str) -> StaffMember | None:
        """The person of that number who is on the staff now."""
        found = self._any(number)
        return found if found is not None and found.left_at is None else None

    def holder_of(self, card: str) -> StaffMember | None:
        """The person whose card has this keyed hash."""
        rows = self._database.execute(
            f"{_MEMBERS} WHERE card = ? AND card <> '' AND left_at = ''", (card,)
        )
        return _member_from(rows[0]) if rows else None

    def members(self) -> tuple[StaffMember, ...]:
        """Everybody on the staff now, by number."""
        rows = self._database.execute(
            f"{_MEMBERS} WHERE left_at = '' ORDER BY length(number), number"
        )
        return tuple(_member_from(row) for row in rows)

    def _any(self, number: str) -> StaffMember | None:
        rows = self._database.execute(f"{_MEMBERS} WHERE number = ?", (number,))
        return _member_from(rows[0]) if rows else None

    def _there(self, number: str) -> StaffMember:
        member = self.member(number)
        if member is None:
            raise StaffListError(f"nobody on the staff has number {number}")
        return member

    # -- tries -------------------------------------------------------------------------------

    def note_try(self, disposition: str, member: StaffMember | None = None) -> None:
        """Leave a line about a try in the journal: entered, wrong, locked, card_missing.

        Only a number that is somebody's is named: what was typed might be a PIN.
        """
        facts = {"staff": member.number, "role": member.role.value} if member else {}
        self._audit.record("staff-entry-ended", disposition=disposition, **facts)

    def failures(self, number: str) -> tuple[int, datetime] | None:
        """How many wrong tries in a row, and when the last was; None when there is none."""
        rows = self._database.execute(
            "SELECT failures, failed_at FROM staff_failure WHERE number = ?", (number,)
        )
        for count, failed_at in rows:
            return count, datetime.fromisoformat(failed_at)
        return None

    def set_failures(self, number: str, count: int, failed_at: datetime) -> None:
        """Put the count on disk; a try is counted before it is answered."""
        self._database.execute(
            "INSERT INTO staff_failure (number, failures, failed_at) VALUES (?, ?, ?)"
            " ON CONFLICT (number) DO UPDATE"
            " SET failures = excluded.failures, failed_at = excluded.failed_at",
            (number, count, failed_at.isoformat()),
        )

    def forget_failures(self, number: str) -> None:
        """Start counting anew for a person, and for the machine."""
        self._database.execute(
            "DELETE FROM staff_failure WHERE number IN (?, ?)", (number, MACHINE)
        )

    def unlock(self, number: str = "") -> None:
        """Forget the wrong tries of a person, or all, and say so in the journal."""
        with self._database.transaction():
            if number:
                self._there(number)
                self.forget_failures(number)
            else:
                self._database.execute("DELETE FROM staff_failure")
            self._audit.record("staff-unlocked", **({"staff": number} if number else {}))

    # -- the notice on the glass -------------------------------------------------------------

    def put_notice(self, kind: str, text: str, *, who: str) -> None:
        """Put a notice on the glass in place of the last one."""
        with self._database.transaction():
            self._database.execute(
                "INSERT INTO fault_notice (one, kind, text, who, at) VALUES (1, ?, ?, ?, ?)"
                " ON CONFLICT (one) DO UPDATE SET kind = excluded.kind, text = excluded.text,"
                " who = excluded.who, at = excluded.at",
                (kind, text, who, self._clock.now().isoformat()),
            )
            self._audit.record("notice-changed", disposition="on", kind=kind, staff=who)

    def take_notice_down(self, *, who: str) -> None:
        """Open the kiosk again; nothing where there is no notice."""
        with self._database.transaction():
            if self._database.changed("DELETE FROM fault_notice"):
                self._audit.record("notice-changed", disposition="off", staff=who)

    def notice(self) -> FaultNotice | None:
        """What is on the glass now."""
        rows = self._database.execute("SELECT kind, text, who, at FROM fault_notice")
        for kind, text, who, at in rows:
            return FaultNotice(kind, text, who, datetime.fromisoformat(at))
        return None


def _member_from(row: Row) -> StaffMember:
    number, role, pin_hash, card, added_at, left_at = row
    return StaffMember(
        str(number),
        StaffRole(role),
        str(pin_hash),
        str(card),
        datetime.fromisoformat(str(added_at)),
        datetime.fromisoformat(str(left_at)) if left_at else None,
    )
