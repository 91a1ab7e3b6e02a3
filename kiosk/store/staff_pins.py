# SPDX-License-Identifier: Apache-2.0
"""PIN hashes of staff and the count of wrong tries, which outlives a restart."""

from datetime import datetime

from kiosk.clock import Clock
from kiosk.store.audit import Audit
from kiosk.store.engine import Database
from kiosk.store.records import StaffRole


class StaffPins:
    """Hashes only; the PIN itself never comes here."""

    def __init__(self, database: Database, clock: Clock, audit: Audit) -> None:
        self._database = database
        self._audit = audit
        self._clock = clock

    def set_hash(self, role: StaffRole, pin_hash: str) -> None:
        """Replace the hash of a role and forget its wrong tries."""
        with self._database.transaction():
            self._database.execute(
                "INSERT INTO staff_pin (role, hash, set_at) VALUES (?, ?, ?)"
                " ON CONFLICT (role) DO UPDATE"
                " SET hash = excluded.hash, set_at = excluded.set_at",
                (role.value, pin_hash, self._clock.now().isoformat()),
            )
            self.forget_failures()
            self._audit.record("staff-pin-set", role=role.value)

    def hashes(self) -> tuple[tuple[StaffRole, str], ...]:
        """Every role that has a PIN, with its hash."""
        rows = self._database.execute("SELECT role, hash FROM staff_pin ORDER BY role")
        return tuple((StaffRole(role), pin_hash) for role, pin_hash in rows)

    def note_try(self, disposition: str, role: StaffRole | None = None) -> None:
        """Leave a line about a try in the journal: entered, wrong or locked."""
        facts = {"role": role.value} if role else {}
        self._audit.record("staff-entry-ended", disposition=disposition, **facts)

    def failures(self) -> tuple[int, datetime] | None:
        """How many wrong tries in a row, and when the last was; None when there is none."""
        rows = self._database.execute("SELECT failures, failed_at FROM staff_try")
        for count, failed_at in rows:
            return count, datetime.fromisoformat(failed_at)
        return None

    def set_failures(self, count: int, failed_at: datetime) -> None:
        """Put the count on disk; a try is counted before it is answered."""
        self._database.execute(
            "INSERT INTO staff_try (one, failures, failed_at) VALUES (1, ?, ?)"
            " ON CONFLICT (one) DO UPDATE"
            " SET failures = excluded.failures, failed_at = excluded.failed_at",
            (count, failed_at.isoformat()),
        )

    def forget_failures(self) -> None:
        """Start counting anew, after a right PIN or when a technician unlocks."""
        self._database.execute("DELETE FROM staff_try")
