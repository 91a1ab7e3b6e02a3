# SPDX-License-Identifier: Apache-2.0
"""Certificates that were issued here (电子证照), and how each of them ended."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from kiosk.store.audit import Audit
from kiosk.store.engine import Database, Row


class CertificateState(Enum):
    """Where a certificate stands, by the states of GB/T 36903."""

    ISSUED = "issued"
    EXPIRED = "expired"
    REPLACED = "replaced"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"


ENDS = (
    CertificateState.REPLACED,
    CertificateState.CANCELLED,
    CertificateState.WITHDRAWN,
    CertificateState.REVOKED,
)
"""What can become of one; that it has run out is counted and not kept."""


@dataclass(frozen=True)
class CertificateRecord:
    """A certificate as it was issued.

    Attributes:
        number: licence number; a change keeps it.
        version: from 1; a change, renewal or copy of the same number has the next.
        identifier: 电子证照标识 of GB/T 36904.
        expires_on: last day; None where it runs for good.

    """

    number: str
    version: int
    identifier: str
    issued_on: date
    expires_on: date | None = None


@dataclass(frozen=True)
class CertificateEnd:
    """How a certificate ended; version 0 is one that was issued elsewhere."""

    number: str
    version: int
    state: CertificateState
    since: date

    def __post_init__(self) -> None:
        if self.state not in ENDS:
            raise ValueError(f"nothing ends as {self.state.value}")


class Certificates:
    """Every certificate of this kiosk: never changed, and its end is written beside it."""

    def __init__(self, database: Database, audit: Audit) -> None:
        self._database = database
        self._audit = audit

    def put(self, case_id: str, one: CertificateRecord) -> None:
        """Write a certificate of a case.

        Raises:
            StoreError: nothing was written.
            IntegrityError: the number has this version, or the case has a certificate.

        """
        expires_on = one.expires_on.isoformat() if one.expires_on else ""
        with self._database.transaction():
            self._database.execute(
                "INSERT INTO certificate (number, version, identifier, case_id, issued_on,"
                " expires_on) VALUES (?, ?, ?, ?, ?, ?)",
                (
                    one.number,
                    one.version,
                    one.identifier,
                    case_id,
                    one.issued_on.isoformat(),
                    expires_on,
                ),
            )
            self._audit.record("certificate-issued", case_id=case_id, version=one.version)

    def end(self, end: CertificateEnd, *, case_id: str = "") -> bool:
        """Write how one ended; what was written first stands.

        Returns:
            False where it had ended so already.

        Raises:
            StoreError: nothing was written.

        """
        with self._database.transaction():
            row = (end.number, end.version, end.state.value, end.since.isoformat(), case_id)
            changed = self._database.changed(
                "INSERT INTO certificate_end (number, version, state, since, case_id)"
                " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                row,
            )
            if changed:
                self._audit.record(
                    "certificate-ended",
                    disposition=end.state.value,
                    case_id=case_id,
                    version=end.version,
                )
            return bool(changed)

    def latest(self, number: str) -> CertificateRecord | None:
        """The last version of a number that was issued here; None where there is none."""
        rows = self._database.execute(
            "SELECT number, version, identifier, issued_on, expires_on FROM certificate"
            " WHERE number = ? ORDER BY version DESC LIMIT 1",
            (number,),
        )
        return _record_from(rows[0]) if rows else None

    def of_case(self, case_id: str) -> CertificateRecord | None:
        """The certificate of a case; None where it made none."""
        rows = self._database.execute(
            "SELECT number, version, identifier, issued_on, expires_on FROM certificate"
            " WHERE case_id = ?",
            (case_id,),
        )
        return _record_from(rows[0]) if rows else None

    def state_of(self, one: CertificateRecord, today: date) -> CertificateState:
        """Where a certificate stands on a day; one whose end is to come still stands."""
        rows = self._database.execute(
            "SELECT state FROM certificate_fate"
            " WHERE (number, version) = (?, ?) AND since <= ?",
            (one.number, one.version, today.isoformat()),
        )
        if rows:
            return CertificateState(rows[0][0])
        has_run_out = one.expires_on is not None and one.expires_on < today
        return CertificateState.EXPIRED if has_run_out else CertificateState.ISSUED

    def ended(self) -> tuple[CertificateEnd, ...]:
        """How each number's last certificate ended, in the order of numbers and versions."""
        rows = self._database.execute(
            "SELECT number, version, state, since FROM certificate_fate"
            " ORDER BY number, version"
        )
        return tuple(
            CertificateEnd(number, version, CertificateState(state), date.fromisoformat(since))
            for number, version, state, since in rows
        )


def _record_from(row: Row) -> CertificateRecord:
    number, version, identifier, issued_on, expires_on = row
    return CertificateRecord(
        number,
        version,
        identifier,
        date.fromisoformat(issued_on),
        date.fromisoformat(expires_on) if expires_on else None,
    )
